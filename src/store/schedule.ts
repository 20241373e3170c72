/** Who is due. Claims are set-based and skip what others hold; leases run on the database's real clock. */
import { type Kysely, sql } from 'kysely'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Claim = { holder: string; leaseMs: number }

/**
 * Ids of one network's channels that are due at product time `now`, each now held by the claim's holder. Without
 * patience, those that can wait are left where they are. The rows are
 * written where they were found and locked: joining them by their ids once more reads the whole table on some plans.
 */
export async function claimDue(
  db: Db,
  claim: Claim & { network: Network; now: Date; limit: number; patience: 'none' | 'all' },
): Promise<string[]> {
  const { rows } = await sql<{ channel_id: string }>`
    update channel_schedule
    set lease_until = now() + make_interval(secs => ${claim.leaseMs / 1000}), lease_holder = ${claim.holder}
    where ctid = any(array(
      select ctid from channel_schedule
      where network = ${claim.network} and due_at <= ${claim.now} and (lease_until is null or lease_until < now())
        ${claim.patience === 'none' ? sql`and (not patient or renew_at <= ${claim.now})` : sql``}
      order by due_at
      limit ${claim.limit}
      for update skip locked
    ))
    returning channel_id`.execute(db)
  return rows.map((row) => row.channel_id)
}

/** Holds one channel, due or not. False where somebody else holds it. */
export async function claimOne(db: Db, claim: Claim & { channelId: string }): Promise<boolean> {
  const { rows } = await sql`
    update channel_schedule
    set lease_until = now() + make_interval(secs => ${claim.leaseMs / 1000}), lease_holder = ${claim.holder}
    where channel_id = ${claim.channelId} and (lease_until is null or lease_until < now())
    returning channel_id`.execute(db)
  return rows.length > 0
}

/** Sets what comes next and lets the channel go. */
export async function release(
  db: Db,
  holder: string,
  channelId: string,
  next: { dueAt: Date | null; renewAt: Date | null },
): Promise<void> {
  await db
    .updateTable('channel_schedule')
    .set({ due_at: next.dueAt, renew_at: next.renewAt, lease_until: null, lease_holder: null })
    .where('channel_id', '=', channelId)
    .where('lease_holder', '=', holder)
    .execute()
}

/** Gives back what was claimed and not looked at: it stays due. */
export async function letGo(db: Db, holder: string, channelIds: readonly string[]): Promise<void> {
  await db
    .updateTable('channel_schedule')
    .set({ lease_until: null, lease_holder: null })
    .where('channel_id', 'in', [...channelIds])
    .where('lease_holder', '=', holder)
    .execute()
}

/** After a connection: whatever was planned before no longer counts, whoever holds the row. */
export async function plan(
  db: Db,
  channelId: string,
  next: { dueAt: Date | null; renewAt: Date | null },
): Promise<void> {
  await db
    .insertInto('channel_schedule')
    .values({
      channel_id: channelId,
      network: sql<Network>`(select network from channel where id = ${channelId})`,
      due_at: next.dueAt,
      renew_at: next.renewAt,
      lease_until: null,
      lease_holder: null,
    })
    .onConflict((conflict) =>
      conflict
        .column('channel_id')
        .doUpdateSet({ due_at: next.dueAt, renew_at: next.renewAt, lease_until: null, lease_holder: null }),
    )
    .execute()
}

/** Brings the next look forward to now. A look that is under way plans a later one and comes again all the same. */
export async function lookSoon(db: Db, channelId: string, now: Date): Promise<void> {
  await db
    .updateTable('channel_schedule')
    .set({ due_at: now })
    .where('channel_id', '=', channelId)
    .where((eb) => eb.or([eb('due_at', 'is', null), eb('due_at', '>', now)]))
    .execute()
}

/**
 * Brings back what is planned further ahead than any rule plans, spread over a day, and forgets proofs from the future.
 * How many channels that were.
 */
export async function mendPlans(db: Db, of: { now: Date; furthest: Date }): Promise<number> {
  const { rows } = await sql`
    with mended as (
      update channel_schedule
      set due_at = ${of.now}::timestamptz + (abs(hashtext(channel_id)::bigint) % 86400) * interval '1 second', renew_at = null
      where due_at > ${of.furthest}
      returning channel_id
    ), unproven as (
      update channel set proof_at = null
      from mended where channel.id = mended.channel_id and proof_at > ${of.now}
    )
    select channel_id from mended`.execute(db)
  return rows.length
}

export async function renewalPlannedAt(db: Db, channelId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('channel_schedule')
    .select('renew_at')
    .where('channel_id', '=', channelId)
    .executeTakeFirst()
  return row?.renew_at ?? null
}
