/** Whether networks are down, as all workers together have seen it. */
import { type Kysely, type Selectable, sql } from 'kysely'
import { type Circuit, CLOSED, OPENS_AFTER } from '../domain/channel/circuit.ts'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type StoredCircuit = Circuit & { probes: number }

export async function circuitOf(db: Db, network: Network): Promise<StoredCircuit> {
  const row = await db
    .selectFrom('network_circuit')
    .selectAll()
    .where('network', '=', network)
    .executeTakeFirst()
  return row === undefined ? { ...CLOSED, probes: 0 } : circuitFrom(row)
}

/** Of the networks that have ever been in trouble. */
export async function circuitsOf(db: Db): Promise<Map<Network, StoredCircuit>> {
  const rows = await db.selectFrom('network_circuit').selectAll().execute()
  return new Map(rows.map((row) => [row.network, circuitFrom(row)]))
}

function circuitFrom(row: Selectable<Tables['network_circuit']>): StoredCircuit {
  return {
    failures: row.failures,
    openedAt: row.opened_at,
    probeAt: row.probe_at,
    probes: row.probes,
    closedAt: row.closed_at,
  }
}

/** True where this failure is the one that opened it. */
export async function countFailure(
  db: Db,
  network: Network,
  at: { now: Date; firstProbeAt: Date },
): Promise<boolean> {
  const { rows } = await sql<{ opened: boolean }>`
    insert into network_circuit as c (network, failures) values (${network}, 1)
    on conflict (network) do update
    set failures = c.failures + 1,
      opened_at = case when c.opened_at is null and c.failures + 1 >= ${OPENS_AFTER} then ${at.now} else c.opened_at end,
      probe_at = case when c.opened_at is null and c.failures + 1 >= ${OPENS_AFTER} then ${at.firstProbeAt} else c.probe_at end
    returning (failures = ${OPENS_AFTER} and opened_at = ${at.now}) is true as opened`.execute(db)
  return rows[0]?.opened ?? false
}

/** True where it had been open. */
export async function countAnswer(db: Db, network: Network, now: Date): Promise<boolean> {
  const { rows } = await sql<{ was_open: boolean }>`
    with before as (
      select network, opened_at from network_circuit where network = ${network} and failures > 0 for update
    )
    update network_circuit c
    set failures = 0, opened_at = null, probe_at = null, probes = 0,
      closed_at = case when before.opened_at is null then c.closed_at else ${now}::timestamptz end
    from before where c.network = before.network
    returning before.opened_at is not null as was_open`.execute(db)
  return rows[0]?.was_open ?? false
}

export async function networksDown(db: Db): Promise<Network[]> {
  const rows = await db
    .selectFrom('network_circuit')
    .select('network')
    .where('opened_at', 'is not', null)
    .orderBy('network')
    .execute()
  return rows.map(({ network }) => network)
}

/** One probe for all workers: true for the one that may ask. */
export async function claimProbe(
  db: Db,
  network: Network,
  probe: { now: Date; seen: number; nextAt: Date },
): Promise<boolean> {
  const done = await db
    .updateTable('network_circuit')
    .set({ probes: probe.seen + 1, probe_at: probe.nextAt })
    .where('network', '=', network)
    .where('opened_at', 'is not', null)
    .where('probe_at', '<=', probe.now)
    .where('probes', '=', probe.seen)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
