import type { Network } from '../domain/network.ts'
import type { Call, Confidence, Diagnosis, Loss, Verdict } from '../domain/verdict.ts'
import { at, type Fields, fieldsOf, integerOf, listOf, parseJson } from './json.ts'
import { redact, reference } from './redact.ts'
import type { Trouble } from './wire.ts'

/** A reply, the parameters of a return address or an event, as a reader gets it. */
export type Told = {
  call: Call
  status: number | null
  /** A parsed JSON value, a text, or undefined where there was nothing. */
  body: unknown
  /** Header names in lower case. */
  headers: Readonly<Record<string, string>>
  trouble: Trouble | null
  /** Exact values that must not appear in the evidence. */
  hidden: readonly string[]
  /** The words were found inside other words: they point somewhere and settle nothing. */
  quoted?: boolean
}

export type Reader = (told: Told) => Verdict

/** What was understood, before it is joined with the evidence. */
export type Meaning = { diagnosis: Diagnosis; confidence: Confidence; definite: boolean }

/** What the evidence is made of, in the network's own words and still unredacted. */
export type Words = {
  code?: string | null
  subcode?: string | null
  message?: string | null
  requestId?: unknown
}

/** A sentence that a network uses, and what it means. The first that fits decides. */
export type Sentences = readonly (readonly [RegExp, Meaning])[]

/** The network itself settles that the grant is gone. */
export function settled(diagnosis: Loss, confidence: 'confirmed' | 'likely' = 'confirmed'): Meaning {
  return { diagnosis, confidence, definite: true }
}

/** It points to a loss; another call has to agree. */
export function suspected(diagnosis: Loss, confidence: 'confirmed' | 'likely' = 'likely'): Meaning {
  return { diagnosis, confidence, definite: false }
}

/** Nothing here ends a connection by itself; a missing permission limits it first. */
export function harmless(
  diagnosis: Exclude<Diagnosis, Loss> | 'permissions_reduced',
  confidence: Confidence = 'confirmed',
): Meaning {
  return { diagnosis, confidence, definite: false }
}

/** Dead, perhaps, and the network does not say why. */
export const AMBIGUOUS: Meaning = { diagnosis: 'ambiguous_reconnect', confidence: 'unknown', definite: false }

export function verdictOf(network: Network, told: Told, meaning: Meaning, words: Words = {}): Verdict {
  return {
    ...meaning,
    definite: meaning.definite && !told.quoted,
    evidence: {
      network,
      call: told.call,
      status: told.status,
      code: shortName(words.code, told.hidden),
      subcode: shortName(words.subcode, told.hidden),
      message: words.message ? redact(words.message, told.hidden) : null,
      requestId: reference(words.requestId, told.hidden),
    },
    retryAfterSeconds: waits(meaning.diagnosis) ? retryAfter(told.headers) : null,
  }
}

/** Broken connections, pages of HTML and empty replies say nothing about a grant. Null: read on. */
export function withoutWords(network: Network, told: Told): Verdict | null {
  if (told.trouble) {
    const words = { code: told.trouble, message: TROUBLES[told.trouble] }
    // The status line arrived before the trouble and may already say that we ask too often.
    return verdictOf(
      network,
      told,
      told.status === 429 ? harmless('rate_limited') : harmless('transient'),
      words,
    )
  }
  if (fieldsOf(told.body)) return null
  if (told.call === 'authorize_redirect' || told.headers['www-authenticate']) return null
  const text = typeof told.body === 'string' && told.body.trim() !== '' ? told.body : null
  if (text && told.call !== 'webhook' && !isPage(text)) return null
  const message = text && (isPage(text) ? 'A page instead of data.' : text)
  const isDone = told.status === 204 || Array.isArray(told.body) || told.body === true
  const meaning =
    told.call !== 'webhook' && isDone && isSuccess(told.status)
      ? harmless('not_disconnected')
      : byStatusAlone(told.status)
  return verdictOf(network, told, meaning, { message })
}

/** The status says something where it is about the network; about a grant it never says anything by itself. */
function byStatusAlone(status: number | null): Meaning {
  if (status === 429) return harmless('rate_limited')
  return harmless('transient', status !== null && status >= 500 ? 'confirmed' : 'unknown')
}

/**
 * What is left when the body said that something is wrong and nothing in it was understood. A 401 means more than
 * that only where words came with it.
 */
export function byStatus(told: Told, hasWords: boolean): Meaning {
  const { status } = told
  if (typeof told.body === 'string' && told.call !== 'authorize_redirect') return byStatusAlone(status)
  if (status === 429) return harmless('rate_limited')
  if (status !== null && (status >= 500 || status === 408)) return harmless('transient')
  if (status === 401 && hasWords) return AMBIGUOUS
  return harmless('misconfigured', 'unknown')
}

/** The first sentence that fits. Line breaks, repeated spaces and curly quotes make no difference. */
export function spoken(sentences: Sentences, text: string | null): Meaning | null {
  if (!text) return null
  const plain = text
    .slice(0, LONGEST_SENTENCE)
    .replace(/\s+/g, ' ')
    .replace(/[\u2018\u2019]/g, "'")
  return sentences.find(([pattern]) => pattern.test(plain))?.[1] ?? null
}

/** Names of errors, whatever their capitals. */
export function named<T>(entries: Iterable<readonly [string, T]>): (name: string) => T | null {
  const meanings = new Map([...entries].map(([name, meaning]) => [name.toLowerCase(), meaning]))
  return (name) => meanings.get(name.toLowerCase()) ?? null
}

/** Longer than any sentence of a network that decides something. */
const LONGEST_SENTENCE = 1_000

/** A page for people instead of data. */
export function isPage(text: string): boolean {
  return /^\s*<|<(?:!doctype|html|head|body|title)\b/i.test(text.slice(0, 4_000))
}

export function isSuccess(status: number | null): boolean {
  return status === null || (status >= 200 && status < 300)
}

/** The error name in `WWW-Authenticate: Bearer error="…"` or `OAuth "…" "invalid_token" "…"`, and its words. */
export function challengeOf(told: Told): { error: string; message: string | null } | null {
  const header = told.headers['www-authenticate']
  if (!header) return null
  const name = /\berror="?([\w-]+)/i.exec(header)?.[1]
  if (name) return { error: name, message: /error_description="([^"]*)"/i.exec(header)?.[1] ?? null }
  const quoted = [...header.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '')
  const error = quoted[1]
  return error ? { error, message: quoted[2] ?? null } : null
}

const TROUBLES = {
  timeout: 'The reply did not arrive in time.',
  unreachable: 'The network could not be reached.',
  too_large: 'The reply was larger than any reply should be.',
  cut: 'The reply broke off.',
  redirected: 'The reply pointed to another address.',
} as const satisfies Record<Trouble, string>

const LONGEST_WAIT_SECONDS = 86_400
const HOUR_SECONDS = 3_600

function waits(diagnosis: Diagnosis): boolean {
  return diagnosis === 'rate_limited' || diagnosis === 'transient'
}

/**
 * Retry-After in seconds or as a date, or Meta's minutes until access comes back; at most a day. Where Meta only says
 * that the app has used up all of its rolling hour, that hour is the wait:
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting/, as read on 2026-11-22.
 */
function retryAfter(headers: Told['headers']): number | null {
  const said = headers['retry-after']
  const found: number[] = []
  if (said && /^\s*\d{1,9}\s*$/.test(said)) found.push(Number(said))
  else if (said) found.push((Date.parse(said) - Date.parse(headers.date ?? '')) / 1000)
  for (const entry of Object.values(jsonOf(headers['x-business-use-case-usage'])).flatMap(listOf)) {
    const minutes = integerOf(at(entry, 'estimated_time_to_regain_access'))
    if (minutes !== null && minutes > 0) found.push(minutes * 60)
  }
  const longest = Math.max(...found.filter((seconds) => Number.isFinite(seconds) && seconds > 0))
  if (Number.isFinite(longest)) return Math.min(Math.ceil(longest), LONGEST_WAIT_SECONDS)
  const used = Object.values(jsonOf(headers['x-app-usage']))
  return used.some((percent) => typeof percent === 'number' && percent >= 100) ? HOUR_SECONDS : null
}

function jsonOf(header: string | undefined): Fields {
  return (header ? fieldsOf(parseJson(header)) : null) ?? {}
}

function shortName(name: string | null | undefined, hidden: readonly string[]): string | null {
  if (!name) return null
  // A number as short as Meta's codes needs no more than this.
  if (/^-?\d{1,7}$/.test(name) && !hidden.includes(name)) return name
  return redact(name, hidden)?.slice(0, 80) ?? null
}
