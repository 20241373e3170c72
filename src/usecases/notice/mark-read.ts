/** A person has seen one of their notices, or all of them. */
import type { App } from '../../app.ts'
import { markNoticesRead } from '../../store/notices.ts'

export function markRead(app: App, input: { userId: string; noticeId: string | null }): Promise<void> {
  return markNoticesRead(app.store.db, input.userId, input.noticeId, app.clock.now())
}
