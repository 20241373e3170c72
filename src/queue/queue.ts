/** Work that is due now and must not be lost: sent inside a transaction, done by whichever worker is free. */
import type { Kysely } from 'kysely'
import { fromKysely, type JobResult, type JobWithMetadata } from 'pg-boss'
import { Mistake } from '../domain/mistake.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/open.ts'
import type { Tables } from '../store/tables.ts'
import { createBoss, layQueues, type Pace, USUAL_PACE } from './boss.ts'
import type { PayloadOf, QueueRules, QueueTable } from './table.ts'

export type Queue<Table extends QueueTable> = {
  /**
   * Puts a job into a queue, through the same hands as everything else that belongs to it: inside a
   * transaction give that transaction, and the job is there if it commits and was never there if it does not.
   * Never give the root while a transaction of yours is open: PGlite would wait for itself.
   */
  send<Name extends keyof Table & string>(
    db: Kysely<Tables>,
    name: Name,
    data: PayloadOf<Table[Name]>,
    when?: { afterSeconds: number },
  ): Promise<void>
  /** One more turn of what comes round by itself. */
  turn(name: keyof Table & string): Promise<void>
  /** From now on this process takes jobs. A handler that throws leaves its job to be tried again. */
  work(handlers: Handlers<Table>): Promise<void>
  /** Does here and now all that is ready, what that brings about included, and waits for what is under way here. */
  settle(handlers: Handlers<Table>): Promise<void>
  /** Takes no more jobs; resolves when those in hand are done. */
  rest(): Promise<void>
  figures(): Promise<QueueFigures[]>
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export type Handlers<Table extends QueueTable> = Partial<Record<keyof Table & string, Handler>>

export type Handler = {
  /** In UTC, to the minute: a job is sent at each of these, once for all processes together. */
  cron: string | null
  run(data: unknown, turn: Turn): Promise<unknown>
}

export type Turn = {
  /** The job's id, which is the same at every try. */
  id: string
  /** Whether it is given up should this try fail too. */
  last: boolean
  signal: AbortSignal
}

export type QueueFigures = { queue: string; ready: number; deferred: number; active: number; failed: number }

const CLOSE_MS = 20_000

/** Makes pg-boss's tables and the queues where they are missing; several processes may do so at once. */
export async function openQueue<Table extends QueueTable>(options: {
  store: Pick<Store, 'root'>
  queues: Table
  log: Log
  /** Without, it only sends. */
  works: boolean
  pace?: Pace
}): Promise<Queue<Table>> {
  const { queues, pace = USUAL_PACE } = options
  const boss = createBoss(options.store, options.log, options.works, pace)
  try {
    await boss.start()
    await layQueues(boss, queues)
  } catch (error) {
    await boss.stop({ graceful: false })
    throw error
  }
  const stopping = new AbortController()
  const underWay = new Set<Promise<unknown>>()

  /** One answer a job: one that fails must not take its neighbours back into the queue. */
  async function handle(jobs: JobWithMetadata<unknown>[], handler: Handler): Promise<JobResult[]> {
    const work = Promise.all(jobs.map((job) => resultOf(job, handler, stopping.signal)))
    underWay.add(work)
    try {
      return await work
    } finally {
      underWay.delete(work)
    }
  }

  /** How many jobs there were. */
  async function takeOnce(name: string, handler: Handler): Promise<number> {
    const jobs = await boss.fetch<unknown>(name, {
      batchSize: rulesOf(name).atOnce,
      includeMetadata: true,
    })
    if (jobs.length === 0) return 0
    const results = await handle(jobs, handler)
    const attempts = (status: JobResult['status']) =>
      jobs.filter(({ id }) => results.some((result) => result.id === id && result.status === status))
    const [done, failed] = [attempts('completed'), attempts('failed')]
    if (done.length > 0) await boss.complete(name, done)
    for (const job of failed) {
      await boss.fail(name, job, results.find(({ id }) => id === job.id)?.output)
    }
    return jobs.length
  }

  function rulesOf(name: string): QueueRules {
    const rules = queues[name]
    if (rules === undefined) throw new Mistake('unknown_queue', `There is no queue "${name}".`)
    return rules
  }

  async function schedule(name: string, cron: string | null): Promise<void> {
    const known = await boss.getSchedule(name)
    if (cron === null && known !== null) await boss.unschedule(name)
    if (cron !== null && known?.cron !== cron) await boss.schedule(name, cron, {}, { tz: 'UTC' })
  }

  const close = once(async () => {
    stopping.abort()
    await boss.stop({ graceful: true, timeout: CLOSE_MS })
  })
  return {
    async send(db, name, data, when) {
      const payload = rulesOf(name).payload.parse(data)
      await boss.send(name, payload, {
        db: fromKysely(db),
        ...(when === undefined ? {} : { startAfter: when.afterSeconds }),
      })
    },
    async turn(name) {
      await boss.send(name, {})
    },
    async work(handlers) {
      for (const [name, handler] of entriesOf(handlers)) {
        await schedule(name, handler.cron)
        await boss.work(
          name,
          {
            batchSize: rulesOf(name).atOnce,
            includeMetadata: true,
            perJobResults: true,
            burstWhenBatchFull: true,
            pollingIntervalSeconds: pace.pollSeconds,
            notifyPollingIntervalSeconds: pace.pollToldSeconds,
          },
          (jobs) => handle(jobs as JobWithMetadata<unknown>[], handler),
        )
      }
    },
    async settle(handlers) {
      for (;;) {
        let taken = 0
        for (const [name, handler] of entriesOf(handlers)) taken += await takeOnce(name, handler)
        if (taken > 0) continue
        if (underWay.size === 0) return
        await Promise.all(underWay)
      }
    },
    async rest() {
      stopping.abort()
      await Promise.all(Object.keys(queues).map((name) => boss.offWork(name)))
    },
    async figures() {
      const found = await boss.getQueues(Object.keys(queues))
      return found.map((queue) => ({
        queue: queue.name,
        ready: queue.readyCount,
        deferred: queue.deferredCount,
        active: queue.activeCount,
        failed: queue.failedCount,
      }))
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** What is kept of a failure beside its job: messages may hold anything, so they go to the log alone. */
async function resultOf(
  job: JobWithMetadata<unknown>,
  handler: Handler,
  stopping: AbortSignal,
): Promise<JobResult> {
  const { id } = job
  const signal = job.signal === undefined ? stopping : AbortSignal.any([job.signal, stopping])
  try {
    await handler.run(job.data, { id, last: job.retryCount >= job.retryLimit, signal })
    return { id, status: 'completed' }
  } catch (error) {
    return { id, status: 'failed', output: { failed: codeOf(error) } }
  }
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return /^\w{1,40}$/.test(code) ? code : error instanceof Error ? error.name : 'unknown'
}

function entriesOf<Table extends QueueTable>(handlers: Handlers<Table>): [string, Handler][] {
  return Object.entries(handlers) as [string, Handler][]
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return () => {
    done ??= work()
    return done
  }
}
