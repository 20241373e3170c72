/** Companies, who works for them, and whom they have asked to. */
import type { Kysely } from 'kysely'
import type { CompanyRole, InvitedRole } from '../domain/brand/company.ts'
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

/** Until the end of this transaction nobody else changes the team; false where there is no such company. */
export async function lockCompany(db: Db, companyId: string): Promise<boolean> {
  const row = await db
    .selectFrom('company')
    .select('id')
    .where('id', '=', companyId)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

export type Colleague = { userId: string; name: string; email: string; role: CompanyRole; since: Date }

export async function colleagues(db: Db, companyId: string): Promise<Colleague[]> {
  const rows = await db
    .selectFrom('company_member as m')
    .innerJoin('user as u', 'u.id', 'm.user_id')
    .select(['m.user_id', 'u.name', 'u.email', 'm.role', 'm.since'])
    .where('m.company_id', '=', companyId)
    .orderBy('m.since')
    .orderBy('m.user_id')
    .execute()
  return rows.map(({ user_id, ...row }) => ({ userId: user_id, ...row }))
}

/** False where they are one already. */
export async function addColleague(
  db: Db,
  one: { companyId: string; userId: string; role: CompanyRole; at: Date },
): Promise<boolean> {
  const done = await db
    .insertInto('company_member')
    .values({ company_id: one.companyId, user_id: one.userId, role: one.role, since: one.at })
    .onConflict((conflict) => conflict.columns(['company_id', 'user_id']).doNothing())
    .executeTakeFirst()
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function giveRole(
  db: Db,
  one: { companyId: string; userId: string; role: CompanyRole },
): Promise<void> {
  await db
    .updateTable('company_member')
    .set({ role: one.role })
    .where('company_id', '=', one.companyId)
    .where('user_id', '=', one.userId)
    .execute()
}

export async function removeColleague(db: Db, one: { companyId: string; userId: string }): Promise<void> {
  await db
    .deleteFrom('company_member')
    .where('company_id', '=', one.companyId)
    .where('user_id', '=', one.userId)
    .execute()
}

export type Invitation = {
  id: string
  companyId: string
  companyName: string
  email: string
  role: InvitedRole
  invitedByName: string | null
  expiresAt: Date
}

/** A second invitation to one address takes the place of the first: its link stops working. */
export async function putInvitation(
  db: Db,
  one: {
    id: string
    tokenHash: Uint8Array
    companyId: string
    email: string
    role: InvitedRole
    invitedBy: string
    at: Date
    expiresAt: Date
  },
): Promise<void> {
  const row = {
    id: one.id,
    token_hash: one.tokenHash,
    role: one.role,
    invited_by: one.invitedBy,
    made_at: one.at,
    expires_at: one.expiresAt,
  }
  await db
    .insertInto('company_invitation')
    .values({ ...row, company_id: one.companyId, email: one.email })
    .onConflict((conflict) => conflict.columns(['company_id', 'email']).doUpdateSet(row))
    .execute()
}

export async function invitationsOf(db: Db, companyId: string): Promise<Invitation[]> {
  return (await invitations(db).where('i.company_id', '=', companyId).orderBy('i.made_at').execute()).map(
    invitationOf,
  )
}

export async function findInvitation(db: Db, tokenHash: Uint8Array): Promise<Invitation | null> {
  const row = await invitations(db).where('i.token_hash', '=', tokenHash).executeTakeFirst()
  return row === undefined ? null : invitationOf(row)
}

/** False where somebody was faster. */
export async function dropInvitation(db: Db, one: { id: string; companyId: string }): Promise<boolean> {
  const done = await db
    .deleteFrom('company_invitation')
    .where('id', '=', one.id)
    .where('company_id', '=', one.companyId)
    .executeTakeFirst()
  return done.numDeletedRows > 0n
}

function invitations(db: Db) {
  return db
    .selectFrom('company_invitation as i')
    .innerJoin('company as c', 'c.id', 'i.company_id')
    .leftJoin('user as u', 'u.id', 'i.invited_by')
    .select(['i.id', 'i.company_id', 'c.name', 'i.email', 'i.role', 'u.name as by', 'i.expires_at'])
}

function invitationOf(row: {
  id: string
  company_id: string
  name: string
  email: string
  role: InvitedRole
  by: string | null
  expires_at: Date
}): Invitation {
  return {
    id: row.id,
    companyId: row.company_id,
    companyName: row.name,
    email: row.email,
    role: row.role,
    invitedByName: row.by,
    expiresAt: row.expires_at,
  }
}
