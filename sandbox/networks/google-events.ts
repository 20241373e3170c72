/** Google's security events (Cross-Account Protection): signed tokens, one event each, sent to a project's stream
 * (https://developers.google.com/identity/protocols/risc, read 2026-11-22). */
import { createHash, createPrivateKey, sign } from 'node:crypto'
import { newDelivery, type Sender } from '../deliveries.ts'
import { tokensOf } from '../grants.ts'
import { googleBySub } from '../people.ts'
import { randomText } from '../randomness.ts'
import { MINUTE_MS, type Sandbox } from '../sandbox.ts'
import {
  type AccountChange,
  accountState,
  consentsOf,
  type Delivery,
  type Event,
  findApp,
  type Stream,
} from '../world.ts'
import { signingKey } from './google-keys.ts'

const ISSUER = 'https://accounts.google.com/'
const RISC = 'https://schemas.openid.net/secevent/risc/event-type/'
const OAUTH = 'https://schemas.openid.net/secevent/oauth/event-type/'
/** `account-purged` is in the RISC standard and not in Google's list. */
export const EVENT_TYPES = {
  'sessions-revoked': `${RISC}sessions-revoked`,
  'tokens-revoked': `${OAUTH}tokens-revoked`,
  'token-revoked': `${OAUTH}token-revoked`,
  'account-disabled': `${RISC}account-disabled`,
  'account-enabled': `${RISC}account-enabled`,
  'account-credential-change-required': `${RISC}account-credential-change-required`,
  'account-purged': `${RISC}account-purged`,
  verification: `${RISC}verification`,
} as const
export type EventName = keyof typeof EVENT_TYPES

const SIGN_IN_SCOPES = {
  'email-or-profile': [
    'https://www.googleapis.com/auth/userinfo.email',
    'https://www.googleapis.com/auth/userinfo.profile',
  ],
  'any-sign-in-scope': [
    'openid',
    'https://www.googleapis.com/auth/userinfo.email',
    'https://www.googleapis.com/auth/userinfo.profile',
  ],
} as const

export function owedByGoogle(box: Sandbox, event: Event, at: number): Delivery[] {
  switch (event.type) {
    case 'account-changed':
      return event.network === 'youtube' ? ofChange(box, event, at) : []
    case 'grants-ended':
      return event.why === 'removed' ? event.grants.flatMap((id) => ofRevokedGrant(box, id, at)) : []
    default:
      return []
  }
}

/** The subject stands inside the event, not beside it. `claims` puts others in the place of the usual ones. */
export function securityEvent(
  box: Sandbox,
  client_id: string,
  of: { type: string; payload: Record<string, unknown>; claims?: Record<string, unknown> },
  at: number,
): Delivery {
  // The key is made now, so that its id does not depend on when the first event goes out.
  signingKey(box)
  const name = Object.entries(EVENT_TYPES).find(([, type]) => type === of.type)?.[0]
  const content = JSON.stringify({
    iss: ISSUER,
    aud: client_id,
    iat: Math.floor(at / 1000),
    jti: randomText(32),
    events: { [of.type]: of.payload },
    ...of.claims,
  })
  return newDelivery(
    { network: 'youtube', client_id, way: 'security-event', event: name ?? of.type, content },
    at,
  )
}

export const SECURITY_EVENT: Sender = {
  url: (box, { client_id }) => {
    const stream = streamOf(box, client_id)
    return stream?.status === 'enabled' ? stream.url : null
  },
  request: (box, delivery) => {
    const key = signingKey(box)
    const head = Buffer.from(JSON.stringify({ alg: 'RS256', kid: key.kid, typ: 'JWT' })).toString('base64url')
    const body = Buffer.from(delivery.content).toString('base64url')
    const signature = sign(
      'sha256',
      Buffer.from(`${head}.${body}${delivery.forged ? '.' : ''}`),
      createPrivateKey(key.private_pem),
    ).toString('base64url')
    return {
      headers: { 'content-type': 'application/secevent+jwt', accept: 'application/json' },
      body: `${head}.${body}.${signature}`,
    }
  },
  judge: ({ status }) => {
    if (status === 202) return { kind: 'taken', answer: null }
    if (status === 400) return { kind: 'refused', problem: 'answered 400: the token is not valid' }
    return { kind: 'failed', problem: `answered ${status}, not 202` }
  },
  // "Limited retries", without figures.
  again: (box, delivery, at) => {
    const failures = delivery.attempts.length
    return failures > box.world.settings['youtube.event_retries']
      ? null
      : at + MINUTE_MS * 10 ** Math.min(failures - 1, 3)
  },
}

export function streamOf(box: Sandbox, clientId: string): Stream | undefined {
  return box.world.streams.get(findApp(box.world, 'youtube', clientId)?.project ?? '')
}

function ofChange(box: Sandbox, of: { account: string; change: AccountChange }, at: number): Delivery[] {
  const { account, change } = of
  const state = accountState(box.world, 'youtube', account)
  const tell = (name: EventName, more: Record<string, unknown> = {}, accounts = [account]): Delivery[] =>
    accounts.flatMap((sub) => toEveryApp(box, { sub, name, more, at }))
  switch (change.kind) {
    case 'app-removed':
      return consentsOf(box.world, 'youtube', account)
        .filter(({ client_id }) => change.client_id === null || client_id === change.client_id)
        .flatMap(({ client_id }) =>
          toApp(box, { client_id, sub: account, name: 'tokens-revoked', more: {}, at }),
        )
    case 'locked': {
      const reason = change.reason ?? 'hijacking'
      return state.locked ? [] : tell('account-disabled', reason === 'none' ? {} : { reason })
    }
    case 'check-passed':
      return state.locked ? tell('account-enabled') : []
    case 'sessions-revoked':
      return tell('sessions-revoked', {}, identitiesOf(account))
    case 'credential-change-required':
      return tell('account-credential-change-required', {}, identitiesOf(account))
    case 'password-changed': {
      const which = box.world.settings['youtube.password_change_events']
      return (['sessions-revoked', 'account-credential-change-required'] as const)
        .filter((name) => which === name || which === 'both')
        .flatMap((name) => tell(name, {}, identitiesOf(account)))
    }
    case 'closed':
      return box.world.settings['youtube.account_purged'] && googleBySub(account)?.account.sub === account
        ? tell('account-purged', {}, identitiesOf(account))
        : []
    default:
      return []
  }
}

/** One event for each refresh token that the revocation ends; Google names no other kind of token. */
function ofRevokedGrant(box: Sandbox, id: string, at: number): Delivery[] {
  const grant = box.world.grants.get(id)
  if (grant === undefined || grant.network !== 'youtube' || grant.ended !== null) return []
  const living = tokensOf(box, [grant], 'refresh').filter((token) => !token.spent)
  return living.flatMap((token) =>
    toApp(box, {
      client_id: grant.client_id,
      sub: grant.account,
      name: 'token-revoked',
      more: {
        subject: {
          subject_type: 'oauth_token',
          token_type: 'refresh_token',
          ...identifierOf(box, token.value),
        },
      },
      at,
    }),
  )
}

function identifierOf(box: Sandbox, token: string): { token_identifier_alg: string; token: string } {
  const token_identifier_alg = box.world.settings['youtube.token_identifier']
  const once = createHash('sha512').update(token).digest()
  return {
    token_identifier_alg,
    token:
      token_identifier_alg === 'prefix'
        ? token.slice(0, 16)
        : createHash('sha512').update(once).digest('base64'),
  }
}

type Telling = { sub: string; name: EventName; more: Record<string, unknown>; at: number }

function toEveryApp(box: Sandbox, of: Telling): Delivery[] {
  return consentsOf(box.world, 'youtube', of.sub).flatMap(({ client_id }) => toApp(box, { client_id, ...of }))
}

/** Nothing is owed to a stream that is off or did not ask for it, nor about someone whose name and address the app may not see. */
function toApp(box: Sandbox, of: Telling & { client_id: string }): Delivery[] {
  const { client_id, sub, at } = of
  const type = EVENT_TYPES[of.name]
  const stream = streamOf(box, client_id)
  if (stream?.status !== 'enabled' || !stream.events_requested.includes(type)) return []
  if (!mayKnow(box, { client_id, sub })) return []
  const payload = { subject: { subject_type: 'iss-sub', iss: ISSUER, sub }, ...of.more }
  return [securityEvent(box, client_id, { type, payload }, at)]
}

function mayKnow(box: Sandbox, of: { client_id: string; sub: string }): boolean {
  const needed: readonly string[] = SIGN_IN_SCOPES[box.world.settings['youtube.events_for']]
  return consentsOf(box.world, 'youtube', of.sub).some(
    ({ client_id, granted }) => client_id === of.client_id && granted.some((scope) => needed.includes(scope)),
  )
}

/** A Google account and its brand channels, which are identities of their own. */
function identitiesOf(sub: string): string[] {
  const account = googleBySub(sub)?.account
  return account === undefined
    ? [sub]
    : [...new Set([account.sub, ...account.channels.map((channel) => channel.sub)])]
}
