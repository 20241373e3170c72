/** The installation as a user meets it: a process that is started, asked, stopped and killed. */
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startSandbox } from '../sandbox/server.ts'
import { DAY } from '../src/domain/time.ts'
import { holdFolder } from '../src/store/lock.ts'
import { count, times } from './counted.ts'
import { makePostgresDatabase } from './databases.ts'
import { LINA as PRETEND } from './pretend-accounts.ts'
import {
  descendantsOf,
  freePort,
  isAlive,
  isListening,
  rechannel,
  startInstallation,
  startWithNpm,
  takePort,
} from './real-process.ts'
import { tiktokEvent } from './tiktok-event.ts'

const SLOW = 90_000
const KILLS = times({ test: 1, trust: 20 })
const STACK = /^ +at /m
const POLL = { timeout: 60_000, interval: 50 }

let folder: string
/** A planted world whose process has ended. Tests work on copies: a first start takes many seconds. */
let planted: string
/** What was to be seen while that world was planted. */
let firstStart: { before: (number | null)[]; clock: number; profile: Profile; checks: string[] }

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'rechannel-process-'))
  planted = path.join(folder, 'planted')
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const app = `http://localhost:${port}`
  await leaveAnOlderWorld(planted)
  const settings = { PORT: String(port), SANDBOX_PORT: String(sandboxPort), RECHANNEL_DATA: planted }
  await using first = startWithNpm(settings, ['--fresh'])
  const [before, { networks }] = await Promise.all([answersUntilHealthy(app), first.ready])
  firstStart = {
    before,
    clock: await clockOffset(networks),
    profile: await lookAtProfile(app),
    checks: await checksOn(app, await enterAs(app, LINA)),
  }
  first.signal('SIGTERM')
  expect(await first.ended, first.said()).toBe(0)
}, SLOW)

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('a start', () => {
  it('counts as healthy only once the pretend world is planted', () => {
    expect(new Set(firstStart.before)).toEqual(new Set([null, 503]))
    expect(firstStart.profile).toMatchObject({ verified: 3, sections: { length: 4 } })
    expect(firstStart.checks.length).toBe(4)
  })

  it(
    'by npm says where everything is, and a signal to npm ends all of it once open requests are answered',
    async () => {
      const data = await copyOfPlanted('npm')
      await using _app = await takePort(3000)
      await using _networks = await takePort(4000)
      await using npm = startWithNpm({ RECHANNEL_DATA: data })
      const { app, networks } = await npm.ready
      expect(npm.said()).toContain('(port 3000 is taken, so a free one was chosen)')
      expect([new URL(app).port, new URL(networks ?? '').port]).not.toContain('3000')
      expect(new URL(networks ?? '').port).not.toBe('4000')
      expect(npm.said()).toContain(`Enter as  Lina Kowalski or somebody else: ${app}/sandbox/people`)
      expect(npm.said()).toContain(`Data      ${data}`)
      expect((await fetch(`${app}/sandbox/people`)).status).toBe(200)
      const all = descendantsOf(npm.pid)
      expect(all.length).toBeGreaterThanOrEqual(2)

      const form = 'email=lina%40people.example'
      const open = await beginForm(app, '/sandbox/people', form.length)
      npm.signal('SIGTERM')
      await expect.poll(() => isListening(app), POLL).toBe(false)
      open.finish(form)
      expect(await open.answer).toMatch(/^HTTP\/1\.1 303 /)
      expect(await npm.ended, npm.said()).toBe(0)
      expect(all.filter(isAlive)).toEqual([])
      expect(await isListening(networks ?? '')).toBe(false)
      holdFolder(data, 'a test').release()
    },
    SLOW,
  )

  it('on a port that was asked for and is taken is refused in one sentence', async () => {
    await using other = await takePort(0)
    await using app = startInstallation({
      PORT: String(other.port),
      RECHANNEL_DATA: path.join(folder, 'none'),
    })
    expect(await app.ended).toBe(1)
    expect(app.said()).toBe(
      `Port ${other.port} on 127.0.0.1 is taken by another program. Stop that one, or set PORT to another port.\n`,
    )
  })
})

describe('the pretend world', () => {
  it('begins anew with --fresh', () => {
    expect(Math.abs(firstStart.clock)).toBeLessThan(60_000)
  })

  it(
    'comes back as it was after a stop: clock, channels, tokens and who is signed in',
    async () => {
      const settings = { RECHANNEL_DATA: await copyOfPlanted('again'), PORT: String(await freePort()) }
      let cookie: string
      let before: { clock: number; profile: Profile }
      {
        // On any port but the usual one, so that the command must find these networks and no others.
        await using _networks = await takePort(4000)
        await using first = startInstallation(settings)
        const { app, networks } = await first.ready
        cookie = await enterAs(app, LINA)
        const moved = await rechannel('sandbox clock advance 1d', settings)
        expect(moved.said).toMatch(/24 hours ahead of real time/)
        before = { clock: await clockOffset(networks), profile: await lookAtProfile(app) }
        expect(before.clock).toBeGreaterThanOrEqual(DAY - 60_000)
        first.signal('SIGTERM')
        expect(await first.ended).toBe(0)
      }
      await using second = startInstallation(settings)
      const { app, networks } = await second.ready
      expect({ clock: await clockOffset(networks), profile: await lookAtProfile(app) }).toEqual(before)

      const checks = await checksOn(app, cookie)
      expect(checks).toEqual(firstStart.checks)
      const found: string[] = []
      for (const check of checks) {
        const done = await fetch(`${app}${check}`, {
          method: 'POST',
          headers: { cookie },
          redirect: 'manual',
        })
        found.push(/report=(\w+)/.exec(done.headers.get('location') ?? '')?.[1] ?? '')
      }
      // The one that Lina's changed password ended stays lost; the others answer to the tokens of before.
      expect(found.sort()).toEqual(['fine', 'fine', 'fine', 'lost'])
    },
    SLOW,
  )

  it(
    'is not let go of for a second process, survives the first being killed, and leaves no network behind',
    async () => {
      const data = await copyOfPlanted('killed')
      {
        await using first = startInstallation({ RECHANNEL_DATA: data })
        const { app, networks } = await first.ready
        await using second = startInstallation({ RECHANNEL_DATA: data })
        expect(await second.ended).toBe(1)
        expect(second.said()).toContain(`The folder ${data} is in use by process ${first.pid} (`)
        expect(second.said()).not.toMatch(STACK)
        expect((await fetch(`${app}/healthz`)).status).toBe(200)
        expect(await lookAtProfile(app)).toEqual(firstStart.profile)

        const left = descendantsOf(first.pid)
        expect(left.length).toBe(1)
        first.signal('SIGKILL')
        expect(await first.ended).toBe(null)
        await expect.poll(() => left.filter(isAlive), POLL).toEqual([])
        expect(await isListening(networks ?? '')).toBe(false)
      }
      await using next = startInstallation({ RECHANNEL_DATA: data })
      expect(await lookAtProfile((await next.ready).app)).toEqual(firstStart.profile)
    },
    SLOW,
  )
})

describe('an event of a network', () => {
  it(
    'that was answered is heeded, though the process is killed in the same moment',
    async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        const settings = {
          RECHANNEL_DATA: await copyOfPlanted(`event-${kill}`),
          PORT: String(await freePort()),
        }
        const at = Math.floor(Date.now() / 1000)
        const removed = tiktokEvent({ reason: 1, openId: PRETEND.tiktok.channelNetworkId, at })
        {
          await using first = startInstallation(settings)
          const { app } = await first.ready
          const reply = await fetch(`${app}/events/tiktok/webhook`, removed)
          first.signal('SIGKILL')
          expect(reply.status).toBe(200)
          await first.ended
          count('acknowledgedEvents', { kills: 1, acknowledged: 1 })
        }
        await using second = startInstallation(settings)
        const { app } = await second.ready
        const verified = async () => (await lookAtProfile(app)).verified
        await expect.poll(verified, POLL).toBe(firstStart.profile.verified - 1)
        count('acknowledgedEvents', { heeded: 1 })
      }
    },
    KILLS * SLOW,
  )
})

describe('production', () => {
  it('is refused with every mistake at once', async () => {
    await using app = startInstallation({
      RECHANNEL_MODE: 'production',
      PORT: 'eighty',
      TIKTOK_CLIENT_ID: 'alone',
    })
    expect(await app.ended).toBe(1)
    for (const name of [
      'DATABASE_URL',
      'PUBLIC_URL',
      'SMTP_URL',
      'RECHANNEL_KEYS',
      'RECHANNEL_AUTH_SECRET',
      'PORT',
      'TIKTOK_CLIENT_SECRET',
    ])
      expect(app.said()).toMatch(new RegExp(`^  ${name} is `, 'm'))
    expect(app.said()).not.toMatch(STACK)
  })

  it(
    'works on PostgreSQL, and nothing in it is pretended',
    async () => {
      const database = await makePostgresDatabase('empty')
      try {
        const port = await freePort()
        await using running = startInstallation({
          RECHANNEL_MODE: 'production',
          HOST: '127.0.0.1',
          PORT: String(port),
          PUBLIC_URL: 'https://channels.example',
          DATABASE_URL: database.url,
          SMTP_URL: 'smtp://127.0.0.1:9',
          RECHANNEL_KEYS: `first:${Buffer.alloc(32, 1).toString('base64url')}`,
          RECHANNEL_AUTH_SECRET: 'thirty-two characters and some more',
          TIKTOK_CLIENT_ID: 'id',
          TIKTOK_CLIENT_SECRET: 'secret',
        })
        expect(await running.ready).toEqual({ app: 'https://channels.example', networks: null })
        expect(descendantsOf(running.pid)).toEqual([])
        const app = `http://127.0.0.1:${port}`
        const status = async (at: string, method = 'GET') => (await fetch(`${app}${at}`, { method })).status
        expect(await status('/healthz')).toBe(200)
        expect(await status('/')).toBe(200)
        expect(await status('/sandbox/people')).toBe(404)
        expect(await status('/sandbox/people', 'POST')).toBe(404)
        expect(await status('/sandbox/mailbox')).toBe(404)
        expect(await status('/sandbox/clock')).toBe(404)
        expect(await status('/_sandbox/clock-moved', 'POST')).toBe(404)
        running.signal('SIGTERM')
        expect(await running.ended, running.said()).toBe(0)
      } finally {
        await database.drop()
      }
    },
    SLOW,
  )
})

describe('the command line through npm', () => {
  it('ends with the code of the command', async () => {
    expect(await rechannel('help')).toMatchObject({ code: 0, said: expect.stringContaining('Usage:') })
    expect(await rechannel('nonsense')).toMatchObject({ code: 2 })
    expect(await rechannel('start --never')).toMatchObject({ code: 2 })
  })

  it(
    'works on a stopped installation',
    async () => {
      const settings = { RECHANNEL_DATA: await copyOfPlanted('stopped'), PORT: String(await freePort()) }
      const doctor = await rechannel('doctor', settings)
      expect(doctor.code, doctor.said).toBe(0)
      expect(doctor.said).toMatch(/^ok +The keys open what the database holds\.$/m)
      const added = await rechannel(`operator add ${LINA}`, settings)
      expect(added).toMatchObject({ code: 0, said: expect.stringContaining(`${LINA} is an operator now.`) })
    },
    SLOW,
  )
})

type Profile = { sections: string[]; verified: number; text: string }

const LINA = 'lina@people.example'

/** What `--fresh` must forget: networks whose clock is far ahead, and a database that cannot even be opened. */
async function leaveAnOlderWorld(data: string): Promise<void> {
  await mkdir(path.join(data, 'pg'), { recursive: true })
  await writeFile(path.join(data, 'pg', 'PG_VERSION'), '7\n')
  const older = { port: 0, journalFile: path.join(data, 'sandbox.jsonl'), fresh: false }
  const sandbox = await startSandbox({ ...older, startAt: new Date(Date.now() + 60 * DAY) })
  await sandbox.close()
}

async function copyOfPlanted(name: string): Promise<string> {
  const copy = path.join(folder, name)
  await cp(planted, copy, { recursive: true })
  return copy
}

/** What `/healthz` answered before it answered 200; null where nothing listened yet. */
async function answersUntilHealthy(app: string): Promise<(number | null)[]> {
  const answers: (number | null)[] = []
  await vi.waitFor(
    async () => {
      const { status } = await fetch(`${app}/healthz`).catch(() => ({ status: null }))
      if (status === 200) return
      answers.push(status)
      throw new Error(`It is not healthy yet: ${status ?? 'refused'}`)
    },
    { ...POLL, timeout: 60_000 },
  )
  return answers
}

/** Lina's public page, without what depends on the address it was asked at. */
async function lookAtProfile(app: string): Promise<Profile> {
  const html = await (await fetch(`${app}/@lina`)).text()
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? ''
  return {
    sections: [...main.matchAll(/<h2 id="([\w-]+)"/g)].map(([, id]) => id ?? ''),
    verified: main.split('class="st verified"').length - 1,
    text: main.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '),
  }
}

async function enterAs(app: string, email: string): Promise<string> {
  const reply = await fetch(`${app}/sandbox/people`, {
    method: 'POST',
    body: new URLSearchParams({ email }),
    redirect: 'manual',
  })
  expect(reply.headers.get('location')).toBe('/channels')
  return reply.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

/** The forms that ask for a look at once; their addresses hold the channels' ids. */
async function checksOn(app: string, cookie: string): Promise<string[]> {
  const html = await (await fetch(`${app}/channels`, { headers: { cookie } })).text()
  return [...html.matchAll(/action="(\/channels\/chn_\w+\/check)"/g)].map(([, action]) => action ?? '').sort()
}

async function clockOffset(networks: string | null): Promise<number> {
  const reply = (await (await fetch(`${networks}/_sandbox/clock`)).json()) as { offset_ms: number }
  return reply.offset_ms
}

/** A request that has begun and waits for its body. */
async function beginForm(
  app: string,
  at: string,
  length: number,
): Promise<{ finish(body: string): void; answer: Promise<string> }> {
  const { hostname, port, host } = new URL(app)
  const socket = connect({ host: hostname, port: Number(port) })
  await once(socket, 'connect')
  const head = [
    `POST ${at} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${length}`,
    'expect: 100-continue',
  ]
  let said = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const answer = once(socket, 'close').then(() => said)
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  // The server says "go on" once the request is its own, so nothing needs to be guessed.
  await expect.poll(() => said, POLL).toMatch(/^HTTP\/1\.1 100 /)
  said = ''
  return { finish: (body) => void socket.write(body), answer }
}
