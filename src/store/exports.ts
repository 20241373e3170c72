/**
 * Everything that is kept of a creator or a person, as values that can be read. Columns are named one by one, so that
 * a token, a key or a hash that is added to a table later does not come along by itself.
 */
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>
type Records = Record<string, unknown>[]

export async function exportedProfile(db: Db, creatorId: string): Promise<Record<string, unknown> | null> {
  const row = await db
    .selectFrom('creator')
    .select(['handle', 'name', 'bio', 'place', 'country', 'languages', 'categories', 'links', 'rates'])
    .select(['listed', 'hidden_blocks', 'created_at'])
    .where('id', '=', creatorId)
    .executeTakeFirst()
  return row ?? null
}

export function exportedTeam(db: Db, creatorId: string): Promise<Records> {
  return db
    .selectFrom('member as m')
    .innerJoin('user as u', 'u.id', 'm.user_id')
    .select(['u.name', 'm.role', 'm.since'])
    .where('m.creator_id', '=', creatorId)
    .orderBy('m.since')
    .execute()
}

export async function exportedChannels(
  db: Db,
  creatorId: string,
): Promise<(Records[number] & { id: string })[]> {
  return db
    .selectFrom('channel as c')
    .leftJoin('channel_grant as g', 'g.channel_id', 'c.id')
    .leftJoin('user as u', 'u.id', 'g.granted_by')
    .select(['c.id', 'c.network', 'c.network_id', 'c.handle', 'c.title', 'c.url', 'c.state', 'c.since'])
    .select(['c.reason', 'c.confidence', 'c.missing_scopes', 'c.proof_at', 'c.created_at'])
    .select(['g.scopes as permitted', 'g.granted_at as permitted_at', 'g.grant_ends_at as permitted_until'])
    .select('u.name as permitted_by')
    .where('c.creator_id', '=', creatorId)
    .orderBy('c.created_at')
    .orderBy('c.id')
    .execute()
}

/** Rows that are in memory at the same time. */
const BATCH = 500

/** What belongs to one channel, list by list: years of numbers never stand in memory at once. */
export function exportedChannelParts(db: Db, channelId: string): Record<string, AsyncGenerator<Records>> {
  const day = sql<string>`day::text`
  return {
    history: batches((after: { line: string } | null) =>
      db
        .selectFrom('channel_event as e')
        .leftJoin('user as u', 'u.id', 'e.actor')
        .select([sql<string>`e.id::text`.as('line'), 'e.at', 'e.kind', 'u.name as by', 'e.detail'])
        .where('e.channel_id', '=', channelId)
        .$if(after !== null, (query) => query.where(sql<boolean>`e.id > ${after?.line}::bigint`))
        .orderBy('e.id')
        .limit(BATCH)
        .execute(),
    ),
    numbers: batches((after: { day: string } | null) =>
      db
        .selectFrom('snapshot')
        .select([day.as('day'), 'taken_at', 'readings', 'breakdowns', 'gaps'])
        .where('channel_id', '=', channelId)
        .$if(after !== null, (query) => query.where(sql<boolean>`day > ${after?.day}::date`))
        .orderBy('snapshot.day')
        .limit(BATCH)
        .execute(),
    ),
    posts: batches((after: { network_id: string } | null) =>
      db
        .selectFrom('channel_post')
        .select(['network_id', 'posted_at', 'kind', 'title', 'url', 'numbers', 'taken_at'])
        .where('channel_id', '=', channelId)
        .$if(after !== null, (query) => query.where('network_id', '>', after?.network_id ?? ''))
        .orderBy('network_id')
        .limit(BATCH)
        .execute(),
    ),
    uses: batches((after: { day: string; asked_by: string; purpose: string } | null) =>
      db
        .selectFrom('token_use')
        .select([day.as('day'), 'asked_by', 'purpose', 'uses', 'last_at'])
        .where('channel_id', '=', channelId)
        .$if(after !== null, (query) =>
          query.where(
            sql<boolean>`(day, asked_by, purpose) > (${after?.day}::date, ${after?.asked_by}, ${after?.purpose})`,
          ),
        )
        .orderBy('token_use.day')
        .orderBy('asked_by')
        .orderBy('purpose')
        .limit(BATCH)
        .execute(),
    ),
  }
}

/** Each read begins behind the last row of the one before. */
async function* batches<Row extends Record<string, unknown>>(
  read: (after: Row | null) => Promise<Row[]>,
): AsyncGenerator<Records> {
  for (let after: Row | null = null; ; ) {
    const rows: Row[] = await read(after)
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) return
    after = rows.at(-1) ?? null
  }
}

/** Proposals that reached the creator and what became of them; a draft is nobody's but its company's. */
export function exportedCollaborations(
  db: Db,
  creatorId: string,
): Promise<(Records[number] & { id: string })[]> {
  return db
    .selectFrom('collaboration as k')
    .innerJoin('company as b', 'b.id', 'k.company_id')
    .select(['k.id', 'b.name as company', 'k.state', 'k.created_at', 'k.expires_at', 'k.ended_at'])
    .where('k.creator_id', '=', creatorId)
    .where('k.state', '<>', 'draft')
    .orderBy('k.created_at')
    .orderBy('k.id')
    .execute()
}

/** What belongs to one collaboration: both sides have read all of it. */
export async function exportedCollaborationParts(
  db: Db,
  collaborationId: string,
): Promise<Record<string, Records>> {
  const [terms, channels, history, messages, posts] = await Promise.all([
    db
      .selectFrom('collaboration_terms as t')
      .leftJoin('user as u', 'u.id', 't.author_id')
      .select(['t.version', 't.side', 'u.name as by', 't.made_at', 't.title', 't.brief', 't.deliverables'])
      .select(['t.amount', 't.currency', 't.channel_ids'])
      .select([sql<string>`t.starts_on::text`.as('starts_on'), sql<string>`t.ends_on::text`.as('ends_on')])
      .where('t.collaboration_id', '=', collaborationId)
      .orderBy('t.version')
      .execute(),
    db
      .selectFrom('collaboration_channel')
      .select(['channel_id', 'paused_at', 'creator_told_at'])
      .where('collaboration_id', '=', collaborationId)
      .orderBy('channel_id')
      .execute(),
    db
      .selectFrom('collaboration_event as e')
      .leftJoin('user as u', 'u.id', 'e.actor_id')
      .select(['e.at', 'e.kind', 'e.side', 'u.name as by', 'e.detail'])
      .where('e.collaboration_id', '=', collaborationId)
      .orderBy('e.id')
      .execute(),
    db
      .selectFrom('collaboration_message as m')
      .leftJoin('user as u', 'u.id', 'm.author_id')
      .select(['m.at', 'm.side', 'u.name as by', 'm.body'])
      .where('m.collaboration_id', '=', collaborationId)
      .orderBy('m.id')
      .execute(),
    db
      .selectFrom('collaboration_post as p')
      .leftJoin('user as u', 'u.id', 'p.marked_by')
      .select(['p.channel_id', 'p.url', 'p.deliverable', 'u.name as by', 'p.marked_at'])
      .where('p.collaboration_id', '=', collaborationId)
      .orderBy('p.marked_at')
      .orderBy('p.id')
      .execute(),
  ])
  return { terms, channels, history, messages, posts }
}

/** Companies that asked the creator to reconnect, each with the last time. */
export function exportedNudges(db: Db, creatorId: string): Promise<Records> {
  return db
    .selectFrom('nudge as n')
    .innerJoin('company as b', 'b.id', 'n.company_id')
    .select(['b.name as company', 'n.asked_at'])
    .where('n.creator_id', '=', creatorId)
    .orderBy('n.asked_at')
    .execute()
}

/** Of the person who asks: their account, where they work, what they were told and what they wrote. */
export async function exportedPerson(db: Db, userId: string): Promise<Record<string, unknown>> {
  const [account, works, companies, notices, wishes, news, messages, wrote] = await Promise.all([
    db
      .selectFrom('user')
      .select(['name', 'email'])
      .select([sql<boolean>`"emailVerified"`.as('email_proven'), sql<Date>`"createdAt"`.as('created_at')])
      .where('id', '=', userId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('member as m')
      .innerJoin('creator as c', 'c.id', 'm.creator_id')
      .select(['c.handle', 'm.role', 'm.since'])
      .where('m.user_id', '=', userId)
      .execute(),
    db
      .selectFrom('company_member as m')
      .innerJoin('company as b', 'b.id', 'm.company_id')
      .select(['b.name', 'm.role', 'm.since'])
      .where('m.user_id', '=', userId)
      .orderBy('m.since')
      .execute(),
    db
      .selectFrom('notice')
      .select(['channel_id', 'kind', 'told_at', 'read_at', 'settled_at'])
      .where('user_id', '=', userId)
      .orderBy('told_at')
      .execute(),
    db
      .selectFrom('network_wish')
      .select(['network', 'asked_at', 'told_at', 'read_at'])
      .where('user_id', '=', userId)
      .orderBy('asked_at')
      .execute(),
    db
      .selectFrom('collaboration_notice')
      .select(['collaboration_id', 'side', 'kind', 'channel_id', 'told_at', 'read_at', 'settled_at'])
      .where('user_id', '=', userId)
      .orderBy('told_at')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('chat_message as m')
      .innerJoin('conversation as c', 'c.id', 'm.conversation_id')
      .select(['m.conversation_id', 'm.at', 'm.side', 'm.kind', 'm.body'])
      .where('c.user_id', '=', userId)
      // Notes are what agents wrote for each other.
      .where('m.kind', '<>', 'note')
      .orderBy('m.id')
      .execute(),
    db
      .selectFrom('collaboration_message')
      .select(['collaboration_id', 'at', 'side', 'body'])
      .where('author_id', '=', userId)
      .orderBy('id')
      .execute(),
  ])
  return {
    ...account,
    works_for: works,
    works_for_companies: companies,
    notices,
    asked_to_hear_of: wishes,
    collaboration_notices: news,
    messages,
    collaboration_messages: wrote,
  }
}
