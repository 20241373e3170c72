/** New mail addresses on their way, and former ones that may still be taken back. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type AddressChange = {
  id: string
  userId: string
  from: string
  to: string
  askedAt: Date
  madeAt: Date | null
}

/** What was asked before and not answered is answered no more; what was made can still be taken back. */
export async function putAddressChange(
  db: Db,
  change: Omit<AddressChange, 'madeAt'> & { confirmHash: Uint8Array; undoHash: Uint8Array },
): Promise<void> {
  const asked = {
    id: change.id,
    from_email: change.from,
    to_email: change.to,
    confirm_hash: change.confirmHash,
    undo_hash: change.undoHash,
    asked_at: change.askedAt,
  }
  await db
    .insertInto('address_change')
    .values({ ...asked, user_id: change.userId, made_at: null })
    .onConflict((conflict) => conflict.column('user_id').where('made_at', 'is', null).doUpdateSet(asked))
    .execute()
}

export async function openAddressChange(db: Db, userId: string): Promise<AddressChange | null> {
  const row = await db
    .selectFrom('address_change')
    .selectAll()
    .where('user_id', '=', userId)
    .where('made_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : changeOf(row)
}

/** `link` says which of the two letters the hash is from; `lock` keeps others out until the transaction ends. */
export async function findAddressChange(
  db: Db,
  by: { link: 'confirm' | 'undo'; hash: Uint8Array; lock: boolean },
): Promise<AddressChange | null> {
  const found = db
    .selectFrom('address_change')
    .selectAll()
    .where(by.link === 'confirm' ? 'confirm_hash' : 'undo_hash', '=', by.hash)
  const row = await (by.lock ? found.forUpdate() : found).executeTakeFirst()
  return row === undefined ? null : changeOf(row)
}

export async function markAddressChanged(db: Db, id: string, at: Date): Promise<void> {
  await db.updateTable('address_change').set({ made_at: at }).where('id', '=', id).execute()
}

export async function dropOpenAddressChange(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('address_change').where('user_id', '=', userId).where('made_at', 'is', null).execute()
}

/**
 * Taking one back ends it and every later one. Earlier ones stay: whoever came by the account may hold the address
 * in the middle, and must not end the right of the first.
 */
export async function dropAddressChangesSince(db: Db, userId: string, askedAt: Date): Promise<void> {
  await db
    .deleteFrom('address_change')
    .where('user_id', '=', userId)
    .where('asked_at', '>=', askedAt)
    .execute()
}

export async function dropAddressChangesBefore(db: Db, before: { asked: Date; made: Date }): Promise<void> {
  await sql`
    delete from address_change
    where (made_at is null and asked_at < ${before.asked}) or made_at < ${before.made}`.execute(db)
}

function changeOf(row: Selectable<Tables['address_change']>): AddressChange {
  return {
    id: row.id,
    userId: row.user_id,
    from: row.from_email,
    to: row.to_email,
    askedAt: row.asked_at,
    madeAt: row.made_at,
  }
}
