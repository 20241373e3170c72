/** Owns the timers of all jobs: one run of a job at a time, told when to stop, waited for at the end. */
import type { App } from '../app.ts'
import { earliest } from '../domain/time.ts'
import type { Job } from './index.ts'

export type Runner = {
  start(): void
  /** Runs every job now, one after the other, after whatever is under way. */
  runDue(): Promise<void>
  /** Runs the jobs that have an hour of their own, one after the other. */
  runTimely(): Promise<void>
  /** When the first of them has work again, by product time. */
  nextMoment(): Promise<Date | null>
  /** No new work; resolves when the running work has ended. */
  drain(): Promise<void>
}

export function createRunner(app: App, jobs: readonly Job[]): Runner {
  const stopping = new AbortController()
  const timers: NodeJS.Timeout[] = []
  const lines = new Map<string, Promise<void>>()

  /** Runs of one job queue behind each other. */
  function run(job: Job): Promise<void> {
    const line = (lines.get(job.name) ?? Promise.resolve()).then(async () => {
      if (stopping.signal.aborted) return
      try {
        await job.run(app, stopping.signal)
      } catch (error) {
        app.log.error({ err: error, job: job.name }, 'A job failed; it runs again at its next turn')
      }
    })
    lines.set(job.name, line)
    return line
  }

  return {
    start() {
      for (const job of jobs) {
        let running = false
        const tick = () => {
          if (running) return
          running = true
          void run(job).finally(() => {
            running = false
          })
        }
        timers.push(setInterval(tick, job.everyMs))
        tick()
      }
    },
    async runDue() {
      for (const job of jobs) await run(job)
    },
    async runTimely() {
      for (const job of jobs) if (job.nextAt !== undefined) await run(job)
    },
    async nextMoment() {
      return earliest(...(await Promise.all(jobs.map((job) => job.nextAt?.(app) ?? null))))
    },
    async drain() {
      stopping.abort()
      for (const timer of timers) clearInterval(timer)
      await Promise.all(lines.values())
    },
  }
}
