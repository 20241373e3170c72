import { spawn } from 'node:child_process'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { getMigrations } from 'better-auth/db/migration'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addressOfStore, ENGINES, openEmptyTestStore, openTestStore } from '../../test/databases.ts'
import { describeSchema } from '../../test/schema-text.ts'
import { termsOf } from '../domain/brand/terms.ts'
import { Secret } from '../domain/secret.ts'
import { authOptions } from '../signin/auth-options.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import type { Store } from './open.ts'

describe.each(ENGINES)('migrating on %s', (engine) => {
  let folder: string
  let store: Store
  const scripts = (): { folder: URL } => ({ folder: pathToFileURL(`${folder}/`) })
  const write = (name: string, text: string): Promise<void> => writeFile(path.join(folder, name), text)

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'rechannel-migrations-'))
    // A migrated database serves as well as an empty one, which PGlite takes seconds to make.
    store = await openTestStore(engine)
    await sql`drop table schema_migration`.execute(store.db)
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  it('applies the scripts in the order of their numbers, once', async () => {
    await write('0002-second.sql', 'insert into first values (2);')
    await write('0001-first.sql', 'create table first (n int); insert into first values (1);')
    await write('notes.txt', 'not a migration')
    expect(await pendingMigrations(store, scripts())).toEqual(['0001-first.sql', '0002-second.sql'])
    expect(await migrate(store, scripts())).toEqual({ applied: ['0001-first.sql', '0002-second.sql'] })
    expect(await pendingMigrations(store, scripts())).toEqual([])
    expect(await migrate(store, scripts())).toEqual({ applied: [] })
    const { rows } = await sql`select n from first order by n`.execute(store.db)
    expect(rows).toEqual([{ n: 1 }, { n: 2 }])
  })

  it('applies nothing at all when one script fails, and can be run again', async () => {
    await write('0001-first.sql', 'create table first (n int);')
    await write('0002-second.sql', 'insert into nowhere values (1);')
    await expect(migrate(store, scripts())).rejects.toThrow(/nowhere/)
    expect(await pendingMigrations(store, scripts())).toEqual(['0001-first.sql', '0002-second.sql'])
    await write('0002-second.sql', 'insert into first values (1);')
    expect((await migrate(store, scripts())).applied).toHaveLength(2)
  })

  it('refuses by name a script that changed after it ran, but not for its line ends', async () => {
    await write('0001-first.sql', 'create table first (n int);\n')
    await migrate(store, scripts())
    await write('0001-first.sql', 'create table first (n int);\r\n')
    expect(await migrate(store, scripts())).toEqual({ applied: [] })
    await write('0001-first.sql', 'create table first (n bigint);\n')
    const refusal = { code: 'migration_changed', message: expect.stringContaining('0001-first.sql') }
    await expect(migrate(store, scripts())).rejects.toMatchObject(refusal)
    await expect(pendingMigrations(store, scripts())).rejects.toMatchObject(refusal)
  })

  it('lives with a script that a newer version applied', async () => {
    await write('0001-first.sql', 'create table first (n int);')
    await write('0002-second.sql', 'create table second (n int);')
    await migrate(store, scripts())
    await rm(path.join(folder, '0002-second.sql'))
    expect(await migrate(store, scripts())).toEqual({ applied: [] })
  })

  it('refuses two scripts with the same number', async () => {
    await write('0001-first.sql', 'select 1;')
    await write('0001-other.sql', 'select 1;')
    await expect(migrate(store, scripts())).rejects.toMatchObject({ code: 'migration_number_twice' })
  })

  it('runs once when several ask at the same moment', async () => {
    await write('0001-first.sql', 'create table first (n int);')
    const results = await Promise.all([1, 2, 3, 4].map(() => migrate(store, scripts())))
    expect(results.flatMap(({ applied }) => applied)).toEqual(['0001-first.sql'])
  })
})

const MIGRATE = `
  const [, open, migrate, secret, url, folder] = process.argv
  const { Secret } = await import(secret)
  const { openStore } = await import(open)
  const store = await openStore({ kind: 'postgres', url: new Secret(url), log: () => {} })
  await (await import(migrate)).migrate(store, { folder: new URL(folder) })
`

it('a process that is killed in the middle of migrating leaves nothing behind, and the next one does it all', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rechannel-migrations-'))
  const scripts = pathToFileURL(`${folder}/`)
  await writeFile(path.join(folder, '0001-first.sql'), 'create table first (n int);')
  await writeFile(path.join(folder, '0002-second.sql'), 'select pg_sleep(600);')
  await using store = await openEmptyTestStore('postgres')
  const modules = ['./open.ts', './migrate.ts', '../domain/secret.ts'].map((file) =>
    import.meta.resolve(file),
  )
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', MIGRATE, ...modules, addressOfStore(store), scripts.href],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  try {
    const halfWay = sql<{ pid: number }>`
      select pid from pg_stat_activity where datname = current_database() and query like 'select pg_sleep%'`
    await expect.poll(async () => (await halfWay.execute(store.db)).rows.length, { timeout: 60_000 }).toBe(1)
    child.kill('SIGKILL')
    // The server would find out when the statement ends; an operator would not wait ten minutes for it either.
    const [{ pid } = { pid: 0 }] = (await halfWay.execute(store.db)).rows
    await sql`select pg_terminate_backend(${pid}, 5000)`.execute(store.db)
    await writeFile(path.join(folder, '0002-second.sql'), 'insert into first values (1);')
    expect(await migrate(store, { folder: scripts })).toEqual({
      applied: ['0001-first.sql', '0002-second.sql'],
    })
  } finally {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true })
  }
})

describe.each(ENGINES)('the schema on %s', (engine) => {
  it('is the one that is written down', async () => {
    await using store = await openTestStore(engine)
    const schema = await describeSchema(store)
    const file = new URL('./schema.snapshot.txt', import.meta.url)
    // After a new script: UPDATE_SNAPSHOT=1 npx vitest run src/store, and read the difference.
    if (process.env.UPDATE_SNAPSHOT) await writeFile(file, schema)
    expect(schema).toBe(await readFile(file, 'utf8'))
  })

  it('leaves better-auth nothing to create', async () => {
    await using store = await openTestStore(engine)
    const { toBeCreated, toBeAdded } = await getMigrations(
      authOptions({
        store,
        secret: new Secret('a secret of at least thirty-two characters'),
        baseUrl: new URL('http://127.0.0.1:3000'),
        platformName: 'Rechannel',
        sendLink: async () => {},
      }),
    )
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] })
  })

  it('is made from nothing by the scripts', { timeout: 60_000 }, async () => {
    await using empty = await openEmptyTestStore(engine)
    expect((await migrate(empty)).applied).toContain('0001-sign-in.sql')
    await using store = await openTestStore(engine)
    expect(await describeSchema(empty)).toBe(await describeSchema(store))
  })
})

describe.each(ENGINES)('rows of before on %s', (engine) => {
  it('get the terms and the card that they would be given today', { timeout: 60_000 }, async () => {
    await using store = await openEmptyTestStore(engine)
    await using older = await scriptsBefore('0031')
    await migrate(store, older)
    const listed = [
      { followers: 0, terms: ['n:tiktok', 'w:soup'] },
      { followers: 1023, terms: ['n:tiktok', 'c:PL', 'k:food', 'l:pl', 'w:soup', 'w:zurek'] },
      {
        followers: 70_000,
        terms: ['n:tiktok', 'a:PL:1', 'a:PL:2', 'a:PL:3', 'y:18-24:1', 'g:male:1', 'g:male:2'],
      },
      { followers: 60_000_000_000, terms: ['n:tiktok'] },
    ]
    await store.scripted((run) => run(LISTED_BEFORE))
    await migrate(store)
    const { rows } = await sql<{ terms: string[]; card: unknown; numbers: unknown }>`
      select tsvector_to_array(terms) as terms, card, numbers from listing order by followers`.execute(
      store.db,
    )
    expect(rows.map(({ terms }) => terms.toSorted())).toEqual(
      listed.map(({ terms, followers }) => termsOf(terms, followers).toSorted()),
    )
    expect(rows.map(({ card }) => card)).toEqual(
      ['@lina', '@lina', 'Lina', 'Lina'].map((channelName, index) => ({
        channelId: `chn_${index + 1}`,
        creatorId: `cre_${index + 1}`,
        network: 'tiktok',
        handle: `lina${index + 1}`,
        name: 'Lina',
        bio: 'Soup "and" more',
        country: index === 1 ? 'PL' : null,
        categories: ['food', 'art'],
        channelName,
      })),
    )
    expect(rows[1]?.numbers).toEqual({
      followers: 1023,
      growth: 0.25,
      rates: { reach: null, followers: 0.0123, views: null },
      takenAt: '2026-11-22T12:00:00.123Z',
    })
  })
})

const LISTED_BEFORE = `
  insert into every_creator (id, handle, name, bio, categories, country, data_key, created_at)
    select 'cre_' || i, 'lina' || i, 'Lina', 'Soup "and" more', array['food', 'art'], case i when 2 then 'PL' end, '\\x00',
      now() from generate_series(1, 4) i;
  insert into channel (id, creator_id, network, network_id, handle, title, state, since, created_at)
    select 'chn_' || i, 'cre_' || i, 'tiktok', i::text, (array['lina', '@lina'])[i], 'Lina', 'connected', now(), now() from generate_series(1, 4) i;
  insert into listing (channel_id, creator_id, network, live, followers, growth, by_followers, country, categories, traits, steps, words, taken_at, profile_version)
    select 'chn_' || i, 'cre_' || i, 'tiktok', true, followers, 0.25, 0.0123, country, 0, traits, steps, array_to_tsvector(words), '2026-11-22T12:00:00.123Z', 1
    from (values
      (1, 0::bigint, null, array[]::text[], array[]::smallint[], array['soup']),
      (2, 1023, 'PL', array['category:food', 'category:food:PL', 'lang:pl'], array[0, 0, 0]::smallint[], array['soup', 'zurek']),
      (3, 70000, null, array['audience:PL', 'age:18-24', 'gender:male'], array[30, 10, 20]::smallint[], array[]::text[]),
      (4, 60000000000, null, array[]::text[], array[]::smallint[], array[]::text[])
    ) as before (i, followers, country, traits, steps, words);`

/** The scripts with smaller numbers, in a folder of their own. */
async function scriptsBefore(number: string): Promise<{ folder: URL } & AsyncDisposable> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rechannel-migrations-'))
  const ours = new URL('./migrations/', import.meta.url)
  for (const name of await readdir(ours)) {
    if (name < number) await copyFile(new URL(name, ours), path.join(folder, name))
  }
  return { folder: pathToFileURL(`${folder}/`), [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}
