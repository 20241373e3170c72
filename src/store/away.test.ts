import { createServer } from 'node:net'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openTestStore } from '../../test/databases.ts'
import { databaseWasAway, inStrand } from '../trace.ts'
import { isAway } from './away.ts'

const coded = (code: string): Error => Object.assign(new Error('x'), { code })

it.each([
  '08006',
  '25006',
  '40001',
  '53100',
  '53300',
  '57014',
  '57P01',
  '57P03',
  '58030',
  'ECONNREFUSED',
  'ECONNRESET',
])('takes %s for a database that is away', (code) => {
  expect(isAway(coded(code))).toBe(true)
})

it.each([
  'Connection terminated unexpectedly',
  'Client has encountered a connection error and is not queryable',
])('takes the driver at its word: %s', (words) => {
  expect(isAway(new Error(words))).toBe(true)
})

it.each([
  coded('23505'),
  coded('42P01'),
  coded('22P02'),
  coded('25P02'),
  new Error('x'),
  'gone',
  null,
  undefined,
])('takes %s for a mistake of ours', (error) => {
  expect(isAway(error)).toBe(false)
})

it('is noted where a connection ends in the middle of a question, and where none can be had', async () => {
  const store = await openTestStore('postgres', { lost: () => {} })
  await inStrand({}, async () => {
    await expect(sql`select 1 from nowhere`.execute(store.db)).rejects.toThrow()
    expect(databaseWasAway()).toBe(false)
    await expect(sql`select pg_terminate_backend(pg_backend_pid())`.execute(store.db)).rejects.toThrow()
    expect(databaseWasAway()).toBe(true)
  })
  await store.close()
})

it('does not end this process where it goes away between two statements of a transaction', async () => {
  await using store = await openTestStore('postgres', { lost: () => {} })
  const ended = store.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
    const gone = sql<{ pid: number }>`select pid from pg_stat_activity where pid = ${rows[0]?.pid}`
    await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(store.db)
    await expect.poll(async () => (await gone.execute(store.db)).rows).toEqual([])
    await sql`select 1`.execute(trx)
  })
  await expect(ended).rejects.toSatisfy(isAway)
})

it('is noted where nothing listens', async () => {
  const { openStore } = await import('./open.ts')
  const { Secret } = await import('../domain/secret.ts')
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await new Promise((resolve) => server.close(resolve))
  const url = new Secret(`postgres://nobody@127.0.0.1:${port}/none`)
  await expect(openStore({ kind: 'postgres', url, log: () => {} })).rejects.toSatisfy(isAway)
})
