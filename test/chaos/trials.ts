/** What is done to a field, and what comes of it: short in the tests, long in `npm run trust`. */
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { connect, type World } from '../world.ts'
import { type Field, sumOf, TOKENS, type Worker } from './field.ts'
import type { Report } from './worker.ts'

type Lost = Awaited<ReturnType<Field['lost']>>

/** Rounds in which every channel's token has expired and every lane of every worker wants every channel. */
export async function collide(
  field: Field,
  workers: readonly Worker[],
  { rounds, lanes }: { rounds: number; lanes: number },
): Promise<{ rotations: number; doubles: number; lost: Lost; errors: string[] }> {
  await field.world.fault({ ...TOKENS, kind: 'slow', delay_ms: 50, times: null })
  const before = await field.renewals()
  const errors: string[] = []
  for (let round = 0; round < rounds; round++) {
    await field.advance('3h')
    const orders = workers.flatMap((worker) =>
      Array.from({ length: lanes }, (_, lane) => ({ worker, channelIds: rotated(field.channelIds, lane) })),
    )
    const reports = await Promise.all(
      orders.map(({ worker, channelIds }) => worker.ask<Report>({ do: 'lend', channelIds })),
    )
    for (const report of reports) {
      errors.push(...report.errors)
      for (const [outcome, count] of Object.entries(report.outcomes)) {
        if (outcome !== 'ok') errors.push(`${count} × ${outcome}`)
      }
    }
  }
  await field.world.control('DELETE', '/faults')
  const after = await field.renewals()
  const lost = await field.lost()
  return {
    rotations: after.ok - before.ok,
    doubles: after.refused - before.refused,
    lost,
    errors,
  }
}

/** One channel, all its callers at the same moment, in several processes. */
export async function thousandCallers(
  field: Field,
  workers: readonly Worker[],
): Promise<{ calls: number; tokens: number; outcomes: Record<string, number> }> {
  await field.advance('3h')
  const [channelId = ''] = field.channelIds
  const before = await field.renewals()
  const channelIds = Array.from({ length: Math.ceil(1_000 / workers.length) }, () => channelId)
  const reports = await Promise.all(workers.map((worker) => worker.ask<Report>({ do: 'lend', channelIds })))
  const after = await field.renewals()
  return {
    calls: after.ok + after.refused - before.ok - before.refused,
    tokens: new Set(reports.flatMap((report) => report.tokens)).size,
    outcomes: sumOf(reports),
  }
}

/** Workers under load get SIGTERM one after the other, and others take their places. */
export async function terminate(
  field: Field,
  { times, lanes }: { times: number; lanes: number },
): Promise<{ ended: number; rotations: number; doubles: number; lost: Lost; errors: string[] }> {
  await field.world.fault({ ...TOKENS, kind: 'slow', delay_ms: 150, times: null })
  const before = await field.renewals()
  const load = { do: 'load', channelIds: field.channelIds, lanes } as const
  const start = async (): Promise<Worker> => {
    const worker = await field.startWorker()
    await worker.ask({ do: 'follow', offsetMs: field.app.clock.offsetMs() })
    await worker.ask(load)
    return worker
  }
  const workers = await Promise.all([start(), start(), start()])
  const errors: string[] = []
  let ended = 0
  for (let time = 0; time < times; time++) {
    // Every token has just expired: there are calls on the wire when the signal comes.
    await field.advance('3h')
    const [worker] = workers.splice(time % workers.length, 1)
    if (worker === undefined) break
    worker.signal('SIGTERM')
    const code = await worker.ended
    if (code === 0) ended++
    else errors.push(`ended with ${code}: ${worker.said().slice(-2_000)}`)
    workers.push(await start())
  }
  errors.push(...(await restAll(workers)))
  await field.world.control('DELETE', '/faults')
  const after = await field.renewals()
  const lost = await field.lost()
  return {
    ended,
    rotations: after.ok - before.ok,
    doubles: after.refused - before.refused,
    lost,
    errors,
  }
}

/** The database is stopped at once under load and started again. */
export async function crashDatabase(
  field: Field,
  workers: readonly Worker[],
  { times, lanes, awayMs }: { times: number; lanes: number; awayMs: number },
): Promise<{
  crashes: number
  slowestMs: number
  rotations: number
  doubles: number
  lost: Lost
  dead: number
}> {
  await field.world.fault({ ...TOKENS, kind: 'slow', delay_ms: 150, times: null })
  const before = await field.renewals()
  const ids = field.channelIds
  await Promise.all(workers.map((worker) => worker.ask({ do: 'load', channelIds: ids, lanes })))
  let slowestMs = 0
  for (let time = 0; time < times; time++) {
    await field.advance('3h')
    await pause(100 + Math.random() * 300)
    await field.postgres.crash()
    await pause(awayMs)
    await field.postgres.restart()
    const back = performance.now()
    await Promise.all(workers.map((worker) => untilServed(worker, ids)))
    slowestMs = Math.max(slowestMs, performance.now() - back)
  }
  await restAll(workers)
  await field.world.control('DELETE', '/faults')
  const after = await field.renewals()
  const lost = await field.lost()
  return {
    crashes: times,
    slowestMs: Math.round(slowestMs),
    rotations: after.ok - before.ok,
    doubles: after.refused - before.refused,
    lost,
    dead: workers.filter((worker) => worker.isOver()).length,
  }
}

/** The moments of a renewal in which a process can be killed, in their order. */
export const KILL_STEPS = [
  'before the lease',
  'after the lease',
  'before the network acts',
  'after the network acted',
  'before the save',
  'after the save',
] as const
export type KillStep = (typeof KILL_STEPS)[number]

export type Killed = {
  kills: number
  /** What the next caller got: a token, or the name of what was lost. */
  outcomes: Record<string, number>
  /** From the kill until the channel could be used again, or was known to be in trouble. */
  slowestMs: number
}

/**
 * Kills a worker with SIGKILL at one moment of a renewal, and lets another take over. The moment is held still from
 * outside, by locks in the database and by a slow network: nothing in the worker knows of it.
 */
export async function killAt(
  field: Field,
  step: KillStep,
  { times, survivor }: { times: number; survivor: Worker },
): Promise<Killed> {
  const killed: Killed = { kills: 0, outcomes: {}, slowestMs: 0 }
  for (let time = 0; time < times; time++) {
    const channelId = field.channelIds[time % field.channelIds.length] ?? ''
    const victim = await field.startWorker()
    await field.advance('3h')
    const moment = await holdStill(field, step, channelId)
    // It never answers: that is the point.
    victim.ask({ do: 'lend', channelIds: [channelId] }).catch(() => undefined)
    await moment.reached()
    victim.signal('SIGKILL')
    await victim.ended
    await moment.letGo()
    const began = performance.now()
    const outcome = await firstAnswer(survivor, channelId)
    killed.slowestMs = Math.max(killed.slowestMs, Math.round(performance.now() - began))
    killed.outcomes[outcome] = (killed.outcomes[outcome] ?? 0) + 1
    killed.kills++
    if (outcome !== 'ok') await reconnectCrowd(field, channelId)
  }
  return killed
}

/** A lease that nobody gives back has to run out first: until then a caller is told to come again. */
async function firstAnswer(worker: Worker, channelId: string): Promise<string> {
  for (;;) {
    const { outcomes } = await worker.ask<Report>({ do: 'lend', channelIds: [channelId] })
    const [outcome = 'none'] = Object.keys(outcomes)
    if (outcome !== 'busy' && outcome !== 'timeout') return outcome
    await pause(50)
  }
}

type Moment = { reached(): Promise<void>; letGo(): Promise<void> }

async function holdStill(field: Field, step: KillStep, channelId: string): Promise<Moment> {
  // The third one stays outside of transactions: inside one, the list of sessions stands still.
  const [first, second, watch] = [await field.session(), await field.session(), await field.session()]
  const row = (table: string): string => `select 1 from ${table} where channel_id = '${channelId}' for update`
  const table = 'lock table channel_grant in access exclusive mode'
  const end = async (): Promise<void> => {
    await endWaiting(watch)
    await Promise.all([first.query('rollback'), second.query('rollback')])
    await Promise.all([first.end(), second.end(), watch.end()])
    await field.world.control('DELETE', '/faults')
  }
  await Promise.all([first.query('begin'), second.query('begin')])
  switch (step) {
    case 'before the lease':
      await first.query(row('channel_schedule'))
      return { reached: () => somebodyWaits(watch, 1), letGo: end }
    case 'after the lease':
      await first.query(row('channel_schedule'))
      return {
        async reached() {
          await somebodyWaits(watch, 1)
          // It has read what it needs for the lease; what it reads behind it will have to wait.
          await second.query(table)
          await first.query('rollback')
          await first.query('begin')
          await somebodyWaits(watch, 1)
        },
        letGo: end,
      }
    case 'before the network acts':
      await field.world.fault({ ...TOKENS, kind: 'reset', handled: false, delay_ms: 700 })
      return { reached: () => faultStruck(field), letGo: end }
    case 'after the network acted':
      await field.world.fault({ ...TOKENS, kind: 'slow', handled: true, delay_ms: 5_000 })
      return { reached: () => faultStruck(field), letGo: end }
    case 'before the save':
      await first.query(row('channel_grant'))
      return { reached: () => somebodyWaits(watch, 1), letGo: end }
    case 'after the save':
      await first.query(row('channel_grant'))
      return {
        async reached() {
          await somebodyWaits(watch, 1)
          // Behind the save in the queue, and before whatever is read after it.
          const locked = second.query(table)
          await somebodyWaits(watch, 2)
          await first.query('rollback')
          await locked
          await first.query('begin')
          await somebodyWaits(watch, 1)
        },
        letGo: end,
      }
    default:
      return step satisfies never
  }
}

async function somebodyWaits(session: pg.Client, count: number): Promise<void> {
  await until(async () => {
    const { rows } = await session.query<{ waiting: number }>(
      "select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock'",
    )
    return (rows[0]?.waiting ?? 0) >= count
  })
}

/** The server goes on with a statement whose client is dead, unless it is told to stop. */
async function endWaiting(session: pg.Client): Promise<void> {
  await session.query(
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where wait_event_type = 'Lock'",
  )
}

async function faultStruck(field: Field): Promise<void> {
  await until(async () => {
    const { faults } = (await field.world.control('GET', '/faults')) as { faults: unknown[] }
    return faults.length === 0
  })
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(10)
}

/** The person comes back: the same channel, with a permission of today. */
async function reconnectCrowd(field: Field, channelId: string): Promise<void> {
  const row = await field.app.store.db
    .selectFrom('channel')
    .select('network_id')
    .where('id', '=', channelId)
    .executeTakeFirstOrThrow()
  const goal = { network: 'tiktok', channelId, consent: { account: row.network_id } } as const
  await connect(field.world as World, field.visitor, goal)
}

/** Answers that are lost on their way although the network has acted, one channel after the other. */
export async function loseReplies(
  field: Field,
  worker: Worker,
  { times, kind }: { times: number; kind: 'reset' | 'cut' },
): Promise<Record<string, number>> {
  const outcomes: Record<string, number> = {}
  for (let time = 0; time < times; time++) {
    const channelId = field.channelIds[time % field.channelIds.length] ?? ''
    await field.advance('3h')
    await field.world.fault({ ...TOKENS, kind, handled: true })
    const outcome = await firstAnswer(worker, channelId)
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    if (outcome !== 'ok') await reconnectCrowd(field, channelId)
  }
  return outcomes
}

/** Workers that want far more than the network allows, counted by the network itself. */
export async function useUpBudget(
  field: Field,
  workers: readonly Worker[],
  { callsPerMinute, seconds }: { callsPerMinute: number; seconds: number },
): Promise<{ callsPerMinute: number; seconds: number; answered: number; refused: number; used: number }> {
  const settings = { 'tiktok.calls_per_minute': callsPerMinute, 'tiktok.counts_calls_by': 'app' }
  await field.world.control('PATCH', '/settings', settings)
  const load = { do: 'load', channelIds: field.channelIds, lanes: 6, what: 'reads' } as const
  await Promise.all(workers.map((worker) => worker.ask(load)))
  // The first moments use up what had gathered; what counts is the steady state.
  await pause(5_000)
  await field.world.control('DELETE', '/calls')
  const began = performance.now()
  await pause(seconds * 1_000)
  const { calls } = (await field.world.control('GET', '/calls')) as {
    calls: { path: string; status: number }[]
  }
  const lasted = (performance.now() - began) / 1_000
  await restAll(workers)
  const reads = calls.filter((call) => call.path === '/v2/user/info')
  const answered = reads.filter((call) => call.status === 200).length
  return {
    callsPerMinute,
    seconds: Math.round(lasted),
    answered,
    refused: reads.filter((call) => call.status === 429).length,
    used: answered / ((callsPerMinute * lasted) / 60),
  }
}

async function untilServed(worker: Worker, channelIds: readonly string[]): Promise<void> {
  for (;;) {
    const report = await worker.ask<Report>({ do: 'lend', channelIds: channelIds.slice(0, 3) })
    if (report.outcomes.ok === 3) return
    await pause(100)
  }
}

/** What went wrong meanwhile. A load that meets a stop or a crash is told so, and that is no error. */
async function restAll(workers: readonly Worker[]): Promise<string[]> {
  const reports = await Promise.all(workers.map((worker) => worker.ask<Report>({ do: 'rest' })))
  return reports.flatMap((report) => report.errors)
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const at = list.length === 0 ? 0 : (by * 7) % list.length
  return [...list.slice(at), ...list.slice(0, at)]
}
