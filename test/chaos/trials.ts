/** What is done to a field, and what comes of it: short in the tests, long in `npm run trust`. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Field, sumOf, TOKENS, type Worker } from './field.ts'
import type { Report } from './worker.ts'

/** Rounds in which every channel's token has expired and every lane of every worker wants every channel. */
export async function collide(
  field: Field,
  workers: readonly Worker[],
  { rounds, lanes }: { rounds: number; lanes: number },
): Promise<{ rotations: number; doubles: number; lost: number; errors: string[] }> {
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
    lost: lost.length,
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
): Promise<{ ended: number; rotations: number; doubles: number; lost: number; errors: string[] }> {
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
    lost: lost.length,
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
  lost: number
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
    lost: lost.length,
    dead: workers.filter((worker) => worker.isOver()).length,
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
