/** How many there are of what, for the figures that watchers read. */
import { type Kysely, sql } from 'kysely'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type ChannelCount = { network: Network; state: string; channels: number; oldestProofAt: Date | null }

/** One pass over the channels: at a million rows it takes a moment, so one process counts for all of them. */
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

const NAME = 'census'
/** A process that died while it counted is not waited for any longer. */
const COUNTING_FOR_MS = 60_000

/** What some process counted last, as it wrote it down, and whether that still counts. */
export async function readKept(db: Db): Promise<{ kept: unknown; fresh: boolean }> {
  const { rows } = await sql<{ kept: unknown; fresh: boolean }>`
    select value -> 'kept' as kept, ((value ->> 'good_until')::timestamptz > now()) is true as fresh
    from installation where name = ${NAME}`.execute(db)
  return rows[0] ?? { kept: null, fresh: false }
}

/** True for the one process whose turn it is: what is kept is old, and nobody else is counting. */
export async function beginCounting(db: Db): Promise<boolean> {
  const { rows } = await sql`
    insert into installation (name, value)
    values (${NAME}, jsonb_build_object('counting_until', now() + make_interval(secs => ${COUNTING_FOR_MS / 1000})))
    on conflict (name) do update set value = installation.value || excluded.value
    where ((installation.value ->> 'counting_until')::timestamptz > now()) is not true
      and ((installation.value ->> 'good_until')::timestamptz > now()) is not true
    returning name`.execute(db)
  return rows.length > 0
}

export async function keep(db: Db, census: unknown, goodForMs: number): Promise<void> {
  await sql`
    update installation
    set value = jsonb_build_object(
      'kept', ${JSON.stringify(census)}::jsonb, 'good_until', now() + make_interval(secs => ${goodForMs / 1000}))
    where name = ${NAME}`.execute(db)
}
