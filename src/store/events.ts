/** A channel's history. Nothing here is ever changed or shown with more than the network's redacted words. */
import type { Kysely } from 'kysely'
import type { EventKind } from '../domain/channel/event.ts'
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

/** Newest first. */
export async function eventsOf(db: Db, channelId: string, limit: number): Promise<ChannelEvent[]> {
  const rows = await db
    .selectFrom('channel_event')
    .selectAll()
    .where('channel_id', '=', channelId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    channelId: row.channel_id,
    at: row.at,
    kind: row.kind as EventKind,
    actor: row.actor,
    detail: row.detail,
  }))
}
