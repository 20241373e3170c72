/** Writes what brands search. What reads it is `discovery.ts`. */
import { type Kysely, sql } from 'kysely'
import { type Listing, listingOf } from '../domain/brand/listing.ts'
import { termsOf } from '../domain/brand/terms.ts'
import type { Post } from '../domain/insight/post.ts'
import type { Breakdown, Reading } from '../domain/insight/reading.ts'
import type { Network } from '../domain/network.ts'
import type { Block } from '../domain/person/profile.ts'
import { DAY, later } from '../domain/time.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

/** Of which networks numbers of our own making may be shown. */
export type DerivedNumbers = Record<Network, boolean>

/** A number of followers this long ago says how a month went. */
const MONTH_MS = 30 * DAY
const ABOUT_A_MONTH_MS = 5 * DAY
const MOST_POSTS = 60
const NEVER = new Date(0)

/**
 * Makes a channel's row anew from its newest numbers, or takes it out where there are none. Inside the transaction that
 * wrote them. A loss of the channel waits for this and comes after it, or came before and is seen.
 */
export async function listChannel(db: Db, channelId: string, derived: DerivedNumbers): Promise<void> {
  const found = await sql<{
    creator_id: string
    network: Network
    live: boolean
    channel_handle: string | null
    title: string
    handle: string
    name: string
    bio: string
    place: string | null
    country: string | null
    languages: string[]
    categories: string[]
    hidden_blocks: Block[]
    profile_version: number
    proof_at: Date | null
    taken_at: Date
    readings: Reading[]
    breakdowns: Breakdown[]
  }>`
    select c.creator_id, c.network, c.state in ('connected', 'limited') and o.listed as live,
      c.handle as channel_handle, c.title, o.handle, o.name, o.bio, o.place, o.country::text as country, o.languages,
      o.categories, o.hidden_blocks, o.profile_version, c.proof_at, s.taken_at, s.readings, s.breakdowns
    from channel c
    join creator o on o.id = c.creator_id
    join lateral (
      select taken_at, readings, breakdowns from snapshot
      where channel_id = c.id and not afterwards order by day desc limit 1
    ) s on true
    where c.id = ${channelId}
    for share of c`.execute(db)
  const row = found.rows[0]
  const listing =
    row === undefined
      ? null
      : listingOf({
          network: row.network,
          creator: {
            handle: row.handle,
            name: row.name,
            bio: row.bio,
            place: row.place,
            country: row.country,
            languages: row.languages,
            categories: row.categories,
            hidden: row.hidden_blocks,
          },
          channel: { handle: row.channel_handle, title: row.title },
          readings: row.readings,
          breakdowns: row.breakdowns,
          followersBefore: await followersAbout(db, channelId, later(row.taken_at, -MONTH_MS)),
          posts: await recentPosts(db, channelId),
          derivedAllowed: derived[row.network],
          now: row.taken_at,
        })
  if (row === undefined || listing === null) {
    await db.deleteFrom('listing').where('channel_id', '=', channelId).execute()
    return
  }
  await putListings(db, [
    {
      channelId,
      creatorId: row.creator_id,
      network: row.network,
      live: row.live,
      listing,
      takenAt: row.taken_at,
      provedAt: row.proof_at,
      profileVersion: row.profile_version,
    },
  ])
}

export type ListingRow = {
  channelId: string
  creatorId: string
  network: Network
  live: boolean
  listing: Listing
  takenAt: Date
  /** The channel's own proof at this moment, read under a lock or written in the same transaction. */
  provedAt: Date | null
  profileVersion: number
}

export async function putListings(db: Db, rows: readonly ListingRow[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('listing')
    .values(
      rows.map(({ channelId, listing, ...row }) => ({
        channel_id: channelId,
        creator_id: row.creatorId,
        network: row.network,
        live: row.live,
        followers: listing.followers,
        growth: listing.growth,
        by_reach: listing.rates.reach,
        by_followers: listing.rates.followers,
        by_views: listing.rates.views,
        country: listing.country,
        categories: listing.categories.toString(),
        terms: sql<string>`array_to_tsvector(${termsOf(listing.terms, listing.followers)}::text[])`,
        card: JSON.stringify({ channelId, creatorId: row.creatorId, ...listing.card }),
        numbers: JSON.stringify({
          followers: listing.followers,
          growth: listing.growth,
          rates: listing.rates,
          takenAt: row.takenAt,
        }),
        taken_at: row.takenAt,
        proved_at: row.provedAt ?? NEVER,
        profile_version: row.profileVersion,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('channel_id').doUpdateSet((eb) => ({
        creator_id: eb.ref('excluded.creator_id'),
        live: eb.ref('excluded.live'),
        followers: eb.ref('excluded.followers'),
        growth: eb.ref('excluded.growth'),
        by_reach: eb.ref('excluded.by_reach'),
        by_followers: eb.ref('excluded.by_followers'),
        by_views: eb.ref('excluded.by_views'),
        country: eb.ref('excluded.country'),
        categories: eb.ref('excluded.categories'),
        terms: eb.ref('excluded.terms'),
        card: eb.ref('excluded.card'),
        numbers: eb.ref('excluded.numbers'),
        taken_at: eb.ref('excluded.taken_at'),
        proved_at: eb.ref('excluded.proved_at'),
        profile_version: eb.ref('excluded.profile_version'),
      })),
    )
    .execute()
}

/** After a profile was changed: its words, and what it shows, are part of each of its channels' rows. */
async function listCreator(db: Db, creatorId: string, derived: DerivedNumbers): Promise<void> {
  const channels = await db
    .selectFrom('channel')
    .select('id')
    .where('creator_id', '=', creatorId)
    .orderBy('id')
    .execute()
  for (const { id } of channels) await listChannel(db, id, derived)
}

/** Makes the rows of changed profiles anew, each in a transaction of its own. How many profiles that were. */
export async function listChanged(db: Db, derived: DerivedNumbers, limit: number): Promise<number> {
  let done = 0
  for (; done < limit; done++) {
    const found = await db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ creator_id: string }>`
        delete from listing_due where creator_id = (
          select creator_id from listing_due order by creator_id limit 1 for update skip locked
        ) returning creator_id`.execute(trx)
      const [one] = rows
      if (one !== undefined) await listCreator(trx, one.creator_id, derived)
      return one !== undefined
    })
    if (!found) break
  }
  return done
}

async function followersAbout(db: Db, channelId: string, moment: Date): Promise<number | null> {
  const day = (date: Date) => date.toISOString().slice(0, 10)
  const row = await db
    .selectFrom('snapshot')
    .select('readings')
    .where('channel_id', '=', channelId)
    .where('day', '<=', day(later(moment, ABOUT_A_MONTH_MS)))
    .where('day', '>=', day(later(moment, -ABOUT_A_MONTH_MS)))
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.readings.find(({ metric }) => metric === 'followers')?.value ?? null
}

async function recentPosts(db: Db, channelId: string): Promise<Post[]> {
  const rows = await db
    .selectFrom('channel_post')
    .selectAll()
    .where('channel_id', '=', channelId)
    .orderBy('posted_at', 'desc')
    .limit(MOST_POSTS)
    .execute()
  return rows.map((row) => ({
    networkId: row.network_id,
    postedAt: row.posted_at,
    kind: row.kind,
    title: row.title,
    url: row.url,
    numbers: row.numbers,
    gaps: row.gaps,
    takenAt: row.taken_at,
  }))
}
