import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { address, type Driver, drive, errorOf, type Reply } from '../driving.ts'
import { driveTikTok, SCOPES, type TikTok, tiktokOf } from './driving-tiktok.ts'

const LINA = tiktokOf('lina').openId
let d: Driver
let tiktok: TikTok
let token: string

beforeEach(async () => {
  d = await drive()
  tiktok = driveTikTok(d)
  token = (await tiktok.connect()).access
})
afterEach(() => d.sandbox.close())

type Video = { id: string; create_time: number; cover_image_url: string }
type Page = { videos: Video[]; cursor: number; has_more: boolean }
const pageOf = (reply: Reply) => reply.body.data as Page
const userOf = (reply: Reply) => (reply.body.data as { user: Record<string, unknown> }).user
const refusal = (reply: Reply) => ({ status: reply.status, code: errorOf(reply).code })

describe('the list of videos', () => {
  test('is walked by its cursor, newest first, to the end', async () => {
    const seen: number[] = []
    let page = pageOf(await tiktok.videos(token, { max_count: 20 }))
    for (;;) {
      seen.push(...page.videos.map((video) => video.create_time))
      expect(page.cursor).toBe((page.videos.at(-1)?.create_time ?? 0) * 1000 + (page.cursor % 1000))
      if (!page.has_more) break
      page = pageOf(await tiktok.videos(token, { max_count: 20, cursor: page.cursor }))
    }
    expect(seen).toEqual([...seen].sort((a, b) => b - a))
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThan(100)
    const after = pageOf(await tiktok.videos(token, { cursor: page.cursor }))
    expect(after).toEqual({ videos: [], cursor: page.cursor, has_more: false })
  })

  test('starts at any time that is given, ten videos unless told', async () => {
    const june = Date.parse('2026-06-01T00:00:00Z')
    const page = pageOf(await tiktok.videos(token, { cursor: june }))
    expect(page.videos).toHaveLength(10)
    expect(page.videos[0]?.create_time).toBeLessThan(june / 1000)
  })

  test.each([
    [{ max_count: 21 }, 'id'],
    [{ max_count: 0 }, 'id'],
    [{ cursor: '1' }, 'id'],
    [{ cursor: -1 }, 'id'],
    [{ fields: 'id' }, ''],
    [{}, 'id,mood'],
    [[], 'id'],
  ])('refuses %j with the fields %j', async (body, fields) => {
    const reply = await tiktok.videos(token, body, fields)
    expect(refusal(reply)).toEqual({ status: 400, code: 'invalid_params' })
    expect(reply.body.data).toEqual({})
  })

  test('reads JSON only', async () => {
    const reply = await fetch(`${d.url}/open.tiktokapis.com/v2/video/list/?fields=id`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams({ max_count: '1' }),
    })
    expect(reply.status).toBe(400)
    const empty = await fetch(`${d.url}/open.tiktokapis.com/v2/video/list/?fields=id`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(empty.status).toBe(200)
  })

  test('of a private account is empty, and full again afterwards', async () => {
    await d.act('tiktok', LINA, 'go-private')
    expect(pageOf(await tiktok.videos(token, {}))).toMatchObject({ videos: [], has_more: false })
    expect((await tiktok.info(token)).status).toBe(200)
    await d.act('tiktok', LINA, 'go-public')
    expect(pageOf(await tiktok.videos(token, {})).videos).toHaveLength(10)
  })
})

describe('a query of videos', () => {
  const query = (ids: unknown, of = token) =>
    d.postJson(
      '/open.tiktokapis.com/v2/video/query/?fields=id',
      { filters: { video_ids: ids } },
      { authorization: `Bearer ${of}` },
    )

  test('gives back one’s own videos and leaves out those of others', async () => {
    const own = pageOf(await tiktok.videos(token, {})).videos.map((video) => video.id)
    const priya = await tiktok.connect({ account: tiktokOf('priya').openId })
    const theirs = pageOf(await tiktok.videos(priya.access, {})).videos.map((video) => video.id)
    const found = pageOf(await query([own[0], theirs[0], 'nonsense'])).videos
    expect(found).toEqual([{ id: own[0] }])
  })

  test.each([[[]], [Array.from({ length: 21 }, String)], ['7080'], [null]])('refuses %j', async (ids) => {
    expect(refusal(await query(ids))).toEqual({ status: 400, code: 'invalid_params' })
  })
})

describe('a field', () => {
  test('left unticked, and one that was never asked for, are refused by different names', async () => {
    const unticked = await tiktok.connect({ decline: ['user.info.stats'] })
    const reply = await tiktok.info(unticked.access, 'open_id,follower_count')
    expect(refusal(reply)).toEqual({ status: 401, code: 'scope_not_authorized' })
    expect(reply.body).not.toHaveProperty('data')
    const unasked = await tiktok.connect({}, { scope: 'user.info.basic' })
    expect(refusal(await tiktok.info(unasked.access, 'open_id,follower_count'))).toEqual({
      status: 400,
      code: 'scope_permission_missed',
    })
    expect(refusal(await tiktok.videos(unasked.access, {}))).toEqual({
      status: 401,
      code: 'scope_not_authorized',
    })
    for (const code of ['scope_not_authorized', 'scope_permission_missed']) {
      await tiktok.settings({ 'tiktok.field_scope_error': code })
      expect(errorOf(await tiktok.info(unticked.access, 'follower_count')).code).toBe(code)
    }
  })

  test('comes in the query or not at all, and nothing else comes with it', async () => {
    expect(refusal(await tiktok.info(token, ''))).toEqual({ status: 400, code: 'invalid_params' })
    expect(refusal(await tiktok.info(token, 'open_id,toString'))).toEqual({
      status: 400,
      code: 'invalid_params',
    })
    expect(userOf(await tiktok.info(token, 'open_id'))).toEqual({ open_id: LINA })
  })
})

describe('an address of a picture', () => {
  const fetched = async (url: unknown) => (await d.get(`/${String(url).replace('https://', '')}`)).status

  test('works for six hours, and not with another end or signature', async () => {
    const [{ cover_image_url: cover } = { cover_image_url: '' }] = pageOf(
      await tiktok.videos(token, { max_count: 1 }, 'cover_image_url'),
    ).videos
    const { avatar_url_100: avatar } = userOf(await tiktok.info(token, 'avatar_url_100'))
    for (const url of [cover, avatar]) {
      expect(await fetched(url)).toBe(200)
      const longer = new URL(String(url))
      longer.searchParams.set('x-expires', String(Number(longer.searchParams.get('x-expires')) + 86_400))
      expect(await fetched(longer.href)).toBe(403)
      longer.search = ''
      expect(await fetched(longer.href)).toBe(403)
    }
    await d.advance('359m')
    expect(await fetched(cover)).toBe(200)
    await d.advance('2m')
    expect(await fetched(cover)).toBe(403)
    expect(await fetched(avatar)).toBe(403)
  })
})

describe('calls', () => {
  test('are limited in a sliding minute, for each endpoint and person, or for the whole app', async () => {
    await tiktok.settings({ 'tiktok.calls_per_minute': 2 })
    const other = (await tiktok.connect({ account: tiktokOf('priya').openId })).access
    const once = async (of: string) => (await tiktok.info(of, 'open_id')).status
    expect([await once(token), await once(token), await once(token)]).toEqual([200, 200, 429])
    expect(errorOf(await tiktok.info(token, 'open_id'))).toMatchObject({
      code: 'rate_limit_exceeded',
      message: 'The API rate limit was exceeded. Please try again later.',
    })
    expect((await tiktok.videos(token, {})).status).toBe(200)
    expect(await once(other)).toBe(200)
    await d.advance('61s')
    expect(await once(token)).toBe(200)
    await tiktok.settings({ 'tiktok.counts_calls_by': 'app' })
    expect([await once(token), await once(other), await once(token)]).toEqual([200, 200, 429])
  })

  test('slide: half a minute later only the older half is free again', async () => {
    await tiktok.settings({ 'tiktok.calls_per_minute': 2 })
    const once = async () => (await tiktok.info(token, 'open_id')).status
    await once()
    await d.advance('40s')
    await once()
    expect(await once()).toBe(429)
    await d.advance('30s')
    expect([await once(), await once()]).toEqual([200, 429])
  })

  test('fail as often as was said', async () => {
    await d.act('tiktok', LINA, 'meet-trouble', { trouble: 'internal_error', times: '2' })
    const statuses = []
    for (let call = 0; call < 3; call++) statuses.push((await tiktok.info(token)).status)
    expect(statuses).toEqual([500, 500, 200])
  })

  test.each(['security-check', 'close', 'remove-app'])('after %s are of an unknown token', async (action) => {
    await d.act('tiktok', LINA, action)
    const reply = await tiktok.info(token)
    expect(reply.status).toBe(401)
    expect(reply.body).toEqual({
      data: {},
      error: {
        code: 'access_token_invalid',
        message: 'The access token is invalid or not found in the request.',
        log_id: reply.headers.get('x-tt-logid'),
      },
    })
  })

  test('without a token, and of what is not there', async () => {
    expect((await d.get('/open.tiktokapis.com/v2/user/info/?fields=open_id')).status).toBe(401)
    expect((await d.get('/open.tiktokapis.com/v2/nonsense/')).status).toBe(404)
    expect((await d.get(address('/open.tiktokapis.com/v2/video/list/', { fields: 'id' }))).status).toBe(404)
  })

  test('that succeed say so in an error', async () => {
    const reply = await tiktok.info(token, 'open_id')
    expect(reply.body.error).toEqual({ code: 'ok', message: '', log_id: reply.headers.get('x-tt-logid') })
    expect((await tiktok.connect()).body.scope).toBe(SCOPES)
  })
})
