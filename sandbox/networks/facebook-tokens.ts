/** Tokens at graph.facebook.com: from a code, for a longer one, and looked into
 * (https://developers.facebook.com/documentation/facebook-login/guides/access-tokens/get-long-lived, read 2026-11-22). */
import { createHash } from 'node:crypto'
import { findCode, issue, newGrant, newToken } from '../grants.ts'
import { facebookById } from '../people.ts'
import { HOUR_MS, type Sandbox } from '../sandbox.ts'
import { type App, type Code, findApp, findConsent, type Grant, grantOf, type Token } from '../world.ts'
import { appToken, type Caller, readAppToken, readCaller, tokenError } from './facebook-callers.ts'
import { dataAccessEnds, eaToken, livePagesOf } from './facebook-roles.ts'
import { type GraphError, TOKEN_ERRORS } from './graph.ts'
import { type GraphCall, unsupportedMethod } from './graph-call.ts'
import { graphReply } from './graph-reply.ts'
import { refuse, withSubcode } from './meta-refusal.ts'
import { appError, hasAppRole } from './meta-trouble.ts'

/** The documents' sample of a fresh long-lived token; a moment under 60 days. */
const LONG_LIFE_MS = 5_183_944_000
/** "Hours" in the documents; one to two in other places. */
export const SHORT_LIFE_MS = 2 * HOUR_MS

export function accessToken(box: Sandbox, call: GraphCall): Response {
  const no = (error: GraphError): Response => refuse(box, 'facebook', { error })
  if (call.method !== 'GET' && call.method !== 'POST') return no(unsupportedMethod(call.method))
  const client = clientOf(call)
  if (client.id === null) return no({ message: 'Missing client_id parameter.', code: 101 })
  const app = findApp(box.world, 'facebook', client.id)
  if (app === undefined)
    return no({
      message: 'Error validating application. Cannot get application info due to a system error.',
      code: 101,
    })
  const closed = appError(box, 'facebook', null)
  if (closed !== null) return no(closed)
  if (client.secret === null) return no({ message: 'Missing client_secret parameter.', code: 1 })
  if (client.secret !== app.client_secret) return no({ message: 'Error validating client secret.', code: 1 })
  switch (call.param('grant_type') ?? 'authorization_code') {
    case 'authorization_code':
      return exchangeCode(box, call, app)
    case 'fb_exchange_token':
      return exchangeForLong(box, call, app)
    case 'client_credentials':
      return graphReply({ access_token: appToken(app), token_type: 'bearer' })
    default:
      return no({ message: 'Invalid grant_type.', code: 100 })
  }
}

/** In the parameters as documented; clients that send HTTP Basic by default are answered as well. */
function clientOf(call: GraphCall): { id: string | null; secret: string | null } {
  const basic = /^Basic\s+([\w+/=-]+)$/i.exec(call.header('authorization') ?? '')?.[1]
  const [id, ...secret] = Buffer.from(basic ?? '', 'base64')
    .toString('utf8')
    .split(':')
  const decoded = (text: string): string | null => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '))
    } catch {
      // Not form-encoded, so it is meant as it stands.
      return text
    }
  }
  return {
    id: call.param('client_id') ?? (basic === undefined ? null : decoded(id ?? '')),
    secret: call.param('client_secret') ?? (basic === undefined ? null : decoded(secret.join(':'))),
  }
}

function exchangeCode(box: Sandbox, call: GraphCall, app: App): Response {
  const no = (error: GraphError): Response => refuse(box, 'facebook', { error })
  if (call.param('redirect_uri') === null)
    return no({ message: 'Missing redirect_uri parameter.', code: 191 })
  if (call.param('code') === null) return no({ message: 'Missing authorization code', code: 1 })
  const code = findCode(box, 'facebook', call.param('code'))
  if (code === undefined || code.client_id !== app.client_id)
    return no({ message: 'Invalid verification code format.', code: 100 })
  const spoiled = codeError(box, call, code)
  if (spoiled !== null) return no(spoiled)
  const grant = newGrant(box, code)
  const token = newUserToken(box, grant, box.world.settings['facebook.code_token'])
  issue(box, { code, grant, tokens: [token] })
  return tokenReply(box, token)
}

function codeError(box: Sandbox, call: GraphCall, code: Code): GraphError | null {
  if (code.spent)
    return { message: 'This authorization code has been used.', code: 100, error_subcode: 36009 }
  if (box.now() >= code.expires_at)
    return { message: 'This authorization code has expired.', code: 100, error_subcode: 36007 }
  if (call.param('redirect_uri') !== code.redirect_uri)
    return {
      message:
        'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
      code: 100,
      error_subcode: 36008,
    }
  if (code.challenge === null) return null
  const verifier = call.param('code_verifier') ?? ''
  const sent =
    code.challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier
  return sent === code.challenge.value ? null : { message: 'Invalid code_verifier.', code: 100 }
}

export function newUserToken(box: Sandbox, grant: Grant, kind: 'short' | 'long'): Token {
  const life = kind === 'long' ? LONG_LIFE_MS : SHORT_LIFE_MS
  return newToken(box, { value: eaToken(), kind, grant: grant.id, expires_at: box.now() + life })
}

function exchangeForLong(box: Sandbox, call: GraphCall, app: App): Response {
  const caller = readCaller(box, call.param('fb_exchange_token') ?? '')
  if (!caller.ok) return refuse(box, 'facebook', caller)
  if (caller.kind !== 'user' || caller.app.client_id !== app.client_id)
    return refuse(box, 'facebook', { error: TOKEN_ERRORS.unreadable })
  // The documents do not promise that exchanging a long-lived token again moves its end.
  const keepsEnd = caller.token.kind === 'long' && !box.world.settings['facebook.exchange_extends']
  const fresh = newUserToken(box, caller.grant, 'long')
  const token = keepsEnd ? { ...fresh, expires_at: caller.token.expires_at } : fresh
  issue(box, { tokens: [token] })
  return tokenReply(box, token)
}

function tokenReply(box: Sandbox, token: Token): Response {
  const shown = token.expires_at !== null && box.world.settings['facebook.expires_in'] === 'sent'
  return graphReply({
    access_token: token.value,
    token_type: 'bearer',
    ...(shown ? { expires_in: Math.round(((token.expires_at ?? 0) - token.issued_at) / 1000) } : {}),
  })
}

/** `caller` has been looked at already; null where the call came without a token. */
export function debugToken(box: Sandbox, call: GraphCall, caller: Caller): Response {
  const no = (message: string): Response =>
    refuse(box, 'facebook', { error: { message: `(#100) ${message}`, code: 100 } })
  if (call.method !== 'GET') return refuse(box, 'facebook', { error: unsupportedMethod(call.method) })
  const input = call.param('input_token') ?? ''
  if (input === '') return no('The parameter input_token is required')
  // A Page's token may not even look into itself.
  const allowed =
    caller.kind === 'app' || (caller.kind === 'user' && hasAppRole(box, 'facebook', caller.person.key))
  if (!allowed)
    return no(
      'You must provide an app access token, or a user access token that is an owner or developer of the app',
    )
  const asApp = readAppToken(box, input)
  if (asApp !== undefined)
    return asApp.client_id === caller.app.client_id
      ? graphReply({
          data: {
            app_id: asApp.client_id,
            type: 'APP',
            application: asApp.name,
            is_valid: true,
            scopes: [],
          },
        })
      : no('The App_id in the input_token did not match the Viewing App')
  const token = box.world.tokens.get(input)
  const grant = token === undefined ? undefined : grantOf(box.world, token)
  if (token === undefined || grant === undefined || grant.network !== 'facebook')
    return graphReply({
      data: { error: { code: 190, message: 'Invalid OAuth access token.' }, is_valid: false, scopes: [] },
    })
  if (grant.client_id !== caller.app.client_id)
    return no('The App_id in the input_token did not match the Viewing App')
  return graphReply({ data: inspected(box, { token, grant, application: caller.app.name }) })
}

function inspected(box: Sandbox, of: { token: Token; grant: Grant; application: string }) {
  const { token, grant } = of
  const dead = tokenError(box, token)
  const error = dead === null ? null : withSubcode(box, 'facebook', dead)
  const consent = findConsent(box.world, grant)
  const scopes = consent?.granted ?? []
  const seconds = (ms: number): number => Math.floor(ms / 1000)
  return {
    app_id: grant.client_id,
    type: token.page === null ? 'USER' : 'PAGE',
    application: of.application,
    data_access_expires_at: seconds(dataAccessEnds(box, grant)),
    ...(error === null
      ? {}
      : {
          error: {
            code: error.code,
            message: error.message,
            // Here the key is `subcode`.
            ...(error.error_subcode === undefined ? {} : { subcode: error.error_subcode }),
          },
        }),
    // Zero has no end.
    expires_at: token.expires_at === null ? 0 : seconds(token.expires_at),
    is_valid: error === null,
    ...(token.kind === 'short' ? {} : { issued_at: seconds(token.issued_at) }),
    ...(token.page === null ? {} : { profile_id: token.page }),
    scopes,
    granular_scopes: scopes
      .filter((scope) => scope.startsWith('pages_') || scope === 'read_insights')
      .map((scope) => ({ scope, ...targetsOf(box, grant, consent?.pages ?? []) })),
    user_id: grant.account,
  }
}

/** The ticked Pages. Whether all of them are named or none when all were ticked is not established. */
function targetsOf(box: Sandbox, grant: Grant, pages: readonly string[]): { target_ids?: readonly string[] } {
  const person = facebookById(grant.account)?.person
  const all = person === undefined ? [] : livePagesOf(box, person)
  const everyone = all.length > 0 && all.every((page) => pages.includes(page.id))
  return everyone && box.world.settings['facebook.all_pages_targets'] === 'absent'
    ? {}
    : { target_ids: pages }
}
