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

/** What belongs to one channel; one at a time, because years of numbers are too much for one answer in memory. */
export async function exportedChannelParts(db: Db, channelId: string): Promise<Record<string, Records>> {
  const [history, numbers, posts, uses] = await Promise.all([
    db
      .selectFrom('channel_event as e')
      .leftJoin('user as u', 'u.id', 'e.actor')
      .select(['e.at', 'e.kind', 'u.name as by', 'e.detail'])
      .where('e.channel_id', '=', channelId)
      .orderBy('e.id')
      .execute(),
    db
      .selectFrom('snapshot')
      .select([sql<string>`day::text`.as('day'), 'taken_at', 'readings', 'breakdowns', 'gaps'])
      .where('channel_id', '=', channelId)
      .orderBy('day')
      .execute(),
    db
      .selectFrom('channel_post')
      .select(['network_id', 'posted_at', 'kind', 'title', 'url', 'numbers', 'taken_at'])
      .where('channel_id', '=', channelId)
      .orderBy('posted_at')
      .execute(),
    db
      .selectFrom('token_use')
      .select([sql<string>`day::text`.as('day'), 'asked_by', 'purpose', 'uses', 'last_at'])
      .where('channel_id', '=', channelId)
      .orderBy('day')
      .orderBy('purpose')
      .execute(),
  ])
  return { history, numbers, posts, uses }
}

/** Of the person who asks: their account, where they work, what they were told and what they wrote to us. */
export async function exportedPerson(db: Db, userId: string): Promise<Record<string, unknown>> {
  const [account, works, notices, messages] = await Promise.all([
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
      .selectFrom('notice')
      .select(['channel_id', 'kind', 'told_at', 'read_at', 'settled_at'])
      .where('user_id', '=', userId)
      .orderBy('told_at')
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
  ])
  return { ...account, works_for: works, notices, messages }
}
