import type { Collected, Days, Dimension, Metric, PastDay, Reading } from '../domain/insight/reading.ts'
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
  whyRefused,
} from './figures.ts'
import { at, type Fields, listOf, textOf } from './json.ts'

const ANALYTICS_SCOPE = 'https://www.googleapis.com/auth/yt-analytics.readonly'

const TOTALS = [
  ['views_28d', 'views'],
  ['watch_minutes_28d', 'estimatedMinutesWatched'],
] as const satisfies readonly (readonly [Metric, string])[]

const CUTS = ['country', 'age', 'gender'] as const satisfies readonly Dimension[]

type Input = {
  statistics: unknown
  scopes: readonly string[]
  now: Date
  report: Query
}

/** https://developers.google.com/youtube/v3/docs/channels and https://developers.google.com/youtube/analytics/channel_reports */
export async function collectYoutube({ statistics, scopes, now, report }: Input): Promise<Collected> {
  const own = [
    at(statistics, 'hiddenSubscriberCount') === true
      ? gap('followers', 'not_offered_by_network')
      : figure('followers', at(statistics, 'subscriberCount'), now),
    figure('posts', at(statistics, 'videoCount'), now),
  ]
  if (!scopes.includes(ANALYTICS_SCOPE)) {
    const missing = [...TOTALS.map(([metric]) => metric), ...CUTS]
    return collected([...own, ...missing.map((name) => gap(name, 'permission_missing'))])
  }
  const { query, refusedScopes } = notingRefusals(report, ANALYTICS_SCOPE, scopes)
  const [totals, country, people] = await Promise.all([
    readTotals(query, now),
    readCountries(query, now),
    readPeople(query, now),
  ])
  return collected([...own, ...totals, country, ...people], refusedScopes())
}

/**
 * The last 28 days that the network has counted. The newest days are left out of a report while they are still
 * being counted, so the window ends at the newest day that is there.
 */
async function readTotals(report: Query, now: Date): Promise<Figure[]> {
  const ask = (names: readonly string[]) =>
    report({
      startDate: dateOf(daysBefore(now, WINDOW_DAYS + LAG_DAYS)),
      endDate: dateOf(now),
      dimensions: 'day',
      metrics: names.join(','),
      sort: 'day',
    })
  const whole = await ask(TOTALS.map(([, name]) => name))
  // One name that the network has retired spoils the whole request; then each is asked for alone.
  const alone = whole.kind === 'refused' && whole.verdict.diagnosis === 'misconfigured'
  return Promise.all(
    TOTALS.map(async ([metric, name]) => {
      const reply = alone ? await ask([name]) : whole
      return reply.kind === 'ok'
        ? totalOf(metric, name, tableOf(reply.value))
        : gap(metric, whyRefused(reply.verdict))
    }),
  )
}

/**
 * Totals of 28 days as they stood on days gone by, from one report. Subscribers are not among them: the network gives
 * only how many came and went.
 */
export async function readYoutubePast(
  days: Days,
  scopes: readonly string[],
  report: Query,
): Promise<Answer<readonly PastDay[]>> {
  if (!scopes.includes(ANALYTICS_SCOPE)) return { kind: 'ok', value: [] }
  const reply = await report({
    startDate: dateOf(daysBefore(new Date(days.from), WINDOW_DAYS)),
    endDate: days.to,
    dimensions: 'day',
    metrics: TOTALS.map(([, name]) => name).join(','),
    sort: 'day',
  })
  if (reply.kind !== 'ok') return reply
  const rows = tableOf(reply.value)
  const past: PastDay[] = []
  for (let day = Date.parse(days.from); day <= Date.parse(days.to); day += DAY_MS) {
    // As on the day itself: what was counted until the end of the day before.
    const until = rows.filter((row) => dayOf(row.get('day')) < day && dayOf(row.get('day')) > 0)
    const last = Math.max(0, ...until.map((row) => dayOf(row.get('day'))))
    const whole = until.filter((row) => dayOf(row.get('day')) > last - WINDOW_DAYS * DAY_MS)
    if (whole.length < WINDOW_DAYS || last < day - LAG_DAYS * DAY_MS) continue
    const readings = TOTALS.map(([metric, name]) => totalOf(metric, name, whole)).filter(
      (one): one is Reading => 'value' in one,
    )
    if (readings.length > 0) past.push({ day: dateOf(new Date(day)), readings })
  }
  return { kind: 'ok', value: past }
}

function totalOf(metric: Metric, name: string, rows: readonly Row[]): Figure {
  const lastDay = rows.map((row) => dayOf(row.get('day'))).reduce((a, b) => Math.max(a, b), 0)
  if (lastDay === 0) return gap(metric, 'not_ready_yet')
  const counted = rows.filter((row) => dayOf(row.get('day')) > lastDay - WINDOW_DAYS * DAY_MS)
  const values = counted.map((row) => countOf(row.get(name)))
  const sum = values.some((value) => value === null) ? null : values.reduce((a, b) => (a ?? 0) + (b ?? 0), 0)
  return figure(metric, sum, new Date(lastDay + DAY_MS))
}

async function readCountries(report: Query, now: Date): Promise<Figure> {
  const query = { dimensions: 'country', metrics: 'views', sort: '-views', maxResults: '200' }
  const reply = await report({ ...window(now), ...query })
  if (reply.kind !== 'ok') return gap('country', whyRefused(reply.verdict))
  const rows = tableOf(reply.value)
  if (rows.length === 0) return gap('country', 'account_too_small')
  const weights = rows.map(
    (row) => [textOf(row.get('country')) ?? '', countOf(row.get('views')) ?? 0] as const,
  )
  return cut('country', weights, now)
}

async function readPeople(report: Query, now: Date): Promise<Figure[]> {
  const reply = await report({ ...window(now), dimensions: 'ageGroup,gender', metrics: 'viewerPercentage' })
  if (reply.kind !== 'ok') {
    return (['age', 'gender'] as const).map((dimension) => gap(dimension, whyRefused(reply.verdict)))
  }
  const rows = tableOf(reply.value)
  if (rows.length === 0) return [gap('age', 'account_too_small'), gap('gender', 'account_too_small')]
  const share = (row: Row) => percentageOf(row.get('viewerPercentage'))
  return [
    cut(
      'age',
      rows.map((row) => [ageOf(row.get('ageGroup')), share(row)] as const),
      now,
    ),
    cut(
      'gender',
      rows.map((row) => [textOf(row.get('gender')) ?? '', share(row)] as const),
      now,
    ),
  ]
}

const WINDOW_DAYS = 28
/** How far behind a report may be before we say that it is not ready. */
const LAG_DAYS = 7
const DAY_MS = 86_400_000

type Row = ReadonlyMap<string, unknown>

/** Rows by column name; no data is an absent `rows`, not an empty one. */
function tableOf(reply: Fields): readonly Row[] {
  const names = listOf(at(reply, 'columnHeaders')).map((header) => textOf(at(header, 'name')) ?? '')
  return listOf(at(reply, 'rows')).map(
    (row) => new Map(names.map((name, index) => [name, listOf(row)[index]])),
  )
}

function window(now: Date): { startDate: string; endDate: string } {
  return { startDate: dateOf(daysBefore(now, WINDOW_DAYS)), endDate: dateOf(now) }
}

function dateOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}

/** A day as the Unix time in milliseconds of its start; 0 where it is no day. */
function dayOf(value: unknown): number {
  const start = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : 0
  return Number.isFinite(start) ? start : 0
}

function percentageOf(value: unknown): number {
  return typeof value === 'number' && value >= 0 && value <= 100 ? value : 0
}

/** `age18-24` → `18-24`, `age65-` → `65+`. */
function ageOf(value: unknown): string {
  return (textOf(value) ?? '').replace(/^age/, '').replace(/-$/, '+')
}
