/** How many there are of what, for the figures that watchers read. */
import { type Kysely, sql } from 'kysely'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type ChannelCount = { network: Network; state: string; channels: number; oldestProofAt: Date | null }

/** One pass over the channels: at a million rows it takes a moment, so callers keep what it says for a while. */
export async function countChannels(db: Db): Promise<ChannelCount[]> {
  const { rows } = await sql<{ network: Network; state: string; channels: number; oldest: Date | null }>`
    select network, state, count(*)::int as channels, min(proof_at) as oldest
    from channel group by network, state`.execute(db)
  return rows.map(({ oldest, ...row }) => ({ ...row, oldestProofAt: oldest }))
}

/** Channels that nobody holds and that should have been looked at by `now`, and by `since` already. */
export async function countDue(
  db: Db,
  at: { now: Date; since: Date },
): Promise<{ due: number; overdue: number }> {
  const { rows } = await sql<{ due: number; overdue: number }>`
    select count(*)::int as due, (count(*) filter (where due_at <= ${at.since}))::int as overdue
    from channel_schedule
    where due_at <= ${at.now} and (lease_until is null or lease_until < now())`.execute(db)
  return rows[0] ?? { due: 0, overdue: 0 }
}
