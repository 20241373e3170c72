/** Brings up the databases that all tests share: one PostgreSQL with a migrated template, and one PGlite dump. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { Secret } from '../src/domain/secret.ts'
import { createLog } from '../src/log.ts'
import { openQueue } from '../src/queue/queue.ts'
import { QUEUES } from '../src/queue/table.ts'
import { migrate } from '../src/store/migrate.ts'
import { openStore, type Store } from '../src/store/open.ts'
import { findBrowser } from './browser.ts'
import { startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databases: TestDatabases
  }
}

export type TestDatabases = {
  /** `prefix` begins the name of every database of this run. */
  postgres: { url: string; template: string; prefix: string }
  pglite: { dumpFile: string }
}

const ROOT = fileURLToPath(new URL('..', import.meta.url))

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL_FOR_TESTS
  project.provide('browser', await findBrowser())
  const [dumpFile, server] = await Promise.all([
    makePgliteDump(),
    given ? { url: given, stop: async () => {} } : startPostgres(),
  ])
  const prefix = `rechannel_test_${randomBytes(4).toString('hex')}`
  const tearDown = async (): Promise<void> => {
    try {
      if (given) await dropDatabases(server.url, prefix)
    } finally {
      await server.stop()
    }
  }
  try {
    const template = await makeTemplate(server.url, prefix)
    project.provide('databases', { postgres: { url: server.url, template, prefix }, pglite: { dumpFile } })
  } catch (error) {
    await tearDown()
    throw error
  }
  return tearDown
}

async function makeTemplate(url: string, prefix: string): Promise<string> {
  const template = `${prefix}_template`
  await asAdmin(url, async (admin) => {
    await admin.query(`create database ${template} template template0`)
    const store = await openStore({
      kind: 'postgres',
      url: new Secret(withDatabase(url, template)),
      poolSize: 1,
      // Its connections are ended below, and one of them may hear of it before it is closed.
      log: () => {},
    })
    try {
      await migrate(store)
      await layQueues(store)
    } finally {
      await store.close()
    }
    // Closing a pool does not wait for the server's side of it, and a database in use cannot be copied.
    await admin.query(`alter database ${template} with allow_connections false is_template true`)
    await admin.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [
      template,
    ])
  })
  return template
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  await asAdmin(url, async (admin) => {
    const found = await admin.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    )
    for (const { datname } of found.rows) {
      await admin.query(`alter database ${datname} with is_template false`)
      await admin.query(`drop database ${datname} with (force)`)
    }
  })
}

export async function asAdmin(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** A new PGlite takes seconds, a dump of one a fraction: it is kept for as long as what it is made of stays the same. */
async function makePgliteDump(): Promise<string> {
  const folder = path.join(ROOT, 'test/.artifacts')
  const file = path.join(folder, `pglite-${await hashOfSchema()}.tar`)
  if (existsSync(file)) return file
  await mkdir(folder, { recursive: true })
  for (const old of await readdir(folder)) {
    if (/^pglite-[0-9a-f]+\.tar$/.test(old)) await rm(path.join(folder, old), { force: true })
  }
  await using store = await openStore({ kind: 'pglite', folder: null })
  if (store.root.kind !== 'pglite') throw new Error('A dump is made of a PGlite.')
  await migrate(store)
  await layQueues(store)
  const dump = await store.root.pglite.dumpDataDir('none')
  const draft = `${file}.${process.pid}`
  await writeFile(draft, Buffer.from(await dump.arrayBuffer()))
  await rename(draft, file)
  return file
}

/** The queue's tables take a moment to make, so tests find them there. */
async function layQueues(store: Store): Promise<void> {
  const log = createLog({ level: 'warn', form: 'readable' })
  const queue = await openQueue({ store, queues: QUEUES, log, works: false })
  await queue.close()
}

async function hashOfSchema(): Promise<string> {
  const hash = createHash('sha256')
  const migrations = path.join(ROOT, 'src/store/migrations')
  for (const name of (await readdir(migrations)).sort()) {
    hash.update(`${name}\n`).update(await readFile(path.join(migrations, name)))
  }
  for (const name of ['@electric-sql/pglite', 'pg-boss']) {
    hash.update(await readFile(path.join(ROOT, 'node_modules', name, 'package.json')))
  }
  return hash.digest('hex').slice(0, 16)
}
