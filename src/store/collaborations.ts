/** Proposals and the collaborations that they become: how they stand, on which terms, with which channels. */
import { type Kysely, type Selectable, sql } from 'kysely'
import { type Move, ruleOf, type Side, type State } from '../domain/collaboration/moves.ts'
import type { Stored } from '../domain/collaboration/standing.ts'
import type { GivenTerms, Terms } from '../domain/collaboration/terms.ts'
import { tell } from './live.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Collaboration = Stored & {
  id: string
  company: { id: string; name: string }
  creator: { id: string; name: string; handle: string }
  /** Which terms are on the table; 0 for a draft. */
  version: number
  draft: GivenTerms | null
  createdAt: Date
  endedAt: Date | null
  lastAt: Date
  read: Record<Side, number>
}

export type Version = {
  version: number
  side: Side
  author: string | null
  madeAt: Date
  terms: Terms
}

export async function findCollaboration(db: Db, id: string): Promise<Collaboration | null> {
  const row = await rows(db).where('k.id', '=', id).executeTakeFirst()
  return row === undefined ? null : collaborationOf(row)
}

export type Summary = Collaboration & {
  terms: Terms | null
  /** What the other side wrote and this one has not had before its eyes. */
  unread: number
  last: { side: Side; body: string } | null
}

const LONGEST_LIST = 200

/** Newest first. A creator never meets a draft. */
export async function collaborationsOf(db: Db, of: { side: Side; partyId: string }): Promise<Summary[]> {
  const { side, partyId } = of
  const party = side === 'brand' ? 'k.company_id' : 'k.creator_id'
  const read = side === 'brand' ? sql.ref('k.brand_read') : sql.ref('k.creator_read')
  const found = await rows(db)
    .leftJoin('collaboration_terms as t', (join) =>
      join.onRef('t.collaboration_id', '=', 'k.id').onRef('t.version', '=', 'k.version'),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('collaboration_message as m')
          .select(['m.side as last_side', 'm.body as last_body'])
          .whereRef('m.collaboration_id', '=', 'k.id')
          .orderBy('m.id', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .select([
      't.title',
      't.brief',
      't.deliverables',
      't.amount',
      't.currency',
      sql<string | null>`t.starts_on::text`.as('terms_start'),
      sql<string | null>`t.ends_on::text`.as('terms_end'),
      't.channel_ids',
      'newest.last_side',
      'newest.last_body',
      sql<string | number>`(
        select count(*) from collaboration_message u
        where u.collaboration_id = k.id and u.side <> ${side} and u.id > ${read}
      )`.as('unread'),
    ])
    .where(party, '=', partyId)
    .$if(side === 'creator', (query) => query.where('k.state', '<>', 'draft'))
    .orderBy('k.last_at', 'desc')
    .orderBy('k.id')
    .limit(LONGEST_LIST)
    .execute()
  return found.map((row) => ({
    ...collaborationOf(row),
    terms:
      row.title === null ||
      row.brief === null ||
      row.deliverables === null ||
      row.amount === null ||
      row.currency === null ||
      row.terms_start === null ||
      row.terms_end === null ||
      row.channel_ids === null
        ? null
        : {
            title: row.title,
            brief: row.brief,
            deliverables: row.deliverables,
            budget: { amount: Number(row.amount), currency: row.currency },
            startsOn: row.terms_start,
            endsOn: row.terms_end,
            channelIds: row.channel_ids,
          },
    unread: Number(row.unread),
    last:
      row.last_side === null || row.last_body === null ? null : { side: row.last_side, body: row.last_body },
  }))
}

/** How many wait for this side: for an answer, or with words that it has not read. */
export async function waitingFor(db: Db, of: { side: Side; partyId: string }, now: Date): Promise<number> {
  const { side, partyId } = of
  const party = sql.ref(side === 'brand' ? 'company_id' : 'creator_id')
  const read = sql.ref(side === 'brand' ? 'brand_read' : 'creator_read')
  const turn = side === 'brand' ? sql`k.state in ('countered', 'delivered')` : sql`k.state = 'sent'`
  const { rows } = await sql<{ count: string | number }>`
    select count(*) as count from collaboration k
    where k.${party} = ${partyId} and k.state <> 'draft' and ${CREATOR_IS_THERE} and (
      (${turn} and (k.expires_at is null or k.expires_at > ${now})) or exists (
        select from collaboration_message m
        where m.collaboration_id = k.id and m.side <> ${side} and m.id > k.${read}
      )
    )`.execute(db)
  return Number(rows[0]?.count ?? 0)
}

export async function insertDraft(
  db: Db,
  one: { id: string; companyId: string; creatorId: string; draft: GivenTerms; userId: string; at: Date },
): Promise<void> {
  await db
    .insertInto('collaboration')
    .values({
      id: one.id,
      company_id: one.companyId,
      creator_id: one.creatorId,
      state: 'draft',
      draft: JSON.stringify(one.draft),
      created_by: one.userId,
      created_at: one.at,
      last_at: one.at,
    })
    .execute()
}

export async function saveDraft(db: Db, one: { id: string; draft: GivenTerms; at: Date }): Promise<boolean> {
  const done = await db
    .updateTable('collaboration')
    .set({ draft: JSON.stringify(one.draft), last_at: one.at })
    .where('id', '=', one.id)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export async function dropDraft(db: Db, id: string): Promise<boolean> {
  const done = await db
    .deleteFrom('collaboration')
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return done.numDeletedRows > 0n
}

export async function draftsBetween(db: Db, of: { companyId: string; creatorId: string }): Promise<string[]> {
  const found = await db
    .selectFrom('collaboration')
    .select('id')
    .where('company_id', '=', of.companyId)
    .where('creator_id', '=', of.creatorId)
    .where('state', '=', 'draft')
    .orderBy('last_at', 'desc')
    .execute()
  return found.map(({ id }) => id)
}

/** Proposals of a company that wait for an answer of anybody, and of one creator: against floods. */
export async function openCounts(
  db: Db,
  of: { companyId: string; creatorId: string },
): Promise<{ all: number; withCreator: number }> {
  const { rows } = await sql<{ all: string | number; here: string | number }>`
    select count(*) as all, count(*) filter (where creator_id = ${of.creatorId}) as here
    from collaboration where company_id = ${of.companyId} and state in ('sent', 'countered')`.execute(db)
  return { all: Number(rows[0]?.all ?? 0), withCreator: Number(rows[0]?.here ?? 0) }
}

/**
 * One move, as the table of moves has it. False where it is not legal any more: somebody moved it meanwhile, other
 * terms are on the table than those of `version`, or their time is over.
 */
export async function moveCollaboration(
  db: Db,
  one: {
    id: string
    move: Move
    version: number
    now: Date
    /** New terms wait for an answer until then. */
    expiresAt: Date | null
    startsOn: string | null
    newVersion: number
  },
): Promise<boolean> {
  const { from, to } = ruleOf(one.move)
  const ends = ['completed', 'declined', 'withdrawn', 'expired', 'cancelled'].includes(to)
  const inTime =
    one.move === 'expire'
      ? sql<boolean>`expires_at <= ${one.now}`
      : sql<boolean>`(expires_at is null or expires_at > ${one.now})`
  const done = await db
    .updateTable('collaboration')
    .set({
      state: to,
      version: one.newVersion,
      draft: null,
      expires_at: one.expiresAt,
      starts_on: one.startsOn,
      ended_at: ends ? one.now : null,
      last_at: one.now,
    })
    .where('id', '=', one.id)
    .where('version', '=', one.version)
    .where('state', 'in', [...from])
    .where(inTime)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export async function insertTerms(
  db: Db,
  one: { collaborationId: string; version: number; side: Side; authorId: string; at: Date; terms: Terms },
): Promise<void> {
  const { terms } = one
  await db
    .insertInto('collaboration_terms')
    .values({
      collaboration_id: one.collaborationId,
      version: one.version,
      side: one.side,
      author_id: one.authorId,
      made_at: one.at,
      title: terms.title,
      brief: terms.brief,
      deliverables: JSON.stringify(terms.deliverables),
      amount: terms.budget.amount,
      currency: terms.budget.currency,
      starts_on: terms.startsOn,
      ends_on: terms.endsOn,
      channel_ids: terms.channelIds,
    })
    .execute()
}

/** Oldest first. */
export async function versionsOf(db: Db, collaborationId: string): Promise<Version[]> {
  const found = await db
    .selectFrom('collaboration_terms as t')
    .leftJoin('user as u', 'u.id', 't.author_id')
    .selectAll('t')
    .select([
      'u.name as author',
      sql<string>`t.starts_on::text`.as('start_day'),
      sql<string>`t.ends_on::text`.as('end_day'),
    ])
    .where('t.collaboration_id', '=', collaborationId)
    .orderBy('t.version')
    .execute()
  return found.map((row) => ({
    version: row.version,
    side: row.side,
    author: row.author,
    madeAt: row.made_at,
    terms: {
      title: row.title,
      brief: row.brief,
      deliverables: row.deliverables,
      budget: { amount: Number(row.amount), currency: row.currency },
      startsOn: row.start_day,
      endsOn: row.end_day,
      channelIds: row.channel_ids,
    },
  }))
}

/** From the moment of agreement on, these channels are the business of both. */
export async function agreeOnChannels(
  db: Db,
  collaborationId: string,
  channelIds: readonly string[],
): Promise<void> {
  if (channelIds.length === 0) return
  await db
    .insertInto('collaboration_channel')
    .values(channelIds.map((id) => ({ collaboration_id: collaborationId, channel_id: id })))
    .onConflict((conflict) => conflict.columns(['collaboration_id', 'channel_id']).doNothing())
    .execute()
}

/** Both sides hear that something of it changed. A creator hears nothing of a draft. */
export function tellOf(db: Db, one: Collaboration, whom: 'both' | Side = 'both'): Promise<void> {
  return tell(db, {
    for: [
      ...(whom === 'creator' ? [] : [`company:${one.company.id}` as const]),
      ...(whom === 'brand' ? [] : [`creator:${one.creator.id}` as const]),
    ],
    topic: `collaboration:${one.id}`,
  })
}

/** One that is on its way out takes part in nothing. */
const CREATOR_IS_THERE = sql`exists (select from creator c where c.id = k.creator_id)`

/** Due by themselves at product time `now`: terms whose time is over, agreed work whose first day has come. */
export async function dueByTime(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ id: string; version: number; move: Extract<Move, 'expire' | 'start'> }[]> {
  const { rows } = await sql<{ id: string; version: number; state: State }>`
    select id, version, state from collaboration k
    where (expires_at <= ${now}
        or (state = 'accepted' and starts_on <= (${now}::timestamptz at time zone 'UTC')::date))
      and ${CREATOR_IS_THERE}
    order by id limit ${limit}`.execute(db)
  return rows.map(({ id, version, state }) => ({
    id,
    version,
    move: state === 'accepted' ? 'start' : 'expire',
  }))
}

/** The next moment at which `dueByTime` finds something. */
export async function nextDueAt(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select least(
      (select min(expires_at) from collaboration k where expires_at is not null and ${CREATOR_IS_THERE}),
      (select min(starts_on)::timestamp at time zone 'UTC' from collaboration k
        where state = 'accepted' and ${CREATOR_IS_THERE})
    ) as at`.execute(db)
  return rows[0]?.at ?? null
}

function rows(db: Db) {
  return db
    .selectFrom('collaboration as k')
    .innerJoin('company as b', 'b.id', 'k.company_id')
    .innerJoin('creator as c', 'c.id', 'k.creator_id')
    .select([
      'k.id',
      'k.company_id',
      'k.creator_id',
      'k.state',
      'k.version',
      'k.draft',
      'k.created_at',
      'k.expires_at',
      sql<string | null>`k.starts_on::text`.as('starts_on'),
      'k.ended_at',
      'k.last_at',
      'k.brand_read',
      'k.creator_read',
      'b.name as company_name',
      'c.name as creator_name',
      'c.handle',
    ])
}

type Row = Omit<Selectable<Tables['collaboration']>, 'created_by'> & {
  company_name: string
  creator_name: string
  handle: string
}

function collaborationOf(row: Row): Collaboration {
  return {
    id: row.id,
    company: { id: row.company_id, name: row.company_name },
    creator: { id: row.creator_id, name: row.creator_name, handle: row.handle },
    state: row.state,
    version: row.version,
    draft: row.draft,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    startsOn: row.starts_on,
    endedAt: row.ended_at,
    lastAt: row.last_at,
    read: { brand: Number(row.brand_read), creator: Number(row.creator_read) },
  }
}
