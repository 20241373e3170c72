import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive } from './driving.ts'
import { personByKey } from './people.ts'
import { randomId, randomText, seededRandomness, withRandomness } from './randomness.ts'

let folder: string
const running: Driver[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterEach(async () => {
  for (const driver of running.splice(0)) await driver.sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

async function start(seed?: string, journal?: string): Promise<Driver> {
  const driver = await drive({
    ...(seed === undefined ? {} : { seed }),
    ...(journal === undefined ? {} : { journalFile: join(folder, journal) }),
  })
  running.push(driver)
  return driver
}

const LINA = personByKey('lina')

/** Everything that one sandbox hands out for the same things done: codes, tokens, ids of events and of keys. */
async function live(d: Driver): Promise<unknown[]> {
  const nowhere = 'http://127.0.0.1:9/'
  await d.send('PUT', '/_sandbox/apps/tiktok', { client_id: 'sandbox-tiktok', webhook_url: nowhere })
  await d.send('PUT', '/_sandbox/apps/youtube', { client_id: 'sandbox-youtube', webhook_url: nowhere })
  const tiktok = await d.consent(
    address('https://www.tiktok.com/v2/auth/authorize/', {
      client_key: 'sandbox-tiktok',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'user.info.basic',
    }),
    { account: LINA?.tiktok[0]?.openId },
  )
  const tokens = await d.postForm('/open.tiktokapis.com/v2/oauth/token/', {
    client_key: 'sandbox-tiktok',
    client_secret: 'sandbox-tiktok-secret',
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code: tiktok.searchParams.get('code') ?? '',
  })
  const instagram = await d.consent(
    address('https://www.instagram.com/oauth/authorize', {
      client_id: 'sandbox-instagram',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'instagram_business_basic',
    }),
    { account: LINA?.instagram[0]?.id },
  )
  await d.consent(
    address('https://accounts.google.com/o/oauth2/v2/auth', {
      client_id: 'sandbox-youtube',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid email',
    }),
    { account: LINA?.google[0]?.sub },
  )
  await d.act('youtube', LINA?.google[0]?.sub ?? '', 'revoke-sessions')
  await d.act('tiktok', LINA?.tiktok[0]?.openId ?? '', 'remove-app')
  const { keys } = (await d.get('/www.googleapis.com/oauth2/v3/certs')).body as { keys: { kid: string }[] }
  const { deliveries } = (await d.get('/_sandbox/deliveries')).body as {
    deliveries: { id: string; body: { jti?: string } }[]
  }
  return [
    tiktok.href,
    tokens.body.access_token,
    tokens.body.refresh_token,
    instagram.href,
    keys.map(({ kid }) => kid),
    deliveries.map(({ id, body }) => [id, body.jti]),
  ]
}

test('two sandboxes with one seed, driven alike, hand out the same values', async () => {
  const [one, two] = [await start('seven'), await start('seven')]
  // Reading in between, which makes log ids, changes nothing.
  await two.get('/open.tiktokapis.com/v2/user/info/?fields=open_id')
  const values = await live(one)
  expect(await live(two)).toEqual(values)
  expect(await live(one)).not.toEqual(values)
})

test('another seed and no seed hand out others', async () => {
  const values = await Promise.all(
    [await start('seven'), await start('eight'), await start(), await start()].map(live),
  )
  expect(new Set(values.map((each) => JSON.stringify(each))).size).toBe(4)
})

test('a restart goes on where the seed stood, and knows its seed', async () => {
  const whole = await start('seven')
  const [first, second] = [await live(whole), await live(whole)]
  const broken = await start('seven', 'world.jsonl')
  expect(await live(broken)).toEqual(first)
  await running.pop()?.sandbox.close()
  const again = await start('another', 'world.jsonl')
  const deliveriesBefore = (first[5] as unknown[]).length
  const values = await live(again)
  expect([...values.slice(0, 5), (values[5] as unknown[]).slice(deliveriesBefore)]).toEqual([
    ...second.slice(0, 5),
    (second[5] as unknown[]).slice(deliveriesBefore),
  ])
})

test('a position is one number, and ids are UUIDs', () => {
  const all = withRandomness(seededRandomness('s', 0), () => [randomText(40), randomText(40), randomId()])
  const position = seededRandomness('s', 0)
  withRandomness(position, () => randomText(40))
  const rest = withRandomness(seededRandomness('s', position.drawn() ?? 0), () => [
    randomText(40),
    randomId(),
  ])
  expect(rest).toEqual(all.slice(1))
  expect(all[2]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
