/** What the bell shows on every page of whoever is signed in; and the page tells us where on earth its reader is. */
import type { App } from '../../app.ts'
import type { Side } from '../../domain/collaboration/moves.ts'
import { unreadNews } from '../../store/collaboration-notices.ts'
import { countToldWishes } from '../../store/network-wishes.ts'
import { findPreferences, noteBrowserZone } from '../../store/notice-preferences.ts'
import { lookAgain, unreadCount } from '../../store/notices.ts'

/** `browserZone` is a real time zone, or null where the browser has not said. */
export async function ringBell(
  app: App,
  /** `side`: whether they look after a creator, or look for some. */
  input: { userId: string; browserZone: string | null; side?: Side },
): Promise<{ unread: number }> {
  const { db } = app.store
  const { userId, browserZone, side = 'creator' } = input
  const [ofChannels, ofNetworks, ofCollaborations, known] = await Promise.all([
    side === 'creator' ? unreadCount(db, userId) : 0,
    side === 'creator' ? countToldWishes(db, userId) : 0,
    unreadNews(db, userId, side),
    findPreferences(db, userId),
  ])
  const news = browserZone !== null && known.zoneFrom !== 'person' && known.timeZone !== browserZone
  // Their morning has moved.
  if (news && (await noteBrowserZone(db, userId, browserZone))) await lookAgain(db, userId, app.clock.now())
  return { unread: ofChannels + ofNetworks + ofCollaborations }
}
