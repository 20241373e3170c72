/** What is read of one Facebook Page: fields, insights, posts
 * (https://developers.facebook.com/docs/graph-api/reference/insights, read 2026-11-22). */
import { countries, type DayNumbers, dayOf, followersOn, numbersOn, postsUntil } from '../numbers.ts'
import { type Page, personByKey } from '../people.ts'
import { DAY_MS, type Sandbox } from '../sandbox.ts'
import { type Call, jsonReply } from '../wire.ts'
import { accountState } from '../world.ts'
import { type PageCaller, pageListing, pageToken, tasksOn, type UserCaller } from './facebook-roles.ts'
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

type Of = { caller: UserCaller | PageCaller; page: Page; edge: string | undefined; rest: string[] }

export function answerPage(box: Sandbox, call: Call, of: Of): Response {
  const { caller, page, edge } = of
  if (call.method !== 'GET')
    return graphError({ message: 'Unsupported request.', type: 'GraphMethodException', code: 100 })
  if (accountState(box.world, 'facebook', page.id).closed) return graphError(objectMissing(page.id))
  // Which error follows an unticked Page is not documented; a missing permission is the nearest that is.
  if (!caller.consent.pages.includes(page.id)) return graphError(missing('pages_read_engagement'))
  if (of.rest.length > 0)
    return graphError({ message: `Unknown path components: /${of.rest.join('/')}`, code: 2500 })
  switch (edge) {
    case undefined:
      return fields(box, call, of)
    case 'insights':
      return insights(box, call, of)
    case 'posts':
    case 'published_posts':
    case 'feed':
      return posts(box, call, of)
    default:
      return graphError({ message: `Unknown path components: /${edge}`, code: 2500 })
  }
}

function missing(permission: string) {
  return {
    message: `(#10) Object does not exist, cannot be loaded due to missing permission or reviewable feature, or does not support this operation. This endpoint requires the '${permission}' permission or the 'Page Public Content Access' feature.`,
    code: 10,
  }
}

function fields(box: Sandbox, call: Call, of: Of): Response {
  const { caller, page } = of
  const names = fieldNames(call.param('fields') ?? 'id,name')
  const open = [
    'id',
    'name',
    'access_token',
    'category',
    'category_list',
    'link',
    'picture',
    'username',
    'tasks',
  ]
  if (names.some((name) => !open.includes(name)) && !caller.consent.granted.includes('pages_read_engagement'))
    return graphError(missing('pages_read_engagement'))
  const day = dayOf(box.now())
  const followers = followersOn(page.id, page.shape, day)
  const wantsToken = names.includes('access_token')
  const picked = pickFields('Page', names, {
    ...pageListing(box, page),
    access_token: !wantsToken
      ? undefined
      : caller.kind === 'page'
        ? caller.token.value
        : pageToken(box, caller, page),
    about: page.about,
    tasks: tasksOn(page, caller.person),
    fan_count: fans(page, day),
    followers_count: followers,
    talking_about_count: Math.round(followers * 0.013),
    verification_status: page.verification,
    is_published: true,
    has_transitioned_to_new_page_experience: true,
    instagram_business_account: undefined,
    website: undefined,
    bio: undefined,
    cover: undefined,
  })
  return picked.ok ? jsonReply(picked.object) : picked.reply
}

function fans(page: Page, day: number): number {
  return Math.round(followersOn(page.id, page.shape, day) * 0.93)
}

/** Page metrics in use in 2026; the older names below are gone in every version. */
const METRICS: Record<string, { title: string; value: (day: DayNumbers) => number; level?: true }> = {
  page_media_view: { title: 'Views', value: (d) => d.views },
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
const SPAN_DAYS: Record<string, number> = { day: 1, week: 7, days_28: 28 }

function insights(box: Sandbox, call: Call, of: Of): Response {
  const { caller, page } = of
  for (const permission of ['read_insights', 'pages_read_engagement'])
    if (!caller.consent.granted.includes(permission)) return graphError(missing(permission))
  if (!tasksOn(page, caller.person).includes('ANALYZE'))
    return graphError({ message: '(#200) The user does not have the ANALYZE task on this Page', code: 200 })
  const names = (call.param('metric') ?? '').split(',').filter((name) => name !== '')
  if (names.length === 0)
    return graphError({
      message:
        '(#3001) No metric was specified to be fetched. Please set one or more metrics to be fetched in the metric param.',
      code: 3001,
      error_subcode: 1504028,
    })
  const demographics = ['page_follows_country', 'page_follows_city']
  const known = (name: string): boolean =>
    Object.hasOwn(METRICS, name) ||
    (box.world.settings['facebook.page_demographics'] && demographics.includes(name))
  if (!names.every(known))
    return graphError({ message: '(#100) The value must be a valid insights metric', code: 100 })
  const period = call.param('period') ?? 'day'
  if (!['day', 'week', 'days_28', 'month', 'lifetime', 'total_over_range'].includes(period))
    return graphError({
      message: '(#100) Param period must be one of {day, week, days_28, month, lifetime, total_over_range}',
      code: 100,
    })
  const now = box.now()
  const until = graphMoment(call.param('until')) ?? now
  const since = graphMoment(call.param('since')) ?? until - 2 * DAY_MS
  if (since >= until || until - since > 90 * DAY_MS + DAY_MS)
    return graphError({
      message: '(#100) The time between since and until must be at most 90 days',
      code: 100,
    })
  const span = SPAN_DAYS[period]
  const today = dayOf(now)
  const data: unknown[] = []
  if (fans(page, today) >= 100)
    for (const name of names) {
      const values: unknown[] = []
      const metric = METRICS[name]
      if (metric === undefined) {
        const home = personByKey(page.roles[0]?.person ?? '')?.country ?? 'US'
        const total = followersOn(page.id, page.shape, today - 1)
        values.push({
          value: Object.fromEntries(
            countries(page.id, home).map((c) => [c.country, Math.round(c.share * total)]),
          ),
          end_time: graphTime(pacificMidnight(today)),
        })
      } else if (span !== undefined)
        for (let day = Math.max(dayOf(since), today - 730); day < dayOf(until) && day < today; day++)
          values.push({
            value: over(page, metric, { day, span }),
            end_time: graphTime(pacificMidnight(day + 1)),
          })
      else if (period === 'total_over_range') {
        const last = Math.min(dayOf(until), today) - 1
        values.push({ value: over(page, metric, { day: last, span: Math.max(1, last - dayOf(since) + 1) }) })
      }
      if (values.length > 0)
        data.push({
          name,
          period,
          values,
          title: metric?.title ?? name,
          description: `${metric?.title ?? name} of the Page.`,
          id: `${page.id}/insights/${name}/${period}`,
        })
    }
  const self = `https://graph.facebook.com/v26.0/${page.id}/insights?metric=${encodeURIComponent(names.join(','))}&period=${period}`
  const seconds = (ms: number): number => Math.floor(ms / 1000)
  return jsonReply({
    data,
    paging: {
      previous: `${self}&since=${seconds(2 * since - until)}&until=${seconds(since)}`,
      next: `${self}&since=${seconds(until)}&until=${seconds(2 * until - since)}`,
    },
  })
}

function over(
  page: Page,
  metric: { value: (day: DayNumbers) => number; level?: true },
  of: { day: number; span: number },
): number {
  if (metric.level === true) return metric.value(numbersOn(page.id, page.shape, of.day))
  let sum = 0
  for (let day = of.day - of.span + 1; day <= of.day; day++)
    sum += metric.value(numbersOn(page.id, page.shape, day))
  return sum
}

function posts(box: Sandbox, call: Call, of: Of): Response {
  const { caller, page } = of
  if (!caller.consent.granted.includes('pages_read_engagement'))
    return graphError(missing('pages_read_engagement'))
  const names = fieldNames(call.param('fields') ?? 'created_time,message,id')
  const items: Record<string, unknown>[] = []
  for (const post of postsUntil(page.id, page.shape, { ms: box.now(), count: 50 })) {
    const summary = (total_count: number) => ({ data: [], summary: { total_count } })
    const picked = pickFields('PagePost', names, {
      id: `${page.id}_${100_000_000_000 + post.number}`,
      message: post.caption,
      created_time: graphTime(post.postedAt),
      permalink_url: `https://www.facebook.com/${page.id}/posts/${100_000_000_000 + post.number}`,
      full_picture: `https://scontent.xx.fbcdn.net/v/${page.id}-${post.number}.png`,
      shares: post.shares === 0 ? undefined : { count: post.shares },
      likes: summary(post.likes),
      reactions: summary(post.likes),
      comments: summary(post.comments),
      is_published: true,
      status_type: post.video ? 'added_video' : 'added_photos',
    })
    if (!picked.ok) return picked.reply
    items.push(picked.object)
  }
  const self = `https://graph.facebook.com/v26.0/${page.id}/posts?fields=${encodeURIComponent(names.join(','))}`
  return jsonReply(pageOf({ items, limit: call.param('limit'), after: call.param('after'), self }))
}
