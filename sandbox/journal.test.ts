import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { address, CALLBACK, type Driver, drive } from './driving.ts'
import { personByKey } from './people.ts'

let folder: string
const running: Driver[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterEach(async () => {
  for (const driver of running.splice(0)) await driver.sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

async function start(fresh = false): Promise<Driver> {
  const driver = await drive({ journalFile: join(folder, 'world.jsonl'), fresh })
  running.push(driver)
  return driver
}
async function stop(): Promise<void> {
  await running.pop()?.sandbox.close()
}

const LINA = personByKey('lina')?.tiktok[0]?.openId ?? ''
const app = { client_key: 'sandbox-tiktok', client_secret: 'sandbox-tiktok-secret' }

async function connect(d: Driver): Promise<Record<string, unknown>> {
  const url = address('https://www.tiktok.com/v2/auth/authorize/', {
    client_key: 'sandbox-tiktok',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'user.info.basic',
  })
  const code = (await d.consent(url, { account: LINA })).searchParams.get('code') ?? ''
  return (
    await d.postForm('/open.tiktokapis.com/v2/oauth/token/', {
      ...app,
      grant_type: 'authorization_code',
      redirect_uri: CALLBACK,
      code,
    })
  ).body
}
const read = (d: Driver, token: unknown) =>
  d.get('/open.tiktokapis.com/v2/user/info/?fields=open_id', { authorization: `Bearer ${String(token)}` })
const refresh = (d: Driver, token: unknown) =>
  d.postForm('/open.tiktokapis.com/v2/oauth/token/', {
    ...app,
    grant_type: 'refresh_token',
    refresh_token: String(token),
  })

test('a restart keeps tokens, spent tokens, settings, life and the clock', async () => {
  const first = await start()
  const tokens = await connect(first)
  const rotated = (await refresh(first, tokens.refresh_token)).body
  await first.send('PATCH', '/_sandbox/settings', { 'youtube.publishing': 'testing' })
  await first.act('instagram', personByKey('lina')?.instagram[0]?.id ?? '', 'change-username', {
    username: 'lina.new',
  })
  await first.advance('1h')
  const before = (await first.get('/_sandbox/clock')).body
  await stop()
  const second = await start()
  expect((await second.get('/_sandbox/clock')).body.offset_ms).toBe(before.offset_ms)
  expect((await read(second, rotated.access_token)).status).toBe(200)
  expect((await refresh(second, tokens.refresh_token)).body.error).toBe('invalid_grant')
  expect((await refresh(second, rotated.refresh_token)).status).toBe(200)
  expect((await second.get('/_sandbox/settings')).body['youtube.publishing']).toBe('testing')
  expect((await second.get('/_sandbox/people')).text).toContain('lina.new')
})

test('a torn last line is cut and the rest is kept', async () => {
  const tokens = await connect(await start())
  await stop()
  const file = join(folder, 'world.jsonl')
  const whole = readFileSync(file, 'utf8')
  appendFileSync(file, '{"at":1,"event":{"type":"clock-mo')
  const second = await start()
  expect((await read(second, tokens.access_token)).status).toBe(200)
  expect(readFileSync(file, 'utf8')).toBe(whole)
})

test('fresh forgets everything', async () => {
  const tokens = await connect(await start())
  await stop()
  expect((await read(await start(true), tokens.access_token)).status).toBe(401)
})

test('a killed process has lost nothing that it answered', { timeout: 20_000 }, async () => {
  const file = join(folder, 'killed.jsonl')
  const launch = async () => {
    const child = spawn(process.execPath, ['sandbox/main.ts', '--port', '0', '--journal', file, '--parent'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    return { child, url: /sandbox ready (http:\/\/127\.0\.0\.1:\d+)\n/.exec(line.toString())?.[1] ?? '' }
  }
  const first = await launch()
  await fetch(`${first.url}/_sandbox/settings`, {
    method: 'PATCH',
    body: JSON.stringify({ 'youtube.quota_units': 7 }),
  })
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  const second = await launch()
  const settings = (await (await fetch(`${second.url}/_sandbox/settings`)).json()) as Record<string, unknown>
  expect(settings['youtube.quota_units']).toBe(7)
  second.child.stdin.end()
  expect(await once(second.child, 'exit')).toEqual([0, null])
})

test('SIGTERM ends it with 0, and a taken port is one clear sentence', { timeout: 20_000 }, async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const taken = holder.address()
  const port = typeof taken === 'object' && taken !== null ? String(taken.port) : ''
  const refused = spawn(process.execPath, ['sandbox/main.ts', '--port', port], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [[sentence], [code]] = (await Promise.all([once(refused.stderr, 'data'), once(refused, 'exit')])) as [
    [Buffer],
    [number],
  ]
  expect(code).toBe(1)
  expect(sentence.toString()).toBe(
    `Port ${port} is taken by another program; the sandbox needs a free one (--port).\n`,
  )
  holder.close()
  const child = spawn(process.execPath, ['sandbox/main.ts', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(existsSync(join(folder, 'world.jsonl'))).toBe(false)
})
