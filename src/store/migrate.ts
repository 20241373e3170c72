/** Brings the database up to the numbered scripts in `migrations/`, and refuses scripts that changed after they ran. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { Mistake } from '../domain/mistake.ts'
import type { Row, Store } from './open.ts'

type Migration = { name: string; text: string; sha256: string }

/** Any number will do, as long as every process of Rechannel asks for the same one. */
const ADVISORY_LOCK = 727_001
const FOLDER = new URL('./migrations/', import.meta.url)

/**
 * Applies what is pending in one transaction: all of it or nothing. Several processes may call it at once.
 * Throws `migration_changed` or `migration_number_twice`, naming the file.
 */
export async function migrate(
  store: Pick<Store, 'scripted'>,
  { folder = FOLDER }: { folder?: URL } = {},
): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(folder)
  return store.scripted(async (run) => {
    // Before anything else: "create table if not exists" fails where two processes run it at once.
    await run(`select pg_advisory_xact_lock(${ADVISORY_LOCK})`)
    await run(
      'create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    )
    const pending = pendingAmong(migrations, await run('select name, sha256 from schema_migration'))
    for (const { name, text, sha256 } of pending) {
      await run(text)
      await run(`insert into schema_migration (name, sha256) values (${quoted(name)}, ${quoted(sha256)})`)
    }
    return { applied: pending.map(({ name }) => name) }
  })
}

/** The names of scripts that `migrate` would apply. Writes nothing. */
export async function pendingMigrations(
  store: Pick<Store, 'scripted'>,
  { folder = FOLDER }: { folder?: URL } = {},
): Promise<string[]> {
  const migrations = await readMigrations(folder)
  return store.scripted(async (run) => {
    const [known] = await run("select to_regclass('schema_migration') is not null as there")
    const done = known?.there === true ? await run('select name, sha256 from schema_migration') : []
    return pendingAmong(migrations, done).map(({ name }) => name)
  })
}

function pendingAmong(migrations: readonly Migration[], done: readonly Row[]): Migration[] {
  // A script that we do not have was applied by a newer version that runs beside this one: not our business.
  const hashes = new Map(done.map((row) => [row.name, row.sha256]))
  return migrations.filter(({ name, sha256 }) => {
    const applied = hashes.get(name)
    if (applied === undefined || applied === sha256) return applied === undefined
    throw new Mistake(
      'migration_changed',
      `The migration ${name} was changed after it ran here. Put it back as it was, and write the change as a new file.`,
    )
  })
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort()
  for (const [index, name] of names.entries()) {
    if (names[index + 1]?.slice(0, 4) === name.slice(0, 4)) {
      throw new Mistake('migration_number_twice', `Two migrations have the number ${name.slice(0, 4)}.`)
    }
  }
  return Promise.all(
    names.map(async (name) => {
      // Some checkouts turn line ends into CRLF; that is no change.
      const text = (await readFile(new URL(name, folder), 'utf8')).replaceAll('\r\n', '\n')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
