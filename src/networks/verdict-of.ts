import type { Network } from '../domain/network.ts'
import type { Call, Confidence, Diagnosis, Loss, Verdict } from '../domain/verdict.ts'
import { at, fieldsOf, integerOf, listOf, parseJson } from './json.ts'
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
    evidence: {
      network,
      call: told.call,
      status: told.status,
      code: shortName(words.code, told.hidden),
      subcode: shortName(words.subcode, told.hidden),
      message: words.message ? redact(words.message, told.hidden) : null,
      requestId: told.hidden.includes(String(words.requestId)) ? null : reference(words.requestId),
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
  if (fieldsOf(told.body) || told.call === 'webhook' || told.call === 'authorize_redirect') return null
  if (told.headers['www-authenticate']) return null
  const text = typeof told.body === 'string' ? told.body : null
  const message = text === null ? null : /<\w/.test(text) ? 'A page instead of data.' : text
  const meaning =
    told.status === 429
      ? harmless('rate_limited')
      : Array.isArray(told.body) && isSuccess(told.status)
        ? harmless('not_disconnected')
        : harmless('transient', told.status !== null && told.status >= 500 ? 'confirmed' : 'unknown')
  return verdictOf(network, told, meaning, { message })
}

/** What is left when the body said that something is wrong and nothing in it was understood. */
export function byStatus(told: Told): Meaning {
  const { status } = told
  if (status === 429) return harmless('rate_limited')
  if (status !== null && (status >= 500 || status === 408)) return harmless('transient')
  if (status === 401) return AMBIGUOUS
  return harmless('misconfigured', 'unknown')
}

/** The same body as fields, whether it arrived as an object, as JSON text or as the query of an address. */
export function openBody(told: Told): Told {
  // Google sends some errors as a list of one.
  if (Array.isArray(told.body) && told.body.length === 1 && fieldsOf(at(told.body[0], 'error'))) {
    return { ...told, body: told.body[0] }
  }
  if (typeof told.body !== 'string') return told
  const parsed = parseJson(told.body)
  if (fieldsOf(parsed) || Array.isArray(parsed)) return openBody({ ...told, body: parsed })
  if (told.call !== 'authorize_redirect' || !/^[?#]?[\w.]+=/.test(told.body)) return told
  const query = told.body.replace(/^[?#]/, '').replace(/#_(?:=_)?$/, '')
  return { ...told, body: Object.fromEntries(new URLSearchParams(query)) }
}

export function spoken(sentences: Sentences, text: string | null): Meaning | null {
  if (!text) return null
  // DANGER: the patterns may look at a text many times over; a network's longest honest sentence is far shorter.
  const start = text.slice(0, LONGEST_SENTENCE)
  return sentences.find(([pattern]) => pattern.test(start))?.[1] ?? null
}

const LONGEST_SENTENCE = 2_000

export function isSuccess(status: number | null): boolean {
  return status === null || (status >= 200 && status < 300)
}

/** The error name in `WWW-Authenticate: Bearer error="…"` or `OAuth "…" "invalid_token" "…"`, and its words. */
export function challengeOf(told: Told): { error: string; message: string | null } | null {
  const header = told.headers['www-authenticate']
  if (!header) return null
  const named = /\berror="?([\w-]+)/i.exec(header)?.[1]
  if (named) return { error: named, message: /error_description="([^"]*)"/i.exec(header)?.[1] ?? null }
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
  const usage = fieldsOf(parseJson(headers['x-business-use-case-usage'] ?? ''))
  for (const entry of Object.values(usage ?? {}).flatMap(listOf)) {
    const minutes = integerOf(at(entry, 'estimated_time_to_regain_access'))
    if (minutes !== null && minutes > 0) found.push(minutes * 60)
  }
  const longest = Math.max(...found.filter((seconds) => Number.isFinite(seconds) && seconds > 0))
  if (Number.isFinite(longest)) return Math.min(Math.ceil(longest), LONGEST_WAIT_SECONDS)
  const used = Object.values(fieldsOf(parseJson(headers['x-app-usage'] ?? '')) ?? {})
  return used.some((percent) => typeof percent === 'number' && percent >= 100) ? HOUR_SECONDS : null
}

function shortName(name: string | null | undefined, hidden: readonly string[]): string | null {
  return name ? (redact(name, hidden)?.slice(0, 80) ?? null) : null
}
