/** Letters that wait for a mail server. Everything runs on the database's clock. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type WaitingLetter = { id: string; dataKey: Uint8Array; sealed: Uint8Array; tries: number }

/** Longer than a mail server may take to answer. */
const LEASE_SECONDS = 120

export async function putLetter(
  db: Db,
  letter: {
    id: string
    dataKey: Uint8Array
    sealed: Uint8Array
    goodForSeconds: number
    afterSeconds: number
  },
): Promise<void> {
  await sql`
    insert into letter (id, data_key, sealed, useless_at, try_at)
    values (${letter.id}, ${letter.dataKey}, ${letter.sealed},
      now() + make_interval(secs => ${letter.goodForSeconds}),
      now() + make_interval(secs => ${letter.afterSeconds}))`.execute(db)
}

export async function claimLetters(db: Db, limit: number): Promise<WaitingLetter[]> {
  const { rows } = await sql<{ id: string; data_key: Uint8Array; sealed: Uint8Array; tries: number }>`
    update letter set lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), tries = tries + 1
    where id in (
      select id from letter
      where try_at <= now() and useless_at > now() and (lease_until is null or lease_until < now())
      order by try_at
      limit ${limit}
      for update skip locked
    )
    returning id, data_key, sealed, tries`.execute(db)
  return rows.map((row) => ({ id: row.id, dataKey: row.data_key, sealed: row.sealed, tries: row.tries }))
}

export async function retryLetter(db: Db, id: string, afterSeconds: number): Promise<void> {
  await sql`
    update letter set try_at = now() + make_interval(secs => ${afterSeconds}), lease_until = null
    where id = ${id}`.execute(db)
}

export async function dropLetter(db: Db, id: string): Promise<void> {
  await db.deleteFrom('letter').where('id', '=', id).execute()
}

/** How many came too late. */
export async function dropUselessLetters(db: Db): Promise<number> {
  const { rows } = await sql`delete from letter where useless_at <= now() returning id`.execute(db)
  return rows.length
}
