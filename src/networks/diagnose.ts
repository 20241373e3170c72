import { isNetwork, type Network } from '../domain/network.ts'
import type { Call, Verdict } from '../domain/verdict.ts'
import { readFacebook } from './facebook-replies.ts'
import { readInstagram } from './instagram-replies.ts'
import { at, fieldsOf } from './json.ts'
import { readTiktok } from './tiktok-replies.ts'
import { harmless, type Reader, type Told, verdictOf } from './verdict-of.ts'
import { readYoutube } from './youtube-replies.ts'

export type DiagnoseInput = {
  network: Network
  call: Call
  httpStatus: number | null
  /** What arrived: a parsed JSON value, its text, or the query of a return address. */
  body: unknown
  headers?: unknown
}

/**
 * What one reply, return address or verified event from a network means. Pure, needs no network, and answers any
 * input: what cannot be read is `transient` with confidence `unknown`.
 */
export function diagnose(input: DiagnoseInput): Verdict {
  const told: Told = {
    call: input.call,
    status: isStatus(input.httpStatus) ? input.httpStatus : null,
    body: input.body ?? undefined,
    headers: {},
    trouble: null,
    hidden: [],
  }
  try {
    const read = isNetwork(input.network) ? READERS[input.network] : null
    if (read) return read({ ...told, headers: headersOf(input.headers) })
  } catch {
    // Only an object with throwing getters leads here; replies from the wire are plain data.
  }
  return verdictOf(input.network, told, harmless('transient', 'unknown'))
}

const READERS = {
  instagram: readInstagram,
  youtube: readYoutube,
  tiktok: readTiktok,
  facebook: readFacebook,
} as const satisfies Record<Network, Reader>

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599
}

/** Headers as programs keep them: fields, with one value or a list, or a list of pairs or of names and values. */
function headersOf(given: unknown): Told['headers'] {
  const entries =
    given instanceof Headers
      ? [...given]
      : Array.isArray(given)
        ? given.slice(0, MOST_HEADERS).map(pairOf)
        : Object.entries(fieldsOf(given) ?? {}).slice(0, MOST_HEADERS)
  const headers: Record<string, string> = {}
  for (const [name, value] of entries) {
    const text = Array.isArray(value) ? value.filter(isText).join(', ') : value
    if (isText(name) && isText(text)) headers[name.toLowerCase()] = text.slice(0, LONGEST_HEADER)
  }
  return headers
}

function pairOf(item: unknown): readonly unknown[] {
  return Array.isArray(item) ? item : [at(item, 'name'), at(item, 'value')]
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

const MOST_HEADERS = 200
const LONGEST_HEADER = 10_000
