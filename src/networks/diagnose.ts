import { isNetwork, type Network } from '../domain/network.ts'
import type { Call, Verdict } from '../domain/verdict.ts'
import { readFacebook } from './facebook-replies.ts'
import { readInstagram } from './instagram-replies.ts'
import { fieldsOf } from './json.ts'
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
    status: Number.isInteger(input.httpStatus) ? input.httpStatus : null,
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

function headersOf(given: unknown): Told['headers'] {
  const entries = given instanceof Headers ? [...given] : Object.entries(fieldsOf(given) ?? {})
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(texts.map(([name, value]) => [name.toLowerCase(), value]))
}
