/** A reading of a channel is kept whole: its numbers, its posts, days gone by, and how far the reading has come. */
import { type Kysely, sql } from 'kysely'
import type { Post } from '../domain/insight/post.ts'
import type { Collected, PastDay } from '../domain/insight/reading.ts'
import { type DerivedNumbers, listChannel } from './listings.ts'
import { putSnapshots } from './snapshots.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Progress = {
  triedAt: Date
  readAt: Date | null
  trouble: string | null
  /** The oldest day that is still to be asked for, `YYYY-MM-DD`. */
  filledFrom: string | null
  filled: boolean
}

export async function readingProgress(db: Db, channelId: string): Promise<Progress | null> {
  const row = await db
    .selectFrom('channel_reading')
    .select(['tried_at', 'read_at', 'trouble', 'filled', sql<string | null>`filled_from::text`.as('from')])
    .where('channel_id', '=', channelId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { tried_at: triedAt, read_at: readAt, trouble, from: filledFrom, filled } = row
  return { triedAt, readAt, trouble, filledFrom, filled }
}

export type Reading = {
  at: Date
  collected: Collected
  /** Null: they could not be read now, and those that are there stay. */
  posts: readonly Post[] | null
  past: readonly PastDay[]
  trouble: string | null
  filled: { done: boolean; from: string | null }
  derivedNumbers: DerivedNumbers
}

/**
 * False where the channel was lost or turned off while its network was asked: then nothing is kept, because nobody
 * would forget it later.
 */
export async function keepReading(db: Db, channelId: string, reading: Reading): Promise<boolean> {
  const { at, collected } = reading
  return db.transaction().execute(async (trx) => {
    const alive = await trx
      .selectFrom('channel')
      .select('id')
      .where('id', '=', channelId)
      .where('state', 'in', ['connected', 'limited'])
      .forShare()
      .executeTakeFirst()
    if (alive === undefined) return false
    const { readings, breakdowns, gaps } = collected
    const today = { channelId, day: dayOf(at), takenAt: at, readings, breakdowns, gaps }
    await putSnapshots(trx, [today], 'on_the_day')
    await putSnapshots(
      trx,
      reading.past.map((one) => ({
        channelId,
        day: one.day,
        takenAt: at,
        readings: one.readings,
        breakdowns: [],
        gaps: [],
      })),
      'afterwards',
    )
    if (reading.posts !== null) await putPosts(trx, channelId, reading.posts)
    const progress = {
      tried_at: at,
      read_at: at,
      trouble: reading.trouble,
      filled_from: reading.filled.from,
      filled: reading.filled.done,
    }
    await trx
      .insertInto('channel_reading')
      .values({ channel_id: channelId, ...progress })
      .onConflict((conflict) => conflict.column('channel_id').doUpdateSet(progress))
      .execute()
    // What brands search is written with the numbers that it is made of.
    await listChannel(trx, channelId, reading.derivedNumbers)
    return true
  })
}

export async function noteUnread(db: Db, channelId: string, at: Date, trouble: string): Promise<void> {
  await db
    .insertInto('channel_reading')
    .values({ channel_id: channelId, tried_at: at, read_at: null, trouble, filled_from: null })
    .onConflict((conflict) => conflict.column('channel_id').doUpdateSet({ tried_at: at, trouble }))
    .execute()
}

/** The newest posts replace what was known of a channel's posts: one that was taken down there is not shown here. */
async function putPosts(db: Db, channelId: string, posts: readonly Post[]): Promise<void> {
  const ids = posts.map((post) => post.networkId)
  await sql`delete from channel_post where channel_id = ${channelId} and network_id <> all(${ids}::text[])`.execute(
    db,
  )
  if (posts.length === 0) return
  const texts = (pick: (post: Post) => string | null) => posts.map(pick)
  await sql`
    insert into channel_post (channel_id, network_id, posted_at, kind, title, url, numbers, gaps, taken_at)
    select ${channelId}, network_id, posted_at::timestamptz, kind, title, url, numbers::jsonb, gaps::jsonb, taken_at::timestamptz
    from unnest(
      ${ids}::text[], ${texts((post) => post.postedAt.toISOString())}::text[], ${texts((post) => post.kind)}::text[],
      ${texts((post) => post.title)}::text[], ${texts((post) => post.url)}::text[],
      ${texts((post) => JSON.stringify(post.numbers))}::text[], ${texts((post) => JSON.stringify(post.gaps))}::text[],
      ${texts((post) => post.takenAt.toISOString())}::text[]
    ) as given (network_id, posted_at, kind, title, url, numbers, gaps, taken_at)
    on conflict (channel_id, network_id) do update set
      posted_at = excluded.posted_at, kind = excluded.kind, title = excluded.title, url = excluded.url,
      numbers = excluded.numbers, gaps = excluded.gaps, taken_at = excluded.taken_at`.execute(db)
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
