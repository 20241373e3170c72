/** How a reply of Facebook's and Instagram's Graph hosts looks on the wire: escapes, headers, entity tags. */
import { createHash } from 'node:crypto'
import { passingText } from '../randomness.ts'
import type { Call } from '../wire.ts'

/** A whole number too large for a JavaScript number, in `{ big_digits }`, is written as a JSON number. */
export function graphReply(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const text = graphText(body)
  return new Response(text, {
    status,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      vary: 'Origin',
      'access-control-allow-origin': '*',
      'cache-control': status === 200 ? 'private, no-cache, no-store, must-revalidate' : 'no-store',
      pragma: 'no-cache',
      expires: 'Sat, 01 Jan 2000 00:00:00 GMT',
      ...(status === 200 ? { etag: `"${createHash('sha1').update(text).digest('hex')}"` } : {}),
      ...traces(),
      ...headers,
    },
  })
}

/** A redirect to a picture, the one reply of these hosts that is not JSON. */
export function graphRedirect(location: string): Response {
  return new Response(null, {
    status: 302,
    headers: { location, 'access-control-allow-origin': '*', 'cache-control': 'no-store', ...traces() },
  })
}

/** What every reply carries at last. A reply the caller already has becomes 304 without a body. */
export function finishReply(reply: Response, of: { call: Call; version: string }): Response {
  reply.headers.set('facebook-api-version', of.version)
  const known = of.call.header('if-none-match')
  if (known === null || reply.headers.get('etag') !== known) return reply
  reply.headers.delete('content-type')
  return new Response(null, { status: 304, headers: reply.headers })
}

/** Meta escapes slashes, per cents, at signs, angle brackets and everything beyond ASCII. */
export function graphText(body: unknown): string {
  return JSON.stringify(body)
    .replace(/\{"big_digits":"(\d+)"\}/g, '$1')
    .replaceAll('/', '\\/')
    .replace(/[%@<>\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The body's `fbtrace_id` and the header `x-fb-request-id` name the same call. */
export function newTraceId(): string {
  return `A${passingText(22)}`
}

function traces(): Record<string, string> {
  return {
    'x-fb-request-id': newTraceId(),
    'x-fb-trace-id': passingText(11),
    'x-fb-rev': '1018264350',
    'x-fb-debug': `${passingText(86)}==`,
  }
}
