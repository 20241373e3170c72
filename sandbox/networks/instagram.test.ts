import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive, errorOf } from '../driving.ts'

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
