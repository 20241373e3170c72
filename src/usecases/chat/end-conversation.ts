/** Closing, and saying how it was. */
import type { App } from '../../app.ts'
import { LONGEST_RATING_WORDS, tidyText } from '../../domain/chat/conversation.ts'
import { changeConversation, tellOf } from '../../store/conversations.ts'
import { newId } from '../../vault/random.ts'
import { ownConversation } from './access.ts'
import { putMessage } from './write-message.ts'

export async function closeOwn(
  app: App,
  input: { person: { userId: string }; conversationId: string },
): Promise<{ kind: 'closed' | 'unknown_conversation' }> {
  const conversation = await ownConversation(app, input)
  if (conversation === null) return { kind: 'unknown_conversation' }
  if (conversation.status !== 'closed') await close(app, conversation.id, input.person.userId, 'person')
  return { kind: 'closed' }
}

export async function close(
  app: App,
  conversationId: string,
  userId: string,
  side: 'person' | 'agent',
): Promise<void> {
  const at = app.clock.now()
  await app.store.db.transaction().execute(async (trx) => {
    await changeConversation(trx, conversationId, { status: 'closed' })
    await putMessage(trx, {
      conversationId,
      side,
      authorId: userId,
      kind: 'happened',
      draft: { key: newId('msg'), body: '', card: { kind: 'happened', what: 'closed' }, file: null },
      at,
    })
  })
}

export async function rate(
  app: App,
  input: { person: { userId: string }; conversationId: string; mark: number; words: string },
): Promise<{ kind: 'rated' | 'unknown_conversation' | 'not_closed' | 'no_mark' }> {
  const conversation = await ownConversation(app, input)
  if (conversation === null) return { kind: 'unknown_conversation' }
  if (conversation.status !== 'closed') return { kind: 'not_closed' }
  const { mark } = input
  if (mark !== 1 && mark !== 2 && mark !== 3) return { kind: 'no_mark' }
  const words = tidyText(input.words).slice(0, LONGEST_RATING_WORDS)
  await changeConversation(app.store.db, conversation.id, {
    rating: { mark, words: words === '' ? null : words },
  })
  await tellOf(app.store.db, conversation, 'agents')
  return { kind: 'rated' }
}
