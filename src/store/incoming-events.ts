/** Events of the networks on their way from the door to their handling. */
import { type Kysely, sql } from 'kysely'
import type { Network } from '../domain/network.ts'
import type { Signal } from '../domain/signal.ts'
import type { StoredSignal, Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Arrived = { network: Network; signal: Signal; at: Date }

/** How long a handler may take before another one may try, in seconds; doubled with every try. */
const LEASE_SECONDS = 60
/** After this many failed tries an event waits for a person: it stays, and is counted in `stuckEvents`. */
const MOST_TRIES = 10

/** One statement for all of them. What is there already stays as it is: a network may deliver twice. */
export async function storeEvents(db: Db, arrived: readonly Arrived[]): Promise<void> {
  await sql`
    insert into incoming_event (network, key, received_at, signal)
    select network, key, at::timestamptz, signal::jsonb
    from unnest(
      ${arrived.map((one) => one.network)}::text[],
      ${arrived.map((one) => one.signal.key)}::text[],
      ${arrived.map((one) => one.at.toISOString())}::text[],
      ${arrived.map((one) => jsonOf(one.signal))}::text[]
    ) as arrived (network, key, at, signal)
    on conflict (network, key) do nothing`.execute(db)
}

export type Waiting = { id: string; network: Network; signal: Signal; receivedAt: Date }

/** The oldest events that nobody holds, each now held. Leases run on the database's real clock. */
export async function claimEvents(db: Db, limit: number): Promise<Waiting[]> {
  const { rows } = await sql<{
    id: string | number
    network: Network
    key: string
    signal: StoredSignal
    received_at: Date
  }>`
    update incoming_event
    set lease_until = now() + make_interval(secs => ${LEASE_SECONDS} * power(2, tries)), tries = tries + 1
    where id in (
      select id from incoming_event
      where handled_at is null and tries < ${MOST_TRIES} and (lease_until is null or lease_until < now())
      order by id
      limit ${limit}
      for update skip locked
    )
    returning id, network, key, signal, received_at`.execute(db)
  return rows
    .map(({ id, network, key, signal, received_at: receivedAt }) => ({
      id: String(id),
      network,
      signal: { ...signal, key, at: signal.at === null ? null : new Date(signal.at) },
      receivedAt,
    }))
    .sort((a, b) => Number(a.id) - Number(b.id))
}

/** Only the key stays. */
export async function settleEvent(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('incoming_event')
    .set({ handled_at: at, signal: null, lease_until: null })
    .where('id', '=', id)
    .execute()
}

/** Keys that no network can deliver again any more. */
export async function dropSettledEvents(db: Db, settledBefore: Date): Promise<void> {
  await db.deleteFrom('incoming_event').where('handled_at', '<', settledBefore).execute()
}

export async function stuckEvents(db: Db): Promise<number> {
  const { rows } = await sql<{ count: string | number }>`
    select count(*) as count from incoming_event where handled_at is null and tries >= ${MOST_TRIES}`.execute(
    db,
  )
  return Number(rows[0]?.count ?? 0)
}

/** For an event that is stored already. Without one it is done from the start. */
export async function putReceipt(
  db: Db,
  receipt: { codeHash: Uint8Array; network: Network | null; eventKey: string | null; at: Date },
): Promise<void> {
  await db
    .insertInto('erasure_receipt')
    .values({
      code_hash: receipt.codeHash,
      network: receipt.network,
      event_key: receipt.eventKey,
      asked_at: receipt.at,
    })
    .execute()
}

export type Receipt = { network: Network | null; askedAt: Date; done: boolean }

export async function findReceipt(db: Db, codeHash: Uint8Array): Promise<Receipt | null> {
  const row = await db
    .selectFrom('erasure_receipt')
    .leftJoin('incoming_event', (join) =>
      join
        .onRef('incoming_event.network', '=', 'erasure_receipt.network')
        .onRef('incoming_event.key', '=', 'erasure_receipt.event_key')
        .on('incoming_event.handled_at', 'is', null),
    )
    .select(['erasure_receipt.network', 'asked_at', 'incoming_event.id as waiting'])
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()
  return row === undefined
    ? null
    : { network: row.network, askedAt: row.asked_at, done: row.waiting === null }
}

/** PostgreSQL's JSON knows neither NUL nor half of a surrogate pair, and one such text would refuse a whole batch. */
function jsonOf({ key: _, ...signal }: Signal): string {
  return JSON.stringify(signal, (__, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value,
  )
}
