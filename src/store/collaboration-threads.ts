/** What is said in a collaboration, and what has happened in it. */
import { type Kysely, sql } from 'kysely'
import type { EventDetail, EventKind } from '../domain/collaboration/event.ts'
import type { Side } from '../domain/collaboration/moves.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type CollaborationMessage = {
  id: number
  key: string
  side: Side
  authorId: string | null
  authorName: string | null
  body: string
  at: Date
}

/**
 * Holds the row to the end of the transaction, so that messages get their numbers in the order in which they can be
 * read: nobody marks as read what was not there yet. Null where this very message is there already.
 */
export async function addCollaborationMessage(
  trx: Db,
  one: { collaborationId: string; key: string; side: Side; authorId: string; body: string; at: Date },
): Promise<number | null> {
  await trx
    .updateTable('collaboration')
    .set({ last_at: one.at })
    .where('id', '=', one.collaborationId)
    .execute()
  const row = await trx
    .insertInto('collaboration_message')
    .values({
      collaboration_id: one.collaborationId,
      key: one.key,
      side: one.side,
      author_id: one.authorId,
      body: one.body,
      at: one.at,
    })
    .onConflict((conflict) => conflict.columns(['collaboration_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row === undefined ? null : Number(row.id)
}

const LONGEST_THREAD = 500

/** The newest of them, oldest first. */
export async function collaborationMessages(
  db: Db,
  collaborationId: string,
): Promise<CollaborationMessage[]> {
  const rows = await db
    .selectFrom('collaboration_message as m')
    .leftJoin('user as u', 'u.id', 'm.author_id')
    .selectAll('m')
    .select('u.name as author_name')
    .where('m.collaboration_id', '=', collaborationId)
    .orderBy('m.id', 'desc')
    .limit(LONGEST_THREAD)
    .execute()
  return rows.reverse().map((row) => ({
    id: Number(row.id),
    key: row.key,
    side: row.side,
    authorId: row.author_id,
    authorName: row.author_name,
    body: row.body,
    at: row.at,
  }))
}

export async function collaborationMessagesSince(db: Db, authorId: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('collaboration_message')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('author_id', '=', authorId)
    .where('at', '>', since)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Never backwards, and never past what is there. True where it moved. */
export async function markCollaborationRead(db: Db, id: string, side: Side, upTo: number): Promise<boolean> {
  const column = sql.ref(side === 'brand' ? 'brand_read' : 'creator_read')
  const { rows } = await sql`
    update collaboration set ${column} = least(${upTo}::bigint, newest.id)
    from (select coalesce(max(id), 0) as id from collaboration_message where collaboration_id = ${id}) newest
    where collaboration.id = ${id} and ${column} < least(${upTo}::bigint, newest.id)
    returning collaboration.id`.execute(db)
  return rows.length > 0
}

export type CollaborationEvent = {
  id: number
  at: Date
  kind: EventKind
  side: Side | null
  actor: string | null
  detail: EventDetail
}

export async function writeCollaborationEvent(
  db: Db,
  one: {
    collaborationId: string
    at: Date
    kind: EventKind
    side: Side | null
    actorId: string | null
    detail?: EventDetail
  },
): Promise<void> {
  await db
    .insertInto('collaboration_event')
    .values({
      collaboration_id: one.collaborationId,
      at: one.at,
      kind: one.kind,
      side: one.side,
      actor_id: one.actorId,
      detail: JSON.stringify(one.detail ?? {}),
    })
    .execute()
}

/** Oldest first. */
export async function collaborationEvents(db: Db, collaborationId: string): Promise<CollaborationEvent[]> {
  const rows = await db
    .selectFrom('collaboration_event as e')
    .leftJoin('user as u', 'u.id', 'e.actor_id')
    .selectAll('e')
    .select('u.name as actor')
    .where('e.collaboration_id', '=', collaborationId)
    .orderBy('e.at')
    .orderBy('e.id')
    .limit(LONGEST_THREAD)
    .execute()
  return rows.map((row) => ({
    id: Number(row.id),
    at: row.at,
    kind: row.kind,
    side: row.side,
    actor: row.actor,
    detail: row.detail,
  }))
}
