import {
  type Breakdown,
  type Collected,
  DIMENSIONS,
  type Dimension,
  type Gap,
  METRICS,
  type Metric,
  type Reading,
} from '../domain/insight/reading.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { Answer } from './ask.ts'
import { type Fields, integerOf } from './json.ts'

/** What is known of one number or one cut of the audience. */
export type Figure = Reading | Breakdown | Gap

/** The largest number we believe. */
const LARGEST = 1e12

export function figure(metric: Metric, value: unknown, takenAt: Date): Figure {
  const count = countOf(value)
  return count === null ? gap(metric, 'not_ready_yet') : { metric, value: count, takenAt }
}

export function gap(metric: Gap['metric'], why: Gap['why']): Gap {
  return { metric, why }
}

/** Shares of a whole from counts or percentages; keys that occur twice are added up. */
export function cut(
  dimension: Dimension,
  weights: readonly (readonly [key: string, weight: number])[],
  takenAt: Date,
): Figure {
  const sums = new Map<string, number>()
  for (const [key, weight] of weights) {
    if (key === '' || key.length > 100 || !Number.isFinite(weight) || weight <= 0 || weight > LARGEST)
      continue
    sums.set(key, (sums.get(key) ?? 0) + weight)
  }
  const whole = [...sums.values()].reduce((sum, weight) => sum + weight, 0)
  if (whole === 0) return gap(dimension, 'not_ready_yet')
  const parts = [...sums].map(([key, weight]) => ({ key, share: weight / whole }))
  return { dimension, parts: parts.toSorted((a, b) => b.share - a.share), takenAt }
}

/** Sorts the figures out; whatever nobody mentioned is something this network does not offer. */
export function collected(figures: readonly Figure[], refusedScopes: readonly string[] = []): Collected {
  const mentioned = new Set(figures.map((one) => ('dimension' in one ? one.dimension : one.metric)))
  const unmentioned = [...METRICS, ...DIMENSIONS].filter((name) => !mentioned.has(name))
  return {
    readings: figures.filter((one) => 'value' in one),
    breakdowns: figures.filter((one) => 'parts' in one),
    gaps: [
      ...figures.filter((one) => 'why' in one),
      ...unmentioned.map((name) => gap(name, 'not_offered_by_network')),
    ],
    refusedScopes,
  }
}

/** Why a number is missing when the network refused to give it. */
export function whyRefused(verdict: Verdict): Gap['why'] {
  if (verdict.diagnosis === 'permissions_reduced') return 'permission_missing'
  if (verdict.diagnosis === 'misconfigured') return 'not_offered_by_network'
  return 'not_ready_yet'
}

export type Query = (query: Readonly<Record<string, string>>) => Promise<Answer<Fields>>

/**
 * The same question, and what is learned on the way: the scopes of the grant that the network does not honour. A
 * refusal that names one of them is about that one, any other about `usual`.
 */
export function notingRefusals(
  query: Query,
  usual: string,
  held: readonly string[],
): { query: Query; refusedScopes(): readonly string[] } {
  const refused = new Set<string>()
  return {
    query: async (asked) => {
      const reply = await query(asked)
      if (reply.kind === 'refused' && isScopeRefused(reply.verdict)) {
        const words = reply.verdict.evidence.message ?? ''
        refused.add(held.find((scope) => words.includes(scope)) ?? usual)
      }
      return reply
    },
    refusedScopes: () => [...refused],
  }
}

/** Where the network's words leave another reading, a scope that we hold is not given up for it. */
export function isScopeRefused({ diagnosis, confidence }: Verdict): boolean {
  return diagnosis === 'permissions_reduced' && confidence === 'confirmed'
}

export function countOf(value: unknown): number | null {
  const count = integerOf(value)
  return count !== null && count >= 0 && count <= LARGEST ? count : null
}

const DAY_MS = 86_400_000

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS)
}

export function unixSeconds(date: Date): string {
  return String(Math.floor(date.getTime() / 1000))
}
