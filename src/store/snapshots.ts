/** Daily numbers. The statement that shows them, in `profile-page.ts`, holds the condition under which it may. */
import { type Kysely, sql } from 'kysely'
import type { Breakdown, Gap, Reading } from '../domain/insight/reading.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type SnapshotRow = {
  channelId: string
  /** `YYYY-MM-DD` */
  day: string
  takenAt: Date
  readings: readonly Reading[]
  breakdowns: readonly Breakdown[]
  gaps: readonly Gap[]
}

/**
 * One row a channel and day, however many come at once. A later reading of the same day replaces it; what is asked for
 * `afterwards` never does, because it holds less than a reading of the day itself.
 */
export async function putSnapshots(
  db: Db,
  rows: readonly SnapshotRow[],
  when: 'on_the_day' | 'afterwards',
): Promise<void> {
  if (rows.length === 0) return
  const afterwards = when === 'afterwards'
  const onConflict = afterwards
    ? sql`do nothing`
    : sql`do update set taken_at = excluded.taken_at, readings = excluded.readings,
        breakdowns = excluded.breakdowns, gaps = excluded.gaps, afterwards = excluded.afterwards`
  // A column a text, a row a line: nothing of it has a line end in it, JSON neither. A list would be quoted here, quote by
  // quote, and taken apart there once more.
  const lines = (of: (row: SnapshotRow) => string) => sql`string_to_table(${rows.map(of).join('\n')}, e'\\n')`
  await sql`
    insert into snapshot (channel_id, day, taken_at, readings, breakdowns, gaps, afterwards)
    select channel_id, day::date, taken_at::timestamptz, readings::jsonb, breakdowns::jsonb, gaps::jsonb, ${afterwards}
    from rows from (
      ${lines((row) => row.channelId)}, ${lines((row) => row.day)}, ${lines((row) => row.takenAt.toISOString())},
      ${lines((row) => JSON.stringify(row.readings))}, ${lines((row) => JSON.stringify(row.breakdowns))},
      ${lines((row) => JSON.stringify(row.gaps))}
    ) as given (channel_id, day, taken_at, readings, breakdowns, gaps)
    on conflict (channel_id, day) ${onConflict}`.execute(db)
}

/** What was read of a channel up to a moment: its numbers, its posts, and what kits said of it. */
export async function eraseSnapshotsUntil(db: Db, channelId: string, until: Date): Promise<void> {
  const ofIt = (table: 'snapshot' | 'channel_post') =>
    db.deleteFrom(table).where('channel_id', '=', channelId).where('taken_at', '<=', until).execute()
  await ofIt('snapshot')
  await ofIt('channel_post')
  await db
    .deleteFrom('kit_channel')
    .where('channel_id', '=', channelId)
    .where('kit_id', 'in', (kits) => kits.selectFrom('kit').select('id').where('made_at', '<=', until))
    .execute()
  // Whatever was made from them is no longer the newest.
  await db.deleteFrom('channel_reading').where('channel_id', '=', channelId).execute()
}

export async function lastSnapshotAt(db: Db, channelId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('snapshot')
    .select('taken_at')
    .where('channel_id', '=', channelId)
    .where('afterwards', '=', false)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.taken_at ?? null
}
