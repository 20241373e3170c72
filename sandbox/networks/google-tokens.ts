/** Pretend Google's token service: exchange, refresh, revoke, tokeninfo, userinfo, keys
 * (https://developers.google.com/identity/protocols/oauth2, read 2026-11-22). */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { findCode, issue, newGrant, newToken, secondsLeft, tokensOf } from '../grants.ts'
import { type Channel, googleBySub, type Person } from '../people.ts'
import { DAY_MS, HOUR_MS, randomText, type Sandbox } from '../sandbox.ts'
import { bearer, type Call, jsonReply } from '../wire.ts'
import { type App, accountState, type Code, findApp, type Grant, grantOf, type Token } from '../world.ts'

const ACCESS_LIFE_MS = HOUR_MS - 1000
/** "Not used for six months" ends a refresh token. */
const IDLE_MS = 183 * DAY_MS
const TESTING_LIFE_MS = 7 * DAY_MS
const LIVE_REFRESH_TOKENS = 100
const EMAIL = 'https://www.googleapis.com/auth/userinfo.email'
const PROFILE = 'https://www.googleapis.com/auth/userinfo.profile'

export function answerGoogleTokens(box: Sandbox, call: Call): Response {
  switch (`${call.host}${call.path}`) {
    case 'oauth2.googleapis.com/token':
    case 'www.googleapis.com/oauth2/v4/token':
      return token(box, call)
    case 'oauth2.googleapis.com/revoke':
      return revoke(box, call)
    case 'oauth2.googleapis.com/tokeninfo':
    case 'www.googleapis.com/oauth2/v3/tokeninfo':
      return tokeninfo(box, call)
    case 'openidconnect.googleapis.com/v1/userinfo':
    case 'www.googleapis.com/oauth2/v3/userinfo':
      return userinfo(box, call)
    case 'www.googleapis.com/oauth2/v3/certs':
      return jsonReply({ keys: [publicKey(box)] })
    default:
      return jsonReply(
        { error: { code: 404, message: 'Requested entity was not found.', status: 'NOT_FOUND' } },
        404,
      )
  }
}

export function openidConfiguration(): Record<string, unknown> {
  return {
    issuer: 'https://accounts.google.com',
    authorization_endpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
    token_endpoint: 'https://oauth2.googleapis.com/token',
    userinfo_endpoint: 'https://openidconnect.googleapis.com/v1/userinfo',
    revocation_endpoint: 'https://oauth2.googleapis.com/revoke',
    jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
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

/** A living access token and its grant, or nothing: Google does not say why. */
export function readAccessToken(
  box: Sandbox,
  value: string | null,
): { token: Token; grant: Grant; person: Person; channel: Channel | null } | undefined {
  const token = box.world.tokens.get(value ?? '')
  if (token === undefined || token.kind !== 'access') return undefined
  const grant = grantOf(box.world, token)
  if (grant.network !== 'youtube' || grant.ended !== null) return undefined
  if (token.expires_at !== null && box.now() >= token.expires_at) return undefined
  const found = googleBySub(grant.account)
  if (found === undefined || accountState(box.world, 'youtube', found.account.sub).closed) return undefined
  const channel = found.account.channels.find((each) => each.sub === grant.channel_sub) ?? null
  return { token, grant, person: found.person, channel }
}

const oauthError = (error: string, error_description: string, status = 400): Response =>
  jsonReply({ error, error_description }, status)

function token(box: Sandbox, call: Call): Response {
  if (call.method !== 'POST') return oauthError('invalid_request', 'Only POST is supported.', 405)
  const basic = /^Basic\s+(\S+)$/i.exec(call.header('authorization') ?? '')?.[1]
  const [basicId, basicSecret] =
    basic === undefined
      ? []
      : Buffer.from(basic, 'base64')
          .toString('utf8')
          .split(':')
          .map((text) => decodeURIComponent(text.replace(/%(?![\da-f]{2})/gi, '%25')))
  const clientId = basicId ?? call.form.get('client_id')
  if (clientId === null) return oauthError('invalid_request', 'Could not determine client ID from request.')
  const app = findApp(box.world, 'youtube', clientId)
  if (app === undefined) return oauthError('invalid_client', 'The OAuth client was not found.', 401)
  const secret = basicSecret ?? call.form.get('client_secret')
  if (secret === null) return oauthError('invalid_request', 'client_secret is missing.')
  if (secret !== app.client_secret) return oauthError('invalid_client', 'Unauthorized', 401)
  switch (call.form.get('grant_type')) {
    case 'authorization_code':
      return exchange(box, call, app)
    case 'refresh_token':
      return refresh(box, call, app)
    case null:
      return oauthError('invalid_request', 'Missing required parameter: grant_type')
    default:
      return oauthError('unsupported_grant_type', 'Invalid grant_type')
  }
}

function exchange(box: Sandbox, call: Call, app: App): Response {
  if (call.form.get('code') === null) return oauthError('invalid_request', 'Missing required parameter: code')
  const code = findCode(box, 'youtube', call.form.get('code'))
  if (code === undefined || code.client_id !== app.client_id)
    return oauthError('invalid_grant', 'Malformed auth code.')
  if (code.spent || box.now() >= code.expires_at) return oauthError('invalid_grant', 'Bad Request')
  if (call.form.get('redirect_uri') !== code.redirect_uri)
    return oauthError('redirect_uri_mismatch', 'Bad Request')
  if (!verifierFits(code, call.form.get('code_verifier')))
    return call.form.get('code_verifier') === null
      ? oauthError('invalid_grant', 'Missing code verifier.')
      : oauthError('invalid_grant', 'Invalid code verifier.')
  const grant = newGrant(box, code)
  const now = box.now()
  const access = newToken(box, {
    value: accessValue(),
    kind: 'access',
    grant: grant.id,
    expires_at: now + ACCESS_LIFE_MS,
  })
  const onlySignIn = grant.scopes.every((scope) => ['openid', EMAIL, PROFILE].includes(scope))
  const testing = box.world.settings['youtube.publishing'] === 'testing' && !onlySignIn
  const refreshEnds = testing ? now + TESTING_LIFE_MS : null
  const refreshToken = code.offline
    ? newToken(box, {
        value: `1//0${randomText(99)}`,
        kind: 'refresh',
        grant: grant.id,
        expires_at: refreshEnds,
      })
    : null
  issue(box, { code, grant, tokens: refreshToken === null ? [access] : [access, refreshToken] })
  if (refreshToken !== null) dropOldest(box, grant)
  return jsonReply({
    access_token: access.value,
    expires_in: ACCESS_LIFE_MS / 1000,
    ...(refreshToken === null ? {} : { refresh_token: refreshToken.value }),
    scope: grant.scopes.join(' '),
    token_type: 'Bearer',
    ...(grant.scopes.includes('openid')
      ? { id_token: idToken(box, { grant, nonce: code.nonce, access: access.value }) }
      : {}),
    ...(refreshToken === null || refreshEnds === null
      ? {}
      : { refresh_token_expires_in: TESTING_LIFE_MS / 1000 - 1 }),
  })
}

/** The 101st refresh token of one account and client ends the oldest one, silently. */
function dropOldest(box: Sandbox, grant: Grant): void {
  const grants = [...box.world.grants.values()].filter(
    (each) =>
      each.network === 'youtube' &&
      each.client_id === grant.client_id &&
      each.account === grant.account &&
      each.ended === null,
  )
  const live = tokensOf(box, grants, 'refresh').sort((a, b) => a.issued_at - b.issued_at)
  const oldest = live.slice(0, Math.max(0, live.length - LIVE_REFRESH_TOKENS)).map((each) => each.grant)
  if (oldest.length > 0) box.commit({ type: 'grants-ended', grants: oldest, why: 'replaced', forget: false })
}

function refresh(box: Sandbox, call: Call, app: App): Response {
  const value = call.form.get('refresh_token')
  if (value === null || value === '')
    return oauthError('invalid_request', 'Missing required parameter: refresh_token')
  // One description for every cause: nobody can ask Google why a refresh token ended.
  const dead = (): Response => oauthError('invalid_grant', 'Token has been expired or revoked.')
  const old = box.world.tokens.get(value)
  const grant = old === undefined ? undefined : grantOf(box.world, old)
  if (old === undefined || old.kind !== 'refresh' || grant?.network !== 'youtube')
    return oauthError('invalid_grant', 'Bad Request')
  if (grant.client_id !== app.client_id) return oauthError('unauthorized_client', 'Unauthorized', 401)
  const account = googleBySub(grant.account)?.account
  if (account !== undefined && accountState(box.world, 'youtube', account.sub).closed)
    return oauthError('invalid_grant', 'Account has been deleted')
  const now = box.now()
  if (
    grant.ended !== null ||
    (old.expires_at !== null && now >= old.expires_at) ||
    now - old.last_used_at >= IDLE_MS
  )
    return dead()
  const access = newToken(box, {
    value: accessValue(),
    kind: 'access',
    grant: grant.id,
    expires_at: now + ACCESS_LIFE_MS,
  })
  issue(box, { tokens: [access], used: [old.value] })
  return jsonReply({
    access_token: access.value,
    expires_in: ACCESS_LIFE_MS / 1000,
    scope: grant.scopes.join(' '),
    token_type: 'Bearer',
    ...(grant.scopes.includes('openid')
      ? { id_token: idToken(box, { grant, nonce: null, access: access.value }) }
      : {}),
    ...(old.expires_at === null ? {} : { refresh_token_expires_in: secondsLeft(box, old.expires_at) }),
  })
}

function revoke(box: Sandbox, call: Call): Response {
  if (call.method !== 'POST' && call.method !== 'GET')
    return oauthError('invalid_request', 'Only POST is supported.', 405)
  const token = box.world.tokens.get(call.param('token') ?? '')
  const grant = token === undefined ? undefined : grantOf(box.world, token)
  if (grant === undefined || grant.network !== 'youtube' || grant.ended !== null)
    return oauthError('invalid_token', 'Token expired or revoked')
  const project = findApp(box.world, 'youtube', grant.client_id)?.project
  // One revocation ends everything that the person gave to the whole Cloud project.
  const all = [...box.world.grants.values()].filter(
    (each) =>
      each.network === 'youtube' &&
      each.account === grant.account &&
      each.ended === null &&
      findApp(box.world, 'youtube', each.client_id)?.project === project,
  )
  box.commit({ type: 'grants-ended', grants: all.map((each) => each.id), why: 'removed', forget: true })
  return jsonReply({})
}

function tokeninfo(box: Sandbox, call: Call): Response {
  const read = readAccessToken(box, call.param('access_token') ?? bearer(call))
  if (read === undefined) return oauthError('invalid_token', 'Invalid Value')
  const { token, grant } = read
  const ends = token.expires_at ?? box.now()
  const offline = tokensOf(box, [grant], 'refresh').length > 0
  return jsonReply({
    azp: grant.client_id,
    aud: grant.client_id,
    ...(grant.scopes.includes('openid') || grant.scopes.includes(EMAIL) ? { sub: grant.account } : {}),
    scope: grant.scopes.join(' '),
    exp: String(Math.floor(ends / 1000)),
    expires_in: String(secondsLeft(box, ends)),
    ...(grant.scopes.includes(EMAIL) ? { email: emailOf(read), email_verified: 'true' } : {}),
    access_type: offline ? 'offline' : 'online',
  })
}

function userinfo(box: Sandbox, call: Call): Response {
  const read = readAccessToken(box, bearer(call) ?? call.param('access_token'))
  if (read === undefined || ![EMAIL, PROFILE, 'openid'].some((scope) => read.grant.scopes.includes(scope)))
    return jsonReply({ error: 'invalid_request', error_description: 'Invalid Credentials' }, 401)
  return jsonReply(claims(read))
}

function claims(read: { grant: Grant; person: Person; channel: Channel | null }): Record<string, unknown> {
  const { grant, person, channel } = read
  const name = channel?.brand === true ? channel.title : person.name
  return {
    sub: grant.account,
    ...(grant.scopes.includes(PROFILE)
      ? {
          name,
          given_name: name.split(' ')[0],
          picture: `https://lh3.googleusercontent.com/a/${grant.account}.png`,
        }
      : {}),
    ...(grant.scopes.includes(EMAIL) ? { email: emailOf(read), email_verified: true } : {}),
  }
}

function emailOf(read: { person: Person; channel: Channel | null }): string {
  return read.channel?.email ?? read.person.email
}

function idToken(box: Sandbox, of: { grant: Grant; nonce: string | null; access: string }): string {
  const found = googleBySub(of.grant.account)
  if (found === undefined) throw new Error('a grant without a Google account')
  const channel = found.account.channels.find((each) => each.sub === of.grant.channel_sub) ?? null
  const now = Math.floor(box.now() / 1000)
  const key = signingKey(box)
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const head = part({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
  const body = part({
    iss: 'https://accounts.google.com',
    azp: of.grant.client_id,
    aud: of.grant.client_id,
    ...claims({ grant: of.grant, person: found.person, channel }),
    at_hash: createHash('sha256').update(of.access).digest().subarray(0, 16).toString('base64url'),
    ...(of.nonce === null ? {} : { nonce: of.nonce }),
    iat: now,
    exp: now + 3600,
  })
  const signature = sign('sha256', Buffer.from(`${head}.${body}`), createPrivateKey(key.private_pem))
  return `${head}.${body}.${signature.toString('base64url')}`
}

function publicKey(box: Sandbox): Record<string, unknown> {
  const key = signingKey(box)
  const jwk = createPublicKey(key.private_pem).export({ format: 'jwk' })
  return { kty: jwk.kty, n: jwk.n, e: jwk.e, alg: 'RS256', use: 'sig', kid: key.kid }
}

export function signingKey(box: Sandbox): { private_pem: string; kid: string } {
  if (box.world.signing_key !== null) return box.world.signing_key
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const made = {
    private_pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    kid: randomText(20).toLowerCase(),
  }
  box.commit({ type: 'signing-key-made', ...made })
  return made
}

function verifierFits(code: Code, verifier: string | null): boolean {
  if (code.challenge === null) return true
  if (verifier === null) return false
  const made =
    code.challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier
  return made === code.challenge.value
}

function accessValue(): string {
  return `ya29.a0${randomText(200)}`
}
