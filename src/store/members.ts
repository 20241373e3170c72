/** Who works for a creator, and whom they have asked to. */
import { type Kysely, sql } from 'kysely'
import type { InvitedMemberRole, MemberRole } from '../domain/person/member.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Member = {
  userId: string
  name: string
  email: string
  role: MemberRole
  since: Date
  /** Channels that live by this person's own yes to the network. */
  grants: number
}

export async function membersOf(db: Db, creatorId: string): Promise<Member[]> {
  const rows = await db
    .selectFrom('member as m')
    .innerJoin('user as u', 'u.id', 'm.user_id')
    .select(['m.user_id', 'u.name', 'u.email', 'm.role', 'm.since'])
    .select(
      sql<number>`(select count(*) from channel_grant g join channel c on c.id = g.channel_id
        where c.creator_id = m.creator_id and g.granted_by = m.user_id)`.as('grants'),
    )
    .where('m.creator_id', '=', creatorId)
    .orderBy('m.since')
    .orderBy('m.user_id')
    .execute()
  return rows.map(({ user_id, grants, ...row }) => ({ userId: user_id, grants: Number(grants), ...row }))
}

export async function memberIds(db: Db, creatorId: string): Promise<Set<string>> {
  const rows = await db.selectFrom('member').select('user_id').where('creator_id', '=', creatorId).execute()
  return new Set(rows.map((row) => row.user_id))
}

/** Until the end of this transaction nobody else changes the team; false where there is no such creator. */
export async function lockCreator(db: Db, creatorId: string): Promise<boolean> {
  const row = await db
    .selectFrom('creator')
    .select('id')
    .where('id', '=', creatorId)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

export async function giveMemberRole(
  db: Db,
  one: { creatorId: string; userId: string; role: MemberRole },
): Promise<void> {
  await db
    .updateTable('member')
    .set({ role: one.role })
    .where('creator_id', '=', one.creatorId)
    .where('user_id', '=', one.userId)
    .execute()
}

/** What they had begun at a network ends with them; what they had finished stays the creator's. */
export async function removeMember(db: Db, one: { creatorId: string; userId: string }): Promise<void> {
  for (const table of ['connect_attempt', 'connect_outcome', 'member'] as const) {
    await db
      .deleteFrom(table)
      .where('creator_id', '=', one.creatorId)
      .where('user_id', '=', one.userId)
      .execute()
  }
}

export type MemberInvitation = {
  id: string
  creatorId: string
  creatorName: string
  creatorHandle: string
  email: string
  role: InvitedMemberRole
  invitedByName: string | null
  expiresAt: Date
}

/** A second invitation to one address takes the place of the first: its link stops working. */
export async function putMemberInvitation(
  db: Db,
  one: {
    id: string
    tokenHash: Uint8Array
    creatorId: string
    email: string
    role: InvitedMemberRole
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
    .insertInto('creator_invitation')
    .values({ ...row, creator_id: one.creatorId, email: one.email })
    .onConflict((conflict) => conflict.columns(['creator_id', 'email']).doUpdateSet(row))
    .execute()
}

export async function memberInvitationsOf(db: Db, creatorId: string): Promise<MemberInvitation[]> {
  const rows = await invitations(db).where('i.creator_id', '=', creatorId).orderBy('i.made_at').execute()
  return rows.map(invitationOf)
}

export async function findMemberInvitation(db: Db, tokenHash: Uint8Array): Promise<MemberInvitation | null> {
  const row = await invitations(db).where('i.token_hash', '=', tokenHash).executeTakeFirst()
  return row === undefined ? null : invitationOf(row)
}

/** False where somebody was faster. */
export async function dropMemberInvitation(db: Db, one: { id: string; creatorId: string }): Promise<boolean> {
  const done = await db
    .deleteFrom('creator_invitation')
    .where('id', '=', one.id)
    .where('creator_id', '=', one.creatorId)
    .executeTakeFirst()
  return done.numDeletedRows > 0n
}

function invitations(db: Db) {
  return db
    .selectFrom('creator_invitation as i')
    .innerJoin('creator as c', 'c.id', 'i.creator_id')
    .leftJoin('user as u', 'u.id', 'i.invited_by')
    .select([
      'i.id',
      'i.creator_id',
      'c.name',
      'c.handle',
      'i.email',
      'i.role',
      'u.name as by',
      'i.expires_at',
    ])
}

function invitationOf(row: {
  id: string
  creator_id: string
  name: string
  handle: string
  email: string
  role: InvitedMemberRole
  by: string | null
  expires_at: Date
}): MemberInvitation {
  return {
    id: row.id,
    creatorId: row.creator_id,
    creatorName: row.name,
    creatorHandle: row.handle,
    email: row.email,
    role: row.role,
    invitedByName: row.by,
    expiresAt: row.expires_at,
  }
}
