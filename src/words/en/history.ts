import type { EventKind } from '../../domain/channel/event.ts'
import type { Parted } from '../../domain/channel/forgetting.ts'
import type { Loss } from '../../domain/verdict.ts'

export const history = {
  title: 'History of {name}',
  back: 'All channels',
  now: 'How it stands',
  timeline: 'What happened',
  none: 'Nothing yet. What happens to this channel will be told here.',
  early: 'Renew early',
  early_label: 'Renew {network} {name} early',
  by: 'by {who}',
  first_connected_by: 'Last connected by {who}.',
  event: {
    connected: 'Connected',
    reconnected: 'Connected again',
    renewed: 'Renewed for you',
    renewal_failed: 'Renewing by ourselves didn’t work',
    lost: 'Connection lost',
    back: 'Back by itself',
    suspected: 'An odd answer; we took a second look',
    cleared: 'The second look was fine',
    limited: 'Some insights went missing',
    complete: 'All insights are shared again',
    renamed: 'New name noticed',
    wrong_account_refused: 'Another account was used; nothing was changed',
    cancelled: 'A sign-in was cancelled; nothing was changed',
    told: 'The network sent us a message; we looked at once',
    explained: 'The cause became clear',
    turned_off: 'Turned off',
    permission_ended: 'Permission ended',
    forgotten: 'What the network gave us was forgotten',
    corrected: 'The loss was a false alarm; we took it back',
  } satisfies Record<EventKind, string>,
  detail: {
    lost: {
      expired: 'The permission reached its end.',
      account_changed: 'The account or its sign-in changed.',
      revoked: 'Access was switched off at the network.',
      security: 'The network asked for a safety check.',
      account_unavailable: 'The network said the account isn’t available.',
      permissions_reduced: 'A permission that we need was taken away.',
      ambiguous_reconnect: 'The network didn’t say why.',
    } satisfies Record<Loss, string>,
    permission_ended: {
      revoked: '{network} confirmed that our permission is gone. We deleted the keys and the numbers.',
      not_offered:
        '{network} has no way for us to end it. We deleted the keys and the numbers; you can also remove us in {network}’s own settings.',
      dead_already: 'The permission had ended already. We deleted the keys and the numbers.',
      shared:
        'Another channel of the same person still uses it at {network}, so it stays there. We deleted our keys and the numbers of this channel.',
      gave_up:
        '{network} didn’t answer for a week. We deleted the keys and the numbers; remove us in {network}’s own settings to be sure.',
    } satisfies Record<Extract<Parted, { kind: 'ended' }>['how'], string>,
    renamed: 'From {from} to {to}. Nothing to do.',
    wrong_account: 'It was {used}.',
  },
  confidence: {
    confirmed: 'Confirmed by {network}.',
    likely: 'Our best reading of what {network} said.',
    unknown: 'The cause isn’t known for sure.',
  },
  evidence: {
    summary: 'What {network} said, word for word',
    call: 'Where',
    status: 'Status',
    code: 'Code',
    subcode: 'Subcode',
    message: 'Message',
    request: 'Request id',
    calls: {
      authorize_redirect: 'On the way back from sign-in',
      token_exchange: 'When exchanging the permission',
      token_refresh: 'When renewing',
      api: 'When reading',
      debug_token: 'When checking the permission',
      webhook: 'In a message it sent us',
    },
    none: 'none',
  },
} as const
