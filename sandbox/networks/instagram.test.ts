import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive, errorOf } from '../driving.ts'
import { personByKey } from '../people.ts'

const LINA = '17841480573224741'
const AISHA_KEY = 'aisha'
let d: Driver

beforeEach(async () => {
  d = await drive()
})
afterEach(() => d.sandbox.close())

const authorize = (more: Record<string, string> = {}) =>
  address('https://www.instagram.com/oauth/authorize', {
    client_id: 'sandbox-instagram',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'instagram_business_basic,instagram_business_manage_insights',
    state: 'st',
    ...more,
  })

async function shortToken(choice: Record<string, unknown> = {}): Promise<string> {
  const back = await d.consent(authorize(), { account: LINA, ...choice })
  const reply = await exchange(back)
  return String(reply.body.access_token)
}

function exchange(back: URL) {
  return d.postForm('/api.instagram.com/oauth/access_token', {
    client_id: 'sandbox-instagram',
    client_secret: 'sandbox-instagram-secret',
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code: back.searchParams.get('code') ?? '',
  })
}

async function longToken(choice: Record<string, unknown> = {}): Promise<string> {
  const reply = await d.get(
    address('/graph.instagram.com/access_token', {
      grant_type: 'ig_exchange_token',
      client_secret: 'sandbox-instagram-secret',
      access_token: await shortToken(choice),
    }),
  )
  expect(reply.body).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944 })
  return String(reply.body.access_token)
}

const me = (token: string) =>
  d.get(
    address('/graph.instagram.com/v26.0/me', {
      fields: 'id,user_id,username,followers_count',
      access_token: token,
    }),
  )
const refresh = (token: string) =>
  d.get(
    address('/graph.instagram.com/refresh_access_token', {
      grant_type: 'ig_refresh_token',
      access_token: token,
    }),
  )

test('the whole way from consent to insights', async () => {
  const back = await d.consent(authorize(), { account: LINA })
  expect(back.hash).toBe('#_')
  expect(back.searchParams.get('state')).toBe('st')
  const exchanged = await exchange(back)
  expect(exchanged.text).toMatch(/"user_id":2\d{16},/)
  expect(exchanged.body.permissions).toEqual([
    'instagram_business_basic',
    'instagram_business_manage_insights',
  ])
  expect((await exchange(back)).body).toEqual({
    error_type: 'OAuthException',
    code: 400,
    error_message: 'Matching code was not found or was already used',
  })
  const token = await longToken()
  const profile = await me(token)
  expect(profile.headers.get('facebook-api-version')).toBe('v26.0')
  expect(profile.body).toMatchObject({ id: '24698581048060747', user_id: LINA, username: 'lina.k' })
  const reach = await d.get(
    address(`/graph.instagram.com/v26.0/${LINA}/insights/`, {
      metric: 'reach',
      period: 'day',
      metric_type: 'time_series',
      since: '2026-11-10',
      until: '2026-11-20',
      access_token: token,
    }),
  )
  const data = reach.body.data as { values: unknown[] }[]
  expect(data[0]?.values).toHaveLength(10)
  const media = await d.get(
    address(`/graph.instagram.com/v26.0/${LINA}/media`, {
      fields: 'id,caption,timestamp',
      limit: '3',
      access_token: token,
    }),
  )
  expect(media.body.data).toHaveLength(3)
  expect(media.body).toHaveProperty('paging.next')
})

test('refreshing works from the first day to the sixtieth and never after', async () => {
  const token = await longToken()
  expect((await refresh(token)).status).toBe(400)
  await d.advance('25h')
  const again = await refresh(token)
  expect(again.body).toMatchObject({ expires_in: 5_183_944 })
  const renewed = String(again.body.access_token)
  expect(renewed).not.toBe(token)
  await d.advance('60d')
  const dead = await refresh(renewed)
  expect(dead.status).toBe(400)
  expect(errorOf(dead)).toMatchObject({ code: 190, error_subcode: 463 })
  expect(errorOf(dead).message).toMatch(
    /Session has expired on \w+, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d P[SD]T\. The current time is/,
  )
})

test('the short token lives an hour', async () => {
  const token = await shortToken()
  await d.advance('61m')
  expect(errorOf(await me(token))).toMatchObject({ code: 190, error_subcode: 463 })
})

test('each life event answers with its own error', async () => {
  const token = await longToken()
  await d.act('instagram', LINA, 'security-check')
  expect(errorOf(await me(token))).toMatchObject({
    code: 190,
    error_subcode: 0,
    message: expect.stringContaining('log in to www.instagram.com and follow the instructions'),
  })
  await d.act('instagram', LINA, 'pass-security-check')
  expect((await me(token)).status).toBe(200)
  await d.act('instagram', LINA, 'switch-to-personal')
  expect(errorOf(await me(token))).toMatchObject({
    code: 10,
    message: '(#10) The user is not an Instagram Business',
  })
  await d.act('instagram', LINA, 'switch-to-professional')
  await d.act('instagram', LINA, 'change-username', { username: 'lina.cooks' })
  expect((await me(token)).body.username).toBe('lina.cooks')
  await d.act('instagram', LINA, 'change-password')
  expect(errorOf(await me(token))).toMatchObject({ code: 190, error_subcode: 460 })
  const second = await longToken()
  await d.act('instagram', LINA, 'remove-app')
  expect(errorOf(await me(second))).toMatchObject({
    code: 190,
    error_subcode: 458,
    message: 'Error validating access token: The user has not authorized application.',
  })
  const third = await longToken()
  await d.act('instagram', LINA, 'close')
  expect((await me(third)).status).toBe(400)
  await d.act('instagram', LINA, 'reopen')
  expect((await me(third)).status).toBe(200)
})

test('a setting lets a new username end the tokens', async () => {
  await d.send('PATCH', '/_sandbox/settings', { accounts: { username_change_ends_tokens: true } })
  const token = await longToken()
  await d.act('instagram', LINA, 'change-username', { username: 'other' })
  expect(errorOf(await me(token))).toMatchObject({ code: 190, error_subcode: 460 })
})

test('settings choose the shape of the token and the fate of the refresh', async () => {
  await d.send('PATCH', '/_sandbox/settings', { 'instagram.token_reply': 'data-array' })
  const reply = await exchange(await d.consent(authorize(), { account: LINA }))
  expect(reply.body.data).toEqual([
    {
      access_token: expect.any(String),
      user_id: '24698581048060747',
      permissions: 'instagram_business_basic,instagram_business_manage_insights',
    },
  ])
  await d.send('PATCH', '/_sandbox/settings', { 'instagram.token_reply': 'flat-number' })
  const token = await longToken()
  await d.advance('2d')
  await d.send('PATCH', '/_sandbox/settings', { 'instagram.refresh': 'fails-transient' })
  const trouble = await refresh(token)
  expect(trouble.status).toBe(500)
  expect(errorOf(trouble)).toMatchObject({ code: 2, is_transient: true })
  await d.send('PATCH', '/_sandbox/settings', { 'instagram.refresh': 'fails-code' })
  expect(errorOf(await refresh(token)).message).toBe('Unsupported request - method type: get')
})

test('an unticked permission is missing from the grant and refuses insights', async () => {
  const token = await longToken({ decline: ['instagram_business_manage_insights'] })
  const reply = await d.get(
    address('/graph.instagram.com/me/insights', { metric: 'reach', period: 'day', access_token: token }),
  )
  expect(reply.status).toBe(403)
  expect(errorOf(reply)).toMatchObject({ code: 10, type: 'IGApiException' })
})

test('cancelling, and having a personal account, both go back with the documented refusal', async () => {
  const back = await d.consent(authorize(), { account: LINA, cancel: true })
  expect(back.search).toBe(
    '?error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request&state=st',
  )
  const people = (await d.get('/_sandbox/people')).body.people as {
    key: string
    accounts: { instagram: { id: string }[] }
  }[]
  const aisha = people.find((person) => person.key === AISHA_KEY)?.accounts.instagram[0]?.id
  expect((await d.consent(authorize(), { account: aisha })).searchParams.get('error')).toBe('access_denied')
})

test('under a hundred followers there are no demographics, above there are', async () => {
  const people = (await d.get('/_sandbox/people')).body.people as {
    key: string
    accounts: { instagram: { id: string }[] }
  }[]
  const yuki = people.find((person) => person.key === 'yuki')?.accounts.instagram[0]?.id
  const query = {
    metric: 'follower_demographics',
    period: 'lifetime',
    metric_type: 'total_value',
    breakdown: 'country',
    timeframe: 'this_month',
  }
  const small = await d.get(
    address('/graph.instagram.com/v26.0/me/insights', {
      ...query,
      access_token: await longToken({ account: yuki }),
    }),
  )
  expect(small.body.data).toEqual([])
  const large = await d.get(
    address('/graph.instagram.com/v26.0/me/insights', { ...query, access_token: await longToken() }),
  )
  const total = (
    large.body.data as { total_value: { breakdowns: { results: { dimension_values: string[] }[] }[] } }[]
  )[0]
  expect(total?.total_value.breakdowns[0]?.results[0]?.dimension_values).toEqual(['THIS_MONTH', 'PL'])
})

test('an old Graph version is served by the oldest usable one and an unknown one is refused', async () => {
  const token = await longToken()
  const old = await d.get(address('/graph.instagram.com/v12.0/me', { access_token: token }))
  expect(old.headers.get('facebook-api-version')).toBe('v21.0')
  expect(errorOf(await d.get(address('/graph.instagram.com/v99.0/me', { access_token: token }))).code).toBe(
    2500,
  )
})

const settings = (changes: Record<string, unknown>) => d.send('PATCH', '/_sandbox/settings', changes)
const graph = (path: string, params: Record<string, string>) =>
  d.get(address(`/graph.instagram.com/v26.0/${path}`, params))

test.each([
  ['sent', 460],
  ['zero', 0],
  ['absent', undefined],
])('subcodes are %s as the setting says', async (setting, subcode) => {
  const token = await longToken()
  await settings({ 'instagram.subcodes': setting })
  await d.act('instagram', LINA, 'change-password')
  const error = errorOf(await me(token))
  expect([error.code, error.error_subcode]).toEqual([190, subcode])
})

test('the profile may come wrapped in a list, as one page of the documents shows it', async () => {
  const token = await longToken()
  await settings({ 'instagram.me_reply': 'data-array' })
  expect((await me(token)).body.data).toEqual([expect.objectContaining({ user_id: LINA })])
  expect((await graph('me/media', { limit: '1', access_token: token })).body.data).toHaveLength(1)
})

test('a refresh may leave the old string alive, keep it, or end it', async () => {
  const first = await longToken()
  await d.advance('25h')
  const second = String((await refresh(first)).body.access_token)
  expect((await me(first)).status).toBe(200)
  await settings({ 'instagram.refresh_string': 'new-ends-old' })
  await d.advance('25h')
  const third = String((await refresh(second)).body.access_token)
  expect(errorOf(await me(second)).error_subcode).toBe(463)
  expect((await me(third)).status).toBe(200)
  await settings({ 'instagram.refresh_string': 'same' })
  await d.advance('25h')
  expect((await refresh(third)).body.access_token).toBe(third)
})

test('without the basic permission nothing is read and nothing refreshed', async () => {
  const token = await longToken()
  await d.advance('25h')
  await d.act('instagram', LINA, 'remove-scope', { scope: 'instagram_business_basic' })
  for (const reply of [await me(token), await refresh(token)]) {
    expect(reply.status).toBe(403)
    expect(errorOf(reply)).toMatchObject({
      code: 10,
      type: 'IGApiException',
      message: 'Application does not have permission for this action',
    })
  }
})

test('a medium that hardly anyone saw shows no insights, with the code of a lost permission', async () => {
  const yuki = personByKey('yuki')?.instagram[0]?.id
  const token = await longToken({ account: yuki })
  let refused: Record<string, unknown> = {}
  for (let hours = 0; hours < 14 * 24 && refused.code === undefined; hours += 2) {
    await d.advance('2h')
    const list = await graph('me/media', { limit: '1', access_token: token })
    const [newest] = list.body.data as { id: string }[]
    const insights = await graph(`${newest?.id}/insights`, { metric: 'reach,likes', access_token: token })
    refused = errorOf(insights)
  }
  expect(refused).toMatchObject({
    code: 10,
    message: '(#10) Not enough viewers for the media to show insights',
  })
})

test('lists leave out what the owner hides and what is flagged, the medium itself does not hide likes', async () => {
  const token = await longToken({ account: personByKey('tomas')?.instagram[0]?.id })
  const fields = 'id,media_type,media_url,like_count,children{media_url}'
  const list = await graph('me/media', { fields, limit: '60', access_token: token })
  const media = list.body.data as Record<string, unknown>[]
  const hidden = media.find((medium) => medium.like_count === undefined)
  expect(media.some((medium) => medium.media_url === undefined && medium.media_type === 'VIDEO')).toBe(true)
  const itself = await graph(String(hidden?.id), { fields: 'like_count', access_token: token })
  expect(itself.body.like_count).toEqual(expect.any(Number))
  const album = media.find((medium) => medium.media_type === 'CAROUSEL_ALBUM')
  expect(album?.children).toEqual({
    data: expect.arrayContaining([{ id: expect.any(String), media_url: expect.any(String) }]),
  })
  const bare = await graph('me', {
    fields: 'profile_picture_url',
    access_token: await longToken({ account: personByKey('tomas')?.instagram[1]?.id }),
  })
  expect(Object.keys(bare.body)).toEqual(['id'])
})

test('budgets of app and account are counted in headers until calls are refused', async () => {
  const token = await longToken()
  await settings({ 'instagram.account_calls_per_day': 2, 'instagram.app_calls_per_hour': 4 })
  const first = await me(token)
  expect(first.headers.get('x-app-usage')).toBe('{"call_count":25,"total_time":20,"total_cputime":17}')
  expect(JSON.parse(first.headers.get('x-business-use-case-usage') ?? '{}')).toEqual({
    [LINA]: [
      {
        type: 'instagram',
        call_count: 50,
        total_cputime: 35,
        total_time: 40,
        estimated_time_to_regain_access: 0,
      },
    ],
  })
  await me(token)
  const over = await me(token)
  expect([over.status, errorOf(over).code]).toEqual([400, 80002])
  await settings({ 'instagram.account_calls_per_day': 100, 'instagram.limited_status': '400' })
  expect((await me(token)).status).toBe(200)
  const whole = await me(token)
  expect([whole.status, errorOf(whole).code]).toEqual([400, 4])
})

test('every trouble of Instagram has its code, and the same token survives it', async () => {
  const token = await longToken()
  for (const [trouble, status, code, subcode] of [
    ['app-limit', 403, 4, undefined],
    ['instagram-limit', 400, 80002, undefined],
    ['action-blocked', 403, 4, 2207051],
    ['policy-block', 400, 368, 1390008],
    ['restricted', 400, 25, 2207050],
    ['unconfirmed', 400, 190, 464],
    ['malformed-session', 400, 190, undefined],
    ['unavailable', 500, 2, undefined],
  ] as const) {
    await d.act('instagram', LINA, 'meet-trouble', { trouble })
    const reply = await me(token)
    const error = errorOf(reply)
    expect([reply.status, error.code, error.error_subcode]).toEqual([status, code, subcode])
  }
  await d.act('instagram', LINA, 'end-trouble')
  expect((await me(token)).status).toBe(200)
  await expect(d.act('instagram', LINA, 'meet-trouble', { trouble: 'page-limit' })).rejects.toThrow(
    'trouble_needed',
  )
})

test('an app in development lets its testers through and tells the others apart from nothing', async () => {
  const token = await longToken()
  await settings({ 'instagram.app_state': 'development', 'instagram.app_roles': 'maja' })
  expect(errorOf(await me(token))).toMatchObject({
    code: 190,
    message: expect.stringContaining('till you log in to www.instagram.com'),
  })
  await expect(shortToken()).rejects.toThrow('Insufficient developer role')
  expect(await shortToken({ account: personByKey('maja')?.instagram[0]?.id })).toMatch(/^IGAA/)
  await settings({ 'instagram.app_state': 'api-blocked' })
  expect(errorOf(await me(token))).toMatchObject({ code: 200, message: 'API access blocked.' })
  expect(
    (await d.postForm('/api.instagram.com/oauth/access_token', { client_id: 'sandbox-instagram' })).body,
  ).toEqual({
    error_type: 'OAuthException',
    code: 400,
    error_message: 'API access blocked.',
  })
})

test('a disabled account answers as the setting says, and a token of Facebook’s is not one of Instagram’s', async () => {
  const token = await longToken()
  await d.act('instagram', LINA, 'disable')
  expect(errorOf(await me(token)).message).toContain('follow the instructions given')
  await settings({ 'instagram.disabled_account': 'malformed' })
  expect(errorOf(await me(token)).message).toContain('Session key is malformed')
  await d.act('instagram', LINA, 'enable')
  await d.act('instagram', LINA, 'log-out')
  expect(errorOf(await me(token)).error_subcode).toBe(467)
  expect(errorOf(await me('EAAxyz')).message).toContain('Cannot parse access token')
  expect(errorOf(await me('IGAAxyz')).message).toBe('The access token could not be decrypted')
})

test('the documents’ own way of posting a form is read, and the older host answers mistakes as JSON', async () => {
  const back = await d.consent(authorize(), { account: LINA })
  const form = new FormData()
  for (const [name, value] of Object.entries({
    client_id: 'sandbox-instagram',
    client_secret: 'sandbox-instagram-secret',
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code: back.searchParams.get('code') ?? '',
  }))
    form.set(name, value)
  const url = `${d.url}/api.instagram.com/oauth/access_token`
  expect((await fetch(url, { method: 'POST', body: form })).status).toBe(200)
  const wrong = await d.get('/api.instagram.com/oauth/authorize?client_id=nobody')
  expect(wrong.body).toEqual({
    error_type: 'OAuthException',
    code: 400,
    error_message: 'Invalid platform app',
  })
})

test('the login page offers Facebook unless the app says no', async () => {
  const { pathname, search } = new URL(authorize())
  const page = (more: string) => d.get(`/www.instagram.com${pathname}${search}${more}`)
  expect((await page('')).text).toContain('Log in with Facebook')
  expect((await page('&enable_fb_login=0')).text).not.toContain('Log in with Facebook')
  expect((await page('&enable_fb_login=false')).text).not.toContain('Log in with Facebook')
  await settings({ 'instagram.denied_state': 'absent' })
  const denied = await d.consent(authorize(), { account: LINA, cancel: true })
  expect(denied.searchParams.has('state')).toBe(false)
})
