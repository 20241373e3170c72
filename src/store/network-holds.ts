/** Holds on a network's evidence, and what they are decided by. */
import { type Kysely, sql } from 'kysely'
import {
  type Alarm,
  HOLD_WINDOW_MS,
  type HoldScope,
  type Looks,
  USUAL_WINDOWS,
} from '../domain/channel/hold.ts'
import type { Network } from '../domain/network.ts'
import { later } from '../domain/time.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Hold = {
  id: number
  network: Network
  scope: HoldScope
  why: Alarm
  beganAt: Date
  counted: number
  usual: number
  channels: number
  endedAt: Date | null
  endedBy: string | null
  undoneAt: Date | null
}

export async function noteAlarm(
  db: Db,
  alarm: { channelId: string; network: Network; kind: Alarm; at: Date; held: boolean },
): Promise<void> {
  const values = { network: alarm.network, at: alarm.at, held: alarm.held }
  await db
    .insertInto('channel_alarm')
    .values({ channel_id: alarm.channelId, kind: alarm.kind, ...values })
    .onConflict((conflict) => conflict.columns(['channel_id', 'kind']).doUpdateSet(values))
    .execute()
}

/** Channels with this kind of evidence: in the window that ends now, and in a usual window of the week before. */
export async function countAlarms(
  db: Db,
  network: Network,
  { kind, now }: { kind: Alarm; now: Date },
): Promise<{ counted: number; usual: number }> {
  const since = later(now, -HOLD_WINDOW_MS)
  const { rows } = await sql<{ counted: string | number; before: string | number }>`
    select count(*) filter (where at > ${since}) as counted, count(*) filter (where at <= ${since}) as before
    from channel_alarm
    where network = ${network} and kind = ${kind} and not held
      and at > ${later(since, -USUAL_WINDOWS * HOLD_WINDOW_MS)} and at <= ${now}`.execute(db)
  const [row] = rows
  return { counted: Number(row?.counted ?? 0), usual: Number(row?.before ?? 0) / USUAL_WINDOWS }
}

export async function countConnected(db: Db, network: Network): Promise<number> {
  const row = await db
    .selectFrom('channel')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('network', '=', network)
    .where('state', 'in', ['connected', 'limited'])
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Null where another worker was quicker. */
export async function beginHold(
  db: Db,
  hold: Pick<Hold, 'network' | 'scope' | 'why' | 'beganAt' | 'counted' | 'usual' | 'channels'>,
): Promise<Hold | null> {
  const row = await db
    .insertInto('network_hold')
    .values({
      network: hold.network,
      scope: hold.scope,
      why: hold.why,
      began_at: hold.beganAt,
      counted: hold.counted,
      usual: hold.usual,
      channels: hold.channels,
      probed_at: null,
      ended_at: null,
      ended_by: null,
      undone_at: null,
    })
    .onConflict((conflict) => conflict.column('network').where('ended_at', 'is', null).doNothing())
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? null : holdOf(row)
}

/** Definite evidence has jumped as well, so it waits from here on. False where it did already. */
export async function widenHold(db: Db, id: number): Promise<boolean> {
  const done = await db
    .updateTable('network_hold')
    .set({ scope: 'all' })
    .where('id', '=', id)
    .where('scope', '=', 'ambiguous')
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export async function openHolds(db: Db): Promise<Hold[]> {
  const rows = await db
    .selectFrom('network_hold')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('began_at')
    .execute()
  return rows.map(holdOf)
}

export async function openHold(db: Db, network: Network): Promise<Hold | null> {
  const row = await db
    .selectFrom('network_hold')
    .selectAll()
    .where('network', '=', network)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : holdOf(row)
}

/** The newest first. */
export async function lastHolds(db: Db, limit: number): Promise<Hold[]> {
  const rows = await db
    .selectFrom('network_hold')
    .selectAll()
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(holdOf)
}

export async function lastHoldOf(db: Db, network: Network): Promise<Hold | null> {
  const row = await db
    .selectFrom('network_hold')
    .selectAll()
    .where('network', '=', network)
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : holdOf(row)
}

/** False where it had ended before. */
export async function endHold(db: Db, id: number, end: { at: Date; by: string }): Promise<boolean> {
  const done = await db
    .updateTable('network_hold')
    .set({ ended_at: end.at, ended_by: end.by })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export async function noteUndone(db: Db, id: number, at: Date): Promise<void> {
  await db.updateTable('network_hold').set({ undone_at: at }).where('id', '=', id).execute()
}

/** What is under suspicion already waits with the rest: it shows as delayed from the first moment. */
export async function holdSuspects(db: Db, network: Network, at: Date): Promise<void> {
  await db
    .updateTable('channel')
    .set({ trouble: 'held', trouble_at: at })
    .where('network', '=', network)
    .where('state', 'in', ['connected', 'limited'])
    .where('suspect_since', 'is not', null)
    .execute()
}

/** One worker for each time: true where it is `at` now and nobody else has begun. */
export async function beginProbing(db: Db, id: number, of: { at: Date; lastBefore: Date }): Promise<boolean> {
  const done = await db
    .updateTable('network_hold')
    .set({ probed_at: of.at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('probed_at', 'is', null), eb('probed_at', '<=', of.lastBefore)]))
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** A few channels that nothing was said against are asked now, those first that were asked longest ago. */
export async function probeOthers(db: Db, network: Network, of: { at: Date; count: number }): Promise<void> {
  await sql`
    update channel_schedule set due_at = ${of.at}
    where channel_id in (
      select id from channel
      where network = ${network} and state in ('connected', 'limited')
        and trouble is distinct from 'held' and suspect_since is null
      order by proof_at nulls first, id
      limit ${of.count}
    ) and (due_at is null or due_at > ${of.at})`.execute(db)
}

/** Everything that was held is asked again, one after the other. How many that are. */
export async function reprobeHeld(
  db: Db,
  network: Network,
  probes: { from: Date; everyMs: number },
): Promise<number> {
  const { rows } = await sql`
    update channel_schedule s
    set due_at = ${probes.from}::timestamptz + held.place * make_interval(secs => ${probes.everyMs / 1000})
    from (
      select id, row_number() over (order by trouble_at, id) - 1 as place
      from channel
      where network = ${network} and state in ('connected', 'limited') and trouble = 'held'
    ) held
    where s.channel_id = held.id
    returning s.channel_id`.execute(db)
  return rows.length
}

export type WrongLoss = { channelId: string; since: Date; scopes: string[]; reason: string }

/**
 * Channels that were lost within a time and have not changed since: by ambiguous evidence, or by `any`. A permission
 * whose own end had come is no false alarm.
 */
export async function lossesWithin(
  db: Db,
  network: Network,
  of: { from: Date; to: Date; any: boolean },
): Promise<WrongLoss[]> {
  const { rows } = await sql<{ id: string; since: Date; scopes: string[]; reason: string }>`
    select c.id, c.since, g.scopes, c.reason
    from channel c
    join channel_grant g on g.channel_id = c.id
    join channel_event e on e.channel_id = c.id and e.kind = 'lost' and e.at = c.since
    where c.network = ${network} and c.state = 'disconnected' and c.since >= ${of.from} and c.since <= ${of.to}
      and (g.grant_ends_at is null or g.grant_ends_at > c.since)
      and (${of.any} or not coalesce((e.detail ->> 'definite')::boolean, false))
    order by c.since, c.id`.execute(db)
  return rows.map((row) => ({ channelId: row.id, since: row.since, scopes: row.scopes, reason: row.reason }))
}

export type Pulse = Looks & { network: Network; minute: Date }

export async function addPulses(db: Db, pulses: readonly Pulse[]): Promise<void> {
  if (pulses.length === 0) return
  await sql`
    insert into network_pulse as p (network, minute, alive, refused, recovered, refused_again)
    select * from unnest(
      ${pulses.map((pulse) => pulse.network)}::text[],
      ${pulses.map((pulse) => pulse.minute)}::timestamptz[],
      ${pulses.map((pulse) => pulse.alive)}::int[],
      ${pulses.map((pulse) => pulse.refused)}::int[],
      ${pulses.map((pulse) => pulse.recovered)}::int[],
      ${pulses.map((pulse) => pulse.refusedAgain)}::int[]
    )
    on conflict (network, minute) do update
    set alive = p.alive + excluded.alive, refused = p.refused + excluded.refused,
      recovered = p.recovered + excluded.recovered, refused_again = p.refused_again + excluded.refused_again`.execute(
    db,
  )
}

/** The sum of looks after a moment. */
export async function looksSince(db: Db, network: Network, since: Date): Promise<Looks> {
  const { rows } = await sql<Record<'alive' | 'refused' | 'recovered' | 'refused_again', string | number>>`
    select coalesce(sum(alive), 0) as alive, coalesce(sum(refused), 0) as refused,
      coalesce(sum(recovered), 0) as recovered, coalesce(sum(refused_again), 0) as refused_again
    from network_pulse where network = ${network} and minute > ${since}`.execute(db)
  const [row] = rows
  return {
    alive: Number(row?.alive ?? 0),
    refused: Number(row?.refused ?? 0),
    recovered: Number(row?.recovered ?? 0),
    refusedAgain: Number(row?.refused_again ?? 0),
  }
}

export async function dropPulsesBefore(db: Db, minute: Date): Promise<void> {
  await db.deleteFrom('network_pulse').where('minute', '<', minute).execute()
}

function holdOf(row: {
  id: string | number
  network: Network
  scope: HoldScope
  why: Alarm
  began_at: Date
  counted: number
  usual: number
  channels: number
  ended_at: Date | null
  ended_by: string | null
  undone_at: Date | null
}): Hold {
  return {
    id: Number(row.id),
    network: row.network,
    scope: row.scope,
    why: row.why,
    beganAt: row.began_at,
    counted: row.counted,
    usual: row.usual,
    channels: row.channels,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
    undoneAt: row.undone_at,
  }
}
