/** Who asked for a channel's token and why, by day. Reading a token writes nothing: counts arrive in batches. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type TokenUse = {
  channelId: string
  /** `YYYY-MM-DD` in product time. */
  day: string
  askedBy: string
  purpose: string
  uses: number
  lastAt: Date
}

/** Adds to what is there. Uses of a channel that is gone meanwhile are dropped with it. */
export async function addTokenUses(db: Db, uses: readonly TokenUse[]): Promise<void> {
  if (uses.length === 0) return
  await sql`
    insert into token_use (channel_id, day, asked_by, purpose, uses, last_at)
    select u.channel_id, u.day, u.asked_by, u.purpose, u.uses, u.last_at
    from unnest(
      ${uses.map((use) => use.channelId)}::text[],
      ${uses.map((use) => use.day)}::date[],
      ${uses.map((use) => use.askedBy)}::text[],
      ${uses.map((use) => use.purpose)}::text[],
      ${uses.map((use) => use.uses)}::int[],
      ${uses.map((use) => use.lastAt)}::timestamptz[]
    ) as u (channel_id, day, asked_by, purpose, uses, last_at)
    join channel c on c.id = u.channel_id
    on conflict (channel_id, day, asked_by, purpose) do update
    set uses = token_use.uses + excluded.uses, last_at = greatest(token_use.last_at, excluded.last_at)`.execute(
    db,
  )
}

/** Newest first. */
export async function tokenUsesOf(db: Db, channelId: string, limit: number): Promise<TokenUse[]> {
  const rows = await db
    .selectFrom('token_use')
    .select(['asked_by', 'purpose', 'uses', 'last_at', sql<string>`day::text`.as('day')])
    .where('channel_id', '=', channelId)
    .orderBy('last_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    channelId,
    day: row.day,
    askedBy: row.asked_by,
    purpose: row.purpose,
    uses: row.uses,
    lastAt: row.last_at,
  }))
}

export async function dropTokenUsesBefore(db: Db, day: string): Promise<void> {
  await db.deleteFrom('token_use').where('day', '<', day).execute()
}
