/** What happens to collaborations by itself: their time passes, and channels they are about are lost and come back. */
import type { App } from '../../app.ts'
import { HOLD_MS } from '../../domain/notice/steps.ts'
import { earliest, later } from '../../domain/time.ts'
import {
  type ChannelNews,
  channelNews,
  creatorsTold,
  nextLossAt,
  noteChannelNews,
} from '../../store/collaboration-channels.ts'
import { settleNews } from '../../store/collaboration-notices.ts'
import { writeCollaborationEvent } from '../../store/collaboration-threads.ts'
import { dueByTime, findCollaboration, nextDueAt, tellOf } from '../../store/collaborations.ts'
import { makeMove } from './move-collaboration.ts'
import { tellSide } from './tell-sides.ts'

const BATCH = 100

/** How many things happened. */
export async function mindCollaborations(app: App): Promise<number> {
  const [moved, told] = [await letTimePass(app), await followChannels(app)]
  return moved + told + (await noteCreatorsTold(app))
}

/** When the next of them is due, by product time. */
export async function nextForCollaborations(app: App): Promise<Date | null> {
  const { db } = app.store
  const [due, loss] = await Promise.all([nextDueAt(db), nextLossAt(db)])
  return earliest(due, loss === null ? null : later(loss, HOLD_MS))
}

async function letTimePass(app: App): Promise<number> {
  const due = await dueByTime(app.store.db, app.clock.now(), BATCH)
  let moved = 0
  for (const { id, version, move } of due) {
    const collaboration = await findCollaboration(app.store.db, id)
    if (collaboration === null) continue
    if (await makeMove(app, { collaboration, move, by: 'time', userId: null, version })) moved += 1
  }
  return moved
}

/**
 * A company is told as late as the creator is: what heals by itself, or turns out to be an outage, is no news. Its
 * page hides the numbers at once all the same.
 */
async function followChannels(app: App): Promise<number> {
  const now = app.clock.now()
  const news = await channelNews(app.store.db, later(now, -HOLD_MS), BATCH)
  for (const one of news) await tellOfChannel(app, one, now)
  return news.length
}

async function tellOfChannel(app: App, news: ChannelNews, now: Date): Promise<void> {
  const { collaborationId, channelId, kind } = news
  const collaboration = await findCollaboration(app.store.db, collaborationId)
  if (collaboration === null) return
  await app.store.db.transaction().execute(async (trx) => {
    if (!(await noteChannelNews(trx, news, now))) return
    await writeCollaborationEvent(trx, {
      collaborationId,
      at: now,
      kind,
      side: null,
      actorId: null,
      detail: { channelId, lastVerifiedAt: news.lastVerifiedAt?.toISOString() ?? null },
    })
    // The creator's own people are told by the notices about their channels, with the names of those who wait.
    if (kind === 'back') await settleNews(trx, { collaborationId, subject: `channel:${channelId}` }, now)
    await tellSide(trx, { collaborationId, side: 'brand', kind, channelId, exceptUserId: null, at: now })
    await tellOf(trx, collaboration)
  })
}

async function noteCreatorsTold(app: App): Promise<number> {
  return app.store.db.transaction().execute(async (trx) => {
    const told = await creatorsTold(trx, BATCH)
    for (const { collaborationId, channelId, toldAt } of told) {
      await writeCollaborationEvent(trx, {
        collaborationId,
        at: toldAt,
        kind: 'creator_told',
        side: null,
        actorId: null,
        detail: { channelId },
      })
      const collaboration = await findCollaboration(trx, collaborationId)
      if (collaboration !== null) await tellOf(trx, collaboration)
    }
    return told.length
  })
}
