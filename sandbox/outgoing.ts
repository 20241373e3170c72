/** Calls that the sandbox itself makes to an app: on this machine only, nothing followed, never for long. */
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isLoopback } from './wire.ts'

export type OutgoingCall = {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body: string
  timeout_ms: number
  signal: AbortSignal
}
export type Outcome = { ok: true; status: number; text: string } | { ok: false; problem: string }

const MOST_TEXT_BYTES = 65_536
const MOST_PATIENCE_MS = 600_000

/** http or https on this machine, without user info: nothing that the sandbox sends leaves it. */
export function isOutgoingUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return (
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    isLoopback(url.hostname) &&
    url.username === '' &&
    url.password === '' &&
    url.hash === ''
  )
}

/** A connection of its own for every call: a kept one that an app's restart has broken would look like a failure. */
export function callOut(of: OutgoingCall): Promise<Outcome> {
  if (!isOutgoingUrl(of.url)) return Promise.resolve({ ok: false, problem: 'not an address on this machine' })
  const url = new URL(of.url)
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest
  // A setting may say any number above 0; a timer takes whole milliseconds.
  const timeout_ms = Math.min(MOST_PATIENCE_MS, Math.max(1, Math.round(of.timeout_ms)))
  const patience = AbortSignal.timeout(timeout_ms)
  return new Promise((resolve) => {
    const fail = (error: Error): void =>
      resolve({
        ok: false,
        problem: patience.aborted ? `no answer in ${timeout_ms} ms` : problemOf(error),
      })
    const call = start(
      url,
      {
        method: of.method,
        agent: false,
        headers: {
          ...of.headers,
          ...(of.method === 'POST' ? { 'content-length': Buffer.byteLength(of.body) } : {}),
        },
        signal: AbortSignal.any([patience, of.signal]),
      },
      (reply) => {
        const parts: Buffer[] = []
        let size = 0
        reply.on('data', (part: Buffer) => {
          size += part.length
          if (size <= MOST_TEXT_BYTES) parts.push(part)
        })
        reply.on('error', fail)
        reply.on('end', () =>
          resolve({ ok: true, status: reply.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
        )
      },
    )
    call.on('error', fail)
    call.end(of.method === 'POST' ? of.body : undefined)
  })
}

function problemOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
