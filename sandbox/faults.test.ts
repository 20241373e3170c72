import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive } from './driving.ts'
import { personByKey } from './people.ts'

const LINA = personByKey('lina')?.tiktok[0]?.openId ?? ''
const app = { client_key: 'sandbox-tiktok', client_secret: 'sandbox-tiktok-secret' }
let d: Driver

beforeEach(async () => {
  d = await drive()
})
afterEach(() => d.sandbox.close())

const fault = (of: Record<string, unknown>) => d.send('POST', '/_sandbox/faults', of)
const certs = () => d.get('/www.googleapis.com/oauth2/v3/certs')

test('a fault strikes as often as it was told and then the network is itself again', async () => {
  await fault({ network: 'youtube', kind: 'status', status: 503, times: 2 })
  expect((await certs()).status).toBe(503)
  expect((await certs()).status).toBe(503)
  expect((await certs()).status).toBe(200)
})

test('each kind is what its name says', async () => {
  await fault({ kind: 'html', host: 'www.googleapis.com' })
  expect((await certs()).headers.get('content-type')).toContain('text/html')
  await fault({ kind: 'empty' })
  expect((await certs()).text).toBe('')
  await fault({ kind: 'body', body: { error: 'odd' }, status: 418, headers: { 'retry-after': '9' } })
  expect(await certs()).toMatchObject({ status: 418, body: { error: 'odd' } })
  await fault({ kind: 'slow', delay_ms: 5 })
  expect((await certs()).status).toBe(200)
  await fault({ kind: 'reset' })
  await expect(certs()).rejects.toThrow()
  await fault({ kind: 'cut' })
  await expect(certs()).rejects.toThrow()
  await fault({ kind: 'huge' })
  const reply = await fetch(`${d.url}/www.googleapis.com/oauth2/v3/certs`)
  await reply.body?.cancel()
  expect(reply.status).toBe(200)
  expect((await certs()).status).toBe(200)
})

test.each(['endless', 'drip'])(
  'a reply of the kind %s goes on for as long as somebody listens',
  async (kind) => {
    await fault({ kind })
    const reply = await fetch(`${d.url}/www.googleapis.com/oauth2/v3/certs`)
    const reader = reply.body?.getReader()
    let size = 0
    const enough = kind === 'drip' ? 10 : 1_000_000
    while (size < enough) size += (await reader?.read())?.value?.byteLength ?? Number.NaN
    await reader?.cancel()
    expect(size).toBeGreaterThanOrEqual(enough)
    expect((await certs()).status).toBe(200)
  },
)

test('a fault fits by host and by the start of the path', async () => {
  await fault({ host: 'oauth2.googleapis.com', path: '/tok', kind: 'status', status: 500, times: null })
  expect((await certs()).status).toBe(200)
  expect((await d.postForm('/oauth2.googleapis.com/token', {})).status).toBe(500)
  expect((await d.postForm('/oauth2.googleapis.com/revoke', {})).status).toBe(400)
  expect((await d.send('DELETE', '/_sandbox/faults')).body).toEqual({ removed: 1 })
  expect((await d.postForm('/oauth2.googleapis.com/token', {})).status).toBe(400)
})

test('a lost reply to a refresh has spent the old token all the same', async () => {
  const url = address('https://www.tiktok.com/v2/auth/authorize/', {
    client_key: 'sandbox-tiktok',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'user.info.basic',
  })
  const code = (await d.consent(url, { account: LINA })).searchParams.get('code') ?? ''
  const token = '/open.tiktokapis.com/v2/oauth/token/'
  const tokens = await d.postForm(token, {
    ...app,
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code,
  })
  const refresh = () =>
    d.postForm(token, {
      ...app,
      grant_type: 'refresh_token',
      refresh_token: String(tokens.body.refresh_token),
    })
  await fault({ network: 'tiktok', kind: 'reset', handled: true })
  await expect(refresh()).rejects.toThrow()
  expect((await refresh()).body.error).toBe('invalid_grant')
})

test('a nonsense fault is refused with a sentence', async () => {
  for (const of of [
    {},
    { kind: 'boom' },
    { kind: 'html', network: 'myspace' },
    { kind: 'status', status: 99 },
    { kind: 'html', times: 0 },
    { kind: 'html', headers: { 'a b': 'c' } },
    7,
  ])
    expect((await d.send('POST', '/_sandbox/faults', of)).status).toBe(400)
})

test('calls are listed with names and never with values', async () => {
  await d.send('DELETE', '/_sandbox/calls')
  await d.postForm('/oauth2.googleapis.com/token', {
    client_secret: 'hush-hush',
    grant_type: 'refresh_token',
  })
  await d.get('/graph.facebook.com/me?access_token=hush-hush', { authorization: 'Bearer hush-hush' })
  const reply = await d.get('/_sandbox/calls?since=0')
  expect(reply.body.calls).toMatchObject([
    {
      method: 'POST',
      host: 'oauth2.googleapis.com',
      path: '/token',
      parameters: ['client_secret', 'grant_type'],
      status: 400,
    },
    {
      method: 'GET',
      host: 'graph.facebook.com',
      path: '/me',
      parameters: ['(authorization header)', 'access_token'],
      status: 400,
    },
  ])
  expect(reply.text).not.toContain('hush')
  expect((await d.get('/_sandbox/calls?since=2030-01-01T00:00:00Z')).body.calls).toEqual([])
})
