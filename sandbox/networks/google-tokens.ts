/** Pretend Google's token service: exchange, refresh, revoke
 * (https://developers.google.com/identity/protocols/oauth2, read 2026-11-22). */
import { createHash } from 'node:crypto'
import { findCode, issue, newGrant, newToken, secondsLeft, tokensOf } from '../grants.ts'
import { googleBySub } from '../people.ts'
import { randomId } from '../randomness.ts'
import { DAY_MS, HOUR_MS, randomText, type Sandbox } from '../sandbox.ts'
import type { Call } from '../wire.ts'
import { type App, accountState, type Code, findApp, type Grant, grantOf, type Token } from '../world.ts'
import { accountsOfGrant, projectOf, SIGN_IN_SCOPES } from './google-access.ts'
import { idToken, tokeninfo, userinfo } from './google-info.ts'
import { jwks, pemCertificates } from './google-keys.ts'
import { meetTrouble } from './google-trouble.ts'
import { notFound, oauthError, oauthReply, publicReply } from './google-wire.ts'

const ACCESS_LIFE_MS = HOUR_MS - 1000
const TESTING_LIFE_MS = 7 * DAY_MS
const KEYS_KEPT_SECONDS = 19_800

export function answerGoogleTokens(box: Sandbox, call: Call): Response {
  switch (`${call.host}${call.path}`) {
    case 'oauth2.googleapis.com/token':
    case 'www.googleapis.com/oauth2/v4/token':
    case 'www.googleapis.com/oauth2/v3/token':
    case 'accounts.google.com/o/oauth2/token':
      return token(box, call)
    case 'oauth2.googleapis.com/revoke':
    case 'accounts.google.com/o/oauth2/revoke':
      return revoke(box, call)
    case 'oauth2.googleapis.com/tokeninfo':
    case 'www.googleapis.com/oauth2/v3/tokeninfo':
      return tokeninfo(box, call, 'v3')
    case 'www.googleapis.com/oauth2/v1/tokeninfo':
    case 'www.googleapis.com/oauth2/v2/tokeninfo':
      return tokeninfo(box, call, 'v1')
    case 'openidconnect.googleapis.com/v1/userinfo':
    case 'www.googleapis.com/oauth2/v3/userinfo':
      return userinfo(box, call, 'v3')
    case 'www.googleapis.com/oauth2/v1/userinfo':
    case 'www.googleapis.com/oauth2/v2/userinfo':
    case 'www.googleapis.com/userinfo/v2/me':
      return userinfo(box, call, 'v2')
    case 'www.googleapis.com/oauth2/v3/certs':
      return publicReply(jwks(box), KEYS_KEPT_SECONDS)
    case 'www.googleapis.com/oauth2/v1/certs':
      return publicReply(pemCertificates(box), KEYS_KEPT_SECONDS)
    default:
      return notFound(call)
  }
}

/** The issuer ends in a slash here and not in ID tokens (https://developers.google.com/identity/protocols/risc, read 2026-11-22). */
export function riscConfiguration(): Record<string, unknown> {
  return {
    issuer: 'https://accounts.google.com/',
    jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
    delivery_methods_supported: ['https://schemas.openid.net/secevent/risc/delivery-method/push'],
    configuration_endpoint: 'https://risc.googleapis.com/v1beta/stream',
    status_endpoint: 'https://risc.googleapis.com/v1beta/stream/status',
    verification_endpoint: 'https://risc.googleapis.com/v1beta/stream:verify',
  }
}

/** What a portal says of a client that is not in order; null where it is. */
export function clientProblem(app: App): { error: string; text: string } | null {
  switch (app.status) {
    case 'deleted':
      return { error: 'deleted_client', text: 'The OAuth client was deleted.' }
    case 'disabled':
      return { error: 'disabled_client', text: 'The OAuth client was disabled.' }
    case 'unauthorized':
      return { error: 'unauthorized_client', text: 'Unauthorized' }
    default:
      return null
  }
}

/** A parameter of the token endpoint: a form is the rule, and JSON and the query are read as well. */
function paramOf(call: Call, name: string): string | null {
  const json =
    typeof call.json === 'object' && call.json !== null ? (call.json as Record<string, unknown>) : {}
  const inJson = json[name]
  return call.form.get(name) ?? (typeof inJson === 'string' ? inJson : null) ?? call.query.get(name)
}

function basicCredentials(call: Call): [id: string, secret: string] | null {
  const basic = /^Basic\s+(\S+)$/i.exec(call.header('authorization') ?? '')?.[1]
  if (basic === undefined) return null
  const text = Buffer.from(basic, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  const plain = (part: string): string => decodeURIComponent(part.replace(/%(?![\da-f]{2})/gi, '%25'))
  return colon < 0 ? [plain(text), ''] : [plain(text.slice(0, colon)), plain(text.slice(colon + 1))]
}

function token(box: Sandbox, call: Call): Response {
  if (call.method !== 'POST') return oauthError('invalid_request', 'Only POST is supported.', 405)
  const basic = basicCredentials(call)
  const clientId = basic?.[0] ?? paramOf(call, 'client_id')
  if (clientId === null) return oauthError('invalid_request', 'Could not determine client ID from request.')
  const app = findApp(box.world, 'youtube', clientId)
  if (app === undefined) return oauthError('invalid_client', 'The OAuth client was not found.', 401)
  const problem = clientProblem(app)
  if (problem !== null) return oauthError(problem.error, problem.text, 401)
  const secret = basic?.[1] ?? paramOf(call, 'client_secret')
  if (secret === null) return oauthError('invalid_request', 'client_secret is missing.')
  if (secret !== app.client_secret) return oauthError('invalid_client', 'Unauthorized', 401)
  const kind = paramOf(call, 'grant_type')
  switch (kind) {
    case 'authorization_code':
      return exchange(box, call, app)
    case 'refresh_token':
      return refresh(box, call, app)
    case null:
      return oauthError('invalid_request', 'Missing required parameter: grant_type')
    default:
      return oauthError('unsupported_grant_type', `Invalid grant_type: ${kind.slice(0, 60)}`)
  }
}

function exchange(box: Sandbox, call: Call, app: App): Response {
  const value = paramOf(call, 'code')
  if (value === null || value === '') return oauthError('invalid_request', 'Missing required parameter: code')
  const code = findCode(box, 'youtube', value)
  if (code === undefined || code.client_id !== app.client_id)
    return oauthError('invalid_grant', 'Malformed auth code.')
  if (code.spent || box.now() >= code.expires_at) return oauthError('invalid_grant', 'Bad Request')
  const redirect = paramOf(call, 'redirect_uri')
  if (redirect === null) return oauthError('invalid_request', 'Missing required parameter: redirect_uri')
  if (redirect !== code.redirect_uri) return oauthError('redirect_uri_mismatch', 'Bad Request')
  const verifier = paramOf(call, 'code_verifier')
  if (!verifierFits(code, verifier))
    return verifier === null
      ? oauthError('invalid_grant', 'Missing code verifier.')
      : oauthError('invalid_grant', 'Invalid code verifier.')
  const grant = newGrant(box, code)
  const now = box.now()
  const onlySignIn = grant.scopes.every((scope) => SIGN_IN_SCOPES.includes(scope))
  const testing = box.world.settings['youtube.publishing'] === 'testing' && !onlySignIn
  const ends = [
    ...(testing ? [now + TESTING_LIFE_MS] : []),
    ...(code.access_ms === undefined ? [] : [now + code.access_ms]),
  ]
  const refreshToken = code.offline
    ? newToken(box, {
        value: refreshValue(),
        kind: 'refresh',
        grant: grant.id,
        expires_at: ends.length === 0 ? null : Math.min(...ends),
      })
    : null
  const accessEnds = Math.min(
    now + ACCESS_LIFE_MS,
    code.access_ms === undefined ? Number.POSITIVE_INFINITY : now + code.access_ms,
  )
  const access = newToken(box, {
    value: accessValue(),
    kind: 'access',
    grant: grant.id,
    expires_at: accessEnds,
  })
  const spent = refreshToken === null ? [] : oldestBeyondTheCap(box, grant, 1)
  issue(box, {
    code,
    grant,
    tokens: refreshToken === null ? [access] : [access, refreshToken],
    spent: spent.map((each) => each.value),
  })
  return oauthReply({
    access_token: access.value,
    expires_in: wholeSeconds(accessEnds - now),
    ...(refreshToken === null ? {} : { refresh_token: refreshToken.value }),
    scope: grant.scopes.join(' '),
    token_type: 'Bearer',
    ...(grant.scopes.includes('openid')
      ? { id_token: idToken(box, { grant, nonce: code.nonce, access: access.value }) }
      : {}),
    ...(refreshToken === null ? {} : endOf(box, refreshToken)),
  })
}

/** Documented for time-based access, and seen with apps in testing as well. */
function endOf(box: Sandbox, token: Token): Record<string, number> {
  const { settings } = box.world
  const silent = settings['youtube.publishing'] === 'testing' && !settings['youtube.testing_tells_end']
  if (token.expires_at === null || silent) return {}
  // A reply made at once still says one second less, as the real ones do: 604799.
  const left = secondsLeft(box, token.expires_at)
  return { refresh_token_expires_in: Math.max(0, box.now() === token.issued_at ? left - 1 : left) }
}

/** The refresh tokens of this account and client that die when `more` are added, the oldest first. */
function oldestBeyondTheCap(box: Sandbox, of: { client_id: string; account: string }, more: number): Token[] {
  const grants = [...box.world.grants.values()].filter(
    (each) =>
      each.network === 'youtube' &&
      each.client_id === of.client_id &&
      each.account === of.account &&
      each.ended === null,
  )
  const alive = tokensOf(box, grants, 'refresh').filter((each) => !isOver(box, each))
  alive.sort((a, b) => a.issued_at - b.issued_at)
  return alive.slice(0, Math.max(0, alive.length + more - box.world.settings['youtube.live_refresh_tokens']))
}

/** The person gives the same permission elsewhere until every token that the app holds has been pushed out. */
export function signInElsewhere(box: Sandbox, account: string): boolean {
  const held = [...box.world.grants.values()].filter(
    (each) => each.network === 'youtube' && each.account === account && each.ended === null,
  )
  const most = box.world.settings['youtube.live_refresh_tokens']
  for (const client_id of new Set(held.map((each) => each.client_id))) {
    const last = held.findLast((each) => each.client_id === client_id)
    if (last === undefined) continue
    const grant: Grant = { ...last, id: randomId(), began_at: box.now() }
    const spent = oldestBeyondTheCap(box, grant, most)
    const tokens = Array.from({ length: most }, () =>
      newToken(box, { value: refreshValue(), kind: 'refresh', grant: grant.id, expires_at: null }),
    )
    issue(box, { grant, tokens, spent: spent.map((each) => each.value) })
  }
  return held.length > 0
}

/** Pushed out by newer ones, past its end, or not used for half a year. */
function isOver(box: Sandbox, token: Token): boolean {
  const now = box.now()
  return (
    token.spent ||
    (token.expires_at !== null && now >= token.expires_at) ||
    now - token.last_used_at >= box.world.settings['youtube.idle_days'] * DAY_MS
  )
}

function refresh(box: Sandbox, call: Call, app: App): Response {
  const value = paramOf(call, 'refresh_token')
  if (value === null || value === '')
    return oauthError('invalid_request', 'Missing required parameter: refresh_token')
  const old = box.world.tokens.get(value)
  const grant = old === undefined ? undefined : grantOf(box.world, old)
  if (old === undefined || old.kind !== 'refresh' || grant?.network !== 'youtube')
    return oauthError('invalid_grant', 'Bad Request')
  if (grant.client_id !== app.client_id) return oauthError('unauthorized_client', 'Unauthorized', 401)
  const login = googleBySub(grant.account)?.account.sub ?? grant.account
  if (accountState(box.world, 'youtube', login).closed)
    return oauthError('invalid_grant', 'Account has been deleted')
  // One description for every cause: nobody can ask Google why a refresh token ended.
  if (grant.ended !== null || isOver(box, old))
    return oauthError('invalid_grant', 'Token has been expired or revoked.')
  const wanted = (paramOf(call, 'scope') ?? '').split(' ').filter((scope) => scope !== '')
  if (wanted.some((scope) => !grant.scopes.includes(scope))) return oauthError('invalid_scope', 'Bad Request')
  const trouble = meetTrouble(box, accountsOfGrant(grant), 'refresh')
  if (trouble !== null) return oauthReply(trouble.says, 400)
  const now = box.now()
  const accessEnds = Math.min(now + ACCESS_LIFE_MS, old.expires_at ?? Number.POSITIVE_INFINITY)
  const access = newToken(box, {
    value: accessValue(),
    kind: 'access',
    grant: grant.id,
    expires_at: accessEnds,
  })
  issue(box, { tokens: [access], used: [old.value] })
  return oauthReply({
    access_token: access.value,
    expires_in: wholeSeconds(accessEnds - now),
    scope: grant.scopes.join(' '),
    token_type: 'Bearer',
    ...(grant.scopes.includes('openid')
      ? { id_token: idToken(box, { grant, nonce: null, access: access.value }) }
      : {}),
    ...endOf(box, old),
  })
}

function revoke(box: Sandbox, call: Call): Response {
  if (call.method !== 'POST' && call.method !== 'GET')
    return oauthError('invalid_request', 'Only GET and POST are supported.', 405)
  const value = call.param('token')
  if (value === null || value === '')
    return oauthError('invalid_request', 'Missing required parameter: token')
  const token = box.world.tokens.get(value)
  const grant = token === undefined ? undefined : grantOf(box.world, token)
  const over =
    token === undefined ||
    token.spent ||
    (token.expires_at !== null && box.now() >= token.expires_at) ||
    grant?.network !== 'youtube' ||
    grant.ended !== null
  if (over) return oauthError('invalid_token', 'Token expired or revoked')
  const project = projectOf(box, grant.client_id)
  // One revocation ends everything that the person gave to the whole Cloud project.
  const all = [...box.world.grants.values()].filter(
    (each) =>
      each.network === 'youtube' &&
      each.account === grant.account &&
      each.ended === null &&
      projectOf(box, each.client_id) === project,
  )
  box.commit({ type: 'grants-ended', grants: all.map((each) => each.id), why: 'removed', forget: true })
  return oauthReply({})
}

function verifierFits(code: Code, verifier: string | null): boolean {
  if (code.challenge === null) return true
  if (verifier === null) return false
  const made =
    code.challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier
  return made === code.challenge.value
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000)
}

function accessValue(): string {
  return `ya29.a0${randomText(200)}`
}

function refreshValue(): string {
  return `1//0${randomText(99)}`
}
