/** TikTok as a general OAuth client meets it: everything standard, but for `client_key` in place of `client_id`. */
import * as oauth from 'oauth4webapi'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Driver, drive } from '../../sandbox/driving.ts'
import { personByKey } from '../../sandbox/people.ts'
import { type Strictly, strictly } from './rewired.ts'

const LINA = personByKey('lina')?.tiktok[0]
const WEB = 'https://app.example/tiktok/return'
const SCOPES = 'user.info.basic,user.info.stats,video.list'
const tiktok: oauth.AuthorizationServer = {
  issuer: 'https://www.tiktok.com',
  authorization_endpoint: 'https://www.tiktok.com/v2/auth/authorize/',
  token_endpoint: 'https://open.tiktokapis.com/v2/oauth/token/',
  revocation_endpoint: 'https://open.tiktokapis.com/v2/oauth/revoke/',
}
const client: oauth.Client = { client_id: 'sandbox-tiktok' }
/** The one thing that TikTok has its own name for. */
const byKey =
  (secret: string): oauth.ClientAuth =>
  (_server, { client_id }, body) => {
    body.set('client_key', client_id)
    body.set('client_secret', secret)
  }
const auth = byKey('sandbox-tiktok-secret')
let d: Driver
let there: Strictly

beforeEach(async () => {
  d = await drive({ startAt: new Date() })
  there = strictly(d.url)
  await d.send('PUT', '/_sandbox/apps/tiktok', { client_id: client.client_id, redirect_uris: [WEB] })
})
afterEach(() => d.sandbox.close())

async function exchange(back: URL, of: { state: string; by?: oauth.ClientAuth }) {
  const returned = oauth.validateAuthResponse(tiktok, client, back, of.state)
  return await oauth.processAuthorizationCodeResponse(
    tiktok,
    client,
    await oauth.authorizationCodeGrantRequest(
      tiktok,
      client,
      of.by ?? auth,
      returned,
      WEB,
      oauth.nopkce,
      there,
    ),
  )
}

async function consent(choice: Record<string, unknown> = {}) {
  const state = oauth.generateRandomState()
  const url = new URL(tiktok.authorization_endpoint ?? '')
  url.search = new URLSearchParams({
    client_key: client.client_id,
    redirect_uri: WEB,
    response_type: 'code',
    scope: SCOPES,
    state,
  }).toString()
  return { back: await d.consent(url.href, { account: LINA?.openId, ...choice }), state }
}

async function connect(choice: Record<string, unknown> = {}) {
  const { back, state } = await consent(choice)
  return await exchange(back, { state })
}

async function refresh(token: string) {
  return await oauth.processRefreshTokenResponse(
    tiktok,
    client,
    await oauth.refreshTokenGrantRequest(tiktok, client, auth, token, there),
  )
}

const read = async (token: string, address: string, body?: string) => {
  const reply = await oauth.protectedResourceRequest(
    token,
    body === undefined ? 'GET' : 'POST',
    new URL(address),
    new Headers(body === undefined ? {} : { 'content-type': 'application/json' }),
    body,
    there,
  )
  return (await reply.json()) as { data: Record<string, unknown>; error: { code: string } }
}

test('the whole way: code, reads, rotation, revocation', async () => {
  const tokens = await connect()
  expect(tokens).toMatchObject({
    open_id: LINA?.openId,
    scope: SCOPES,
    token_type: 'bearer',
    expires_in: 7200,
    refresh_expires_in: 15_552_000,
  })
  const user = 'https://open.tiktokapis.com/v2/user/info/?fields=open_id,union_id,follower_count'
  expect(await read(tokens.access_token, user)).toMatchObject({
    data: { user: { open_id: LINA?.openId, union_id: LINA?.unionId } },
    error: { code: 'ok' },
  })
  const list = 'https://open.tiktokapis.com/v2/video/list/?fields=id,cover_image_url'
  const { data } = await read(tokens.access_token, list, JSON.stringify({ max_count: 3 }))
  expect(data).toMatchObject({ videos: [{}, {}, {}], has_more: true })

  const renewed = await refresh(tokens.refresh_token ?? '')
  expect(renewed.refresh_token).not.toBe(tokens.refresh_token)
  await expect(refresh(tokens.refresh_token ?? '')).rejects.toMatchObject({
    name: 'ResponseBodyError',
    error: 'invalid_grant',
    cause: { log_id: expect.stringMatching(/^\d{14}/) },
  })
  const revoked = await oauth.revocationRequest(tiktok, client, auth, renewed.access_token, there)
  await oauth.processRevocationResponse(revoked)
  await expect(refresh(renewed.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' })
  expect((await read(renewed.access_token, user)).error.code).toBe('access_token_invalid')
})

test('a partial yes is in both names of the scopes, and a no is an error on the way back', async () => {
  const { back, state } = await consent({ decline: ['video.list'] })
  expect(back.searchParams.get('scopes')).toBe('user.info.basic,user.info.stats')
  expect((await exchange(back, { state })).scope).toBe('user.info.basic,user.info.stats')
  const no = await consent({ cancel: true })
  expect(() => oauth.validateAuthResponse(tiktok, client, no.back, no.state)).toThrow(
    expect.objectContaining({ name: 'AuthorizationResponseError', error: 'access_denied' }),
  )
})

test('refusals are known by their code, whatever their status', async () => {
  const { back, state } = await consent()
  await expect(exchange(back, { state, by: byKey('wrong') })).rejects.toMatchObject({
    name: 'ResponseBodyError',
    status: 400,
    error: 'invalid_client',
    error_description: 'Client key or secret is incorrect.',
  })
  // A client that sends the standard's own name is not known at all.
  await expect(
    exchange(back, { state, by: oauth.ClientSecretPost('sandbox-tiktok-secret') }),
  ).rejects.toMatchObject({
    error: 'invalid_request',
    error_description: 'The request parameters are malformed.',
  })
  await d.send('PATCH', '/_sandbox/settings', { 'tiktok.oauth_error_status': 401 })
  await expect(refresh('rft.nothing')).rejects.toMatchObject({ status: 401, error: 'invalid_grant' })
  await d.send('PATCH', '/_sandbox/settings', { 'tiktok.oauth_error_status': 200 })
  // A strict client takes a refusal with status 200 for a broken reply, not for a refusal.
  await expect(refresh('rft.nothing')).rejects.toMatchObject({ code: 'OAUTH_INVALID_RESPONSE' })
})

test('a client that names its charset is refused where the setting says so', async () => {
  const tokens = await connect()
  await d.send('PATCH', '/_sandbox/settings', { 'tiktok.form_charset': 'refused' })
  await expect(refresh(tokens.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_request' })
})

test('a lost reply loses the permission, and a stumble does not', async () => {
  const tokens = await connect()
  await d.act('tiktok', LINA?.openId ?? '', 'meet-trouble', { trouble: 'server_error', times: '1' })
  await expect(refresh(tokens.refresh_token ?? '')).rejects.toMatchObject({
    code: 'OAUTH_RESPONSE_IS_NOT_CONFORM',
  })
  const renewed = await refresh(tokens.refresh_token ?? '')
  await d.send('POST', '/_sandbox/faults', {
    host: 'open.tiktokapis.com',
    path: '/v2/oauth/token',
    kind: 'reset',
    handled: true,
  })
  await expect(refresh(renewed.refresh_token ?? '')).rejects.toThrow('fetch failed')
  await expect(refresh(renewed.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' })
})
