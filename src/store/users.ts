/** People as the sign-in knows them. It makes them; moving their address, locking out and forgetting are done here. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

export async function findUserByEmail(
  db: Kysely<Tables>,
  email: string,
): Promise<{ id: string; name: string; email: string } | null> {
  const row = await db
    .selectFrom('user')
    .select(['id', 'name', 'email'])
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  return row ?? null
}

/** Their sessions, memberships, notices and conversations go with the row; what they did for others loses their name. */
export async function deleteUser(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('user').where('id', '=', id).execute()
}

/** `moved`: their address is no longer the one it was when this was asked for. */
export async function changeAddress(
  db: Kysely<Tables>,
  one: { userId: string; from: string; to: string },
): Promise<'changed' | 'moved'> {
  const done = await db
    .updateTable('user')
    .set({ email: one.to, emailVerified: true })
    .where('id', '=', one.userId)
    .where('email', '=', one.from)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n ? 'changed' : 'moved'
}

/** Every session ends and the password with them: only a letter to the address that is theirs lets in again. */
export async function lockOut(db: Kysely<Tables>, one: { userId: string; email: string }): Promise<void> {
  await db
    .updateTable('user')
    .set({ email: one.email, emailVerified: true })
    .where('id', '=', one.userId)
    .execute()
  await sql`delete from "session" where "userId" = ${one.userId}`.execute(db)
  await sql`update "account" set "password" = null where "userId" = ${one.userId}`.execute(db)
}

/** Whether an address has just gone to somebody else, seen by what the database refuses. */
export function isAddressTaken(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === '23505' &&
    'constraint' in error &&
    error.constraint === 'user_email_key'
  )
}
