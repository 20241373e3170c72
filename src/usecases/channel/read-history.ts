/** One channel's story, newest first. */
import type { App } from '../../app.ts'
import type { EventKind } from '../../domain/channel/event.ts'
import { namesOf } from '../../store/creators.ts'
import { eventsOf } from '../../store/events.ts'
import { type ChannelCard, listChannels } from './list-channels.ts'

const LONGEST = 200

export type History = {
  card: ChannelCard
  /** `asker`: who had made the link by which it was done. */
  events: {
    at: Date
    kind: EventKind
    actor: string | null
    asker: string | null
    detail: Record<string, unknown>
  }[]
}

export async function readHistory(
  app: App,
  input: { creatorId: string; channelId: string },
): Promise<History | null> {
  const { cards } = await listChannels(app, input)
  const card = cards.find((one) => one.id === input.channelId)
  if (card === undefined) return null
  const events = await eventsOf(app.store.db, card.id, LONGEST)
  const names = await namesOf(app.store.db, [
    ...new Set(events.flatMap(({ actor, detail }) => [actor, askerIn(detail)]).filter((id) => id !== null)),
  ])
  return {
    card,
    events: events.map(({ at, kind, actor, detail }) => ({
      at,
      kind,
      actor: actor === null ? null : (names.get(actor) ?? null),
      asker: names.get(askerIn(detail) ?? '') ?? null,
      detail,
    })),
  }
}

function askerIn({ asker }: Record<string, unknown>): string | null {
  return typeof asker === 'string' ? asker : null
}
