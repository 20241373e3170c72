/** Searches creators. Every number comes back only under the condition that its channel is connected and proved now. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Rates } from '../domain/brand/listing.ts'
import { categoryBits } from '../domain/brand/listing.ts'
import {
  numbersMatter,
  type Place,
  type Search,
  type Sort,
  type Wanted,
  wantedOf,
} from '../domain/brand/search.ts'
import { type Stretch, stretchesBetween } from '../domain/brand/terms.ts'
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
  const { search, proofSince, after, limit } = asked
  const wanted = wantedOf(search)
  if (wanted === null) return []
  const verified = after?.value === PAUSED ? [] : await rowsOf(store, verifiedPage(asked, wanted), proofSince)
  const left = limit - verified.length
  if (left <= 0 || search.verifiedOnly || numbersMatter(search)) return verified
  const place = after?.value === PAUSED ? after : null
  const query = pausedPage({ ...asked, after: place, limit: left }, wanted)
  return [...verified, ...(await rowsOf(store, { query, alike: false }, proofSince))]
}

/** How many creators there are, counted no further than `atMost`. */
export async function countChannels(
  store: Reads,
  of: { search: Search; proofSince: Date; atMost: number },
): Promise<number> {
  const verified = await countVerified(store, of)
  const left = of.atMost - verified
  const wanted = wantedOf(of.search)
  if (wanted === null || left <= 0 || of.search.verifiedOnly || numbersMatter(of.search)) return verified
  const { rows } = await sql<{ count: string | number }>`
    select count(*) as count from (${pausedPage({ ...of, after: null, limit: left }, wanted)}) found`.execute(
    store.db,
  )
  return verified + Number(rows[0]?.count ?? 0)
}

/** Whose channel comes first does not matter here, so channels are read until they are of enough creators. */
async function countVerified(
  store: Reads,
  { search, proofSince, atMost }: { search: Search; proofSince: Date; atMost: number },
): Promise<number> {
  const wanted = wantedOf(search)
  if (wanted === null) return 0
  for (let limit = Math.ceil(atMost * 1.5); ; limit *= 4) {
    const rows = await readAlike<{ channels: number; creators: number }>(
      store,
      sql`
        with found as materialized (
          select l.creator_id from ${rowsInAnyOrder(search, wanted, proofSince)} l limit ${sql.lit(limit)}
        )
        select (select count(*) from found)::int as channels,
          (select count(*) from (select from found group by creator_id) as different)::int as creators`,
    )
    const { channels = 0, creators = 0 } = rows[0] ?? {}
    if (creators >= atMost || channels < limit) return Math.min(creators, atMost)
  }
}

function rowsInAnyOrder(search: Search, wanted: readonly Wanted[], proofSince: Date): RawBuilder<unknown> {
  const row = matching('l', search, proofSince)
  return onlyColumns(search)
    ? sql`(select l.creator_id from listing l where l.live and ${inColumns(search)} and ${row})`
    : sql`(
        select l.creator_id from ${stretches(search, wanted, null)}
        cross join lateral (select l.creator_id from listing l where ${inTheStretch} and ${row}) l
      )`
}

/** One name for one text, among all stores of this process. There are as many as this file can write: about twenty. */
const plans = new Map<string, string>()

/**
 * Planning takes longer than reading, and here the plan is the same whatever is asked for: the server keeps it.
 */
async function readAlike<T extends Row>(store: Reads, query: RawBuilder<unknown>): Promise<T[]> {
  const { sql: text, parameters } = query.compile(store.db)
  const name = plans.get(text) ?? `discovery_${plans.size}`
  plans.set(text, name)
  return store.prepared<T>({ name, text, values: parameters.map(asText) })
}

function asText(value: unknown): string | null | (string | null)[] {
  if (Array.isArray(value)) return value.map((one) => (one === null ? null : String(one)))
  return value instanceof Date ? value.toISOString() : String(value)
}

/** The inner query reads until it has enough; here the few rows of a page get what the page shows. */
async function rowsOf(
  store: Reads,
  page: { query: RawBuilder<unknown>; alike: boolean },
  proofSince: Date,
): Promise<FoundChannel[]> {
  type Shown = {
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
  }
  const query = sql<Shown>`
    with page as materialized (${page.query})
    select p.channel_id, c.creator_id, o.handle, o.name, o.bio, o.country::text as country, o.categories, c.network,
      c.handle as channel_handle, c.title, c.proof_at, p.value,
      l.followers, l.growth, l.by_reach, l.by_followers, l.by_views, l.taken_at
    from page p
    join channel c on c.id = p.channel_id
    join creator o on o.id = c.creator_id
    left join listing l on l.channel_id = p.channel_id and ${shownNow('c', proofSince)}
    order by p.value desc, p.channel_id`
  const rows = page.alike ? await readAlike<Shown>(store, query) : (await query.execute(store.db)).rows
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

function verifiedPage(
  asked: Asked,
  wanted: readonly Wanted[],
): { query: RawBuilder<unknown>; alike: boolean } {
  const { search } = asked
  if (onlyColumns(search)) return { query: pageAlongOrder(asked, wanted), alike: true }
  return search.sort === 'followers'
    ? { query: pageByStretches(asked, wanted), alike: true }
    : { query: pageAlongOrder(asked, wanted), alike: false }
}

/** Whatever is asked for stands in the indexes of the orders themselves, which need no other then. */
function onlyColumns(search: Search): boolean {
  return wantedOf(withoutColumns(search))?.length === 0
}

function withoutColumns(search: Search): Search {
  return { ...search, network: null, country: null, category: null }
}

/** Stretch by stretch from the top: the database reads no further than until the page is full. */
function pageByStretches(
  { search, proofSince, after, limit }: Asked,
  wanted: readonly Wanted[],
): RawBuilder<unknown> {
  return sql`
    select l.channel_id, l.followers as value
    from ${stretches(search, wanted, after)}
    cross join lateral (
      select l.channel_id, l.followers from (
        select l.channel_id, l.creator_id, l.followers from listing l
        where ${inTheStretch} and ${matching('l', search, proofSince)} and ${behind('followers', after)}
        order by l.followers desc, l.channel_id
      ) l
      where ${isFirst('followers', search, wanted, proofSince)}
      limit ${sql.lit(limit)}
    ) l
    limit ${sql.lit(limit)}`
}

/**
 * Where many match, the index of the order leads to a page soon; where few do, they are read and sorted. Which is which
 * the database finds out anew each time, unless it need not look anywhere else.
 */
function pageAlongOrder(
  { search, proofSince, after, limit }: Asked,
  wanted: readonly Wanted[],
): RawBuilder<unknown> {
  const order = ORDERS[search.sort](search)
  const l = sql.ref(`l.${order}`)
  return sql`
    select l.channel_id, ${order === 'taken_at' ? sql`extract(epoch from ${l}) * 1000` : l} as value
    from listing l
    where l.live and ${inColumns(search)} and ${has('l', wantedOf(withoutColumns(search)) ?? [])}
      and ${matching('l', search, proofSince)} and ${behind(order, after)}
      and ${isFirst(order, search, wanted, proofSince)}
    order by ${l} desc, l.channel_id
    limit ${sql.lit(limit)}`
}

function pausedPage(
  { search, proofSince, after, limit }: Asked,
  wanted: readonly Wanted[],
): RawBuilder<unknown> {
  // Lost ones, and those that are live and could not be proved for too long.
  const part = (ofIt: RawBuilder<unknown>) => sql`(
    select l.channel_id
    from listing l
    join channel c on c.id = l.channel_id
    join creator o on o.id = l.creator_id
    where ${ofIt} and ${has('l', wanted)} and ${every(ordered('l', search))}
      and o.listed and c.state <> 'off' and not ${shownNow('c', proofSince)}
      ${after === null ? sql`` : sql`and l.channel_id > ${after.channelId}`}
      and not exists (
        select 1 from listing b join channel d on d.id = b.channel_id
        where b.creator_id = l.creator_id and b.channel_id <> l.channel_id and ${has('b', wanted)}
          and ${every(ordered('b', search))}
          and (${shownNow('d', proofSince)} or (d.state <> 'off' and b.channel_id < l.channel_id))
      )
    order by l.channel_id
    limit ${sql.lit(limit)})`
  return sql`
    select channel_id, ${PAUSED}::int as value
    from (${part(sql`not l.live`)} union all ${part(sql`l.live and l.proved_at < ${proofSince}`)}) l
    order by channel_id
    limit ${sql.lit(limit)}`
}

type Alias = 'l' | 'b'

/** As rows, from the top: what to ask the index for, and between which numbers of followers. */
function stretches(search: Search, wanted: readonly Wanted[], after: Place | null): RawBuilder<unknown> {
  const tops = [search.followersTo, after === null ? null : Math.floor(after.value)].filter(
    (top) => top !== null,
  )
  const parts = stretchesBetween(search.followersFrom ?? 0, tops.length === 0 ? null : Math.min(...tops))
  return sql`unnest(
    ${parts.map((part) => queryIn(part, wanted))}::text[],
    ${parts.map(({ from }) => String(from))}::text[]::bigint[],
    ${parts.map(({ below }) => (below === null ? null : String(below)))}::text[]::bigint[]
  ) as stretch (query, since, below)`
}

const inTheStretch = sql`l.live and l.terms @@ stretch.query::tsquery
  and l.followers >= stretch.since and (stretch.below is null or l.followers < stretch.below)`

function queryIn(stretch: Stretch, wanted: readonly Wanted[]): string {
  const all = queryOf(wanted.map((one) => ({ ...one, term: stretch.band + one.term })))
  return stretch.parts.length === 0 ? all : `${all} & (${stretch.parts.map(quoted).join(' | ')})`
}

function queryOf(wanted: readonly Wanted[]): string {
  return wanted.map(({ term, begins }) => `${quoted(term)}${begins ? ':*' : ''}`).join(' & ')
}

/** A term has letters, digits and a few marks, none of which means anything between quotes. */
function quoted(term: string): string {
  return `'${term}'`
}

function has(alias: Alias, wanted: readonly Wanted[]): Condition {
  return wanted.length === 0 ? sql`true` : sql`${sql.ref(`${alias}.terms`)} @@ ${queryOf(wanted)}::tsquery`
}

/** No other channel of the creator stands before it. The few that there are, are found by the creator and asked one by one. */
function isFirst(order: string, search: Search, wanted: readonly Wanted[], proofSince: Date): Condition {
  const [l, b] = [sql.ref(`l.${order}`), sql.ref(`b.${order}`)]
  return sql`not exists (
    select 1 from listing b
    where b.creator_id = l.creator_id and b.channel_id <> l.channel_id and b.live
      and (${b} > ${l} or (${b} = ${l} and b.channel_id < l.channel_id))
      and ${has('b', wanted)} and ${matching('b', search, proofSince)}
    offset 0
  )`
}

/** Comes after the last one of the page before. */
function behind(order: string, after: Place | null): Condition {
  if (after === null) return sql`true`
  const l = sql.ref(`l.${order}`)
  const value = placed(order, after)
  return sql`${l} <= ${value} and (${l} < ${value} or l.channel_id > ${after.channelId})`
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
  if (order === 'taken_at') return sql`to_timestamp(${value}::float8 / 1000)`
  return order === 'followers' ? sql`${Math.floor(value)}::bigint` : sql`${value}::real`
}

/** Connected, and proved lately enough. */
function shownNow(channel: 'c' | 'd', proofSince: Date): RawBuilder<unknown> {
  const of = (column: string) => sql.ref(`${channel}.${column}`)
  return sql`(${of('state')} in ('connected', 'limited') and ${of('proof_at')} >= ${proofSince}) is true`
}

type Condition = RawBuilder<unknown>

/** What was asked for of a row's numbers, and that they may be shown. */
function matching(alias: Alias, search: Search, proofSince: Date): Condition {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  return every([
    provedSince(alias, proofSince),
    ...(search.followersFrom === null ? [] : [sql`${of('followers')} >= ${search.followersFrom}`]),
    ...(search.followersTo === null ? [] : [sql`${of('followers')} <= ${search.followersTo}`]),
    ...(search.engagementFrom === null
      ? []
      : [sql`${of(rateColumn(search.engagementBy))} >= ${search.engagementFrom}`]),
    ...ordered(alias, search),
  ])
}

/** Who has no such number has no place in its order. */
function ordered(alias: Alias, search: Search): Condition[] {
  if (search.sort === 'engagement')
    return [sql`${sql.ref(`${alias}.${rateColumn(search.engagementBy)}`)} is not null`]
  return search.sort === 'growth' ? [sql`${sql.ref(`${alias}.growth`)} is not null`] : []
}

function inColumns(search: Search): Condition {
  const bits = search.category === null ? 0n : categoryBits([search.category])
  return every([
    ...(search.network === null ? [] : [sql`l.network = ${search.network}`]),
    ...(search.country === null ? [] : [sql`l.country = ${search.country}`]),
    // Said as an equation, because the planner takes an inequation for something that is nearly always so.
    ...(bits === 0n ? [] : [sql`l.categories & ${bits.toString()}::bigint = ${bits.toString()}::bigint`]),
  ])
}

function every(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
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
