/** Instagram's tokens: one hour for a code, sixty days for that, sixty more while it lives
 * (https://developers.facebook.com/documentation/instagram-platform/reference/access_token, read 2026-11-22). */
import { findCode, issue, newGrant, newToken } from '../grants.ts'
import { instagramById } from '../people.ts'
import { DAY_MS, HOUR_MS, randomText, type Sandbox } from '../sandbox.ts'
import type { Call } from '../wire.ts'
import { findApp } from '../world.ts'
import type { GraphError } from './graph.ts'
import { type GraphCall, paramOf } from './graph-call.ts'
import { graphReply } from './graph-reply.ts'
import { readInstagramCaller } from './instagram-callers.ts'
import { countInstagramCall } from './instagram-limits.ts'
import { refuse } from './meta-refusal.ts'
import { appError } from './meta-trouble.ts'

/** The documents' sample of a fresh long-lived token; a moment under 60 days. */
const LONG_LIFE_MS = 5_183_944_000

/** `POST https://api.instagram.com/oauth/access_token`; its errors are not Graph's. */
export function exchangeCode(box: Sandbox, call: Call): Response {
  if (call.method !== 'POST') return oauthError('Unsupported request method')
  const param = paramOf([...call.query, ...call.form])
  const app = findApp(box.world, 'instagram', param('client_id') ?? '')
  if (app === undefined) return oauthError('Invalid platform app')
  const closed = appError(box, 'instagram', null)
  if (closed !== null) return oauthError(closed.message)
  if (param('client_secret') !== app.client_secret) return oauthError('Error validating client secret.')
  if (param('grant_type') !== 'authorization_code') return oauthError('Invalid grant_type')
  const code = findCode(box, 'instagram', param('code'))
  if (code === undefined || code.spent || code.client_id !== app.client_id)
    return oauthError('Matching code was not found or was already used')
  if (box.now() >= code.expires_at) return oauthError('This authorization code has expired')
  if (param('redirect_uri') !== code.redirect_uri)
    return oauthError(
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    )
  const grant = newGrant(box, code)
  const token = newToken(box, {
    value: igToken(),
    kind: 'short',
    grant: grant.id,
    expires_at: box.now() + HOUR_MS,
  })
  issue(box, { code, grant, tokens: [token] })
  const appScoped = instagramById(code.account)?.account.appScopedId ?? code.account
  if (box.world.settings['instagram.token_reply'] === 'data-array')
    return graphReply({
      data: [{ access_token: token.value, user_id: appScoped, permissions: grant.scopes.join(',') }],
    })
  return graphReply({
    access_token: token.value,
    user_id: { big_digits: appScoped },
    permissions: grant.scopes,
  })
}

export function oauthError(error_message: string, status = 400): Response {
  return graphReply({ error_type: 'OAuthException', code: status, error_message }, status)
}

/** `GET https://graph.instagram.com/access_token` */
export function exchangeForLong(box: Sandbox, call: GraphCall): Response {
  const no = (error: GraphError): Response => refuse(box, 'instagram', { error })
  if (call.method !== 'GET') return no(unsupported(call.method))
  if (call.param('grant_type') !== 'ig_exchange_token')
    return no({ message: 'Invalid parameter: grant_type', type: 'IGApiException', code: 100 })
  const caller = readInstagramCaller(box, call.token)
  if (!caller.ok) return no(caller.error)
  if (caller.app.client_secret !== call.param('client_secret'))
    return no({ message: 'Error validating client secret.', code: 1 })
  // Only a short-lived token is exchanged; a long-lived one is refreshed.
  if (caller.token.kind !== 'short') return no(unsupported(call.method))
  return longToken(box, { grant: caller.grant.id, value: igToken() })
}

/** `GET https://graph.instagram.com/refresh_access_token` */
export function refresh(box: Sandbox, call: GraphCall): Response {
  const no = (error: GraphError, status?: number): Response =>
    refuse(box, 'instagram', { error, ...(status === undefined ? {} : { status }) })
  if (call.method !== 'GET') return no(unsupported(call.method))
  if (call.param('grant_type') !== 'ig_refresh_token')
    return no({ message: 'Invalid parameter: grant_type', type: 'IGApiException', code: 100 })
  const caller = readInstagramCaller(box, call.token)
  if (!caller.ok) return no(caller.error)
  const counted = countInstagramCall(box, caller)
  if (counted.refusal !== null)
    return refuse(box, 'instagram', { ...counted.refusal, headers: counted.headers })
  if (!caller.grant.scopes.includes('instagram_business_basic')) return no(NO_PERMISSION)
  const mode = box.world.settings['instagram.refresh']
  if (mode === 'fails-transient')
    return no(
      {
        message: 'An unexpected error has occurred. Please retry your request later.',
        is_transient: true,
        code: 2,
      },
      500,
    )
  const { token } = caller
  // The documents ask for a long-lived token at least 24 hours old; the words of the refusal are not documented.
  if (mode === 'fails-code' || token.kind !== 'long' || box.now() - token.issued_at < DAY_MS)
    return no(unsupported(call.method))
  const string = box.world.settings['instagram.refresh_string']
  if (string === 'new-ends-old') issue(box, { tokens: [{ ...token, expires_at: box.now() }] })
  return longToken(box, { grant: caller.grant.id, value: string === 'same' ? token.value : igToken() })
}

export const NO_PERMISSION: GraphError = {
  message: 'Application does not have permission for this action',
  type: 'IGApiException',
  code: 10,
}

export const unsupported = (method: string): GraphError => ({
  message: `Unsupported request - method type: ${method.toLowerCase()}`,
  type: 'IGApiException',
  code: 100,
})

function longToken(box: Sandbox, of: { grant: string; value: string }): Response {
  const token = newToken(box, { ...of, kind: 'long', expires_at: box.now() + LONG_LIFE_MS })
  issue(box, { tokens: [token] })
  return graphReply({ access_token: token.value, token_type: 'bearer', expires_in: LONG_LIFE_MS / 1000 })
}

function igToken(): string {
  return `IGAA${randomText(160)}ZD`
}
