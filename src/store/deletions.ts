/** Deletions that can still be undone: what they take out of sight at once, and how it comes back. */
import { type Kysely, sql } from 'kysely'
import type { Seat, Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Deletion = {
  id: string
  of:
    | { kind: 'profile'; creatorId: string; name: string }
    | { kind: 'account'; userId: string; email: string }
  eraseAt: Date
}

type Ask = { id: string; undoHash: Uint8Array; at: Date; eraseAt: Date }

/** The caller's transaction makes it one step. False where it is on its way out already, or gone. */
export async function hideCreator(trx: Db, creatorId: string, ask: Ask): Promise<boolean> {
  const done = await trx
    .updateTable('every_creator')
    .set({ leaving: true })
    .where('id', '=', creatorId)
    .where('leaving', '=', false)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) return false
  await trx.deleteFrom('connect_attempt').where('creator_id', '=', creatorId).execute()
  await trx.deleteFrom('connect_outcome').where('creator_id', '=', creatorId).execute()
  // A look that is under way finds its hold gone, and plans nothing.
  await planAll(trx, creatorId, null)
  await putDeletion(trx, ask, { creator_id: creatorId })
  return true
}

/** As for a creator. Whoever shares a team with them sees them gone. */
export async function hideUser(trx: Db, userId: string, ask: Ask): Promise<boolean> {
  const done = await trx
    .updateTable('user')
    .set({ leaving: true })
    .where('id', '=', userId)
    .where('leaving', '=', false)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) return false
  const { rows } = await sql<{ seats: Seat[] }>`
    with of_creators as (delete from member where user_id = ${userId} returning creator_id, role, since),
      of_companies as (delete from company_member where user_id = ${userId} returning company_id, role, since)
    select coalesce(jsonb_agg(jsonb_build_object('team', team, 'of', id, 'role', role, 'since', since)), '[]') as seats
    from (
      select 'creator' as team, creator_id as id, role, since from of_creators
      union all select 'company', company_id, role, since from of_companies
    ) of_both`.execute(trx)
  await trx.deleteFrom('connect_attempt').where('user_id', '=', userId).execute()
  await trx.deleteFrom('connect_outcome').where('user_id', '=', userId).execute()
  await sql`delete from "session" where "userId" = ${userId}`.execute(trx)
  await putDeletion(trx, ask, { user_id: userId, seats: JSON.stringify(rows[0]?.seats ?? []) })
  return true
}

type By = { undoHash: Uint8Array } | { creatorId: string } | { userId: string }

/** Null where there is none, or its time is over. */
export async function findDeletion(db: Db, by: By, now: Date): Promise<Deletion | null> {
  const row = await matching(open(db), by).where('d.erase_at', '>', now).executeTakeFirst()
  return row === undefined ? null : deletionOf(row)
}

/** Profiles on their way out that this person owns. */
export async function deletionsOfOwner(db: Db, userId: string, now: Date): Promise<Deletion[]> {
  const rows = await open(db)
    .innerJoin('member as m', 'm.creator_id', 'd.creator_id')
    .where('m.user_id', '=', userId)
    .where('m.role', '=', 'owner')
    .where('d.erase_at', '>', now)
    .orderBy('d.erase_at')
    .execute()
  return rows.map(deletionOf)
}

/** Those that have waited longest first. `except`: what was tried just now. */
export async function dueDeletions(
  db: Db,
  of: { now: Date; limit: number; except: readonly string[] },
): Promise<Deletion[]> {
  const due = open(db).where('d.erase_at', '<=', of.now).orderBy('d.erase_at').limit(of.limit)
  const rows = await (of.except.length === 0 ? due : due.where('d.id', 'not in', [...of.except])).execute()
  return rows.map(deletionOf)
}

export type Undone = Deletion['of'] | 'over' | 'no_owner'

/** The caller's transaction makes it one step. `no_owner`: nobody would be left who could look after the profile. */
export async function undoDeletion(trx: Db, by: By, now: Date): Promise<Undone> {
  const found = await findDeletion(trx, by, now)
  if (found === null) return 'over'
  const { of } = found
  if (of.kind === 'profile' && !(await hasOwner(trx, of.creatorId))) return 'no_owner'
  const gone = await trx
    .deleteFrom('deletion')
    .where('id', '=', found.id)
    .returning('seats')
    .executeTakeFirst()
  // Somebody else was faster.
  if (gone === undefined) return 'over'
  if (of.kind === 'profile') {
    await trx.updateTable('every_creator').set({ leaving: false }).where('id', '=', of.creatorId).execute()
    await planAll(trx, of.creatorId, now)
  } else {
    await trx.updateTable('user').set({ leaving: false }).where('id', '=', of.userId).execute()
    await takeSeats(trx, of.userId, gone.seats)
  }
  return of
}

/** From now on nobody can undo these: profiles whose last owner is gone for good. */
export async function endWithoutOwner(db: Db, now: Date): Promise<void> {
  await sql`
    update deletion d set erase_at = ${now}
    where d.creator_id is not null and d.erase_at > ${now}
      and not exists (select from member m where m.creator_id = d.creator_id and m.role = 'owner')
      and not exists (
        select from deletion a, jsonb_array_elements(a.seats) as seat
        where a.user_id is not null and seat ->> 'of' = d.creator_id and seat ->> 'role' = 'owner'
      )`.execute(db)
}

export type Owner = { userId: string; email: string; name: string; language: string | null }

/** Who is told about a profile, also one that is on its way out. */
export async function ownersOf(db: Db, creatorId: string): Promise<Owner[]> {
  return db
    .selectFrom('member as m')
    .innerJoin('user as u', 'u.id', 'm.user_id')
    .leftJoin('person_preference as p', 'p.user_id', 'u.id')
    .select(['u.id as userId', 'u.email', 'u.name', 'p.language'])
    .where('m.creator_id', '=', creatorId)
    .where('m.role', '=', 'owner')
    .orderBy('m.since')
    .execute()
}

function putDeletion(
  trx: Db,
  ask: Ask,
  of: { creator_id: string } | { user_id: string; seats: string },
): Promise<unknown> {
  const { id, undoHash, at, eraseAt } = ask
  return trx
    .insertInto('deletion')
    .values({ id, undo_hash: undoHash, asked_at: at, erase_at: eraseAt, ...of })
    .execute()
}

/** What is turned off stays off. */
function planAll(trx: Db, creatorId: string, dueAt: Date | null): Promise<unknown> {
  return sql`
    update channel_schedule s set due_at = ${dueAt}, renew_at = null, lease_until = null, lease_holder = null
    from channel c where c.id = s.channel_id and c.creator_id = ${creatorId} and c.state <> 'off'`.execute(
    trx,
  )
}

async function hasOwner(db: Db, creatorId: string): Promise<boolean> {
  const row = await db
    .selectFrom('member')
    .select('user_id')
    .where('creator_id', '=', creatorId)
    .where('role', '=', 'owner')
    .executeTakeFirst()
  return row !== undefined
}

/** Of the teams that are still there. */
async function takeSeats(trx: Db, userId: string, seats: readonly Seat[]): Promise<void> {
  const json = JSON.stringify(seats)
  await sql`
    insert into member (creator_id, user_id, role, since)
    select c.id, ${userId}, s.role, s.since
    from jsonb_to_recordset(${json}::jsonb) as s (team text, "of" text, role text, since timestamptz)
    join every_creator c on c.id = s.of
    where s.team = 'creator' on conflict do nothing`.execute(trx)
  await sql`
    insert into company_member (company_id, user_id, role, since)
    select c.id, ${userId}, s.role, s.since
    from jsonb_to_recordset(${json}::jsonb) as s (team text, "of" text, role text, since timestamptz)
    join company c on c.id = s.of
    where s.team = 'company' on conflict do nothing`.execute(trx)
}

function open(db: Db) {
  return db
    .selectFrom('deletion as d')
    .leftJoin('every_creator as c', 'c.id', 'd.creator_id')
    .leftJoin('user as u', 'u.id', 'd.user_id')
    .select(['d.id', 'd.erase_at', 'd.creator_id', 'd.user_id', 'c.name', 'u.email'])
}

function matching(query: ReturnType<typeof open>, by: By): ReturnType<typeof open> {
  if ('undoHash' in by) return query.where('d.undo_hash', '=', by.undoHash)
  return 'creatorId' in by
    ? query.where('d.creator_id', '=', by.creatorId)
    : query.where('d.user_id', '=', by.userId)
}

function deletionOf(row: {
  id: string
  erase_at: Date
  creator_id: string | null
  user_id: string | null
  name: string | null
  email: string | null
}): Deletion {
  return {
    id: row.id,
    eraseAt: row.erase_at,
    of:
      row.creator_id !== null
        ? { kind: 'profile', creatorId: row.creator_id, name: row.name ?? '' }
        : { kind: 'account', userId: row.user_id ?? '', email: row.email ?? '' },
  }
}
