/** Pretend open.tiktokapis.com/v2: the user's info and videos
 * (https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info, read 2026-11-22). */
import { dayOf, digits, followersOn, type Post, part, postCount, postsUntil } from '../numbers.ts'
import { type TikTokAccount, tiktokById } from '../people.ts'
import { passingText } from '../randomness.ts'
import type { Sandbox } from '../sandbox.ts'
import { bearer, type Call, jsonReply } from '../wire.ts'
import { accountState, grantOf } from '../world.ts'

export function logId(box: Sandbox): string {
  return `${new Date(box.now()).toISOString().replace(/\D/g, '').slice(0, 14)}${passingText(20).toUpperCase()}`
}

export function tiktokUsername(box: Sandbox, account: TikTokAccount): string {
  return accountState(box.world, 'tiktok', account.openId).username ?? account.username
}

export function answerTikTokApi(box: Sandbox, call: Call): Response {
  const no = (status: number, code: string, message: string): Response =>
    jsonReply({ data: {}, error: { code, message, log_id: logId(box) } }, status)
  const yes = (data: unknown): Response =>
    jsonReply({ data, error: { code: 'ok', message: '', log_id: logId(box) } })
  const route = `${call.method} ${call.path}`
  if (!['GET /v2/user/info', 'POST /v2/video/list', 'POST /v2/video/query'].includes(route))
    return no(404, 'invalid_params', 'Unsupported path.')
  const token = box.world.tokens.get(bearer(call) ?? '')
  const grant = token === undefined ? undefined : grantOf(box.world, token)
  const alive =
    token !== undefined &&
    token.kind === 'access' &&
    grant?.network === 'tiktok' &&
    grant.ended === null &&
    box.now() < (token.expires_at ?? 0)
  const account = alive ? tiktokById(grant.account)?.account : undefined
  if (!alive || account === undefined)
    return no(401, 'access_token_invalid', 'The access token is invalid or not found in the request.')
  if (tooMany(box, `${token.value} ${call.path}`))
    return no(429, 'rate_limit_exceeded', 'The API rate limit was exceeded. Please try again later.')
  // In the query even for POST; a body's `fields` is not read.
  const fields = (call.query.get('fields') ?? '').split(',').filter((field) => field !== '')
  if (fields.length === 0) return no(400, 'invalid_params', 'The parameter fields is required.')
  if (route === 'GET /v2/user/info') {
    const known = userFields(box, account)
    for (const field of fields) {
      const found = known[field]
      if (found === undefined)
        return no(400, 'invalid_params', `Field ${field.slice(0, 60)} is not supported.`)
      if (!grant.scopes.includes(found.scope))
        return no(
          401,
          'scope_not_authorized',
          'The user did not authorize the scope required for completing this request.',
        )
    }
    return yes({ user: Object.fromEntries(fields.map((field) => [field, known[field]?.value])) })
  }
  if (!grant.scopes.includes('video.list'))
    return no(
      401,
      'scope_not_authorized',
      'The user did not authorize the scope required for completing this request.',
    )
  const posts = postsUntil(account.openId, account.shape, { ms: box.now(), count: 120 })
  const pick = (post: Post): Record<string, unknown> => {
    const all = videoFields(box, { account, post })
    return Object.fromEntries(fields.map((field) => [field, all[field]]))
  }
  const sample = posts[0]
  const unknown =
    sample === undefined
      ? undefined
      : fields.find((field) => !(field in videoFields(box, { account, post: sample })))
  if (unknown !== undefined)
    return no(400, 'invalid_params', `Field ${unknown.slice(0, 60)} is not supported.`)
  const body = (typeof call.json === 'object' && call.json !== null ? call.json : {}) as Record<
    string,
    unknown
  >
  if (route === 'POST /v2/video/query') {
    const filters = (typeof body.filters === 'object' && body.filters !== null ? body.filters : {}) as Record<
      string,
      unknown
    >
    const ids = Array.isArray(filters.video_ids) ? filters.video_ids.map(String) : []
    if (ids.length === 0 || ids.length > 20)
      return no(400, 'invalid_params', 'filters.video_ids must have 1 to 20 ids.')
    return yes({ videos: posts.filter((post) => ids.includes(videoId(account, post))).map(pick) })
  }
  const count = body.max_count ?? 10
  const cursor = body.cursor ?? box.now()
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 20)
    return no(400, 'invalid_params', 'max_count must be between 1 and 20.')
  if (typeof cursor !== 'number' || !Number.isFinite(cursor))
    return no(400, 'invalid_params', 'cursor must be a time in milliseconds.')
  const older = posts.filter((post) => post.postedAt < cursor || cursor === 0)
  const shown = older.slice(0, count)
  return yes({
    videos: shown.map(pick),
    cursor: shown.at(-1)?.postedAt ?? cursor,
    has_more: older.length > shown.length,
  })
}

const windows = new WeakMap<Sandbox, Map<string, number[]>>()

/** 600 calls in a sliding minute for each endpoint. */
function tooMany(box: Sandbox, key: string): boolean {
  const byKey = windows.get(box) ?? new Map<string, number[]>()
  windows.set(box, byKey)
  const now = Date.now()
  const recent = (byKey.get(key) ?? []).filter((at) => at > now - 60_000)
  recent.push(now)
  byKey.set(key, recent.slice(-601))
  return recent.length > 600
}

function userFields(box: Sandbox, account: TikTokAccount): Record<string, { scope: string; value: unknown }> {
  const day = dayOf(box.now())
  const { openId, shape } = account
  const username = tiktokUsername(box, account)
  const avatar = `https://p16-sign.tiktokcdn-us.com/${openId}.png`
  const followers = followersOn(openId, shape, day)
  const basic = 'user.info.basic'
  const profile = 'user.info.profile'
  const stats = 'user.info.stats'
  return {
    open_id: { scope: basic, value: openId },
    union_id: { scope: basic, value: account.unionId },
    avatar_url: { scope: basic, value: avatar },
    avatar_url_100: { scope: basic, value: `${avatar}?s=100` },
    avatar_large_url: { scope: basic, value: `${avatar}?s=1080` },
    display_name: { scope: basic, value: account.displayName },
    bio_description: { scope: profile, value: account.bio },
    profile_deep_link: { scope: profile, value: `https://vm.tiktok.com/${digits(openId, 9)}/` },
    profile_web_link: { scope: profile, value: `https://www.tiktok.com/@${username}` },
    is_verified: { scope: profile, value: account.verified },
    username: { scope: profile, value: username },
    follower_count: { scope: stats, value: followers },
    following_count: { scope: stats, value: 40 + Math.floor(400 * part(openId, 'following')) },
    likes_count: { scope: stats, value: Math.round(followers * (9 + 6 * part(openId, 'likes'))) },
    video_count: { scope: stats, value: postCount(openId, shape, day) },
  }
}

function videoId(account: TikTokAccount, post: Post): string {
  return `7${digits(`tiktok video ${account.openId} ${post.number}`, 18)}`
}

function videoFields(box: Sandbox, of: { account: TikTokAccount; post: Post }): Record<string, unknown> {
  const { account, post } = of
  const id = videoId(account, post)
  const share = `https://www.tiktok.com/@${tiktokUsername(box, account)}/video/${id}`
  return {
    id,
    create_time: Math.floor(post.postedAt / 1000),
    // The address changes every six hours, as a cover's does.
    cover_image_url: `https://p16-sign.tiktokcdn-us.com/${id}.png?x-expires=${Math.floor(box.now() / 1000) + 6 * 3600}`,
    share_url: share,
    video_description: post.caption.slice(0, 150),
    title: post.caption.slice(0, 150),
    duration: post.durationSeconds,
    height: 1024,
    width: 576,
    embed_html: `<blockquote cite="${share}"></blockquote>`,
    embed_link: `https://www.tiktok.com/player/v1/${id}`,
    like_count: post.likes,
    comment_count: post.comments,
    share_count: post.shares,
    view_count: post.views,
    is_aigc: false,
  }
}
