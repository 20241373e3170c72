/** A channel's history. Nothing here is ever changed or shown with more than the network's redacted words. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { EventKind } from '../domain/channel/event.ts'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type ChannelEvent = {
  channelId: string
  at: Date
  kind: EventKind
  actor: string | null
  detail: Record<string, unknown>
}

export async function writeEvent(
  db: Db,
  event: {
    channelId: string
    at: Date
    kind: EventKind
    actor?: string | null
    detail?: Record<string, unknown>
  },
): Promise<void> {
  await db
    .insertInto('channel_event')
    .values({
      channel_id: event.channelId,
      at: event.at,
      kind: event.kind,
      actor: event.actor ?? null,
      detail: JSON.stringify(event.detail ?? {}),
    })
    .execute()
}

/** Newest first. `before` is one of this channel's events; what came after it is left out, and it itself, too. */
export async function eventsOf(
  db: Db,
  channelId: string,
  part: { limit: number; before?: string | null },
): Promise<(ChannelEvent & { id: string })[]> {
  const before = part.before ?? null
  const all = db
    .selectFrom('channel_event')
    .selectAll()
    .where('channel_id', '=', channelId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(part.limit)
  const rows = await (before === null
    ? all
    : all.where(
        sql<boolean>`(at, id) < (
          select at, id from channel_event where id = ${before}::bigint and channel_id = ${channelId}
        )`,
      )
  ).execute()
  return rows.map((row) => ({ id: String(row.id), ...eventOf(row) }))
}

/** Takes the network's words and the account's names out of a channel's history; what happened, and when, stays. */
export async function scrubEvents(db: Db, channelId: string): Promise<void> {
  await sql`
    update channel_event set detail = detail - '{evidence,verdict,from,to,used}'::text[]
    where channel_id = ${channelId}`.execute(db)
}

/** The newest event of a kind since a moment. */
export async function lastEvent(
  db: Db,
  channelId: string,
  of: { kind: EventKind; since: Date },
): Promise<ChannelEvent | null> {
  const row = await db
    .selectFrom('channel_event')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('kind', '=', of.kind)
    .where('at', '>=', of.since)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : eventOf(row)
}

/** In milliseconds, from the button to the way back; newest first. */
export async function reconnectionTimes(
  db: Db,
  network: Network,
  among: { since: Date; limit: number },
): Promise<number[]> {
  const took = sql<number>`(e.detail ->> 'tookMs')::float8`
  const rows = await db
    .selectFrom('channel_event as e')
    .innerJoin('channel as c', 'c.id', 'e.channel_id')
    .select(took.as('took'))
    .where('e.kind', '=', 'reconnected')
    .where('e.at', '>=', among.since)
    .where('c.network', '=', network)
    .where(took, 'is not', null)
    .orderBy('e.at', 'desc')
    .limit(among.limit)
    .execute()
  return rows.map((row) => row.took)
}

function eventOf(row: Selectable<Tables['channel_event']>): ChannelEvent {
  return {
    channelId: row.channel_id,
    at: row.at,
    kind: row.kind as EventKind,
    actor: row.actor,
    detail: row.detail,
  }
}

export async function newestEventAt(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('channel_event')
    .select('at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}
