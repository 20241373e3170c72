/** A fresh, migrated database for a test, on either engine. */
import { randomBytes } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { inject } from 'vitest'
import { Secret } from '../src/domain/secret.ts'
import { openStore, type Store } from '../src/store/open.ts'
import { asAdmin, withDatabase } from './global-setup.ts'

export const ENGINES = ['pglite', 'postgres'] as const

/** Close it (or write `await using`): its database is dropped then. */
export async function openTestStore(
  engine: Store['engine'],
  { lost = report }: { lost?: (error: Error) => void } = {},
): Promise<Store> {
  return engine === 'pglite' ? await openFromDump() : await openFromTemplate('migrated', lost)
}

/** The same without any table. */
export async function openEmptyTestStore(engine: Store['engine']): Promise<Store> {
  return engine === 'pglite'
    ? await openStore({ kind: 'pglite', folder: null })
    : await openFromTemplate('empty', report)
}

/** A lost connection is news in a test, and the error carries the whole client with it. */
function report(error: Error): void {
  console.error(`A connection of a test was lost: ${error.message}`)
}

async function openFromDump(): Promise<Store> {
  const { dumpFile } = inject('databases').pglite
  return await openStore({ kind: 'pglite', folder: null, loadFrom: await openAsBlob(dumpFile) })
}

async function openFromTemplate(kind: 'migrated' | 'empty', lost: (error: Error) => void): Promise<Store> {
  const { url, drop } = await makePostgresDatabase(kind)
  const store = await openStore({ kind: 'postgres', url: new Secret(url), poolSize: 5, log: lost })
  const close = async (): Promise<void> => {
    await store.close()
    await drop()
  }
  const opened = { ...store, close, [Symbol.asyncDispose]: close }
  addresses.set(opened, url)
  return opened
}

const addresses = new WeakMap<Store, string>()

/** The address of a PostgreSQL that `openTestStore` opened. */
export function addressOfStore(store: Store): string {
  const url = addresses.get(store)
  if (url === undefined) throw new Error('This store is not a PostgreSQL of the tests.')
  return url
}

/** The same database as another process would open it. */
export function openAgain(
  store: Store,
  { lost = report }: { lost?: (error: Error) => void } = {},
): Promise<Store> {
  return openStore({ kind: 'postgres', url: new Secret(addressOfStore(store)), poolSize: 5, log: lost })
}

/** A database of one's own, for what opens it by its address. */
export async function makePostgresDatabase(
  kind: 'migrated' | 'empty',
): Promise<{ url: string; drop(): Promise<void> }> {
  const { url, template, prefix } = inject('databases').postgres
  const name = `${prefix}_${randomBytes(6).toString('hex')}`
  await asAdmin(url, async (admin) => {
    const source = kind === 'migrated' ? template : 'template0'
    await admin.query(`create database ${name} template ${source} strategy file_copy`)
  })
  return {
    url: withDatabase(url, name),
    drop: () =>
      asAdmin(url, async (admin) => {
        await admin.query(`drop database if exists ${name} with (force)`)
      }),
  }
}
