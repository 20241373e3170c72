/** What readers say of the help, and what they looked for in vain. */
import { type Kysely, sql } from 'kysely'
import type { Face, Reaction } from '../domain/help/reaction.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

/** `article` and `query` name their language, too: `domain/help/edition.ts`. */
export type ArticleCount = { article: string; no: number; partly: number; yes: number }
export type Comment = { article: string; face: Face; missing: string; at: Date }
export type MissedSearch = { query: string; times: number; lastAt: Date }

/** A browser has one say on an article: a later one takes the place of the earlier. */
export async function putReaction(
  db: Db,
  {
    article,
    readerHash,
    face,
    missing,
    at,
  }: Reaction & { article: string; readerHash: Uint8Array; at: Date },
): Promise<void> {
  await db
    .insertInto('help_reaction')
    .values({ article, reader_hash: readerHash, face, missing, at })
    .onConflict((conflict) => conflict.columns(['article', 'reader_hash']).doUpdateSet({ face, missing, at }))
    .execute()
}

export async function findReaction(
  db: Db,
  article: string,
  readerHash: Uint8Array,
): Promise<Reaction | null> {
  const row = await db
    .selectFrom('help_reaction')
    .select(['face', 'missing'])
    .where('article', '=', article)
    .where('reader_hash', '=', readerHash)
    .executeTakeFirst()
  return row ?? null
}

export async function countReactionsSince(db: Db, article: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('help_reaction')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('article', '=', article)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function reactionCounts(db: Db): Promise<ArticleCount[]> {
  const { rows } = await sql<ArticleCount>`
    select article,
      (count(*) filter (where face = 'no'))::int as no,
      (count(*) filter (where face = 'partly'))::int as partly,
      (count(*) filter (where face = 'yes'))::int as yes
    from help_reaction group by article order by article`.execute(db)
  return rows
}

export async function latestComments(db: Db, limit: number): Promise<Comment[]> {
  const rows = await db
    .selectFrom('help_reaction')
    .select(['article', 'face', 'missing', 'at'])
    .where('missing', 'is not', null)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
  return rows.flatMap(({ missing, ...row }) => (missing === null ? [] : [{ ...row, missing }]))
}

/** Counts a search, unless more different ones than `atMost` are known already. */
export async function countMissedSearch(db: Db, query: string, at: Date, atMost: number): Promise<void> {
  await sql`
    insert into help_missed_search (query, times, first_at, last_at)
    select ${query}, 1, ${at}, ${at}
    where (select count(*) from help_missed_search) < ${atMost}
      or exists (select 1 from help_missed_search where query = ${query})
    on conflict (query) do update
      set times = help_missed_search.times + 1, last_at = excluded.last_at`.execute(db)
}

export async function missedSearches(db: Db, limit: number): Promise<MissedSearch[]> {
  const rows = await db
    .selectFrom('help_missed_search')
    .select(['query', 'times', 'last_at'])
    .orderBy('times', 'desc')
    .orderBy('last_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ query: row.query, times: row.times, lastAt: row.last_at }))
}

/** Words of readers are kept for a time only; the counts of faces stay. */
export async function forgetWordsBefore(db: Db, before: Date): Promise<void> {
  await db
    .updateTable('help_reaction')
    .set({ missing: null })
    .where('missing', 'is not', null)
    .where('at', '<', before)
    .execute()
  await db.deleteFrom('help_missed_search').where('last_at', '<', before).execute()
}
