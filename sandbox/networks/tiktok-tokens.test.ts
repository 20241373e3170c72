import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive } from '../driving.ts'
import { authorize, CLIENT, driveTikTok, SCOPES, type TikTok, tiktokOf, tokensIn } from './driving-tiktok.ts'

const LINA = tiktokOf('lina').openId
const TOKEN = '/open.tiktokapis.com/v2/oauth/token/'
const DAYS = 86_400
let d: Driver
let tiktok: TikTok

beforeEach(async () => {
  d = await drive()
  tiktok = driveTikTok(d)
})
afterEach(() => d.sandbox.close())

const app = (fields: Record<string, unknown>) =>
  d.send('PUT', '/_sandbox/apps/tiktok', { client_id: CLIENT.client_key, ...fields })
const refusedConsent = async (more: Record<string, string> = {}, account = LINA) => {
  const reply = await d.postJson('/_sandbox/consent', { authorize_url: authorize(more), account })
  expect(reply.status, reply.text).toBe(409)
  return String((reply.body.error as { message: string }).message)
}
const errorIn = (reply: { body: Record<string, unknown> }) => reply.body.error

describe('TikTok’s authorization page refuses', () => {
  test.each([
    [{ client_key: 'nobody' }, 'unauthorized_client', 'client_key'],
    [{ redirect_uri: 'https://else.example/' }, 'invalid_request', 'redirect_uri'],
    [{ redirect_uri: `${CALLBACK}?a=b` }, 'invalid_request', 'redirect_uri'],
    [{ response_type: 'token' }, 'unsupported_response_type', 'response_type'],
    [{ scope: 'user.info.basic video.list' }, 'invalid_scope', 'scope'],
    [{ scope: '' }, 'invalid_scope', 'scope'],
    [{ code_challenge: 'x', code_challenge_method: 'plain' }, 'invalid_request', 'code_challenge_method'],
  ])('%o', async (more, error, type) => {
    const page = await d.get(`/${authorize(more).replace('https://', '')}`)
    expect(page.status).toBe(400)
    expect(page.text).toContain('This may be due to specific app settings')
    expect(page.text).toContain(`error=${error}&amp;error_type=${type}`)
  })

  test('an app in review, and scopes that the app was not approved for', async () => {
    await app({ status: 'in-review' })
    expect(await refusedConsent()).toBe('unauthorized_client: error_type=client_key')
    await app({ status: 'live', scopes: ['user.info.basic'] })
    expect(await refusedConsent()).toBe('invalid_scope: error_type=scope')
    expect((await tiktok.connect({}, { scope: 'user.info.basic' })).body.scope).toBe('user.info.basic')
  })

  test('everyone but the target users of an app in TikTok’s sandbox, which has keys of its own', async () => {
    const sandboxed = { client_id: 'sbaw-lina', client_secret: 'sbaw-secret' }
    await d.send('PUT', '/_sandbox/apps/tiktok', {
      ...sandboxed,
      status: 'sandbox',
      testers: [LINA],
      redirect_uris: [CALLBACK],
    })
    const address = { client_key: sandboxed.client_id }
    expect(await refusedConsent(address, tiktokOf('priya').openId)).toContain('error_type=client_key')
    const back = await d.consent(authorize(address), { account: LINA })
    expect(errorIn(await tiktok.exchange(back))).toBe('invalid_grant')
    const mixed = { client_key: sandboxed.client_id, client_secret: CLIENT.client_secret }
    expect(errorIn(await tiktok.exchange(back, mixed))).toBe('invalid_client')
    const own = { client_key: sandboxed.client_id, client_secret: sandboxed.client_secret }
    expect((await tiktok.exchange(back, own)).status).toBe(200)
  })

  test('a person who is not eligible, by way of the app', async () => {
    await d.act('tiktok', LINA, 'meet-trouble', { trouble: 'not_eligible' })
    const back = await d.consent(authorize(), { account: LINA })
    expect(back.searchParams.get('error')).toBe('access_denied')
    expect(back.searchParams.get('state')).toBe('st')
    expect(back.searchParams.get('error_description')).toContain('not eligible')
  })
})

describe('TikTok’s portal', () => {
  test.each([
    ['eleven of them', Array.from({ length: 11 }, (_, at) => `https://app.example/${at}`)],
    ['a query', ['https://app.example/?a=b']],
    ['a fragment', ['https://app.example/#a']],
    ['512 letters', [`https://app.example/${'a'.repeat(492)}`]],
    ['plain http', ['http://app.example/']],
  ])('registers no redirect URIs with %s', async (_, redirect_uris) => {
    expect((await app({ redirect_uris })).status).toBe(400)
  })

  test('registers any port for a desktop app, and only this machine', async () => {
    expect((await app({ type: 'desktop', redirect_uris: ['http://localhost:*/return'] })).status).toBe(200)
    expect((await app({ type: 'desktop', redirect_uris: ['https://app.example/return'] })).status).toBe(400)
    expect((await app({ type: 'desktop', redirect_uris: ['http://localhost/return'] })).status).toBe(400)
  })
})

describe('the challenge', () => {
  const verifier = 'v'.repeat(50)
  const hash = (encoding: 'hex' | 'base64url') => createHash('sha256').update(verifier).digest(encoding)
  const attempt = async (of: { redirect: string; challenge?: string; verifier?: string }) => {
    const redirect_uri = of.redirect
    const back = await d.consent(
      authorize({
        redirect_uri,
        ...(of.challenge === undefined
          ? {}
          : { code_challenge: of.challenge, code_challenge_method: 'S256' }),
      }),
      { account: LINA },
    )
    return await tiktok.exchange(back, {
      redirect_uri,
      ...(of.verifier === undefined ? {} : { code_verifier: of.verifier }),
    })
  }

  test('is a must for desktop apps, in hex, with a verifier of 43 letters or more', async () => {
    await app({ type: 'desktop', redirect_uris: ['http://127.0.0.1:*/return'] })
    const redirect = 'http://127.0.0.1:5123/return'
    expect(await refusedConsent({ redirect_uri: redirect })).toContain('error_type=code_challenge')
    expect((await attempt({ redirect, challenge: hash('hex'), verifier })).status).toBe(200)
    expect((await attempt({ redirect, challenge: hash('hex').toUpperCase(), verifier })).status).toBe(200)
    expect(errorIn(await attempt({ redirect, challenge: hash('base64url'), verifier }))).toBe(
      'invalid_request',
    )
    const short = createHash('sha256').update('short').digest('hex')
    expect(errorIn(await attempt({ redirect, challenge: short, verifier: 'short' }))).toBe('invalid_request')
  })

  test('of a web app is ignored, or checked in either way, as the setting says', async () => {
    const redirect = 'https://app.example/return'
    await app({ redirect_uris: [redirect] })
    expect((await attempt({ redirect, challenge: 'nonsense', verifier })).status).toBe(200)
    for (const encoding of ['hex', 'base64url'] as const) {
      await tiktok.settings({ 'tiktok.web_challenge': encoding })
      expect((await attempt({ redirect, challenge: hash(encoding), verifier })).status, encoding).toBe(200)
      const other = encoding === 'hex' ? 'base64url' : 'hex'
      expect((await attempt({ redirect, challenge: hash(other), verifier })).body, encoding).toMatchObject({
        error: 'invalid_request',
        error_description: 'Code verifier or code challenge is invalid.',
      })
    }
  })

  test('is wanted on loopback where the setting says so', async () => {
    expect((await attempt({ redirect: CALLBACK })).status).toBe(200)
    await tiktok.settings({ 'tiktok.loopback_challenge': 'required' })
    expect(await refusedConsent()).toContain('error_type=code_challenge')
  })
})

describe('TikTok’s token service', () => {
  test.each([
    ['no client_key', { client_id: 'x' }, 'invalid_request', 'The request parameters are malformed.'],
    [
      'a wrong secret',
      { ...CLIENT, client_secret: 'no' },
      'invalid_client',
      'Client key or secret is incorrect.',
    ],
    ['no grant_type', CLIENT, 'invalid_request', 'The request parameters are malformed.'],
    [
      'a grant_type of another world',
      { ...CLIENT, grant_type: 'password' },
      'unsupported_grant_type',
      'The authorization grant type is not supported.',
    ],
    [
      'no redirect_uri',
      { ...CLIENT, grant_type: 'authorization_code', code: 'x' },
      'invalid_request',
      'The request parameters are malformed.',
    ],
    [
      'a foreign refresh token',
      { ...CLIENT, grant_type: 'refresh_token', refresh_token: 'rft.x' },
      'invalid_grant',
      'Refresh token is invalid or expired.',
    ],
  ])('answers %s', async (_, fields: Record<string, string>, error, error_description) => {
    const reply = await d.postForm(TOKEN, fields)
    expect(reply.status).toBe(400)
    expect(reply.body).toEqual({
      error,
      error_description,
      log_id: expect.stringMatching(/^\d{14}[\dA-F]{20}$/),
    })
    expect(reply.headers.get('x-tt-logid')).toBe(reply.body.log_id)
    await tiktok.settings({ 'tiktok.oauth_error_status': 200 })
    expect(await d.postForm(TOKEN, fields)).toMatchObject({ status: 200, body: { error } })
  })

  test('reads forms only, and where the setting says so only bare ones', async () => {
    const { refresh } = await tiktok.connect()
    const fields = { ...CLIENT, grant_type: 'refresh_token', refresh_token: refresh }
    expect(errorIn(await d.postJson(TOKEN, fields))).toBe('invalid_request')
    await tiktok.settings({ 'tiktok.form_charset': 'refused' })
    // What `fetch` sends for URLSearchParams names a charset.
    expect(errorIn(await d.postForm(TOKEN, fields))).toBe('invalid_request')
    const bare = await fetch(d.url + TOKEN, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    })
    expect(bare.status).toBe(200)
  })

  test('gives apps a token that opens nothing of a person’s', async () => {
    const { body } = await d.postForm(TOKEN, { ...CLIENT, grant_type: 'client_credentials' })
    expect(body).toEqual({
      access_token: expect.stringMatching(/^clt\./),
      expires_in: 7200,
      token_type: 'Bearer',
    })
    expect((await tiktok.info(String(body.access_token))).status).toBe(401)
  })

  test('says what goes wrong on its own side, and spends nothing then', async () => {
    const { refresh } = await tiktok.connect()
    for (const [trouble, status] of [
      ['server_error', 500],
      ['temporarily_unavailable', 503],
      ['access_denied', 400],
    ] as const) {
      await d.act('tiktok', LINA, 'meet-trouble', { trouble, times: '1' })
      expect(await tiktok.refresh(refresh)).toMatchObject({ status, body: { error: trouble } })
    }
    expect((await tiktok.refresh(refresh)).status).toBe(200)
  })
})

describe('the refresh token', () => {
  test('is strictly of one use, and a lost reply loses it', async () => {
    const first = await tiktok.connect()
    await d.send('POST', '/_sandbox/faults', {
      host: 'open.tiktokapis.com',
      path: '/v2/oauth/token',
      kind: 'reset',
      handled: true,
    })
    await expect(tiktok.refresh(first.refresh)).rejects.toThrow()
    expect(errorIn(await tiktok.refresh(first.refresh))).toBe('invalid_grant')
    // The access token of before lives to its own end.
    expect((await tiktok.info(first.access)).status).toBe(200)
  })

  test('may come once more within the grace, the newest but one only', async () => {
    await tiktok.settings({ 'tiktok.refresh_grace_seconds': 60 })
    const first = await tiktok.connect()
    const second = tokensIn((await tiktok.refresh(first.refresh)).body)
    await d.advance('59s')
    const again = tokensIn((await tiktok.refresh(first.refresh)).body)
    expect(again.refresh).not.toBe(second.refresh)
    const third = tokensIn((await tiktok.refresh(again.refresh)).body)
    expect(errorIn(await tiktok.refresh(first.refresh))).toBe('invalid_grant')
    await d.advance('61s')
    expect(errorIn(await tiktok.refresh(again.refresh))).toBe('invalid_grant')
    expect((await tiktok.refresh(third.refresh)).status).toBe(200)
  })

  test('that comes a second time ends everything where the setting says so', async () => {
    await tiktok.settings({ 'tiktok.reuse_ends_grant': true })
    const first = await tiktok.connect()
    const second = tokensIn((await tiktok.refresh(first.refresh)).body)
    expect(errorIn(await tiktok.refresh(first.refresh))).toBe('invalid_grant')
    expect(errorIn(await tiktok.refresh(second.refresh))).toBe('invalid_grant')
    expect((await tiktok.info(second.access)).status).toBe(401)
  })

  test.each([
    ['tiktok-2026-11', 180, 2],
    ['tiktok-legacy', 365, 24],
  ])('of %s ends %i days after consent, or after the last refresh', async (lifetimes, days, hours) => {
    await tiktok.settings({ 'tiktok.lifetimes': lifetimes })
    const absolute = await tiktok.connect()
    expect(absolute.body).toMatchObject({
      expires_in: hours * 3600,
      refresh_expires_in: days * DAYS,
      scope: SCOPES,
    })
    await d.advance('100d')
    const later = tokensIn((await tiktok.refresh(absolute.refresh)).body)
    expect(later.body.refresh_expires_in).toBeLessThanOrEqual((days - 100) * DAYS)
    await tiktok.settings({ 'tiktok.refresh_clock': 'sliding' })
    const sliding = tokensIn((await tiktok.refresh(later.refresh)).body)
    expect(sliding.body.refresh_expires_in).toBe(days * DAYS)
    await d.advance(`${days - 1}d`)
    expect((await tiktok.refresh(sliding.refresh)).status).toBe(200)
  })

  test('brings the scopes as they are now', async () => {
    const { refresh } = await tiktok.connect()
    await d.act('tiktok', LINA, 'remove-scope', { scope: 'video.list' })
    expect((await tiktok.refresh(refresh)).body.scope).toBe(
      'user.info.basic,user.info.profile,user.info.stats',
    )
  })

  test('survives a revocation no more than the rest, which wants a living access token', async () => {
    const tokens = await tiktok.connect()
    const revoke = (token: string) =>
      d.postForm('/open.tiktokapis.com/v2/oauth/revoke/', { ...CLIENT, token })
    expect(errorIn(await revoke(tokens.refresh))).toBe('invalid_request')
    await d.advance('3h')
    expect(errorIn(await revoke(tokens.access))).toBe('invalid_request')
    const fresh = tokensIn((await tiktok.refresh(tokens.refresh)).body)
    expect(await revoke(fresh.access)).toMatchObject({ status: 200, body: {} })
    expect(errorIn(await tiktok.refresh(fresh.refresh))).toBe('invalid_grant')
    const page = await d.get(
      address('/www.tiktok.com/v2/auth/authorize', Object.fromEntries(new URL(authorize()).searchParams)),
      { cookie: `sandbox_tiktok=${LINA}@9999999999999` },
    )
    // The app is no longer among the connected ones, so the person is asked again.
    expect(page.text).toContain('would like to')
  })
})
