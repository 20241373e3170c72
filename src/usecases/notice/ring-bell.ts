/** What the bell shows on every page of a member; and the page tells us where on earth its reader is. */
import type { App } from '../../app.ts'
import { findPreferences, noteBrowserZone } from '../../store/notice-preferences.ts'
import { lookAgain, unreadCount } from '../../store/notices.ts'

/** `browserZone` is a real time zone, or null where the browser has not said. */
export async function ringBell(
  app: App,
  input: { userId: string; browserZone: string | null },
): Promise<{ unread: number }> {
  const { db } = app.store
  const { userId, browserZone } = input
  const [unread, known] = await Promise.all([unreadCount(db, userId), findPreferences(db, userId)])
  const news = browserZone !== null && known.zoneFrom !== 'person' && known.timeZone !== browserZone
  // Their morning has moved.
  if (news && (await noteBrowserZone(db, userId, browserZone))) await lookAgain(db, userId, app.clock.now())
  return { unread }
}
