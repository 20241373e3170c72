/** Whose conversation it is. One that is not yours looks like one that is not there. */
import type { App } from '../../app.ts'
import { type Conversation, findConversation } from '../../store/conversations.ts'
import { rolesOf, type TeamPerson } from '../team/roles.ts'

export type Seat = { conversation: Conversation; side: 'person' | 'agent' }

/** Null for everybody but the person whose conversation it is. */
export async function ownConversation(
  app: App,
  input: { person: { userId: string }; conversationId: string },
): Promise<Conversation | null> {
  const conversation = await findConversation(app.store.db, input.conversationId)
  return conversation?.userId === input.person.userId ? conversation : null
}

/** The side on which somebody sits: their own conversation's first, any conversation's for an agent. */
export async function seatOf(
  app: App,
  input: { person: TeamPerson; conversationId: string },
): Promise<Seat | null> {
  const conversation = await findConversation(app.store.db, input.conversationId)
  if (conversation === null) return null
  if (conversation.userId === input.person.userId) return { conversation, side: 'person' }
  return (await rolesOf(app, input.person)).agent ? { conversation, side: 'agent' } : null
}
