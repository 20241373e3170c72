/** Who runs this installation, by mail address. */
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

export async function isOperatorAddress(db: Kysely<Tables>, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('operator')
    .select('email')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  return row !== undefined
}
