/** Tells the people of a side what happened, inside the transaction in which it does. */
import type { App } from '../../app.ts'
import type { Side } from '../../domain/collaboration/moves.ts'
import { mailMoment, type NewsKind, subjectOf } from '../../domain/collaboration/news.ts'
import { insertNews, peopleOf } from '../../store/collaboration-notices.ts'
import { newId } from '../../vault/random.ts'

type Db = App['store']['db']

/** How many were told. */
export async function tellSide(
  trx: Db,
  news: {
    collaborationId: string
    side: Side
    kind: NewsKind
    channelId?: string
    exceptUserId: string | null
    at: Date
  },
): Promise<number> {
  const { collaborationId, side, kind, channelId = null, exceptUserId, at } = news
  const userIds = await peopleOf(trx, { side, collaborationId, exceptUserId })
  await insertNews(
    trx,
    userIds.map((userId) => ({
      id: newId('cnt'),
      userId,
      collaborationId,
      side,
      subject: subjectOf(kind, channelId),
      kind,
      channelId,
      toldAt: at,
      mailAt: mailMoment(kind, at),
    })),
  )
  return userIds.length
}
