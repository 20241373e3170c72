/** Notices that have been settled for longer than the centre shows them, mails that have left, and old links. */
import type { App } from '../../app.ts'
import { DAY, later } from '../../domain/time.ts'
import { dropSettledNews } from '../../store/collaboration-notices.ts'
import { dropToldWishes } from '../../store/network-wishes.ts'
import { dropUnsubscribeLinks } from '../../store/notice-preferences.ts'
import { dropSettledNotices } from '../../store/notices.ts'
import { dropEndedMails } from '../../store/outgoing-mails.ts'
import { HISTORY_MS } from './list-notices.ts'

/** People find the link in a mail from long ago. */
const LINKS_LAST_MS = 400 * DAY

export async function forgetOldNotices(app: App): Promise<void> {
  const { db } = app.store
  const now = app.clock.now()
  await dropSettledNotices(db, later(now, -HISTORY_MS))
  await dropSettledNews(db, later(now, -HISTORY_MS))
  await dropToldWishes(db, later(now, -HISTORY_MS))
  await dropEndedMails(db, later(now, -HISTORY_MS))
  await dropUnsubscribeLinks(db, later(now, -LINKS_LAST_MS))
}
