/** Facts about this installation as a whole. */
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** How long connecting again usually takes, by network: `readUsualMinutes` reads it. */
export const USUAL_MINUTES_FACT = 'usual-minutes'

export async function readFact(db: Kysely<Tables>, name: string): Promise<unknown> {
  const row = await db.selectFrom('installation').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? null
}

export async function writeFact(db: Kysely<Tables>, name: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value)
  await db
    .insertInto('installation')
    .values({ name, value: json })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: json }))
    .execute()
}
