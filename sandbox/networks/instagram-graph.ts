/** What a valid token reads on graph.instagram.com: the profile, the media, the insights
 * (https://developers.facebook.com/documentation/instagram-platform/api-reference/instagram-user/insights/, read 2026-11-22). */
import {
  AGES,
  ageAndGender,
  countries,
  type DayNumbers,
  dayOf,
  digits,
  letters,
  numbersOn,
  type Post,
  part,
  postCount,
  postsUntil,
} from '../numbers.ts'
import type { InstagramAccount, Person } from '../people.ts'
import { DAY_MS, type Sandbox } from '../sandbox.ts'
import { type Call, jsonReply } from '../wire.ts'
import {
  fieldNames,
  graphError,
  graphMoment,
  graphTime,
  objectMissing,
  pacificMidnight,
  pageOf,
  pickFields,
} from './graph.ts'

export type Reader = {
  path: string
  scopes: readonly string[]
  account: InstagramAccount
  person: Person
  username: string
}

export function answerInstagramGraph(box: Sandbox, call: Call, reader: Reader): Response {
  const [, id = '', edge, ...more] = reader.path.split('/')
  const own = id === 'me' || id === reader.account.id || id === reader.account.appScopedId
  if (more.length > 0)
    return graphError({ message: `Unknown path components: /${[edge, ...more].join('/')}`, code: 2500 })
  if (own && edge === undefined) return profile(box, call, reader)
  if (own && edge === 'media') return media(box, call, reader)
  if (own && edge === 'insights') return mayReadInsights(reader) ?? insights(box, call, reader)
  const post = own ? undefined : postsOf(box, reader).find((each) => mediaId(reader, each) === id)
  if (post !== undefined && edge === undefined) {
    const picked = pickFields('IGMedia', fieldNames(call.param('fields') ?? 'id'), mediaFields(reader, post))
    return picked.ok ? jsonReply(picked.object) : picked.reply
  }
  if (post !== undefined && edge === 'insights')
    return mayReadInsights(reader) ?? mediaInsights(call, reader, post)
  if (own) return graphError({ message: `Unknown path components: /${edge}`, code: 2500 })
  return graphError(objectMissing(id.slice(0, 64)))
}

function mayReadInsights(reader: Reader): Response | null {
  if (reader.scopes.includes('instagram_business_manage_insights')) return null
  return graphError(
    { message: 'Application does not have permission for this action', type: 'IGApiException', code: 10 },
    403,
  )
}

function profile(box: Sandbox, call: Call, reader: Reader): Response {
  const { account } = reader
  const day = dayOf(box.now())
  const picked = pickFields('User', fieldNames(call.param('fields') ?? 'id'), {
    id: account.appScopedId,
    user_id: account.id,
    username: reader.username,
    name: account.name,
    // An account that was personal and switched back is a creator's.
    account_type: account.kind === 'BUSINESS' ? 'BUSINESS' : 'MEDIA_CREATOR',
    profile_picture_url: `https://scontent.cdninstagram.com/v/${account.id}.png`,
    followers_count: numbersOn(account.id, account.shape, day).followers,
    follows_count: 120 + Math.floor(600 * part(account.id, 'follows')),
    media_count: postCount(account.id, account.shape, day),
    biography: account.biography,
    website: undefined,
  })
  return picked.ok ? jsonReply(picked.object) : picked.reply
}

function postsOf(box: Sandbox, reader: Reader): Post[] {
  return postsUntil(reader.account.id, reader.account.shape, { ms: box.now(), count: 60 })
}

function mediaId(reader: Reader, post: Post): string {
  return `18${digits(`media ${reader.account.id} ${post.number}`, 15)}`
}

function mediaFields(reader: Reader, post: Post): Record<string, unknown> {
  const short = letters(`permalink ${reader.account.id} ${post.number}`, 11)
  return {
    id: mediaId(reader, post),
    caption: post.caption,
    media_type: post.video ? 'VIDEO' : post.carousel ? 'CAROUSEL_ALBUM' : 'IMAGE',
    media_product_type: post.video ? 'REELS' : 'FEED',
    media_url: `https://scontent.cdninstagram.com/v/${short}.png`,
    permalink: `https://www.instagram.com/${post.video ? 'reel' : 'p'}/${short}/`,
    thumbnail_url: post.video ? `https://scontent.cdninstagram.com/v/${short}.png` : undefined,
    timestamp: graphTime(post.postedAt),
    like_count: post.likes,
    comments_count: post.comments,
    shortcode: short,
    username: reader.username,
    owner: { id: reader.account.appScopedId },
    is_comment_enabled: true,
  }
}

function media(box: Sandbox, call: Call, reader: Reader): Response {
  const names = fieldNames(call.param('fields') ?? 'id')
  const items: Record<string, unknown>[] = []
  for (const post of postsOf(box, reader)) {
    const picked = pickFields('IGMedia', names, mediaFields(reader, post))
    if (!picked.ok) return picked.reply
    items.push(picked.object)
  }
  const self = `https://graph.instagram.com/v26.0/${reader.account.id}/media?fields=${encodeURIComponent(names.join(','))}`
  return jsonReply(pageOf({ items, limit: call.param('limit'), after: call.param('after'), self }))
}

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

function insights(box: Sandbox, call: Call, reader: Reader): Response {
  const { account } = reader
  const invalid = (message: string): Response => graphError({ message: `(#100) ${message}`, code: 100 })
  const names = (call.param('metric') ?? '').split(',').filter((name) => name !== '')
  if (names.length === 0) return invalid('The parameter metric is required')
  const unknown = names.find((name) => !Object.hasOwn(METRICS, name) && !DEMOGRAPHICS.includes(name))
  if (unknown !== undefined)
    return invalid(
      `metric[${names.indexOf(unknown)}] must be one of the following values: ${[...Object.keys(METRICS), ...DEMOGRAPHICS].join(', ')}`,
    )
  const period = call.param('period')
  if (period === null) return invalid('The parameter period is required')
  const breakdown = call.param('breakdown')
  const type = call.param('metric_type') ?? 'time_series'
  const now = box.now()
  const followers = numbersOn(account.id, account.shape, dayOf(now)).followers
  const until = graphMoment(call.param('until')) ?? now
  const since = graphMoment(call.param('since')) ?? until - DAY_MS
  if (since >= until) return invalid('since must be before until')
  const data: unknown[] = []
  for (const name of names) {
    const id = `${account.id}/insights/${name}/${period}`
    if (DEMOGRAPHICS.includes(name)) {
      if (period !== 'lifetime' || type !== 'total_value')
        return invalid(`${name} needs period=lifetime and metric_type=total_value`)
      const timeframe = call.param('timeframe')
      if (timeframe === null) return invalid('The parameter timeframe is required for this metric')
      if (!TIMEFRAMES.includes(timeframe))
        return invalid(`timeframe must be one of the following values: ${TIMEFRAMES.join(', ')}`)
      if (breakdown === null || !['age', 'city', 'country', 'gender'].includes(breakdown))
        return graphError({ message: 'An unknown error has occurred.', code: 1 }, 500)
      if (followers < 100) continue
      const total = name === 'follower_demographics' ? followers : Math.round(followers * 0.06)
      if (total < 100) continue
      data.push({
        name,
        period,
        title: name === 'follower_demographics' ? 'Follower demographics' : 'Engaged audience demographics',
        description: 'The demographic characteristics, split by the breakdown.',
        total_value: {
          breakdowns: [
            {
              dimension_keys: ['timeframe', breakdown],
              results: audience(reader, { breakdown, total, timeframe }),
            },
          ],
        },
        id,
      })
      continue
    }
    const metric = METRICS[name]
    if (metric === undefined || period !== 'day')
      return invalid(`(${name}) is not available for period ${period}`)
    if (type !== 'total_value' && type !== 'time_series')
      return invalid('metric_type must be total_value or time_series')
    if (!metric.types.includes(type))
      return invalid(
        `The following metrics (${name}) should be specified with parameter metric_type=${metric.types[0]}`,
      )
    if (breakdown !== null && !metric.breakdowns.includes(breakdown))
      return graphError({ message: 'An unknown error has occurred.', code: 1 }, 500)
    if (followers < 100 && ['follows_and_unfollows', 'follower_count'].includes(name)) continue
    // Today is not counted yet, and nothing older than 90 days is kept.
    const first = Math.max(dayOf(since), dayOf(now) - 90)
    const days: number[] = []
    for (let day = first; day < dayOf(until) && day < dayOf(now); day++) days.push(day)
    if (days.length === 0) continue
    const values = days.map((day) => ({
      day,
      value: metric.value(numbersOn(account.id, account.shape, day)),
    }))
    const sum = values.reduce((total, each) => total + each.value, 0)
    const unfollows = days.reduce(
      (total, day) => total + numbersOn(account.id, account.shape, day).unfollows,
      0,
    )
    data.push({
      name,
      period,
      title: metric.title,
      description: `${metric.title} in the period.`,
      ...(type === 'time_series'
        ? {
            values: values.map(({ day, value }) => ({
              value,
              end_time: graphTime(pacificMidnight(day + 1)),
            })),
          }
        : {
            total_value: {
              value: sum,
              ...(breakdown === null
                ? {}
                : {
                    breakdowns: [
                      {
                        dimension_keys: [breakdown],
                        results:
                          name === 'follows_and_unfollows'
                            ? [
                                { dimension_values: ['FOLLOWER'], value: sum },
                                { dimension_values: ['NON_FOLLOWER'], value: unfollows },
                              ]
                            : split(SPLITS[breakdown] ?? [], sum),
                      },
                    ],
                  }),
            },
          }),
      id,
    })
  }
  const self = `https://graph.instagram.com/v26.0/${account.id}/insights?metric=${encodeURIComponent(names.join(','))}&period=${encodeURIComponent(period)}`
  const span = until - since
  return jsonReply({
    data,
    ...(data.length === 0
      ? {}
      : {
          paging: {
            previous: `${self}&since=${Math.floor((since - span) / 1000)}&until=${Math.floor(since / 1000)}`,
            next: `${self}&since=${Math.floor(until / 1000)}&until=${Math.floor((until + span) / 1000)}`,
          },
        }),
  })
}

function split(shares: readonly (readonly [string, number])[], total: number): unknown[] {
  return shares.map(([name, share]) => ({ dimension_values: [name], value: Math.round(total * share) }))
}

function audience(reader: Reader, of: { breakdown: string; total: number; timeframe: string }): unknown[] {
  const frame = of.timeframe.toUpperCase()
  const row = (value: string, share: number) => ({
    dimension_values: [frame, value],
    value: Math.round(of.total * share),
  })
  const cells = ageAndGender(reader.account.id)
  const sumOf = (test: (cell: (typeof cells)[number]) => boolean): number =>
    cells.filter(test).reduce((sum, cell) => sum + cell.share, 0)
  const places = countries(reader.account.id, reader.person.country)
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
      return [row(HOME_CITY[reader.person.country] ?? 'Elsewhere', (places[0]?.share ?? 0) * 0.41)]
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

function mediaInsights(call: Call, reader: Reader, post: Post): Response {
  const values: Record<string, number> = {
    reach: post.reach,
    views: post.views,
    likes: post.likes,
    comments: post.comments,
    saved: post.saves,
    shares: post.shares,
    total_interactions: post.likes + post.comments + post.saves + post.shares,
  }
  const names = (call.param('metric') ?? '').split(',').filter((name) => name !== '')
  const unknown = names.find((name) => !Object.hasOwn(values, name))
  if (names.length === 0 || unknown !== undefined)
    return graphError({
      message: `(#100) metric must be one of the following values: ${Object.keys(values).join(', ')}`,
      code: 100,
    })
  if (post.reach < 5)
    return graphError({ message: '(#10) Not enough viewers for the media to show insights', code: 10 })
  const id = mediaId(reader, post)
  return jsonReply({
    data: names.map((name) => ({
      name,
      period: 'lifetime',
      values: [{ value: values[name] }],
      title: name,
      description: `${name} of this media.`,
      id: `${id}/insights/${name}/lifetime`,
    })),
  })
}
