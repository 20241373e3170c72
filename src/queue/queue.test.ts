import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ENGINES, openTestStore } from '../../test/databases.ts'
import { createLog } from '../log.ts'
import type { Store } from '../store/open.ts'
import { newId } from '../vault/random.ts'
import { type Handler, type Handlers, openQueue, type Queue, type Turn } from './queue.ts'
import { idOf, QUEUES, type QueueRules, type QueueTable, rowNumber, turns } from './table.ts'

const RULES = {
  payload: z.strictObject({ channelId: idOf('chn') }),
  retries: 3,
  firstWaitSeconds: 1,
  longestWaitSeconds: 2,
  expireSeconds: 2,
  atOnce: 5,
  alone: false,
} satisfies QueueRules
const TABLE = { parcels: RULES, letters: RULES, rounds: turns({ expireSeconds: 2 }) } satisfies QueueTable
type Table = typeof TABLE

const PACE = { superviseSeconds: 1, pollToldSeconds: 1, pollSeconds: 0.5, turnSeconds: 1 }
const POLL = { timeout: 60_000, interval: 20 }

describe.each(ENGINES)('the queue on %s', (engine) => {
  let store: Store
  let lines: string[]
  const open: Queue<Table>[] = []

  beforeEach(async () => {
    store = await openTestStore(engine)
    await sql`create table thing (id text primary key)`.execute(store.db)
    lines = []
  })
  afterEach(async () => {
    await Promise.all(open.splice(0).map((queue) => queue.close()))
    await store.close()
    expect(lines.filter((line) => /"level":"(?:error|warn)"/.test(line))).toEqual([])
  })

  async function another({ works = true, pace = PACE } = {}): Promise<Queue<Table>> {
    const log = createLog({ level: 'info', form: 'json', write: (line) => lines.push(line) })
    const queue = await openQueue({ store, queues: TABLE, log, works, pace })
    open.push(queue)
    return queue
  }

  it('does what was sent in a transaction once it is committed, soon', async () => {
    const queue = await another({ pace: { ...PACE, pollToldSeconds: 600, pollSeconds: 600 } })
    const { done, handler } = remembering()
    await queue.work({ parcels: handler })
    // Workers look once when they begin: after that only a telling brings them before ten minutes are over.
    await queue.settle({})
    const id = newId('chn')
    await store.db.transaction().execute(async (trx) => {
      await sql`insert into thing values (${id})`.execute(trx)
      await queue.send(trx, 'parcels', { channelId: id })
    })
    await expect.poll(() => done, POLL).toEqual([id])
  })

  it('knows nothing of what was sent in a transaction that came to nothing', async () => {
    const queue = await another()
    const { done, handler } = remembering()
    const [lost, kept] = [newId('chn'), newId('chn')]
    let meanwhile: Promise<void> | null = null
    const undone = store.db.transaction().execute(async (trx) => {
      await queue.send(trx, 'parcels', { channelId: lost })
      // Through the root, so it is no part of this; on PGlite it waits for the end of it.
      meanwhile = queue.send(store.db, 'parcels', { channelId: kept })
      throw new Error('changed my mind')
    })
    await expect(undone).rejects.toThrow('changed my mind')
    await meanwhile
    await queue.settle({ parcels: handler })
    expect(done).toEqual([kept])
  })

  it('tries again, later each time, and gives up after the last try', async () => {
    const queue = await another()
    const tries: { at: number; last: boolean }[] = []
    await queue.work({
      parcels: {
        cron: null,
        run: async (_data: unknown, { last }: Turn) => {
          tries.push({ at: Date.now(), last })
          throw Object.assign(new Error('refresh_token=canary'), { code: 'nobody_home' })
        },
      },
    })
    await queue.send(store.db, 'parcels', { channelId: newId('chn') })
    await expect.poll(() => tries.length, POLL).toBe(4)
    expect(tries.map(({ last }) => last)).toEqual([false, false, false, true])
    const waits = tries.slice(1).map(({ at }, index) => at - (tries[index]?.at ?? 0))
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(500)
    await expect
      .poll(() => jobsOf(store), POLL)
      .toEqual([{ name: 'parcels', state: 'failed', output: { failed: 'nobody_home' } }])
  })

  it('leaves its neighbours alone when one of several fails', async () => {
    const queue = await another()
    const bad = newId('chn')
    const good = [newId('chn'), newId('chn'), newId('chn')]
    const { done, handler } = remembering((id) => {
      if (id === bad) throw new Error('broken')
    })
    for (const channelId of [...good, bad]) await queue.send(store.db, 'parcels', { channelId })
    await queue.settle({ parcels: handler })
    expect([...done].sort()).toEqual([...good, bad].sort())
    expect((await jobsOf(store)).map(({ state }) => state).sort()).toEqual([
      'completed',
      'completed',
      'completed',
      'retry',
    ])
  })

  it('is shared by two workers, and no job is done twice', async () => {
    const [first, second] = [await another(), await another()]
    const [one, two] = [remembering(() => pause()), remembering(() => pause())]
    await Promise.all([first.work({ parcels: one.handler }), second.work({ parcels: two.handler })])
    const ids = Array.from({ length: 60 }, () => newId('chn'))
    await Promise.all(ids.map((channelId) => first.send(store.db, 'parcels', { channelId })))
    await expect.poll(() => one.done.length + two.done.length, POLL).toBe(60)
    expect([...one.done, ...two.done].sort()).toEqual([...ids].sort())
    expect(one.done.length).toBeGreaterThan(0)
    expect(two.done.length).toBeGreaterThan(0)
  })

  it('gives a job whose worker has died to another one', async () => {
    const [doomed, other] = [await another(), await another()]
    const started = Promise.withResolvers<void>()
    const never = Promise.withResolvers<void>()
    await doomed.work({
      parcels: {
        cron: null,
        run: async () => {
          started.resolve()
          await never.promise
        },
      },
    })
    const id = newId('chn')
    await doomed.send(store.db, 'parcels', { channelId: id })
    await started.promise
    const { done, handler } = remembering()
    await other.work({ parcels: handler })
    await expect.poll(() => done, POLL).toEqual([id])
    lines.length = 0
    never.resolve()
  })

  it('settles: what a job brings about is done too', async () => {
    const queue = await another()
    const { done, handler } = remembering()
    const handlers: Handlers<Table> = {
      letters: handler,
      parcels: {
        cron: null,
        run: (data) => queue.send(store.db, 'letters', data as { channelId: string }),
      },
    }
    const ids = Array.from({ length: 12 }, () => newId('chn'))
    for (const channelId of ids) await queue.send(store.db, 'parcels', { channelId })
    await queue.settle(handlers)
    expect([...done].sort()).toEqual([...ids].sort())
  })

  it('has one turn wait and one run, however often it is asked', async () => {
    const queue = await another()
    const turns: string[] = []
    const handlers = { rounds: { cron: null, run: async (_data: unknown, { id }: Turn) => turns.push(id) } }
    for (let ask = 0; ask < 5; ask++) await queue.turn('rounds')
    await queue.settle(handlers)
    expect(turns).toHaveLength(1)
    await queue.turn('rounds')
    await queue.settle(handlers)
    expect(turns).toHaveLength(2)
  })

  it('sends a turn at its time once, whoever minds the clock', async () => {
    const queues = [await another(), await another(), await another()]
    const taken: string[] = []
    const handler: Handler = { cron: '* * * * *', run: async (_data, { id }) => void taken.push(id) }
    for (const queue of queues) await queue.work({ rounds: handler })
    // Each of the three has looked several times at the minute that has just begun.
    await expect.poll(() => lookedFor(store), POLL).toBeGreaterThan(3)
    await expect.poll(() => taken.length, POLL).toBeGreaterThan(0)
    const { rows } = await sql<{ minutes: number }>`
      select count(distinct data->>'slot')::int as minutes from pgboss.job
      where name = '__pgboss__send-it'`.execute(store.db)
    expect(taken.length).toBeLessThanOrEqual(rows[0]?.minutes ?? 0)
    expect(new Set(taken).size).toBe(taken.length)
  })

  it('lets what is in hand end before it rests, and takes nothing more', async () => {
    const queue = await another()
    const [started, may] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const done: string[] = []
    await queue.work({
      parcels: {
        cron: null,
        run: async (_data, { signal, id }) => {
          started.resolve()
          await may.promise
          done.push(`${id} ${signal.aborted}`)
        },
      },
    })
    await queue.send(store.db, 'parcels', { channelId: newId('chn') })
    await started.promise
    const resting = queue.rest()
    await queue.send(store.db, 'parcels', { channelId: newId('chn') })
    may.resolve()
    await resting
    expect(done).toHaveLength(1)
    expect(done[0]).toMatch(/ true$/)
    expect((await jobsOf(store)).map(({ state }) => state).sort()).toEqual(['completed', 'created'])
  })

  it('does not wait for itself while many transactions send and workers take', async () => {
    const queue = await another()
    const { done, handler } = remembering(async () => {
      await sql`select count(*) from thing`.execute(store.db)
    })
    await queue.work({ parcels: handler, letters: handler })
    const ids = Array.from({ length: 40 }, () => newId('chn'))
    await Promise.all(
      ids.map((channelId, index) =>
        store.db.transaction().execute(async (trx) => {
          await sql`insert into thing values (${channelId})`.execute(trx)
          await queue.send(trx, index % 2 === 0 ? 'parcels' : 'letters', { channelId })
        }),
      ),
    )
    await expect.poll(() => done.length, POLL).toBe(40)
  })

  it('refuses to carry anything but ids', async () => {
    const queue = await another({ works: false })
    for (const channelId of ['EAAcanary0123456789', 'ya29.canary', 'chn_', newId('out'), '']) {
      await expect(queue.send(store.db, 'parcels', { channelId })).rejects.toThrow()
    }
    const more = { channelId: newId('chn'), token: 'x' }
    await expect(queue.send(store.db, 'parcels', more)).rejects.toThrow()
    expect(await jobsOf(store)).toEqual([])
  })

  it('gives queues that are there already the rules of this version', async () => {
    await another({ works: false })
    const log = createLog({ level: 'info', form: 'json', write: (line) => lines.push(line) })
    const changed = { ...TABLE, parcels: { ...RULES, retries: 7, expireSeconds: 9 } }
    await using _queue = await openQueue({ store, queues: changed, log, works: false })
    const { rows } = await sql`
      select retry_limit, expire_seconds from pgboss.queue where name = 'parcels'`.execute(store.db)
    expect(rows).toEqual([{ retry_limit: 7, expire_seconds: 9 }])
  })
})

it('can be laid by several processes at the same moment', async () => {
  await using store = await openTestStore('postgres')
  await sql`drop schema pgboss cascade`.execute(store.db)
  const lines: string[] = []
  const log = createLog({ level: 'info', form: 'json', write: (line) => lines.push(line) })
  const queues = await Promise.all(
    [1, 2, 3, 4].map(() => openQueue({ store, queues: TABLE, log, works: true, pace: PACE })),
  )
  for (const queue of queues) expect(await queue.figures()).toHaveLength(3)
  await Promise.all(queues.map((queue) => queue.close()))
  expect(lines).toEqual([])
})

describe('the table of queues', () => {
  const secrets = [
    'EAAcanary0123456789',
    'ya29.canary-0123',
    'rft.canary!4521',
    'eyJhbGciOiJI.e30.x',
    'a b',
    '',
  ]

  it.each(Object.entries(QUEUES as QueueTable))('%s carries ids and nothing else', (_name, { payload }) => {
    for (const field of Object.values(payload.shape)) {
      for (const secret of secrets) expect(field.safeParse(secret).success).toBe(false)
    }
  })

  it('knows an id and a number from a secret', () => {
    expect(idOf('chn').safeParse(newId('chn')).success).toBe(true)
    expect(rowNumber().safeParse('9007199254740993').success).toBe(true)
    for (const secret of [...secrets, newId('out'), '01', '-1', '1e3']) {
      expect([idOf('chn').safeParse(secret).success, rowNumber().safeParse(secret).success]).toEqual([
        false,
        false,
      ])
    }
  })
})

function remembering(then: (id: string) => unknown = () => {}): { done: string[]; handler: Handler } {
  const done: string[] = []
  return {
    done,
    handler: {
      cron: null,
      run: async (data) => {
        const { channelId } = data as { channelId: string }
        done.push(channelId)
        await then(channelId)
      },
    },
  }
}

/** One turn of the event loop, so that another worker has its chance. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** From the first turn that was sent to the last look at the clock, in seconds. */
async function lookedFor(store: Store): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from (select cron_on from pgboss.version) - min(created_on))::int as seconds
    from pgboss.job where name = '__pgboss__send-it'`.execute(store.db)
  return rows[0]?.seconds ?? 0
}

async function jobsOf(store: Store): Promise<{ name: string; state: string; output: unknown }[]> {
  const { rows } = await sql<{ name: string; state: string; output: unknown }>`
    select name, state::text, output from pgboss.job
    where name in ('parcels', 'letters', 'rounds') order by created_on`.execute(store.db)
  return rows
}
