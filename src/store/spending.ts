/** Who may spend which generation of a channel's token, and which calls ended without a result. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Spending = { channelId: string; generation: number; holder: string }

/** `inDoubt`: an earlier call with this very generation ended without a result. */
export type Lease = { kind: 'held'; inDoubt: boolean } | { kind: 'taken' }

/**
 * One short write before the network is called: it keeps the others out, and it proves that this database takes
 * writes. A lease that ran out leaves its generation in doubt. One for an older generation is no obstacle, because
 * that token was saved or replaced; one for a newer says that the caller's own view is old.
 */
export async function beginSpending(
  db: Db,
  { channelId, ...spending }: Spending,
  /** `takeOver`: also where another's lease for this very generation ran out without a result. */
  { leaseMs, takeOver }: { leaseMs: number; takeOver: boolean },
): Promise<Lease> {
  const { generation, holder } = spending
  const { rows } = await sql<{ in_doubt: boolean }>`
    update channel_schedule
    set spending_generation = ${generation}, spending_holder = ${holder},
      spending_until = now() + make_interval(secs => ${leaseMs / 1000}),
      doubt_generation = case when spending_generation = ${generation} then ${generation} else doubt_generation end,
      doubt_since = case when spending_generation = ${generation} then coalesce(doubt_since, now()) else doubt_since end
    where channel_id = ${channelId}
      and (spending_generation is null or spending_generation < ${generation}
        or (${takeOver} and spending_generation = ${generation} and spending_until < now()))
    returning (doubt_generation = ${generation}) is true as in_doubt`.execute(db)
  const [row] = rows
  return row === undefined ? { kind: 'taken' } : { kind: 'held', inDoubt: row.in_doubt }
}

/** The result is known and needs no saving: the next caller may spend the token again. */
export async function endSpending(db: Db, { channelId, generation, holder }: Spending): Promise<void> {
  await db
    .updateTable('channel_schedule')
    .set({ spending_generation: null, spending_until: null, spending_holder: null })
    .where('channel_id', '=', channelId)
    .where('spending_generation', '=', generation)
    .where('spending_holder', '=', holder)
    .execute()
}

/** No result came. `over`: none will come any more, so the next caller may try. Otherwise the lease runs on. */
export async function noteDoubt(
  db: Db,
  { channelId, generation, holder }: Spending,
  { over }: { over: boolean },
): Promise<void> {
  await db
    .updateTable('channel_schedule')
    .set({
      doubt_generation: generation,
      doubt_since: sql<Date>`case when doubt_generation = ${generation} then coalesce(doubt_since, now()) else now() end`,
      ...(over ? { spending_generation: null, spending_until: null, spending_holder: null } : {}),
    })
    .where('channel_id', '=', channelId)
    .where('spending_generation', '=', generation)
    .where('spending_holder', '=', holder)
    .execute()
}
