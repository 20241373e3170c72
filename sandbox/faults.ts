/** Trouble on demand: replies that no network promises but every network sometimes gives. */

import { HOST_NAMES } from './hosts.ts'
import type { Network } from './people.ts'
import { NETWORKS } from './people.ts'

export const FAULT_KINDS = [
  'html',
  'empty',
  'cut',
  'huge',
  'endless',
  'drip',
  'slow',
  'status',
  'reset',
  'body',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]
export type Fault = {
  id: string
  network: Network | null
  host: string | null
  path: string | null
  /** How often it still strikes; null until it is deleted. */
  times: number | null
  kind: FaultKind
  status: number | null
  body: string | null
  headers: Record<string, string>
  delay_ms: number
  /** True: the network acts on the call before the trouble begins, so that only the reply is lost. */
  handled: boolean
}
export type ReadFault = { ok: true; fault: Fault } | { ok: false; message: string }
export type Faults = {
  add(fault: Fault): void
  list(): Fault[]
  remove(id: string | null): number
  /** The first that fits, counted down. */
  strike(call: { network: Network; host: string; path: string }): Fault | undefined
}

export function makeFaults(): Faults {
  let faults: Fault[] = []
  return {
    add: (fault) => {
      faults.push(fault)
    },
    list: () => faults.map((fault) => ({ ...fault })),
    remove: (id) => {
      const before = faults.length
      faults = id === null ? [] : faults.filter((fault) => fault.id !== id)
      return before - faults.length
    },
    strike: (call) => {
      const fault = faults.find(
        (each) =>
          (each.network === null || each.network === call.network) &&
          (each.host === null || each.host === call.host) &&
          (each.path === null || call.path.startsWith(each.path)),
      )
      if (fault !== undefined && fault.times !== null) {
        fault.times--
        if (fault.times <= 0) faults = faults.filter((each) => each !== fault)
      }
      return fault
    },
  }
}

export function readFault(input: unknown, id: string): ReadFault {
  const no = (message: string): ReadFault => ({ ok: false, message })
  if (typeof input !== 'object' || input === null) return no('Send a JSON object.')
  const of = input as Record<string, unknown>
  const kind = FAULT_KINDS.find((each) => each === of.kind)
  if (kind === undefined) return no(`kind is one of ${FAULT_KINDS.join(', ')}.`)
  const network =
    of.network === undefined || of.network === null ? null : NETWORKS.find((each) => each === of.network)
  if (network === undefined) return no(`network is one of ${NETWORKS.join(', ')}.`)
  const host = text(of.host)
  if (host !== null && !HOST_NAMES.includes(host)) return no(`host is one of ${HOST_NAMES.join(', ')}.`)
  const times = of.times === undefined ? 1 : of.times
  if (times !== null && !(typeof times === 'number' && Number.isInteger(times) && times > 0))
    return no('times is a whole number above 0, or null for always.')
  const status = of.status === undefined || of.status === null ? null : of.status
  if (
    status !== null &&
    !(typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599)
  )
    return no('status is a number from 200 to 599.')
  const delay = of.delay_ms === undefined ? (kind === 'slow' ? 30_000 : 0) : of.delay_ms
  if (!(typeof delay === 'number' && delay >= 0 && delay <= 600_000))
    return no('delay_ms is between 0 and 600000.')
  const headers: Record<string, string> = {}
  if (typeof of.headers === 'object' && of.headers !== null)
    for (const [name, value] of Object.entries(of.headers)) {
      if (!/^[\w-]+$/.test(name) || /[\r\n]/.test(String(value))) return no(`"${name}" is not a header.`)
      headers[name] = String(value)
    }
  return {
    ok: true,
    fault: {
      id,
      network,
      host,
      path: text(of.path),
      times: times as number | null,
      kind,
      status: status as number | null,
      body:
        of.body === undefined || of.body === null
          ? null
          : typeof of.body === 'string'
            ? of.body
            : JSON.stringify(of.body),
      headers,
      delay_ms: delay,
      handled: typeof of.handled === 'boolean' ? of.handled : kind === 'cut' || kind === 'slow',
    },
  }
}

/** The reply that stands in for the real one; null where the real one goes out (slow) or the line is cut. */
export function faultReply(fault: Fault): Response | null {
  switch (fault.kind) {
    case 'html':
      return new Response(
        fault.body ??
          '<!doctype html><html><head><title>Error</title></head><body><h1>Something went wrong</h1></body></html>',
        {
          status: fault.status ?? 502,
          headers: { 'content-type': 'text/html; charset=utf-8', ...fault.headers },
        },
      )
    case 'empty':
      return new Response(fault.status === 204 || fault.status === 304 ? null : '', {
        status: fault.status ?? 200,
        headers: fault.headers,
      })
    case 'huge':
      return new Response(hugeBody(), {
        status: fault.status ?? 200,
        headers: { 'content-type': 'application/json', ...fault.headers },
      })
    case 'endless':
    case 'drip':
      return new Response(endlessBody(fault.kind === 'drip' ? DRIP_MS : 0), {
        status: fault.status ?? 200,
        headers: { 'content-type': 'application/json', ...fault.headers },
      })
    case 'status':
      return new Response(fault.body ?? '{}', {
        status: fault.status ?? 503,
        headers: { 'content-type': 'application/json', ...fault.headers },
      })
    case 'body':
      return new Response(fault.body ?? '', {
        status: fault.status ?? 200,
        headers: { 'content-type': 'application/json', ...fault.headers },
      })
    case 'slow':
    case 'cut':
    case 'reset':
      return null
    default: {
      const unknown: never = fault.kind
      throw new Error(`unknown fault ${String(unknown)}`)
    }
  }
}

/** 64 MB of JSON that never gets to the point. */
function hugeBody(): ReadableStream<Uint8Array> {
  const part = new TextEncoder().encode('x'.repeat(65_536))
  let sent = 0
  return new ReadableStream({
    start: (stream) => stream.enqueue(new TextEncoder().encode('{"data":"')),
    pull: (stream) => {
      if (sent++ < 1024) stream.enqueue(part)
      else {
        stream.enqueue(new TextEncoder().encode('"}'))
        stream.close()
      }
    },
  })
}

const DRIP_MS = 1000

/** JSON without an end, as fast as it is read, or one byte after a pause; it ends with the connection. */
function endlessBody(pause_ms: number): ReadableStream<Uint8Array> {
  const part = new TextEncoder().encode(pause_ms === 0 ? 'x'.repeat(65_536) : 'x')
  return new ReadableStream({
    start: (stream) => stream.enqueue(new TextEncoder().encode('{"data":"')),
    pull: async (stream) => {
      if (pause_ms > 0) await new Promise((resolve) => setTimeout(resolve, pause_ms).unref())
      stream.enqueue(part)
    },
  })
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
