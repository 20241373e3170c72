/**
 * Channels that collaborations are about, and the posts that were shown for them. A number comes back only for a
 * channel that is connected with a fresh proof; for the others the row holds none, so no page can leak it.
 */
import { type Kysely, sql } from 'kysely'
import type { Connection } from '../domain/channel/channel.ts'
import { UNDER_WAY } from '../domain/collaboration/moves.ts'
import type { Post, PostKind, PostNumbers } from '../domain/insight/post.ts'
import type { Reading } from '../domain/insight/reading.ts'
import type { Network } from '../domain/network.ts'
import { shownNow } from './shown-now.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type MeantChannel = {
  id: string
  network: Network
  handle: string | null
  title: string
  url: string | null
  /** Connected, with a proof that is fresh. */
  verified: boolean
  /** When it was last verified; never why it is not. */
  lastVerifiedAt: Date | null
  followers: { value: number; takenAt: Date } | null
}

/** The channels of a creator that may be meant in a proposal, and those of `also` whatever became of them. */
export async function meantChannels(
  db: Db,
  of: { creatorId: string; also: readonly string[]; proofSince: Date },
): Promise<(MeantChannel & { offered: boolean })[]> {
  const { rows } = await sql<{
    id: string
    network: Network
    handle: string | null
    title: string
    url: string | null
    state: Connection['state']
    proof_at: Date | null
    verified: boolean
    forgotten: boolean
    readings: Reading[] | null
  }>`
    select c.id, c.network, c.handle, c.title, c.url, c.state, c.proof_at, c.forgotten_at is not null as forgotten,
      ${shownNow('c', of.proofSince)} as verified,
      s.readings
    from channel c
    left join lateral (
      select readings from snapshot
      where channel_id = c.id and ${shownNow('c', of.proofSince)}
      order by day desc limit 1
    ) s on true
    where c.creator_id = ${of.creatorId}
      and (c.id = any(${[...of.also]}::text[]) or (c.state <> 'off' and c.forgotten_at is null))
    order by c.created_at, c.id`.execute(db)
  return rows.map((row) => {
    const followers = row.readings?.find(({ metric }) => metric === 'followers')
    return {
      id: row.id,
      network: row.network,
      handle: row.handle,
      title: row.title,
      url: row.url,
      verified: row.verified,
      lastVerifiedAt: row.proof_at,
      followers:
        followers === undefined ? null : { value: followers.value, takenAt: new Date(followers.takenAt) },
      offered: row.state !== 'off' && !row.forgotten,
    }
  })
}

export type ChannelNews = {
  collaborationId: string
  channelId: string
  kind: 'paused' | 'back'
  lastVerifiedAt: Date | null
}

/** Channels of work under way that were lost for as long as it takes to be sure, or are well again. */
export async function channelNews(db: Db, lostBefore: Date, limit: number): Promise<ChannelNews[]> {
  const { rows } = await sql<{
    collaboration_id: string
    channel_id: string
    paused: boolean
    proof_at: Date | null
  }>`
    select a.collaboration_id, a.channel_id, a.paused_at is null as paused, c.proof_at
    from collaboration_channel a
    join collaboration k on k.id = a.collaboration_id and k.state = any(${[...UNDER_WAY]}::text[])
    join channel c on c.id = a.channel_id
    where (a.paused_at is null and c.state in ('disconnected', 'off') and c.since <= ${lostBefore})
      or (a.paused_at is not null and c.state in ('connected', 'limited'))
    order by a.collaboration_id, a.channel_id limit ${limit}`.execute(db)
  return rows.map((row) => ({
    collaborationId: row.collaboration_id,
    channelId: row.channel_id,
    kind: row.paused ? 'paused' : 'back',
    lastVerifiedAt: row.proof_at,
  }))
}

/** When the next loss will have lasted long enough, given how long that is. */
export async function nextLossAt(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(c.since) as at
    from collaboration_channel a
    join collaboration k on k.id = a.collaboration_id and k.state = any(${[...UNDER_WAY]}::text[])
    join channel c on c.id = a.channel_id
    where a.paused_at is null and c.state in ('disconnected', 'off')`.execute(db)
  return rows[0]?.at ?? null
}

/** False where somebody was faster. */
export async function noteChannelNews(db: Db, news: ChannelNews, now: Date): Promise<boolean> {
  const done = await db
    .updateTable('collaboration_channel')
    .set(news.kind === 'paused' ? { paused_at: now } : { paused_at: null, creator_told_at: null })
    .where('collaboration_id', '=', news.collaborationId)
    .where('channel_id', '=', news.channelId)
    .where('paused_at', news.kind === 'paused' ? 'is' : 'is not', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Pauses of which the creator's people have been told meanwhile, by the notices about their channels. */
export async function creatorsTold(
  db: Db,
  limit: number,
): Promise<{ collaborationId: string; channelId: string; toldAt: Date }[]> {
  const { rows } = await sql<{ collaboration_id: string; channel_id: string; told_at: Date }>`
    update collaboration_channel a set creator_told_at = told.at
    from (
      select b.collaboration_id, b.channel_id, min(n.told_at) as at
      from collaboration_channel b
      join channel c on c.id = b.channel_id and c.state = 'disconnected'
      join notice n on n.channel_id = b.channel_id and n.kind = 'lost' and n.told_at >= c.since
      where b.paused_at is not null and b.creator_told_at is null
      group by b.collaboration_id, b.channel_id limit ${limit}
    ) told
    where a.collaboration_id = told.collaboration_id and a.channel_id = told.channel_id
      and a.creator_told_at is null
    returning a.collaboration_id, a.channel_id, a.creator_told_at as told_at`.execute(db)
  return rows.map((row) => ({
    collaborationId: row.collaboration_id,
    channelId: row.channel_id,
    toldAt: row.told_at,
  }))
}

/** The companies that are waiting for each of these channels' insights, by name. */
export async function companiesWaiting(
  db: Db,
  channelIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (channelIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('collaboration_channel as a')
    .innerJoin('collaboration as k', 'k.id', 'a.collaboration_id')
    .innerJoin('company as b', 'b.id', 'k.company_id')
    .select(['a.channel_id', 'b.name'])
    .distinct()
    .where('a.channel_id', 'in', [...channelIds])
    .where('k.state', 'in', [...UNDER_WAY])
    .orderBy('a.channel_id')
    .orderBy('b.name')
    .execute()
  const waiting = new Map<string, string[]>()
  for (const row of rows) waiting.set(row.channel_id, [...(waiting.get(row.channel_id) ?? []), row.name])
  return waiting
}

export type ShownPost = {
  id: string
  channelId: string
  url: string
  deliverable: number
  markedAt: Date
  markedBy: string | null
}

export async function postsOf(db: Db, collaborationId: string): Promise<ShownPost[]> {
  const rows = await db
    .selectFrom('collaboration_post as p')
    .leftJoin('user as u', 'u.id', 'p.marked_by')
    .select(['p.id', 'p.channel_id', 'p.url', 'p.deliverable', 'p.marked_at', 'u.name as by'])
    .where('p.collaboration_id', '=', collaborationId)
    .orderBy('p.deliverable')
    .orderBy('p.marked_at')
    .orderBy('p.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    channelId: row.channel_id,
    url: row.url,
    deliverable: row.deliverable,
    markedAt: row.marked_at,
    markedBy: row.by,
  }))
}

/** Nothing is added where the very address stands there already, or too many do. */
export async function addPost(
  trx: Db,
  one: {
    id: string
    collaborationId: string
    channelId: string
    url: string
    deliverable: number
    userId: string
    at: Date
    most: number
  },
): Promise<'added' | 'already' | 'too_many'> {
  const { rows } = await sql`
    insert into collaboration_post (id, collaboration_id, channel_id, url, deliverable, marked_by, marked_at)
    select ${one.id}, ${one.collaborationId}, ${one.channelId}, ${one.url}, ${one.deliverable}::integer,
      ${one.userId}, ${one.at}::timestamptz
    where (select count(*) from collaboration_post where collaboration_id = ${one.collaborationId}) < ${one.most}
    on conflict (collaboration_id, url) do nothing
    returning id`.execute(trx)
  if (rows.length > 0) return 'added'
  const there = await trx
    .selectFrom('collaboration_post')
    .select('id')
    .where('collaboration_id', '=', one.collaborationId)
    .where('url', '=', one.url)
    .executeTakeFirst()
  return there === undefined ? 'too_many' : 'already'
}

/** The address that was taken back; null where there was none. */
export async function dropPost(db: Db, one: { id: string; collaborationId: string }): Promise<string | null> {
  const row = await db
    .deleteFrom('collaboration_post')
    .where('id', '=', one.id)
    .where('collaboration_id', '=', one.collaborationId)
    .returning('url')
    .executeTakeFirst()
  return row?.url ?? null
}

/** A recent post with its own numbers, as its network gave them while the channel was connected. */
export type FreshPost = {
  channelId: string
  kind: PostKind
  title: string
  url: string
  postedAt: Post['postedAt']
  numbers: PostNumbers
  takenAt: Date
}

const RECENT_POSTS = 200

/** Only of channels that are connected with a fresh proof; newest first. */
export async function freshPosts(
  db: Db,
  channelIds: readonly string[],
  proofSince: Date,
): Promise<FreshPost[]> {
  const { rows } = await sql<{
    channel_id: string
    kind: PostKind
    title: string
    url: string
    posted_at: Date
    numbers: PostNumbers
    taken_at: Date
  }>`
    select p.channel_id, p.kind, p.title, p.url, p.posted_at, p.numbers, p.taken_at
    from channel_post p join channel c on c.id = p.channel_id
    where p.channel_id = any(${[...channelIds]}::text[]) and p.url is not null
      and ${shownNow('c', proofSince)}
    order by p.posted_at desc, p.network_id limit ${RECENT_POSTS}`.execute(db)
  return rows.map((row) => ({
    channelId: row.channel_id,
    kind: row.kind,
    title: row.title,
    url: row.url,
    postedAt: row.posted_at,
    numbers: row.numbers,
    takenAt: row.taken_at,
  }))
}
