/** The talk of a collaboration: what one side writes reaches the other while it watches, and is known as seen. */
import type { App } from '../../app.ts'
import {
  FLOOD_WINDOW_MS,
  isMessageKey,
  LONGEST_MESSAGE,
  MESSAGES_PER_MINUTE,
  tidyText,
} from '../../domain/chat/conversation.ts'
import type { Doing } from '../../domain/live.ts'
import { later } from '../../domain/time.ts'
import { settleNews } from '../../store/collaboration-notices.ts'
import {
  addCollaborationMessage,
  collaborationMessagesSince,
  markCollaborationRead,
} from '../../store/collaboration-threads.ts'
import { tellOf } from '../../store/collaborations.ts'
import { tell } from '../../store/live.ts'
import { type Knock, seatOf } from './seats.ts'
import { tellSide } from './tell-sides.ts'

export type Written =
  | { kind: 'sent' }
  | { kind: 'unknown' }
  | { kind: 'refused'; why: 'empty' | 'too_long' | 'bad_key' | 'slow_down' }

export async function write(app: App, input: Knock & { key: string; text: string }): Promise<Written> {
  const seat = await seatOf(app, input)
  // There is nobody yet on the other side of a draft.
  if (seat === null || seat.collaboration.state === 'draft') return { kind: 'unknown' }
  const { collaboration, side } = seat
  const { userId } = input.person
  const body = tidyText(input.text)
  if (!isMessageKey(input.key)) return { kind: 'refused', why: 'bad_key' }
  if (body === '') return { kind: 'refused', why: 'empty' }
  if ([...body].length > LONGEST_MESSAGE) return { kind: 'refused', why: 'too_long' }
  const { db } = app.store
  const at = app.clock.now()
  const since = later(at, -FLOOD_WINDOW_MS)
  if ((await collaborationMessagesSince(db, userId, since)) >= MESSAGES_PER_MINUTE) {
    return { kind: 'refused', why: 'slow_down' }
  }
  await db.transaction().execute(async (trx) => {
    const collaborationId = collaboration.id
    const id = await addCollaborationMessage(trx, {
      collaborationId,
      key: input.key,
      side,
      authorId: userId,
      body,
      at,
    })
    if (id === null) return
    // Whoever writes has read what stands above.
    await markCollaborationRead(trx, collaborationId, side, id)
    const other = side === 'brand' ? 'creator' : 'brand'
    await tellSide(trx, { collaborationId, side: other, kind: 'message', exceptUserId: userId, at })
    await tellOf(trx, collaboration)
  })
  return { kind: 'sent' }
}

/** False where it is not theirs to see. `seen`: the last message before their eyes. */
export async function sayCollaborationPresence(
  app: App,
  input: Knock & { person: { userId: string; name: string }; doing: Doing | null; seen: number | null },
): Promise<boolean> {
  const seat = await seatOf(app, input)
  if (seat === null) return false
  const { collaboration, side } = seat
  const { person, doing, seen } = input
  if (seen !== null) await sawThread(app, { ...input, upTo: seen })
  if (doing === null || doing === 'viewing' || !app.live.mayPass(person.userId)) return true
  await tell(app.store.db, {
    for: [
      `company:${collaboration.company.id}`,
      ...(collaboration.state === 'draft' ? [] : [`creator:${collaboration.creator.id}` as const]),
    ],
    topic: `collaboration:${collaboration.id}`,
    doing: { what: doing, side, who: person.userId, name: person.name },
  })
  return true
}

/** The person has had everything up to this message before their eyes; for the other side that is "seen". */
export async function sawThread(app: App, input: Knock & { upTo: number }): Promise<void> {
  const seat = await seatOf(app, input)
  if (seat === null) return
  const { collaboration, side } = seat
  const { db } = app.store
  const now = app.clock.now()
  const { userId } = input.person
  await settleNews(db, { collaborationId: collaboration.id, subject: 'talk', userId }, now)
  if (await markCollaborationRead(db, collaboration.id, side, input.upTo)) await tellOf(db, collaboration)
}
