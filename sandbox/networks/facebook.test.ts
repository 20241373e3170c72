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

const settings = (changes: Record<string, unknown>) => d.send('PATCH', '/_sandbox/settings', changes)
const me = (token: string, fields = 'id,name,email') =>
  d.get(address('/graph.facebook.com/v26.0/me', { fields, access_token: token }))

test.each([
  ['code', 'query', ['code', 'state']],
  ['granted_scopes', 'query', ['code', 'granted_scopes', 'denied_scopes', 'state']],
  ['token', 'fragment', ['access_token', 'data_access_expiration_time', 'expires_in', 'state']],
  ['code token', 'fragment', ['code', 'access_token', 'data_access_expiration_time', 'expires_in', 'state']],
  [
    'token,granted_scopes',
    'fragment',
    ['access_token', 'data_access_expiration_time', 'expires_in', 'granted_scopes', 'denied_scopes', 'state'],
  ],
])('response_type %s comes back in the %s', async (response_type, where, names) => {
  const back = await d.consent(authorize({ response_type }), { account: HENRIK, decline: ['read_insights'] })
  const fragment = new URLSearchParams(back.hash.slice(1))
  const params = where === 'query' ? back.searchParams : fragment
  expect([...params.keys()]).toEqual(names)
  const token = params.get('access_token')
  if (token !== null) expect((await me(token, 'id')).body.id).toBe(HENRIK)
  if (params.has('denied_scopes')) expect(params.get('denied_scopes')).toBe('read_insights')
  if (params.has('code')) {
    const url = new URL(CALLBACK)
    url.searchParams.set('code', params.get('code') ?? '')
    expect((await exchange(url)).status).toBe(200)
  }
})

test('state may be missing unless the setting asks for it', async () => {
  const bare = authorize()
  const without = bare.replace('state=st&', '')
  expect((await d.consent(without, { account: HENRIK })).searchParams.has('state')).toBe(false)
  const { pathname, search } = new URL(without)
  const page = () => d.get(`/www.facebook.com${pathname}${search}`)
  expect((await page()).status).toBe(200)
  await settings({ 'facebook.state': 'required' })
  expect((await page()).status).toBe(400)
  await expect(d.consent(without, { account: HENRIK })).rejects.toThrow('authorize_refused')
})

test('a configuration of Login for Business stands in for the scopes', async () => {
  const url = authorize({ config_id: '1' }).replace(/&scope=[^&]*/, '')
  const back = await d.consent(url, { account: HENRIK })
  const token = String((await exchange(back)).body.access_token)
  expect((await accounts(token)).map((page) => page.id)).toEqual([DAHL, BIKES])
})

test.each([
  ['api-blocked', 200, 'API access blocked.'],
  ['deactivated', 200, 'API access deactivated. To reactivate, go to the app dashboard.'],
  ['deleted', 190, 'Error validating application. Application has been deleted.'],
])(
  'an app that is %s fails every token at once, and all of them work again',
  async (state, code, message) => {
    const { user, page } = await pageToken()
    await settings({ 'facebook.app_state': state })
    for (const reply of [await me(user), await readPage(page), await readPage(APP_TOKEN), await extend(user)])
      expect(errorOf(reply)).toMatchObject({ code, message, type: 'OAuthException' })
    expect(
      await d.get(`/www.facebook.com${new URL(authorize()).pathname}${new URL(authorize()).search}`),
    ).toMatchObject({
      status: 400,
      text: expect.stringContaining('App not active'),
    })
    await settings({ 'facebook.app_state': 'live' })
    expect((await readPage(page)).status).toBe(200)
  },
)

test('in development only those with a role on the app get through', async () => {
  const { user, page } = await pageToken()
  await settings({ 'facebook.app_state': 'development', 'facebook.app_roles': 'maja' })
  expect(errorOf(await me(user)).code).toBe(10)
  expect(errorOf(await readPage(page)).code).toBe(10)
  await expect(userToken()).rejects.toThrow('app_not_available')
  expect(await userToken({ account: personByKey('maja')?.facebook?.id })).toMatch(/^EAA/)
  await settings({ 'facebook.app_roles': 'maja,henrik' })
  expect((await readPage(page)).status).toBe(200)
})

test('logging out everywhere, and being disabled, each end the tokens in their own way', async () => {
  const first = await pageToken()
  await d.act('facebook', HENRIK, 'disable')
  expect(errorOf(await readPage(first.page))).toMatchObject({ code: 190, error_subcode: 459 })
  await settings({ 'facebook.disabled_account': 'checkpoint-490' })
  expect(errorOf(await readPage(first.page)).error_subcode).toBe(490)
  await expect(userToken()).rejects.toThrow('account_disabled')
  await d.act('facebook', HENRIK, 'enable')
  expect((await readPage(first.page)).status).toBe(200)
  await d.act('facebook', HENRIK, 'log-out')
  expect(errorOf(await readPage(first.page))).toMatchObject({
    code: 190,
    error_subcode: 467,
    message: 'Error validating access token: The session is invalid because the user logged out.',
  })
  expect((await readPage((await pageToken()).page)).status).toBe(200)
})

test('an unpublished Page is missing, or readable with five days of insights', async () => {
  const { page } = await pageToken()
  await d.act('facebook', HENRIK, 'unpublish-page', { page: DAHL })
  expect(errorOf(await readPage(page))).toMatchObject({ code: 100, error_subcode: 33 })
  await settings({ 'facebook.unpublished_page': 'readable' })
  const read = async (fields: string) =>
    (await d.get(address(`/graph.facebook.com/v26.0/${DAHL}`, { fields, access_token: page }))).body
  expect((await read('is_published')).is_published).toBe(false)
  const { insights } = await read('insights.metric(page_follows).since(2026-11-01).until(2026-11-20)')
  const [row] = (insights as { data: { values: unknown[] }[] }).data
  expect(row?.values).toHaveLength(3)
  await d.act('facebook', DAHL, 'publish-page')
  expect((await read('is_published')).is_published).toBe(true)
})

test.each([
  ['permission-10', 10, undefined],
  ['permission-200', 200, undefined],
  ['role-492', 190, 492],
  ['missing-33', 100, 33],
  ['impersonation-190', 190, undefined],
])('an unticked Page answers as the setting %s says', async (setting, code, subcode) => {
  const { page } = await pageToken()
  await settings({ 'facebook.unticked_page': setting })
  await d.act('facebook', HENRIK, 'untick-page', { page: DAHL })
  const error = errorOf(await readPage(page))
  expect([error.code, error.error_subcode]).toEqual([code, subcode])
})

test('after ninety days without a visit only the person’s own data is withheld', async () => {
  const user = await userToken({}, { scope: 'pages_show_list,pages_read_engagement,email' })
  const page = (await accounts(user)).find((each) => each.id === DAHL)?.access_token ?? ''
  expect((await me(user)).body).toMatchObject({ name: 'Henrik Dahl', email: 'henrik@people.example' })
  await settings({ 'facebook.exchange_extends': true })
  await d.advance('50d')
  const later = String((await extend(user)).body.access_token)
  await d.advance('41d')
  expect((await me(later)).body).toEqual({ id: HENRIK })
  const permissions = await d.get(address('/graph.facebook.com/me/permissions', { access_token: later }))
  expect(permissions.body.data).toContainEqual({ permission: 'email', status: 'expired' })
  expect((await readPage(page)).status).toBe(200)
  const told = await debug(page)
  expect(told).toMatchObject({ is_valid: true, expires_at: 0 })
  expect(Number(told.data_access_expires_at)).toBeLessThan(Date.parse('2027-02-21T09:00:00Z') / 1000)
  await userToken({}, { auth_type: 'reauthorize' })
  expect((await me(later)).body.email).toBe('henrik@people.example')
})

test('an address is shown only to those who asked for it', async () => {
  expect((await me(await userToken())).body).toEqual({ id: HENRIK, name: 'Henrik Dahl' })
})

test('trouble with a token shows in debug_token, trouble with calls does not', async () => {
  const { page } = await pageToken()
  for (const [trouble, code, subcode] of [
    ['unconfirmed', 190, 464],
    ['logged-in-checkpoint', 190, 490],
    ['session-mismatch', 190, 452],
    ['api-session', 102, undefined],
  ] as const) {
    await d.act('facebook', HENRIK, 'meet-trouble', { trouble })
    const error = errorOf(await readPage(page))
    expect([error.code, error.error_subcode]).toEqual([code, subcode])
    expect((await debug(page)).is_valid).toBe(false)
  }
  for (const [trouble, status, code, subcode] of [
    ['app-limit', 403, 4, undefined],
    ['user-limit', 400, 17, undefined],
    ['page-limit', 400, 32, undefined],
    ['custom-limit', 400, 613, undefined],
    ['pages-limit', 400, 80001, undefined],
    ['policy-block', 400, 368, 1390008],
    ['security-check', 400, 368, 1404006],
    ['identity-check', 400, 368, 1404078],
    ['unknown-error', 500, 1, undefined],
    ['unavailable', 400, 2, undefined],
  ] as const) {
    await d.act('facebook', HENRIK, 'meet-trouble', { trouble })
    const reply = await readPage(page)
    const error = errorOf(reply)
    expect([reply.status, error.code, error.error_subcode]).toEqual([status, code, subcode])
    expect((await debug(page)).is_valid).toBe(true)
  }
  await d.act('facebook', HENRIK, 'end-trouble')
  expect((await readPage(page)).status).toBe(200)
})

test('trouble of one Page leaves the others alone and ends by itself', async () => {
  const { user, page } = await pageToken()
  const other = (await accounts(user)).find((each) => each.id === BIKES)?.access_token ?? ''
  await d.act('facebook', DAHL, 'meet-trouble', { trouble: 'pages-limit', minutes: '30' })
  const limited = await readPage(page)
  expect(errorOf(limited).code).toBe(80001)
  expect(JSON.parse(limited.headers.get('x-business-use-case-usage') ?? '{}')[DAHL][0]).toMatchObject({
    type: 'pages',
    call_count: 100,
    estimated_time_to_regain_access: 30,
  })
  expect((await readPage(other, BIKES)).status).toBe(200)
  await d.advance('31m')
  expect((await readPage(page)).status).toBe(200)
})

test('hourly budgets of app and person are counted in a header and come back', async () => {
  const user = await userToken()
  await settings({ 'facebook.user_calls_per_hour': 2, 'facebook.app_calls_per_hour': 5 })
  expect((await me(user)).headers.get('x-app-usage')).toBe(
    '{"call_count":20,"total_time":16,"total_cputime":14}',
  )
  expect((await me(user)).status).toBe(200)
  expect(errorOf(await me(user)).code).toBe(17)
  const maja = await userToken({ account: personByKey('maja')?.facebook?.id })
  expect((await me(maja)).status).toBe(200)
  expect((await me(maja)).headers.get('x-app-usage')).toContain('"call_count":100')
  const reply = await me(maja)
  expect(reply.status).toBe(403)
  expect(errorOf(reply)).toMatchObject({
    code: 4,
    message: '(#4) Application request limit reached',
    is_transient: true,
  })
  await d.advance('61m')
  expect((await me(user)).status).toBe(200)
})

test('insights have a limit of their own, and a Page may be limited the older way', async () => {
  const { page } = await pageToken()
  const insights = () =>
    d.get(
      address(`/graph.facebook.com/v26.0/${DAHL}/insights`, { metric: 'page_follows', access_token: page }),
    )
  await settings({ 'facebook.insights_calls_per_hour': 1, 'facebook.page_limit_code': '32' })
  expect((await insights()).status).toBe(200)
  expect(errorOf(await insights()).code).toBe(613)
  expect((await readPage(page)).status).toBe(200)
  await settings({ 'facebook.page_calls_per_day': 1 })
  const limited = await readPage(page)
  expect(errorOf(limited).code).toBe(32)
  expect(limited.headers.get('x-page-usage')).toContain('"call_count":400')
})

test('settings leave out what some replies leave out', async () => {
  await settings({ 'facebook.expires_in': 'absent', 'facebook.subcodes': 'absent' })
  const back = await d.consent(authorize(), { account: HENRIK })
  const exchanged = await exchange(back)
  expect(exchanged.body).not.toHaveProperty('expires_in')
  expect(errorOf(await exchange(back))).not.toHaveProperty('error_subcode')
  const user = String(exchanged.body.access_token)
  const [page] = await accounts(user)
  await settings({ 'facebook.role_lost_words': 'old', 'facebook.delete_reply': 'true' })
  await d.act('facebook', HENRIK, 'lose-page-role', { page: DAHL })
  const error = errorOf(await readPage(page?.access_token ?? ''))
  expect(error).toMatchObject({
    code: 190,
    message: 'The user must be an administrator of the page in order to impersonate it.',
  })
  expect(error).not.toHaveProperty('error_subcode')
  const removed = await d.send(
    'DELETE',
    address('/graph.facebook.com/me/permissions/read_insights', { access_token: user }),
  )
  expect(removed.text).toBe('true')
})

test('granular scopes name no Pages when all were ticked and the setting says so', async () => {
  await settings({ 'facebook.all_pages_targets': 'absent' })
  const scopes = async (choice: Record<string, unknown>) =>
    (await debug(await userToken(choice, { auth_type: 'rerequest' }))).granular_scopes
  expect(await scopes({})).toContainEqual({ scope: 'pages_show_list' })
  expect(await scopes({ pages: [DAHL] })).toContainEqual({ scope: 'pages_show_list', target_ids: [DAHL] })
})

test('an app’s own token reads no person as itself and inspects only its app’s tokens', async () => {
  const credentials = await d.postForm('/graph.facebook.com/oauth/access_token', {
    client_id: 'sandbox-facebook',
    client_secret: SECRET,
    grant_type: 'client_credentials',
  })
  const app = String(credentials.body.access_token)
  expect(app).toMatch(/^sandbox-facebook\|[\w-]{27}$/)
  expect(errorOf(await me(app)).code).toBe(2500)
  expect((await d.get(address('/graph.facebook.com/app', { access_token: app }))).body).toMatchObject({
    id: 'sandbox-facebook',
    name: 'Rechannel',
  })
  await d.send('PUT', '/_sandbox/apps/facebook', { client_id: 'another', redirect_uris: [CALLBACK] })
  const foreign = await d.get(
    address('/graph.facebook.com/debug_token', {
      input_token: await userToken(),
      access_token: `another|${SECRET}`,
    }),
  )
  expect(errorOf(foreign).message).toBe('(#100) The App_id in the input_token did not match the Viewing App')
  expect(errorOf(await me(`sandbox-facebook|wrong`)).message).toBe('Invalid OAuth access token signature.')
})

test('a Page’s token is no person’s, and insights split by their breakdown', async () => {
  const { page } = await pageToken()
  const read = (path: string, params: Record<string, string> = {}) =>
    d.get(address(`/graph.facebook.com/v26.0/${path}`, { ...params, access_token: page }))
  expect(errorOf(await read('me/accounts')).message).toBe(
    '(#100) Tried accessing nonexisting field (accounts) on node type (Page)',
  )
  expect((await read('me')).body).toEqual({ name: 'Dahl Outdoors', id: DAHL })
  const params = { since: '2026-11-10', until: '2026-11-11', breakdown: 'is_from_followers' }
  const split = await read(`${DAHL}/insights/page_media_view/day`, params)
  const whole = await read(`${DAHL}/insights/page_media_view/day`, { ...params, breakdown: '' })
  const values = (reply: typeof split) =>
    (reply.body.data as { values: { value: number; is_from_followers?: string }[] }[])[0]?.values ?? []
  expect(values(split).map((value) => value.is_from_followers)).toEqual(['1', '0'])
  expect(values(split).reduce((sum, value) => sum + value.value, 0)).toBe(values(whole)[0]?.value)
  expect(errorOf(await read(`${DAHL}/insights`, { metric: 'page_follows', ...params })).code).toBe(100)
  expect(errorOf(await read(`${DAHL}/insights`))).toMatchObject({
    code: 3001,
    error_subcode: 1504028,
    error_user_title: expect.any(String),
  })
  const [post] = (await read(`${DAHL}/posts`, { limit: '1' })).body.data as { id: string }[]
  const figures = await read(`${post?.id}/insights`, { metric: 'post_media_view,post_clicks' })
  expect((figures.body.data as { name: string }[]).map((row) => row.name)).toEqual([
    'post_media_view',
    'post_clicks',
  ])
  const far = await read(`${DAHL}/insights`, {
    metric: 'page_follows',
    since: '2026-01-01',
    until: '2026-11-01',
  })
  expect(errorOf(far).message).toBe(
    '(#100) There cannot be more than 90 days (7776000 s) between since and until',
  )
})

test('the person’s page plays what the control API plays', async () => {
  const { page } = await pageToken()
  const press = (fields: Record<string, string>) =>
    d.postForm('/_sandbox/people/henrik', { network: 'facebook', id: HENRIK, ...fields })
  const shown = async () => (await d.get('/_sandbox/people/henrik')).text
  expect(await shown()).toContain('<option value="policy-block">')
  expect((await press({ action: 'meet-trouble', trouble: 'policy-block' })).status).toBe(303)
  expect(errorOf(await readPage(page)).code).toBe(368)
  expect(await shown()).toContain('End the trouble: Blocked for a while (368)')
  await press({ action: 'end-trouble' })
  await press({ action: 'remove-scope', scope: 'pages_read_engagement' })
  expect(errorOf(await readPage(page)).code).toBe(10)
  await press({ action: 'disable' })
  expect(await shown()).toContain('disabled by Facebook')
  expect(errorOf(await readPage(page)).error_subcode).toBe(459)
})
