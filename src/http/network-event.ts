/** The doors through which the networks tell us things: one address a network and kind. */
import type { App } from '../app.ts'
import { DOORS } from '../domain/network.ts'
import { receiveEvent } from '../usecases/signal/receive-event.ts'

/** Meta puts at most a thousand changes into one delivery; nothing honest is larger. */
const BODY_LIMIT_BYTES = 1_000_000

export async function networkEvent(
  app: App,
  request: Request,
  at: { network: string; door: string },
): Promise<Response> {
  const door = DOORS.find((one) => one === at.door)
  if (door === undefined) return say(404, 'There is nothing here.')
  const { method } = request
  if (method !== 'GET' && method !== 'POST') {
    return say(405, 'Send a GET or a POST.', { allow: 'GET, POST' })
  }
  const body = await readAtMost(request, BODY_LIMIT_BYTES)
  if (body === null) return say(413, 'That is more than an event can be.')
  const answer = await receiveEvent(app, {
    network: at.network,
    delivery: {
      door,
      method,
      query: new URL(request.url).searchParams,
      headers: Object.fromEntries(request.headers),
      body,
    },
  })
  switch (answer.kind) {
    case 'stored':
      return say(answer.status, 'ok')
    case 'receipt':
      return Response.json({ url: answer.url.href, confirmation_code: answer.code }, { headers: CLOSED })
    case 'challenge':
      return say(200, answer.text)
    case 'rejected':
      return say(answer.status, 'This was not taken.')
    case 'undecided':
      return say(503, 'This cannot be verified now. Try again later.', { 'retry-after': '60' })
    case 'not_offered':
      return say(404, 'There is nothing here.')
    default:
      return answer satisfies never
  }
}

const CLOSED = { 'cache-control': 'no-store' }

function say(status: number, words: string, headers: Record<string, string> = {}): Response {
  return new Response(words, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...CLOSED, ...headers },
  })
}

/** Null where it is larger, or broke off. */
async function readAtMost(request: Request, limit: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > limit) return null
    parts.push(part)
  }
  return Buffer.concat(parts, size)
}
