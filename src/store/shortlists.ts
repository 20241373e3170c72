/** Lists of creators that a company keeps. One that is not shared is seen by whoever made it alone. */
import type { Kysely } from 'kysely'
import type { Base } from '../domain/insight/engagement.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

/** Who asks: nothing of another company, and no private list of a colleague, is ever found. */
export type Reader = { companyId: string; userId: string }

export type Shortlist = {
  id: string
  name: string
  engagementBy: Base
  shared: boolean
  madeBy: string | null
  mine: boolean
}

export async function shortlistsOf(db: Db, reader: Reader): Promise<(Shortlist & { creators: number })[]> {
  const rows = await visible(db, reader)
    .select((eb) =>
      eb
        .selectFrom('shortlist_entry as e')
        .select((count) => count.fn.countAll<string | number>().as('count'))
        .whereRef('e.shortlist_id', '=', 's.id')
        .as('creators'),
    )
    .orderBy('s.made_at', 'desc')
    .orderBy('s.id')
    .execute()
  return rows.map((row) => ({ ...shortlistOf(row, reader), creators: Number(row.creators) }))
}

export async function findShortlist(db: Db, reader: Reader, id: string): Promise<Shortlist | null> {
  const row = await visible(db, reader).where('s.id', '=', id).executeTakeFirst()
  return row === undefined ? null : shortlistOf(row, reader)
}

function visible(db: Db, { companyId, userId }: Reader) {
  return db
    .selectFrom('shortlist as s')
    .leftJoin('user as u', 'u.id', 's.made_by')
    .select(['s.id', 's.name', 's.engagement_by', 's.shared', 's.made_by', 'u.name as by'])
    .where('s.company_id', '=', companyId)
    .where((eb) => eb.or([eb('s.shared', '=', true), eb('s.made_by', '=', userId)]))
}

function shortlistOf(
  row: {
    id: string
    name: string
    engagement_by: Base
    shared: boolean
    made_by: string | null
    by: string | null
  },
  { userId }: Reader,
): Shortlist {
  return {
    id: row.id,
    name: row.name,
    engagementBy: row.engagement_by,
    shared: row.shared,
    madeBy: row.by,
    mine: row.made_by === userId,
  }
}

export async function insertShortlist(
  db: Db,
  one: Reader & { id: string; name: string; at: Date; engagementBy: Base },
): Promise<void> {
  await db
    .insertInto('shortlist')
    .values({
      id: one.id,
      company_id: one.companyId,
      name: one.name,
      engagement_by: one.engagementBy,
      shared: true,
      made_by: one.userId,
      made_at: one.at,
    })
    .execute()
}

export async function updateShortlist(
  db: Db,
  id: string,
  change: { name?: string; engagementBy?: Base; shared?: boolean },
): Promise<void> {
  await db
    .updateTable('shortlist')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.engagementBy === undefined ? {} : { engagement_by: change.engagementBy }),
      ...(change.shared === undefined ? {} : { shared: change.shared }),
    })
    .where('id', '=', id)
    .execute()
}

export async function dropShortlist(db: Db, id: string): Promise<void> {
  await db.deleteFrom('shortlist').where('id', '=', id).execute()
}

export type Entry = {
  creatorId: string
  handle: string
  name: string
  country: string | null
  note: string
}

export async function entriesOf(db: Db, shortlistId: string): Promise<Entry[]> {
  const rows = await db
    .selectFrom('shortlist_entry as e')
    .innerJoin('creator as c', 'c.id', 'e.creator_id')
    .select(['c.id', 'c.handle', 'c.name', 'c.country', 'e.note'])
    .where('e.shortlist_id', '=', shortlistId)
    .orderBy('e.added_at')
    .orderBy('c.id')
    .execute()
  return rows.map(({ id, ...row }) => ({ creatorId: id, ...row }))
}

/** In which of a reader's lists a creator stands. */
export async function listsWith(db: Db, reader: Reader, creatorId: string): Promise<Set<string>> {
  const rows = await visible(db, reader)
    .innerJoin('shortlist_entry as e', 'e.shortlist_id', 's.id')
    .where('e.creator_id', '=', creatorId)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** `full` where the list holds as many as it may. Adding twice is adding once. */
export async function addEntry(
  db: Db,
  one: { shortlistId: string; creatorId: string; userId: string; at: Date; most: number },
): Promise<'added' | 'full'> {
  const { count } = await db
    .selectFrom('shortlist_entry')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('shortlist_id', '=', one.shortlistId)
    .where('creator_id', '<>', one.creatorId)
    .executeTakeFirstOrThrow()
  if (Number(count) >= one.most) return 'full'
  await db
    .insertInto('shortlist_entry')
    .values({
      shortlist_id: one.shortlistId,
      creator_id: one.creatorId,
      added_by: one.userId,
      added_at: one.at,
    })
    .onConflict((conflict) => conflict.columns(['shortlist_id', 'creator_id']).doNothing())
    .execute()
  return 'added'
}

export async function removeEntry(db: Db, one: { shortlistId: string; creatorId: string }): Promise<void> {
  await db
    .deleteFrom('shortlist_entry')
    .where('shortlist_id', '=', one.shortlistId)
    .where('creator_id', '=', one.creatorId)
    .execute()
}

export async function setNote(
  db: Db,
  one: { shortlistId: string; creatorId: string; note: string },
): Promise<void> {
  await db
    .updateTable('shortlist_entry')
    .set({ note: one.note })
    .where('shortlist_id', '=', one.shortlistId)
    .where('creator_id', '=', one.creatorId)
    .execute()
}
