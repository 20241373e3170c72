/** Who a Google token belongs to: ID tokens, tokeninfo, userinfo, and the discovery document
 * (https://developers.google.com/identity/openid-connect/openid-connect, read 2026-11-22). */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { secondsLeft, tokensOf } from '../grants.ts'
import { type Channel, googleBySub, type Person } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Call } from '../wire.ts'
import type { Grant } from '../world.ts'
import { EMAIL, PROFILE, readAccessToken, SIGN_IN_SCOPES, tokenIn } from './google-access.ts'
import { signingKey, signJwt } from './google-keys.ts'
import { apiReply, invalidCredentials, missingCredentials, oauthError, oauthReply } from './google-wire.ts'

/** https://accounts.google.com/.well-known/openid-configuration, word for word; only the code flow is played. */
export function openidConfiguration(): Record<string, unknown> {
  return {
    issuer: 'https://accounts.google.com',
    authorization_endpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
    device_authorization_endpoint: 'https://oauth2.googleapis.com/device/code',
    token_endpoint: 'https://oauth2.googleapis.com/token',
    userinfo_endpoint: 'https://openidconnect.googleapis.com/v1/userinfo',
    revocation_endpoint: 'https://oauth2.googleapis.com/revoke',
    jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
    response_types_supported: [
      'code',
      'token',
      'id_token',
      'code token',
      'code id_token',
      'token id_token',
      'code token id_token',
      'none',
    ],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: [
      'aud',
      'email',
      'email_verified',
      'exp',
      'family_name',
      'given_name',
      'iat',
      'iss',
      'name',
      'picture',
      'sub',
    ],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: [
      'authorization_code',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:device_code',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
    ],
  }
}

/** The person as the scopes show them. */
type Shown = { grant: Grant; person: Person; channel: Channel | null }

export function idToken(box: Sandbox, of: { grant: Grant; nonce: string | null; access: string }): string {
  const found = googleBySub(of.grant.account)
  if (found === undefined) throw new Error('a grant without a Google account')
  const channel = found.account.channels.find((each) => each.sub === of.grant.channel_sub) ?? null
  const now = Math.floor(box.now() / 1000)
  return signJwt(box, {
    iss: 'https://accounts.google.com',
    azp: of.grant.client_id,
    aud: of.grant.client_id,
    ...claims({ grant: of.grant, person: found.person, channel }),
    at_hash: createHash('sha256').update(of.access).digest().subarray(0, 16).toString('base64url'),
    ...(of.nonce === null ? {} : { nonce: of.nonce }),
    iat: now,
    exp: now + 3600,
  })
}

/** Version 3 names things as OpenID does and writes numbers as text; version 1 has names of its own. */
export function tokeninfo(box: Sandbox, call: Call, version: 'v1' | 'v3'): Response {
  const jwt = call.param('id_token')
  if (jwt !== null) return idTokenInfo(box, jwt)
  const read = readAccessToken(box, tokenIn(call) ?? call.form.get('access_token'))
  if (read === undefined) return oauthError('invalid_token', 'Invalid Value')
  const { token, grant } = read
  const ends = token.expires_at ?? box.now()
  const access_type = tokensOf(box, [grant], 'refresh').length > 0 ? 'offline' : 'online'
  const named = SIGN_IN_SCOPES.some((scope) => grant.scopes.includes(scope))
  const mail = grant.scopes.includes(EMAIL)
  if (version === 'v1')
    return oauthReply({
      issued_to: grant.client_id,
      audience: grant.client_id,
      ...(named ? { user_id: grant.account } : {}),
      scope: grant.scopes.join(' '),
      expires_in: secondsLeft(box, ends),
      ...(mail ? { email: emailOf(read), verified_email: true } : {}),
      access_type,
    })
  return oauthReply({
    azp: grant.client_id,
    aud: grant.client_id,
    ...(named ? { sub: grant.account } : {}),
    scope: grant.scopes.join(' '),
    exp: String(Math.floor(ends / 1000)),
    expires_in: String(secondsLeft(box, ends)),
    ...(mail ? { email: emailOf(read), email_verified: 'true' } : {}),
    access_type,
  })
}

/** The claims of an ID token after a look at its signature and its end; every value is text. */
function idTokenInfo(box: Sandbox, jwt: string): Response {
  const [head = '', body = '', signature = ''] = jwt.split('.')
  const key = signingKey(box)
  const genuine = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    createPublicKey(key.private_pem),
    Buffer.from(signature, 'base64url'),
  )
  if (!genuine) return oauthError('invalid_token', 'Invalid Value')
  const payload = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Record<string, unknown>
  if (Number(payload.exp) * 1000 <= box.now()) return oauthError('invalid_token', 'Invalid Value')
  return oauthReply({
    ...Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)])),
    alg: 'RS256',
    kid: key.kid,
    typ: 'JWT',
  })
}

/** Version 3 answers in OpenID's names and with OAuth's errors, version 2 as an API. */
export function userinfo(box: Sandbox, call: Call, version: 'v2' | 'v3'): Response {
  const value = tokenIn(call) ?? call.form.get('access_token')
  const read = readAccessToken(box, value)
  const named = read !== undefined && SIGN_IN_SCOPES.some((scope) => read.grant.scopes.includes(scope))
  if (!named) {
    if (version === 'v2')
      return value === null
        ? missingCredentials(call, { service: 'oauth2.googleapis.com' })
        : invalidCredentials(call)
    const reply = oauthError('invalid_request', 'Invalid Credentials', 401)
    reply.headers.set(
      'www-authenticate',
      `Bearer realm="https://accounts.google.com/"${value === null ? '' : ', error="invalid_token"'}`,
    )
    return reply
  }
  const { sub, email_verified, ...rest } = claims(read)
  return apiReply(
    call,
    version === 'v3'
      ? claims(read)
      : { id: sub, ...rest, ...(email_verified === undefined ? {} : { verified_email: email_verified }) },
    { headers: { 'cache-control': 'no-cache, no-store, max-age=0, must-revalidate', pragma: 'no-cache' } },
  )
}

function claims(read: Shown): Record<string, unknown> {
  const { grant, person, channel } = read
  const name = channel?.brand === true ? channel.title : person.name
  const [given, ...family] = name.split(' ')
  return {
    sub: grant.account,
    ...(grant.scopes.includes(PROFILE)
      ? {
          name,
          given_name: given,
          ...(family.length === 0 || channel?.brand === true ? {} : { family_name: family.join(' ') }),
          picture: `https://lh3.googleusercontent.com/a/${grant.account}.png`,
        }
      : {}),
    ...(grant.scopes.includes(EMAIL) ? { email: emailOf(read), email_verified: true } : {}),
  }
}

function emailOf(read: { person: Person; channel: Channel | null }): string {
  return read.channel?.email ?? read.person.email
}
