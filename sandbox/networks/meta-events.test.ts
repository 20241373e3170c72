import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive, errorOf } from '../driving.ts'
import { PAGES, personByKey } from '../people.ts'
import { type Receiver, receive } from '../receiving.ts'
import { signedRequest } from './meta-events.ts'

const LINA = personByKey('lina')?.instagram[0]
const HENRIK = personByKey('henrik')?.facebook?.id ?? ''
const [OUTDOORS = '', BIKES = ''] = ['Dahl Outdoors', 'Bergen Bike Kitchen'].map(
  (name) => PAGES.find((page) => page.name === name)?.id ?? '',
)
let d: Driver
let app: Receiver

beforeEach(async () => {
  ;[d, app] = await Promise.all([drive(), receive()])
})
afterEach(async () => {
  await d.sandbox.close()
  await app.close()
})

const register = (network: string, more: Record<string, unknown> = {}) =>
  d.send('PUT', `/_sandbox/apps/${network}`, {
    client_id: `sandbox-${network}`,
    deauthorize_url: `${app.url}/deauthorize`,
    deletion_url: `${app.url}/deletion`,
    webhook_url: `${app.url}/webhook`,
    webhook_verify_token: 'meatyhamhock',
    ...more,
  })
const flush = () => d.send('POST', '/_sandbox/deliveries/flush')
const deliveries = async () =>
  (await d.get('/_sandbox/deliveries')).body.deliveries as Record<string, unknown>[]

async function connectInstagram(): Promise<string> {
  const back = await d.consent(
    address('https://www.instagram.com/oauth/authorize', {
      client_id: 'sandbox-instagram',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'instagram_business_basic',
    }),
    { account: LINA?.id },
  )
  const { body } = await d.postForm('/api.instagram.com/oauth/access_token', {
    client_id: 'sandbox-instagram',
    client_secret: 'sandbox-instagram-secret',
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code: back.searchParams.get('code') ?? '',
  })
  return String(body.access_token)
}

async function connectFacebook(choice: Record<string, unknown> = {}): Promise<string> {
  const back = await d.consent(
    address('https://www.facebook.com/v26.0/dialog/oauth', {
      client_id: 'sandbox-facebook',
      redirect_uri: CALLBACK,
      scope: 'pages_show_list,read_insights',
      auth_type: 'rerequest',
      state: 'st',
    }),
    { account: HENRIK, ...choice },
  )
  const { body } = await d.get(
    address('/graph.facebook.com/v26.0/oauth/access_token', {
      client_id: 'sandbox-facebook',
      client_secret: 'sandbox-facebook-secret',
      redirect_uri: CALLBACK,
      code: back.searchParams.get('code') ?? '',
    }),
  )
  return String(body.access_token)
}

/** What came to one path, its signature checked and its payload opened as the documents say. */
function signedRequests(path: string, secret: string): Record<string, unknown>[] {
  return app.received
    .filter((request) => request.path === path)
    .map(({ method, headers, body }) => {
      expect([method, headers['content-type']]).toEqual(['POST', 'application/x-www-form-urlencoded'])
      const [signature = '', payload = ''] = (new URLSearchParams(body).get('signed_request') ?? '').split(
        '.',
      )
      expect(signature).toBe(createHmac('sha256', secret).update(payload).digest('base64url'))
      return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>
    })
}

/** The changes that the webhook was told, its signature checked over the raw bytes. */
function permissionChanges(): unknown[] {
  return app.received
    .filter(({ method, path }) => method === 'POST' && path === '/webhook')
    .map(({ headers, body }) => {
      const expected = createHmac('sha256', 'sandbox-facebook-secret').update(body).digest('hex')
      expect(headers['x-hub-signature-256']).toBe(`sha256=${expected}`)
      const { object, entry } = JSON.parse(body) as { object: string; entry: Record<string, unknown>[] }
      expect(object).toBe('permissions')
      expect(entry[0]).toMatchObject({ id: HENRIK, uid: HENRIK, time: expect.any(Number) })
      return entry[0]?.changes
    })
}

test('signs as the published sample is signed', () => {
  const payload = '{"algorithm":"HMAC-SHA256","expires":1291840400,"issued_at":1291836800,"user_id":"218471"}'
  expect(signedRequest(payload, { secret: 'client_secret_shhhhhh!', forged: false })).toBe(
    'w5ZbbWP9yOwBA1uJZbc7-9gZok0O42U4i0yyvxXE_jY.eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImV4cGlyZXMiOjEyOTE4NDA0MDAsImlzc3VlZF9hdCI6MTI5MTgzNjgwMCwidXNlcl9pZCI6IjIxODQ3MSJ9',
  )
})

test('Instagram tells the deauthorize address the id that the app knows', async () => {
  await register('instagram')
  await connectInstagram()
  await d.act('instagram', LINA?.id ?? '', 'remove-app')
  await flush()
  expect(signedRequests('/deauthorize', 'sandbox-instagram-secret')).toEqual([
    {
      algorithm: 'HMAC-SHA256',
      user_id: LINA?.appScopedId,
      issued_at: expect.any(Number),
      expires: expect.any(Number),
    },
  ])
  expect(app.received.filter(({ path }) => path === '/deletion')).toEqual([])
})

test('removing with the data asks for deletion, too, and keeps the app’s answer', async () => {
  await register('facebook', { webhook_url: null })
  await connectFacebook()
  app.answer(({ path }) => ({
    status: 200,
    body:
      path === '/deletion' ? '{"url":"http://127.0.0.1:3999/status?code=X1","confirmation_code":"X1"}' : '',
  }))
  await d.act('facebook', HENRIK, 'remove-app-and-data')
  await flush()
  expect(signedRequests('/deauthorize', 'sandbox-facebook-secret')).toMatchObject([{ user_id: HENRIK }])
  expect(signedRequests('/deletion', 'sandbox-facebook-secret')).toMatchObject([{ user_id: HENRIK }])
  expect(await deliveries()).toMatchObject([
    { event: 'deauthorize', state: 'delivered', answer: null },
    {
      event: 'data-deletion',
      state: 'delivered',
      answer: { url: 'http://127.0.0.1:3999/status?code=X1', confirmation_code: 'X1' },
    },
  ])
  expect((await d.get('/_sandbox/deliveries/page')).text).toContain('status?code=X1')
})

test.each([
  ["{ url: 'http://a.example/', confirmation_code: 'x' }", /not JSON/],
  ['{"url":"/status","confirmation_code":"x"}', /no url/],
  ['{"url":"http://a.example/"}', /no confirmation_code/],
  ['null', /no url/],
])('the deletion answer %s is not taken', async (body, problem) => {
  await register('facebook', { webhook_url: null, deauthorize_url: null })
  await d.send('PATCH', '/_sandbox/settings', { 'meta.callback_retries': 'none' })
  await connectFacebook()
  app.answer({ status: 200, body })
  await d.act('facebook', HENRIK, 'remove-app-and-data')
  await flush()
  expect(await deliveries()).toMatchObject([
    {
      state: 'given-up',
      attempts: [{ status: 200, problem: expect.stringMatching(problem) }],
      answer: null,
    },
  ])
})

test('the webhook hears of permissions and Pages, given and taken', async () => {
  await register('facebook')
  await connectFacebook({ pages: [OUTDOORS] })
  await flush()
  const both = (verb: string, target_ids: string[]) =>
    ['pages_show_list', 'read_insights'].map((field) => ({ field, value: { verb, target_ids } }))
  expect(permissionChanges()).toEqual([
    [{ field: 'public_profile', value: { verb: 'granted' } }, ...both('granted', [OUTDOORS])],
  ])
  await d.act('facebook', HENRIK, 'tick-page', { page: BIKES })
  await d.act('facebook', HENRIK, 'tick-page', { page: BIKES })
  await d.act('facebook', HENRIK, 'untick-page', { page: OUTDOORS })
  await d.act('facebook', HENRIK, 'remove-scope', { scope: 'read_insights' })
  await d.act('facebook', HENRIK, 'remove-scope', { scope: 'read_insights' })
  await flush()
  expect(permissionChanges().slice(1)).toEqual([
    both('granted', [BIKES]),
    both('revoked', [OUTDOORS]),
    [{ field: 'read_insights', value: { verb: 'revoked', target_ids: [BIKES] } }],
  ])
})

test('asking again tells what was added and what was left out', async () => {
  await register('facebook')
  await connectFacebook({ pages: [OUTDOORS] })
  await connectFacebook({ pages: [BIKES], decline: ['read_insights'] })
  await flush()
  expect(permissionChanges()[1]).toEqual([
    { field: 'read_insights', value: { verb: 'revoked', target_ids: [OUTDOORS] } },
    { field: 'pages_show_list', value: { verb: 'revoked', target_ids: [OUTDOORS] } },
    { field: 'pages_show_list', value: { verb: 'granted', target_ids: [BIKES] } },
  ])
})

test('an app’s own calls are told like a person’s clicks', async () => {
  await register('facebook')
  const token = await connectFacebook()
  await d.send('DELETE', `/graph.facebook.com/v26.0/me/permissions/read_insights?access_token=${token}`)
  await d.send('DELETE', `/graph.facebook.com/v26.0/me/permissions?access_token=${token}`)
  await flush()
  expect(permissionChanges()[1]).toMatchObject([{ field: 'read_insights', value: { verb: 'revoked' } }])
  expect(signedRequests('/deauthorize', 'sandbox-facebook-secret')).toHaveLength(1)
})

test('nothing is told of passwords, checks, expiry, lost roles and closed accounts', async () => {
  await register('facebook')
  await register('instagram')
  await connectFacebook()
  await connectInstagram()
  await flush()
  const before = app.received.length
  for (const action of ['change-password', 'security-check', 'pass-security-check', 'close', 'reopen']) {
    await d.act('facebook', HENRIK, action)
    await d.act('instagram', LINA?.id ?? '', action)
  }
  await d.act('facebook', HENRIK, 'lose-page-role', { page: OUTDOORS })
  await d.advance('90d')
  await flush()
  expect(app.received).toHaveLength(before)
})

test('nothing is told to an app that was never allowed or has no address', async () => {
  await register('instagram')
  await d.act('instagram', LINA?.id ?? '', 'remove-app')
  await register('instagram', { deauthorize_url: null })
  await connectInstagram()
  await d.act('instagram', LINA?.id ?? '', 'remove-app')
  await flush()
  expect(await deliveries()).toEqual([])
})

test('an app hears only of itself', async () => {
  await register('instagram')
  await connectInstagram()
  await d.act('instagram', LINA?.id ?? '', 'remove-app', { client_id: 'another-app' })
  expect(await deliveries()).toEqual([])
})

test('a failure is tried again at once, then ever more rarely, for 36 hours', async () => {
  await register('instagram')
  await connectInstagram()
  app.answer({ status: 204 })
  await d.act('instagram', LINA?.id ?? '', 'remove-app')
  const gaps: number[] = []
  for (let round = 0; round < 20; round++) {
    await flush()
    const [delivery] = await deliveries()
    if (typeof delivery?.next_at !== 'string') break
    const { now } = (await d.get('/_sandbox/clock')).body
    gaps.push(Math.round((Date.parse(delivery.next_at) - Date.parse(String(now))) / 60_000))
    await d.send('POST', '/_sandbox/clock', { set: delivery.next_at, step: 'none' })
  }
  expect(gaps).toEqual([5, 30, 120, 360, 720, 720])
  expect(await deliveries()).toMatchObject([{ state: 'given-up', next_at: null }])
  expect(app.received.filter(({ path }) => path === '/deauthorize')).toHaveLength(8)
})

test('callbacks can be played as sent only once', async () => {
  await register('instagram')
  await d.send('PATCH', '/_sandbox/settings', { 'meta.callback_retries': 'none' })
  await connectInstagram()
  app.answer({ status: 500 })
  await d.act('instagram', LINA?.id ?? '', 'remove-app')
  await flush()
  expect(await deliveries()).toMatchObject([{ state: 'given-up', attempts: [{ status: 500 }] }])
})

test('a webhook is asked for the challenge when it is configured, and only when something changed', async () => {
  expect((await register('facebook')).status).toBe(200)
  expect(app.received).toHaveLength(1)
  const asked = app.received[0]
  expect([asked?.method, asked?.path]).toEqual(['GET', '/webhook'])
  expect(Object.fromEntries(asked?.query ?? [])).toEqual({
    'hub.mode': 'subscribe',
    'hub.verify_token': 'meatyhamhock',
    'hub.challenge': expect.stringMatching(/^[1-9]\d{9}$/),
  })
  await register('facebook')
  expect(app.received).toHaveLength(1)
  await register('facebook', { verify: true })
  await register('facebook', { webhook_verify_token: 'another' })
  expect(app.received).toHaveLength(3)
})

test.each([
  ['another text', { status: 200, body: 'no' }, /not the challenge/],
  ['a refusal', { status: 403 }, /HTTP Status Code = 403/],
])('a webhook that answers %s is not registered', async (_, answer, message) => {
  app.answer(answer)
  const refused = await register('instagram')
  expect(refused.status).toBe(409)
  expect(errorOf(refused)).toMatchObject({
    code: 'callback_verification_failed',
    message: expect.stringMatching(message),
  })
  const { apps } = (await d.get('/_sandbox/apps')).body
  expect(apps).toContainEqual(
    expect.objectContaining({ client_id: 'sandbox-instagram', webhook_url: null, deauthorize_url: null }),
  )
  expect((await register('instagram', { verify: false })).body).toMatchObject({
    webhook_url: `${app.url}/webhook`,
  })
})

test('what is left out of a registration stays, null takes it away, and no secret is shown', async () => {
  await register('instagram')
  const kept = (await d.send('PUT', '/_sandbox/apps/instagram', { client_id: 'sandbox-instagram' })).body
  expect(kept).toMatchObject({
    deauthorize_url: `${app.url}/deauthorize`,
    deletion_url: `${app.url}/deletion`,
    webhook_url: `${app.url}/webhook`,
  })
  expect(kept).not.toHaveProperty('webhook_verify_token')
  expect(kept).not.toHaveProperty('client_secret')
  const less = await d.send('PUT', '/_sandbox/apps/instagram', {
    client_id: 'sandbox-instagram',
    deletion_url: null,
  })
  expect(less.body).toMatchObject({ deauthorize_url: `${app.url}/deauthorize`, deletion_url: null })
})

test('only addresses on this machine can be registered, and only those that the network has', async () => {
  for (const url of ['https://a.example/x', 'http://127.0.0.1@a.example/', 'ftp://127.0.0.1/', 'no', 7, ''])
    for (const name of ['deauthorize_url', 'deletion_url', 'webhook_url'])
      expect((await register('instagram', { [name]: url })).status, `${name} ${url}`).toBe(400)
  expect((await register('tiktok')).status).toBe(400)
  expect(errorOf(await register('instagram', { webhook_verify_token: null }))).toMatchObject({
    code: 'verify_token_needed',
  })
})
