/** Arctic's providers have the networks' addresses written into them; only `fetch` is led to the sandbox. */
import { Google, generateCodeVerifier, generateState, OAuth2RequestError, TikTok } from 'arctic'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CALLBACK, type Driver, drive } from '../../sandbox/driving.ts'
import { personByKey } from '../../sandbox/people.ts'
import { rewired } from './rewired.ts'

const READ = 'https://www.googleapis.com/auth/youtube.readonly'
const DIEGO = personByKey('diego')?.google[0]?.channels[0]
const LINA = personByKey('lina')?.tiktok[0]?.openId
/** TikTok's web flow is for https, and takes no notice of arctic's challenge there. */
const WEB = 'https://app.example/tiktok/return'
let d: Driver

beforeEach(async () => {
  d = await drive({ startAt: new Date() })
  await d.send('PUT', '/_sandbox/apps/tiktok', {
    client_id: 'sandbox-tiktok',
    redirect_uris: [WEB, CALLBACK],
  })
  vi.stubGlobal('fetch', rewired(d.url))
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await d.sandbox.close()
})

describe('arctic and Google', () => {
  const google = (secret = 'sandbox-youtube-secret') => new Google('sandbox-youtube', secret, CALLBACK)

  async function connect(provider: Google) {
    const [state, verifier] = [generateState(), generateCodeVerifier()]
    const url = provider.createAuthorizationURL(state, verifier, ['openid', 'email', READ])
    url.searchParams.set('access_type', 'offline')
    const back = await d.consent(url.href, { account: DIEGO?.sub })
    expect(back.searchParams.get('state')).toBe(state)
    return await provider.validateAuthorizationCode(back.searchParams.get('code') ?? '', verifier)
  }

  test('exchange, refresh and revoke', async () => {
    const provider = google()
    const tokens = await connect(provider)
    expect(tokens.scopes()).toContain(READ)
    expect(tokens.accessTokenExpiresInSeconds()).toBe(3599)
    expect(tokens.idToken().split('.')).toHaveLength(3)
    const renewed = await provider.refreshAccessToken(tokens.refreshToken())
    expect(renewed.hasRefreshToken()).toBe(false)
    await provider.revokeToken(renewed.accessToken())
    await expect(provider.refreshAccessToken(tokens.refreshToken())).rejects.toMatchObject({
      code: 'invalid_grant',
      description: 'Token has been expired or revoked.',
    })
    await expect(provider.revokeToken(renewed.accessToken())).rejects.toMatchObject({
      code: 'invalid_token',
    })
  })

  test('refusals are requests’ errors with their code', async () => {
    const tokens = await connect(google())
    const error = await google('wrong')
      .refreshAccessToken(tokens.refreshToken())
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(OAuth2RequestError)
    expect(error).toMatchObject({ code: 'invalid_client' })
    await expect(
      google().validateAuthorizationCode('4/nothing', generateCodeVerifier()),
    ).rejects.toMatchObject({ code: 'invalid_grant', description: 'Malformed auth code.' })
  })
})

describe('arctic and TikTok', () => {
  const tiktok = (redirect = WEB, secret = 'sandbox-tiktok-secret') =>
    new TikTok('sandbox-tiktok', secret, redirect)
  const scopes = ['user.info.basic', 'user.info.stats', 'video.list']

  async function connect(provider: TikTok) {
    const [state, verifier] = [generateState(), generateCodeVerifier()]
    const url = provider.createAuthorizationURL(state, verifier, scopes)
    const back = await d.consent(url.href, { account: LINA })
    expect(back.searchParams.get('state')).toBe(state)
    expect(back.searchParams.get('scopes')).toBe(scopes.join(','))
    return await provider.validateAuthorizationCode(back.searchParams.get('code') ?? '', verifier)
  }

  const user = (token: string) =>
    fetch('https://open.tiktokapis.com/v2/user/info/?fields=open_id,follower_count', {
      headers: { authorization: `Bearer ${token}` },
    })

  test('exchange, refresh with rotation, and revoke', async () => {
    const provider = tiktok()
    const tokens = await connect(provider)
    expect(tokens.accessToken()).toMatch(/^act\./)
    expect(tokens.accessTokenExpiresInSeconds()).toBe(7200)
    expect(await (await user(tokens.accessToken())).json()).toMatchObject({
      data: { user: { open_id: LINA } },
    })
    const renewed = await provider.refreshAccessToken(tokens.refreshToken())
    expect(renewed.refreshToken()).not.toBe(tokens.refreshToken())
    await expect(provider.refreshAccessToken(tokens.refreshToken())).rejects.toMatchObject({
      code: 'invalid_grant',
    })
    await provider.revokeToken(renewed.accessToken())
    await expect(provider.refreshAccessToken(renewed.refreshToken())).rejects.toMatchObject({
      code: 'invalid_grant',
    })
    expect((await user(renewed.accessToken())).status).toBe(401)
  })

  test('its base64url challenge is refused where TikTok wants hex', async () => {
    await expect(connect(tiktok(CALLBACK))).rejects.toMatchObject({
      code: 'invalid_request',
      description: 'Code verifier or code challenge is invalid.',
    })
    await d.send('PATCH', '/_sandbox/settings', { 'tiktok.web_challenge': 'hex' })
    await expect(connect(tiktok())).rejects.toMatchObject({ code: 'invalid_request' })
    await d.send('PATCH', '/_sandbox/settings', { 'tiktok.web_challenge': 'base64url' })
    expect((await connect(tiktok())).tokenType()).toBe('Bearer')
  })

  test('refusals are requests’ errors with their code', async () => {
    const tokens = await connect(tiktok())
    const error = await tiktok(WEB, 'wrong')
      .refreshAccessToken(tokens.refreshToken())
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(OAuth2RequestError)
    expect(error).toMatchObject({
      code: 'invalid_client',
      description: 'Client key or secret is incorrect.',
    })
    const late = tiktok()
    await expect(late.validateAuthorizationCode('nothing', generateCodeVerifier())).rejects.toMatchObject({
      code: 'invalid_grant',
      description: 'Authorization code is invalid.',
    })
  })
})
