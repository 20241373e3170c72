/** Searches creators. Every number comes back only under the condition that its channel is connected and proved now. */
import { type Kysely, type Selectable, sql } from 'kysely'
import { categoryBits, type Rates, type ResultCard } from '../domain/brand/listing.ts'
import { numbersMatter, type Place, type Search, type Sort, wantedOf } from '../domain/brand/search.ts'
import {
  hasColumn,
  pairedInBand,
  type Stretch,
  stretchesBetween,
  type Wanted,
} from '../domain/brand/terms.ts'
import { accountName } from '../domain/channel/channel.ts'
import type { Breakdown, Gap, Reading } from '../domain/insight/reading.ts'
import type { Network } from '../domain/network.ts'
import { type Form, type Order, type Reads, rateColumn, read, type Values } from './search-statements.ts'
import { shownNow } from './shown-now.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type FoundChannel = ResultCard & {
  channelId: string
  creatorId: string
  /** Null where they may not be shown now. */
  numbers: FoundNumbers | null
  /** Of those without numbers: when they could be shown last. */
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
  const question = questionOf(asked)
  if (question === null) return []
  const verified = after?.value === PAUSED ? [] : await verifiedChannels(store, { ...question, limit })
  const left = limit - verified.length
  if (left <= 0 || search.verifiedOnly || numbersMatter(search)) return verified
  const paused = { ...question, after: after?.value === PAUSED ? after : null }
  const rows = await read<PausedRow>(store, formOf(paused, { reads: 'paused page', limit }), valuesOf(paused))
  return [...verified, ...rows.slice(0, left).map(pausedChannel)]
}

/** How many creators there are, counted no further than `atMost`. */
export async function countChannels(
  store: Reads,
  { atMost, ...of }: { search: Search; proofSince: Date; atMost: number },
): Promise<number> {
  const question = questionOf({ ...of, after: null })
  if (question === null) return 0
  const verified = await countVerified(store, question, atMost)
  const left = atMost - verified
  if (left <= 0 || of.search.verifiedOnly || numbersMatter(of.search)) return verified
  const form = formOf(question, { reads: 'paused count', limit: atMost })
  const [row] = await read<{ creators: number }>(store, form, valuesOf(question))
  return verified + Math.min(left, row?.creators ?? 0)
}

/** What is asked, and by which terms it is found: all of them, and those that say what no column says. */
type Question = Omit<Asked, 'limit'> & { wanted: readonly Wanted[]; others: readonly Wanted[] }

/** Null where nobody can be found. */
function questionOf(asked: Omit<Asked, 'limit'>): Question | null {
  const { search, proofSince, after } = asked
  const wanted = wantedOf(search)
  if (wanted === null) return null
  return { search, proofSince, after, wanted, others: wanted.filter(({ term }) => !hasColumn(term)) }
}

/**
 * Where an index of an order leads to whom is asked for, it is walked. Terms in the order of followers are found by
 * stretches. Whatever else there is may be in many rows, and then an order leads to a page soon, or in few, which are
 * better read and sorted: which is which the database finds out anew each time.
 */
async function verifiedChannels(
  store: Reads,
  question: Question & { limit: number },
): Promise<FoundChannel[]> {
  const { search, others, after } = question
  const ranked = search.sort === 'followers'
  const once = search.engagementFrom === null && (ranked || others.length === 0)
  const fromTop = after === null && search.followersTo === null
  // In the middle of a list many have a category, and reading past the others is less work than small stretches.
  const columns = fromTop ? standsInColumns(question) : others.length === 0
  const form = formOf(question, {
    reads: 'page',
    by: once && ranked && !columns ? 'stretches' : 'columns',
    planned: once ? 'once' : 'anew',
    limit: question.limit,
  })
  const values = {
    ...valuesOf(question),
    ...(form.by === 'stretches' && { stretches: stretchesOf(question, { parts: true }) }),
  }
  return (await read<FoundRow>(store, form, values)).map(foundChannel)
}

/** Whose channel comes first does not matter here, so channels are read until they are of enough creators. */
async function countVerified(store: Reads, question: Question, atMost: number): Promise<number> {
  // Who has a rate at all is few or many: only the database knows.
  const anew = question.search.engagementFrom !== null
  const columns = anew || standsInColumns(question)
  const how = {
    reads: 'count',
    by: columns ? 'columns' : 'stretches',
    planned: anew ? 'anew' : 'once',
  } as const
  const values = {
    ...valuesOf(question),
    ...(!columns && { stretches: stretchesOf(question, { parts: false }) }),
  }
  for (let limit = Math.ceil(atMost * 1.5); ; limit *= 4) {
    const form = formOf(question, { ...how, limit })
    const [row] = await read<{ channels: number; creators: number }>(store, form, values)
    const { channels = 0, creators = 0 } = row ?? {}
    if (creators >= atMost || channels < limit) return Math.min(creators, atMost)
  }
}

/** A category does as a bit, which no index can begin with. */
function standsInColumns({ search, others }: Question): boolean {
  return others.length === 0 && search.category === null
}

type How = Pick<Form, 'reads' | 'limit'> & Partial<Pick<Form, 'by' | 'planned'>>

function formOf({ search, wanted, others, after }: Question, how: How): Form {
  return {
    reads: how.reads,
    by: how.by ?? 'columns',
    planned: how.planned ?? 'anew',
    order: ORDERS[search.sort](search),
    engagementBy: search.engagementBy,
    terms: wanted.length > 0,
    others: others.length > 0,
    network: search.network !== null,
    country: search.country !== null,
    categories: search.category !== null,
    followersFrom: search.followersFrom !== null,
    followersTo: search.followersTo !== null,
    engagementFrom: search.engagementFrom !== null,
    after: after !== null,
    limit: how.limit,
  }
}

const ORDERS: Record<Sort, (search: Search) => Order> = {
  followers: () => 'followers',
  engagement: ({ engagementBy }) => rateColumn(engagementBy),
  growth: () => 'growth',
  checked: () => 'taken_at',
}

function valuesOf({ search, wanted, others, proofSince, after }: Question): Values {
  const values: Values = {
    terms: queryOf(wanted),
    others: queryOf(others),
    proofSince: proofSince.toISOString(),
  }
  const { network, country, category, followersFrom, followersTo, engagementFrom } = search
  if (network !== null) values.network = network
  if (country !== null) values.country = country
  if (category !== null) values.categories = categoryBits([category]).toString()
  if (followersFrom !== null) values.followersFrom = String(followersFrom)
  if (followersTo !== null) values.followersTo = String(followersTo)
  if (engagementFrom !== null) values.engagementFrom = String(engagementFrom)
  if (after !== null) {
    values.afterFollowers = String(Math.floor(after.value))
    values.afterNumber = String(after.value)
    values.afterSeconds = String(after.value / 1000)
    values.afterChannel = after.channelId
  }
  return values
}

/** What to ask the index for. Whoever counts needs no small beginning. */
function stretchesOf({ search, wanted, after }: Question, how: { parts: boolean }): string {
  const tops = [search.followersTo, after && Math.floor(after.value)].filter((top) => top !== null)
  const top = tops.length === 0 ? null : Math.min(...tops)
  const all = stretchesBetween(search.followersFrom ?? 0, top, how)
  const paired = pairedInBand(wanted)
  return all.map((one) => queryIn(one, paired)).join()
}

function queryIn({ band, parts, without }: Stretch, wanted: readonly Wanted[]): string {
  const all = queryOf(wanted, band)
  if (parts.length > 0) return `${all} & (${parts.map(quoted).join(' | ')})`
  return without.length > 0 ? `${all} & !(${without.map(quoted).join(' | ')})` : all
}

function queryOf(wanted: readonly Wanted[], band = ''): string {
  return wanted.map(({ term, begins }) => quoted(band + term) + (begins ? ':*' : '')).join(' & ')
}

/** A term has letters, digits and a few marks, none of which means anything between quotes. */
function quoted(term: string): string {
  return `'${term}'`
}

type ListingRow = Selectable<Tables['listing']>

/** `value` is what the page is ordered by. */
type FoundRow = Pick<ListingRow, 'card' | 'numbers'> & { value: string | number }

function foundChannel({ card, numbers, value }: FoundRow): FoundChannel {
  return {
    ...card,
    numbers: { ...numbers, takenAt: new Date(numbers.takenAt) },
    lastVerifiedAt: null,
    place: { value: Number(value), channelId: card.channelId },
  }
}

type PausedRow = Pick<ListingRow, 'card'> & { proof_at: Date | null }

function pausedChannel({ card, proof_at }: PausedRow): FoundChannel {
  return {
    ...card,
    numbers: null,
    lastVerifiedAt: proof_at,
    place: { value: PAUSED, channelId: card.channelId },
  }
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
