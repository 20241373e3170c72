/** Who works for a creator or a company, and whom they have asked to: two sets of tables of one shape. */
import { type Kysely, sql } from 'kysely'
import type { InvitedRoleIn, RoleIn, TeamKind } from '../domain/team.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

/** Names of tables and columns, never anything that came from outside. */
const NAMES = {
  creator: { home: 'creator', members: 'member', invitations: 'creator_invitation', of: 'creator_id' },
  company: {
    home: 'company',
    members: 'company_member',
    invitations: 'company_invitation',
    of: 'company_id',
  },
} as const

function namesOf(kind: TeamKind) {
  const { home, members, invitations, of } = NAMES[kind]
  return {
    home: sql.table(home),
    members: sql.table(members),
    invitations: sql.table(invitations),
    of: sql.ref(of),
  }
}

/** Until the end of this transaction nobody else changes the team; false where there is none. */
export async function lockTeam(db: Db, kind: TeamKind, id: string): Promise<boolean> {
  const { home } = namesOf(kind)
  const { rows } = await sql`select id from ${home} where id = ${id} for update`.execute(db)
  return rows.length > 0
}

export type Teammate<Kind extends TeamKind> = {
  userId: string
  name: string
  email: string
  role: RoleIn[Kind]
  since: Date
}

/** The longest-standing first. */
export async function teammates<Kind extends TeamKind>(
  db: Db,
  kind: Kind,
  id: string,
): Promise<Teammate<Kind>[]> {
  const { members, of } = namesOf(kind)
  const { rows } = await sql<Teammate<Kind>>`
    select m.user_id as "userId", u.name, u.email, m.role, m.since
    from ${members} m join "user" u on u.id = m.user_id
    where m.${of} = ${id}
    order by m.since, m.user_id`.execute(db)
  return rows
}

/** Nothing changes where they are one already. */
export async function addTeammate<Kind extends TeamKind>(
  db: Db,
  kind: Kind,
  one: { of: string; userId: string; role: RoleIn[Kind]; at: Date },
): Promise<void> {
  const { members, of } = namesOf(kind)
  await sql`insert into ${members} (${of}, user_id, role, since)
    values (${one.of}, ${one.userId}, ${one.role}, ${one.at}) on conflict do nothing`.execute(db)
}

export async function giveTeamRole<Kind extends TeamKind>(
  db: Db,
  kind: Kind,
  one: { of: string; userId: string; role: RoleIn[Kind] },
): Promise<void> {
  const { members, of } = namesOf(kind)
  await sql`update ${members} set role = ${one.role}
    where ${of} = ${one.of} and user_id = ${one.userId}`.execute(db)
}

/** What they had begun at a network ends with them; what they had finished stays the creator's. */
export async function removeTeammate(
  db: Db,
  kind: TeamKind,
  one: { of: string; userId: string },
): Promise<void> {
  const { members, of } = namesOf(kind)
  const begun = kind === 'creator' ? (['connect_attempt', 'connect_outcome'] as const) : []
  for (const table of [members, ...begun.map((name) => sql.table(name))]) {
    await sql`delete from ${table} where ${of} = ${one.of} and user_id = ${one.userId}`.execute(db)
  }
}

export type Invitation<Kind extends TeamKind> = {
  id: string
  /** The creator or the company. */
  of: string
  teamName: string
  email: string
  role: InvitedRoleIn[Kind]
  invitedByName: string | null
  expiresAt: Date
}

/** A second invitation to one address takes the place of the first: its link stops working. */
export async function putInvitation<Kind extends TeamKind>(
  db: Db,
  kind: Kind,
  one: {
    id: string
    tokenHash: Uint8Array
    of: string
    email: string
    role: InvitedRoleIn[Kind]
    invitedBy: string
    at: Date
    expiresAt: Date
  },
): Promise<void> {
  const { invitations, of } = namesOf(kind)
  await sql`
    insert into ${invitations} (id, token_hash, ${of}, email, role, invited_by, made_at, expires_at)
    values (${one.id}, ${one.tokenHash}, ${one.of}, ${one.email}, ${one.role}, ${one.invitedBy}, ${one.at},
      ${one.expiresAt})
    on conflict (${of}, email) do update
    set id = excluded.id, token_hash = excluded.token_hash, role = excluded.role,
      invited_by = excluded.invited_by, made_at = excluded.made_at, expires_at = excluded.expires_at`.execute(
    db,
  )
}

/** The oldest first. */
export async function invitationsOf<Kind extends TeamKind>(
  db: Db,
  kind: Kind,
  id: string,
): Promise<Invitation<Kind>[]> {
  const { rows } = await sql<Invitation<Kind>>`
    ${invitationsIn(kind)} where i.${namesOf(kind).of} = ${id} order by i.made_at`.execute(db)
  return rows
}

export async function findInvitation<Kind extends TeamKind>(
  db: Db,
  kind: Kind,
  tokenHash: Uint8Array,
): Promise<Invitation<Kind> | null> {
  const { rows } = await sql<Invitation<Kind>>`
    ${invitationsIn(kind)} where i.token_hash = ${tokenHash}`.execute(db)
  return rows[0] ?? null
}

/** False where somebody was faster. */
export async function dropInvitation(
  db: Db,
  kind: TeamKind,
  one: { id: string; of: string },
): Promise<boolean> {
  const { invitations, of } = namesOf(kind)
  const { rows } = await sql`
    delete from ${invitations} where id = ${one.id} and ${of} = ${one.of} returning id`.execute(db)
  return rows.length > 0
}

function invitationsIn(kind: TeamKind) {
  const { home, invitations, of } = namesOf(kind)
  return sql`
    select i.id, i.${of} as "of", t.name as "teamName", i.email, i.role, u.name as "invitedByName",
      i.expires_at as "expiresAt"
    from ${invitations} i join ${home} t on t.id = i.${of} left join "user" u on u.id = i.invited_by`
}
