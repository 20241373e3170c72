/** Account insights of Instagram
 * (https://developers.facebook.com/documentation/instagram-platform/api-reference/instagram-user/insights/, read 2026-11-22). */
import { AGES, ageAndGender, countries, type DayNumbers, dayOf, numbersOn, part } from '../numbers.ts'
import type { InstagramAccount, Person } from '../people.ts'
import { DAY_MS, type Sandbox } from '../sandbox.ts'
import { graphMoment, graphTime, pacificMidnight } from './graph.ts'
import { listOf } from './graph-call.ts'
import { type EdgeAsk, type Found, narrowed } from './graph-fields.ts'
import { type Address, turnOf } from './graph-paging.ts'

type Of = { account: InstagramAccount; person: Person; ask: EdgeAsk; address: Address }

type Metric = {
  title: string
  types: readonly ('total_value' | 'time_series')[]
  breakdowns: readonly string[]
  value: (day: DayNumbers) => number
}
const PRODUCT = 'media_product_type'
const METRICS: Record<string, Metric> = {
  reach: {
    title: 'Accounts reached',
    types: ['total_value', 'time_series'],
    breakdowns: [PRODUCT, 'follow_type'],
    value: (d) => d.reach,
  },
  views: {
    title: 'Views',
    types: ['total_value'],
    breakdowns: ['follower_type', PRODUCT],
    value: (d) => d.views,
  },
  accounts_engaged: {
    title: 'Accounts engaged',
    types: ['total_value'],
    breakdowns: [],
    value: (d) => d.engaged,
  },
  total_interactions: {
    title: 'Content interactions',
    types: ['total_value'],
    breakdowns: [PRODUCT],
    value: (d) => d.likes + d.comments + d.saves + d.shares,
  },
  likes: { title: 'Likes', types: ['total_value'], breakdowns: [PRODUCT], value: (d) => d.likes },
  comments: { title: 'Comments', types: ['total_value'], breakdowns: [PRODUCT], value: (d) => d.comments },
  saves: { title: 'Saves', types: ['total_value'], breakdowns: [PRODUCT], value: (d) => d.saves },
  shares: { title: 'Shares', types: ['total_value'], breakdowns: [PRODUCT], value: (d) => d.shares },
  replies: { title: 'Replies', types: ['total_value'], breakdowns: [], value: (d) => d.replies },
  reposts: { title: 'Reposts', types: ['total_value'], breakdowns: [], value: (d) => d.reposts },
  follows_and_unfollows: {
    title: 'Follows and unfollows',
    types: ['total_value'],
    breakdowns: ['follow_type'],
    value: (d) => d.follows,
  },
  profile_links_taps: {
    title: 'Profile links taps',
    types: ['total_value'],
    breakdowns: ['contact_button_type'],
    value: (d) => d.linkTaps,
  },
  follower_count: {
    title: 'Follower count',
    types: ['time_series', 'total_value'],
    breakdowns: [],
    value: (d) => d.follows,
  },
}
const DEMOGRAPHICS = ['follower_demographics', 'engaged_audience_demographics']
const ONLINE = 'online_followers'
/** Only these two are left since v20.0. */
const TIMEFRAMES = ['this_month', 'this_week']
const SPLITS: Record<string, readonly (readonly [string, number])[]> = {
  media_product_type: [
    ['POST', 0.38],
    ['REEL', 0.47],
    ['STORY', 0.15],
  ],
  follow_type: [
    ['FOLLOWER', 0.57],
    ['NON_FOLLOWER', 0.43],
  ],
  follower_type: [
    ['FOLLOWER', 0.52],
    ['NON_FOLLOWER', 0.48],
  ],
  contact_button_type: [
    ['BOOK_NOW', 0.1],
    ['EMAIL', 0.6],
    ['CALL', 0.3],
  ],
}

export function accountInsights(box: Sandbox, of: Of): Found {
  const { account, ask, address } = of
  const names = listOf(ask.param('metric'))
  if (names.length === 0) return invalid('The parameter metric is required')
  const known = [...Object.keys(METRICS), ...DEMOGRAPHICS, ONLINE]
  const unknown = names.findIndex((name) => !known.includes(name))
  if (unknown >= 0)
    return invalid(`metric[${unknown}] must be one of the following values: ${known.join(', ')}`)
  const period = ask.param('period')
  if (period === null) return invalid('The parameter period is required')
  const until = graphMoment(ask.param('until')) ?? box.now()
  const since = graphMoment(ask.param('since')) ?? until - DAY_MS
  if (since >= until) return invalid('since must be before until')
  const data: unknown[] = []
  for (const name of names) {
    const row = rowOf(box, of, { name, period, since, until })
    if (!row.ok) return row
    if (row.value !== null) {
      const id = `${account.id}/insights/${name}/${period}`
      data.push({ name, period, ...(row.value as object), id })
    }
  }
  // What is missing is an empty list, never a zero.
  return {
    ok: true,
    value: {
      data: ask.fields === null ? data : narrowed(data, ask.fields),
      ...(data.length === 0 ? {} : { paging: turnOf(address, { since, until }) }),
    },
  }
}

const invalid = (message: string): Found => ({
  ok: false,
  error: { message: `(#100) ${message}`, code: 100 },
})
/** A metric and a breakdown that do not go together, in the documents' words. */
const UNKNOWN: Found = {
  ok: false,
  error: { message: 'An unknown error has occurred.', code: 1 },
  status: 500,
}
/** Nothing to show. */
const NOTHING: Found = { ok: true, value: null }

type Row = { name: string; period: string; since: number; until: number }

function rowOf(box: Sandbox, of: Of, row: Row): Found {
  if (row.name === ONLINE) return onlineFollowers(box, of, row)
  return DEMOGRAPHICS.includes(row.name) ? demographics(box, of, row) : counted(box, of, row)
}

function demographics(box: Sandbox, of: Of, { name, period }: Row): Found {
  const { account, ask } = of
  if (period !== 'lifetime' || ask.param('metric_type') !== 'total_value')
    return invalid(`${name} needs period=lifetime and metric_type=total_value`)
  const timeframe = ask.param('timeframe')
  if (timeframe === null) return invalid('The parameter timeframe is required for this metric')
  if (!TIMEFRAMES.includes(timeframe))
    return invalid(`timeframe must be one of the following values: ${TIMEFRAMES.join(', ')}`)
  const breakdown = ask.param('breakdown')
  if (breakdown === null || !['age', 'city', 'country', 'gender'].includes(breakdown)) return UNKNOWN
  const { followers } = numbersOn(account.id, account.shape, dayOf(box.now()))
  const total = name === 'follower_demographics' ? followers : Math.round(followers * 0.06)
  if (total < 100) return NOTHING
  return {
    ok: true,
    value: {
      title: name === 'follower_demographics' ? 'Follower demographics' : 'Engaged audience demographics',
      description: 'The demographic characteristics, split by the breakdown.',
      total_value: {
        breakdowns: [
          {
            dimension_keys: ['timeframe', breakdown],
            results: audience(of, { breakdown, total, timeframe }),
          },
        ],
      },
    },
  }
}

function counted(box: Sandbox, of: Of, { name, period, since, until }: Row): Found {
  const { account, ask } = of
  const metric = METRICS[name]
  if (metric === undefined || period !== 'day')
    return invalid(`(${name}) is not available for period ${period}`)
  const type = ask.param('metric_type') ?? 'time_series'
  if (type !== 'total_value' && type !== 'time_series')
    return invalid('metric_type must be total_value or time_series')
  if (!metric.types.includes(type))
    return invalid(
      `The following metrics (${name}) should be specified with parameter metric_type=${metric.types[0]}`,
    )
  const breakdown = ask.param('breakdown')
  if (breakdown !== null && !metric.breakdowns.includes(breakdown)) return UNKNOWN
  const today = dayOf(box.now())
  const { followers } = numbersOn(account.id, account.shape, today)
  if (followers < 100 && ['follows_and_unfollows', 'follower_count'].includes(name)) return NOTHING
  // Today is not counted yet, and nothing older than 90 days is kept.
  const days: number[] = []
  for (let day = Math.max(dayOf(since), today - 90); day < dayOf(until) && day < today; day++) days.push(day)
  if (days.length === 0) return NOTHING
  const numbers = days.map((day) => ({ day, of: numbersOn(account.id, account.shape, day) }))
  const { title } = metric
  const description = `${title} in the period.`
  if (type === 'time_series')
    return {
      ok: true,
      value: {
        title,
        description,
        values: numbers.map((each) => ({
          value: metric.value(each.of),
          end_time: graphTime(pacificMidnight(each.day + 1)),
        })),
      },
    }
  const sum = numbers.reduce((total, each) => total + metric.value(each.of), 0)
  const unfollows = numbers.reduce((total, each) => total + each.of.unfollows, 0)
  const results =
    name === 'follows_and_unfollows'
      ? [
          { dimension_values: ['FOLLOWER'], value: sum },
          { dimension_values: ['NON_FOLLOWER'], value: unfollows },
        ]
      : split(SPLITS[breakdown ?? ''] ?? [], sum)
  return {
    ok: true,
    value: {
      title,
      description,
      total_value: {
        value: sum,
        ...(breakdown === null ? {} : { breakdowns: [{ dimension_keys: [breakdown], results }] }),
      },
    },
  }
}

/** How many followers were online in each hour of a day. */
function onlineFollowers(box: Sandbox, of: Of, { period, since, until }: Row): Found {
  const { account } = of
  if (period !== 'lifetime') return invalid(`(${ONLINE}) is not available for period ${period}`)
  const today = dayOf(box.now())
  if (numbersOn(account.id, account.shape, today).followers < 100) return NOTHING
  const values: unknown[] = []
  for (let day = Math.max(dayOf(since), today - 30); day < dayOf(until) && day < today; day++) {
    const { followers } = numbersOn(account.id, account.shape, day)
    const hours = Array.from({ length: 24 }, (_, hour): [string, number] => [
      String(hour),
      Math.round(
        followers *
          (0.08 + 0.2 * Math.sin((hour / 24) * Math.PI) + 0.02 * part(account.id, `${day}:${hour}`)),
      ),
    ])
    values.push({ value: Object.fromEntries(hours), end_time: graphTime(pacificMidnight(day + 1)) })
  }
  const title = 'Online followers'
  return { ok: true, value: { title, description: 'Followers who were online, by hour.', values } }
}

function split(shares: readonly (readonly [string, number])[], total: number): unknown[] {
  return shares.map(([name, share]) => ({ dimension_values: [name], value: Math.round(total * share) }))
}

function audience(who: Of, of: { breakdown: string; total: number; timeframe: string }): unknown[] {
  const frame = of.timeframe.toUpperCase()
  const row = (value: string, share: number) => ({
    dimension_values: [frame, value],
    value: Math.round(of.total * share),
  })
  const cells = ageAndGender(who.account.id)
  const sumOf = (test: (cell: (typeof cells)[number]) => boolean): number =>
    cells.filter(test).reduce((sum, cell) => sum + cell.share, 0)
  const places = countries(who.account.id, who.person.country)
  switch (of.breakdown) {
    case 'age':
      return AGES.map((age) =>
        row(
          age === '65-' ? '65+' : age,
          sumOf((cell) => cell.age === age),
        ),
      )
    case 'gender':
      return [
        row(
          'F',
          sumOf((cell) => cell.gender === 'female'),
        ),
        row(
          'M',
          sumOf((cell) => cell.gender === 'male'),
        ),
        row(
          'U',
          sumOf((cell) => cell.gender === 'unknown'),
        ),
      ]
    case 'country':
      return places.map(({ country, share }) => row(country, share))
    default:
      return [row(HOME_CITY[who.person.country] ?? 'Elsewhere', (places[0]?.share ?? 0) * 0.41)]
  }
}

const HOME_CITY: Record<string, string> = {
  PL: 'Warsaw, Masovian Voivodeship',
  SE: 'Stockholm, Stockholm County',
  PT: 'Lisbon, Lisbon District',
  NG: 'Lagos, Lagos State',
  NO: 'Bergen, Vestland',
  DE: 'Berlin, Berlin',
  IN: 'Chennai, Tamil Nadu',
  JP: 'Osaka, Osaka Prefecture',
  MX: 'Mexico City, Distrito Federal',
  IT: 'Milan, Lombardy',
}
