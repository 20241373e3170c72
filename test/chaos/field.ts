/** Several real worker processes, a real PostgreSQL of their own and the pretend networks, and what may befall them. */
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { App } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Deadlines } from '../../src/domain/channel/deadlines.ts'
import { Secret } from '../../src/domain/secret.ts'
import { createLog } from '../../src/log.ts'
import { buildApp } from '../../src/main.ts'
import { createMetrics } from '../../src/metrics/metrics.ts'
import { callSandbox } from '../../src/pretend/call-sandbox.ts'
import { openQueue } from '../../src/queue/queue.ts'
import { QUEUES } from '../../src/queue/table.ts'
import { findChannel } from '../../src/store/channels.ts'
import { findGrant } from '../../src/store/grants.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { listChannels } from '../../src/usecases/channel/list-channels.ts'
import { renewGrant } from '../../src/usecases/channel/renew-grant.ts'
import { redirectUri } from '../../src/usecases/channel/start-connect.ts'
import { createKeyRing } from '../../src/vault/key-ring.ts'
import { type PostgresServer, startPostgres } from '../postgres-server.ts'
import { crowd } from '../pretend-accounts.ts'
import { connect, type Visitor, type World, worldOf } from '../world.ts'
import { type Order, type Report, TEST_KEY, type WorkerSettings } from './worker.ts'

const ROOT = path.join(import.meta.dirname, '..', '..')
export const TOKENS = { host: 'open.tiktokapis.com', path: '/v2/oauth/token' }

/** Leases that end while a test waits; everything in the same order as ever. */
export const BRISK: Deadlines = {
  callMs: 2_500,
  renewLeaseMs: 8_000,
  renewOpenMs: 12_000,
  tendLeaseMs: 20_000,
  drainMs: 30_000,
}

export type Worker = AsyncDisposable & {
  pid: number
  said(): string
  ask<T>(order: Order): Promise<T>
  signal(name: NodeJS.Signals): void
  isOver(): boolean
  /** Its exit code, null where a signal ended it. */
  ended: Promise<number | null>
}

export type Field = AsyncDisposable & {
  /** An app in this very process, to plant and to look. It takes no part in what is tried. */
  app: App
  world: Omit<World, typeof Symbol.asyncDispose | 'worker'>
  visitor: Visitor
  channelIds: string[]
  postgres: PostgresServer
  startWorker(settings?: Partial<WorkerSettings>): Promise<Worker>
  /** Moves the networks' clock and every worker's with it; nobody is told otherwise. */
  advance(by: string): Promise<void>
  /** How many refreshes the network answered with a token, and how many it refused. */
  renewals(): Promise<{ ok: number; refused: number }>
  /** Channels whose stored token the network does not take any more, and what is known of each. */
  lost(): Promise<{ channelId: string; code: string; inDoubt: boolean }[]>
  /** A session of our own on the workers' database, as another program would have one. */
  session(): Promise<pg.Client>
}

export async function openField(of: {
  channels: number
  deadlines?: Deadlines
  env?: Record<string, string>
}): Promise<Field> {
  const { deadlines = BRISK, env = {} } = of
  const cleanup = new AsyncDisposableStack()
  try {
    const postgres = await startPostgres({ crashSafe: true })
    cleanup.defer(() => postgres.stop())
    const sandboxUrl = await startSandboxProcess(cleanup)
    const log: string[] = []
    const store = await openStore({
      kind: 'postgres',
      url: new Secret(postgres.url),
      poolSize: 4,
      log: (error) => log.push(error.message),
    })
    cleanup.defer(() => store.close())
    await migrate(store)
    const read = readConfig({ CONTACT_EMAIL: 'team@rechannel.example', ...env })
    if (read.kind !== 'ok') throw new Error(read.mistakes.join('\n'))
    const records = createLog({ level: 'warn', form: 'json', write: (line) => log.push(line) })
    const queue = await openQueue({ store, queues: QUEUES, log: records, works: false })
    cleanup.defer(() => queue.close())
    const app = await buildApp({
      config: read.config,
      store,
      queue,
      metrics: createMetrics({ processFigures: false }),
      ring: createKeyRing([TEST_KEY]),
      authSecret: new Secret('a secret for the cookies of a test run'),
      log: records,
      ports: { own: 1, pages: 1, sandboxUrl },
      deadlines,
    })
    // Without a door for events: nobody here would answer there.
    await callSandbox(app, 'PUT', '/apps/tiktok', {
      client_id: 'sandbox-tiktok',
      redirect_uris: [redirectUri(app, 'tiktok')],
    })
    const world = worldOf(app, log, sandboxUrl)
    const visitor = await world.visitor('agency')
    for (let number = 1; number <= of.channels; number++) {
      await connect(world as World, visitor, {
        network: 'tiktok',
        consent: { account: crowd.tiktok(number) },
      })
    }
    const { cards } = await listChannels(app, { creatorId: visitor.creatorId })
    const workers = new Set<Worker>()
    const settings: WorkerSettings = { databaseUrl: postgres.url, sandboxUrl, deadlines, jobs: false, env }
    return {
      app,
      world,
      visitor,
      channelIds: cards.map((card) => card.id),
      postgres,
      async startWorker(own = {}) {
        const worker = await startWorker({ ...settings, ...own })
        workers.add(worker)
        void worker.ended.then(() => workers.delete(worker))
        cleanup.use(worker)
        return worker
      },
      async advance(by) {
        const moved = (await world.control('POST', '/clock', { advance: by, step: 'none' })) as {
          offset_ms: number
        }
        app.clock.follow(moved.offset_ms)
        const follow = { do: 'follow', offsetMs: moved.offset_ms } as const
        // One that is being ended does not answer any more.
        await Promise.all([...workers].map((worker) => Promise.race([worker.ask(follow), worker.ended])))
      },
      renewals: () => countRenewals(world),
      lost: () =>
        findLost(
          app,
          cards.map((card) => card.id),
        ),
      async session() {
        const client = new pg.Client({ connectionString: postgres.url })
        client.on('error', () => undefined)
        await client.connect()
        cleanup.defer(() => client.end().catch(() => undefined))
        return client
      },
      [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
    }
  } catch (error) {
    await cleanup.disposeAsync()
    throw error
  }
}

async function startWorker(settings: WorkerSettings): Promise<Worker> {
  const child = fork(path.join(import.meta.dirname, 'worker.ts'), [JSON.stringify(settings)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  let orders = 0
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message: { ready?: true; id?: number; result?: unknown; error?: string }) => {
      if (message.ready) return resolve()
      const asked = waiting.get(message.id ?? -1)
      waiting.delete(message.id ?? -1)
      if (message.error === undefined) asked?.resolve(message.result)
      else asked?.reject(new Error(message.error))
    })
    void ended.then((code) => reject(new Error(`A worker ended with ${code} before it was ready:\n${said}`)))
  })
  await ready
  return {
    pid: child.pid ?? 0,
    said: () => said,
    ended,
    signal: (name) => {
      child.kill(name)
    },
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    ask: <T>(order: Order) =>
      new Promise<T>((resolve, reject) => {
        const id = orders++
        waiting.set(id, { resolve: resolve as (result: unknown) => void, reject })
        child.send({ id, order }, (error) => {
          if (error !== null) reject(error)
        })
      }),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}

async function startSandboxProcess(cleanup: AsyncDisposableStack): Promise<string> {
  const child: ChildProcess = spawn(process.execPath, ['sandbox/main.ts', '--port', '0', '--parent'], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  cleanup.defer(async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  })
  if (child.stdout === null) throw new Error('The pretend networks say nothing.')
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^sandbox ready (\S+)$/.exec(line)?.[1]
    if (url !== undefined) return url
  }
  throw new Error('The pretend networks did not start.')
}

async function countRenewals(world: Field['world']): Promise<{ ok: number; refused: number }> {
  const { calls } = (await world.control('GET', '/calls')) as {
    calls: { path: string; parameters: string[]; status: number | null }[]
  }
  const all = calls.filter(
    (call) => call.path.endsWith('/token') && call.parameters.includes('refresh_token'),
  )
  const count = (status: number): number => all.filter((call) => call.status === status).length
  return { ok: count(200), refused: count(400) }
}

/** Asks the network itself, with the token that we hold. */
async function findLost(app: App, channelIds: readonly string[]): ReturnType<Field['lost']> {
  const lost: Awaited<ReturnType<Field['lost']>> = []
  for (const channelId of channelIds) {
    const row = await app.store.db
      .selectFrom('channel_schedule')
      .innerJoin('channel_grant', 'channel_grant.channel_id', 'channel_schedule.channel_id')
      .select(['generation', 'doubt_generation', 'spending_generation'])
      .where('channel_schedule.channel_id', '=', channelId)
      .executeTakeFirstOrThrow()
    const inDoubt = [row.doubt_generation, row.spending_generation].includes(row.generation)
    const code = await refusalOf(app, channelId)
    if (code !== null) lost.push({ channelId, inDoubt, code })
  }
  return lost
}

/** What the network refuses the token with, or null. Whoever is renewing just now is waited for. */
async function refusalOf(app: App, channelId: string): Promise<string | null> {
  for (;;) {
    const { db } = app.store
    const [channel, grant] = [await findChannel(db, channelId), await findGrant(db, channelId)]
    if (channel === null || grant === null) throw new Error(`${channelId} is gone.`)
    const renewal = await renewGrant(app, channel, grant.facts.generation)
    if (renewal.kind === 'ok') return null
    if (renewal.kind === 'not_offered') return renewal.kind
    const code = renewal.kind === 'busy' ? 'busy' : (renewal.verdict.evidence.code ?? 'refused')
    if (code !== 'busy' && code !== 'timeout') return code
    await pause(100)
  }
}

export function sumOf(reports: readonly Report[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const { outcomes } of reports) {
    for (const [outcome, count] of Object.entries(outcomes)) sum[outcome] = (sum[outcome] ?? 0) + count
  }
  return sum
}
