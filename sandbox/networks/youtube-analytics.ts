/** Pretend YouTube Analytics API v2: reports of one channel
 * (https://developers.google.com/youtube/analytics/channel_reports, read 2026-11-22). */
import { ageAndGender, countries, type DayNumbers, dayOf, followersOn, numbersOn } from '../numbers.ts'
import type { Channel, Person } from '../people.ts'
import { DAY_MS, type Sandbox } from '../sandbox.ts'
import { bearer, type Call, jsonReply } from '../wire.ts'
import { readAccessToken } from './google-tokens.ts'
import { apiError, channelClosed, insufficient, unauthenticated, videosOf } from './youtube-data.ts'

const AUTH = 'https://www.googleapis.com/auth/'
/** The discovery document accepts any one of these. */
const SCOPES = [
  'yt-analytics.readonly',
  'yt-analytics-monetary.readonly',
  'youtube',
  'youtube.readonly',
  'youtubepartner',
]
/** The newest days are missing: a gap at the end is delay, not zero. The documents give no number. */
const DELAY_DAYS = 2

type Metric = { type: 'INTEGER' | 'FLOAT'; of: (day: DayNumbers) => number; mean?: true }
const METRICS: Record<string, Metric> = {
  views: { type: 'INTEGER', of: (d) => d.views },
  estimatedMinutesWatched: { type: 'INTEGER', of: (d) => d.watchMinutes },
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
}

export function answerAnalytics(box: Sandbox, call: Call): Response {
  if (call.path !== '/v2/reports' || call.method !== 'GET')
    return apiError(404, {
      message: 'Requested entity was not found.',
      reason: 'notFound',
      status: 'NOT_FOUND',
    })
  const value = bearer(call) ?? call.param('access_token')
  const read = readAccessToken(box, value)
  if (read === undefined) return unauthenticated(value)
  if (!SCOPES.some((scope) => read.grant.scopes.includes(AUTH + scope))) return insufficient()
  const bad = (message: string): Response =>
    apiError(400, { message, reason: 'badRequest', status: 'INVALID_ARGUMENT' })
  const [ids, start, end, metricText] = ['ids', 'startDate', 'endDate', 'metrics'].map((name) =>
    call.query.get(name),
  )
  if (!ids || !start || !end || !metricText)
    return bad('Required parameters: ids, startDate, endDate, metrics')
  const { channel, person } = read
  if (
    channel === null ||
    (ids !== 'channel==MINE' && ids !== `channel==${channel.id}`) ||
    channelClosed(box, channel)
  )
    return apiError(403, { message: 'Forbidden', reason: 'forbidden' })
  const first = readDay(start)
  const last = readDay(end)
  if (first === null || last === null || first > last) return bad('Invalid value for startDate or endDate.')
  const dimensions = (call.query.get('dimensions') ?? '').split(',').filter((name) => name !== '')
  const metrics = metricText.split(',').filter((name) => name !== '')
  const rows = report(box, { channel, person, dimensions, metrics, first, last })
  if (rows === null) return bad('The query is not supported. Check the documentation for supported queries.')
  const columns = [...dimensions, ...metrics]
  const sort = (call.query.get('sort') ?? '').split(',').filter((name) => name !== '')
  if (sort.some((name) => !columns.includes(name.replace(/^-/, '')))) return bad('Invalid sort.')
  const sorted = [...rows].sort((a, b) => {
    for (const name of sort) {
      const column = columns.indexOf(name.replace(/^-/, ''))
      const [left, right] = [a[column] ?? 0, b[column] ?? 0]
      if (left !== right) return (left < right ? -1 : 1) * (name.startsWith('-') ? -1 : 1)
    }
    return 0
  })
  const from = Math.max(1, Number.parseInt(call.query.get('startIndex') ?? '1', 10) || 1) - 1
  const most = Number.parseInt(call.query.get('maxResults') ?? '', 10) || sorted.length
  const shown = sorted.slice(from, from + most)
  return jsonReply({
    kind: 'youtubeAnalytics#resultTable',
    columnHeaders: columns.map((name) =>
      dimensions.includes(name)
        ? { name, columnType: 'DIMENSION', dataType: 'STRING' }
        : { name, columnType: 'METRIC', dataType: METRICS[name]?.type ?? 'FLOAT' },
    ),
    ...(shown.length === 0 ? {} : { rows: shown }),
  })
}

type Report = {
  channel: Channel
  person: Person
  dimensions: string[]
  metrics: string[]
  first: number
  last: number
}

function report(box: Sandbox, of: Report): (string | number)[][] | null {
  const { channel, dimensions, metrics } = of
  const newest = Math.min(of.last, dayOf(box.now()) - 1 - DELAY_DAYS)
  const opened = dayOf(Date.parse(channel.publishedAt))
  const days: number[] = []
  for (let day = Math.max(of.first, opened); day <= newest; day++) days.push(day)
  if (metrics.includes('viewerPercentage')) {
    if (
      metrics.length > 1 ||
      dimensions.length === 0 ||
      dimensions.some((name) => name !== 'ageGroup' && name !== 'gender')
    )
      return null
    if (days.length === 0 || followersOn(channel.id, channel.shape, newest) < 100) return []
    return viewerPercentage(channel, dimensions)
  }
  if (metrics.some((name) => !Object.hasOwn(METRICS, name))) return null
  const chosen = metrics.map((name) => METRICS[name]).filter((metric) => metric !== undefined)
  const row = (some: readonly number[], share = 1): number[] => {
    const numbers = some.map((day) => numbersOn(channel.id, channel.shape, day))
    return chosen.map((metric) => {
      const sum = numbers.reduce((total, day) => total + metric.of(day), 0)
      return metric.mean === true
        ? Math.round((sum / Math.max(1, numbers.length)) * 100) / 100
        : Math.round(sum * share)
    })
  }
  switch (dimensions.join()) {
    case '':
      return days.length === 0 ? [] : [row(days)]
    case 'day':
      return days.map((day) => [dateOf(day), ...row([day])])
    case 'month': {
      const months = new Map<string, number[]>()
      for (const day of days)
        months.set(dateOf(day).slice(0, 7), [...(months.get(dateOf(day).slice(0, 7)) ?? []), day])
      return [...months].map(([month, some]) => [month, ...row(some)])
    }
    case 'country':
      return days.length === 0
        ? []
        : countries(channel.id, of.person.country).map(({ country, share }) => [country, ...row(days, share)])
    case 'video':
      return days.length === 0
        ? []
        : videosOf(box, channel, 10).map(({ id, post }) => [
            id,
            ...metrics.map((name) =>
              name === 'views'
                ? post.views
                : name === 'likes'
                  ? post.likes
                  : name === 'comments'
                    ? post.comments
                    : Math.round(post.views / 9),
            ),
          ])
    default:
      return null
  }
}

function viewerPercentage(channel: Channel, dimensions: readonly string[]): (string | number)[][] {
  const sums = new Map<string, number>()
  for (const cell of ageAndGender(channel.id)) {
    const gender = cell.gender === 'unknown' ? 'user_specified' : cell.gender
    const key = dimensions.map((name) => (name === 'ageGroup' ? `age${cell.age}` : gender)).join()
    sums.set(key, (sums.get(key) ?? 0) + cell.share)
  }
  return [...sums].map(([key, share]) => [...key.split(','), Math.round(share * 1000) / 10])
}

function readDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const ms = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(ms) ? null : dayOf(ms)
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
