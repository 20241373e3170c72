import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive } from '../driving.ts'
import { personByKey } from '../people.ts'
import { type Receiver, receive } from '../receiving.ts'

const LINA = personByKey('lina')?.tiktok[0]?.openId ?? ''
let d: Driver
let app: Receiver

beforeEach(async () => {
  ;[d, app] = await Promise.all([drive(), receive()])
  await d.send('PUT', '/_sandbox/apps/tiktok', {
    client_id: 'sandbox-tiktok',
    webhook_url: `${app.url}/webhook`,
  })
})
afterEach(async () => {
  await d.sandbox.close()
  await app.close()
})

const flush = () => d.send('POST', '/_sandbox/deliveries/flush')
const delivery = async () =>
  ((await d.get('/_sandbox/deliveries')).body.deliveries as Record<string, unknown>[])[0]

async function connect(): Promise<string> {
  const back = await d.consent(
    address('https://www.tiktok.com/v2/auth/authorize/', {
      client_key: 'sandbox-tiktok',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'user.info.basic',
    }),
    { account: LINA },
  )
  const { body } = await d.postForm('/open.tiktokapis.com/v2/oauth/token/', {
    client_key: 'sandbox-tiktok',
    client_secret: 'sandbox-tiktok-secret',
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code: back.searchParams.get('code') ?? '',
  })
  return String(body.access_token)
}
const alive = async (token: string) =>
  (await d.get('/open.tiktokapis.com/v2/user/info/?fields=open_id', { authorization: `Bearer ${token}` }))
    .status === 200

/** The events that came, each signed over its time and its raw body. */
function events(): Record<string, unknown>[] {
  return app.received.map(({ headers, body }) => {
    const [, t = '', s] = /^t=(\d+),s=([0-9a-f]+)$/.exec(String(headers['tiktok-signature'])) ?? []
    expect(s).toBe(createHmac('sha256', 'sandbox-tiktok-secret').update(`${t}.${body}`).digest('hex'))
    return JSON.parse(body) as Record<string, unknown>
  })
}

test.each([
  ['remove-app', 1],
  ['close', 2],
  ['age-changed', 3],
  ['ban', 4],
  ['remove-app-unknown', 0],
])('%s is told with reason %i, when the token is dead already', async (action, reason) => {
  const token = await connect()
  expect(await alive(token)).toBe(true)
  let aliveThen: Promise<boolean> | undefined
  app.answer(() => {
    aliveThen = alive(token)
    return { status: 200 }
  })
  await d.act('tiktok', LINA, action)
  await flush()
  expect(events()).toEqual([
    {
      client_key: 'sandbox-tiktok',
      event: 'authorization.removed',
      create_time: expect.any(Number),
      user_openid: LINA,
      content: JSON.stringify({ reason }),
    },
  ])
  const [event] = events()
  const { now } = (await d.get('/_sandbox/clock')).body
  expect(Math.abs(Number(event?.create_time) - Date.parse(String(now)) / 1000)).toBeLessThan(60)
  expect(await aliveThen).toBe(false)
})

test('our own revocation comes back as reason 5', async () => {
  const token = await connect()
  await d.postForm('/open.tiktokapis.com/v2/oauth/revoke/', {
    client_key: 'sandbox-tiktok',
    client_secret: 'sandbox-tiktok-secret',
    token,
  })
  await flush()
  expect(events()).toMatchObject([{ content: '{"reason":5}' }])
})

test('nothing is told of a password, a lock, a smaller permission and expiry', async () => {
  await connect()
  await d.act('tiktok', LINA, 'change-password')
  await d.act('tiktok', LINA, 'remove-scope', { scope: 'user.info.basic' })
  await d.act('tiktok', LINA, 'security-check')
  await d.advance('200d')
  await flush()
  expect(app.received).toEqual([])
})

test('who was banned cannot sign in until the ban is lifted, and is told of once', async () => {
  await connect()
  await d.act('tiktok', LINA, 'ban')
  await d.act('tiktok', LINA, 'close')
  await expect(connect()).rejects.toThrow('account_closed')
  await d.act('tiktok', LINA, 'reopen')
  await expect(connect()).rejects.toThrow('security_check')
  await d.act('tiktok', LINA, 'pass-security-check')
  expect(await alive(await connect())).toBe(true)
  await flush()
  expect(events()).toMatchObject([{ content: '{"reason":4}' }])
})

test('anything but 200 is tried again, twice as late each time, for 72 hours', async () => {
  await connect()
  app.answer({ status: 202 })
  await d.act('tiktok', LINA, 'remove-app')
  const gaps: number[] = []
  for (let round = 0; round < 30; round++) {
    await flush()
    const next = (await delivery())?.next_at
    if (typeof next !== 'string') break
    const { now } = (await d.get('/_sandbox/clock')).body
    gaps.push(Math.round((Date.parse(next) - Date.parse(String(now))) / 60_000))
    await d.send('POST', '/_sandbox/clock', { set: next, step: 'none' })
  }
  expect(gaps).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048])
  expect(await delivery()).toMatchObject({ state: 'given-up' })
})

test('a retry is signed at its own time, or at the first one’s where that is played', async () => {
  await connect()
  app.answer({ status: 500 })
  await d.act('tiktok', LINA, 'remove-app')
  await flush()
  await d.advance('1h')
  await d.send('PATCH', '/_sandbox/settings', { 'tiktok.webhook_retry_time': 'first' })
  await d.advance('1h')
  const times = app.received.map(({ headers }) =>
    Number(/^t=(\d+)/.exec(String(headers['tiktok-signature']))?.[1]),
  )
  events()
  const [first = 0, second = 0, third = 0] = times
  expect(second - first).toBeGreaterThanOrEqual(3600)
  expect(third).toBe(first)
})

test('an app without a webhook is owed nothing', async () => {
  await connect()
  await d.send('PUT', '/_sandbox/apps/tiktok', { client_id: 'sandbox-tiktok', webhook_url: null })
  await d.act('tiktok', LINA, 'remove-app')
  expect(await delivery()).toBeUndefined()
})
