/** Conversations: snoozed ones come back, and answers reach those who are away. */
import type { App } from '../app.ts'
import { wakeSnoozed } from '../store/conversations.ts'
import { followUp } from '../usecases/chat/follow-up.ts'

export async function mindConversations(app: App, signal: AbortSignal): Promise<void> {
  await wakeSnoozed(app.store.db, app.clock.now())
  await followUp(app, signal)
}
