import { createHash, createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive, errorOf } from '../driving.ts'
import { personByKey } from '../people.ts'

const READ = 'https://www.googleapis.com/auth/youtube.readonly'
const REPORTS = 'https://www.googleapis.com/auth/yt-analytics.readonly'
const google = (key: string) => personByKey(key)?.google[0]
const DIEGO = google('diego')?.channels[0]
const NOOR = google('noor')
let d: Driver

beforeEach(async () => {
  d = await drive()
})
afterEach(() => d.sandbox.close())

const authorize = (more: Record<string, string> = {}) =>
  address('https://accounts.google.com/o/oauth2/v2/auth', {
    client_id: 'sandbox-youtube',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: `${READ} ${REPORTS}`,
    access_type: 'offline',
    prompt: 'consent select_account',
    state: 'st',
    ...more,
  })
const app = { client_id: 'sandbox-youtube', client_secret: 'sandbox-youtube-secret' }
const exchange = (back: URL, more: Record<string, string> = {}) =>
  d.postForm('/oauth2.googleapis.com/token', {
    ...app,
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code: back.searchParams.get('code') ?? '',
    ...more,
  })
const refresh = (refresh_token: string) =>
  d.postForm('/oauth2.googleapis.com/token', { ...app, grant_type: 'refresh_token', refresh_token })
const channels = (token: string) =>
  d.get('/www.googleapis.com/youtube/v3/channels?part=id,snippet,statistics,contentDetails&mine=true', {
    authorization: `Bearer ${token}`,
  })
async function connect(choice: Record<string, unknown> = {}, more: Record<string, string> = {}) {
  const { body } = await exchange(await d.consent(authorize(more), { account: DIEGO?.sub, ...choice }))
  return { access: String(body.access_token), refresh: String(body.refresh_token ?? ''), body }
}

test('the whole way from consent to reports', async () => {
  const tokens = await connect()
  expect(tokens.access).toMatch(/^ya29\./)
  expect(tokens.refresh).toMatch(/^1\/\//)
  expect(tokens.body).toMatchObject({ expires_in: 3599, token_type: 'Bearer', scope: `${READ} ${REPORTS}` })
  expect(tokens.body).not.toHaveProperty('refresh_token_expires_in')
  await d.advance('61m')
  expect(errorOf(await channels(tokens.access))).toMatchObject({
    code: 401,
    errors: [{ reason: 'authError' }],
  })
  const again = await refresh(tokens.refresh)
  expect(again.body).not.toHaveProperty('refresh_token')
  const token = String(again.body.access_token)
  const { body } = await channels(token)
  const item = (body.items as { id: string; statistics: Record<string, unknown> }[])[0]
  expect(item?.id).toBe(DIEGO?.id)
  expect(item?.statistics.subscriberCount).toMatch(/^\d{3}000$/)
  const report = await d.get(
    address('/youtubeanalytics.googleapis.com/v2/reports', {
      ids: 'channel==MINE',
      startDate: '2026-11-10',
      endDate: '2026-11-30',
      dimensions: 'day',
      metrics: 'views,estimatedMinutesWatched',
    }),
    { authorization: `Bearer ${token}` },
  )
  const rows = report.body.rows as [string, number, number][]
  expect(rows.at(-1)?.[0]).toBe('2026-11-19')
  expect(typeof rows[0]?.[1]).toBe('number')
  const ages = await d.get(
    address('/youtubeanalytics.googleapis.com/v2/reports', {
      ids: 'channel==MINE',
      startDate: '2026-10-01',
      endDate: '2026-10-31',
      dimensions: 'ageGroup,gender',
      metrics: 'viewerPercentage',
    }),
    { authorization: `Bearer ${token}` },
  )
  expect((ages.body.rows as unknown[])[0]).toEqual(['age13-17', 'female', expect.any(Number)])
  const none = await d.get(
    address('/youtubeanalytics.googleapis.com/v2/reports', {
      ids: 'channel==MINE',
      startDate: '2026-11-21',
      endDate: '2026-11-22',
      dimensions: 'day',
      metrics: 'views',
    }),
    { authorization: `Bearer ${token}` },
  )
  expect(none.body).not.toHaveProperty('rows')
  const info = await d.get(address('/oauth2.googleapis.com/tokeninfo', { access_token: token }))
  expect(info.body).toMatchObject({
    aud: 'sandbox-youtube',
    access_type: 'offline',
    expires_in: expect.any(String),
  })
})

test('a refresh token comes only with offline access and a consent that was shown', async () => {
  expect((await connect({}, { access_type: 'online' })).refresh).toBe('')
  expect((await connect()).refresh).not.toBe('')
  const page = await fetch(
    `${d.url}/${authorize({ prompt: 'none', login_hint: DIEGO?.sub ?? '' }).replace('https://', '')}`,
    { redirect: 'manual', headers: { cookie: `sandbox_youtube=${DIEGO?.sub}@9999999999999` } },
  )
  const silent = await exchange(new URL(page.headers.get('location') ?? ''))
  expect(silent.body).toHaveProperty('access_token')
  expect(silent.body).not.toHaveProperty('refresh_token')
})

test('PKCE is checked when a challenge was sent', async () => {
  const verifier = 'v'.repeat(64)
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
  const wrong = await exchange(await d.consent(authorize(pkce), { account: DIEGO?.sub }), {
    code_verifier: 'x'.repeat(64),
  })
  expect(wrong.body.error).toBe('invalid_grant')
  const right = await exchange(await d.consent(authorize(pkce), { account: DIEGO?.sub }), {
    code_verifier: verifier,
  })
  expect(right.status).toBe(200)
})

test('removing the app and being disabled both end in the same bare refusal', async () => {
  const bare = { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }
  const first = await connect()
  await d.act('youtube', DIEGO?.id ?? '', 'change-password')
  expect((await refresh(first.refresh)).status).toBe(200)
  await d.act('youtube', DIEGO?.id ?? '', 'remove-app')
  expect(await refresh(first.refresh)).toMatchObject({ status: 400, body: bare })
  expect(errorOf(await channels(first.access))).toMatchObject({
    code: 401,
    errors: [{ reason: 'authError' }],
  })
  const second = await connect()
  await d.act('youtube', DIEGO?.sub ?? '', 'security-check')
  expect((await refresh(second.refresh)).body).toEqual(bare)
  expect(
    (await d.postJson('/_sandbox/consent', { authorize_url: authorize(), account: DIEGO?.sub })).status,
  ).toBe(409)
  await d.act('youtube', DIEGO?.sub ?? '', 'pass-security-check')
  expect((await connect()).refresh).not.toBe('')
})

test('a closed channel leaves the tokens alive and the items away', async () => {
  const tokens = await connect()
  await d.act('youtube', DIEGO?.id ?? '', 'close')
  const gone = await channels(tokens.access)
  expect(gone.status).toBe(200)
  expect(gone.body).not.toHaveProperty('items')
  await d.send('PATCH', '/_sandbox/settings', { 'youtube.closed_channel': 'channel-closed' })
  expect(errorOf(await channels(tokens.access))).toMatchObject({
    code: 403,
    errors: [{ reason: 'channelClosed' }],
  })
})

test('an account without a channel connects and has no items', async () => {
  const tokens = await connect({ account: google('maja')?.sub })
  expect((await channels(tokens.access)).body).not.toHaveProperty('items')
})

test('the brand channel is an identity of its own', async () => {
  const brand = NOOR?.channels[1]
  const tokens = await connect({ account: NOOR?.sub, channel: brand?.id }, { scope: `openid email ${READ}` })
  const { body } = await channels(tokens.access)
  expect((body.items as { id: string }[])[0]?.id).toBe(brand?.id)
  const who = await d.get('/openidconnect.googleapis.com/v1/userinfo', {
    authorization: `Bearer ${tokens.access}`,
  })
  expect(who.body).toMatchObject({ sub: brand?.sub, email: brand?.email })
  const [head = '', claims = '', signature = ''] = String(tokens.body.id_token).split('.')
  const keys = (await d.get('/www.googleapis.com/oauth2/v3/certs')).body.keys as JsonWebKey[]
  const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' })
  expect(verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(
    true,
  )
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    iss: 'https://accounts.google.com',
    sub: brand?.sub,
  })
})

test('an unticked scope is missing from the grant', async () => {
  const tokens = await connect({ decline: [READ] })
  expect(tokens.body.scope).toBe(REPORTS)
  expect(errorOf(await channels(tokens.access))).toMatchObject({
    code: 403,
    errors: [{ reason: 'insufficientPermissions' }],
  })
})

test('in testing a refresh token lives seven days, and unused it lives half a year', async () => {
  const forever = await connect()
  await d.send('PATCH', '/_sandbox/settings', { 'youtube.publishing': 'testing' })
  const week = await connect()
  expect(week.body.refresh_token_expires_in).toBeGreaterThan(604_800 - 300)
  expect(week.body.refresh_token_expires_in).toBeLessThan(604_800)
  await d.advance('8d')
  expect((await refresh(week.refresh)).body.error).toBe('invalid_grant')
  expect((await refresh(forever.refresh)).status).toBe(200)
  await d.advance('184d')
  expect((await refresh(forever.refresh)).body.error).toBe('invalid_grant')
})

test('revoking ends everything that the person gave to the project', async () => {
  const [one, two] = [await connect(), await connect()]
  expect((await d.postForm('/oauth2.googleapis.com/revoke', { token: one.refresh })).status).toBe(200)
  expect((await refresh(two.refresh)).body.error).toBe('invalid_grant')
  expect((await d.postForm('/oauth2.googleapis.com/revoke', { token: one.refresh })).body.error).toBe(
    'invalid_token',
  )
})

test('the quota of a day runs out and comes back', async () => {
  await d.send('PATCH', '/_sandbox/settings', { 'youtube.quota_units': 1 })
  const tokens = await connect()
  expect((await channels(tokens.access)).status).toBe(200)
  expect(errorOf(await channels(tokens.access))).toMatchObject({
    code: 403,
    errors: [{ reason: 'quotaExceeded' }],
  })
  await d.advance('1d')
  const next = String((await refresh(tokens.refresh)).body.access_token)
  expect((await channels(next)).status).toBe(200)
})

test('a wrong secret is the client’s fault', async () => {
  const reply = await d.postForm('/oauth2.googleapis.com/token', {
    ...app,
    client_secret: 'no',
    grant_type: 'refresh_token',
    refresh_token: 'x',
  })
  expect(reply).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
})

test('a new title is seen, and ends the tokens where the setting says so', async () => {
  const tokens = await connect()
  await d.act('youtube', DIEGO?.id ?? '', 'change-username', { username: 'Diego Juega' })
  expect((await channels(tokens.access)).text).toContain('Diego Juega')
  await d.send('PATCH', '/_sandbox/settings', { 'accounts.username_change_ends_tokens': true })
  await d.act('youtube', DIEGO?.id ?? '', 'change-username', { username: 'Diego' })
  expect((await refresh(tokens.refresh)).body.error).toBe('invalid_grant')
})
