/** What all workers together may still ask of a network. Every claim is one statement on one row. */
import { type Kysely, sql } from 'kysely'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Bucket = { network: Network; bucket: string; now: Date }

export type Granted =
  | { kind: 'granted'; calls: number }
  /** Nothing is left: by the database's clock, or by product time where the network itself said so. */
  | { kind: 'empty'; waitMs: number }
  | { kind: 'paused'; until: Date }

/** At most `want` calls of a bucket that fills by `perSecond` up to `most`. */
export async function claimCalls(
  db: Db,
  of: Bucket & { want: number; perSecond: number; most: number },
): Promise<Granted> {
  const { rows } = await sql<{ level: number; granted: number }>`
    with held as (
      select network, bucket, clock_timestamp() as at,
        least(${of.most}::float8, tokens + greatest(0, extract(epoch from clock_timestamp() - filled_at)) * ${of.perSecond}::float8) as level
      from network_budget
      where network = ${of.network} and bucket = ${of.bucket} and (paused_until is null or paused_until <= ${of.now})
      for update
    )
    update network_budget b
    set tokens = held.level - least(${of.want}::float8, floor(held.level)), filled_at = held.at
    from held
    where b.network = held.network and b.bucket = held.bucket
    returning held.level, least(${of.want}::float8, floor(held.level)) as granted`.execute(db)
  const [row] = rows
  if (row === undefined) return (await pausedOrMade(db, of, of.most)) ?? (await claimCalls(db, of))
  const calls = Number(row.granted)
  return calls > 0
    ? { kind: 'granted', calls }
    : { kind: 'empty', waitMs: Math.ceil(((1 - Number(row.level)) / of.perSecond) * 1000) }
}

/** At most `want` units of the network's day. `waitMs` is for the caller to work out: only it knows when the day ends. */
export async function claimUnits(
  db: Db,
  of: Bucket & { want: number; day: string; units: number },
): Promise<Granted> {
  const { rows } = await sql<{ granted: number }>`
    with held as (
      select network, bucket, case when day = ${of.day}::date then used else 0 end as used
      from network_budget
      where network = ${of.network} and bucket = ${of.bucket} and (paused_until is null or paused_until <= ${of.now})
      for update
    )
    update network_budget b
    set day = ${of.day}::date, used = held.used + least(${of.want}::int, greatest(0, ${of.units}::int - held.used))
    from held
    where b.network = held.network and b.bucket = held.bucket
    returning least(${of.want}::int, greatest(0, ${of.units}::int - held.used)) as granted`.execute(db)
  const [row] = rows
  if (row === undefined) return (await pausedOrMade(db, of, 0)) ?? (await claimUnits(db, of))
  return row.granted > 0 ? { kind: 'granted', calls: row.granted } : { kind: 'empty', waitMs: 0 }
}

/** For all workers. A shorter pause never ends a longer one. */
export async function pauseBucket(db: Db, of: Bucket & { until: Date }): Promise<void> {
  await db
    .insertInto('network_budget')
    .values({ network: of.network, bucket: of.bucket, paused_until: of.until })
    .onConflict((conflict) =>
      conflict.columns(['network', 'bucket']).doUpdateSet({
        paused_until: sql<Date>`greatest(network_budget.paused_until, excluded.paused_until)`,
      }),
    )
    .execute()
}

export type BudgetState = { bucket: string; day: string | null; used: number; pausedUntil: Date | null }

export async function budgetsOf(db: Db, network: Network): Promise<BudgetState[]> {
  const rows = await db
    .selectFrom('network_budget')
    .select(['bucket', 'used', 'paused_until', sql<string | null>`day::text`.as('day')])
    .where('network', '=', network)
    .execute()
  return rows.map((row) => ({
    bucket: row.bucket,
    day: row.day,
    used: row.used,
    pausedUntil: row.paused_until,
  }))
}

/** Why there was no row to take from: it is paused, or it was not there and has been made, full. */
async function pausedOrMade(
  db: Db,
  { network, bucket, now }: Bucket,
  tokens: number,
): Promise<Granted | null> {
  const row = await db
    .selectFrom('network_budget')
    .select('paused_until')
    .where('network', '=', network)
    .where('bucket', '=', bucket)
    .executeTakeFirst()
  if (row !== undefined) {
    const until = row.paused_until
    return until !== null && until > now ? { kind: 'paused', until } : null
  }
  await db
    .insertInto('network_budget')
    .values({ network, bucket, tokens })
    .onConflict((conflict) => conflict.columns(['network', 'bucket']).doNothing())
    .execute()
  return null
}
