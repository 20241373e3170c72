/** Stops under load, of our processes and of the database. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Field, openField } from './field.ts'
import { crashDatabase, terminate } from './trials.ts'

/** A process starts within a second, and within a minute on a machine that is crowded enough. */
const SLOW = 600_000

let field: Field
beforeAll(async () => {
  field = await openField({ channels: 16 })
})
afterAll(() => field[Symbol.asyncDispose]())

it(
  'SIGTERM under load ends every process with 0, once what was sent is saved',
  async () => {
    const { rotations, ...done } = await terminate(field, { times: 5, lanes: 12 })
    expect(done).toEqual({ ended: 5, doubles: 0, lost: [], errors: [] })
    expect(rotations).toBeGreaterThanOrEqual(16)
  },
  SLOW,
)

it(
  'a database that stops at once in the middle of it costs no token, and service is back within ten seconds',
  async () => {
    const workers = await Promise.all([field.startWorker(), field.startWorker(), field.startWorker()])
    const { rotations, slowestMs, ...done } = await crashDatabase(field, workers, {
      times: 2,
      lanes: 8,
      awayMs: 800,
    })
    expect(done).toEqual({ crashes: 2, doubles: 0, lost: [], dead: 0 })
    expect(slowestMs).toBeLessThan(10_000)
    expect(rotations).toBeGreaterThanOrEqual(16)
  },
  SLOW,
)

it(
  'a process with its timers goes on by itself once the database is back',
  async () => {
    const worker = await field.startWorker({ jobs: true })
    await worker.ask({ do: 'follow', offsetMs: field.app.clock.offsetMs() })
    await field.postgres.crash()
    await field.postgres.restart()
    const due = field.app.clock.now()
    await expect
      .poll(async () => {
        const { db } = field.app.store
        await db.updateTable('channel_schedule').set({ due_at: due }).where('due_at', '>', due).execute()
        return 'planned'
      })
      .toBe('planned')
    await expect
      .poll(
        async () => {
          const { late } = await field.app.store.db
            .selectFrom('channel')
            .select((eb) => eb.fn.countAll<string>().as('late'))
            .where('proof_at', '<', due)
            .executeTakeFirstOrThrow()
          return Number(late)
        },
        { timeout: 60_000, interval: 250 },
      )
      .toBe(0)
    worker.signal('SIGTERM')
    expect(await worker.ended, worker.said()).toBe(0)
  },
  SLOW,
)
