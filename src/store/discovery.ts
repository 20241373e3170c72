/** Searches creators. Every number comes back only under the condition that its channel is connected and proved now. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { categoryBits, type Rates, shareTrait } from '../domain/brand/listing.ts'
import { numbersMatter, type Place, type Search, type Sort, searchWords } from '../domain/brand/search.ts'
import { accountName } from '../domain/channel/channel.ts'
import type { Base } from '../domain/insight/engagement.ts'
import type { Breakdown, Gap, Reading } from '../domain/insight/reading.ts'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type FoundChannel = {
  channelId: string
  creatorId: string
  handle: string
  name: string
  bio: string
  country: string | null
  categories: string[]
  network: Network
  channelName: string
  /** Null where they may not be shown now; then only when they could be shown last is known. */
  numbers: FoundNumbers | null
  lastVerifiedAt: Date | null
  place: Place
}

export type FoundNumbers = {
  followers: number
  growth: number | null
  rates: Rates
  takenAt: Date
}

export type Asked = { search: Search; proofSince: Date; after: Place | null; limit: number }

/** Paused channels stand behind all others, in an order that says nothing about their numbers. */
const PAUSED = -1

/** One page, one row a creator: the channel that comes first by what is ordered by. */
export async function findChannels(db: Db, asked: Asked): Promise<FoundChannel[]> {
  const { search, after, limit } = asked
  const verified = after?.value === PAUSED ? [] : await rowsOf(db, verifiedPage(asked), asked)
  const left = limit - verified.length
  if (left <= 0 || search.verifiedOnly || numbersMatter(search)) return verified
  const place = after?.value === PAUSED ? after : null
  return [...verified, ...(await rowsOf(db, pausedPage({ ...asked, after: place, limit: left }), asked))]
}

/** How many there are, counted no further than `atMost`. */
export async function countChannels(
  db: Db,
  of: { search: Search; proofSince: Date; atMost: number },
): Promise<number> {
  const asked = { ...of, after: null, limit: of.atMost }
  const count = async (page: RawBuilder<unknown>) => {
    const { rows } = await sql<{ count: string | number }>`
      select count(*) as count from (${page}) found`.execute(db)
    return Number(rows[0]?.count ?? 0)
  }
  const verified = await count(verifiedPage(asked))
  const left = of.atMost - verified
  if (left <= 0 || of.search.verifiedOnly || numbersMatter(of.search)) return verified
  return verified + (await count(pausedPage({ ...asked, limit: left })))
}

/** The inner query touches one index until it has enough; here the few rows of a page get what the page shows. */
async function rowsOf(db: Db, page: RawBuilder<unknown>, { proofSince }: Asked): Promise<FoundChannel[]> {
  const { rows } = await sql<{
    channel_id: string
    creator_id: string
    handle: string
    name: string
    bio: string
    country: string | null
    categories: string[]
    network: Network
    channel_handle: string | null
    title: string
    proof_at: Date | null
    followers: string | number | null
    growth: number | null
    by_reach: number | null
    by_followers: number | null
    by_views: number | null
    taken_at: Date | null
    value: string | number
  }>`
    with page as materialized (${page})
    select p.channel_id, c.creator_id, o.handle, o.name, o.bio, o.country::text as country, o.categories, c.network,
      c.handle as channel_handle, c.title, c.proof_at, p.value,
      l.followers, l.growth, l.by_reach, l.by_followers, l.by_views, l.taken_at
    from page p
    join channel c on c.id = p.channel_id
    join creator o on o.id = c.creator_id
    left join listing l on l.channel_id = p.channel_id and ${shownNow('c', proofSince)}
    order by p.value desc, p.channel_id`.execute(db)
  return rows.map((row) => ({
    channelId: row.channel_id,
    creatorId: row.creator_id,
    handle: row.handle,
    name: row.name,
    bio: row.bio,
    country: row.country,
    categories: row.categories,
    network: row.network,
    channelName: accountName({ handle: row.channel_handle, title: row.title }),
    numbers:
      row.taken_at === null
        ? null
        : {
            followers: Number(row.followers),
            growth: row.growth,
            rates: { reach: row.by_reach, followers: row.by_followers, views: row.by_views },
            takenAt: row.taken_at,
          },
    lastVerifiedAt: row.proof_at,
    place: { value: Number(row.value), channelId: row.channel_id },
  }))
}

function verifiedPage({ search, proofSince, after, limit }: Asked): RawBuilder<unknown> {
  const order = ORDERS[search.sort](search)
  const [l, b] = [sql.ref(`l.${order}`), sql.ref(`b.${order}`)]
  return sql`
    select l.channel_id, ${order === 'taken_at' ? sql`extract(epoch from l.taken_at) * 1000` : l} as value
    from listing l join channel c on c.id = l.channel_id
    where ${matches('l', search)} and l.live and ${shownNow('c', proofSince)}
      ${after === null ? sql`` : sql`and ${l} <= ${placed(order, after)} and (${l} < ${placed(order, after)} or l.channel_id > ${after.channelId})`}
      and not exists (
        select 1 from listing b join channel d on d.id = b.channel_id
        where b.creator_id = l.creator_id and b.channel_id <> l.channel_id
          and ${matches('b', search)} and b.live and ${shownNow('d', proofSince)}
          and (${b} > ${l} or (${b} = ${l} and b.channel_id < l.channel_id))
      )
    order by ${l} desc, l.channel_id
    limit ${limit}`
}

function pausedPage({ search, proofSince, after, limit }: Asked): RawBuilder<unknown> {
  return sql`
    select l.channel_id, ${PAUSED}::int as value
    from listing l
    join channel c on c.id = l.channel_id
    join creator o on o.id = l.creator_id
    where ${matches('l', search)} and o.listed and c.state <> 'off' and not ${shownNow('c', proofSince)}
      ${after === null ? sql`` : sql`and l.channel_id > ${after.channelId}`}
      and not exists (
        select 1 from listing b join channel d on d.id = b.channel_id
        where b.creator_id = l.creator_id and b.channel_id <> l.channel_id and ${matches('b', search)}
          and (${shownNow('d', proofSince)} or (d.state <> 'off' and b.channel_id < l.channel_id))
      )
    order by l.channel_id
    limit ${limit}`
}

const ORDERS = {
  followers: () => 'followers',
  engagement: ({ engagementBy }) => rateColumn(engagementBy),
  growth: () => 'growth',
  checked: () => 'taken_at',
} as const satisfies Record<Sort, (search: Search) => string>

const rateColumn = (base: Base) => `by_${base}` as const

function placed(order: string, { value }: Place): RawBuilder<unknown> {
  return order === 'taken_at' ? sql`to_timestamp(${value}::float8 / 1000)` : sql`${value}`
}

/** Connected, and proved lately enough. */
function shownNow(channel: 'c' | 'd', proofSince: Date): RawBuilder<unknown> {
  const of = (column: string) => sql.ref(`${channel}.${column}`)
  return sql`(${of('state')} in ('connected', 'limited') and ${of('proof_at')} >= ${proofSince}) is true`
}

/** What was asked for, but for whether numbers may be shown. */
function matches(listing: 'l' | 'b', search: Search): RawBuilder<unknown> {
  const of = (column: string) => sql.ref(`${listing}.${column}`)
  const words = searchWords(search)
  const shares = [
    ['audience', search.audienceCountry],
    ['age', search.audienceAge],
    ['gender', search.audienceGender],
  ] as const
  const traits = [
    ...(search.language === null ? [] : [`lang:${search.language}`]),
    ...shares.flatMap(([dimension, share]) =>
      share === null ? [] : [shareTrait(dimension, share.key, share.step)],
    ),
  ]
  const bits = search.category === null ? 0n : categoryBits([search.category])
  const all = [
    search.network === null ? null : sql`${of('network')} = ${search.network}`,
    search.country === null ? null : sql`${of('country')} = ${search.country}`,
    bits === 0n ? null : sql`${of('categories')} & ${bits.toString()}::bigint <> 0`,
    search.followersFrom === null ? null : sql`${of('followers')} >= ${search.followersFrom}`,
    search.followersTo === null ? null : sql`${of('followers')} <= ${search.followersTo}`,
    search.engagementFrom === null
      ? null
      : sql`${of(rateColumn(search.engagementBy))} >= ${search.engagementFrom}`,
    traits.length === 0 ? null : sql`${of('traits')} @> ${traits}::text[]`,
    words.length === 0 ? null : sql`${of('words')} @@ ${wordsQuery(words)}::tsquery`,
    // A text without a letter or a digit is found nowhere, not everywhere.
    words.length === 0 && search.text !== '' ? sql`false` : null,
    // Who has no such number has no place in its order.
    search.sort === 'engagement' ? sql`${of(rateColumn(search.engagementBy))} is not null` : null,
    search.sort === 'growth' ? sql`${of('growth')} is not null` : null,
  ].filter((condition) => condition !== null)
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `)
}

/**
 * A word has letters and digits only, so nothing in it is an operator. Of the last one, which may still be being
 * typed, its beginning is enough.
 */
function wordsQuery(words: readonly string[]): string {
  return words
    .map((word, place) => (place === words.length - 1 && word.length > 2 ? `'${word}':*` : `'${word}'`))
    .join(' & ')
}

/** The networks of some creators, by the creator's id. */
export async function networksOf(
  db: Db,
  creatorIds: readonly string[],
  proofSince: Date,
): Promise<Map<string, { network: Network; verified: boolean }[]>> {
  if (creatorIds.length === 0) return new Map()
  const { rows } = await sql<{ creator_id: string; network: Network; verified: boolean }>`
    select c.creator_id, c.network, bool_or(${shownNow('c', proofSince)}) as verified
    from channel c where c.creator_id = any(${[...creatorIds]}) and c.state <> 'off'
    group by c.creator_id, c.network order by c.creator_id, c.network`.execute(db)
  const networks = new Map<string, { network: Network; verified: boolean }[]>()
  for (const { creator_id, network, verified } of rows) {
    const known = networks.get(creator_id)
    if (known === undefined) networks.set(creator_id, [{ network, verified }])
    else known.push({ network, verified })
  }
  return networks
}

export type ComparedChannel = {
  channelId: string
  creatorId: string
  network: Network
  name: string
  url: string | null
  /** Null where they may not be shown now. */
  numbers:
    | (FoundNumbers & {
        readings: readonly Reading[]
        breakdowns: readonly Breakdown[]
        gaps: readonly Gap[]
      })
    | null
  /** Connected and proved; with `numbers` null the first reading is still to come. */
  verified: boolean
  lastVerifiedAt: Date | null
}

/** Everything that brands may see of some creators' channels, in the order in which they were connected. */
export async function comparedChannels(
  db: Db,
  creatorIds: readonly string[],
  proofSince: Date,
): Promise<ComparedChannel[]> {
  if (creatorIds.length === 0) return []
  const { rows } = await sql<{
    id: string
    creator_id: string
    network: Network
    handle: string | null
    title: string
    url: string | null
    proof_at: Date | null
    verified: boolean
    followers: string | number | null
    growth: number | null
    by_reach: number | null
    by_followers: number | null
    by_views: number | null
    taken_at: Date | null
    readings: Reading[] | null
    breakdowns: Breakdown[] | null
    gaps: Gap[] | null
  }>`
    select c.id, c.creator_id, c.network, c.handle, c.title, c.url, c.proof_at, ${shownNow('c', proofSince)} as verified,
      l.followers, l.growth, l.by_reach, l.by_followers, l.by_views, l.taken_at,
      s.readings, case when 'audience' = any(o.hidden_blocks) then '[]' else s.breakdowns end as breakdowns, s.gaps
    from channel c
    join creator o on o.id = c.creator_id
    left join listing l on l.channel_id = c.id and ${shownNow('c', proofSince)}
    left join lateral (
      select readings, breakdowns, gaps from snapshot
      where channel_id = l.channel_id and not afterwards order by day desc limit 1
    ) s on true
    where c.creator_id = any(${[...creatorIds]}::text[]) and c.state <> 'off' and c.forgotten_at is null
    order by c.creator_id, c.created_at, c.id`.execute(db)
  return rows.map((row) => ({
    channelId: row.id,
    creatorId: row.creator_id,
    network: row.network,
    name: accountName(row),
    url: row.url,
    verified: row.verified,
    lastVerifiedAt: row.proof_at,
    numbers:
      row.taken_at === null
        ? null
        : {
            followers: Number(row.followers),
            growth: row.growth,
            rates: { reach: row.by_reach, followers: row.by_followers, views: row.by_views },
            takenAt: row.taken_at,
            readings: row.readings ?? [],
            breakdowns: row.breakdowns ?? [],
            gaps: row.gaps ?? [],
          },
  }))
}
