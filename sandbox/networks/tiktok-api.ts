/** Pretend open.tiktokapis.com/v2: the user's info and videos
 * (https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info, …-video-list, …-video-query; read 2026-11-22). */
import { dayOf, digits, followersOn, type Post, part, postCount, postsUntil } from '../numbers.ts'
import { type TikTokAccount, tiktokById } from '../people.ts'
import { MINUTE_MS, type Sandbox } from '../sandbox.ts'
import { bearer, type Call } from '../wire.ts'
import { accountState, findConsent, type Grant, grantOf } from '../world.ts'
import { pictureAddress } from './tiktok-pictures.ts'
import { API_REFUSALS, meetTikTokTrouble, type Refusal } from './tiktok-trouble.ts'
import { apiRefusal, apiSuccess } from './tiktok-wire.ts'

/** So many posts a list goes back; a page holds twenty of them. */
const LISTED = 500
const MOST_A_PAGE = 20

const invalid = (message: string): Refusal => ({ status: 400, code: 'invalid_params', message })

export function tiktokUsername(box: Sandbox, account: TikTokAccount): string {
  return accountState(box.world, 'tiktok', account.openId).username ?? account.username
}

export function answerTikTokApi(box: Sandbox, call: Call): Response {
  const route = `${call.method} ${call.path}`
  const answer = ROUTES[route]
  if (answer === undefined) return apiRefusal(box, { ...invalid('Unsupported path.'), status: 404 })
  const token = box.world.tokens.get(bearer(call) ?? '')
  const grant = token === undefined ? undefined : grantOf(box.world, token)
  const alive =
    token !== undefined &&
    token.kind === 'access' &&
    grant?.network === 'tiktok' &&
    grant.ended === null &&
    box.now() < (token.expires_at ?? 0)
  const account = alive ? tiktokById(grant.account)?.account : undefined
  if (!alive || account === undefined) return apiRefusal(box, API_REFUSALS.access_token_invalid)
  const counted =
    box.world.settings['tiktok.counts_calls_by'] === 'app'
      ? grant.client_id
      : `${grant.client_id} ${account.openId}`
  if (tooMany(box, `${counted} ${call.path}`)) return apiRefusal(box, API_REFUSALS.rate_limit_exceeded)
  const trouble = meetTikTokTrouble(box, account.openId, 'api')
  if (trouble !== null) return apiRefusal(box, trouble)
  // In the query even for POST; a body's `fields` is not read.
  const fields = [...new Set((call.query.get('fields') ?? '').split(','))].filter((field) => field !== '')
  if (fields.length === 0) return apiRefusal(box, invalid('The parameter fields is required.'))
  const answered = answer(box, call, { account, grant, fields })
  return 'data' in answered ? apiSuccess(box, answered.data) : apiRefusal(box, answered)
}

type Asked = { account: TikTokAccount; grant: Grant; fields: readonly string[] }
type Answered = { data: unknown } | Refusal

const ROUTES: Record<string, (box: Sandbox, call: Call, of: Asked) => Answered> = {
  'GET /v2/user/info': userInfo,
  'POST /v2/video/list': videoList,
  'POST /v2/video/query': videoQuery,
}

function userInfo(box: Sandbox, _call: Call, of: Asked): Answered {
  const known = userFields(box, of.account)
  for (const field of of.fields) {
    const found = Object.hasOwn(known, field) ? known[field] : undefined
    if (found === undefined) return invalid(`Field ${field.slice(0, 60)} is not supported.`)
    if (!of.grant.scopes.includes(found.scope)) return fieldRefused(box, of.grant, found.scope)
  }
  return { data: { user: Object.fromEntries(of.fields.map((field) => [field, known[field]?.value])) } }
}

/** One field outside the granted scopes refuses the whole call. Which of two codes it is the documents leave open:
 * here one for what the person left unticked, the other for what the app never asked for. */
function fieldRefused(box: Sandbox, grant: Grant, scope: string): Refusal {
  const setting = box.world.settings['tiktok.field_scope_error']
  if (setting !== 'by-cause') return API_REFUSALS[setting]
  const declined = findConsent(box.world, grant)?.declined.includes(scope) === true
  return declined ? API_REFUSALS.scope_not_authorized : API_REFUSALS.scope_permission_missed
}

function videoList(box: Sandbox, call: Call, of: Asked): Answered {
  const read = readVideoCall(box, call, of)
  if (!read.ok) return read.refusal
  const { body, posts, pick } = read
  const count = body.max_count ?? 10
  const cursor = body.cursor ?? 0
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > MOST_A_PAGE)
    return invalid(`max_count must be between 1 and ${MOST_A_PAGE}.`)
  if (typeof cursor !== 'number' || !Number.isInteger(cursor) || cursor < 0)
    return invalid('cursor must be a time in milliseconds.')
  // Any time may be a cursor: what is older than it follows, newest first.
  const older = posts.filter((post) => cursor === 0 || post.postedAt < cursor)
  const shown = older.slice(0, count)
  return {
    data: {
      videos: shown.map(pick),
      cursor: shown.at(-1)?.postedAt ?? (cursor === 0 ? box.now() : cursor),
      has_more: older.length > shown.length,
    },
  }
}

function videoQuery(box: Sandbox, call: Call, of: Asked): Answered {
  const read = readVideoCall(box, call, of)
  if (!read.ok) return read.refusal
  const { body, posts, pick } = read
  const filters = typeof body.filters === 'object' && body.filters !== null ? body.filters : {}
  const ids = 'video_ids' in filters && Array.isArray(filters.video_ids) ? filters.video_ids.map(String) : []
  if (ids.length === 0 || ids.length > MOST_A_PAGE)
    return invalid(`filters.video_ids must have 1 to ${MOST_A_PAGE} ids.`)
  // Videos of others are left out.
  return { data: { videos: posts.filter((post) => ids.includes(videoId(of.account, post))).map(pick) } }
}

type VideoCall =
  | {
      ok: true
      body: Record<string, unknown>
      posts: Post[]
      pick: (post: Post) => Record<string, unknown>
    }
  | { ok: false; refusal: Refusal }

function readVideoCall(box: Sandbox, call: Call, of: Asked): VideoCall {
  const { account, grant, fields } = of
  if (!grant.scopes.includes('video.list')) return { ok: false, refusal: API_REFUSALS.scope_not_authorized }
  const unknown = fields.find((field) => !VIDEO_FIELDS.includes(field))
  if (unknown !== undefined)
    return { ok: false, refusal: invalid(`Field ${unknown.slice(0, 60)} is not supported.`) }
  const isJson = typeof call.json === 'object' && call.json !== null && !Array.isArray(call.json)
  if (!isJson && Number(call.header('content-length') ?? 0) > 0)
    return { ok: false, refusal: invalid('The body must be an object in application/json.') }
  return {
    ok: true,
    body: isJson ? (call.json as Record<string, unknown>) : {},
    // Public posts only: a private account shows none.
    posts: accountState(box.world, 'tiktok', account.openId).hidden
      ? []
      : postsUntil(account.openId, account.shape, { ms: box.now(), count: LISTED }),
    pick: (post) => {
      const all = videoFields(box, { account, post })
      return Object.fromEntries(fields.map((field) => [field, all[field]]))
    },
  }
}

const windows = new WeakMap<Sandbox, Map<string, number[]>>()

/** A sliding minute for each endpoint (https://developers.tiktok.com/docs/en/tiktok-api-v2-rate-limit, dated
 * 2026-08-04). In memory: a restart forgets it. */
function tooMany(box: Sandbox, key: string): boolean {
  const byKey = windows.get(box) ?? new Map<string, number[]>()
  windows.set(box, byKey)
  const most = box.world.settings['tiktok.calls_per_minute']
  const now = box.now()
  const recent = (byKey.get(key) ?? []).filter((at) => at > now - MINUTE_MS)
  // A call that was refused does not push the window further.
  if (recent.length >= most) return true
  byKey.set(key, [...recent, now])
  return false
}

function userFields(box: Sandbox, account: TikTokAccount): Record<string, { scope: string; value: unknown }> {
  const day = dayOf(box.now())
  const { openId, shape } = account
  const username = tiktokUsername(box, account)
  const followers = followersOn(openId, shape, day)
  const basic = 'user.info.basic'
  const profile = 'user.info.profile'
  const stats = 'user.info.stats'
  return {
    open_id: { scope: basic, value: openId },
    union_id: { scope: basic, value: account.unionId },
    avatar_url: { scope: basic, value: pictureAddress(box, openId) },
    avatar_url_100: { scope: basic, value: pictureAddress(box, openId, 100) },
    avatar_large_url: { scope: basic, value: pictureAddress(box, openId, 1080) },
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

const VIDEO_FIELDS = [
  'id',
  'create_time',
  'cover_image_url',
  'share_url',
  'video_description',
  'duration',
  'height',
  'width',
  'title',
  'embed_html',
  'embed_link',
  'like_count',
  'comment_count',
  'share_count',
  'view_count',
  'is_aigc',
]

function videoFields(box: Sandbox, of: { account: TikTokAccount; post: Post }): Record<string, unknown> {
  const { account, post } = of
  const id = videoId(account, post)
  const share = `https://www.tiktok.com/@${tiktokUsername(box, account)}/video/${id}`
  return {
    id,
    // Seconds here, milliseconds in the cursor.
    create_time: Math.floor(post.postedAt / 1000),
    cover_image_url: pictureAddress(box, id),
    share_url: share,
    video_description: post.caption.slice(0, 150),
    duration: post.durationSeconds,
    height: 1024,
    width: 576,
    title: post.caption.slice(0, 150),
    embed_html: `<blockquote class="tiktok-embed" cite="${share}" data-video-id="${id}"><section></section></blockquote>`,
    embed_link: `https://www.tiktok.com/player/v1/${id}`,
    like_count: post.likes,
    comment_count: post.comments,
    share_count: post.shares,
    view_count: post.views,
    is_aigc: false,
  }
}
