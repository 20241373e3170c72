/** Somebody types, looks, or leaves: told to the other side, and kept nowhere. */
import type { App } from '../../app.ts'
import type { Doing } from '../../domain/live.ts'
import { markRead, tellOf } from '../../store/conversations.ts'
import { tell } from '../../store/live.ts'
import type { TeamPerson } from '../team/roles.ts'
import { seatOf } from './access.ts'

/** False where the conversation is not theirs to see. `seen`: the last message before their eyes. */
export async function sayPresence(
  app: App,
  input: { person: TeamPerson; conversationId: string; doing: Doing | null; seen: number | null },
): Promise<boolean> {
  const seat = await seatOf(app, input)
  if (seat === null) return false
  const { conversation, side } = seat
  const { db } = app.store
  const { person, doing, seen } = input
  if (seen !== null && (await markRead(db, conversation.id, side, seen))) await tellOf(db, conversation)
  if (doing === null || !app.live.mayPass(person.userId)) return true
  // Who among the agents looks in is the agents' business; that one of them types is the person's too.
  const both = side === 'person' || doing !== 'viewing'
  await tell(db, {
    for: both ? [`person:${conversation.userId}`, 'agents'] : ['agents'],
    topic: `chat:${conversation.id}`,
    doing: { what: doing, side, who: person.userId, name: person.name },
  })
  return true
}
