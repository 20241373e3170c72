/** Companies. Who works for them is in `teams.ts`. */
import type { Kysely } from 'kysely'
import type { CompanyRole } from '../domain/brand/company.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Company = { id: string; name: string; website: string | null; country: string | null }

export async function insertCompany(db: Db, company: Company & { ownerId: string; at: Date }): Promise<void> {
  const { id, name, website, country, ownerId, at } = company
  await db.transaction().execute(async (trx) => {
    await trx.insertInto('company').values({ id, name, website, country, created_at: at }).execute()
    await trx
      .insertInto('company_member')
      .values({ company_id: id, user_id: ownerId, role: 'owner', since: at })
      .execute()
  })
}

/** The companies a person works for, the longest-standing first. */
export async function companiesOfUser(db: Db, userId: string): Promise<(Company & { role: CompanyRole })[]> {
  return db
    .selectFrom('company_member as m')
    .innerJoin('company as c', 'c.id', 'm.company_id')
    .select(['c.id', 'c.name', 'c.website', 'c.country', 'm.role'])
    .where('m.user_id', '=', userId)
    .orderBy('m.since')
    .orderBy('c.id')
    .execute()
}

/** Names are no keys: the oldest company of that name. */
export async function findCompanyByName(db: Db, name: string): Promise<Company | null> {
  const row = await db
    .selectFrom('company')
    .select(['id', 'name', 'website', 'country'])
    .where('name', '=', name)
    .orderBy('created_at')
    .executeTakeFirst()
  return row ?? null
}
