/** What people were told about collaborations: lines in the app, mailed with what else there is to say that day. */
import { type Kysely, sql } from 'kysely'
import type { Side, State } from '../domain/collaboration/moves.ts'
import type { NewsKind } from '../domain/collaboration/news.ts'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

/** Everybody of a side, but for whoever did it. */
export async function peopleOf(
  db: Db,
  of: { side: Side; collaborationId: string; exceptUserId: string | null },
): Promise<string[]> {
  const members =
    of.side === 'brand'
      ? db
          .selectFrom('collaboration as k')
          .innerJoin('company_member as m', 'm.company_id', 'k.company_id')
          .select('m.user_id')
          .where('k.id', '=', of.collaborationId)
      : db
          .selectFrom('collaboration as k')
          .innerJoin('member as m', 'm.creator_id', 'k.creator_id')
          .select('m.user_id')
          .where('k.id', '=', of.collaborationId)
  const rows = await members.orderBy('m.user_id').execute()
  return rows.map((row) => row.user_id).filter((userId) => userId !== of.exceptUserId)
}

export type NewNews = {
  id: string
  userId: string
  collaborationId: string
  side: Side
  subject: string
  kind: NewsKind
  channelId: string | null
  toldAt: Date
  mailAt: Date | null
}

/**
 * Takes the place of what stood open about the same subject, and has its readers looked at. A reader who has not
 * looked since keeps the earlier moment of a mail: somebody who goes on writing puts off no mail.
 */
export async function insertNews(trx: Db, news: readonly NewNews[]): Promise<void> {
  for (const one of news) {
    const { rows } = await sql<{ mail_at: Date | null; mail_id: string | null; read_at: Date | null }>`
      update collaboration_notice set settled_at = ${one.toldAt}
      where user_id = ${one.userId} and collaboration_id = ${one.collaborationId}
        and subject = ${one.subject} and settled_at is null
      returning mail_at, mail_id, read_at`.execute(trx)
    const [before] = rows
    const waits = one.kind === 'message' && before !== undefined && before.read_at === null
    const mailAt = waits && before.mail_id === null ? (before.mail_at ?? one.mailAt) : one.mailAt
    await trx
      .insertInto('collaboration_notice')
      .values({
        id: one.id,
        user_id: one.userId,
        collaboration_id: one.collaborationId,
        side: one.side,
        subject: one.subject,
        kind: one.kind,
        channel_id: one.channelId,
        told_at: one.toldAt,
        // Somebody who was mailed about words that they still have not looked at is not mailed about the next.
        mail_at: waits && before.mail_id !== null ? null : mailAt,
        mail_id: null,
      })
      .execute()
    const lookAt = mailAt ?? one.toldAt
    await trx
      .insertInto('notice_look')
      .values({ user_id: one.userId, look_at: lookAt })
      .onConflict((conflict) =>
        conflict.column('user_id').doUpdateSet({ look_at: sql<Date>`least(notice_look.look_at, ${lookAt})` }),
      )
      .execute()
  }
}

/** What stood open about a subject is over, for everybody or for one. */
export async function settleNews(
  db: Db,
  of: { collaborationId: string; subject: string; userId?: string },
  now: Date,
): Promise<void> {
  await db
    .updateTable('collaboration_notice')
    .set({ settled_at: now })
    .where('collaboration_id', '=', of.collaborationId)
    .where('subject', '=', of.subject)
    .$if(of.userId !== undefined, (query) => query.where('user_id', '=', of.userId ?? ''))
    .where('settled_at', 'is', null)
    .execute()
}

/** Somebody has looked: nothing of it is new to them, and what asks for nothing is over. */
export async function readNewsOf(
  db: Db,
  of: { collaborationId: string; userId: string; standing: readonly string[] },
  now: Date,
): Promise<void> {
  await db
    .updateTable('collaboration_notice')
    .set((eb) => ({
      read_at: sql<Date>`coalesce(read_at, ${now})`,
      settled_at: sql<Date | null>`case when ${eb.ref('kind')} = any(${[...of.standing]}::text[]) then null else ${now}::timestamptz end`,
    }))
    .where('collaboration_id', '=', of.collaborationId)
    .where('user_id', '=', of.userId)
    .where('settled_at', 'is', null)
    .execute()
}

/** Lines that a mail may still tell, by reader. */
export async function newsToMail(
  db: Db,
  userIds: readonly string[],
): Promise<Map<string, { id: string; mailAt: Date }[]>> {
  const rows = await db
    .selectFrom('collaboration_notice')
    .select(['id', 'user_id', 'mail_at'])
    .where('user_id', 'in', [...userIds])
    .where('mail_at', 'is not', null)
    .where('mail_id', 'is', null)
    .where('settled_at', 'is', null)
    .where('read_at', 'is', null)
    .orderBy('told_at')
    .orderBy('id')
    .execute()
  const found = new Map<string, { id: string; mailAt: Date }[]>()
  for (const { id, user_id, mail_at } of rows) {
    if (mail_at !== null) found.set(user_id, [...(found.get(user_id) ?? []), { id, mailAt: mail_at }])
  }
  return found
}

export async function putNewsIntoMail(trx: Db, ids: readonly string[], mailId: string): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('collaboration_notice')
    .set({ mail_id: mailId })
    .where('id', 'in', [...ids])
    .execute()
}

export type ListedNews = {
  id: string
  side: Side
  kind: NewsKind
  toldAt: Date
  settledAt: Date | null
  readAt: Date | null
  collaborationId: string
  state: State
  expiresAt: Date | null
  startsOn: string | null
  /** Of the terms on the table. */
  title: string
  company: string
  creator: string
  channel: {
    id: string
    network: Network
    handle: string | null
    title: string
    lastVerifiedAt: Date | null
  } | null
}

/** What a mail that is about to leave was made for, as far as nobody has looked at it meanwhile. */
export async function newsInMail(db: Db, mailId: string): Promise<ListedNews[]> {
  const rows = await listed(db)
    .where('n.mail_id', '=', mailId)
    .where('n.settled_at', 'is', null)
    .where('n.read_at', 'is', null)
    .orderBy('n.told_at')
    .orderBy('n.id')
    .execute()
  return rows.map(newsOf)
}

/** Newest first: what is open, and what was told since. Only of those whom the person still works for. */
export async function listedNews(
  db: Db,
  userId: string,
  about: { side: Side; since: Date; limit: number },
): Promise<ListedNews[]> {
  const rows = await listed(db)
    .where('n.user_id', '=', userId)
    .where('n.side', '=', about.side)
    .where((eb) => eb.or([eb('n.settled_at', 'is', null), eb('n.told_at', '>', about.since)]))
    .orderBy('n.told_at', 'desc')
    .orderBy('n.id', 'desc')
    .limit(about.limit)
    .execute()
  return rows.map(newsOf)
}

export async function unreadNews(db: Db, userId: string, side: Side): Promise<number> {
  const row = await listed(db)
    .clearSelect()
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('n.user_id', '=', userId)
    .where('n.side', '=', side)
    .where('n.settled_at', 'is', null)
    .where('n.read_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** `newsId` null: all of them. */
export async function markNewsRead(
  db: Db,
  of: { userId: string; side: Side; newsId: string | null },
  now: Date,
): Promise<void> {
  await db
    .updateTable('collaboration_notice')
    .set({ read_at: now })
    .where('user_id', '=', of.userId)
    .where('side', '=', of.side)
    .where('read_at', 'is', null)
    .$if(of.newsId !== null, (query) => query.where('id', '=', of.newsId ?? ''))
    .execute()
}

export async function dropSettledNews(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('collaboration_notice').where('settled_at', '<', before).execute()
}

function listed(db: Db) {
  return db
    .selectFrom('collaboration_notice as n')
    .innerJoin('collaboration as k', 'k.id', 'n.collaboration_id')
    .innerJoin('company as b', 'b.id', 'k.company_id')
    .innerJoin('creator as c', 'c.id', 'k.creator_id')
    .innerJoin('collaboration_terms as t', (join) =>
      join.onRef('t.collaboration_id', '=', 'k.id').onRef('t.version', '=', 'k.version'),
    )
    .leftJoin('channel as h', 'h.id', 'n.channel_id')
    .where(
      sql<boolean>`case n.side
        when 'brand' then exists (
          select from company_member m where m.company_id = k.company_id and m.user_id = n.user_id
        )
        else exists (select from member m where m.creator_id = k.creator_id and m.user_id = n.user_id) end`,
    )
    .select([
      'n.id',
      'n.side',
      'n.kind',
      'n.told_at',
      'n.settled_at',
      'n.read_at',
      'k.id as collaboration_id',
      'k.state',
      'k.expires_at',
      sql<string | null>`k.starts_on::text`.as('starts_on'),
      't.title',
      'b.name as company',
      'c.name as creator',
      'h.id as channel_id',
      'h.network',
      'h.handle',
      'h.title as channel_title',
      'h.proof_at',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number]

function newsOf(row: Row): ListedNews {
  const { channel_id, network, channel_title } = row
  return {
    id: row.id,
    side: row.side,
    kind: row.kind,
    toldAt: row.told_at,
    settledAt: row.settled_at,
    readAt: row.read_at,
    collaborationId: row.collaboration_id,
    state: row.state,
    expiresAt: row.expires_at,
    startsOn: row.starts_on,
    title: row.title,
    company: row.company,
    creator: row.creator,
    channel:
      channel_id === null || network === null || channel_title === null
        ? null
        : {
            id: channel_id,
            network,
            handle: row.handle,
            title: channel_title,
            lastVerifiedAt: row.proof_at,
          },
  }
}
