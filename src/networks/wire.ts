import type { Secret } from '../domain/secret.ts'
import { parseJson } from './json.ts'

/** What kept a reply from arriving whole. */
export type Trouble = 'timeout' | 'unreachable' | 'too_large' | 'cut' | 'redirected'

export type Body = { kind: 'json'; value: unknown } | { kind: 'text'; text: string } | { kind: 'empty' }

export type Reply = {
  /** null where no status line arrived. */
  status: number | null
  /** Header names in lower case. */
  headers: Readonly<Record<string, string>>
  body: Body
  trouble: Trouble | null
}

export type Request = {
  /** Where to call, such as `https://graph.facebook.com`; it may carry a path in front of `path`. */
  origin: string
  /** Appended to the origin; starts with a slash. */
  path: string
  method?: 'GET' | 'POST' | 'DELETE'
  query?: Readonly<Record<string, string>>
  form?: Readonly<Record<string, string>>
  /** A body of JSON instead of a form. */
  json?: unknown
  bearer?: Secret
  /** Milliseconds for the whole exchange: connection, headers and the last byte of the body. */
  deadlineMs: number
}

/** No reply we read is near this size. */
export const BODY_LIMIT_BYTES = 1_000_000
const FIRST_BUFFER_BYTES = 16_384

/**
 * Sends one request and reads the reply. Redirects are not followed, the body is counted while it streams, and
 * nothing that a network does makes it throw: it says what went wrong in `trouble`.
 */
export async function send(request: Request): Promise<Reply> {
  const url = addressOf(request)
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), Math.max(0, request.deadlineMs))
  let response: Response
  try {
    if (request.deadlineMs <= 0) return without(null, {}, 'timeout')
    response = await fetch(url, { ...optionsOf(request), signal: abort.signal })
  } catch (error) {
    clearTimeout(timer)
    return without(null, {}, abort.signal.aborted ? 'timeout' : neverSent(error) ? 'unreachable' : 'cut')
  }
  const headers = Object.fromEntries(response.headers)
  try {
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      await discard(response)
      return without(response.status || null, headers, 'redirected')
    }
    const bytes = await readAtMost(response, BODY_LIMIT_BYTES)
    if (bytes === 'too_large') return without(response.status, headers, 'too_large')
    return { status: response.status, headers, body: bodyOf(bytes), trouble: null }
  } catch {
    return without(response.status, headers, abort.signal.aborted ? 'timeout' : 'cut')
  } finally {
    clearTimeout(timer)
  }
}

/** No connection came about. After that nobody can say how far a request has got: it may have been acted on. */
function neverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  // Every error of a socket has a code; without one, fetch refused the address itself.
  return code === '' || NO_CONNECTION.has(code) || code.startsWith('CERT_') || code.startsWith('ERR_TLS')
}

const NO_CONNECTION: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

function addressOf(request: Request): URL {
  const base = new URL(request.origin)
  const url = new URL(request.origin.replace(/\/$/, '') + request.path)
  // A mistake of ours, never of a network: ids are checked before they become part of a path.
  if (url.origin !== base.origin || url.username !== '' || url.password !== '') {
    throw new Error('A request must stay on the origin it was given')
  }
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value)
  return url
}

function optionsOf(request: Request): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (request.bearer) headers.authorization = `Bearer ${request.bearer.reveal()}`
  const body =
    request.json === undefined
      ? request.form
        ? new URLSearchParams(request.form)
        : null
      : JSON.stringify(request.json)
  if (request.json !== undefined) headers['content-type'] = 'application/json'
  return {
    method: request.method ?? (body ? 'POST' : 'GET'),
    headers,
    body,
    redirect: 'manual',
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  }
}

async function readAtMost(response: Response, limit: number): Promise<Uint8Array | 'too_large'> {
  // One buffer that grows: a list of a million parts of one byte each would weigh a hundred times the body.
  let bytes = Buffer.allocUnsafe(FIRST_BUFFER_BYTES)
  let size = 0
  for await (const part of response.body ?? []) {
    const end = size + part.byteLength
    if (end > limit) return 'too_large' // leaving the loop cancels the stream
    if (end > bytes.byteLength) {
      const wider = Buffer.allocUnsafe(Math.min(limit, Math.max(end, 2 * bytes.byteLength)))
      bytes.copy(wider, 0, 0, size)
      bytes = wider
    }
    bytes.set(part, size)
    size = end
  }
  return bytes.subarray(0, size)
}

function bodyOf(bytes: Uint8Array): Body {
  const text = new TextDecoder().decode(bytes)
  if (text.trim() === '') return { kind: 'empty' }
  const value = parseJson(text)
  return value === undefined ? { kind: 'text', text } : { kind: 'json', value }
}

function without(status: number | null, headers: Reply['headers'], trouble: Trouble): Reply {
  return { status, headers, body: { kind: 'empty' }, trouble }
}

async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => undefined) // the connection is gone anyway
}
