import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES, openTestStore } from '../../test/databases.ts'
import type { Store } from './open.ts'

describe.each(ENGINES)('a store on %s', (engine) => {
  let store: Store
  beforeAll(async () => {
    store = await openTestStore(engine)
    await store.scripted((run) =>
      run(`
        create table sample (
          id int primary key, bytes bytea, at timestamptz, day date, value jsonb, list text[], large bigint
        );
        create table line (n int primary key);
      `),
    )
  })
  afterAll(() => store.close())

  it('gives every kind of value back as what it was', async () => {
    const at = new Date('2026-11-22T23:30:15.123Z')
    const value = { a: [1, null, 'x'], b: { c: true } }
    await sql`insert into sample values (${1}, ${new Uint8Array([0, 1, 255])}, ${at}, ${'2026-02-28'},
      ${JSON.stringify(value)}, ${['a', 'with "quotes", and {braces}', '']}, ${'9007199254740993'})`.execute(
      store.db,
    )
    const { rows } = await sql<Record<string, unknown>>`select * from sample where id = 1`.execute(store.db)
    const row = rows[0] ?? {}
    expect(row.bytes).toBeInstanceOf(Uint8Array)
    expect([...(row.bytes as Uint8Array)]).toEqual([0, 1, 255])
    expect(row.at).toEqual(at)
    expect(row.day).toBe('2026-02-28')
    expect(row.value).toEqual(value)
    expect(row.list).toEqual(['a', 'with "quotes", and {braces}', ''])
    expect(String(row.large)).toBe('9007199254740993')
  })

  it('gives nothing back as null', async () => {
    await sql`insert into sample (id) values (2)`.execute(store.db)
    const { rows } = await sql<Record<string, unknown>>`select * from sample where id = 2`.execute(store.db)
    const empty = { bytes: null, at: null, day: null, value: null, list: null, large: null }
    expect(rows).toEqual([{ id: 2, ...empty }])
  })

  it('turns a time into a day by UTC, wherever the process runs', async () => {
    const { rows } = await sql<{ day: string }>`
      select (timestamptz '2026-11-22 23:59:59+00')::date as day`.execute(store.db)
    expect(rows).toEqual([{ day: '2026-11-22' }])
  })

  it('counts the rows that a statement changed', async () => {
    const result = await sql`insert into line values (100), (101)`.execute(store.db)
    expect(result.numAffectedRows).toBe(2n)
  })

  it('runs a whole script, with functions and semicolons in texts, and answers the last rows', async () => {
    const rows = await store.scripted((run) =>
      run(`
        create function answer() returns int language sql as $$ select 42; $$;
        select 'a;b' as text;
        select answer() as n;
      `),
    )
    expect(rows).toEqual([{ n: 42 }])
  })

  it('leaves nothing of a script that fails, and stays usable', async () => {
    const failing = store.scripted(async (run) => {
      await run('insert into line values (1)')
      await run('insert into line values (1)')
    })
    await expect(failing).rejects.toThrow(/duplicate key/)
    const { rows } = await sql<{ n: number }>`select n from line where n = 1`.execute(store.db)
    expect(rows).toEqual([])
  })

  it('rolls a transaction back and commits another', async () => {
    const failing = store.db.transaction().execute(async (trx) => {
      await sql`insert into line values (2)`.execute(trx)
      throw new Error('on second thoughts')
    })
    await expect(failing).rejects.toThrow('on second thoughts')
    await store.db.transaction().execute((trx) => sql`insert into line values (3)`.execute(trx))
    const { rows } = await sql<{ n: number }>`select n from line where n in (2, 3)`.execute(store.db)
    expect(rows).toEqual([{ n: 3 }])
  })

  it('reports a broken constraint by its code', async () => {
    const twice = sql`insert into line values (7), (7)`.execute(store.db)
    await expect(twice).rejects.toMatchObject({ code: '23505' })
  })

  it('tells the real time', async () => {
    const there = await store.realNow()
    expect(Math.abs(there.getTime() - Date.now())).toBeLessThan(5_000)
  })

  it('may be closed twice', async () => {
    const other = await openTestStore(engine)
    await other.close()
    await other.close()
  })
})

describe('a store on postgres', () => {
  it('ends a statement that takes too long, but no script', async () => {
    await using store = await openTestStore('postgres')
    const limit = "select current_setting('statement_timeout') as limit"
    expect((await sql.raw(limit).execute(store.db)).rows).toEqual([{ limit: '20s' }])
    expect(await store.scripted((run) => run(limit))).toEqual([{ limit: '0' }])
    expect((await sql.raw(limit).execute(store.db)).rows).toEqual([{ limit: '20s' }])
  })

  it('lets the server compile nothing', async () => {
    await using store = await openTestStore('postgres')
    const { rows } = await sql<{ jit: string }>`select current_setting('jit') as jit`.execute(store.db)
    expect(rows).toEqual([{ jit: 'off' }])
  })

  it('survives the server ending its idle connections', async () => {
    const lost = Promise.withResolvers<Error>()
    await using store = await openTestStore('postgres', { lost: lost.resolve })
    await using other = await openTestStore('postgres')
    const name = await sql<{ name: string }>`select current_database() as name`.execute(store.db)
    await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = ${name.rows[0]?.name}`.execute(other.db)
    expect(await lost.promise).toMatchObject({ code: '57P01' })
    const { rows } = await sql<{ n: number }>`select 1 as n`.execute(store.db)
    expect(rows).toEqual([{ n: 1 }])
  })
})
