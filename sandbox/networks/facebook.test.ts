import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive, errorOf } from '../driving.ts'
import { PAGES, personByKey } from '../people.ts'

const HENRIK = personByKey('henrik')?.facebook?.id ?? ''
const DAHL = PAGES.find((page) => page.name === 'Dahl Outdoors')?.id ?? ''
const BIKES = PAGES.find((page) => page.name === 'Bergen Bike Kitchen')?.id ?? ''
const SECRET = 'sandbox-facebook-secret'
const APP_TOKEN = `sandbox-facebook|${SECRET}`
let d: Driver

beforeEach(async () => {
  d = await drive()
})
afterEach(() => d.sandbox.close())

const authorize = (more: Record<string, string> = {}) =>
  address('https://www.facebook.com/v26.0/dialog/oauth', {
    client_id: 'sandbox-facebook',
    redirect_uri: CALLBACK,
    state: 'st',
    scope: 'pages_show_list,pages_read_engagement,read_insights',
    ...more,
  })

async function userToken(
  choice: Record<string, unknown> = {},
  more: Record<string, string> = {},
): Promise<string> {
  const back = await d.consent(authorize(more), { account: HENRIK, ...choice })
  const short = await exchange(back)
  expect(short.body.token_type).toBe('bearer')
  return extend(String(short.body.access_token)).then((reply) => String(reply.body.access_token))
}

const exchange = (back: URL) =>
  d.get(
    address('/graph.facebook.com/v26.0/oauth/access_token', {
      client_id: 'sandbox-facebook',
      client_secret: SECRET,
      redirect_uri: CALLBACK,
      code: back.searchParams.get('code') ?? '',
    }),
  )
const extend = (token: string) =>
  d.get(
    address('/graph.facebook.com/v26.0/oauth/access_token', {
      grant_type: 'fb_exchange_token',
      client_id: 'sandbox-facebook',
      client_secret: SECRET,
      fb_exchange_token: token,
    }),
  )
type Listed = { id: string; access_token: string; tasks: string[] }
const accounts = async (token: string): Promise<Listed[]> =>
  (await d.get(address('/graph.facebook.com/v26.0/me/accounts', { access_token: token }))).body
    .data as Listed[]
const readPage = (token: string, id = DAHL) =>
  d.get(
    address(`/graph.facebook.com/v26.0/${id}`, { fields: 'id,name,followers_count', access_token: token }),
  )
const debug = async (token: string): Promise<Record<string, unknown>> =>
  (await d.get(address('/graph.facebook.com/debug_token', { input_token: token, access_token: APP_TOKEN })))
    .body.data as Record<string, unknown>

async function pageToken(): Promise<{ user: string; page: string }> {
  const user = await userToken()
  return { user, page: (await accounts(user)).find((page) => page.id === DAHL)?.access_token ?? '' }
}

test('the whole way from the dialog to a Page’s insights', async () => {
  const back = await d.consent(authorize(), { account: HENRIK, pages: [DAHL] })
  expect(back.hash).toBe('#_=_')
  const { body } = await exchange(back)
  expect(body.access_token).toMatch(/^EAA/)
  const long = await extend(String(body.access_token))
  expect(long.body.expires_in).toBeGreaterThan(5_183_000)
  const user = String(long.body.access_token)
  const list = await accounts(user)
  expect(list.map((page) => page.id)).toEqual([DAHL])
  expect(list[0]?.tasks).toContain('ANALYZE')
  const page = list[0]?.access_token ?? ''
  expect((await readPage(page)).body).toMatchObject({ id: DAHL, name: 'Dahl Outdoors' })
  const insights = await d.get(
    address(`/graph.facebook.com/v26.0/${DAHL}/insights`, {
      metric: 'page_media_view,page_follows',
      period: 'day',
      since: '2026-11-10',
      until: '2026-11-15',
      access_token: page,
    }),
  )
  const data = insights.body.data as { name: string; values: { end_time: string }[] }[]
  expect(data.map((metric) => metric.name)).toEqual(['page_media_view', 'page_follows'])
  expect(data[0]?.values[0]?.end_time).toBe('2026-11-11T08:00:00+0000')
  expect(await debug(page)).toMatchObject({
    is_valid: true,
    type: 'PAGE',
    expires_at: 0,
    profile_id: DAHL,
    granular_scopes: expect.arrayContaining([{ scope: 'read_insights', target_ids: [DAHL] }]),
  })
})

test('a gone metric fails the whole request', async () => {
  const { page } = await pageToken()
  const reply = await d.get(
    address(`/graph.facebook.com/v26.0/${DAHL}/insights`, {
      metric: 'page_media_view,page_fans',
      access_token: page,
    }),
  )
  expect(errorOf(reply)).toMatchObject({
    code: 100,
    message: '(#100) The value must be a valid insights metric',
  })
})

test('the user token ends after sixty days and the Page token does not', async () => {
  const { user, page } = await pageToken()
  const before = await debug(user)
  const again = String((await extend(user)).body.access_token)
  expect((await debug(again)).expires_at).toBe(before.expires_at)
  await d.advance('60d')
  expect(errorOf(await d.get(address('/graph.facebook.com/me', { access_token: user })))).toMatchObject({
    code: 190,
    error_subcode: 463,
  })
  expect((await extend(user)).status).toBe(400)
  expect((await readPage(page)).status).toBe(200)
})

test('settings let an exchange extend and Page tokens end', async () => {
  await d.send('PATCH', '/_sandbox/settings', { facebook: { exchange_extends: true, page_tokens_end: true } })
  const { user, page } = await pageToken()
  await d.advance('30d')
  const again = String((await extend(user)).body.access_token)
  await d.advance('31d')
  expect((await d.get(address('/graph.facebook.com/me', { access_token: again }))).status).toBe(200)
  expect(errorOf(await readPage(page))).toMatchObject({ code: 190, error_subcode: 463 })
})

test('each life event ends or pauses the Page token with its own subcode', async () => {
  const subcode = async (token: string) => errorOf(await readPage(token)).error_subcode
  const first = await pageToken()
  await d.act('facebook', HENRIK, 'security-check')
  expect(await subcode(first.page)).toBe(459)
  expect(await debug(first.page)).toMatchObject({ is_valid: false, error: { code: 190, subcode: 459 } })
  await d.act('facebook', HENRIK, 'pass-security-check')
  expect((await readPage(first.page)).status).toBe(200)
  await d.act('facebook', HENRIK, 'lose-page-role', { page: DAHL })
  expect(await subcode(first.page)).toBe(492)
  expect((await accounts(first.user)).map((page) => page.id)).toEqual([BIKES])
  await d.act('facebook', HENRIK, 'regain-page-role', { page: DAHL })
  expect((await readPage(first.page)).status).toBe(200)
  await d.act('facebook', HENRIK, 'untick-page', { page: DAHL })
  expect(errorOf(await readPage(first.page)).code).toBe(10)
  expect(await debug(first.page)).toMatchObject({
    is_valid: true,
    granular_scopes: expect.arrayContaining([{ scope: 'pages_show_list', target_ids: [BIKES] }]),
  })
  await d.act('facebook', HENRIK, 'tick-page', { page: DAHL })
  await d.act('facebook', DAHL, 'close')
  expect(errorOf(await readPage(first.page))).toMatchObject({ code: 100, error_subcode: 33 })
  await d.act('facebook', DAHL, 'reopen')
  await d.act('facebook', HENRIK, 'change-password')
  expect(await subcode(first.page)).toBe(460)
  expect(
    errorOf(await d.get(address('/graph.facebook.com/me', { access_token: first.user }))).error_subcode,
  ).toBe(460)
  const second = await pageToken()
  await d.act('facebook', HENRIK, 'remove-app')
  expect(errorOf(await readPage(second.page))).toMatchObject({
    error_subcode: 458,
    message: 'Error validating access token: The user has not authorized application sandbox-facebook.',
  })
})

test('the dialog keeps the first choice of Pages until it is asked again', async () => {
  await userToken({ pages: [BIKES] })
  const second = await userToken({ pages: [DAHL, BIKES] })
  expect((await accounts(second)).map((page) => page.id)).toEqual([BIKES])
  const third = await userToken({ pages: [DAHL, BIKES] }, { auth_type: 'rerequest' })
  expect((await accounts(third)).map((page) => page.id)).toEqual([DAHL, BIKES])
})

test('a declined permission shows in the list and is skipped until rerequest', async () => {
  const first = await userToken({ decline: ['read_insights'] })
  const listed = async (token: string) =>
    (await d.get(address('/graph.facebook.com/me/permissions', { access_token: token }))).body.data
  expect(await listed(first)).toContainEqual({ permission: 'read_insights', status: 'declined' })
  expect(await listed(await userToken())).toContainEqual({ permission: 'read_insights', status: 'declined' })
  expect(await listed(await userToken({}, { auth_type: 'rerequest' }))).toContainEqual({
    permission: 'read_insights',
    status: 'granted',
  })
})

test('deleting the permissions removes the app', async () => {
  const { user, page } = await pageToken()
  expect(
    (await d.send('DELETE', address('/graph.facebook.com/me/permissions', { access_token: user }))).body,
  ).toEqual({
    success: true,
  })
  expect(errorOf(await readPage(page)).error_subcode).toBe(458)
})

test('a wrong proof is refused and a right one accepted', async () => {
  const { page } = await pageToken()
  const proof = createHmac('sha256', SECRET).update(page).digest('hex')
  const read = (appsecret_proof: string) =>
    d.get(address(`/graph.facebook.com/${DAHL}`, { access_token: page, appsecret_proof }))
  expect((await read(proof)).status).toBe(200)
  expect(errorOf(await read('00'))).toMatchObject({
    code: 100,
    message: 'Invalid appsecret_proof provided in the API argument',
  })
})

test('used and late codes carry their own subcodes, and cancelling its own words', async () => {
  const back = await d.consent(authorize(), { account: HENRIK })
  await exchange(back)
  expect(errorOf(await exchange(back))).toMatchObject({ code: 100, error_subcode: 36009 })
  const late = await d.consent(authorize(), { account: HENRIK })
  await d.advance('11m')
  expect(errorOf(await exchange(late))).toMatchObject({ code: 100, error_subcode: 36007 })
  const cancelled = await d.consent(authorize(), { account: HENRIK, cancel: true })
  expect(cancelled.searchParams.get('error_description')).toBe('Permissions error.')
})

test('a manager with a role reads the Page of someone else', async () => {
  const maja = personByKey('maja')?.facebook?.id
  const token = await userToken({ account: maja })
  const [page] = await accounts(token)
  expect(page?.tasks).toEqual(['ANALYZE', 'MODERATE', 'CREATE_CONTENT'])
  expect((await readPage(page?.access_token ?? '', page?.id)).body.name).toBe('Lina Cooks')
})
