/** The rows of YouTube Analytics' channel reports
 * (https://developers.google.com/youtube/analytics/channel_reports, …/dimensions, …/metrics; read 2026-11-22). */
import { ageAndGender, countries, type DayNumbers, dayOf, followersOn, numbersOn, part } from '../numbers.ts'
import type { Channel } from '../people.ts'
import { DAY_MS, type Sandbox } from '../sandbox.ts'
import { videosOf } from './youtube-facts.ts'

export type Column = {
  name: string
  columnType: 'DIMENSION' | 'METRIC'
  dataType: 'STRING' | 'INTEGER' | 'FLOAT'
  /** Only shown to those who were let see the money. */
  money: boolean
}
export type Wanted = {
  channel: Channel
  country: string
  dimensions: readonly Column[]
  metrics: readonly Column[]
  filters: ReadonlyMap<string, readonly string[]>
  /** Days since 1970. */
  first: number
  last: number
}
type Row = (string | number)[]

/** The newest days are missing: a gap at the end is delay, not zero. The documents give no number. */
const DELAY_DAYS = 2
/** Audiences below this are held back. */
const SMALLEST_AUDIENCE = 100

type Metric = { type: 'INTEGER' | 'FLOAT'; of: (day: DayNumbers) => number; mean?: true; money?: true }
const METRICS: Record<string, Metric> = {
  views: { type: 'INTEGER', of: (d) => d.views },
  engagedViews: { type: 'INTEGER', of: (d) => Math.round(d.views * 0.71) },
  redViews: { type: 'INTEGER', of: (d) => Math.round(d.views * 0.06) },
  estimatedMinutesWatched: { type: 'INTEGER', of: (d) => d.watchMinutes },
  estimatedRedMinutesWatched: { type: 'INTEGER', of: (d) => Math.round(d.watchMinutes * 0.08) },
  averageViewDuration: { type: 'INTEGER', of: (d) => d.averageViewSeconds, mean: true },
  averageViewPercentage: {
    type: 'FLOAT',
    of: (d) => Math.round(d.averageViewSeconds * 29) / 100,
    mean: true,
  },
  subscribersGained: { type: 'INTEGER', of: (d) => d.follows },
  subscribersLost: { type: 'INTEGER', of: (d) => d.unfollows },
  likes: { type: 'INTEGER', of: (d) => d.likes },
  dislikes: { type: 'INTEGER', of: (d) => Math.round(d.likes * 0.02) },
  comments: { type: 'INTEGER', of: (d) => d.comments },
  shares: { type: 'INTEGER', of: (d) => d.shares },
  videosAddedToPlaylists: { type: 'INTEGER', of: (d) => d.saves },
  videosRemovedFromPlaylists: { type: 'INTEGER', of: (d) => Math.round(d.saves * 0.2) },
  estimatedRevenue: { type: 'FLOAT', of: (d) => d.views * 0.0021, money: true },
  estimatedAdRevenue: { type: 'FLOAT', of: (d) => d.views * 0.0018, money: true },
  grossRevenue: { type: 'FLOAT', of: (d) => d.views * 0.0033, money: true },
  monetizedPlaybacks: { type: 'INTEGER', of: (d) => Math.round(d.views * 0.44), money: true },
  adImpressions: { type: 'INTEGER', of: (d) => Math.round(d.views * 0.61), money: true },
  cpm: { type: 'FLOAT', of: () => 5.41, mean: true, money: true },
}
const DIMENSIONS = [
  'ageGroup',
  'channel',
  'country',
  'day',
  'deviceType',
  'gender',
  'insightTrafficSourceType',
  'month',
  'subscribedStatus',
  'video',
]
/** Dimensions whose values are a fixed list: an audience is shared out among them. */
const SHARED_OUT: Record<string, readonly string[]> = {
  deviceType: ['MOBILE', 'DESKTOP', 'TV', 'TABLET', 'GAME_CONSOLE'],
  insightTrafficSourceType: [
    'YT_SEARCH',
    'RELATED_VIDEO',
    'SUBSCRIBER',
    'YT_CHANNEL',
    'EXT_URL',
    'SHORTS',
    'NO_LINK_OTHER',
  ],
  subscribedStatus: ['SUBSCRIBED', 'UNSUBSCRIBED'],
}

export function columnOf(name: string): Column | undefined {
  if (DIMENSIONS.includes(name)) return { name, columnType: 'DIMENSION', dataType: 'STRING', money: false }
  if (name === 'viewerPercentage') return { name, columnType: 'METRIC', dataType: 'FLOAT', money: false }
  const metric = Object.hasOwn(METRICS, name) ? METRICS[name] : undefined
  return metric === undefined
    ? undefined
    : { name, columnType: 'METRIC', dataType: metric.type, money: metric.money === true }
}

/** Null: YouTube has no such report. */
export function report(box: Sandbox, of: Wanted): Row[] | null {
  const { channel } = of
  const [dimensions, metrics] = [of.dimensions, of.metrics].map((columns) => columns.map(({ name }) => name))
  if (dimensions === undefined || metrics === undefined) return null
  const newest = Math.min(of.last, dayOf(box.now()) - 1 - DELAY_DAYS)
  const opened = dayOf(Date.parse(channel.publishedAt))
  const days: number[] = []
  for (let day = Math.max(of.first, opened); day <= newest; day++) days.push(day)

  if (metrics.includes('viewerPercentage')) {
    const people =
      dimensions.length > 0 && dimensions.every((name) => name === 'ageGroup' || name === 'gender')
    if (metrics.length > 1 || !people) return null
    if (days.length === 0 || followersOn(channel.id, channel.shape, newest) < SMALLEST_AUDIENCE) return []
    return viewerPercentage(channel, dimensions)
  }
  if (dimensions.some((name) => name === 'ageGroup' || name === 'gender')) return null

  const share = filteredShare(box, of)
  if (share === null) return null
  const measured = (some: readonly number[], part = 1): number[] =>
    measure(channel, metrics, { days: some, share: share * part })
  if (days.length === 0 || share === 0) return []
  const [only, ...more] = dimensions
  if (more.length > 0) return null
  switch (only) {
    case undefined:
      return [measured(days)]
    case 'day':
      return days.map((day) => [dateOf(day), ...measured([day])])
    case 'month': {
      const months = Map.groupBy(days, (day) => dateOf(day).slice(0, 7))
      return [...months].map(([month, some]) => [month, ...measured(some)])
    }
    case 'channel':
      return [[channel.id, ...measured(days)]]
    case 'country':
      return countries(channel.id, of.country).map(({ country, share }) => [
        country,
        ...measured(days, share),
      ])
    case 'video': {
      const wanted = of.filters.get('video')
      const videos = videosOf(box, channel, 200).filter(
        ({ id }) => wanted === undefined || wanted.includes(id),
      )
      const all = videos.reduce((sum, { post }) => sum + post.views, 0)
      return videos.map(({ id, post }) => [id, ...measured(days, post.views / Math.max(1, all))])
    }
    default: {
      const values = SHARED_OUT[only]
      return values === undefined
        ? null
        : values.map((value) => [value, ...measured(days, sharesOf(channel, only).get(value) ?? 0)])
    }
  }
}

/** How much of everything the filters leave; null where YouTube would not filter by that. */
function filteredShare(box: Sandbox, of: Wanted): number | null {
  let share = 1
  for (const [name, values] of of.filters) {
    const known =
      name === 'country'
        ? new Map(countries(of.channel.id, of.country).map((each) => [each.country, each.share]))
        : name === 'video'
          ? videoShares(box, of.channel)
          : name in SHARED_OUT
            ? sharesOf(of.channel, name)
            : null
    if (known === null || (name === 'video' && values.length > 500)) return null
    share *= values.reduce((sum, value) => sum + (known.get(value) ?? 0), 0)
  }
  return share
}

function videoShares(box: Sandbox, channel: Channel): Map<string, number> {
  const videos = videosOf(box, channel, 200)
  const all = videos.reduce((sum, { post }) => sum + post.views, 0)
  return new Map(videos.map(({ id, post }) => [id, post.views / Math.max(1, all)]))
}

function sharesOf(channel: Channel, dimension: string): Map<string, number> {
  const values = SHARED_OUT[dimension] ?? []
  const weights = values.map((value, at) => (0.5 + part(channel.id, `${dimension}:${value}`)) / (at + 1))
  const sum = weights.reduce((a, b) => a + b, 0)
  return new Map(values.map((value, at) => [value, (weights[at] ?? 0) / sum]))
}

function measure(
  channel: Channel,
  metrics: readonly string[],
  of: { days: readonly number[]; share: number },
): number[] {
  const numbers = of.days.map((day) => numbersOn(channel.id, channel.shape, day))
  return metrics.map((name) => {
    const metric = METRICS[name]
    if (metric === undefined) throw new Error(`no such metric ${name}`)
    const sum = numbers.reduce((total, day) => total + metric.of(day), 0)
    const value = metric.mean === true ? sum / Math.max(1, numbers.length) : sum * of.share
    return metric.type === 'INTEGER' ? Math.round(value) : Math.round(value * 100) / 100
  })
}

function viewerPercentage(channel: Channel, dimensions: readonly string[]): Row[] {
  const sums = new Map<string, number>()
  for (const cell of ageAndGender(channel.id)) {
    const gender = cell.gender === 'unknown' ? 'user_specified' : cell.gender
    const key = dimensions.map((name) => (name === 'ageGroup' ? `age${cell.age}` : gender)).join()
    sums.set(key, (sums.get(key) ?? 0) + cell.share)
  }
  return [...sums].map(([key, share]) => [...key.split(','), Math.round(share * 1000) / 10])
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
