/** What a person finds in their notification centre, newest first. */
import type { App } from '../../app.ts'
import { isNeed } from '../../domain/notice/notice.ts'
import { DAY, later } from '../../domain/time.ts'
import { type ListedNotice, listedNotices } from '../../store/notices.ts'

export const HISTORY_MS = 90 * DAY
const LONGEST = 200

export type NoticeList = {
  /** The present truth, one line a channel: what needs somebody before what is good news. */
  open: ListedNotice[]
  /** What was told before and is settled. */
  before: ListedNotice[]
  unread: number
}

export async function listNotices(app: App, input: { userId: string }): Promise<NoticeList> {
  const since = later(app.clock.now(), -HISTORY_MS)
  const notices = await listedNotices(app.store.db, input.userId, { since, limit: LONGEST })
  const standing = notices.filter(({ notice }) => notice.settledAt === null)
  const open = [
    ...standing.filter(({ notice }) => isNeed(notice.kind)),
    ...standing.filter(({ notice }) => !isNeed(notice.kind)),
  ]
  return {
    open,
    before: notices.filter(({ notice }) => notice.settledAt !== null),
    unread: open.filter(({ readAt }) => readAt === null).length,
  }
}
