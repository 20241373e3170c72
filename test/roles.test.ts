/** One installation as several processes on one PostgreSQL: pages here, jobs there, a shared sandbox between them. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Line } from '../sandbox/journal.ts'
import { Secret } from '../src/domain/secret.ts'
import { DAY } from '../src/domain/time.ts'
import { createMailbox } from '../src/mail/mailer.ts'
import { createSignIn } from '../src/signin/sign-in.ts'
import { openStore } from '../src/store/open.ts'
import { count, times } from './counted.ts'
import { makePostgresDatabase } from './databases.ts'
import { postThrough } from './post-through.ts'
import { LINA, TOMAS } from './pretend-accounts.ts'
import { freePort, isAlive, type RealProcess, rechannel, startInstallation } from './real-process.ts'
import { openProxy, type TcpProxy } from './tcp-proxy.ts'
import { tiktokEvent } from './tiktok-event.ts'

const SLOW = 180_000
const POLL = { timeout: 90_000, interval: 100 }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'rechannel-roles-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('two webs and two workers in the sandbox', () => {
  let database: { url: string; drop(): Promise<void> }
  let db: pg.Pool
  let balancer: TcpProxy
  let settings: Record<string, string>
  let webs: { process: RealProcess; url: string }[]
  let workers: { process: RealProcess; url: string }[]
  let networks: string

  beforeAll(async () => {
    database = await makePostgresDatabase('empty')
    db = new pg.Pool({ connectionString: database.url, max: 2 })
    const ports = [await freePort(), await freePort()]
    balancer = await openProxy(ports.map((port) => ({ host: '127.0.0.1', port })))
    const shared = {
      DATABASE_URL: database.url,
      RECHANNEL_DATA: path.join(folder, 'shared'),
      PUBLIC_URL: `http://localhost:${balancer.port}`,
      LOG_LEVEL: 'debug',
    }
    const web = (own: Record<string, string>) => startInstallation({ ...shared, ...own }, ['--role', 'web'])
    const first = web({ PORT: String(ports[0]) })
    networks = (await first.ready).networks ?? ''
    settings = { ...shared, SANDBOX_URL: networks }
    webs = [first, web({ PORT: String(ports[1]), SANDBOX_URL: networks })].map((process, index) => ({
      process,
      url: `http://127.0.0.1:${ports[index]}`,
    }))
    workers = await Promise.all(
      [1, 2].map(async () => {
        const own = { ...settings, WORKER_PORT: String(await freePort()) }
        const process = startInstallation(own, ['--role', 'worker'])
        return { process, url: (await process.ready).app }
      }),
    )
    await webs[1]?.process.ready
  }, SLOW)

  afterAll(async () => {
    const started = [...(workers ?? []), ...(webs ?? []).toReversed()]
    for (const { process } of started) await process[Symbol.asyncDispose]()
    await balancer[Symbol.asyncDispose]()
    await db.end()
    await database.drop()
  }, SLOW)

  it('plant one world, in which channels have a past', async () => {
    const { rows } = await db.query(
      `select count(*)::int as channels, count(distinct (network, network_id))::int as accounts,
         (select count(distinct day)::int from snapshot) as days from channel`,
    )
    expect(rows[0].channels).toBeGreaterThanOrEqual(15)
    expect(rows[0].accounts).toBe(rows[0].channels)
    expect(rows[0].days).toBeGreaterThanOrEqual(7)
  })

  it('answer as one: a way out to a network that began at one web ends at the other', async () => {
    const name = `localhost:${balancer.port}`
    const form = 'email=tomas%40people.example'
    const { cookies: cookie } = await ask(webs[0], name, '/sandbox/people', { method: 'POST', form })
    const before = [...balancer.handed]
    for (let visit = 0; visit < 4; visit++) {
      const headers = { cookie, connection: 'close' }
      expect(await statusOf(`http://${name}/channels`, { headers })).toBe(200)
    }
    for (const web of [0, 1]) expect(balancer.handed[web]).toBeGreaterThan(before[web] ?? 0)

    const going = await ask(webs[0], name, '/channels/connect/instagram', { method: 'POST', cookie })
    expect(going.status).toBe(303)
    const consent = await control<{ redirect_to: string }>('POST', '/consent', {
      authorize_url: going.location,
      ...TOMAS.tapas,
    })
    const back = new URL(consent.redirect_to)
    expect(back.host).toBe(name)
    const returned = await ask(webs[1], name, back.pathname + back.search, { cookie })
    expect(returned.status).toBe(303)
    expect(returned.location).toMatch(/^\/channels\/result\/out_/)
  })

  it(
    'take numbers off the profile as soon as the network told of the end',
    async () => {
      const name = `localhost:${balancer.port}`
      const profile = async () => numbersOn(await (await fetch(`${webs[1]?.url}/@lina`)).text())
      const form = 'email=lina%40people.example'
      const { cookies: cookie } = await ask(webs[0], name, '/sandbox/people', { method: 'POST', form })
      const openId = LINA.tiktok.channelNetworkId
      const { rows } = await db.query('select id from channel where network_id = $1', [openId])
      const verified = await profile()
      for (let revocation = 0; revocation < times({ test: 2, trust: 100 }); revocation++) {
        // An event near to a connection only makes us look.
        await control('POST', '/clock', { advance: '3m', step: 'none' })
        const { offset_ms } = await control<{ offset_ms: number }>('GET', '/clock')
        const at = Math.floor((Date.now() + offset_ms) / 1000)
        const told = performance.now()
        const event = tiktokEvent({ reason: 1, openId, at })
        expect(await statusOf(`${webs[0]?.url}/events/tiktok/webhook`, event)).toBe(200)
        await expect.poll(profile, { ...POLL, interval: 5 }).toBe(verified - 1)
        const hiddenMs = Math.round(performance.now() - told)
        const withinASecond = hiddenMs < 1_000 ? 1 : 0
        count('fromTellingToHidden', { revocations: 1, withinASecond, slowestMs: hiddenMs })

        const connectAt = `/channels/connect/tiktok?channel=${rows[0].id}`
        const going = await ask(webs[0], name, connectAt, { method: 'POST', cookie })
        const consent = await control<{ redirect_to: string }>('POST', '/consent', {
          authorize_url: going.location,
          ...LINA.tiktok.consent,
        })
        const back = new URL(consent.redirect_to)
        await ask(webs[1], name, back.pathname + back.search, { cookie })
        expect(await profile()).toBe(verified)
      }
    },
    times({ test: SLOW, trust: 20 * SLOW }),
  )

  it('leave the work to the workers', async () => {
    const claimed = (of: { url: string }) => figure(of, 'rechannel_claimed_channels_total')
    expect(await Promise.all(webs.map(claimed))).toEqual([0, 0])
    const [one = 0, other = 0] = await Promise.all(workers.map(claimed))
    expect(one + other).toBeGreaterThan(0)
    for (const { url } of workers) expect((await fetch(`${url}/channels/x`, AS_IS)).status).not.toBe(200)
  })

  it('follow one clock, and at the end of a step everybody has done what fell due on the way', async () => {
    expect(await followers()).toHaveLength(4)
    const before = await newestProof()
    const moved = await rechannel('sandbox clock advance 2d', settings)
    expect(moved.code, moved.said).toBe(0)
    expect((await newestProof()) - before).toBeGreaterThan(1.5 * DAY)
    expect(await overdue()).toBe(0)
  })

  it('find the way back to the clock by themselves where nobody tells them of a step', async () => {
    await control('DELETE', '/clock/followers')
    const before = await newestProof()
    await control('POST', '/clock', { advance: '2d', step: 'none' })
    await expect.poll(async () => (await newestProof()) - before, POLL).toBeGreaterThan(1.5 * DAY)
    await expect.poll(followers, POLL).toHaveLength(4)
  })

  it(
    'carry on where one is killed in the middle of its work',
    async () => {
      await control('POST', '/faults', { kind: 'slow', delay_ms: 3_000, times: null })
      const stepping = control('POST', '/clock', { advance: '1d' })
      const held = () => heldBy(workers.map(({ process }) => process.pid))
      await expect.poll(held, POLL).not.toEqual([])
      const [{ pid, channel }] = (await held()) as [Held]
      const victim = workers.find(({ process }) => process.pid === pid)
      victim?.process.signal('SIGKILL')
      expect(await victim?.process.ended).toBe(null)
      await control('DELETE', '/faults')
      await stepping

      // A lease outlives its holder by a minute and a half; the test does not wait for it.
      await db.query(
        "update channel_schedule set lease_until = now() where lease_holder like '%/' || $1 || '/%'",
        [String(pid)],
      )
      await expect
        .poll(async () => {
          const { rows } = await db.query(
            "select proof_at > (select max(proof_at) from channel) - interval '12 hours' as proved from channel where id = $1",
            [channel],
          )
          return rows[0].proved
        }, POLL)
        .toBe(true)
      const before = await newestProof()
      await control('POST', '/clock', { advance: '2d' })
      expect((await newestProof()) - before).toBeGreaterThan(1.5 * DAY)
      await expect.poll(followers, POLL).toHaveLength(3)
    },
    SLOW,
  )

  it('drain, each in its role, and end with 0', async () => {
    const living = [...workers, ...webs.toReversed()].filter(({ process }) => isAlive(process.pid))
    expect(living).toHaveLength(3)
    for (const { process } of living) {
      process.signal('SIGTERM')
      expect(await process.ended, process.said()).toBe(0)
    }
    const said = [...webs, ...workers].map(({ process }) => process.said()).join('')
    expect(said).not.toMatch(/^ +at /m)
    expect(said).not.toMatch(/^\S+ error /m)
    expect(said).toMatch(/^\S+ debug A token was used /m)
    const tokens = await tokensIn(path.join(folder, 'shared', 'sandbox.jsonl'))
    expect(tokens.length).toBeGreaterThan(30)
    expect(tokens.filter((token) => said.includes(token))).toEqual([])
  })

  async function control<T = unknown>(method: string, at: string, body?: unknown): Promise<T> {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const reply = await fetch(`${networks}/_sandbox${at}`, { method, ...(body === undefined ? {} : json) })
    if (!reply.ok) throw new Error(`${method} ${at} → ${reply.status} ${await reply.text()}`)
    return (await reply.json()) as T
  }

  async function followers(): Promise<string[]> {
    return (await control<{ followers: string[] }>('GET', '/clock/followers')).followers
  }

  async function newestProof(): Promise<number> {
    const { rows } = await db.query<{ newest: Date }>('select max(proof_at) as newest from channel')
    return rows[0]?.newest.getTime() ?? 0
  }

  /** Due for hours already, and nobody is at it. */
  async function overdue(): Promise<number> {
    const { rows } = await db.query<{ waiting: number }>(
      `select count(*)::int as waiting from channel_schedule
       where due_at <= (select max(proof_at) from channel) - interval '1 hour'`,
    )
    return rows[0]?.waiting ?? 0
  }

  type Held = { pid: number; channel: string }

  async function heldBy(pids: number[]): Promise<Held[]> {
    const { rows } = await db.query<Held>(
      `select split_part(lease_holder, '/', 2)::int as pid, channel_id as channel from channel_schedule
       where lease_until > now() and split_part(lease_holder, '/', 2)::int = any($1::int[])`,
      [pids],
    )
    return rows
  }
})

describe('a role', () => {
  it('is refused on the embedded database, which serves one process only', async () => {
    for (const role of ['web', 'worker']) {
      const data = path.join(folder, 'refused')
      await using refused = startInstallation({ RECHANNEL_DATA: data }, ['--role', role])
      expect(await refused.ended).toBe(1)
      expect(refused.said()).toBe(
        'The embedded database serves one process only: set DATABASE_URL to a PostgreSQL server, or start without --role.\n',
      )
    }
  })

  it('that does not exist is refused with the ones that do', async () => {
    await using refused = startInstallation({}, ['--role', 'queen'])
    expect(await refused.ended).toBe(2)
    expect(refused.said()).toContain('A role is web or worker')
  })
})

describe('a web and a worker in production', () => {
  let database: { url: string; drop(): Promise<void> }
  let wire: TcpProxy
  let web: RealProcess
  let worker: RealProcess
  let urls: { web: string; worker: string }

  beforeAll(async () => {
    database = await makePostgresDatabase('empty')
    const { hostname, port } = new URL(database.url)
    wire = await openProxy([{ host: hostname, port: Number(port) }])
    const through = new URL(database.url)
    through.port = String(wire.port)
    const settings = {
      RECHANNEL_MODE: 'production',
      HOST: '127.0.0.1',
      PUBLIC_URL: 'https://channels.example',
      DATABASE_URL: through.href,
      SMTP_URL: 'smtp://127.0.0.1:9',
      RECHANNEL_KEYS: `first:${Buffer.alloc(32, 1).toString('base64url')}`,
      RECHANNEL_AUTH_SECRET: 'thirty-two characters and some more',
      METRICS_TOKEN: 'a-token-for-the-metrics',
      TIKTOK_CLIENT_ID: 'id',
      TIKTOK_CLIENT_SECRET: 'secret',
    }
    const [webPort, workerPort] = [await freePort(), await freePort()]
    web = startInstallation({ ...settings, PORT: String(webPort) }, ['--role', 'web'])
    worker = startInstallation({ ...settings, WORKER_PORT: String(workerPort) }, ['--role', 'worker'])
    urls = { web: `http://127.0.0.1:${webPort}`, worker: `http://127.0.0.1:${workerPort}` }
    await Promise.all([web.ready, worker.ready])
  }, SLOW)

  afterAll(async () => {
    await Promise.all([web, worker].map((one) => one[Symbol.asyncDispose]()))
    await wire[Symbol.asyncDispose]()
    await database.drop()
  }, SLOW)

  it('say what they are, and answer what their role answers', async () => {
    expect((await web.ready).app).toBe('https://channels.example')
    expect((await worker.ready).app).toBe(urls.worker)
    for (const url of Object.values(urls)) {
      expect(await statusOf(`${url}/healthz`)).toBe(200)
      expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
        status: 'ready',
        database: 'ok',
        migrations: 'ok',
        keys: 'ok',
      })
    }
    expect(await statusOf(`${urls.web}/`)).toBe(200)
    for (const at of ['/', '/sign-in', '/sign-in/link?token=x', '/connect/tiktok/return', '/icon.svg'])
      expect(await statusOf(urls.worker + at)).toBe(404)
  })

  it('show their figures to this machine and to whoever has the token, and to nobody else', async () => {
    for (const url of Object.values(urls)) {
      const asked = (headers: Record<string, string>) => statusOf(`${url}/metrics`, { headers })
      expect(await asked({})).toBe(200)
      expect(await asked({ 'x-forwarded-for': '203.0.113.9' })).toBe(404)
      expect(await asked({ authorization: 'Bearer a-token-for-the-metric' })).toBe(404)
      const bearer = { 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer a-token-for-the-metrics' }
      expect(await asked(bearer)).toBe(200)
    }
    const text = await (await fetch(`${urls.worker}/metrics`)).text()
    for (const name of [
      'rechannel_jobs_total{job="tend-due-channels",outcome="done"}',
      'process_resident_memory_bytes',
    ])
      expect(text).toContain(name)
  })

  it('name a request in its reply and in its line, by the pattern of its address', async () => {
    const named = await fetch(`${urls.web}/@nobody?token=canary`, {
      headers: { 'x-request-id': 'a-name-of-mine' },
    })
    expect(named.headers.get('x-request-id')).toBe('a-name-of-mine')
    const strange = await fetch(`${urls.web}/connect/tiktok/return?code=canary&state=canary`, {
      ...AS_IS,
      headers: { 'x-request-id': 'not a name; drop' },
    })
    expect(strange.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    await expect
      .poll(() => linesOf(web).find((line) => line.request === 'a-name-of-mine'), POLL)
      .toMatchObject({
        level: 'info',
        msg: 'Answered a request',
        method: 'GET',
        route: '/@:handle',
        status: 404,
      })
    await expect
      .poll(
        () =>
          linesOf(web).some(({ route, status }) => route === '/connect/:network/return' && status === 303),
        POLL,
      )
      .toBe(true)
    expect(web.said()).not.toContain('canary')
  })

  it(
    'ask for patience while the database is away, and work again within ten seconds of its return',
    async () => {
      const page = { headers: { accept: 'text/html' } }
      expect(await statusOf(`${urls.web}/@nobody`, page)).toBe(404)
      await personWithPassword(database.url)
      const signedIn = await fetch(`${urls.web}/sign-in`, {
        ...AS_IS,
        method: 'POST',
        body: new URLSearchParams({ way: 'password', ...MEMBER }),
      })
      const cookie = signedIn.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ')
      expect(cookie).toContain('session_token')
      wire.cut()
      for (const url of Object.values(urls)) {
        await expect.poll(() => statusOf(`${url}/readyz`), POLL).toBe(503)
        expect((await fetch(`${url}/readyz`)).headers.get('retry-after')).toBe('5')
        expect(await statusOf(`${url}/healthz`)).toBe(200)
      }
      const shown = await fetch(`${urls.web}/@nobody`, page)
      expect([shown.status, shown.headers.get('retry-after')]).toEqual([503, '5'])
      expect(await shown.text()).toContain('Back in a moment')
      const member = { headers: { accept: 'text/html', cookie } }
      expect(await statusOf(`${urls.web}/channels`, { ...AS_IS, ...member })).toBe(503)
      const login = new URLSearchParams({
        intent: 'password',
        email: MEMBER.email,
        password: MEMBER.password,
      })
      const entering = { ...AS_IS, method: 'POST', body: login, headers: { accept: 'text/html' } }
      expect(await statusOf(`${urls.web}/sign-in`, entering)).toBe(503)
      const problem = await fetch(`${urls.web}/chat/attachments/canary`, {
        ...AS_IS,
        headers: { cookie },
      })
      expect([problem.status, problem.headers.get('content-type')]).toEqual([503, 'application/problem+json'])
      expect(await problem.json()).toMatchObject({ status: 503 })

      const back = Date.now()
      wire.mend()
      for (const url of Object.values(urls))
        await expect.poll(() => statusOf(`${url}/readyz`), POLL).toBe(200)
      expect(await statusOf(`${urls.web}/@nobody`, page)).toBe(404)
      const jobsBefore = await figure({ url: urls.worker }, DONE)
      await expect.poll(() => figure({ url: urls.worker }, DONE), POLL).toBeGreaterThan(jobsBefore)
      expect(Date.now() - back).toBeLessThan(10_000)
      expect(web.said() + worker.said()).not.toContain('canary')
    },
    SLOW,
  )

  it('end with 0 at a signal, even while the database is away', async () => {
    wire.cut()
    for (const one of [worker, web]) {
      one.signal('SIGTERM')
      expect(await one.ended, one.said()).toBe(0)
    }
  })
})

const MEMBER = { name: 'Ada', email: 'ada@members.example', password: 'a long enough password' }
const DONE = 'rechannel_jobs_total{job="tend-due-channels",outcome="done"}'
const AS_IS = { redirect: 'manual' } as const

/** Somebody with a password, made beside the processes: this installation has nowhere to mail a link to. */
async function personWithPassword(databaseUrl: string): Promise<void> {
  const store = await openStore({
    kind: 'postgres',
    url: new Secret(databaseUrl),
    log(error) {
      throw error
    },
  })
  const signIn = createSignIn({
    store,
    secret: new Secret('thirty-two characters and some more'),
    baseUrl: new URL('https://channels.example'),
    platformName: 'Rechannel',
    post: postThrough(createMailbox(store, () => new Date())),
    limited: true,
  })
  await signIn.createPerson(MEMBER)
  await store.close()
}

/** Every token that the networks handed out. */
async function tokensIn(journal: string): Promise<string[]> {
  const lines = (await readFile(journal, 'utf8')).trim().split('\n')
  return lines.flatMap((line) => {
    const { event } = JSON.parse(line) as Line
    return event.type === 'issued' ? event.tokens.map(({ value }) => value) : []
  })
}

/** How many channels a profile shows with verified numbers. */
function numbersOn(html: string): number {
  return html.split('class="st verified"').length - 1
}

async function statusOf(url: string, init: RequestInit = {}): Promise<number> {
  return (await fetch(url, init)).status
}

/** Asks one very process by the name that all of them share, as a load balancer would. */
function ask(
  process: { url: string } | undefined,
  name: string,
  at: string,
  { method = 'GET', cookie = '', form = '' } = {},
): Promise<{ status: number; location: string; cookies: string }> {
  const { hostname, port } = new URL(process?.url ?? '')
  const headers = { host: name, cookie, 'content-type': 'application/x-www-form-urlencoded' }
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: at, method, headers }, (reply) => {
      reply.resume()
      const cookies = reply.headers['set-cookie'] ?? []
      resolve({
        status: reply.statusCode ?? 0,
        location: reply.headers.location ?? '',
        cookies: cookies.map((one) => one.split(';')[0]).join('; '),
      })
    })
    sent.on('error', reject).end(form)
  })
}

async function figure(of: { url: string }, name: string): Promise<number> {
  const text = await (await fetch(`${of.url}/metrics`)).text()
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return Number(line?.slice(name.length + 1) ?? 0)
}

function linesOf(one: RealProcess): Record<string, unknown>[] {
  return one
    .said()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
