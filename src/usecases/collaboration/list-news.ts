/** What a person was told about collaborations, newest first. */
import type { App } from '../../app.ts'
import type { Side } from '../../domain/collaboration/moves.ts'
import { later } from '../../domain/time.ts'
import { type ListedNews, listedNews, markNewsRead } from '../../store/collaboration-notices.ts'
import { HISTORY_MS } from '../notice/list-notices.ts'

const LONGEST = 200

export type NewsList = { open: ListedNews[]; before: ListedNews[]; unread: number }

export async function listNews(app: App, input: { userId: string; side: Side }): Promise<NewsList> {
  const since = later(app.clock.now(), -HISTORY_MS)
  const news = await listedNews(app.store.db, input.userId, { side: input.side, since, limit: LONGEST })
  const open = news.filter(({ settledAt }) => settledAt === null)
  return {
    open,
    before: news.filter(({ settledAt }) => settledAt !== null),
    unread: open.filter(({ readAt }) => readAt === null).length,
  }
}

/** `newsId` null: all of them. */
export function readNews(
  app: App,
  input: { userId: string; side: Side; newsId: string | null },
): Promise<void> {
  return markNewsRead(app.store.db, input, app.clock.now())
}
