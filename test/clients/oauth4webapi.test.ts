/** A strict OpenID client against the pretend Google: it accepts nothing that the standards do not say. */
import * as oauth from 'oauth4webapi'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CALLBACK, type Driver, drive } from '../../sandbox/driving.ts'
import { personByKey } from '../../sandbox/people.ts'
import { rewired, type Strictly, strictly } from './rewired.ts'

const READ = 'https://www.googleapis.com/auth/youtube.readonly'
const REPORTS = 'https://www.googleapis.com/auth/yt-analytics.readonly'
const ISSUER = new URL('https://accounts.google.com')
const DIEGO = personByKey('diego')?.google[0]?.channels[0]
const MAJA = personByKey('maja')?.google[0]
const client: oauth.Client = { client_id: 'sandbox-youtube' }
const bySecret = oauth.ClientSecretPost('sandbox-youtube-secret')
let d: Driver
let reach: typeof fetch
let there: Strictly
let google: oauth.AuthorizationServer

beforeEach(async () => {
  d = await drive({ startAt: new Date() })
  reach = rewired(d.url)
  there = strictly(d.url)
  google = await oauth.processDiscoveryResponse(ISSUER, await oauth.discoveryRequest(ISSUER, there))
})
afterEach(() => d.sandbox.close())

type Way = { url: URL; verifier: string; nonce: string; state: string }

async function startWay(more: Record<string, string> = {}, method: 'S256' | 'plain' = 'S256'): Promise<Way> {
  const [verifier, nonce, state] = [
    oauth.generateRandomCodeVerifier(),
    oauth.generateRandomNonce(),
    oauth.generateRandomState(),
  ]
  const url = new URL(google.authorization_endpoint ?? '')
  url.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: `openid email profile ${READ} ${REPORTS}`,
    access_type: 'offline',
    prompt: 'consent',
    nonce,
    state,
    code_challenge: method === 'S256' ? await oauth.calculatePKCECodeChallenge(verifier) : verifier,
    code_challenge_method: method,
    ...more,
  }).toString()
  return { url, verifier, nonce, state }
}

async function exchange(way: Way, back: URL, auth = bySecret) {
  const params = oauth.validateAuthResponse(google, client, back, way.state)
  const response = await oauth.authorizationCodeGrantRequest(
    google,
    client,
    auth,
    params,
    CALLBACK,
    way.verifier,
    there,
  )
  const tokens = await oauth.processAuthorizationCodeResponse(google, client, response, {
    expectedNonce: way.nonce,
    requireIdToken: true,
  })
  return { tokens, response }
}

async function connect(choice: Record<string, unknown> = {}, more: Record<string, string> = {}) {
  const way = await startWay(more)
  const back = await d.consent(way.url.href, { account: DIEGO?.sub, ...choice })
  return (await exchange(way, back)).tokens
}

async function refresh(token: string) {
  return await oauth.processRefreshTokenResponse(
    google,
    client,
    await oauth.refreshTokenGrantRequest(google, client, bySecret, token, there),
  )
}

const revoke = async (token: string) =>
  await oauth.processRevocationResponse(await oauth.revocationRequest(google, client, bySecret, token, there))

describe('oauth4webapi', () => {
  test('finds every endpoint in the discovery document', () => {
    expect(google).toMatchObject({
      issuer: 'https://accounts.google.com',
      token_endpoint: 'https://oauth2.googleapis.com/token',
      revocation_endpoint: 'https://oauth2.googleapis.com/revoke',
      userinfo_endpoint: 'https://openidconnect.googleapis.com/v1/userinfo',
      code_challenge_methods_supported: ['plain', 'S256'],
    })
  })

  test.each([
    ['the secret in the form', bySecret],
    ['the secret in the header', oauth.ClientSecretBasic('sandbox-youtube-secret')],
  ])('goes the whole way with %s', async (_, auth) => {
    const way = await startWay()
    const back = await d.consent(way.url.href, { account: DIEGO?.sub })
    expect(back.searchParams.get('iss')).toBe(google.issuer)
    const { tokens, response } = await exchange(way, back, auth)
    await oauth.validateApplicationLevelSignature(google, response, there)
    const claims = oauth.getValidatedIdTokenClaims(tokens)
    expect(claims).toMatchObject({ sub: DIEGO?.sub, nonce: way.nonce, azp: client.client_id })

    const who = await oauth.processUserInfoResponse(
      google,
      client,
      claims?.sub ?? '',
      await oauth.userInfoRequest(google, client, tokens.access_token, there),
    )
    expect(who).toMatchObject({ email: DIEGO?.email, email_verified: true, name: 'Diego Álvarez' })

    const renewed = await refresh(tokens.refresh_token ?? '')
    expect(renewed.refresh_token).toBeUndefined()
    expect(oauth.getValidatedIdTokenClaims(renewed)?.nonce).toBeUndefined()
    const api = new URL('https://www.googleapis.com/youtube/v3/channels?part=id&mine=true')
    const read = await oauth.protectedResourceRequest(
      renewed.access_token,
      'GET',
      api,
      undefined,
      undefined,
      there,
    )
    expect(await read.json()).toMatchObject({ items: [{ id: DIEGO?.id }] })
    await revoke(renewed.access_token)
    await expect(refresh(tokens.refresh_token ?? '')).rejects.toMatchObject({
      name: 'ResponseBodyError',
      error: 'invalid_grant',
      error_description: 'Token has been expired or revoked.',
      status: 400,
    })
  })

  test('proves itself with a plain challenge as well', async () => {
    const way = await startWay({}, 'plain')
    const back = await d.consent(way.url.href, { account: DIEGO?.sub })
    expect((await exchange(way, back)).tokens.token_type).toBe('bearer')
    const other = await startWay({}, 'plain')
    const wrong = await d.consent(other.url.href, { account: DIEGO?.sub })
    await expect(exchange({ ...other, verifier: way.verifier }, wrong)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })

  test('refuses another’s nonce and another’s state', async () => {
    const way = await startWay()
    const back = await d.consent(way.url.href, { account: DIEGO?.sub })
    expect(() => oauth.validateAuthResponse(google, client, back, 'another')).toThrow('state')
    await expect(exchange({ ...way, nonce: 'another' }, back)).rejects.toThrow('nonce')
  })

  test('sees who said no, and who was never asked', async () => {
    const way = await startWay()
    const no = await d.consent(way.url.href, { account: DIEGO?.sub, cancel: true })
    expect(() => oauth.validateAuthResponse(google, client, no, way.state)).toThrow(
      expect.objectContaining({ name: 'AuthorizationResponseError', error: 'access_denied' }),
    )
  })

  const silently = async (cookie: string, more: Record<string, string> = {}) => {
    const way = await startWay({ prompt: 'none', ...more })
    const reply = await reach(way.url, { redirect: 'manual', headers: { cookie } })
    const back = new URL(reply.headers.get('location') ?? '')
    try {
      return oauth.validateAuthResponse(google, client, back, way.state).get('prompt')
    } catch (error) {
      return error instanceof oauth.AuthorizationResponseError ? error.error : error
    }
  }
  const signed = (...subs: (string | undefined)[]) =>
    `sandbox_youtube=${subs.map((sub) => `${sub}@9999999999999`).join('.')}`

  test('is told without a page why there is none', async () => {
    expect(await silently('')).toBe('login_required')
    expect(await silently(signed(DIEGO?.sub))).toBe('consent_required')
    expect(await silently(signed(DIEGO?.sub, MAJA?.sub))).toBe('interaction_required')
    await connect()
    expect(await silently(signed(DIEGO?.sub))).toBe('none')
    expect(await silently(signed(MAJA?.sub, DIEGO?.sub), { login_hint: DIEGO?.email ?? '' })).toBe('none')
    await d.send('PATCH', '/_sandbox/settings', { 'youtube.silent_errors': 'interaction-required' })
    expect(await silently('')).toBe('interaction_required')
  })

  test('reads the challenges of a refused call', async () => {
    const tokens = await connect({}, { scope: `openid ${READ}` })
    const call = (token: string, address: string) =>
      oauth.protectedResourceRequest(token, 'GET', new URL(address), undefined, undefined, there)
    await expect(
      call('ya29.dead', 'https://youtube.googleapis.com/youtube/v3/channels?part=id&mine=true'),
    ).rejects.toMatchObject({
      name: 'WWWAuthenticateChallengeError',
      status: 401,
      cause: [
        {
          scheme: 'bearer',
          parameters: { realm: 'https://accounts.google.com/', error: 'invalid_token' },
        },
      ],
    })
    await d.send('PATCH', '/_sandbox/settings', { 'youtube.analytics_scope': 'analytics-only' })
    const reports = 'https://youtubeanalytics.googleapis.com/v2/reports?ids=channel%3D%3DMINE'
    await expect(call(tokens.access_token, reports)).rejects.toMatchObject({
      name: 'WWWAuthenticateChallengeError',
      status: 403,
      cause: [{ parameters: { error: 'insufficient_scope', scope: expect.stringContaining(REPORTS) } }],
    })
    const dead = await oauth.userInfoRequest(google, client, 'ya29.dead', there)
    await expect(oauth.processUserInfoResponse(google, client, DIEGO?.sub ?? '', dead)).rejects.toMatchObject(
      { name: 'WWWAuthenticateChallengeError', status: 401 },
    )
  })

  test('takes every refusal of the token service for what it is', async () => {
    const tokens = await connect()
    const wrong = oauth.ClientSecretPost('wrong')
    const attempt = async (auth: oauth.ClientAuth, token: string) =>
      await oauth.processRefreshTokenResponse(
        google,
        client,
        await oauth.refreshTokenGrantRequest(google, client, auth, token, there),
      )
    const refusal = { name: 'ResponseBodyError', code: 'OAUTH_RESPONSE_BODY_ERROR' }
    await expect(attempt(wrong, tokens.refresh_token ?? '')).rejects.toMatchObject({
      ...refusal,
      status: 401,
      error: 'invalid_client',
    })
    await expect(attempt(bySecret, 'nonsense')).rejects.toMatchObject({
      ...refusal,
      status: 400,
      error: 'invalid_grant',
    })
    await expect(attempt(bySecret, '')).rejects.toThrow('refreshToken')
    await expect(revoke('nonsense')).rejects.toMatchObject({ ...refusal, error: 'invalid_token' })
    await d.act('youtube', DIEGO?.sub ?? '', 'meet-trouble', { trouble: 'invalid_rapt' })
    await expect(refresh(tokens.refresh_token ?? '')).rejects.toMatchObject({
      ...refusal,
      cause: { error: 'invalid_grant', error_subtype: 'invalid_rapt' },
    })
  })

  test('learns how long a permission lasts, where Google says it', async () => {
    await d.send('PATCH', '/_sandbox/settings', { 'youtube.publishing': 'testing' })
    const week = Number((await connect()).refresh_token_expires_in)
    expect(Math.round(week / 600) * 600).toBe(604_800)
    await d.send('PATCH', '/_sandbox/settings', { 'youtube.publishing': 'production' })
    expect(await connect()).not.toHaveProperty('refresh_token_expires_in')
    const days = await connect({ access_days: 30 })
    expect(Math.round(Number(days.refresh_token_expires_in) / 600) * 600).toBe(30 * 86_400)
  })
})
