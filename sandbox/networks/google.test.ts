import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CALLBACK, type Driver, drive } from '../driving.ts'
import {
  authorize,
  CLIENT,
  channelOf,
  driveGoogle,
  type Google,
  googleOf,
  READ,
  REPORTS,
} from './driving-google.ts'

const DIEGO = channelOf('diego')
const DEAD = { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }
let d: Driver
let google: Google

beforeEach(async () => {
  d = await drive()
  google = driveGoogle(d)
})
afterEach(() => d.sandbox.close())

const pageAt = (url: string, headers: Record<string, string> = {}) =>
  d.get(`/${url.replace('https://', '')}`, headers)
const postPage = (url: string, fields: Record<string, string>) =>
  d.postForm(`/${url.replace('https://', '')}`, fields)
const refusedConsent = async (choice: Record<string, unknown> = {}, more: Record<string, string> = {}) => {
  const reply = await d.postJson('/_sandbox/consent', {
    authorize_url: authorize(more),
    account: DIEGO.sub,
    ...choice,
  })
  expect(reply.status, reply.text).toBe(409)
  return String((reply.body.error as { message: string }).message)
}
const app = (fields: Record<string, unknown>) =>
  d.send('PUT', '/_sandbox/apps/youtube', { client_id: CLIENT.client_id, ...fields })

describe('Google’s authorization page refuses', () => {
  test.each([
    ['client_id', { client_id: 'nobody' }, 401, 'invalid_client', 'The OAuth client was not found.'],
    [
      'redirect_uri',
      { redirect_uri: 'https://else.example/' },
      400,
      'redirect_uri_mismatch',
      'does not match',
    ],
    ['oob', { redirect_uri: 'urn:ietf:wg:oauth:2.0:oob' }, 400, 'invalid_request', 'OAuth 2.0 policy'],
    ['scope', { scope: `${READ} nonsense` }, 400, 'invalid_scope', 'invalid=[nonsense]'],
    ['access_type', { access_type: 'always' }, 400, 'invalid_request', 'access_type'],
    ['prompt', { prompt: 'login' }, 400, 'invalid_request', 'Invalid prompt: login'],
    ['prompts', { prompt: 'none consent' }, 400, 'invalid_request', 'prompt'],
    ['approval', { approval_prompt: 'force' }, 400, 'invalid_request', 'Conflict params'],
    ['response_type', { response_type: 'token' }, 400, 'unsupported_response_type', 'code only'],
    ['challenge', { code_challenge: 'short' }, 400, 'invalid_request', 'code_challenge'],
    [
      'method',
      { code_challenge: 'v'.repeat(43), code_challenge_method: 'S512' },
      400,
      'invalid_request',
      'S512',
    ],
  ])('a wrong %s', async (_, more, status, code, words) => {
    const page = await pageAt(authorize(more))
    expect(page.status).toBe(status)
    expect(page.text).toContain(`Error ${status}: ${code}`)
    expect(page.text).toContain(words)
  })

  test.each([
    ['deleted', 'The OAuth client was deleted.'],
    ['disabled', 'The OAuth client was disabled.'],
    ['unauthorized', 'Unauthorized'],
  ])('a client that is %s', async (status, error_description) => {
    expect((await app({ status })).status).toBe(200)
    expect((await pageAt(authorize())).text).toContain(`Error 401: ${status}_client`)
    expect(await google.refresh('1//x')).toMatchObject({
      status: 401,
      body: { error: `${status}_client`, error_description },
    })
    expect((await app({ status: 'nonsense' })).status).toBe(400)
  })

  test('browsers inside other apps', async () => {
    const page = await pageAt(authorize(), {
      'user-agent': 'Mozilla/5.0 (Linux; Android 15; wv) Instagram 350',
    })
    expect(page).toMatchObject({ status: 403 })
    expect(page.text).toContain('disallowed_useragent')
  })

  test('people outside the organization, and who is not a tester', async () => {
    await app({ status: 'internal', testers: [googleOf('noor').email] })
    expect(await refusedConsent()).toContain('Error 403: org_internal')
    expect(
      (await d.consent(authorize(), { account: googleOf('noor').sub })).searchParams.get('code'),
    ).toBeTruthy()
    await app({ status: 'live', testers: [googleOf('noor').sub] })
    expect((await google.connect()).refresh).not.toBe('')
    await google.settings({ 'youtube.publishing': 'testing' })
    expect(await refusedConsent()).toContain('has not completed the Google verification process')
  })

  test('brand accounts of an app in testing, where the setting says so', async () => {
    const noor = googleOf('noor')
    await google.settings({ 'youtube.publishing': 'testing', 'youtube.testing_refuses': 'brand-accounts' })
    const brand = { account: noor.sub, channel: channelOf('noor', 1).id }
    expect(await refusedConsent(brand)).toContain('Error 403: access_denied')
    expect((await google.connect({ account: noor.sub, channel: channelOf('noor', 0).id })).refresh).not.toBe(
      '',
    )
  })

  test('brand accounts that were asked for their e-mail, where the setting says so', async () => {
    await google.settings({ 'youtube.brand_with_identity': 'stuck' })
    const brand = { account: googleOf('noor').sub, channel: channelOf('noor', 1).id }
    expect(await refusedConsent(brand, { scope: `openid email ${READ}` })).toContain('stuck')
    expect((await google.connect(brand)).refresh).not.toBe('')
  })

  test('the user above the cap of an unverified app', async () => {
    await google.settings({ 'youtube.verification': 'unverified', 'youtube.new_users_cap': 1 })
    await google.connect()
    expect(await refusedConsent({ account: channelOf('lina').sub })).toContain('number of new users')
    expect((await google.connect()).refresh).not.toBe('')
  })

  test('whom an administrator keeps away, on the page or on the way back', async () => {
    await d.act('youtube', DIEGO.sub, 'meet-trouble', { trouble: 'admin_policy_enforced' })
    expect(await refusedConsent()).toContain('Error 400: admin_policy_enforced')
    await google.settings({ 'youtube.admin_refusal': 'redirect' })
    const back = await d.consent(authorize(), { account: DIEGO.sub })
    expect(Object.fromEntries(back.searchParams)).toEqual({ error: 'admin_policy_enforced', state: 'st' })
  })
})

describe('Google’s consent', () => {
  test('warns of an app that it does not know, and lets people on', async () => {
    await google.settings({ 'youtube.verification': 'unverified' })
    const warning = await postPage(authorize(), { account: DIEGO.sub })
    expect(warning.text).toContain('Google hasn’t verified this app')
    expect(warning.text).toContain('Go to Rechannel (unsafe)')
    const consent = await postPage(authorize(), { account: DIEGO.sub, decision: 'continue' })
    expect(consent.text).toContain('wants access to your Google Account')
    await google.settings({ 'youtube.verification': 'verified' })
    await app({ scopes: [READ] })
    expect((await postPage(authorize(), { account: DIEGO.sub })).text).toContain('hasn’t verified')
    expect((await postPage(authorize({ scope: READ }), { account: DIEGO.sub })).text).not.toContain(
      'verified',
    )
  })

  test('comes back with its issuer, and with a refusal when nothing was ticked', async () => {
    const back = await d.consent(authorize(), { account: DIEGO.sub })
    expect([...back.searchParams.keys()]).toEqual(['state', 'iss', 'code', 'scope', 'authuser', 'prompt'])
    const nothing = await d.consent(authorize(), { account: DIEGO.sub, decline: [READ, REPORTS] })
    expect(nothing.searchParams.get('error')).toBe('access_denied')
  })

  test('adds what any client of the project was given before', async () => {
    await d.send('PUT', '/_sandbox/apps/youtube', {
      client_id: 'sibling',
      project: 'sandbox-youtube',
      redirect_uris: [CALLBACK],
    })
    await d.consent(authorize({ client_id: 'sibling', scope: REPORTS }), { account: DIEGO.sub })
    const plain = await google.connect({}, { scope: READ })
    expect(plain.body.scope).toBe(READ)
    const added = await google.connect({}, { scope: READ, include_granted_scopes: 'true' })
    expect(added.body.scope).toBe(`${READ} ${REPORTS}`)
  })

  test('is asked for again by the older approval_prompt', async () => {
    await google.connect()
    const cookie = `sandbox_youtube=${DIEGO.sub}@9999999999999`
    const older = new URL(authorize())
    older.searchParams.delete('prompt')
    const silent = await pageAt(older.href, { cookie })
    expect(silent.status).toBe(302)
    older.searchParams.set('approval_prompt', 'force')
    expect((await pageAt(older.href, { cookie })).text).toContain('wants access to your Google Account')
  })

  test('can be given for some days', async () => {
    await google.settings({ 'youtube.access_days': 7 })
    expect((await postPage(authorize(), { account: DIEGO.sub })).text).toContain(
      '<option value="7" selected>',
    )
    const week = await google.connect()
    // Counted from the yes on: a slow machine takes its seconds from it.
    expect(week.body.refresh_token_expires_in).toBeGreaterThan(7 * 86_400 - 300)
    expect(week.body.refresh_token_expires_in).toBeLessThan(7 * 86_400)
    await d.advance('6d')
    expect((await google.refresh(week.refresh)).body.refresh_token_expires_in).toBeLessThanOrEqual(86_400)
    await d.advance('23h')
    // The last access token ends with the permission.
    expect((await google.refresh(week.refresh)).body.expires_in).toBeLessThanOrEqual(3600)
    await d.advance('1h')
    expect((await google.refresh(week.refresh)).body).toEqual(DEAD)
    const forever = await google.connect({ access_days: 0 })
    expect(forever.body).not.toHaveProperty('refresh_token_expires_in')
  })
})

describe('Google’s tokens', () => {
  test('are taken from forms, JSON and the query, with the secret in either place', async () => {
    const { refresh } = await google.connect()
    const fields = { ...CLIENT, grant_type: 'refresh_token', refresh_token: refresh }
    expect((await d.postJson('/oauth2.googleapis.com/token', fields)).status).toBe(200)
    expect((await d.send('POST', `/oauth2.googleapis.com/token?${new URLSearchParams(fields)}`)).status).toBe(
      200,
    )
    const basic = Buffer.from(`${CLIENT.client_id}:${CLIENT.client_secret}`).toString('base64')
    for (const path of [
      '/oauth2.googleapis.com/token',
      '/www.googleapis.com/oauth2/v4/token',
      '/accounts.google.com/o/oauth2/token',
    ]) {
      const reply = await fetch(d.url + path, {
        method: 'POST',
        headers: { authorization: `Basic ${basic}` },
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refresh }),
      })
      expect(reply.status, path).toBe(200)
    }
  })

  test('are never kept by anyone on the way', async () => {
    const reply = await google.exchange(await d.consent(authorize(), { account: DIEGO.sub }))
    expect(reply.headers.get('cache-control')).toContain('no-store')
    expect(reply.headers.get('pragma')).toBe('no-cache')
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(reply.text.startsWith('{\n  "access_token"')).toBe(true)
  })

  test.each([
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type', 'Invalid grant_type: password'],
    [{ client_secret: 'no' }, 401, 'invalid_client', 'Unauthorized'],
    [{ client_id: 'nobody' }, 401, 'invalid_client', 'The OAuth client was not found.'],
    [{ refresh_token: 'never' }, 400, 'invalid_grant', 'Bad Request'],
    [{ refresh_token: '' }, 400, 'invalid_request', 'Missing required parameter: refresh_token'],
    [{ scope: 'https://www.googleapis.com/auth/drive' }, 400, 'invalid_scope', 'Bad Request'],
  ])('are refused for %o', async (more, status, error, error_description) => {
    const { refresh } = await google.connect()
    const reply = await google.refresh(refresh, more)
    expect({ status: reply.status, body: reply.body }).toEqual({ status, body: { error, error_description } })
    // Only APIs challenge; the token service never does.
    expect(reply.headers.get('www-authenticate')).toBeNull()
  })

  test('of an account and a client are a hundred at most: the oldest dies in silence', async () => {
    await google.settings({ 'youtube.live_refresh_tokens': 2 })
    const [first, second, other] = [
      await google.connect(),
      await google.connect(),
      await google.connect({ account: channelOf('lina').sub }),
    ]
    expect((await google.refresh(first.refresh)).status).toBe(200)
    await google.connect()
    expect((await google.refresh(first.refresh)).body).toEqual(DEAD)
    // Its access token lives on to its own end, and nobody else's token is touched.
    expect((await google.api(first.access, '/oauth2.googleapis.com/tokeninfo')).status).toBe(200)
    expect((await google.refresh(second.refresh)).status).toBe(200)
    expect((await google.refresh(other.refresh)).status).toBe(200)
    await d.act('youtube', DIEGO.sub, 'use-up-tokens')
    expect((await google.refresh(second.refresh)).body).toEqual(DEAD)
  })

  test('that nobody uses for half a year end, those in use do not', async () => {
    const [used, idle] = [await google.connect(), await google.connect()]
    await d.advance('100d')
    await google.refresh(used.refresh)
    await d.advance('84d')
    expect((await google.refresh(idle.refresh)).body).toEqual(DEAD)
    expect((await google.refresh(used.refresh)).status).toBe(200)
  })

  test('given in testing keep their week when the app goes into production', async () => {
    await google.settings({ 'youtube.publishing': 'testing', 'youtube.testing_tells_end': false })
    const week = await google.connect()
    expect(week.body).not.toHaveProperty('refresh_token_expires_in')
    const signIn = await google.connect({}, { scope: 'openid email' })
    await google.settings({ 'youtube.publishing': 'production' })
    await d.advance('7d')
    expect((await google.refresh(week.refresh)).body).toEqual(DEAD)
    expect((await google.refresh(signIn.refresh)).status).toBe(200)
  })

  test('need a new sign-in under session control, and work after it', async () => {
    const before = await google.connect()
    await d.act('youtube', DIEGO.sub, 'meet-trouble', { trouble: 'invalid_rapt' })
    expect((await google.refresh(before.refresh)).body).toEqual({
      error: 'invalid_grant',
      error_description: 'reauth related error (invalid_rapt)',
      error_subtype: 'invalid_rapt',
    })
    expect((await google.api(before.access, '/oauth2.googleapis.com/tokeninfo')).status).toBe(200)
    const after = await google.connect()
    expect((await google.refresh(after.refresh)).status).toBe(200)
  })

  test('end with a revocation for every client of the project, by GET and POST at both addresses', async () => {
    const sibling = { client_id: 'sibling', client_secret: 'sibling-secret' }
    await d.send('PUT', '/_sandbox/apps/youtube', {
      ...sibling,
      project: 'sandbox-youtube',
      redirect_uris: [CALLBACK],
    })
    for (const [method, host] of [
      ['GET', 'oauth2.googleapis.com/revoke'],
      ['POST', 'accounts.google.com/o/oauth2/revoke'],
    ] as const) {
      const one = await google.connect()
      const back = await d.consent(authorize({ client_id: 'sibling' }), { account: DIEGO.sub })
      const two = await google.exchange(back, sibling)
      const done =
        method === 'GET'
          ? await d.get(`/${host}?token=${encodeURIComponent(one.access)}`)
          : await d.postForm(`/${host}`, { token: one.refresh })
      expect(done).toMatchObject({ status: 200, body: {} })
      const after = await google.refresh(String(two.body.refresh_token), sibling)
      expect(after.body).toEqual(DEAD)
      expect((await d.postForm(`/${host}`, { token: one.refresh })).body).toEqual({
        error: 'invalid_token',
        error_description: 'Token expired or revoked',
      })
    }
  })
})

describe('who a Google token belongs to', () => {
  test('is said by three generations of tokeninfo and userinfo, in their own names', async () => {
    const { access, body } = await google.connect({}, { scope: `openid email profile ${READ}` })
    const at = (path: string) => google.api(access, path)
    expect((await at('/www.googleapis.com/oauth2/v3/userinfo')).body).toMatchObject({
      sub: DIEGO.sub,
      email_verified: true,
    })
    expect((await at('/www.googleapis.com/oauth2/v2/userinfo')).body).toMatchObject({
      id: DIEGO.sub,
      verified_email: true,
      family_name: 'Álvarez',
    })
    const older = await d.get(`/www.googleapis.com/oauth2/v1/tokeninfo?access_token=${access}`)
    expect(older.body).toMatchObject({ issued_to: CLIENT.client_id, user_id: DIEGO.sub })
    expect(typeof older.body.expires_in).toBe('number')
    const id = await d.get(`/oauth2.googleapis.com/tokeninfo?id_token=${String(body.id_token)}`)
    expect(id.body).toMatchObject({ sub: DIEGO.sub, email_verified: 'true', alg: 'RS256' })
    const forged = `${String(body.id_token).slice(0, -8)}AAAAAAAA`
    expect((await d.get(`/oauth2.googleapis.com/tokeninfo?id_token=${forged}`)).body).toEqual({
      error: 'invalid_token',
      error_description: 'Invalid Value',
    })
  })

  test('is hashed into the ID token, which a refresh renews without a nonce', async () => {
    const { body, refresh } = await google.connect({}, { scope: `openid ${READ}`, nonce: 'n-1' })
    const claimsOf = (jwt: unknown) =>
      JSON.parse(Buffer.from(String(jwt).split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<
        string,
        unknown
      >
    const half = (token: unknown) =>
      createHash('sha256').update(String(token)).digest().subarray(0, 16).toString('base64url')
    expect(claimsOf(body.id_token)).toMatchObject({ nonce: 'n-1', at_hash: half(body.access_token) })
    expect(claimsOf(body.id_token)).not.toHaveProperty('email')
    const renewed = (await google.refresh(refresh)).body
    expect(claimsOf(renewed.id_token)).toMatchObject({ at_hash: half(renewed.access_token) })
    expect(claimsOf(renewed.id_token)).not.toHaveProperty('nonce')
  })
})
