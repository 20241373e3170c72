/** Meta's own Business SDK at the pretend Graph API. Nothing of it is changed but the origin of its calls. */
import { createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive } from '../../sandbox/driving.ts'
import { PAGES, personByKey } from '../../sandbox/people.ts'

type Item = { id: string; _data: Record<string, unknown> }
type Cursor = Item[] & {
  paging: { next?: string; previous?: string }
  hasNext(): boolean
  hasPrevious(): boolean
  next(): Promise<Cursor>
  previous(): Promise<Cursor>
}
type Read = (fields: string[], params?: Record<string, unknown>) => Promise<Cursor>
type Api = {
  call(method: string, path: string[], params?: object): Promise<Record<string, unknown>>
  getAppID(): Promise<{ data: { data: Record<string, unknown> } }>
  setShowHeader(show: boolean): Api
}
type Node<Edges extends string> = { get(fields: string[], params?: object): Promise<Item> } & Record<
  Edges,
  Read
>
type NodeClass<Edges extends string> = new (
  id: string,
  data: object,
  parent: undefined,
  api: Api,
) => Node<Edges>
type Sdk = {
  FacebookAdsApi: new (token: string, locale: string, crashLog: boolean) => Api
  User: NodeClass<'getAccounts' | 'getBusinesses' | 'deletePermissions'>
  Page: NodeClass<'getInsights' | 'getPublishedPosts'>
  Business: NodeClass<'getOwnedPages' | 'getClientPages'>
  IGUserForIGOnlyAPI: NodeClass<'getInsights' | 'getMedia' | 'getStories'>
}
/** The SDK's own name for a refusal. */
type Refused = {
  name: string
  message: string
  status: number
  method: string
  url: string
  response: Record<string, unknown>
  headers: Record<string, string>
}
type Interceptors = {
  use(change: (config: { url: string }) => { url: string }): number
  eject(id: number): void
}

const require = createRequire(import.meta.url)
const sdk: Sdk = require('facebook-nodejs-business-sdk')
const axios: { interceptors: { request: Interceptors } } = createRequire(
  require.resolve('facebook-nodejs-business-sdk'),
)('axios')

const SECRET = 'sandbox-facebook-secret'
const HENRIK = personByKey('henrik')?.facebook?.id ?? ''
const DAHL = PAGES.find((page) => page.name === 'Dahl Outdoors')?.id ?? ''
const BIKES = PAGES.find((page) => page.name === 'Bergen Bike Kitchen')?.id ?? ''
const LINA_INSTAGRAM = '17841480573224741'

let d: Driver
/** The SDK knows one host only; its Instagram classes are for the other one. */
let graphHost = 'graph.facebook.com'
let interceptor: number

beforeAll(() => {
  interceptor = axios.interceptors.request.use((config) => ({
    ...config,
    url: config.url
      .replace('https://graph.facebook.com', `https://${graphHost}`)
      .replace(/^https:\/\//, `${d.url}/`),
  }))
})
afterAll(() => axios.interceptors.request.eject(interceptor))
beforeEach(async () => {
  graphHost = 'graph.facebook.com'
  d = await drive()
})
afterEach(() => d.sandbox.close())

const apiWith = (token: string) => new sdk.FacebookAdsApi(token, 'en_US', false)
const userWith = (token: string) => new sdk.User('me', {}, undefined, apiWith(token))
const pageWith = (token: string) => new sdk.Page(DAHL, {}, undefined, apiWith(token))

async function userToken(scope = 'pages_show_list,pages_read_engagement,read_insights', pages?: string[]) {
  const back = await d.consent(
    address('https://www.facebook.com/v24.0/dialog/oauth', {
      client_id: 'sandbox-facebook',
      redirect_uri: CALLBACK,
      state: 'st',
      scope,
    }),
    { account: HENRIK, ...(pages === undefined ? {} : { pages }) },
  )
  const app = { client_id: 'sandbox-facebook', client_secret: SECRET }
  const short = await apiWith('unused').call('GET', ['oauth', 'access_token'], {
    ...app,
    redirect_uri: CALLBACK,
    code: back.searchParams.get('code'),
  })
  const long = await apiWith('unused').call('GET', ['oauth', 'access_token'], {
    ...app,
    grant_type: 'fb_exchange_token',
    fb_exchange_token: short.access_token,
  })
  return String(long.access_token)
}

async function pageToken(): Promise<string> {
  const accounts = await userWith(await userToken()).getAccounts(['id', 'access_token'])
  return String(accounts.find((page) => page.id === DAHL)?._data.access_token)
}

async function refusalOf(call: Promise<unknown>): Promise<Refused> {
  try {
    await call
  } catch (error) {
    return error as Refused
  }
  throw new Error('The call was answered.')
}

test('a person’s Pages come one cursor page after the other, forwards and back', async () => {
  const accounts = await userWith(await userToken()).getAccounts(['id', 'name', 'access_token', 'tasks'], {
    limit: 1,
  })
  expect(accounts.map((page) => page._data)).toEqual([
    {
      id: DAHL,
      name: 'Dahl Outdoors',
      access_token: expect.stringMatching(/^EAA/),
      tasks: expect.any(Array),
    },
  ])
  expect(accounts.paging.next).toMatch(/^https:\/\/graph\.facebook\.com\/v24\.0\/\d+\/accounts\?/)
  expect(accounts.hasPrevious()).toBe(false)
  const second = await accounts.next()
  expect(second.map((page) => page.id)).toEqual([BIKES])
  expect(second.hasNext()).toBe(false)
  const first = await second.previous()
  expect(first.map((page) => page.id)).toEqual([DAHL])
})

test('a Page is read with nested fields', async () => {
  const page = await pageWith(await pageToken()).get([
    'name',
    'followers_count',
    'picture.type(large){url}',
    'published_posts.limit(2).as(latest){id}',
  ])
  expect(page._data).toEqual({
    id: DAHL,
    name: 'Dahl Outdoors',
    followers_count: expect.any(Number),
    picture: { data: { url: expect.stringMatching(/^https:\/\/scontent/) } },
    latest: {
      data: [{ id: expect.stringMatching(/^\d+_\d+$/) }, { id: expect.any(String) }],
      paging: expect.objectContaining({ next: expect.stringContaining('/published_posts?') }),
    },
  })
})

test('Page insights turn over time with the SDK’s own cursor', async () => {
  const insights = await pageWith(await pageToken()).getInsights([], {
    metric: ['page_media_view', 'page_follows'],
    period: 'day',
    since: '2026-11-01',
    until: '2026-11-08',
  })
  const ends = (rows: Cursor) => {
    const values = (rows[0]?._data.values ?? []) as { end_time: string }[]
    return values.map((value) => value.end_time.slice(0, 10))
  }
  expect(insights.map((row) => row._data.name)).toEqual(['page_media_view', 'page_follows'])
  expect(insights[0]?.id).toBe(`${DAHL}/insights/page_media_view/day`)
  expect(ends(insights)).toEqual([2, 3, 4, 5, 6, 7, 8].map((day) => `2026-11-0${day}`))
  const later = await insights.next()
  expect(ends(later)[0]).toBe('2026-11-09')
  const earlier = await (await later.previous()).previous()
  expect(ends(earlier)[0]).toBe('2026-10-26')
})

test('all posts of a Page come exactly once', async () => {
  let posts = await pageWith(await pageToken()).getPublishedPosts(['id', 'created_time'], { limit: 20 })
  const ids = posts.map((post) => post.id)
  while (posts.hasNext()) {
    posts = await posts.next()
    ids.push(...posts.map((post) => post.id))
  }
  expect(ids).toHaveLength(50)
  expect(new Set(ids).size).toBe(50)
})

test('a business shows Pages that were not ticked, without a token', async () => {
  const token = await userToken('pages_show_list,pages_read_engagement,business_management', [DAHL])
  const [business] = await userWith(token).getBusinesses(['id', 'name'])
  const node = new sdk.Business(business?.id ?? '', {}, undefined, apiWith(token))
  const owned = await node.getOwnedPages(['id', 'access_token'])
  const client = await node.getClientPages(['id', 'name', 'access_token'])
  expect(owned[0]?._data).toEqual({ id: DAHL, access_token: expect.stringMatching(/^EAA/) })
  expect(client[0]?._data).toEqual({ id: BIKES, name: 'Bergen Bike Kitchen' })
})

test('a dead token becomes the SDK’s own error with code, subcode, type and trace', async () => {
  const token = await pageToken()
  await d.act('facebook', HENRIK, 'remove-app')
  const refused = await refusalOf(pageWith(token).get(['name']))
  expect(refused).toMatchObject({
    name: 'FacebookRequestError',
    message: 'Error validating access token: The user has not authorized application sandbox-facebook.',
    status: 400,
    method: 'GET',
    response: {
      type: 'OAuthException',
      code: 190,
      error_subcode: 458,
      fbtrace_id: expect.stringMatching(/^A\w{22}$/),
    },
  })
  expect(refused.headers['www-authenticate']).toBe(
    `OAuth "Facebook Platform" "invalid_token" "${refused.message}"`,
  )
  expect(refused.headers['x-fb-request-id']).toBe(refused.response.fbtrace_id)
  expect(refused.headers['facebook-api-version']).toBe('v24.0')
})

test('a retired metric fails the whole request', async () => {
  const refused = await refusalOf(
    pageWith(await pageToken()).getInsights([], { metric: ['page_media_view', 'page_impressions'] }),
  )
  expect(refused.response).toMatchObject({
    code: 100,
    message: '(#100) The value must be a valid insights metric',
  })
})

test('the app id of a token is told to the app’s own people only', async () => {
  const token = await userToken()
  const refused = await refusalOf(apiWith(token).getAppID())
  // This one call of the SDK hands on what axios throws.
  expect(refused.response.data).toMatchObject({
    error: {
      code: 100,
      message:
        '(#100) You must provide an app access token, or a user access token that is an owner or developer of the app',
    },
  })
  await d.send('PATCH', '/_sandbox/settings', { 'facebook.app_roles': 'henrik' })
  expect((await apiWith(token).getAppID()).data.data.app_id).toBe('sandbox-facebook')
})

test('debug_token tells user, Page and app tokens apart', async () => {
  const user = await userToken()
  const page = await pageToken()
  const inspector = apiWith(`sandbox-facebook|${SECRET}`)
  const debug = async (input_token: string) =>
    (await inspector.call('GET', ['debug_token'], { input_token })).data as Record<string, unknown>
  expect(await debug(user)).toMatchObject({ type: 'USER', is_valid: true, user_id: HENRIK })
  expect(await debug(page)).toMatchObject({ type: 'PAGE', is_valid: true, expires_at: 0, profile_id: DAHL })
  expect(await debug(`sandbox-facebook|${SECRET}`)).toEqual({
    app_id: 'sandbox-facebook',
    type: 'APP',
    application: 'Rechannel',
    is_valid: true,
    scopes: [],
  })
  expect(await debug('EAAnothing')).toMatchObject({ is_valid: false, error: { code: 190 } })
  await d.act('facebook', HENRIK, 'change-password')
  expect(await debug(page)).toMatchObject({ is_valid: false, error: { code: 190, subcode: 460 } })
})

test('an app that asks for proofs refuses calls without one, and a next page needs it again', async () => {
  const token = await pageToken()
  await d.send('PUT', '/_sandbox/apps/facebook', {
    client_id: 'sandbox-facebook',
    require_appsecret_proof: true,
  })
  const appsecret_proof = createHmac('sha256', SECRET).update(token).digest('hex')
  expect((await refusalOf(pageWith(token).get(['name']))).response).toMatchObject({
    type: 'GraphMethodException',
    code: 100,
    message: 'API calls from the server require an appsecret_proof argument',
  })
  expect(
    (await refusalOf(pageWith(token).get(['name'], { appsecret_proof: 'wrong' }))).response,
  ).toMatchObject({
    type: 'GraphMethodException',
    code: 100,
    message: 'Invalid appsecret_proof provided in the API argument',
  })
  const posts = await pageWith(token).getPublishedPosts(['id'], { limit: 5, appsecret_proof })
  expect(posts).toHaveLength(5)
  expect(posts.paging.next).not.toContain('appsecret_proof')
  expect((await refusalOf(posts.next())).response).toMatchObject({ code: 100 })
})

test('the Page’s budget counts up in a header until calls are refused', async () => {
  const token = await pageToken()
  await d.send('PATCH', '/_sandbox/settings', { 'facebook.page_calls_per_day': 4 })
  const api = apiWith(token).setShowHeader(true)
  const usage = async () => {
    const reply = await api.call('GET', [DAHL], { fields: 'id' })
    const headers = reply.headers as Record<string, string>
    return JSON.parse(headers['x-business-use-case-usage'] ?? '{}') as Record<
      string,
      Record<string, unknown>[]
    >
  }
  const seen: unknown[] = []
  for (let call = 0; call < 4; call++) seen.push((await usage())[DAHL]?.[0]?.call_count)
  expect(seen).toEqual([25, 50, 75, 100])
  const refused = await refusalOf(usage())
  expect(refused.response).toMatchObject({ code: 80001, type: 'OAuthException' })
  expect(JSON.parse(refused.headers['x-business-use-case-usage'] ?? '{}')[DAHL]).toEqual([
    {
      type: 'pages',
      call_count: 125,
      total_cputime: expect.any(Number),
      total_time: expect.any(Number),
      estimated_time_to_regain_access: 1440,
    },
  ])
  await d.advance('25h')
  expect((await usage())[DAHL]?.[0]?.call_count).toBe(25)
})

test('the SDK takes the app away with one call, sent as JSON', async () => {
  const token = await userToken()
  expect(await apiWith(token).call('POST', ['me', 'permissions'], { method: 'delete' })).toEqual({
    success: true,
  })
  expect((await refusalOf(userWith(token).get(['name']))).response).toMatchObject({ error_subcode: 458 })
})

test('the SDK’s class for Instagram Login reads profile, media and insights', async () => {
  const back = await d.consent(
    address('https://www.instagram.com/oauth/authorize', {
      client_id: 'sandbox-instagram',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'instagram_business_basic,instagram_business_manage_insights',
    }),
    { account: LINA_INSTAGRAM },
  )
  const exchanged = await d.postForm('/api.instagram.com/oauth/access_token', {
    client_id: 'sandbox-instagram',
    client_secret: 'sandbox-instagram-secret',
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code: back.searchParams.get('code') ?? '',
  })
  graphHost = 'graph.instagram.com'
  const api = apiWith(String(exchanged.body.access_token))
  const me = new sdk.IGUserForIGOnlyAPI('me', {}, undefined, api)
  const fields = [
    'account_type',
    'biography',
    'followers_count',
    'follows_count',
    'id',
    'media_count',
    'name',
    'profile_picture_url',
    'user_id',
    'username',
    'website',
  ]
  expect((await me.get(fields))._data).toMatchObject({
    account_type: 'MEDIA_CREATOR',
    id: '24698581048060747',
    user_id: LINA_INSTAGRAM,
    username: 'lina.k',
  })
  const media = await new sdk.IGUserForIGOnlyAPI('me', {}, undefined, api).getMedia(['id', 'permalink'], {
    limit: 2,
  })
  const first = media.map((medium) => medium.id)
  const second = (await media.next()).map((medium) => medium.id)
  expect(new Set([...first, ...second]).size).toBe(4)
  const insights = await new sdk.IGUserForIGOnlyAPI('me', {}, undefined, api).getInsights([], {
    metric: ['reach', 'views'],
    period: 'day',
    metric_type: 'total_value',
  })
  expect(insights.map((row) => row._data.name)).toEqual(['reach', 'views'])
  expect(await new sdk.IGUserForIGOnlyAPI('me', {}, undefined, api).getStories(['id'])).toHaveLength(0)
  await d.act('instagram', LINA_INSTAGRAM, 'security-check')
  const refused = await refusalOf(new sdk.IGUserForIGOnlyAPI('me', {}, undefined, api).get(['id']))
  expect(refused).toMatchObject({ name: 'FacebookRequestError', response: { code: 190, error_subcode: 0 } })
})
