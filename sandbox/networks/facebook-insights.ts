/** Page and post insights (https://developers.facebook.com/docs/graph-api/reference/insights and
 * https://developers.facebook.com/documentation/pages-api/platforminsights/page.md, read 2026-11-22). */
import { countries, type DayNumbers, dayOf, followersOn, numbersOn, type Post, part } from '../numbers.ts'
import { type Page, personByKey } from '../people.ts'
import { DAY_MS, type Sandbox } from '../sandbox.ts'
import { accountState } from '../world.ts'
import { type GraphError, graphMoment, graphTime, pacificMidnight } from './graph.ts'
import { listOf } from './graph-call.ts'
import { type EdgeAsk, type Found, narrowed } from './graph-fields.ts'
import { type Address, turnOf } from './graph-paging.ts'

type Metric = { title: string; value: (day: DayNumbers) => number; level?: true; breakdowns?: true }

/** Page metrics in use in 2026; the older names are gone in every version. */
const METRICS: Readonly<Record<string, Metric>> = {
  page_media_view: { title: 'Views', value: (d) => d.views, breakdowns: true },
  page_total_media_view_unique: { title: 'Viewers', value: (d) => d.reach },
  page_post_engagements: { title: 'Post engagements', value: (d) => d.likes + d.comments + d.shares },
  page_views_total: { title: 'Page views', value: (d) => d.profileViews },
  page_video_views: { title: 'Video views', value: (d) => Math.round(d.views * 0.44) },
  page_total_actions: { title: 'Actions on the Page', value: (d) => d.linkTaps },
  page_follows: { title: 'Followers', value: (d) => d.followers, level: true },
  page_daily_follows: { title: 'New followers', value: (d) => d.follows },
  page_daily_follows_unique: { title: 'New followers, unique', value: (d) => d.follows },
  page_daily_unfollows_unique: { title: 'Unfollows, unique', value: (d) => d.unfollows },
  ...Object.fromEntries(
    Object.entries({ like: 0.71, love: 0.18, wow: 0.04, haha: 0.05, sorry: 0.01, anger: 0.01 }).map(
      ([name, share]) => [
        `page_actions_post_reactions_${name}_total`,
        { title: `Reactions: ${name}`, value: (d: DayNumbers) => Math.round(d.likes * share) },
      ],
    ),
  ),
}
const DEMOGRAPHICS = ['page_follows_country', 'page_follows_city']
const PERIODS = ['day', 'week', 'days_28', 'month', 'lifetime', 'total_over_range']
const SPAN_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, days_28: 28 }
/** How much of a metric comes from ads, or from followers: the share of "1". */
const BREAKDOWNS: Readonly<Record<string, number>> = { is_from_ads: 0.08, is_from_followers: 0.57 }
const LONGEST_MS = 90 * DAY_MS
const KEPT_DAYS = 730
const KEPT_DAYS_UNPUBLISHED = 5

const refused = (message: string, more: Partial<GraphError> = {}): Found => ({
  ok: false,
  error: { message, code: 100, ...more },
})

const NO_METRIC =
  'No metric was specified to be fetched. Please set one or more metrics to be fetched in the metric param.'
const noMetric = (): Found =>
  refused(`(#3001) ${NO_METRIC}`, {
    code: 3001,
    error_subcode: 1504028,
    is_transient: false,
    error_user_title: 'No metric was specified to be fetched',
    error_user_msg: NO_METRIC,
  })

export function fans(page: Page, day: number): number {
  return Math.round(followersOn(page.id, page.shape, day) * 0.93)
}

export function pageInsights(box: Sandbox, of: { page: Page; ask: EdgeAsk; address: Address }): Found {
  const { page, ask, address } = of
  const names = listOf(ask.param('metric'))
  if (names.length === 0) return noMetric()
  const demographics = box.world.settings['facebook.page_demographics'] ? DEMOGRAPHICS : []
  if (!names.every((name) => Object.hasOwn(METRICS, name) || demographics.includes(name)))
    return refused('(#100) The value must be a valid insights metric')
  const period = ask.param('period') ?? 'day'
  if (!PERIODS.includes(period))
    return refused(
      `(#100) For field 'insights': period must be one of the following values: ${PERIODS.join(', ')}`,
    )
  const breakdowns = listOf(ask.param('breakdown') ?? ask.param('breakdowns'))
  const wrong = breakdowns.find((name) => !Object.hasOwn(BREAKDOWNS, name))
  if (wrong !== undefined || (breakdowns.length > 0 && !names.every((name) => METRICS[name]?.breakdowns)))
    return refused('(#100) The breakdown is not supported for the given metrics')
  const now = box.now()
  const until = graphMoment(ask.param('until')) ?? now
  const since = graphMoment(ask.param('since')) ?? until - 2 * DAY_MS
  if (since >= until) return refused('(#100) since param must be before until param')
  if (until - since > LONGEST_MS)
    return refused('(#100) There cannot be more than 90 days (7776000 s) between since and until')
  // Small Pages have no insights at all: an empty list, not zeros.
  const data =
    fans(page, dayOf(now)) < 100
      ? []
      : names.flatMap((name) => {
          const values = valuesOf(box, { page, name, period, since, until, breakdown: breakdowns[0] ?? null })
          return values.length === 0 ? [] : [row({ owner: page.id, name, period, values })]
        })
  return {
    ok: true,
    value: {
      data: ask.fields === null ? data : narrowed(data, ask.fields),
      paging: turnOf(address, { since, until }),
    },
  }
}

/** One post's figures since it was posted. */
export function postInsights(of: { owner: string; post: Post; ask: EdgeAsk }): Found {
  const { post, ask } = of
  const names = listOf(ask.param('metric'))
  if (names.length === 0) return noMetric()
  const share = (part: number): number => Math.round(post.likes * part)
  const figures: Readonly<Record<string, unknown>> = {
    post_media_view: post.views,
    post_total_media_view_unique: post.reach,
    post_reactions_by_type_total: {
      like: share(0.71),
      love: share(0.18),
      wow: share(0.04),
      haha: share(0.05),
    },
    post_clicks: Math.round(post.reach * 0.021),
  }
  if (!names.every((name) => Object.hasOwn(figures, name)))
    return refused('(#100) The value must be a valid insights metric')
  const data = names.map((name) =>
    row({ owner: of.owner, name, period: 'lifetime', values: [{ value: figures[name] }] }),
  )
  return { ok: true, value: { data: ask.fields === null ? data : narrowed(data, ask.fields) } }
}

function row(of: { owner: string; name: string; period: string; values: readonly unknown[] }) {
  const title = METRICS[of.name]?.title ?? of.name
  return {
    name: of.name,
    period: of.period,
    values: of.values,
    title,
    description: `${title}, counted over the period.`,
    id: `${of.owner}/insights/${of.name}/${of.period}`,
  }
}

function valuesOf(
  box: Sandbox,
  of: {
    page: Page
    name: string
    period: string
    since: number
    until: number
    breakdown: string | null
  },
): unknown[] {
  const { page, name, period, since, until, breakdown } = of
  const today = dayOf(box.now())
  const metric = METRICS[name]
  if (metric === undefined) return [{ value: places(page, name, today), end_time: endOf(today - 1) }]
  const kept = accountState(box.world, 'facebook', page.id).unpublished ? KEPT_DAYS_UNPUBLISHED : KEPT_DAYS
  const first = Math.max(dayOf(since), today - kept)
  const days: number[] = []
  for (let day = first; day < dayOf(until) && day < today; day++) days.push(day)
  if (period === 'total_over_range') {
    const last = days.at(-1)
    return last === undefined
      ? []
      : split(name, over(page, metric, { day: last, span: days.length }), breakdown)
  }
  const span = SPAN_DAYS[period]
  if (span === undefined) return []
  return days.flatMap((day) =>
    split(name, over(page, metric, { day, span }), breakdown).map((value) => ({
      ...value,
      end_time: endOf(day),
    })),
  )
}

function split(name: string, value: number, breakdown: string | null): { value: number }[] {
  if (breakdown === null) return [{ value }]
  const share = (BREAKDOWNS[breakdown] ?? 0) * (0.9 + 0.2 * part(name, breakdown))
  const yes = Math.round(value * share)
  return [
    { value: yes, [breakdown]: '1' },
    { value: value - yes, [breakdown]: '0' },
  ]
}

/** Only where at least a hundred people are counted. */
function places(page: Page, name: string, today: number): Record<string, number> {
  const home = personByKey(page.roles[0]?.person ?? '')?.country ?? 'US'
  const total = followersOn(page.id, page.shape, today - 1)
  const shares = countries(page.id, home)
  if (name === 'page_follows_country')
    return Object.fromEntries(shares.map((each) => [each.country, Math.round(each.share * total)]))
  return { [`Capital, ${home}`]: Math.round((shares[0]?.share ?? 0) * 0.41 * total) }
}

/** A day ends at midnight on the Pacific coast. */
function endOf(day: number): string {
  return graphTime(pacificMidnight(day + 1))
}

function over(page: Page, metric: Metric, of: { day: number; span: number }): number {
  if (metric.level === true) return metric.value(numbersOn(page.id, page.shape, of.day))
  let sum = 0
  for (let day = of.day - of.span + 1; day <= of.day; day++)
    sum += metric.value(numbersOn(page.id, page.shape, day))
  return sum
}
