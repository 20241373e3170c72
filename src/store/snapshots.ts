/** Daily numbers. The query that shows them holds the condition under which they may be shown. */
import { type Kysely, sql } from 'kysely'
import type { Breakdown, Gap, Reading } from '../domain/insight/reading.ts'
import type { Network } from '../domain/network.ts'
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
  const texts = (pick: (row: SnapshotRow) => string) => rows.map(pick)
  const afterwards = when === 'afterwards'
  const onConflict = afterwards
    ? sql`do nothing`
    : sql`do update set taken_at = excluded.taken_at, readings = excluded.readings,
        breakdowns = excluded.breakdowns, gaps = excluded.gaps, afterwards = excluded.afterwards`
  await sql`
    insert into snapshot (channel_id, day, taken_at, readings, breakdowns, gaps, afterwards)
    select channel_id, day::date, taken_at::timestamptz, readings::jsonb, breakdowns::jsonb, gaps::jsonb, ${afterwards}
    from unnest(
      ${texts((row) => row.channelId)}::text[], ${texts((row) => row.day)}::text[],
      ${texts((row) => row.takenAt.toISOString())}::text[], ${texts((row) => JSON.stringify(row.readings))}::text[],
      ${texts((row) => JSON.stringify(row.breakdowns))}::text[], ${texts((row) => JSON.stringify(row.gaps))}::text[]
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

export type ShownChannel = {
  channelId: string
  network: Network
  handle: string | null
  title: string
  url: string | null
  proofAt: Date | null
  /** Null where the numbers may not be shown now, or where there are none yet. */
  numbers: { takenAt: Date; readings: Reading[]; breakdowns: Breakdown[]; gaps: Gap[] } | null
  verified: boolean
}

/**
 * The channels of a public profile. Numbers come back only for channels that are connected with a proof
 * at least as fresh as `proofSince`; for the others the row holds none, so no page can leak them.
 */
export async function shownChannels(db: Db, creatorId: string, proofSince: Date): Promise<ShownChannel[]> {
  const { rows } = await sql<{
    id: string
    network: Network
    handle: string | null
    title: string
    url: string | null
    proof_at: Date | null
    verified: boolean
    taken_at: Date | null
    readings: Reading[] | null
    breakdowns: Breakdown[] | null
    gaps: Gap[] | null
  }>`
    select c.id, c.network, c.handle, c.title, c.url, c.proof_at,
      (c.state in ('connected', 'limited') and c.proof_at >= ${proofSince}) is true as verified,
      s.taken_at, s.readings, s.breakdowns, s.gaps
    from channel c
    left join lateral (
      select taken_at, readings, breakdowns, gaps from snapshot
      where channel_id = c.id and c.state in ('connected', 'limited') and c.proof_at >= ${proofSince}
      order by day desc limit 1
    ) s on true
    where c.creator_id = ${creatorId} and c.state <> 'off'
    order by c.created_at, c.id`.execute(db)
  return rows.map((row) => ({
    channelId: row.id,
    network: row.network,
    handle: row.handle,
    title: row.title,
    url: row.url,
    proofAt: row.proof_at,
    verified: row.verified,
    numbers:
      row.taken_at === null
        ? null
        : {
            takenAt: row.taken_at,
            readings: (row.readings ?? []).map(revived),
            breakdowns: (row.breakdowns ?? []).map(revived),
            gaps: row.gaps ?? [],
          },
  }))
}

/** Followers by day for channels whose numbers may be shown, oldest first. */
export async function followerHistory(
  db: Db,
  creatorId: string,
  proofSince: Date,
  from: Date,
): Promise<Map<string, { day: string; followers: number | null }[]>> {
  const { rows } = await sql<{ channel_id: string; day: string; readings: Reading[] }>`
    select s.channel_id, s.day::text as day, s.readings
    from snapshot s join channel c on c.id = s.channel_id
    where c.creator_id = ${creatorId} and c.state in ('connected', 'limited') and c.proof_at >= ${proofSince}
      and s.taken_at >= ${from}
    order by s.channel_id, s.day`.execute(db)
  const histories = new Map<string, { day: string; followers: number | null }[]>()
  for (const row of rows) {
    const history = histories.get(row.channel_id) ?? []
    history.push({
      day: row.day,
      followers: row.readings.find((reading) => reading.metric === 'followers')?.value ?? null,
    })
    histories.set(row.channel_id, history)
  }
  return histories
}

/** Dates inside JSON come back as text. */
function revived<T extends { takenAt: Date }>(stored: T): T {
  return { ...stored, takenAt: new Date(stored.takenAt) }
}
