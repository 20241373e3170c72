/** People as the sign-in knows them; read only. */
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
