/** One channel's story, newest first, a page at a time. */
import type { App } from '../../app.ts'
import type { EventKind } from '../../domain/channel/event.ts'
import { namesOf } from '../../store/creators.ts'
import { eventsOf } from '../../store/events.ts'
import { heldPermissions } from '../../store/ledger.ts'
import { memberIds } from '../../store/members.ts'
import { type ChannelCard, listChannels } from './list-channels.ts'

export const HISTORY_PAGE = 50

/** `left`: they are on the team no longer. `gone`: their account is no longer there. */
export type ActorIs = 'on_team' | 'left' | 'gone'

export type History = {
  card: ChannelCard
  /** Whoever gave the permission works for this creator no more. */
  connectedByLeft: boolean
  /** `asker`: who had made the link by which it was done. */
  events: {
    at: Date
    kind: EventKind
    actor: string | null
    actorIs: ActorIs | null
    asker: string | null
    detail: Record<string, unknown>
  }[]
  /** Nothing has happened since. */
  newest: boolean
  /** Where the page before this one in time begins; null where this is the first that happened. */
  older: string | null
}

export async function readHistory(
  app: App,
  input: { creatorId: string; channelId: string; before?: string | null },
): Promise<History | null> {
  const { db } = app.store
  const { cards } = await listChannels(app, input)
  const card = cards.find((one) => one.id === input.channelId)
  if (card === undefined) return null
  const before = isEventId(input.before) ? input.before : null
  const [found, team, permissions] = await Promise.all([
    eventsOf(db, card.id, { limit: HISTORY_PAGE + 1, before }),
    memberIds(db, input.creatorId),
    heldPermissions(db, input.creatorId),
  ])
  const events = found.slice(0, HISTORY_PAGE)
  const names = await namesOf(db, [
    ...new Set(events.flatMap(({ actor, detail }) => [actor, askerIn(detail)]).filter((id) => id !== null)),
  ])
  const given = permissions.find(({ channelId }) => channelId === card.id)
  return {
    card,
    connectedByLeft: given !== undefined && given.grantedByName !== null && !given.grantedByMember,
    events: events.map(({ at, kind, actor, detail }) => ({
      at,
      kind,
      actor: actor === null ? null : (names.get(actor) ?? null),
      actorIs: actor === null ? null : !names.has(actor) ? 'gone' : team.has(actor) ? 'on_team' : 'left',
      asker: names.get(askerIn(detail) ?? '') ?? null,
      detail,
    })),
    newest: before === null,
    older: found.length > HISTORY_PAGE ? (events.at(-1)?.id ?? null) : null,
  }
}

/** An address that somebody wrote themselves shows the newest page. */
function isEventId(text: string | null | undefined): text is string {
  return typeof text === 'string' && /^\d{1,18}$/.test(text)
}

function askerIn({ asker }: Record<string, unknown>): string | null {
  return typeof asker === 'string' ? asker : null
}
