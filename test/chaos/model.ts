/**
 * The life of a few TikTok channels as a small model, and the same life in three workers on one PostgreSQL. Commands
 * come in any order; after each the model and the system must agree.
 */
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { startSandbox } from '../../sandbox/server.ts'
import type { App } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { DEADLINES } from '../../src/domain/channel/deadlines.ts'
import { Secret } from '../../src/domain/secret.ts'
import { HOUR, later, MINUTE, SECOND } from '../../src/domain/time.ts'
import { tendDueChannels } from '../../src/jobs/tend-due-channels.ts'
import { createLog } from '../../src/log.ts'
import { buildApp } from '../../src/main.ts'
import { createMetrics } from '../../src/metrics/metrics.ts'
import { callSandbox } from '../../src/pretend/call-sandbox.ts'
import { openQueue, type Queue } from '../../src/queue/queue.ts'
import { QUEUES, type Queues } from '../../src/queue/table.ts'
import { eraseChannel } from '../../src/store/channels.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { checkNow } from '../../src/usecases/channel/check-now.ts'
import { redirectUri } from '../../src/usecases/channel/start-connect.ts'
import { lendToken } from '../../src/usecases/channel/use-token.ts'
import { showProfile } from '../../src/usecases/insight/show-profile.ts'
import { createKeyRing } from '../../src/vault/key-ring.ts'
import { startPostgres } from '../postgres-server.ts'
import { crowd } from '../pretend-accounts.ts'
import { connect, type Visitor, type World, worldOf } from '../world.ts'
import { TOKENS } from './field.ts'
import { TEST_KEY } from './worker.ts'

const WORKERS = 3
const CHANNELS = 3
const ACCESS_MS = 2 * HOUR
const MARGIN_MS = 300 * SECOND
const CONFIRM_MS = 10 * MINUTE

/** What is true of one account, here and at the network. */
type Account = {
  /** There is no row before it is connected and after it is deleted. */
  row: 'none' | 'connected' | 'disconnected'
  /** Whether the person's permission still stands at the network. */
  permitted: boolean
  /** Whether the refresh token that we hold is the one that the network would take. */
  current: boolean
  accessEndsAt: number
  suspectSince: number | null
}

export type Model = { now: number; accounts: Account[] }

type Arena = {
  world: World
  visitor: Visitor
  workers: App[]
  /** The number in the crowd of the first account of this run. */
  first: number
  /** The highest generation that was ever seen of each row. */
  generations: Map<string, number>
  startWorker(): Promise<App>
  steps: number
}

export type ModelRun = { steps: number; runs: number; seed: number }

/** Runs until so many commands were executed. Throws with the shortest sequence after which the two disagree. */
export async function walkModel(of: {
  steps: number
  seed: number
  perRun?: number
  /** Told after every run that agreed. */
  onRun?: (done: ModelRun) => void
}): Promise<ModelRun> {
  await using arena = await openArena()
  let runs = 0
  for (; arena.steps < of.steps; runs++) {
    await fc.assert(
      fc.asyncProperty(commands(of.perRun ?? 120), (sequence) =>
        fc.asyncModelRun(() => beginRun(arena), sequence),
      ),
      // One run each, so that the count of steps decides when it is enough; a failing one is still made shorter.
      { numRuns: 1, seed: of.seed + runs, endOnFailure: false },
    )
    of.onRun?.({ steps: arena.steps, runs: runs + 1, seed: of.seed })
  }
  return { steps: arena.steps, runs, seed: of.seed }
}

async function openArena(): Promise<Arena & AsyncDisposable> {
  const cleanup = new AsyncDisposableStack()
  const postgres = await startPostgres()
  cleanup.defer(() => postgres.stop())
  const sandbox = await startSandbox({ port: 0, journalFile: null, fresh: false })
  cleanup.defer(() => sandbox.close())
  const read = readConfig({ CONTACT_EMAIL: 'team@rechannel.example', TIKTOK_CALLS_PER_MINUTE: '10000000' })
  if (read.kind !== 'ok') throw new Error(read.mistakes.join('\n'))
  let queue: Queue<Queues> | null = null
  cleanup.defer(async () => queue?.close())
  const log = createLog({ level: 'error', form: 'json', write: () => undefined })
  const open = async (): Promise<App> => {
    const own = await openStore({
      kind: 'postgres',
      url: new Secret(postgres.url),
      poolSize: 4,
      log: () => undefined,
    })
    // One for all of them: nothing here goes through it.
    queue ??= await openQueue({ store: own, queues: QUEUES, log, works: false })
    return await buildApp({
      config: read.config,
      store: own,
      queue,
      metrics: createMetrics({ processFigures: false }),
      ring: createKeyRing([TEST_KEY]),
      authSecret: new Secret('a secret for the cookies of a test run'),
      log,
      ports: { own: 1, pages: 1, sandboxUrl: sandbox.url },
      deadlines: DEADLINES,
    })
  }
  const store = await openStore({
    kind: 'postgres',
    url: new Secret(postgres.url),
    poolSize: 1,
    log: () => undefined,
  })
  await migrate(store)
  await store.close()
  const app = await open()
  cleanup.defer(() => app.store.close())
  await callSandbox(app, 'PUT', '/apps/tiktok', {
    client_id: 'sandbox-tiktok',
    redirect_uris: [redirectUri(app, 'tiktok')],
  })
  const world = worldOf(app, [], sandbox.url) as World
  await world.control('PATCH', '/settings', { 'tiktok.calls_per_minute': 10_000_000 })
  const visitor = await world.visitor('model')
  const workers = await Promise.all(Array.from({ length: WORKERS }, open))
  cleanup.defer(async () => {
    for (const worker of workers) await worker.store.close()
  })
  return {
    world,
    visitor,
    workers,
    first: 1,
    generations: new Map(),
    startWorker: open,
    steps: 0,
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  }
}

/** Nothing of the run before is left but the time. */
async function beginRun(arena: Arena): Promise<{ model: Model; real: Arena }> {
  const { db } = arena.world.app.store
  await arena.world.control('DELETE', '/faults')
  await arena.world.control('DELETE', '/calls')
  await db.deleteFrom('channel').execute()
  await db.deleteFrom('network_circuit').execute()
  arena.first += CHANNELS
  arena.generations.clear()
  const nobody = {
    row: 'none',
    permitted: false,
    current: false,
    accessEndsAt: 0,
    suspectSince: null,
  } as const
  const accounts = Array.from({ length: CHANNELS }, (): Account => ({ ...nobody }))
  return { model: { now: arena.world.app.clock.now().getTime(), accounts }, real: arena }
}

type Step = fc.AsyncCommand<Model, Arena>

function commands(most: number) {
  const account = fc.nat(CHANNELS - 1)
  const worker = fc.nat(WORKERS - 1)
  return fc.commands(
    [
      account.map(connectOrReconnect),
      account.map(connectOrReconnect),
      fc.constantFrom(1, 9, 11, 61, 118, 121, 26 * 60).map(advance),
      fc.constantFrom(11, 121).map(advance),
      fc.tuple(worker, account).map(([w, a]) => look(w, a)),
      fc.tuple(worker, account).map(([w, a]) => look(w, a)),
      account.map(lendEverywhere),
      fc.constant(lookAtDue),
      account.map(revoke),
      account.map(remove),
      fc
        .tuple(account, fc.constantFrom('reset' as const, 'cut' as const))
        .map(([a, kind]) => loseReply(a, kind)),
      fc.tuple(worker, account).map(([w, a]) => crash(w, a)),
      worker.map(restart),
      fc.tuple(worker, account).map(([w, a]) => outage(w, a)),
      account.map(removeWhileRenewing),
      account.map(reconnectWhileRenewing),
    ],
    { maxCommands: most, size: 'max' },
  )
}

/** A command whose outcome in the system is compared with the model's; both are then held against the rows. */
function step(of: {
  name: string
  may?: (model: Model) => boolean
  run: (model: Model, arena: Arena) => Promise<void>
}): Step {
  return {
    check: (model) => of.may?.(model) ?? true,
    async run(model, arena) {
      arena.steps++
      await of.run(model, arena)
      await agree(model, arena, of.name)
    },
    toString: () => of.name,
  }
}

function connectOrReconnect(at: number): Step {
  return step({
    name: `connect ${at}`,
    run: async (model, arena) => {
      await connectNow(arena, at, model)
    },
  })
}

function advance(minutes: number): Step {
  return step({
    name: `advance ${minutes}m`,
    async run(model, arena) {
      const { offset_ms } = (await arena.world.control('POST', '/clock', {
        advance: `${minutes}m`,
        step: 'none',
      })) as { offset_ms: number }
      for (const app of [arena.world.app, ...arena.workers]) app.clock.follow(offset_ms)
      model.now = arena.world.app.clock.now().getTime()
    },
  })
}

function look(worker: number, at: number): Step {
  return step({
    name: `look by ${worker} at ${at}`,
    may: (model) => accountOf(model, at).row !== 'none',
    async run(model, arena) {
      const account = accountOf(model, at)
      const expected = reportOf(account, now(arena))
      const report = await ask(arena, worker, at)
      same(report, expected, `look at ${at}`)
      lookIn(account, now(arena), expected)
    },
  })
}

/** Every worker at once, several callers in each: all get the same, and the network is called at most once. */
function lendEverywhere(at: number): Step {
  return step({
    name: `lend ${at}`,
    async run(model, arena) {
      const account = accountOf(model, at)
      await arena.world.control('DELETE', '/calls')
      const id = (await idOf(arena, at)) ?? 'chn_none'
      const due = mustRenew(account, now(arena))
      const outcomes = await Promise.all(arena.workers.flatMap((app) => [lend(app, id), lend(app, id)]))
      const kinds = [...new Set(outcomes.map((one) => one.kind))]
      same(kinds.length, 1, `all callers of ${at} get the same: ${kinds}`)
      same(kinds[0], lendIn(account, now(arena)), `lend ${at}`)
      if (kinds[0] === 'ok') {
        same(new Set(outcomes.map((one) => one.token)).size, 1, 'all callers get one token')
        same(await refreshes(arena), due ? 1 : 0, 'calls for one token')
      }
    },
  })
}

const lookAtDue: Step = step({
  name: 'look at all that is due',
  async run(model, arena) {
    const at = now(arena)
    const rows = await arena.world.app.store.db
      .selectFrom('channel_schedule')
      .innerJoin('channel', 'channel.id', 'channel_schedule.channel_id')
      .select('network_id')
      .where('due_at', '<=', new Date(at))
      .execute()
    const due = new Set(rows.map((row) => row.network_id))
    await Promise.all(arena.workers.map((app) => tendDueChannels(app, new AbortController().signal, 'step')))
    model.accounts.forEach((account, index) => {
      if (!due.has(crowd.tiktok(arena.first + index))) return
      const ripe = account.suspectSince === null || account.suspectSince + CONFIRM_MS <= at
      if (account.row === 'connected' && ripe) lookIn(account, at, reportOf(account, at))
    })
  },
})

function revoke(at: number): Step {
  return step({
    name: `revoke ${at}`,
    may: (model) => accountOf(model, at).permitted,
    async run(model, arena) {
      await arena.world.happen('tiktok', crowd.tiktok(arena.first + at), 'remove-app')
      accountOf(model, at).permitted = false
    },
  })
}

function remove(at: number): Step {
  return step({
    name: `delete ${at}`,
    may: (model) => accountOf(model, at).row !== 'none',
    async run(model, arena) {
      await erase(arena, at)
      forget(model, at)
    },
  })
}

/** The network acts, and nobody hears of it. The same token is shown once more, and refused. */
function loseReply(at: number, kind: 'reset' | 'cut'): Step {
  return step({
    name: `lose a reply of ${at} by ${kind}`,
    may: (model) => isOnTheWire(model, at),
    async run(model, arena) {
      const account = accountOf(model, at)
      await arena.world.fault({ ...TOKENS, kind, handled: true })
      const loan = await lend(workerOf(arena, 0), (await idOf(arena, at)) ?? '')
      same(loan.code, 'reply_lost', `lost reply of ${at}`)
      account.current = false
    },
  })
}

/** A worker is gone in the middle of a renewal, with everything that it held. Its lease has run out before the next step. */
function crash(worker: number, at: number): Step {
  return step({
    name: `crash of ${worker} while renewing ${at}`,
    may: (model) => isOnTheWire(model, at),
    async run(model, arena) {
      const victim = workerOf(arena, worker)
      await arena.world.fault({ ...TOKENS, kind: 'slow', handled: true, delay_ms: 5_000 })
      lend(victim, (await idOf(arena, at)) ?? '').catch(() => undefined)
      await struck(arena)
      victim.ending.abort()
      await victim.store.close()
      arena.workers[worker] = await arena.startWorker()
      await arena.world.app.store.db
        .updateTable('channel_schedule')
        .set({ spending_until: later(arena.world.app.clock.real(), -SECOND) })
        .where('spending_holder', '=', victim.holder)
        .execute()
      accountOf(model, at).current = false
    },
  })
}

function restart(worker: number): Step {
  return step({
    name: `restart ${worker}`,
    async run(_, arena) {
      const old = workerOf(arena, worker)
      await Promise.all(old.renewals.values())
      await old.store.close()
      arena.workers[worker] = await arena.startWorker()
    },
  })
}

function outage(worker: number, at: number): Step {
  return step({
    name: `look by ${worker} at ${at} while the network is down`,
    may: (model) => accountOf(model, at).row === 'connected',
    async run(model, arena) {
      const account = accountOf(model, at)
      const early = reportOf(account, now(arena)) === 'looking_again' && account.suspectSince !== null
      await arena.world.fault({ network: 'tiktok', kind: 'status', status: 503, times: null })
      const report = await ask(arena, worker, at)
      await arena.world.control('DELETE', '/faults')
      await arena.world.app.store.db.deleteFrom('network_circuit').execute()
      same(report, early ? 'looking_again' : 'delayed', `look at ${at} in an outage`)
    },
  })
}

function removeWhileRenewing(at: number): Step {
  return step({
    name: `delete ${at} while it is renewed`,
    may: (model) => isOnTheWire(model, at),
    async run(model, arena) {
      const loan = await whileRenewing(arena, at, () => erase(arena, at))
      same(loan.kind === 'ok', false, `a token of ${at} after it was deleted`)
      forget(model, at)
    },
  })
}

function reconnectWhileRenewing(at: number): Step {
  return step({
    name: `reconnect ${at} while it is renewed`,
    may: (model) => isOnTheWire(model, at),
    async run(model, arena) {
      let given = 0
      await whileRenewing(arena, at, async () => {
        await connectNow(arena, at, model)
        given = await generationOf(arena, at)
      })
      // The answer to the older token came after it, and must have changed nothing.
      same(await generationOf(arena, at), given, `the permission of ${at} that was given anew`)
    },
  })
}

async function whileRenewing(arena: Arena, at: number, work: () => Promise<unknown>) {
  await arena.world.fault({ ...TOKENS, kind: 'slow', handled: true, delay_ms: 250 })
  const lending = lend(workerOf(arena, 1), (await idOf(arena, at)) ?? '')
  await struck(arena)
  await work()
  return await lending
}

/** The rules, once more and as short as they can be. */
function reportOf(account: Account, at: number): 'fine' | 'lost' | 'looking_again' {
  const { row, suspectSince } = account
  if (row === 'disconnected') return 'lost'
  if (suspectSince !== null && suspectSince + CONFIRM_MS > at) return 'looking_again'
  if (isWell(account, at)) return 'fine'
  return suspectSince === null ? 'looking_again' : 'lost'
}

/** Whether a look finds it alive: its access token still works, or the refresh token brings another. */
function isWell(account: Account, at: number): boolean {
  if (!account.permitted) return false
  return account.current || !mustRenew(account, at)
}

function lookIn(account: Account, at: number, report: ReturnType<typeof reportOf>): void {
  switch (report) {
    case 'fine':
      if (mustRenew(account, at)) account.accessEndsAt = at + ACCESS_MS
      account.suspectSince = null
      return
    case 'looking_again':
      account.suspectSince ??= at
      return
    case 'lost':
      account.row = 'disconnected'
      account.suspectSince = null
      return
    default:
      report satisfies never
  }
}

function lendIn(account: Account, at: number): 'ok' | 'refused' | 'not_connected' | 'unknown_channel' {
  if (account.row === 'none') return 'unknown_channel'
  if (account.row === 'disconnected') return 'not_connected'
  if (!mustRenew(account, at)) return 'ok'
  if (!account.permitted || !account.current) return 'refused'
  account.accessEndsAt = at + ACCESS_MS
  return 'ok'
}

function mustRenew({ accessEndsAt }: Account, at: number): boolean {
  return accessEndsAt - MARGIN_MS <= at
}

/** A renewal would reach the network and be answered with a new token. */
function isOnTheWire(model: Model, at: number): boolean {
  const account = accountOf(model, at)
  return account.row === 'connected' && account.permitted && account.current && mustRenew(account, model.now)
}

/** Both agree on every account, no generation falls, and nothing is shown as verified that is not connected. */
async function agree(model: Model, arena: Arena, after: string): Promise<void> {
  const { db } = arena.world.app.store
  const rows = await db
    .selectFrom('channel')
    .leftJoin('channel_grant as g', 'g.channel_id', 'channel.id')
    .select(['channel.id', 'network_id', 'state', 'suspect_since', 'g.generation'])
    .execute()
  model.accounts.forEach((account, index) => {
    const row = rows.find((one) => one.network_id === crowd.tiktok(arena.first + index))
    same(row?.state ?? 'none', account.row, `${after}: the state of ${index}`)
    same(
      (row?.suspect_since ?? null) !== null,
      account.suspectSince !== null,
      `${after}: the doubt of ${index}`,
    )
    if (row === undefined) return
    const generation = Number(row.generation)
    same(
      generation >= (arena.generations.get(row.id) ?? 0),
      true,
      `${after}: the generation of ${index} fell`,
    )
    arena.generations.set(row.id, generation)
  })
  if (arena.steps % 7 !== 0) return
  const profile = await showProfile(arena.world.app, { handle: 'model' })
  for (const one of profile?.channels.filter(({ kind }) => kind !== 'paused') ?? []) {
    const row = rows.find(({ id }) => id === one.channelId)
    same(row?.state, 'connected', `${after}: verified numbers of a channel that is not connected`)
  }
}

/** A person says yes at the network; the same row lives again where there is one. */
async function connectNow(arena: Arena, at: number, model: Model): Promise<void> {
  const id = await idOf(arena, at)
  const goal = { network: 'tiktok', consent: { account: crowd.tiktok(arena.first + at) } } as const
  await connect(arena.world, arena.visitor, id === null ? goal : { ...goal, channelId: id })
  Object.assign(accountOf(model, at), {
    row: 'connected',
    permitted: true,
    current: true,
    accessEndsAt: now(arena) + ACCESS_MS,
    suspectSince: null,
  } satisfies Account)
}

function forget(model: Model, at: number): void {
  Object.assign(accountOf(model, at), { row: 'none', suspectSince: null } satisfies Partial<Account>)
}

async function erase(arena: Arena, at: number): Promise<void> {
  const id = await idOf(arena, at)
  if (id !== null) await eraseChannel(arena.world.app.store.db, id)
}

async function ask(arena: Arena, worker: number, at: number): Promise<string> {
  const channelId = (await idOf(arena, at)) ?? ''
  const report = await checkNow(workerOf(arena, worker), { creatorId: arena.visitor.creatorId, channelId })
  return report.kind
}

async function lend(app: App, channelId: string) {
  const loan = await lendToken(app, { channelId, askedBy: 'model', purpose: 'test', minLifeSeconds: 0 })
  return {
    kind: loan.kind,
    token: loan.kind === 'ok' ? loan.access.reveal() : null,
    code: loan.kind === 'refused' ? loan.verdict.evidence.code : null,
  }
}

async function generationOf(arena: Arena, at: number): Promise<number> {
  const row = await arena.world.app.store.db
    .selectFrom('channel_grant')
    .innerJoin('channel', 'channel.id', 'channel_grant.channel_id')
    .select('generation')
    .where('network_id', '=', crowd.tiktok(arena.first + at))
    .executeTakeFirstOrThrow()
  return Number(row.generation)
}

async function idOf(arena: Arena, at: number): Promise<string | null> {
  const row = await arena.world.app.store.db
    .selectFrom('channel')
    .select('id')
    .where('network_id', '=', crowd.tiktok(arena.first + at))
    .executeTakeFirst()
  return row?.id ?? null
}

async function refreshes(arena: Arena): Promise<number> {
  const { calls } = (await arena.world.control('GET', '/calls')) as {
    calls: { path: string; parameters: string[]; fault: string | null }[]
  }
  // A call that a fault holds up is written down when it ends, which may be in the middle of something else.
  return calls.filter(
    ({ path, parameters, fault }) =>
      path.endsWith('/token') && parameters.includes('refresh_token') && fault === null,
  ).length
}

async function struck(arena: Arena): Promise<void> {
  for (const began = performance.now(); performance.now() - began < 60_000; ) {
    const { faults } = (await arena.world.control('GET', '/faults')) as { faults: unknown[] }
    if (faults.length === 0) return
    await pause(5)
  }
  throw new Error('The model expects a call on the wire, and the system makes none.')
}

function accountOf(model: Model, at: number): Account {
  const account = model.accounts[at]
  if (account === undefined) throw new Error(`There is no account ${at}.`)
  return account
}

function workerOf(arena: Arena, at: number): App {
  const worker = arena.workers[at]
  if (worker === undefined) throw new Error(`There is no worker ${at}.`)
  return worker
}

function now(arena: Arena): number {
  return arena.world.app.clock.now().getTime()
}

function same(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected)
    throw new Error(`${what}: the system says ${String(actual)}, the model ${String(expected)}`)
}
