/** People as the sign-in knows them. It makes and changes them; only forgetting one is done here. */
import type { Kysely } from 'kysely'
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
