/** Searches creators. Every number comes back only under the condition that its channel is connected and proved now. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import {
  categoryBits,
  categoryTrait,
  languageTrait,
  type Rates,
  SHARE_STEPS,
  shareTrait,
  type Trait,
} from '../domain/brand/listing.ts'
import { numbersMatter, type Place, type Search, type Sort, searchWords } from '../domain/brand/search.ts'
import { accountName } from '../domain/channel/channel.ts'
import type { Base } from '../domain/insight/engagement.ts'
import type { Breakdown, Gap, Reading } from '../domain/insight/reading.ts'
import type { Network } from '../domain/network.ts'
import type { Row, Store } from './open.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>
type Reads = Pick<Store, 'db' | 'prepared'>

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
export async function findChannels(store: Reads, asked: Asked): Promise<FoundChannel[]> {
  const { search, after, limit } = asked
  const verified = after?.value === PAUSED ? [] : await rowsOf(store, verifiedPage(asked), asked)
  const left = limit - verified.length
  if (left <= 0 || search.verifiedOnly || numbersMatter(search)) return verified
  const place = after?.value === PAUSED ? after : null
  return [...verified, ...(await rowsOf(store, pausedPage({ ...asked, after: place, limit: left }), asked))]
}

/** How many creators there are, counted no further than `atMost`. */
export async function countChannels(
  store: Reads,
  of: { search: Search; proofSince: Date; atMost: number },
): Promise<number> {
  const verified = await countVerified(store, of)
  const left = of.atMost - verified
  if (left <= 0 || of.search.verifiedOnly || numbersMatter(of.search)) return verified
  const { rows } = await sql<{ count: string | number }>`
    select count(*) as count from (${pausedPage({ ...of, after: null, limit: left })}) found`.execute(
    store.db,
  )
  return verified + Number(rows[0]?.count ?? 0)
}

/** Whose channel comes first does not matter here, so channels are read in any order until they are of enough creators. */
async function countVerified(
  store: Reads,
  { search, proofSince, atMost }: { search: Search; proofSince: Date; atMost: number },
): Promise<number> {
  const { from, where } = verifiedRows('l', search, proofSince)
  for (let limit = Math.ceil(atMost * 1.5); ; limit *= 4) {
    const rows = await read<{ channels: number; creators: number }>(
      store,
      search,
      sql`
        with found as materialized (select l.creator_id from ${from} where ${where} limit ${sql.lit(limit)})
        select (select count(*) from found)::int as channels,
          (select count(*) from (select from found group by creator_id) as different)::int as creators`,
    )
    const { channels = 0, creators = 0 } = rows[0] ?? {}
    if (creators >= atMost || channels < limit) return Math.min(creators, atMost)
  }
}

/** One name for one text, among all stores of this process. */
const plans = new Map<string, string>()
/** Every connection keeps them. Whatever is asked so seldom that it comes later is planned each time. */
const MOST_PLANS = 100

/**
 * Planning takes longer than reading where rows are read in the order in which they are wanted: there the plan is the
 * same whatever is asked for, and is kept. Words, rates and a second trait can be rare or common, and another plan is
 * the right one then.
 */
async function read<T extends Row>(store: Reads, search: Search, query: RawBuilder<unknown>): Promise<T[]> {
  const { sql: text, parameters } = query.compile(store.db)
  const plain =
    search.sort === 'followers' &&
    search.text === '' &&
    search.engagementFrom === null &&
    traitsOf(search).length < 2
  if (plain && !plans.has(text) && plans.size < MOST_PLANS) plans.set(text, `discovery_${plans.size}`)
  const name = plain ? plans.get(text) : undefined
  if (name === undefined) return (await sql<T>`${query}`.execute(store.db)).rows
  const values = parameters.map((value) => (value instanceof Date ? value.toISOString() : String(value)))
  return store.prepared<T>({ name, text, values })
}

/** The inner query touches one index until it has enough; here the few rows of a page get what the page shows. */
async function rowsOf(
  store: Reads,
  page: RawBuilder<unknown>,
  { search, proofSince }: Asked,
): Promise<FoundChannel[]> {
  const rows = await read<{
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
  }>(
    store,
    search,
    sql`
    with page as materialized (${page})
    select p.channel_id, c.creator_id, o.handle, o.name, o.bio, o.country::text as country, o.categories, c.network,
      c.handle as channel_handle, c.title, c.proof_at, p.value,
      l.followers, l.growth, l.by_reach, l.by_followers, l.by_views, l.taken_at
    from page p
    join channel c on c.id = p.channel_id
    join creator o on o.id = c.creator_id
    left join listing l on l.channel_id = p.channel_id and ${shownNow('c', proofSince)}
    order by p.value desc, p.channel_id`,
  )
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
  const [mine, others] = [verifiedRows('l', search, proofSince), verifiedRows('b', search, proofSince)]
  const [l, b] = [sql.ref(`l.${order}`), sql.ref(`b.${order}`)]
  return sql`
    select l.channel_id, ${order === 'taken_at' ? sql`extract(epoch from ${l}) * 1000` : l} as value
    from ${mine.from}
    where ${mine.where}
      ${after === null ? sql`` : sql`and ${l} <= ${placed(order, after)} and (${l} < ${placed(order, after)} or l.channel_id > ${after.channelId})`}
      and not exists (
        select 1 from ${others.from}
        where b.creator_id = l.creator_id and b.channel_id <> l.channel_id and ${others.where}
          and (${b} > ${l} or (${b} = ${l} and b.channel_id < l.channel_id))
      )
    order by ${l} desc, l.channel_id
    limit ${sql.lit(limit)}`
}

function pausedPage({ search, proofSince, after, limit }: Asked): RawBuilder<unknown> {
  const language = (listing: Alias) =>
    search.language === null
      ? sql`true`
      : sql`${languageTrait(search.language)} = any(${sql.ref(`${listing}.traits`)})`
  const where = (listing: Alias) =>
    sql`${every([...plainly(listing, search), ...closely(listing, search)])} and ${language(listing)}`
  return sql`
    select l.channel_id, ${PAUSED}::int as value
    from listing l
    join channel c on c.id = l.channel_id
    join creator o on o.id = l.creator_id
    where ${where('l')} and o.listed and c.state <> 'off' and not ${shownNow('c', proofSince)}
      ${after === null ? sql`` : sql`and l.channel_id > ${after.channelId}`}
      and not exists (
        select 1 from listing b join channel d on d.id = b.channel_id
        where b.creator_id = l.creator_id and b.channel_id <> l.channel_id and ${where('b')}
          and (${shownNow('d', proofSince)} or (d.state <> 'off' and b.channel_id < l.channel_id))
      )
    order by l.channel_id
    limit ${sql.lit(limit)}`
}

type Alias = 'l' | 'b'

/**
 * What of `listing` matches and may be shown. Whoever has a trait stands once more in `listing_trait`, in the order of
 * followers and with what is asked for most: there an index alone answers, as it does in `listing`.
 */
function verifiedRows(
  alias: Alias,
  search: Search,
  proofSince: Date,
): { from: RawBuilder<unknown>; where: RawBuilder<unknown> } {
  const traits = traitsOf(search)
  const [first = categoryTraitOf(search)] = traits
  const plain = every([...plainly(alias, search), provedSince(alias, proofSince)])
  const close = (listing: string) => closely(listing, search)
  if (alias === 'b') {
    // Beside a row the few others of its creator are found by the creator, and asked one by one.
    return { from: sql`listing b`, where: every([sql`b.live`, plain, ...close('b'), ...traits.map(has)]) }
  }
  if (first === undefined || ORDERS[search.sort](search) !== 'followers') {
    return {
      from: sql`listing l ${withTraits(traits)}`,
      where: every([sql`l.live`, plain, ...close('l')]),
    }
  }
  // The words and the rates stand in `listing` alone.
  const whole = close('whole')
  return {
    from: sql`(${rowsOfTrait(first, plain)}) l ${withTraits(traits.slice(1))}
      ${whole.length === 0 ? sql`` : sql`join listing whole on whole.channel_id = l.channel_id`}`,
    where: every(whole),
  }
}

function has({ name, step }: Trait): RawBuilder<unknown> {
  return sql`(select t.step from listing_trait t where t.channel_id = b.channel_id and t.name = ${name}) >= ${step}`
}

function withTraits(traits: readonly Trait[]): RawBuilder<unknown> {
  const joins = traits.map(({ name, step }, place) => {
    const [t] = [sql.ref(`t${place}`)]
    const of = (column: string) => sql.ref(`t${place}.${column}`)
    return sql`join listing_trait ${t} on ${of('channel_id')} = l.channel_id and ${of('name')} = ${name} and ${of('step')} >= ${step}`
  })
  return joins.length === 0 ? sql`` : sql.join(joins, sql` `)
}

/** Step by step: each of them is in the order of followers, and the database merges them as far as it reads. */
function rowsOfTrait({ name, step }: Trait, where: RawBuilder<unknown>): RawBuilder<unknown> {
  const steps = step === 0 ? [0] : SHARE_STEPS.filter((one) => one >= step)
  return sql.join(
    steps.map(
      (one) => sql`(
        select * from listing_trait l where name = ${name} and step = ${sql.lit(one)} and ${where}
        order by followers desc, channel_id)`,
    ),
    sql` union all `,
  )
}

/**
 * The row knows of a proof that is at least as old as the channel's last one. Where that is recent enough, nothing else
 * has to be read; where it is not, the channel itself is asked.
 */
function provedSince(alias: Alias, proofSince: Date): RawBuilder<unknown> {
  return sql`(${sql.ref(`${alias}.proved_at`)} >= ${proofSince}
    or (select ${shownNow('c', proofSince)} from channel c where c.id = ${sql.ref(`${alias}.channel_id`)}))`
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

/** Those first that fewer have. */
function traitsOf(search: Search): Trait[] {
  const shares = [
    ['audience', search.audienceCountry],
    ['age', search.audienceAge],
    ['gender', search.audienceGender],
  ] as const
  return [
    ...shares.flatMap(([dimension, share]) =>
      share === null ? [] : [{ name: shareTrait(dimension, share.key), step: share.step }],
    ),
    ...(search.language === null ? [] : [{ name: languageTrait(search.language), step: 0 }]),
  ]
}

/** Which rows of `listing_trait` to read where nothing else is asked for by name: then the category is rare enough. */
function categoryTraitOf({ category, country }: Search): Trait | undefined {
  return category === null ? undefined : { name: categoryTrait(category, country), step: 0 }
}

type Condition = RawBuilder<unknown>

/** What was asked for of what both tables know. */
function plainly(alias: Alias, search: Search): Condition[] {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  const bits = search.category === null ? 0n : categoryBits([search.category])
  return [
    search.network === null ? null : sql`${of('network')} = ${search.network}`,
    search.country === null ? null : sql`${of('country')} = ${search.country}`,
    // Said as an equation, because the planner takes an inequation for something that is nearly always so.
    bits === 0n ? null : sql`${of('categories')} & ${bits.toString()}::bigint = ${bits.toString()}::bigint`,
    search.followersFrom === null ? null : sql`${of('followers')} >= ${search.followersFrom}`,
    search.followersTo === null ? null : sql`${of('followers')} <= ${search.followersTo}`,
  ].filter((condition) => condition !== null)
}

/** What was asked for of what `listing` alone knows. */
function closely(listing: string, search: Search): Condition[] {
  const of = (column: string) => sql.ref(`${listing}.${column}`)
  const words = searchWords(search)
  return [
    search.engagementFrom === null
      ? null
      : sql`${of(rateColumn(search.engagementBy))} >= ${search.engagementFrom}`,
    words.length === 0 ? null : sql`${of('words')} @@ ${wordsQuery(words)}::tsquery`,
    // A text without a letter or a digit is found nowhere, not everywhere.
    words.length === 0 && search.text !== '' ? sql`false` : null,
    // Who has no such number has no place in its order.
    search.sort === 'engagement' ? sql`${of(rateColumn(search.engagementBy))} is not null` : null,
    search.sort === 'growth' ? sql`${of('growth')} is not null` : null,
  ].filter((condition) => condition !== null)
}

function every(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

/**
 * A word has letters and digits only, so nothing in it is an operator. Of the last one, which may still be being
 * typed, its beginning is enough.
 */
const SHORTEST_STEM = 4

function wordsQuery(words: readonly string[]): string {
  return words
    .map((word, place) =>
      word.length > (place === words.length - 1 ? 2 : SHORTEST_STEM - 1) ? `'${word}':*` : `'${word}'`,
    )
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
