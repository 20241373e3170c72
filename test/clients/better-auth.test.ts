/** better-auth's providers for Google and TikTok: the same library signs people in to Rechannel by mail. */
import { google, tiktok, verifyGoogleIdToken } from 'better-auth/social-providers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CALLBACK, type Driver, drive } from '../../sandbox/driving.ts'
import { personByKey } from '../../sandbox/people.ts'
import { rewired } from './rewired.ts'

const READ = 'https://www.googleapis.com/auth/youtube.readonly'
const DIEGO = personByKey('diego')?.google[0]?.channels[0]
const LINA = personByKey('lina')?.tiktok[0]
let d: Driver

beforeEach(async () => {
  d = await drive({ startAt: new Date() })
  vi.stubGlobal('fetch', rewired(d.url))
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await d.sandbox.close()
})

test('Google: consent, exchange, ID token, profile, refresh', async () => {
  const provider = google({
    clientId: 'sandbox-youtube',
    clientSecret: 'sandbox-youtube-secret',
    accessType: 'offline',
    prompt: 'select_account consent',
  })
  const codeVerifier = 'v'.repeat(64)
  const url = await provider.createAuthorizationURL({
    state: 'st',
    scopes: [READ],
    codeVerifier,
    redirectURI: CALLBACK,
  })
  const back = await d.consent(String(url), { account: DIEGO?.sub })
  const tokens = await provider.validateAuthorizationCode({
    code: back.searchParams.get('code') ?? '',
    codeVerifier,
    redirectURI: CALLBACK,
  })
  expect(tokens?.scopes).toContain(READ)
  expect(tokens?.refreshToken).toMatch(/^1\/\//)
  const token = tokens?.idToken ?? ''
  expect(await verifyGoogleIdToken({ token, audience: 'sandbox-youtube' })).toMatchObject({
    sub: DIEGO?.sub,
    email: DIEGO?.email,
  })
  expect(await verifyGoogleIdToken({ token, audience: 'another' })).toBeNull()
  const renewed = await provider.refreshAccessToken?.(tokens?.refreshToken ?? '')
  expect(renewed?.accessToken).toMatch(/^ya29\./)
  expect(renewed?.accessToken).not.toBe(tokens?.accessToken)
})

test('TikTok: consent, exchange, profile, refresh with rotation', async () => {
  await d.send('PUT', '/_sandbox/apps/tiktok', {
    client_id: 'sandbox-tiktok',
    redirect_uris: ['https://app.example/return'],
  })
  const provider = tiktok({ clientKey: 'sandbox-tiktok', clientSecret: 'sandbox-tiktok-secret' })
  const redirectURI = 'https://app.example/return'
  const url = await provider.createAuthorizationURL({
    state: 'st',
    scopes: ['user.info.basic'],
    codeVerifier: 'v'.repeat(64),
    redirectURI,
  })
  const back = await d.consent(String(url), { account: LINA?.openId })
  const tokens = await provider.validateAuthorizationCode({
    code: back.searchParams.get('code') ?? '',
    codeVerifier: 'v'.repeat(64),
    redirectURI,
  })
  const who = await provider.getUserInfo(tokens ?? {})
  expect(who?.user).toMatchObject({ name: LINA?.displayName, emailVerified: false })
  const renewed = await provider.refreshAccessToken?.(tokens?.refreshToken ?? '')
  expect(renewed?.refreshToken).toMatch(/^rft\./)
  expect(renewed?.refreshToken).not.toBe(tokens?.refreshToken)
})
