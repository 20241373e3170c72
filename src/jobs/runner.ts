/** Owns the timers of all jobs and this process's part in the queue: told when to stop, waited for at the end. */
import { randomUUID } from 'node:crypto'
import type { App } from '../app.ts'
import { type Role, runsJobs } from '../domain/role.ts'
import { earliest } from '../domain/time.ts'
import type { Handlers, Turn } from '../queue/queue.ts'
import type { Queues } from '../queue/table.ts'
import { inStrand } from '../trace.ts'
import type { Job, QueuedJob, TimedJob } from './index.ts'

export type Runner = {
  start(): Promise<void>
  /** Does all that is due now, one after the other, after whatever is under way, until nothing is left to do. */
  runDue(): Promise<void>
  /** Runs the jobs that have an hour of their own, one after the other. */
  runTimely(): Promise<void>
  /** When the first of them has work again, by product time. */
  nextMoment(): Promise<Date | null>
  /** No new work; resolves when the running work has ended. */
  drain(): Promise<void>
}

export function createRunner(app: App, jobs: readonly Job[], role: Role): Runner {
  const timed = jobs.filter(
    (job): job is TimedJob => 'everyMs' in job && (runsJobs(role) || !!job.inEveryProcess),
  )
  const queued = runsJobs(role) ? jobs.filter((job): job is QueuedJob => !('everyMs' in job)) : []
  const stopping = new AbortController()
  const timers: NodeJS.Timeout[] = []
  const lines = new Map<string, Promise<void>>()
  const handlers: Handlers<Queues> = Object.fromEntries(
    queued.map((job) => [
      job.name,
      { cron: job.cron, run: (data: unknown, turn: Turn) => runQueued(job, data, turn) },
    ]),
  )

  /** Runs of one job queue behind each other. */
  function run(job: TimedJob, turn: 'timer' | 'step'): Promise<void> {
    const line = (lines.get(job.name) ?? Promise.resolve()).then(async () => {
      if (stopping.signal.aborted) return
      await watched(job.name, randomUUID(), async (failed) => {
        try {
          await job.run(app, stopping.signal, turn)
        } catch (error) {
          failed('failed')
          app.log.error({ err: error }, 'A job failed; it runs again at its next turn')
        }
      })
    })
    lines.set(job.name, line)
    return line
  }

  function runQueued(job: QueuedJob, data: unknown, turn: Turn): Promise<void> {
    return watched(job.name, turn.id, async (failed) => {
      try {
        await job.run(app, turn.signal, data)
      } catch (error) {
        failed(turn.last ? 'given_up' : 'failed')
        if (turn.last) app.log.error({ err: error }, 'A job failed too often and was given up')
        else app.log.warn({ err: error }, 'A job failed; it is tried again')
        throw error
      }
    })
  }

  /** Every line that is logged on the way names the job and the run. */
  function watched(
    job: string,
    id: string,
    work: (failed: (how: 'failed' | 'given_up') => void) => Promise<void>,
  ): Promise<void> {
    return inStrand({ job, run: id }, async () => {
      const began = performance.now()
      let outcome = 'done'
      try {
        await work((how) => {
          outcome = how
        })
      } finally {
        app.metrics.count('jobs_total', { job, outcome })
        app.metrics.observe('job_seconds', { job }, (performance.now() - began) / 1000)
      }
    })
  }

  return {
    async start() {
      for (const job of timed) {
        let running = false
        const tick = () => {
          if (running) return
          running = true
          void run(job, 'timer').finally(() => {
            running = false
          })
        }
        timers.push(setInterval(tick, job.everyMs))
        tick()
      }
      if (queued.length > 0) await app.queue.work(handlers)
    },
    async runDue() {
      for (const job of timed) if (!job.inEveryProcess) await run(job, 'step')
      // A step of the sandbox's clock may be days: what comes round by itself has its turn at each.
      for (const { name, cron } of queued) if (cron !== null) await app.queue.turn(name)
      await app.queue.settle(handlers)
    },
    async runTimely() {
      for (const job of timed) if (job.nextAt !== undefined) await run(job, 'step')
    },
    async nextMoment() {
      return earliest(...(await Promise.all(timed.map((job) => job.nextAt?.(app) ?? null))))
    },
    async drain() {
      stopping.abort()
      for (const timer of timers) clearInterval(timer)
      await Promise.all([...lines.values(), app.queue.rest()])
    },
  }
}
