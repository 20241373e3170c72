import { createHash, generateKeyPairSync } from 'node:crypto'
import { createLocalJWKSet, importPKCS8, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive, errorOf, type Reply } from '../driving.ts'
import { personByKey } from '../people.ts'
import { type Receiver, receive } from '../receiving.ts'

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/'
const OAUTH = 'https://schemas.openid.net/secevent/oauth/event-type/'
const PUSH = 'https://schemas.openid.net/secevent/risc/delivery-method/push'
const NOOR = personByKey('noor')?.google[0]
const LINA = personByKey('lina')?.google[0]?.sub ?? ''
const YOUTUBE = 'https://www.googleapis.com/auth/youtube.readonly'
let d: Driver
let app: Receiver

beforeEach(async () => {
  ;[d, app] = await Promise.all([drive(), receive()])
  app.answer({ status: 202 })
})
afterEach(async () => {
  await d.sandbox.close()
  await app.close()
})

const shortcut = (webhook_url: string | null = `${app.url}/risc`) =>
  d.send('PUT', '/_sandbox/apps/youtube', { client_id: 'sandbox-youtube', webhook_url })
const flush = () => d.send('POST', '/_sandbox/deliveries/flush')
const set = (settings: Record<string, unknown>) => d.send('PATCH', '/_sandbox/settings', settings)
const deliveries = async () =>
  (await d.get('/_sandbox/deliveries')).body.deliveries as Record<string, unknown>[]

async function connect(of: { account?: string; scope?: string } = {}): Promise<Record<string, unknown>> {
  const back = await d.consent(
    address('https://accounts.google.com/o/oauth2/v2/auth', {
      client_id: 'sandbox-youtube',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: of.scope ?? `openid email ${YOUTUBE}`,
      access_type: 'offline',
      prompt: 'consent',
    }),
    { account: of.account ?? LINA },
  )
  const { body } = await d.postForm('/oauth2.googleapis.com/token', {
    client_id: 'sandbox-youtube',
    client_secret: 'sandbox-youtube-secret',
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code: back.searchParams.get('code') ?? '',
  })
  return body
}

/** The tokens that came, verified with the published keys as Google's page asks. */
async function events(): Promise<{ claims: Record<string, unknown>; events: Record<string, unknown> }[]> {
  const config = (await d.get('/accounts.google.com/.well-known/risc-configuration')).body
  const keys = createLocalJWKSet(
    (await d.get(`/${String(config.jwks_uri).replace('https://', '')}`)).body as unknown as JSONWebKeySet,
  )
  return Promise.all(
    app.received.map(async ({ method, path, headers, body }) => {
      expect([method, path, headers['content-type']]).toEqual(['POST', '/risc', 'application/secevent+jwt'])
      const { payload } = await jwtVerify(body, keys, {
        issuer: String(config.issuer),
        audience: 'sandbox-youtube',
        algorithms: ['RS256'],
      })
      expect(payload).toMatchObject({ iat: expect.any(Number), jti: expect.stringMatching(/^\w{32}$/) })
      expect(payload).not.toHaveProperty('sub')
      return { claims: payload, events: payload.events as Record<string, unknown> }
    }),
  )
}
const subject = (sub: string) => ({
  subject: { subject_type: 'iss-sub', iss: 'https://accounts.google.com/', sub },
})

test.each([
  ['remove-app', {}, [{ [`${OAUTH}tokens-revoked`]: subject(LINA) }]],
  ['security-check', {}, [{ [`${RISC}account-disabled`]: { ...subject(LINA), reason: 'hijacking' } }]],
  [
    'security-check',
    { reason: 'bulk-account' },
    [{ [`${RISC}account-disabled`]: { ...subject(LINA), reason: 'bulk-account' } }],
  ],
  ['security-check', { reason: 'none' }, [{ [`${RISC}account-disabled`]: subject(LINA) }]],
  ['revoke-sessions', {}, [{ [`${RISC}sessions-revoked`]: subject(LINA) }]],
  ['require-credential-change', {}, [{ [`${RISC}account-credential-change-required`]: subject(LINA) }]],
  ['change-password', {}, []],
  ['pass-security-check', {}, []],
  ['close', {}, []],
])('%s %j is told as Google tells it', async (action, details, expected) => {
  await shortcut()
  await connect()
  await d.act('youtube', LINA, action, details)
  await flush()
  expect((await events()).map((each) => each.events)).toEqual(expected)
})

test('a restored account is told of, once, and each event has an id of its own', async () => {
  await shortcut()
  await connect()
  await d.act('youtube', LINA, 'security-check')
  await d.act('youtube', LINA, 'security-check')
  await d.act('youtube', LINA, 'pass-security-check')
  await d.act('youtube', LINA, 'pass-security-check')
  await flush()
  const told = await events()
  expect(told.map((each) => Object.keys(each.events))).toEqual([
    [`${RISC}account-disabled`],
    [`${RISC}account-enabled`],
  ])
  expect(new Set(told.map(({ claims }) => claims.jti)).size).toBe(2)
})

test('a brand channel is an identity of its own', async () => {
  const [own, brand] = NOOR?.channels ?? []
  await shortcut()
  await connect({ account: own?.id ?? '' })
  await connect({ account: brand?.id ?? '' })
  await d.act('youtube', brand?.id ?? '', 'remove-app')
  await d.act('youtube', NOOR?.sub ?? '', 'security-check')
  await flush()
  expect((await events()).map((each) => each.events)).toEqual([
    { [`${OAUTH}tokens-revoked`]: subject(brand?.sub ?? '') },
    { [`${RISC}account-disabled`]: { ...subject(own?.sub ?? ''), reason: 'hijacking' } },
  ])
})

test('a revoked refresh token is told of by its first 16 characters, or by its double hash', async () => {
  await shortcut()
  for (const alg of ['prefix', 'hash_base64_sha512_sha512']) {
    await set({ 'youtube.token_identifier': alg })
    const token = String((await connect()).refresh_token)
    await d.postForm('/oauth2.googleapis.com/revoke', { token })
    await flush()
    const double = createHash('sha512').update(createHash('sha512').update(token).digest()).digest('base64')
    expect((await events()).at(-1)?.events).toEqual({
      [`${OAUTH}token-revoked`]: {
        subject: {
          subject_type: 'oauth_token',
          token_type: 'refresh_token',
          token_identifier_alg: alg,
          token: alg === 'prefix' ? token.slice(0, 16) : double,
        },
      },
    })
  }
  expect(app.received).toHaveLength(2)
})

test('a changed password and a deleted account are told of where that is played', async () => {
  await shortcut()
  await set({ 'youtube.password_change_events': 'both', 'youtube.account_purged': true })
  await connect()
  await d.act('youtube', LINA, 'change-password')
  await d.act('youtube', LINA, 'close')
  await flush()
  expect((await events()).map((each) => Object.keys(each.events)[0])).toEqual([
    `${RISC}sessions-revoked`,
    `${RISC}account-credential-change-required`,
    `${RISC}account-purged`,
  ])
})

test('Google tells only of people whose address or profile the app may see', async () => {
  await shortcut()
  await connect({ scope: `openid ${YOUTUBE}` })
  await d.act('youtube', LINA, 'revoke-sessions')
  await set({ 'youtube.events_for': 'any-sign-in-scope' })
  await d.act('youtube', LINA, 'require-credential-change')
  await flush()
  expect((await events()).map((each) => Object.keys(each.events)[0])).toEqual([
    `${RISC}account-credential-change-required`,
  ])
})

test('only 202 is taken, 400 ends it, anything else is tried a few times', async () => {
  await shortcut()
  await connect()
  for (const [status, end] of [
    [400, 'refused'],
    [200, 'waiting'],
  ] as const) {
    app.answer({ status })
    await d.act('youtube', LINA, 'revoke-sessions')
    await flush()
    expect((await deliveries()).at(-1)).toMatchObject({ state: end, attempts: [{ status }] })
  }
  await d.advance('1d')
  await d.advance('1d')
  await d.advance('1d')
  expect((await deliveries()).at(-1)).toMatchObject({ state: 'given-up', next_at: null })
  expect((await deliveries()).at(-1)?.attempts).toHaveLength(4)
})

async function serviceAccount(more: Record<string, unknown> = {}): Promise<Record<string, string>> {
  const made = await d.send('PUT', '/_sandbox/apps/youtube/service-account', more)
  expect(made.status).toBe(200)
  return made.body.key_file as Record<string, string>
}

async function bearerOf(
  key: Record<string, string>,
  claims: Record<string, unknown> = {},
): Promise<Record<string, string>> {
  const now = Math.floor(Date.now() / 1000)
  const token = await new SignJWT({
    iss: String(key.client_email),
    sub: String(key.client_email),
    aud: 'https://risc.googleapis.com/google.identity.risc.v1beta.RiscManagementService',
    iat: now,
    exp: now + 3600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: String(key.private_key_id) })
    .sign(await importPKCS8(String(key.private_key), 'RS256'))
  return { authorization: `Bearer ${token}` }
}
const risc = (path: string) => `/risc.googleapis.com/v1beta/${path}`
const update = (headers: Record<string, string>, body: unknown): Promise<Reply> =>
  d.postJson(risc('stream:update'), body, headers)
const stream = (more: Record<string, unknown> = {}) => ({
  delivery: { delivery_method: PUSH, url: `${app.url}/risc` },
  events_requested: [`${RISC}verification`, `${RISC}sessions-revoked`],
  ...more,
})

test('a service account configures the stream, tests it, stops it and starts it again', async () => {
  const auth = await bearerOf(await serviceAccount())
  expect((await update(auth, stream())).status).toBe(200)
  expect((await d.get(risc('stream'), auth)).body).toEqual(stream())
  expect((await d.get(risc('stream/status'), auth)).body).toEqual({ status: 'enabled' })
  await d.postJson(risc('stream:verify'), { state: 'just a test' }, auth)
  await connect()
  await d.act('youtube', LINA, 'revoke-sessions')
  await d.act('youtube', LINA, 'require-credential-change')
  await flush()
  expect((await events()).map((each) => each.events)).toEqual([
    { [`${RISC}verification`]: { state: 'just a test' } },
    { [`${RISC}sessions-revoked`]: subject(LINA) },
  ])
  app.answer({ status: 500 })
  await d.act('youtube', LINA, 'revoke-sessions')
  await flush()
  expect((await d.postJson(risc('stream/status:update'), { status: 'disabled' }, auth)).status).toBe(200)
  await d.act('youtube', LINA, 'revoke-sessions')
  await d.postJson(risc('stream:verify'), { state: 'off' }, auth)
  await d.advance('1h')
  app.answer({ status: 202 })
  await d.postJson(risc('stream/status:update'), { status: 'enabled' }, auth)
  await d.advance('1d')
  expect(app.received).toHaveLength(3)
  expect((await deliveries()).map((each) => each.state)).toEqual(['delivered', 'delivered', 'dropped'])
})

test('the stream API says what is wrong in Google’s words', async () => {
  const key = await serviceAccount()
  const auth = await bearerOf(key)
  const said = async (reply: Promise<Reply>) => {
    const { code, message, status } = errorOf(await reply)
    return [code, message, status]
  }
  expect(await said(d.get(risc('stream'), auth))).toEqual([
    404,
    'Project has no RISC configuration.',
    'NOT_FOUND',
  ])
  expect(await said(d.postJson(risc('stream/status:update'), { status: 'enabled' }, auth))).toEqual([
    404,
    'Project has no existing RISC configuration, cannot update status.',
    'NOT_FOUND',
  ])
  expect(await said(d.postJson(risc('stream/status:update'), { status: 'off' }, auth))).toEqual([
    403,
    'Invalid status.',
    'PERMISSION_DENIED',
  ])
  for (const [field, body] of [
    ['delivery', { events_requested: [] }],
    ['delivery_method', stream({ delivery: { url: `${app.url}/risc` } })],
    ['url', stream({ delivery: { delivery_method: PUSH } })],
    ['events_requested', { delivery: stream().delivery }],
  ] as const)
    expect(await said(update(auth, body))).toEqual([
      400,
      `Stream configuration must contain ${field} field.`,
      'INVALID_ARGUMENT',
    ])
  const to = (url: string) => stream({ delivery: { delivery_method: PUSH, url } })
  expect((await said(update(auth, to('http://a.example/risc'))))[1]).toBe(
    'The delivery endpoint must be an HTTPS URL.',
  )
  expect((await said(update(auth, to('https://a.example/risc'))))[1]).toBe(
    "The delivery endpoint does not belong to any of your project's domains.",
  )
  const user = { authorization: `Bearer ${String((await connect()).access_token)}` }
  expect(await said(d.get(risc('stream'), user))).toEqual([
    403,
    'Stream management APIs should only be called by a service account.',
    'PERMISSION_DENIED',
  ])
  expect((await said(d.get(risc('nope'), auth)))[0]).toBe(404)
})

test('a token that is not signed for this API by a known key is unauthorized', async () => {
  const key = await serviceAccount()
  const now = Math.floor(Date.now() / 1000)
  const other = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const none = Buffer.from('{"alg":"none"}').toString('base64url')
  const wrong = [
    {},
    { authorization: 'Bearer x' },
    { authorization: `Bearer ${none}.${none}.` },
    await bearerOf({ ...key, private_key: other.privateKey }),
    await bearerOf({ ...key, private_key_id: 'unknown' }),
    await bearerOf(key, { aud: 'https://oauth2.googleapis.com/token' }),
    await bearerOf(key, { sub: 'somebody@else.example' }),
    await bearerOf(key, { iat: now, exp: now + 7200 }),
    await bearerOf(key, { iat: now - 7200, exp: now - 3600 }),
  ]
  for (const headers of wrong) {
    const reply = await d.get(risc('stream'), headers)
    expect([reply.status, errorOf(reply).message]).toEqual([401, 'Unauthorized.'])
  }
  const registered = await d.send('PUT', '/_sandbox/apps/youtube/service-account', {
    key_id: 'mine',
    public_key: other.publicKey,
  })
  expect(registered.body).toMatchObject({ key_file: null, key_ids: [key.private_key_id, 'mine'] })
  const mine = { ...key, private_key_id: 'mine', private_key: other.privateKey }
  expect((await d.get(risc('stream'), await bearerOf(mine))).status).toBe(404)
})

test.each([
  [{ role: null }, 'Service account needs permission to access your RISC configuration'],
  [{ project: 'empty' }, 'To use this API your project must have at least one OAuth client configured.'],
  [{ project_state: 'deleted' }, 'Project could not be found.'],
  [
    { project_state: 'firebase-managed' },
    'Existing stream configuration does not have spec-compliant delivery method for RISC.',
  ],
])('a service account with %j is refused', async (more, message) => {
  const reply = await d.get(risc('stream'), await bearerOf(await serviceAccount(more)))
  expect([reply.status, errorOf(reply).message]).toEqual([403, message])
})

test('a stream belongs to the project, and the short way is shown with the app', async () => {
  const auth = await bearerOf(await serviceAccount())
  await update(auth, stream())
  const shown = async () =>
    ((await d.get('/_sandbox/apps')).body.apps as Record<string, unknown>[]).find(
      (each) => each.network === 'youtube',
    )?.webhook_url
  expect(await shown()).toBe(`${app.url}/risc`)
  await shortcut(null)
  expect(await shown()).toBeNull()
  expect((await d.get(risc('stream'), auth)).status).toBe(404)
  await shortcut()
  expect((await d.get(risc('stream'), auth)).body.events_requested).toContain(`${OAUTH}token-revoked`)
})
