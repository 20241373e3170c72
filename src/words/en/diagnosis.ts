import type { Diagnosis } from '../../domain/verdict.ts'

/** What a diagnosis means and what comes next, for those who run or build on this. */
export const diagnosis = {
  meaning: {
    not_disconnected: {
      reason: 'The reply says nothing against the connection.',
      next: 'Nothing to do.',
    },
    expired: {
      reason: 'The permission reached its end.',
      next: 'Renew it where the network allows that; otherwise the person connects the channel again.',
    },
    account_changed: {
      reason: 'Something about the account changed: its sign-in, its kind, or a role on it.',
      next: 'The person connects the channel again with the same account.',
    },
    revoked: {
      reason: 'Somebody took the permission away at the network.',
      next: 'Stop reading. The person connects again if they want to.',
    },
    security: {
      reason: 'The network wants the owner to pass a safety step first.',
      next: 'The person opens the network’s own app and passes it; try the same token again before asking for more.',
    },
    account_unavailable: {
      reason: 'The account, Page or channel is closed, suspended or not there.',
      next: 'Wait for it to be back; then the person connects again.',
    },
    permissions_reduced: {
      reason: 'The permission works, but a part of it is missing.',
      next: 'Ask the person for the missing part only.',
    },
    ambiguous_reconnect: {
      reason: 'The permission is refused, and the network does not say why.',
      next: 'Confirm with a different call at least ten minutes later; then the person connects again.',
    },
    rate_limited: {
      reason: 'The network asks for fewer calls.',
      next: 'Wait, then go on. The connection is not touched.',
    },
    transient: {
      reason: 'The network had trouble, or its reply could not be read.',
      next: 'Try again later. The connection is not touched.',
    },
    misconfigured: {
      reason: 'Our own app, key or request was refused.',
      next: 'The operator looks at the app’s settings. Never ask the person to reconnect.',
    },
    denied_by_user: {
      reason: 'The person said no on the network’s own page.',
      next: 'Nothing. A connection that exists stays as it is.',
    },
  } satisfies Record<Diagnosis, { reason: string; next: string }>,
  unreadable: {
    not_json: 'This line is not a JSON object.',
    network: 'The field "network" is not one of instagram, youtube, tiktok, facebook.',
    call: 'The field "call" is not one of authorize_redirect, token_exchange, token_refresh, api, debug_token, webhook.',
    next: 'Correct the line and send it again.',
  },
} as const
