/** What every list of the YouTube Data API reads and refuses alike
 * (https://developers.google.com/youtube/v3/docs/errors, read 2026-11-22). */
import type { Channel } from '../people.ts'
import type { Call } from '../wire.ts'
import type { Access } from './google-access.ts'
import type { ApiProblem } from './google-wire.ts'

/** A list's answer: the resource, or what is wrong with the request. */
export type Listed = { ok: true; body: Record<string, unknown> } | { ok: false; problem: ApiProblem }
/** `own` is the channel behind the token; null with an API key and for an account without a channel. */
export type Asked = { parts: readonly string[]; own: Channel | null; access: Access | null }

export function unknownPart(parts: readonly string[], known: readonly string[]): ApiProblem | null {
  const wrong = parts.find((part) => !known.includes(part))
  return wrong === undefined
    ? null
    : {
        status: 400,
        message: `'${wrong.slice(0, 60)}'`,
        reason: 'unknownPart',
        domain: 'youtube.part',
        parameter: 'part',
      }
}

/** Exactly one of the filters must be there; `names` is the list as YouTube prints it. */
export function chooseFilter(
  call: Call,
  filters: readonly string[],
  names: string,
): { ok: true; filter: string } | { ok: false; problem: ApiProblem } {
  const given = filters.filter((name) => {
    const value = call.query.get(name)
    return value !== null && value !== '' && value !== 'false'
  })
  const [filter] = given
  if (filter === undefined)
    return {
      ok: false,
      problem: {
        status: 400,
        message: `No filter selected. Expected one of: ${names}`,
        reason: 'missingRequiredParameter',
        domain: 'youtube.parameter',
        parameter: '',
      },
    }
  if (given.length > 1)
    return {
      ok: false,
      problem: {
        status: 400,
        message: `Incompatible parameters specified in the request: ${given.join(', ')}`,
        reason: 'incompatibleParameters',
        domain: 'youtube.parameter',
        parameter: '',
      },
    }
  return { ok: true, filter }
}

export type Page = { start: number; size: number }

export function readPage(
  call: Call,
  standard = 5,
): { ok: true; page: Page } | { ok: false; problem: ApiProblem } {
  const text = call.query.get('maxResults')
  const size = text === null ? standard : Number(text)
  if (!Number.isInteger(size) || size < 0 || size > 50)
    return {
      ok: false,
      problem: {
        status: 400,
        message: `Invalid value '${(text ?? '').slice(0, 20)}'. Values must be within the range: [0, 50]`,
        reason: 'invalidParameter',
        parameter: 'maxResults',
      },
    }
  const token = call.query.get('pageToken')
  const start = token === null || token === '' ? 0 : readPageToken(token)
  if (start === null)
    return {
      ok: false,
      problem: {
        status: 400,
        message: 'The request specifies an invalid page token.',
        reason: 'invalidPageToken',
        domain: 'youtube.parameter',
        parameter: 'pageToken',
      },
    }
  return { ok: true, page: { start, size } }
}

/** One page of them, with the tokens of its neighbours. */
export function paged<T>(all: readonly T[], page: Page): { shown: T[]; frame: Record<string, unknown> } {
  const { start, size } = page
  const next = start + size
  return {
    shown: all.slice(start, next),
    frame: {
      ...(next < all.length && size > 0 ? { nextPageToken: pageToken(next, 0) } : {}),
      ...(start > 0 ? { prevPageToken: pageToken(Math.max(0, start - size), 1) } : {}),
    },
  }
}

/** Two numbers as a protocol buffer, as YouTube's tokens are: `CAUQAA` is five and forward. */
function pageToken(offset: number, direction: 0 | 1): string {
  const varint: number[] = []
  for (let left = offset; ; left >>= 7) {
    if (left < 0x80) {
      varint.push(left)
      break
    }
    varint.push((left & 0x7f) | 0x80)
  }
  return Buffer.from([0x08, ...varint, 0x10, direction]).toString('base64url')
}

function readPageToken(text: string): number | null {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes[0] !== 0x08 || bytes.length < 4 || bytes.at(-2) !== 0x10) return null
  let offset = 0
  for (const [index, byte] of bytes.subarray(1, -2).entries()) offset += (byte & 0x7f) * 128 ** index
  return pageToken(offset, bytes.at(-1) === 1 ? 1 : 0) === text ? offset : null
}

/** With commas or given several times, as Google's own clients do. */
export function idsIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.split(',')).map((id) => id.trim()))].filter(
    (id) => id !== '',
  )
}
