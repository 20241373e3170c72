/** Daily numbers. The query that shows them holds the condition under which they may be shown. */
import { type Kysely, sql } from 'kysely'
import type { Breakdown, Collected, Gap, Reading } from '../domain/insight/reading.ts'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

/** One row a channel and day; a later reading of the same day replaces it. */
export async function putSnapshot(db: Db, channelId: string, collected: Collected, at: Date): Promise<void> {
  const numbers = {
    taken_at: at,
    readings: JSON.stringify(collected.readings),
    breakdowns: JSON.stringify(collected.breakdowns),
    gaps: JSON.stringify(collected.gaps),
  }
  await db
    .insertInto('snapshot')
    .values({ channel_id: channelId, day: at.toISOString().slice(0, 10), ...numbers })
    .onConflict((conflict) => conflict.columns(['channel_id', 'day']).doUpdateSet(numbers))
    .execute()
}

/** Numbers that were taken up to a moment. */
export async function eraseSnapshotsUntil(db: Db, channelId: string, until: Date): Promise<void> {
  await db.deleteFrom('snapshot').where('channel_id', '=', channelId).where('taken_at', '<=', until).execute()
}

export async function lastSnapshotAt(db: Db, channelId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('snapshot')
    .select('taken_at')
    .where('channel_id', '=', channelId)
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
