import type { Collected, Dimension, Metric } from '../domain/insight/reading.ts'
import {
  collected,
  countOf,
  cut,
  daysBefore,
  type Figure,
  figure,
  gap,
  notingRefusals,
  type Query,
  unixSeconds,
  whyRefused,
} from './figures.ts'
import { at, type Fields, listOf, textOf } from './json.ts'

const INSIGHTS_SCOPE = 'instagram_business_manage_insights'

/** Totals that the network itself computes over the window, so unique people are counted once. */
const TOTALS = [
  ['views_28d', 'views'],
  ['reach_28d', 'reach'],
  ['interactions_28d', 'total_interactions'],
] as const satisfies readonly (readonly [Metric, string])[]

const CUTS = ['country', 'city', 'age', 'gender'] as const satisfies readonly Dimension[]

/** Below this many followers the network keeps the audience to itself. */
const AUDIENCE_FROM_FOLLOWERS = 100

type Input = {
  profile: Fields | null
  scopes: readonly string[]
  now: Date
  insights: Query
}

/** https://developers.facebook.com/documentation/instagram-platform/api-reference/instagram-user/insights/ */
export async function collectInstagram({ profile, scopes, now, insights }: Input): Promise<Collected> {
  const followers = countOf(at(profile, 'followers_count'))
  const isSmall = followers !== null && followers < AUDIENCE_FROM_FOLLOWERS
  const own = [
    figure('followers', at(profile, 'followers_count'), now),
    figure('posts', at(profile, 'media_count'), now),
  ]
  if (!scopes.includes(INSIGHTS_SCOPE)) {
    const missing = [...TOTALS.map(([metric]) => metric), ...CUTS]
    return collected([...own, ...missing.map((name) => gap(name, 'permission_missing'))])
  }
  const { query, refusedScopes } = notingRefusals(insights, INSIGHTS_SCOPE, scopes)
  const [totals, ...cuts] = await Promise.all([
    readTotals(query, now, isSmall),
    ...CUTS.map((dimension) => readCut(query, dimension, now, isSmall)),
  ])
  return collected([...own, ...totals, ...cuts], refusedScopes())
}

async function readTotals(insights: Query, now: Date, isSmall: boolean): Promise<Figure[]> {
  const ask = (names: readonly string[]) =>
    insights({
      metric: names.join(','),
      period: 'day',
      metric_type: 'total_value',
      since: unixSeconds(daysBefore(now, 28)),
      until: unixSeconds(now),
    })
  const whole = await ask(TOTALS.map(([, name]) => name))
  // One name that the network has retired spoils the whole request; then each is asked for alone.
  const alone = whole.kind === 'refused' && whole.verdict.diagnosis === 'misconfigured'
  return Promise.all(
    TOTALS.map(async ([metric, name]) => {
      const reply = alone ? await ask([name]) : whole
      if (reply.kind !== 'ok') return gap(metric, whyRefused(reply.verdict))
      const entry = entryNamed(reply.value, name)
      // Missing data is an empty list, never a zero.
      if (!entry) return gap(metric, isSmall ? 'account_too_small' : 'not_ready_yet')
      return figure(metric, at(entry, 'total_value', 'value'), now)
    }),
  )
}

async function readCut(
  insights: Query,
  dimension: (typeof CUTS)[number],
  now: Date,
  isSmall: boolean,
): Promise<Figure> {
  if (isSmall) return gap(dimension, 'account_too_small')
  const reply = await insights({
    metric: 'follower_demographics',
    period: 'lifetime',
    metric_type: 'total_value',
    timeframe: 'this_month',
    breakdown: dimension,
  })
  if (reply.kind !== 'ok') return gap(dimension, whyRefused(reply.verdict))
  const entry = entryNamed(reply.value, 'follower_demographics')
  const results = listOf(at(listOf(at(entry, 'total_value', 'breakdowns'))[0], 'results'))
  if (results.length === 0) return gap(dimension, 'account_too_small')
  const weights = results.map((result) => {
    const key = textOf(listOf(at(result, 'dimension_values')).at(-1)) ?? ''
    return [
      dimension === 'gender' ? (GENDERS.get(key) ?? key) : key,
      countOf(at(result, 'value')) ?? 0,
    ] as const
  })
  return cut(dimension, weights, now)
}

const GENDERS: ReadonlyMap<string, string> = new Map([
  ['F', 'female'],
  ['M', 'male'],
  ['U', 'unknown'],
])

function entryNamed(reply: Fields, name: string): unknown {
  return listOf(at(reply, 'data')).find((entry) => at(entry, 'name') === name)
}
