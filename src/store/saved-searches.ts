/** Searches that a company has kept. */
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type SavedSearch = { id: string; name: string; query: string }

export async function savedSearches(db: Db, companyId: string): Promise<SavedSearch[]> {
  return db
    .selectFrom('saved_search')
    .select(['id', 'name', 'query'])
    .where('company_id', '=', companyId)
    .orderBy('name')
    .execute()
}

/** A second search of the same name takes the first one's place. False where there are too many already. */
export async function putSavedSearch(
  db: Db,
  one: SavedSearch & { companyId: string; madeBy: string; at: Date; most: number },
): Promise<boolean> {
  const { count } = await db
    .selectFrom('saved_search')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('company_id', '=', one.companyId)
    .where('name', '<>', one.name)
    .executeTakeFirstOrThrow()
  if (Number(count) >= one.most) return false
  await db
    .insertInto('saved_search')
    .values({
      id: one.id,
      company_id: one.companyId,
      name: one.name,
      query: one.query,
      made_by: one.madeBy,
      made_at: one.at,
    })
    .onConflict((conflict) => conflict.columns(['company_id', 'name']).doUpdateSet({ query: one.query }))
    .execute()
  return true
}

export async function dropSavedSearch(db: Db, one: { companyId: string; id: string }): Promise<void> {
  await db
    .deleteFrom('saved_search')
    .where('company_id', '=', one.companyId)
    .where('id', '=', one.id)
    .execute()
}
