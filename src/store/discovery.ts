/** Searches creators. Every number comes back only under the condition that its channel is connected and proved now. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { categoryBits, type Rates } from '../domain/brand/listing.ts'
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

/** What is asked, as every part of a query needs it. */
type Question = { search: Search; wanted: readonly Wanted[]; proofSince: Date; given: Given }

/** How a value stands in the query. */
type Given = (
  value: unknown,
  type: 'text' | 'bigint' | 'real' | 'float8' | 'timestamptz' | 'tsquery',
) => RawBuilder<unknown>

/** The planner sees the value, and plans anew for each. */
const seen: Given = (value, type) => sql`${value}::${sql.raw(type)}`
/** The planner plans once for all values. Where it saw them, it would think it could do better each time. */
const unseen: Given = (value, type) => sql`(select ${value}::${sql.raw(type)})`

/** One page, one row a creator: the channel that comes first by what is ordered by. */
export async function findChannels(store: Reads, asked: Asked): Promise<FoundChannel[]> {
  const { search, proofSince, after, limit } = asked
  const wanted = wantedOf(search)
  if (wanted === null) return []
  const verified = after?.value === PAUSED ? [] : await verifiedChannels(store, { ...asked, wanted })
  const left = limit - verified.length
  if (left <= 0 || search.verifiedOnly || numbersMatter(search)) return verified
  const question = { search, wanted, proofSince, given: seen }
  const page = pausedPage(question, { after: after?.value === PAUSED ? after : null, limit: left })
  const { rows } = await found(page, question).execute(store.db)
  return [...verified, ...rows.map(foundChannel)]
}

/** How many creators there are, counted no further than `atMost`. */
export async function countChannels(
  store: Reads,
  of: { search: Search; proofSince: Date; atMost: number },
): Promise<number> {
  const wanted = wantedOf(of.search)
  if (wanted === null) return 0
  const verified = await countVerified(store, { ...of, wanted })
  const left = of.atMost - verified
  if (left <= 0 || of.search.verifiedOnly || numbersMatter(of.search)) return verified
  const page = pausedPage({ ...of, wanted, given: seen }, { after: null, limit: left })
  const { rows } = await sql<{ count: string | number }>`
    select count(*) as count from (${page}) found`.execute(store.db)
  return verified + Number(rows[0]?.count ?? 0)
}

/** Whose channel comes first does not matter here, so channels are read until they are of enough creators. */
async function countVerified(
  store: Reads,
  of: { search: Search; wanted: readonly Wanted[]; proofSince: Date; atMost: number },
): Promise<number> {
  const { search, atMost } = of
  const others = wantedOf({ ...search, network: null, country: null }) ?? []
  // Who has a rate at all is few or many: only the database knows.
  const planned = search.engagementFrom !== null
  const question = { ...of, given: planned ? seen : unseen }
  const rows = planned || others.length === 0 ? rowsByColumns(question) : rowsByStretches(question)
  for (let limit = Math.ceil(atMost * 1.5); ; limit *= 4) {
    const query = sql<{ channels: number; creators: number }>`
      with found as materialized (select l.creator_id from (${rows}) l limit ${sql.lit(limit)})
      select (select count(*) from found)::int as channels,
        (select count(*) from (select from found group by creator_id) as different)::int as creators`
    const [row] = planned ? (await query.execute(store.db)).rows : await readAlike(store, query)
    const { channels = 0, creators = 0 } = row ?? {}
    if (creators >= atMost || channels < limit) return Math.min(creators, atMost)
  }
}

function rowsByColumns(question: Question): RawBuilder<unknown> {
  return sql`
    select l.creator_id from listing l
    where l.live and ${inColumns(question)} and ${hasOthers(question)} and ${matching('l', question)}`
}

function rowsByStretches(question: Question): RawBuilder<unknown> {
  return sql`
    select l.creator_id from ${stretches(question, { after: null, ranked: false })}
    cross join lateral (select l.creator_id from listing l where ${inTheStretch} and ${shownWithRates('l', question)}) l`
}

/** One name for one text, among all stores of this process. */
const plans = new Map<string, string>()
/** Every connection keeps them. Whatever is asked so seldom that it comes later is planned each time. */
const MOST_PLANS = 100

/**
 * Planning takes longer than reading, and here the plan is the same whatever is asked for: the server keeps it.
 */
async function readAlike<T extends Row>(store: Reads, query: RawBuilder<T>): Promise<T[]> {
  const { sql: text, parameters } = query.compile(store.db)
  if (!plans.has(text) && plans.size < MOST_PLANS) plans.set(text, `discovery_${plans.size}`)
  const name = plans.get(text)
  if (name === undefined) return (await query.execute(store.db)).rows
  return store.prepared<T>({ name, text, values: parameters.map(asText) })
}

function asText(value: unknown): string | null | (string | null)[] {
  if (Array.isArray(value)) return value.map((one) => (one === null ? null : String(one)))
  return value instanceof Date ? value.toISOString() : String(value)
}

type FoundRow = {
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

/** The inner query reads until it has enough; here the few rows of a page get what the page shows. */
function found(page: RawBuilder<unknown>, question: Question): RawBuilder<FoundRow> {
  return sql<FoundRow>`
    with page as materialized (${page})
    select p.channel_id, c.creator_id, o.handle, o.name, o.bio, o.country::text as country, o.categories, c.network,
      c.handle as channel_handle, c.title, c.proof_at, p.value,
      l.followers, l.growth, l.by_reach, l.by_followers, l.by_views, l.taken_at
    from page p
    join channel c on c.id = p.channel_id
    join creator o on o.id = c.creator_id
    left join listing l on l.channel_id = p.channel_id and ${shownNow('c', question)}
    order by p.value desc, p.channel_id`
}

function foundChannel(row: FoundRow): FoundChannel {
  return {
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
  }
}

type Part = { after: Place | null; limit: number }

/**
 * Where the index of an order knows all that is asked for, it leads to the page. Terms in the order of followers are
 * found by stretches. Whatever else there is may be in many rows, and then an order leads to a page soon, or in few,
 * which are better read and sorted: which is which the database finds out anew each time.
 */
async function verifiedChannels(
  store: Reads,
  { search, wanted, proofSince, after, limit }: Asked & { wanted: readonly Wanted[] },
): Promise<FoundChannel[]> {
  const question = { search, wanted, proofSince }
  const columns = wantedOf(withoutColumns(search))?.length === 0
  const alike = search.engagementFrom === null && (columns || search.sort === 'followers')
  if (!alike) {
    const planned = { ...question, given: seen }
    const query = found(pageAlongOrder(planned, { after, limit }), planned)
    return (await query.execute(store.db)).rows.map(foundChannel)
  }
  const once = { ...question, given: unseen }
  const page = columns ? pageAlongOrder(once, { after, limit }) : pageByStretches(once, { after, limit })
  return (await readAlike(store, found(page, once))).map(foundChannel)
}

function withoutColumns(search: Search): Search {
  return { ...search, network: null, country: null, category: null }
}

/** Stretch by stretch from the top: the database reads no further than until the page is full. */
function pageByStretches(question: Question, { after, limit }: Part): RawBuilder<unknown> {
  return sql`
    select l.channel_id, l.followers as value
    from ${stretches(question, { after, ranked: true })}
    cross join lateral (
      select l.channel_id, l.followers from (
        select l.channel_id, l.creator_id, l.followers from listing l
        where ${inTheStretch} and ${shownWithRates('l', question)} and ${behind('followers', after, question)}
        order by l.followers desc, l.channel_id
      ) l
      where ${isFirst('followers', question)}
      limit ${sql.lit(limit)}
    ) l
    limit ${sql.lit(limit)}`
}

function pageAlongOrder(question: Question, { after, limit }: Part): RawBuilder<unknown> {
  const { search } = question
  const order = ORDERS[search.sort](search)
  const l = sql.ref(`l.${order}`)
  return sql`
    select l.channel_id, ${order === 'taken_at' ? sql`extract(epoch from ${l}) * 1000` : l} as value
    from listing l
    where l.live and ${inColumns(question)} and ${hasOthers(question)} and ${matching('l', question)}
      and ${behind(order, after, question)} and ${isFirst(order, question)}
    order by ${l} desc, l.channel_id
    limit ${sql.lit(limit)}`
}

function pausedPage(question: Question, { after, limit }: Part): RawBuilder<unknown> {
  const { search, proofSince } = question
  // Lost ones, and those that are live and could not be proved for too long.
  const part = (ofIt: RawBuilder<unknown>) => sql`(
    select l.channel_id
    from listing l
    join channel c on c.id = l.channel_id
    join creator o on o.id = l.creator_id
    where ${ofIt} and ${has('l', question)} and ${every(ordered('l', search))}
      and o.listed and c.state <> 'off' and not ${shownNow('c', question)}
      ${after === null ? sql`` : sql`and l.channel_id > ${after.channelId}`}
      and not exists (
        select 1 from listing b join channel d on d.id = b.channel_id
        where b.creator_id = l.creator_id and b.channel_id <> l.channel_id and ${has('b', question)}
          and ${every(ordered('b', search))}
          and (${shownNow('d', question)} or (d.state <> 'off' and b.channel_id < l.channel_id))
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

/**
 * As rows: what to ask the index for, and between which numbers of followers. Ranked from the top; otherwise from the
 * bottom, since the first band may be cut, and most that is read of it be read in vain.
 */
function stretches(
  { search, wanted }: Question,
  { after, ranked }: { after: Place | null; ranked: boolean },
): RawBuilder<unknown> {
  const tops = [search.followersTo, after === null ? null : Math.floor(after.value)].filter(
    (top) => top !== null,
  )
  const top = tops.length === 0 ? null : Math.min(...tops)
  const down = stretchesBetween(search.followersFrom ?? 0, top, { parts: ranked })
  const all = ranked ? down : down.toReversed()
  return sql`unnest(
    ${all.map((one) => queryIn(one, wanted))}::text[],
    ${all.map(({ from }) => String(from))}::text[]::bigint[],
    ${all.map(({ below }) => (below === null ? null : String(below)))}::text[]::bigint[]
  ) as stretch (query, since, below)`
}

/** Written so that no index of followers is taken for it: the terms lead to fewer rows. */
const inTheStretch = sql`l.live and l.terms @@ stretch.query::tsquery
  and l.followers + 0 >= stretch.since and (stretch.below is null or l.followers + 0 < stretch.below)`

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

function has(alias: Alias, { wanted, given }: Question): Condition {
  return wanted.length === 0
    ? sql`true`
    : sql`${sql.ref(`${alias}.terms`)} @@ ${given(queryOf(wanted), 'tsquery')}`
}

/** Beside what stands in columns of the row. */
function hasOthers(question: Question): Condition {
  return has('l', { ...question, wanted: wantedOf(withoutColumns(question.search)) ?? [] })
}

/** No other channel of the creator stands before it. The few that there are, are found by the creator and asked one by one. */
function isFirst(order: string, question: Question): Condition {
  const [l, b] = [sql.ref(`l.${order}`), sql.ref(`b.${order}`)]
  return sql`not exists (
    select 1 from listing b
    where b.creator_id = l.creator_id and b.channel_id <> l.channel_id and b.live
      and (${b} > ${l} or (${b} = ${l} and b.channel_id < l.channel_id))
      and ${has('b', question)} and ${matching('b', question)}
    offset 0
  )`
}

/** Comes after the last one of the page before. */
function behind(order: string, after: Place | null, { given }: Question): Condition {
  if (after === null) return sql`true`
  const l = sql.ref(`l.${order}`)
  const value = placed(order, after, given)
  return sql`${l} <= ${value} and (${l} < ${value} or l.channel_id > ${given(after.channelId, 'text')})`
}

/**
 * The row knows of a proof that is at least as old as the channel's last one. Where that is recent enough, nothing else
 * has to be read; where it is not, the channel itself is asked.
 */
function provedSince(alias: Alias, question: Question): Condition {
  return sql`(${sql.ref(`${alias}.proved_at`)} >= ${question.given(question.proofSince, 'timestamptz')}
    or (select ${shownNow('c', question)} from channel c where c.id = ${sql.ref(`${alias}.channel_id`)}))`
}

const ORDERS = {
  followers: () => 'followers',
  engagement: ({ engagementBy }) => rateColumn(engagementBy),
  growth: () => 'growth',
  checked: () => 'taken_at',
} as const satisfies Record<Sort, (search: Search) => string>

const rateColumn = (base: Base) => `by_${base}` as const

function placed(order: string, { value }: Place, given: Given): RawBuilder<unknown> {
  if (order === 'taken_at') return sql`to_timestamp(${given(value, 'float8')} / 1000)`
  return order === 'followers' ? given(Math.floor(value), 'bigint') : given(value, 'real')
}

/** Connected, and proved lately enough. */
function shownNow(
  channel: 'c' | 'd',
  { proofSince, given }: Pick<Question, 'proofSince' | 'given'>,
): Condition {
  const of = (column: string) => sql.ref(`${channel}.${column}`)
  const since = given(proofSince, 'timestamptz')
  return sql`(${of('state')} in ('connected', 'limited') and ${of('proof_at')} >= ${since}) is true`
}

type Condition = RawBuilder<unknown>

/** What was asked for of a row's numbers, and that they may be shown. */
function matching(alias: Alias, question: Question): Condition {
  const { search, given } = question
  const followers = sql.ref(`${alias}.followers`)
  const { followersFrom, followersTo } = search
  return every([
    shownWithRates(alias, question),
    ...(followersFrom === null ? [] : [sql`${followers} >= ${given(followersFrom, 'bigint')}`]),
    ...(followersTo === null ? [] : [sql`${followers} <= ${given(followersTo, 'bigint')}`]),
  ])
}

/** The same without followers, where a stretch says between which. */
function shownWithRates(alias: Alias, question: Question): Condition {
  const { engagementFrom, engagementBy } = question.search
  const rate = sql.ref(`${alias}.${rateColumn(engagementBy)}`)
  return every([
    provedSince(alias, question),
    ...(engagementFrom === null ? [] : [sql`${rate} >= ${question.given(engagementFrom, 'real')}`]),
    ...ordered(alias, question.search),
  ])
}

/** Who has no such number has no place in its order. */
function ordered(alias: Alias, search: Search): Condition[] {
  if (search.sort === 'engagement')
    return [sql`${sql.ref(`${alias}.${rateColumn(search.engagementBy)}`)} is not null`]
  return search.sort === 'growth' ? [sql`${sql.ref(`${alias}.growth`)} is not null`] : []
}

function inColumns({ search: { network, country, category }, given }: Question): Condition {
  const bits = category === null ? null : given(categoryBits([category]).toString(), 'bigint')
  return every([
    ...(network === null ? [] : [sql`l.network = ${given(network, 'text')}`]),
    ...(country === null ? [] : [sql`l.country = ${given(country, 'text')}`]),
    // Said as an equation, because the planner takes an inequation for something that is nearly always so.
    ...(bits === null ? [] : [sql`l.categories & ${bits} = ${bits}`]),
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
    select c.creator_id, c.network, bool_or(${shownNow('c', { proofSince, given: seen })}) as verified
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
    select c.id, c.creator_id, c.network, c.handle, c.title, c.url, c.proof_at, ${shownNow('c', { proofSince, given: seen })} as verified,
      l.followers, l.growth, l.by_reach, l.by_followers, l.by_views, l.taken_at,
      s.readings, case when 'audience' = any(o.hidden_blocks) then '[]' else s.breakdowns end as breakdowns, s.gaps
    from channel c
    join creator o on o.id = c.creator_id
    left join listing l on l.channel_id = c.id and ${shownNow('c', { proofSince, given: seen })}
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
