import type { Collected, Days, Metric, PastDay, Reading } from '../domain/insight/reading.ts'
import type { Answer } from './ask.ts'
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
import { at, type Fields, fieldsOf, listOf } from './json.ts'

const INSIGHTS_SCOPE = 'read_insights'

/** Counts of events, which may be added up over days; counts of people may not. */
const DAILY = [
  ['views_28d', 'page_media_view'],
  ['interactions_28d', 'page_post_engagements'],
] as const satisfies readonly (readonly [Metric, string])[]

const REACH = 'page_total_media_view_unique'
const COUNTRIES = 'page_follows_country'
const WINDOW_DAYS = 28
/** The newest days appear late, so we ask for a few more than the window needs. */
const LAG_DAYS = 4
/** The network gives insights from this many likes on. */
const INSIGHTS_FROM_FOLLOWERS = 100

type Input = {
  page: Fields
  scopes: readonly string[]
  now: Date
  insights: Query
}

/** https://developers.facebook.com/documentation/pages-api/platforminsights/page.md */
export async function collectFacebook({ page, scopes, now, insights }: Input): Promise<Collected> {
  const followers = countOf(at(page, 'followers_count'))
  const isSmall = followers !== null && followers < INSIGHTS_FROM_FOLLOWERS
  const own = figure('followers', at(page, 'followers_count'), now)
  if (!scopes.includes(INSIGHTS_SCOPE)) {
    const missing = [...DAILY.map(([metric]) => metric), 'reach_28d', 'country'] as const
    return collected([own, ...missing.map((name) => gap(name, 'permission_missing'))])
  }
  const { query, refusedScopes } = notingRefusals(insights, INSIGHTS_SCOPE, scopes)
  const [daily, reach, country] = await Promise.all([
    readDaily(query, now, isSmall),
    readReach(query, now, isSmall),
    readCountries(query, now),
  ])
  return collected([own, ...daily, reach, country], refusedScopes())
}

async function readDaily(insights: Query, now: Date, isSmall: boolean): Promise<Figure[]> {
  const ask = (names: readonly string[]) =>
    insights({
      metric: names.join(','),
      period: 'day',
      since: unixSeconds(daysBefore(now, WINDOW_DAYS + LAG_DAYS)),
      until: unixSeconds(now),
    })
  const whole = await ask(DAILY.map(([, name]) => name))
  // One metric that the network has retired spoils the whole request; then each is asked for alone.
  const alone = whole.kind === 'refused' && whole.verdict.diagnosis === 'misconfigured'
  return Promise.all(
    DAILY.map(async ([metric, name]) => {
      const reply = alone ? await ask([name]) : whole
      if (reply.kind !== 'ok') return gap(metric, whyRefused(reply.verdict))
      const days = valuesOf(reply.value, name, 'day')
      if (days.length === 0) return gap(metric, isSmall ? 'account_too_small' : 'not_ready_yet')
      return lastDays(metric, days)
    }),
  )
}

/** The newest 28 days, or nothing: fewer would be another number under the same name. */
function lastDays(metric: Metric, days: readonly Dated[]): Figure {
  const newest = days.toSorted((a, b) => b.endsAt.getTime() - a.endsAt.getTime()).slice(0, WINDOW_DAYS)
  const [last] = newest
  const counts = newest.map((day) => countOf(day.value))
  if (!last || newest.length < WINDOW_DAYS || counts.includes(null)) return gap(metric, 'not_ready_yet')
  return figure(
    metric,
    counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    last.endsAt,
  )
}

/** Unique people over 28 days as the network itself counts them; daily uniques are never added up. */
async function readReach(insights: Query, now: Date, isSmall: boolean): Promise<Figure> {
  const reply = await insights({
    metric: REACH,
    period: 'days_28',
    since: unixSeconds(daysBefore(now, LAG_DAYS)),
    until: unixSeconds(now),
  })
  if (reply.kind !== 'ok') return gap('reach_28d', whyRefused(reply.verdict))
  const newest = newestOf(valuesOf(reply.value, REACH, 'days_28'))
  if (!newest) return gap('reach_28d', isSmall ? 'account_too_small' : 'not_offered_by_network')
  return figure('reach_28d', newest.value, newest.endsAt)
}

/** The documents disagree on whether this cut still exists, so its absence is no fault. */
async function readCountries(insights: Query, now: Date): Promise<Figure> {
  const reply = await insights({
    metric: COUNTRIES,
    period: 'day',
    since: unixSeconds(daysBefore(now, LAG_DAYS)),
    until: unixSeconds(now),
  })
  if (reply.kind !== 'ok') return gap('country', whyRefused(reply.verdict))
  const newest = newestOf(valuesOf(reply.value, COUNTRIES, 'day'))
  const counts = Object.entries(fieldsOf(newest?.value) ?? {})
  if (!newest || counts.length === 0) return gap('country', 'not_offered_by_network')
  return cut(
    'country',
    counts.map(([key, value]) => [key, countOf(value) ?? 0] as const),
    newest.endsAt,
  )
}

const FOLLOWERS = 'page_follows'
const DAY_MS = 86_400_000
/** No more in one question. */
const LONGEST_DAYS = 90

/** How many followed, at the end of each day gone by. */
export async function readFacebookPast(
  { from, to }: Days,
  scopes: readonly string[],
  insights: Query,
): Promise<Answer<readonly PastDay[]>> {
  if (!scopes.includes(INSIGHTS_SCOPE)) return { kind: 'ok', value: [] }
  const until = Date.parse(to) + DAY_MS
  const since = Math.max(Date.parse(from), until - LONGEST_DAYS * DAY_MS)
  const reply = await insights({
    metric: FOLLOWERS,
    period: 'day',
    since: unixSeconds(new Date(since)),
    until: unixSeconds(new Date(until)),
  })
  if (reply.kind !== 'ok') return reply
  const past = new Map<string, Reading>()
  for (const { value, endsAt } of valuesOf(reply.value, FOLLOWERS, 'day')) {
    const count = countOf(value)
    // A day ends at midnight on the Pacific coast, which is in the morning of the next day by UTC.
    const day = new Date(endsAt.getTime() - DAY_MS / 2).toISOString().slice(0, 10)
    if (count !== null && day >= from && day <= to) {
      past.set(day, { metric: 'followers', value: count, takenAt: endsAt })
    }
  }
  const days = [...past].map(([day, reading]): PastDay => ({ day, readings: [reading] }))
  return { kind: 'ok', value: days.toSorted((a, b) => a.day.localeCompare(b.day)) }
}

type Dated = { value: unknown; endsAt: Date }

function valuesOf(reply: Fields, name: string, period: string): readonly Dated[] {
  const entry = listOf(at(reply, 'data')).find(
    (one) => at(one, 'name') === name && (at(one, 'period') ?? period) === period,
  )
  return listOf(at(entry, 'values')).flatMap((one) => {
    const end = at(one, 'end_time')
    const endsAt = new Date(typeof end === 'string' ? end.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : Number.NaN)
    return Number.isNaN(endsAt.getTime()) ? [] : [{ value: at(one, 'value'), endsAt }]
  })
}

function newestOf(values: readonly Dated[]): Dated | null {
  return values.reduce<Dated | null>((a, b) => (a && a.endsAt >= b.endsAt ? a : b), null)
}
