import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { makePostgresDatabase } from '../../test/databases.ts'
import { HASTY, PARCELS } from '../../test/parcel-worker.ts'
import { Secret } from '../domain/secret.ts'
import { createLog } from '../log.ts'
import { openStore } from '../store/open.ts'
import { newId } from '../vault/random.ts'
import { openQueue } from './queue.ts'

const JOBS = 30
const POLL = { timeout: 60_000, interval: 50 }

it('every job is done by somebody, although a worker is killed with jobs in its hands', async () => {
  const database = await makePostgresDatabase('migrated')
  const store = await openStore({ kind: 'postgres', url: new Secret(database.url), log: () => {} })
  await sql`create table delivered (id text)`.execute(store.db)
  const log = createLog({ level: 'error', form: 'json' })
  const queue = await openQueue({ store, queues: PARCELS, log, works: false, pace: HASTY })
  const [doomed, other] = [startWorker(database.url), startWorker(database.url)]
  const delivered = async (): Promise<string[]> => {
    const { rows } = await sql<{ id: string }>`select id from delivered`.execute(store.db)
    return rows.map(({ id }) => id)
  }
  try {
    await Promise.all([doomed.ready, other.ready])
    const ids = Array.from({ length: JOBS }, () => newId('chn'))
    for (const channelId of ids) await queue.send(store.db, 'parcels', { channelId })
    await expect.poll(() => doomed.begun.length, POLL).toBeGreaterThan(0)
    doomed.child.kill('SIGKILL')
    await once(doomed.child, 'exit')
    const done = await delivered()
    const inHand = doomed.begun.filter((id) => !done.includes(id))
    expect(inHand.length).toBeGreaterThan(0)

    await expect.poll(async () => new Set(await delivered()).size, POLL).toBe(JOBS)
    expect(other.begun).toEqual(expect.arrayContaining(inHand))
    // Twice at most what the killed one had delivered without being able to say so.
    const unsaid = doomed.begun.length - inHand.length
    expect((await delivered()).length).toBeLessThanOrEqual(JOBS + unsaid)
  } finally {
    for (const { child } of [doomed, other]) child.kill('SIGKILL')
    await queue.close()
    await store.close()
    await database.drop()
  }
})

function startWorker(url: string): { child: ChildProcess; ready: Promise<void>; begun: string[] } {
  const program = fileURLToPath(new URL('../../test/parcel-worker.ts', import.meta.url))
  const child = spawn(process.execPath, [program, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  const begun: string[] = []
  const ready = Promise.withResolvers<void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') ready.resolve()
    else begun.push(line)
  })
  child.once('exit', () => ready.reject(new Error('The worker ended before it was ready.')))
  ready.promise.catch(() => {})
  return { child, ready: ready.promise, begun }
}
