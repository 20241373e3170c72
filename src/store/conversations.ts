/** Conversations between people and agents: how they stand, who has read what, whose turn it is. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { InboxView, Status } from '../domain/chat/conversation.ts'
import { AWAY_AFTER_MS } from '../domain/chat/follow-up.ts'
import { later } from '../domain/time.ts'
import { tell } from './live.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Conversation = {
  id: string
  userId: string
  creatorId: string | null
  status: Status
  snoozedUntil: Date | null
  assignedTo: string | null
  outageId: string | null
  createdAt: Date
  lastAt: Date
  personRead: number
  agentsRead: number
  rating: 1 | 2 | 3 | null
}

export async function findConversation(db: Db, id: string): Promise<Conversation | null> {
  const row = await db
    .selectFrom('conversation')
    .innerJoin('user as p', 'p.id', 'conversation.user_id')
    .selectAll('conversation')
    .where('conversation.id', '=', id)
    .where('p.leaving', '=', false)
    .executeTakeFirst()
  return row === undefined ? null : conversationOf(row)
}

export async function insertConversation(
  db: Db,
  one: { id: string; userId: string; creatorId: string | null; at: Date },
): Promise<void> {
  await db
    .insertInto('conversation')
    .values({
      id: one.id,
      user_id: one.userId,
      creator_id: one.creatorId,
      created_at: one.at,
      last_at: one.at,
    })
    .execute()
}

/**
 * Holds the row to the end of the transaction, so that messages of one conversation get their numbers in the order
 * in which they can be read: nobody marks as read what was not there yet.
 */
export async function lockConversation(db: Db, id: string): Promise<Conversation | null> {
  const row = await db
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : conversationOf(row)
}

/** Both sides hear of it; of what only agents see, only agents. */
export function tellOf(
  db: Db,
  one: Pick<Conversation, 'id' | 'userId'>,
  whom: 'both' | 'agents' = 'both',
): Promise<void> {
  const topic = `chat:${one.id}`
  return tell(db, { for: whom === 'both' ? [`person:${one.userId}`, 'agents'] : ['agents'], topic })
}

export type Summary = Conversation & {
  personName: string
  creatorName: string | null
  creatorHandle: string | null
  assignedName: string | null
  /** The newest message that both sides see. */
  last: { kind: string; body: string; side: string } | null
  /** What the person wrote first. */
  subject: string | null
  unread: number
}

const LONGEST_LIST = 100

export async function conversationsOf(db: Db, userId: string): Promise<Summary[]> {
  const rows = await summaries(db, 'person')
    .where('conversation.user_id', '=', userId)
    .orderBy('conversation.last_at', 'desc')
    .limit(LONGEST_LIST)
    .execute()
  return rows.map(summaryOf)
}

/** Whoever has waited longest comes first, except among the closed ones. */
export async function inboxOf(db: Db, view: InboxView, agentId: string): Promise<Summary[]> {
  let query = summaries(db, 'agent')
  if (view === 'closed') query = query.where('conversation.status', '=', 'closed')
  else if (view === 'all') query = query.where('conversation.status', '<>', 'closed')
  else query = query.where('conversation.status', '=', 'open')
  if (view === 'mine') query = query.where('conversation.assigned_to', '=', agentId)
  if (view === 'unassigned') query = query.where('conversation.assigned_to', 'is', null)
  const rows = await query
    .orderBy('conversation.last_at', view === 'closed' ? 'desc' : 'asc')
    .orderBy('conversation.id')
    .limit(LONGEST_LIST)
    .execute()
  return rows.map(summaryOf)
}

export async function inboxCounts(db: Db, agentId: string): Promise<Record<InboxView, number>> {
  const { rows } = await sql<Record<InboxView, string | number>>`
    select count(*) filter (where status = 'open' and assigned_to = ${agentId}) as mine,
      count(*) filter (where status = 'open' and assigned_to is null) as unassigned,
      count(*) as all,
      0 as closed
    from conversation c join "user" p on p.id = c.user_id and not p.leaving
    where status <> 'closed'`.execute(db)
  const [row] = rows
  return {
    mine: Number(row?.mine ?? 0),
    unassigned: Number(row?.unassigned ?? 0),
    all: Number(row?.all ?? 0),
    closed: 0,
  }
}

/** How many messages of the agents a person has not seen, over all their conversations. */
export async function unreadOfPerson(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ count: string | number }>`
    select count(*) as count from conversation c
    join chat_message m on m.conversation_id = c.id and m.id > c.person_read
      and m.side <> 'person' and m.kind not in ('note', 'happened')
    where c.user_id = ${userId}`.execute(db)
  return Number(rows[0]?.count ?? 0)
}

export async function openCountOf(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ count: string | number }>`
    select count(*) as count from conversation where user_id = ${userId} and status <> 'closed'`.execute(db)
  return Number(rows[0]?.count ?? 0)
}

/** Never backwards. True where it moved. */
export async function markRead(db: Db, id: string, side: 'person' | 'agent', upTo: number): Promise<boolean> {
  const column = side === 'person' ? 'person_read' : 'agents_read'
  const { rows } = await sql`
    update conversation set ${sql.ref(column)} = least(${upTo}::bigint, newest.id)
    from (select coalesce(max(id), 0) as id from chat_message where conversation_id = ${id}) newest
    where conversation.id = ${id} and ${sql.ref(column)} < least(${upTo}::bigint, newest.id)
    returning conversation.id`.execute(db)
  return rows.length > 0
}

export async function changeConversation(
  db: Db,
  id: string,
  to: {
    status?: Status
    snoozedUntil?: Date | null
    assignedTo?: string | null
    outageId?: string | null
    lastAt?: Date
    rating?: { mark: 1 | 2 | 3; words: string | null } | null
  },
): Promise<void> {
  const { rating } = to
  await db
    .updateTable('conversation')
    .set({
      ...(to.status === undefined ? {} : { status: to.status, snoozed_until: to.snoozedUntil ?? null }),
      ...(to.assignedTo === undefined ? {} : { assigned_to: to.assignedTo }),
      ...(to.outageId === undefined ? {} : { outage_id: to.outageId }),
      ...(to.lastAt === undefined ? {} : { last_at: to.lastAt }),
      ...(rating === undefined ? {} : { rating: rating?.mark ?? null, rating_words: rating?.words ?? null }),
    })
    .where('id', '=', id)
    .execute()
}

/** Snoozed ones whose time has come are open again. */
export async function wakeSnoozed(db: Db, now: Date): Promise<number> {
  const rows = await db
    .updateTable('conversation')
    .set({ status: 'open', snoozed_until: null })
    .where('status', '=', 'snoozed')
    .where('snoozed_until', '<=', now)
    .returning(['id', 'user_id as userId'])
    .execute()
  for (const row of rows) await tellOf(db, row, 'agents')
  return rows.length
}

export type FollowUp = {
  conversationId: string
  email: string
  name: string
  /** As it is stored; null where it is not known. */
  language: string | null
  firstUnreadAt: Date
  newestUnreadAt: Date
  mailedAt: Date | null
  replies: { body: string; kind: string; by: string | null }[]
}

/**
 * Conversations with replies that their person has not looked at. Each is leased for a minute of real time, so that
 * no two processes mail the same one, and one that failed is tried again.
 */
export async function claimFollowUps(db: Db, now: Date, limit: number): Promise<FollowUp[]> {
  const { rows } = await sql<{
    id: string
    email: string
    name: string
    language: string | null
    mailed_at: Date | null
    first_at: Date
    newest_at: Date
  }>`
    with waiting as (
      select c.id, min(m.at) as first_at, max(m.at) as newest_at
      from conversation c
      join chat_message m on m.conversation_id = c.id and m.id > c.person_read
        and m.side <> 'person' and m.kind not in ('note', 'happened')
      where c.last_at > ${later(now, -7 * 24 * 3_600_000)}
        and (c.mail_lease_until is null or c.mail_lease_until < clock_timestamp())
      group by c.id
      having min(m.at) <= ${later(now, -AWAY_AFTER_MS)}
        and (c.mailed_at is null or c.mailed_at < max(m.at))
      limit ${limit}
    )
    update conversation c set mail_lease_until = clock_timestamp() + interval '1 minute'
    from waiting, "user" u left join person_preference p on p.user_id = u.id
    where c.id = waiting.id and u.id = c.user_id and not u.leaving
      and (c.mail_lease_until is null or c.mail_lease_until < clock_timestamp())
    returning c.id, u.email, u.name, p.language, c.mailed_at, waiting.first_at, waiting.newest_at`.execute(db)
  return Promise.all(
    rows.map(async (row) => ({
      conversationId: row.id,
      email: row.email,
      name: row.name,
      language: row.language,
      firstUnreadAt: row.first_at,
      newestUnreadAt: row.newest_at,
      mailedAt: row.mailed_at,
      replies: await unreadReplies(db, row.id),
    })),
  )
}

export async function noteMailed(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('conversation')
    .set({ mailed_at: at, mail_lease_until: null })
    .where('id', '=', id)
    .execute()
}

function unreadReplies(db: Db, id: string) {
  return db
    .selectFrom('chat_message as m')
    .innerJoin('conversation as c', 'c.id', 'm.conversation_id')
    .leftJoin('user as u', 'u.id', 'm.author_id')
    .select(['m.body', 'm.kind', 'u.name as by'])
    .where('m.conversation_id', '=', id)
    .whereRef('m.id', '>', 'c.person_read')
    .where('m.side', '<>', 'person')
    .where('m.kind', 'not in', ['note', 'happened'])
    .orderBy('m.id')
    .limit(20)
    .execute()
}

function summaries(db: Db, reader: 'person' | 'agent') {
  const unread =
    reader === 'person'
      ? sql`m.id > conversation.person_read and m.side <> 'person' and m.kind not in ('note', 'happened')`
      : sql`m.id > conversation.agents_read and m.side = 'person'`
  return db
    .selectFrom('conversation')
    .innerJoin('user as p', (join) =>
      // Whoever is on their way out is nobody to the agents.
      join.onRef('p.id', '=', 'conversation.user_id').on('p.leaving', '=', false),
    )
    .leftJoin('creator as k', 'k.id', 'conversation.creator_id')
    .leftJoin('user as a', 'a.id', 'conversation.assigned_to')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('chat_message as m')
          .select(['m.kind as last_kind', 'm.body as last_body', 'm.side as last_side'])
          .whereRef('m.conversation_id', '=', 'conversation.id')
          .where('m.kind', 'not in', ['note', 'happened'])
          .orderBy('m.id', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .selectAll('conversation')
    .select([
      'p.name as person_name',
      'k.name as creator_name',
      'k.handle as creator_handle',
      'a.name as assigned_name',
      'newest.last_kind',
      'newest.last_body',
      'newest.last_side',
      sql<string | null>`(
        select m.body from chat_message m where m.conversation_id = conversation.id and m.kind = 'text'
        order by m.id limit 1
      )`.as('subject'),
      sql<string | number>`(
        select count(*) from chat_message m where m.conversation_id = conversation.id and ${unread}
      )`.as('unread'),
    ])
}

function summaryOf(
  row: Selectable<Tables['conversation']> & {
    person_name: string
    creator_name: string | null
    creator_handle: string | null
    assigned_name: string | null
    last_kind: string | null
    last_body: string | null
    last_side: string | null
    subject: string | null
    unread: string | number
  },
): Summary {
  const { last_kind: kind, last_body: body, last_side: side } = row
  return {
    ...conversationOf(row),
    personName: row.person_name,
    creatorName: row.creator_name,
    creatorHandle: row.creator_handle,
    assignedName: row.assigned_name,
    last: kind === null || body === null || side === null ? null : { kind, body, side },
    subject: row.subject,
    unread: Number(row.unread),
  }
}

function conversationOf(row: Selectable<Tables['conversation']>): Conversation {
  return {
    id: row.id,
    userId: row.user_id,
    creatorId: row.creator_id,
    status: row.status,
    snoozedUntil: row.snoozed_until,
    assignedTo: row.assigned_to,
    outageId: row.outage_id,
    createdAt: row.created_at,
    lastAt: row.last_at,
    personRead: Number(row.person_read),
    agentsRead: Number(row.agents_read),
    rating: row.rating,
  }
}
