import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive, errorOf } from './driving.ts'
import type { Line } from './journal.ts'
import { personByKey } from './people.ts'
import { type Receiver, receive } from './receiving.ts'

const LINA = personByKey('lina')
const PRIYA = personByKey('priya')
let folder: string
let d: Driver
let app: Receiver

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  ;[d, app] = await Promise.all([drive({ journalFile: join(folder, 'world.jsonl') }), receive()])
  await d.send('PUT', '/_sandbox/apps/tiktok', {
    client_id: 'sandbox-tiktok',
    webhook_url: `${app.url}/hook`,
  })
})
afterEach(async () => {
  await d.sandbox.close()
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

type Shown = {
  id: string
  event: string
  state: string
  attempts: { status: number | null; problem: string }[]
} & Record<string, unknown>
const deliveries = async (since = '') =>
  (await d.get(`/_sandbox/deliveries${since}`)).body.deliveries as Shown[]
const flush = async () => (await d.send('POST', '/_sandbox/deliveries/flush')).body
const fault = (kind: string, more: Record<string, unknown> = {}) =>
  d.send('POST', '/_sandbox/faults', { kind: `deliver:${kind}`, ...more })
const byHand = (event: string, payload: Record<string, unknown> = {}) =>
  d.send('POST', '/_sandbox/events/tiktok', { event, payload })
const names = () => app.received.map(({ body }) => (JSON.parse(body) as { event: string }).event)

async function allow(person = LINA): Promise<string> {
  const account = person?.tiktok[0]?.openId ?? ''
  await d.consent(
    address('https://www.tiktok.com/v2/auth/authorize/', {
      client_key: 'sandbox-tiktok',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'user.info.basic',
    }),
    { account },
  )
  return account
}

async function restart(): Promise<void> {
  await d.sandbox.close()
  d = await drive({ journalFile: join(folder, 'world.jsonl') })
}

test('an event comes at once, without anybody asking for it', async () => {
  const came = new Promise<void>((resolve) => {
    app.answer(() => {
      resolve()
      return { status: 200 }
    })
  })
  await d.act('tiktok', await allow(), 'remove-app')
  await came
  await flush()
  expect(await deliveries()).toMatchObject([
    {
      network: 'tiktok',
      client_id: 'sandbox-tiktok',
      event: 'authorization.removed',
      url: `${app.url}/hook`,
      state: 'delivered',
      next_at: null,
      attempts: [{ status: 200, problem: null }],
      body: { event: 'authorization.removed' },
    },
  ])
})

test('what falls due at a step is sent before the followers hear of it', async () => {
  const order: string[] = []
  const follower = await receive()
  follower.answer(() => {
    order.push('told')
    return { status: 204 }
  })
  app.answer(() => {
    order.push('sent')
    return { status: order.filter((each) => each === 'sent').length < 3 ? 500 : 200 }
  })
  await d.send('POST', '/_sandbox/clock/followers', { url: follower.url })
  await d.act('tiktok', await allow(), 'remove-app')
  await flush()
  await d.send('POST', '/_sandbox/clock', { advance: '3d' })
  expect(order).toEqual(['sent', 'sent', 'told', 'sent', 'told', 'told'])
  await follower.close()
})

test('an app that hangs costs an attempt, not the clock', async () => {
  await d.send('PATCH', '/_sandbox/settings', { 'events.timeout_seconds': 0.2001 })
  app.answer(() => 'hang')
  await d.act('tiktok', await allow(), 'remove-app')
  await flush()
  const moved = await d.send('POST', '/_sandbox/clock', { advance: '1d' })
  expect(moved.body).toMatchObject({ steps: 1, dropped: [] })
  expect(await deliveries()).toMatchObject([
    {
      state: 'waiting',
      attempts: [
        { status: null, problem: 'no answer in 200 ms' },
        { status: null, problem: 'no answer in 200 ms' },
      ],
    },
  ])
})

test('a redirect is a failure and is not followed', async () => {
  const elsewhere = await receive()
  app.answer({ status: 307, body: '' })
  await byHand('x')
  await flush()
  expect(await deliveries()).toMatchObject([{ state: 'waiting', attempts: [{ status: 307 }] }])
  expect(elsewhere.received).toEqual([])
  await elsewhere.close()
})

test('what is owed is written with what caused it, and survives a restart', async () => {
  app.answer({ status: 503 })
  await d.act('tiktok', await allow(), 'remove-app')
  await flush()
  const lines = readFileSync(join(folder, 'world.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  const cause = lines.find(({ event }) => event.type === 'account-changed')
  expect(cause?.owes).toMatchObject([{ event: 'authorization.removed', state: { kind: 'waiting' } }])
  const before = await deliveries()
  await restart()
  expect(await deliveries()).toEqual(before)
  app.answer({ status: 200 })
  await d.advance('2m')
  expect(await deliveries()).toMatchObject([
    { state: 'delivered', attempts: [{ status: 503 }, { status: 200 }] },
  ])
})

test('what was on its way when the sandbox ended is sent again', async () => {
  const came = new Promise<void>((resolve) => {
    app.answer(() => {
      resolve()
      return 'hang'
    })
  })
  await byHand('x')
  await came
  app.answer({ status: 200 })
  await restart()
  await flush()
  expect(names()).toEqual(['x', 'x'])
  expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: [{ status: 200 }] }])
})

test('it goes to the address of today, and nowhere when there is none any more', async () => {
  app.answer({ status: 500 })
  await byHand('first')
  await byHand('second')
  await flush()
  const moved = await receive()
  const webhook = (webhook_url: string | null) =>
    d.send('PUT', '/_sandbox/apps/tiktok', { client_id: 'sandbox-tiktok', webhook_url })
  await webhook(moved.url)
  await d.advance('61s')
  expect(moved.received).toHaveLength(2)
  app.answer({ status: 500 })
  moved.answer({ status: 500 })
  await byHand('third')
  await flush()
  await webhook(null)
  await d.advance('1d')
  expect((await deliveries()).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'dropped'])
  await moved.close()
})

test('an event can be sent once more, as the same event', async () => {
  await d.act('tiktok', await allow(), 'remove-app')
  await flush()
  const [first] = await deliveries()
  const again = await d.send('POST', `/_sandbox/deliveries/${first?.id}/resend`)
  expect(again.status).toBe(201)
  expect(again.body).toMatchObject({ copy_of: first?.id, body: first?.body })
  expect(await flush()).toMatchObject({ waiting: 0, next_at: null, in_time: true })
  expect(app.received.map(({ body }) => body)).toEqual([app.received[0]?.body, app.received[0]?.body])
  expect((await d.send('POST', '/_sandbox/deliveries/nope/resend')).status).toBe(404)
})

test('the list can begin later', async () => {
  await byHand('old')
  await d.advance('1h')
  const { now } = (await d.get('/_sandbox/clock')).body
  await byHand('new')
  expect((await deliveries(`?since=${String(now)}`)).map(({ event }) => event)).toEqual(['new'])
  expect((await d.get('/_sandbox/deliveries?since=soon')).status).toBe(400)
})

test('lost on purpose: it never comes, not even later', async () => {
  await fault('lose', { times: 2 })
  for (const event of ['a', 'b', 'c']) await byHand(event)
  await d.advance('4d')
  expect(names()).toEqual(['c'])
  expect((await deliveries()).map(({ state }) => state)).toEqual(['lost', 'lost', 'delivered'])
})

test('late on purpose: it comes when the clock says so', async () => {
  await fault('delay', { delay: '2h' })
  await byHand('late')
  await byHand('early')
  await flush()
  expect(names()).toEqual(['early'])
  await d.advance('119m')
  expect(names()).toEqual(['early'])
  await d.advance('1m')
  expect(names()).toEqual(['early', 'late'])
})

test('doubled on purpose: the same bytes come twice', async () => {
  await fault('duplicate')
  await byHand('x')
  await flush()
  expect(app.received).toHaveLength(2)
  expect(app.received[0]?.body).toBe(app.received[1]?.body)
})

test('out of order on purpose: it waits for a later event and comes after it', async () => {
  await fault('reorder', { times: 2 })
  await byHand('a')
  await byHand('b')
  await flush()
  await d.advance('1d')
  expect(names()).toEqual([])
  await restart()
  await byHand('c')
  await flush()
  expect(names()).toEqual(['c', 'b', 'a'])
})

test('wrongly signed on purpose, until it is sent again', async () => {
  await fault('bad-signature', { network: 'tiktok', event: 'x' })
  await byHand('y')
  const forged = await byHand('x')
  await flush()
  await d.send('POST', `/_sandbox/deliveries/${String(forged.body.id)}/resend`)
  await flush()
  const right = app.received.map(({ headers, body }) => {
    const [, t, s] = /^t=(\d+),s=(\w+)$/.exec(String(headers['tiktok-signature'])) ?? []
    return s === createHmac('sha256', 'sandbox-tiktok-secret').update(`${t}.${body}`).digest('hex')
  })
  expect(right).toEqual([true, false, true])
  expect((await deliveries()).map((each) => each.bad_signature)).toEqual([false, true, false])
})

test('faults of both kinds stand in one list and are deleted together', async () => {
  expect((await fault('lose', { times: null })).body).toMatchObject({ kind: 'deliver:lose', times: null })
  await d.send('POST', '/_sandbox/faults', { kind: 'html' })
  expect((await d.get('/_sandbox/faults')).body.faults).toHaveLength(2)
  for (const wrong of [{ times: 0 }, { network: 'x' }, { delay: 'soon' }, { delay: '999999999d' }])
    expect((await fault('delay', wrong)).status).toBe(400)
  expect((await fault('explode')).status).toBe(400)
  expect((await d.send('DELETE', '/_sandbox/faults')).body).toEqual({ removed: 2 })
})

test('any single event can be sent by hand', async () => {
  const post = (network: string, body: unknown) => d.send('POST', `/_sandbox/events/${network}`, body)
  await d.send('PUT', '/_sandbox/apps/facebook', {
    client_id: 'sandbox-facebook',
    deauthorize_url: `${app.url}/deauthorize`,
    webhook_url: `${app.url}/hook`,
    webhook_verify_token: 'x',
    verify: false,
  })
  await d.send('PUT', '/_sandbox/apps/youtube', {
    client_id: 'sandbox-youtube',
    webhook_url: `${app.url}/risc`,
  })
  await post('tiktok', { event: 'video.publish.completed', payload: { content: { share_id: 'v' } } })
  await post('facebook', { event: 'page', payload: { object: 'page', entry: [] } })
  await post('facebook', { event: 'deauthorize', payload: { user_id: '7' } })
  await post('youtube', {
    event: 'verification',
    payload: { state: 's' },
    claims: { iss: 'https://evil.example' },
  })
  await post('youtube', { event: 'https://a.example/unknown', payload: {} })
  await flush()
  expect((await deliveries()).map(({ event, body }) => [event, body])).toMatchObject([
    ['video.publish.completed', { client_key: 'sandbox-tiktok', content: '{"share_id":"v"}' }],
    ['page', { object: 'page', entry: [] }],
    ['deauthorize', { algorithm: 'HMAC-SHA256', user_id: '7' }],
    ['verification', { iss: 'https://evil.example', aud: 'sandbox-youtube' }],
    ['https://a.example/unknown', { events: { 'https://a.example/unknown': {} } }],
  ])
  expect(app.received).toHaveLength(5)
  expect(errorOf(await post('instagram', { event: 'x' })).code).toBe('no_address')
  expect(errorOf(await post('tiktok', {})).code).toBe('event_needed')
  expect(errorOf(await post('tiktok', { event: 'x', client_id: 'nobody' })).code).toBe('unknown_app')
  expect((await post('myspace', { event: 'x' })).status).toBe(404)
})

test('another site can neither send events nor read what was sent', async () => {
  const foreign = { origin: 'https://evil.example', 'content-type': 'application/json' }
  for (const path of ['/_sandbox/events/tiktok', '/_sandbox/deliveries/flush', '/_sandbox/deliveries/page'])
    expect((await fetch(d.url + path, { method: 'POST', headers: foreign, body: '{}' })).status).toBe(403)
})

test('a page shows what was sent and sends it again', async () => {
  expect((await d.get('/_sandbox/')).text).toContain('href="/_sandbox/deliveries/page"')
  expect((await d.get('/_sandbox/deliveries/page')).text).toContain('Nothing yet')
  const account = await allow(PRIYA)
  const pressed = await d.postForm('/_sandbox/people/priya', {
    network: 'tiktok',
    id: account,
    action: 'ban',
    label: 'Get banned',
  })
  expect(pressed.status).toBe(303)
  await flush()
  const [sent] = await deliveries()
  const page = await d.get('/_sandbox/deliveries/page')
  expect(page.text).toContain('authorization.removed')
  expect(page.text).toContain('Tried once')
  const again = await d.postForm('/_sandbox/deliveries/page', { resend: sent?.id ?? '' })
  expect(again.headers.get('location')).toBe('/_sandbox/deliveries/page?done=again')
  expect(app.received).toHaveLength(2)
  expect((await d.postForm('/_sandbox/deliveries/page', { resend: 'x' })).status).toBe(409)
})

test('a person’s page has a button for everything that a network tells of', async () => {
  const page = (await d.get('/_sandbox/people/lina')).text
  for (const action of [
    'remove-app-and-data',
    'remove-app-unknown',
    'ban',
    'age-changed',
    'revoke-sessions',
    'require-credential-change',
  ])
    expect(page).toContain(`value="${action}"`)
  await d.postForm('/_sandbox/people/lina', {
    network: 'youtube',
    id: LINA?.google[0]?.sub ?? '',
    action: 'security-check',
    reason: 'bulk-account',
    label: 'Get disabled',
  })
  const log = readFileSync(join(folder, 'world.jsonl'), 'utf8')
  expect(log).toContain('"change":{"kind":"locked","reason":"bulk-account"}')
})

test('actions that a network does not know are refused', async () => {
  for (const [network, id, action] of [
    ['tiktok', LINA?.tiktok[0]?.openId, 'remove-app-and-data'],
    ['instagram', LINA?.instagram[0]?.id, 'ban'],
    ['facebook', LINA?.facebook?.id, 'remove-app-unknown'],
    ['tiktok', LINA?.tiktok[0]?.openId, 'revoke-sessions'],
  ])
    expect((await d.send('POST', `/_sandbox/accounts/${network}/${id}/${action}`)).status).toBe(409)
  const reason = await d.send('POST', `/_sandbox/accounts/youtube/${LINA?.google[0]?.sub}/security-check`, {
    reason: 'bad hair',
  })
  expect(errorOf(reason).code).toBe('bad_reason')
})

test('a journal from before there were addresses is read', async () => {
  await d.sandbox.close()
  const file = join(folder, 'world.jsonl')
  const older = readFileSync(file, 'utf8').replace(
    /,"deauthorize_url":[^}]*?"webhook_verify_token":[^}]*/g,
    '',
  )
  expect(older).not.toContain('webhook_url')
  writeFileSync(file, older)
  d = await drive({ journalFile: file })
  await d.act('tiktok', await allow(), 'remove-app')
  expect(await deliveries()).toEqual([])
  expect((await d.get('/_sandbox/apps')).body.apps).toContainEqual(
    expect.objectContaining({ client_id: 'sandbox-tiktok', webhook_url: null, deletion_url: null }),
  )
})
