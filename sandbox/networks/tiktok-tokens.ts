/** Pretend TikTok's token service: exchange, refresh with rotation, revoke
 * (https://developers.tiktok.com/docs/en/oauth-refresh-a-user-access-token, dated 2026-11-02, read 2026-11-22). */
import { createHash } from 'node:crypto'
import { findCode, issue, newGrant, newToken, tokensOf } from '../grants.ts'
import { randomDigits } from '../randomness.ts'
import { DAY_MS, HOUR_MS, randomText, type Sandbox, SECOND_MS } from '../sandbox.ts'
import type { Call } from '../wire.ts'
import { type App, type Code, findApp, type Grant, grantOf, type Token } from '../world.ts'
import { meetTikTokTrouble } from './tiktok-trouble.ts'
import { tokenRefusal, tokenReply } from './tiktok-wire.ts'

/** The pages dated November 2026 say 2 hours and 180 days with strict rotation; older ones 24 hours and 365 days. */
const LIFETIMES = {
  'tiktok-2026-11': { access_ms: 2 * HOUR_MS, refresh_ms: 180 * DAY_MS, rotates: true },
  'tiktok-legacy': { access_ms: 24 * HOUR_MS, refresh_ms: 365 * DAY_MS, rotates: false },
} as const

export function answerTikTokTokens(box: Sandbox, call: Call): Response {
  if (call.method !== 'POST') return tokenRefusal(box, 'invalid_request', 'Only POST is supported.')
  const type = call.header('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded'))
    return tokenRefusal(
      box,
      'invalid_request',
      'Only `application/x-www-form-urlencoded` is accepted as Content-Type.',
    )
  if (type.includes(';') && box.world.settings['tiktok.form_charset'] === 'refused') return malformed(box)
  const [key, secret] = [call.form.get('client_key'), call.form.get('client_secret')]
  if (key === null || secret === null) return malformed(box)
  const app = findApp(box.world, 'tiktok', key)
  const gone = app?.status === 'deleted' || app?.status === 'disabled'
  if (app === undefined || secret !== app.client_secret || gone)
    return tokenRefusal(box, 'invalid_client', 'Client key or secret is incorrect.')
  if (call.path === '/v2/oauth/revoke') return revoke(box, call, app)
  switch (call.form.get('grant_type')) {
    case 'authorization_code':
      return exchange(box, call, app)
    case 'refresh_token':
      return refresh(box, call, app)
    case 'client_credentials':
      // An app's own token opens nothing of a person's.
      return tokenReply(box, {
        access_token: `clt.${randomText(60)}`,
        expires_in: 7200,
        token_type: 'Bearer',
      })
    case null:
      return malformed(box)
    default:
      return tokenRefusal(box, 'unsupported_grant_type', 'The authorization grant type is not supported.')
  }
}

function malformed(box: Sandbox): Response {
  return tokenRefusal(box, 'invalid_request', 'The request parameters are malformed.')
}

function exchange(box: Sandbox, call: Call, app: App): Response {
  if (call.form.get('code') === null || call.form.get('redirect_uri') === null) return malformed(box)
  const code = findCode(box, 'tiktok', call.form.get('code'))
  if (code === undefined || code.spent || code.client_id !== app.client_id)
    return tokenRefusal(box, 'invalid_grant', 'Authorization code is invalid.')
  if (box.now() >= code.expires_at)
    return tokenRefusal(box, 'invalid_grant', 'Authorization code is expired.')
  if (call.form.get('redirect_uri') !== code.redirect_uri)
    return tokenRefusal(
      box,
      'invalid_request',
      'Redirect_uri is not matched with the uri when requesting code.',
    )
  if (!verifierFits(code, call.form.get('code_verifier')))
    return tokenRefusal(box, 'invalid_request', 'Code verifier or code challenge is invalid.')
  const grant = newGrant(box, code)
  const now = box.now()
  const life = LIFETIMES[box.world.settings['tiktok.lifetimes']]
  const access = newToken(box, {
    value: tokenValue('act'),
    kind: 'access',
    grant: grant.id,
    expires_at: now + life.access_ms,
  })
  const refresh = newToken(box, {
    value: tokenValue('rft'),
    kind: 'refresh',
    grant: grant.id,
    expires_at: now + life.refresh_ms,
  })
  issue(box, { code, grant, tokens: [access, refresh] })
  return issued(box, { grant, access, refresh, now })
}

function refresh(box: Sandbox, call: Call, app: App): Response {
  const value = call.form.get('refresh_token')
  if (value === null) return malformed(box)
  const dead = (): Response => tokenRefusal(box, 'invalid_grant', 'Refresh token is invalid or expired.')
  const old = box.world.tokens.get(value)
  const grant = old === undefined ? undefined : grantOf(box.world, old)
  const now = box.now()
  const known =
    old !== undefined &&
    old.kind === 'refresh' &&
    grant?.network === 'tiktok' &&
    grant.client_id === app.client_id &&
    grant.ended === null
  if (!known || now >= (old.expires_at ?? 0)) return dead()
  if (old.spent && !inGrace(box, { token: old, grant, now })) {
    if (box.world.settings['tiktok.reuse_ends_grant'])
      box.commit({ type: 'grants-ended', grants: [grant.id], why: 'replaced', forget: false })
    return dead()
  }
  const trouble = meetTikTokTrouble(box, grant.account, 'refresh')
  if (trouble !== null)
    return tokenRefusal(
      box,
      trouble.code,
      trouble.message,
      trouble.status === 400 ? undefined : trouble.status,
    )
  const life = LIFETIMES[box.world.settings['tiktok.lifetimes']]
  const access = newToken(box, {
    value: tokenValue('act'),
    kind: 'access',
    grant: grant.id,
    expires_at: now + life.access_ms,
  })
  // Whether rotating starts the 180 days again is not documented: absolute unless the setting says otherwise.
  const ends =
    box.world.settings['tiktok.refresh_clock'] === 'sliding' ? now + life.refresh_ms : old.expires_at
  const next = life.rotates
    ? newToken(box, { value: tokenValue('rft'), kind: 'refresh', grant: grant.id, expires_at: ends })
    : { ...old, expires_at: ends }
  issue(box, {
    tokens: [access, next],
    spent: life.rotates && !old.spent ? [old.value] : [],
    // The grace runs from the rotation, not from the last attempt.
    used: old.spent ? [] : [old.value],
  })
  return issued(box, { grant, access, refresh: next, now })
}

/** The token before the newest may come once more for a while, where the setting allows it. */
function inGrace(box: Sandbox, of: { token: Token; grant: Grant; now: number }): boolean {
  const grace = box.world.settings['tiktok.refresh_grace_seconds'] * SECOND_MS
  const all = tokensOf(box, [of.grant], 'refresh')
  const later = all.slice(all.findIndex((each) => each.value === of.token.value) + 1)
  return of.now < of.token.last_used_at + grace && later.every((each) => !each.spent)
}

function issued(box: Sandbox, of: { grant: Grant; access: Token; refresh: Token; now: number }): Response {
  const left = (token: Token): number =>
    Math.max(0, Math.floor(((token.expires_at ?? of.now) - of.now) / 1000))
  return tokenReply(box, {
    access_token: of.access.value,
    expires_in: left(of.access),
    open_id: of.grant.account,
    refresh_expires_in: left(of.refresh),
    refresh_token: of.refresh.value,
    scope: of.grant.scopes.join(','),
    token_type: 'Bearer',
  })
}

/** Wants a living access token (https://developers.tiktok.com/docs/en/oauth-revoke-a-user-access-token, dated 2026-11-02). */
function revoke(box: Sandbox, call: Call, app: App): Response {
  const value = call.form.get('token')
  if (value === null) return malformed(box)
  const token = box.world.tokens.get(value)
  const grant = token === undefined ? undefined : grantOf(box.world, token)
  const alive =
    token !== undefined &&
    token.kind === 'access' &&
    grant?.network === 'tiktok' &&
    grant.client_id === app.client_id &&
    grant.ended === null &&
    box.now() < (token.expires_at ?? 0)
  if (!alive) return tokenRefusal(box, 'invalid_request', 'The access token is invalid.')
  box.commit({
    type: 'account-changed',
    network: 'tiktok',
    account: grant.account,
    change: { kind: 'app-removed', client_id: app.client_id, by: 'app' },
  })
  return tokenReply(box, {})
}

/** 43 to 128 unreserved letters; Login Kit for desktop wants their hash in hex, not in base64url. */
function verifierFits(code: Code, verifier: string | null): boolean {
  if (code.challenge === null) return true
  if (verifier === null || !/^[\w.~-]{43,128}$/.test(verifier)) return false
  const hash = createHash('sha256').update(verifier)
  return code.challenge.method === 'base64url'
    ? hash.digest('base64url') === code.challenge.value
    : hash.digest('hex') === code.challenge.value.toLowerCase()
}

function tokenValue(kind: 'act' | 'rft'): string {
  return `${kind}.${randomText(60)}!${randomDigits(4)}.va`
}
