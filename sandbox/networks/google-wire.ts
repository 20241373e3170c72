/** How Google's servers write: indented JSON, their headers, and the two shapes of an error
 * (https://developers.google.com/youtube/v3/docs/errors and https://google.aip.dev/193, read 2026-11-22). */
import type { Call } from '../wire.ts'

/** What Google's frontends put on every reply. */
const EVERYWHERE = {
  vary: 'Origin, X-Origin, Referer',
  'x-xss-protection': '0',
  'x-frame-options': 'SAMEORIGIN',
  'x-content-type-options': 'nosniff',
}
const NEVER_KEPT = {
  'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
  pragma: 'no-cache',
  expires: 'Mon, 01 Jan 1990 00:00:00 GMT',
}

/** A reply of the token service. */
export function oauthReply(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body, null, 2), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      server: 'scaffolding on HTTPServer2',
      ...NEVER_KEPT,
      ...EVERYWHERE,
    },
  })
}

export function oauthError(error: string, error_description: string, status = 400): Response {
  return oauthReply({ error, error_description }, status)
}

/** A document that anyone may keep for a while: keys and discovery. */
export function publicReply(body: unknown, maxAgeSeconds: number): Response {
  return new Response(JSON.stringify(body, null, 2), {
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      server: 'sffe',
      'cache-control': `public, max-age=${maxAgeSeconds}, must-revalidate, no-transform`,
      expires: new Date(Date.now() + maxAgeSeconds * 1000).toUTCString(),
      ...EVERYWHERE,
    },
  })
}

/** A reply of an API. `prettyPrint=false` leaves the blanks out. */
export function apiReply(
  call: Call,
  body: unknown,
  of: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const text =
    call.query.get('prettyPrint') === 'false' ? JSON.stringify(body) : JSON.stringify(body, null, 2)
  return new Response(text, {
    status: of.status ?? 200,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      server: 'ESF',
      'cache-control': 'private',
      ...EVERYWHERE,
      ...of.headers,
    },
  })
}

export type ApiProblem = {
  status: number
  message: string
  reason: string
  /** `global` unless told. */
  domain?: string
  /** The name of the parameter or the header that is to blame. */
  parameter?: string
  header?: string
  /** The message of the entry in `errors`, where it is another one. */
  inner?: string
  extendedHelp?: string
  /** The name of the status in the newer envelope; older parts of YouTube leave it out. */
  rpc?: string
  details?: readonly Record<string, unknown>[]
  /** `WWW-Authenticate`. */
  challenge?: string
}

export function apiError(call: Call, of: ApiProblem): Response {
  const place =
    of.parameter !== undefined
      ? { location: of.parameter, locationType: 'parameter' }
      : of.header !== undefined
        ? { location: of.header, locationType: 'header' }
        : {}
  const entry = {
    message: of.inner ?? of.message,
    domain: of.domain ?? 'global',
    reason: of.reason,
    ...place,
    ...(of.extendedHelp === undefined ? {} : { extendedHelp: of.extendedHelp }),
  }
  const body = {
    error: {
      code: of.status,
      message: of.message,
      errors: [entry],
      ...(of.rpc === undefined ? {} : { status: of.rpc }),
      ...(of.details === undefined ? {} : { details: of.details }),
    },
  }
  return apiReply(call, body, {
    status: of.status,
    headers: of.challenge === undefined ? {} : { 'www-authenticate': of.challenge },
  })
}

/** One entry of `details`: the reason as newer clients look for it. */
export function errorInfo(reason: string, metadata: Record<string, string>): Record<string, unknown> {
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com', metadata }
}

const REALM = 'Bearer realm="https://accounts.google.com/"'
const EXPECTED =
  'Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.'

/** A token that is dead, foreign or no token at all: Google does not say which. */
export function invalidCredentials(call: Call): Response {
  return apiError(call, {
    status: 401,
    message: `Request had invalid authentication credentials. ${EXPECTED}`,
    inner: 'Invalid Credentials',
    reason: 'authError',
    header: 'Authorization',
    rpc: 'UNAUTHENTICATED',
    challenge: `${REALM}, error="invalid_token"`,
  })
}

export function missingCredentials(call: Call, metadata: Record<string, string>): Response {
  return apiError(call, {
    status: 401,
    message: `Request is missing required authentication credential. ${EXPECTED}`,
    inner: 'Login Required.',
    reason: 'required',
    header: 'Authorization',
    rpc: 'UNAUTHENTICATED',
    details: [errorInfo('CREDENTIALS_MISSING', metadata)],
    challenge: REALM,
  })
}

/** `scopes` are those of which any one would have done. */
export function insufficientScopes(
  call: Call,
  of: { scopes: readonly string[]; metadata: Record<string, string> },
): Response {
  return apiError(call, {
    status: 403,
    message: 'Request had insufficient authentication scopes.',
    inner: 'Insufficient Permission',
    reason: 'insufficientPermissions',
    rpc: 'PERMISSION_DENIED',
    details: [errorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT', of.metadata)],
    challenge: `${REALM}, error="insufficient_scope", scope="${of.scopes.join(' ')}"`,
  })
}

export function notFound(call: Call): Response {
  return apiError(call, {
    status: 404,
    message: 'Requested entity was not found.',
    reason: 'notFound',
    rpc: 'NOT_FOUND',
  })
}
