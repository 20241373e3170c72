import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive, errorOf } from '../driving.ts'
import { personByKey } from '../people.ts'

const LINA = personByKey('lina')?.tiktok[0]?.openId ?? ''
let d: Driver

beforeEach(async () => {
  d = await drive()
})
afterEach(() => d.sandbox.close())

const authorize = (more: Record<string, string> = {}) =>
  address('https://www.tiktok.com/v2/auth/authorize/', {
    client_key: 'sandbox-tiktok',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'user.info.basic,user.info.profile,user.info.stats,video.list',
    state: 'st',
    ...more,
  })
const app = { client_key: 'sandbox-tiktok', client_secret: 'sandbox-tiktok-secret' }
const exchange = (back: URL, more: Record<string, string> = {}) =>
  d.postForm('/open.tiktokapis.com/v2/oauth/token/', {
    ...app,
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code: back.searchParams.get('code') ?? '',
    ...more,
  })
const refresh = (token: unknown) =>
  d.postForm('/open.tiktokapis.com/v2/oauth/token/', {
    ...app,
    grant_type: 'refresh_token',
    refresh_token: String(token),
  })
const info = (token: unknown, fields = 'open_id,username,follower_count') =>
  d.get(address('/open.tiktokapis.com/v2/user/info/', { fields }), {
    authorization: `Bearer ${String(token)}`,
  })
const connect = async (choice: Record<string, unknown> = {}) =>
  (await exchange(await d.consent(authorize(), { account: LINA, ...choice }))).body

test('the whole way from consent to videos', async () => {
  const back = await d.consent(authorize(), { account: LINA })
  expect(back.searchParams.get('scopes')).toBe('user.info.basic,user.info.profile,user.info.stats,video.list')
  const { body } = await exchange(back)
  expect(body).toMatchObject({
    open_id: LINA,
    scope: 'user.info.basic,user.info.profile,user.info.stats,video.list',
    expires_in: 7200,
    refresh_expires_in: 15_552_000,
    token_type: 'Bearer',
  })
  expect(body.access_token).toMatch(/^act\./)
  expect(body.refresh_token).toMatch(/^rft\./)
  const who = await info(body.access_token)
  expect(who.body).toMatchObject({
    data: { user: { open_id: LINA, username: 'lina.k' } },
    error: { code: 'ok', message: '' },
  })
  const list = await d.postJson(
    '/open.tiktokapis.com/v2/video/list/?fields=id,title,create_time,view_count',
    { max_count: 2 },
    { authorization: `Bearer ${String(body.access_token)}` },
  )
  const data = list.body.data as { videos: { create_time: number }[]; cursor: number; has_more: boolean }
  expect(data.videos).toHaveLength(2)
  expect(data.has_more).toBe(true)
  expect(String(data.cursor)).toHaveLength(13)
  expect(String(data.videos[0]?.create_time)).toHaveLength(10)
})

test('refresh tokens rotate at once and their end does not move', async () => {
  const first = await connect()
  await d.advance('100d')
  const second = (await refresh(first.refresh_token)).body
  expect(second.refresh_token).not.toBe(first.refresh_token)
  expect(second.refresh_expires_in).toBeLessThan(81 * 86_400)
  expect((await refresh(first.refresh_token)).body.error).toBe('invalid_grant')
  await d.advance('81d')
  expect((await refresh(second.refresh_token)).body.error).toBe('invalid_grant')
})

test('the older lifetimes keep the refresh token', async () => {
  await d.send('PATCH', '/_sandbox/settings', { tiktok: { lifetimes: 'tiktok-legacy' } })
  const first = await connect()
  expect(first).toMatchObject({ expires_in: 86_400, refresh_expires_in: 31_536_000 })
  expect((await refresh(first.refresh_token)).body.refresh_token).toBe(first.refresh_token)
  expect((await refresh(first.refresh_token)).status).toBe(200)
})

test('each life event has the effect that TikTok documents, or none', async () => {
  const first = await connect()
  await d.act('tiktok', LINA, 'change-password')
  expect((await info(first.access_token)).status).toBe(200)
  await d.act('tiktok', LINA, 'change-username', { username: 'lina.slow' })
  expect((await info(first.access_token)).body).toMatchObject({ data: { user: { username: 'lina.slow' } } })
  for (const action of ['remove-app', 'security-check', 'close']) {
    const tokens = await connect()
    await d.act('tiktok', LINA, action)
    const reply = await info(tokens.access_token)
    expect(reply.status, action).toBe(401)
    expect(errorOf(reply).code, action).toBe('access_token_invalid')
    expect((await refresh(tokens.refresh_token)).body.error, action).toBe('invalid_grant')
    if (action === 'security-check') await d.act('tiktok', LINA, 'pass-security-check')
  }
})

test('an access token lives two hours', async () => {
  const tokens = await connect()
  await d.advance('121m')
  expect((await info(tokens.access_token)).status).toBe(401)
  expect((await refresh(tokens.refresh_token)).status).toBe(200)
})

test('a field outside the granted scopes refuses the whole call', async () => {
  const tokens = await connect({ decline: ['user.info.stats'] })
  expect(tokens.scope).toBe('user.info.basic,user.info.profile,video.list')
  expect(errorOf(await info(tokens.access_token)).code).toBe('scope_not_authorized')
  expect((await info(tokens.access_token, 'open_id')).status).toBe(200)
  expect(errorOf(await info(tokens.access_token, '')).code).toBe('invalid_params')
})

test('revoking answers an empty object and ends the grant', async () => {
  const tokens = await connect()
  const reply = await d.postForm('/open.tiktokapis.com/v2/oauth/revoke/', {
    ...app,
    token: String(tokens.access_token),
  })
  expect(reply.body).toEqual({})
  expect((await refresh(tokens.refresh_token)).body.error).toBe('invalid_grant')
})

test('on a loopback redirect the challenge is the hash in hex', async () => {
  const verifier = 'v'.repeat(50)
  const hash = createHash('sha256').update(verifier)
  const ask = (code_challenge: string) =>
    d.consent(authorize({ code_challenge, code_challenge_method: 'S256' }), { account: LINA })
  const hex = hash.copy().digest('hex')
  expect((await exchange(await ask(hex), { code_verifier: verifier })).status).toBe(200)
  expect((await exchange(await ask(hex))).body.error).toBe('invalid_request')
  const other = await exchange(await ask(hash.digest('base64url')), { code_verifier: verifier })
  expect(other.body).toMatchObject({
    error: 'invalid_request',
    error_description: 'Code verifier or code challenge is invalid.',
  })
})

test('cancelling and late codes', async () => {
  const back = await d.consent(authorize(), { account: LINA, cancel: true })
  expect(back.searchParams.get('error')).toBe('access_denied')
  const late = await d.consent(authorize(), { account: LINA })
  await d.advance('11m')
  expect((await exchange(late)).body).toMatchObject({
    error: 'invalid_grant',
    error_description: 'Authorization code is expired.',
  })
})
