/** One side moves a collaboration on: it sends, answers, agrees, ends. What somebody else did meanwhile is never undone. */
import type { App } from '../../app.ts'
import { type Move, mayMove, ruleOf, type Side, type State } from '../../domain/collaboration/moves.ts'
import { newsOf, toldOf } from '../../domain/collaboration/news.ts'
import { expiryFrom, standingOf } from '../../domain/collaboration/standing.ts'
import { readReason, type Terms } from '../../domain/collaboration/terms.ts'
import { settleNews } from '../../store/collaboration-notices.ts'
import { writeCollaborationEvent } from '../../store/collaboration-threads.ts'
import {
  agreeOnChannels,
  type Collaboration,
  findCollaboration,
  insertTerms,
  moveCollaboration,
  tellOf,
  versionsOf,
} from '../../store/collaborations.ts'
import { type Knock, seatOf } from './seats.ts'
import { tellSide } from './tell-sides.ts'

export type Moved =
  | { kind: 'moved'; state: State }
  /** Not theirs, or not there. */
  | { kind: 'unknown' }
  /** Theirs, but others of their side decide. */
  | { kind: 'not_yours_to_decide' }
  | { kind: 'reason_missing' }
  /** Somebody else was faster, or its time is over. */
  | { kind: 'moved_on'; state: State }

export type Asked = Knock & {
  move: Exclude<Move, 'send' | 'counter' | 'answer' | 'expire' | 'start'>
  /** The terms that stood before the person's eyes. */
  version: number
  reason: string
}

export async function moveOn(app: App, asked: Asked): Promise<Moved> {
  const seat = await seatOf(app, asked)
  if (seat === null) return { kind: 'unknown' }
  if (!seat.signs) return { kind: 'not_yours_to_decide' }
  const { collaboration, side } = seat
  const rule = ruleOf(asked.move)
  const standing = standingOf(collaboration, app.clock.now())
  // Pressed twice, or by two of one side at once: it is as they wanted it.
  if (standing === rule.to && collaboration.version === asked.version && rule.by.includes(side)) {
    return { kind: 'moved', state: standing }
  }
  if (!mayMove(asked.move, side, standing)) return { kind: 'moved_on', state: standing }
  const reason = rule.reason === true ? readReason(asked.reason) : null
  if (rule.reason === true && reason === null) return { kind: 'reason_missing' }
  // What time alone has done is written down first, so that the history tells it in its order.
  const current = await caughtUp(app, collaboration)
  const done = await makeMove(app, {
    collaboration: current,
    move: asked.move,
    by: side,
    userId: asked.person.userId,
    version: asked.version,
    ...(reason === null ? {} : { reason }),
  })
  return done ? { kind: 'moved', state: rule.to } : await movedOn(app, asked.collaborationId)
}

/** Work whose first day has come is live, whether or not a job has said so yet. */
export async function caughtUp(app: App, collaboration: Collaboration): Promise<Collaboration> {
  if (collaboration.state !== 'accepted' || standingOf(collaboration, app.clock.now()) !== 'live') {
    return collaboration
  }
  const { version } = collaboration
  await makeMove(app, { collaboration, move: 'start', by: 'time', userId: null, version })
  return (await findCollaboration(app.store.db, collaboration.id)) ?? collaboration
}

export async function movedOn(app: App, collaborationId: string): Promise<Moved> {
  const now = await findCollaboration(app.store.db, collaborationId)
  return now === null ? { kind: 'unknown' } : { kind: 'moved_on', state: standingOf(now, app.clock.now()) }
}

/**
 * The move, what it brings, its line in the timeline and what people are told of it: together or not at all. False
 * where it is not legal any more.
 */
export async function makeMove(
  app: App,
  one: {
    collaboration: Collaboration
    move: Move
    by: Side | 'time'
    userId: string | null
    version: number
    /** New terms, for the moves that bring some. */
    terms?: Terms
    reason?: string
  },
): Promise<boolean> {
  const { collaboration, move, by, userId, version, terms } = one
  const { id } = collaboration
  const now = app.clock.now()
  const newVersion = terms === undefined ? version : version + 1
  const agrees = move === 'accept' || move === 'agree'
  return app.store.db.transaction().execute(async (trx) => {
    const agreed = agrees
      ? (await versionsOf(trx, id)).find((one) => one.version === version)?.terms
      : undefined
    if (agrees && agreed === undefined) return false
    const moved = await moveCollaboration(trx, {
      id,
      move,
      version,
      newVersion,
      now,
      expiresAt: terms === undefined ? null : expiryFrom(now),
      startsOn: agreed?.startsOn ?? collaboration.startsOn,
    })
    if (!moved) return false
    if (terms !== undefined && userId !== null && by !== 'time') {
      await insertTerms(trx, {
        collaborationId: id,
        version: newVersion,
        side: by,
        authorId: userId,
        at: now,
        terms,
      })
    }
    if (agreed !== undefined) await agreeOnChannels(trx, id, agreed.channelIds)
    await writeCollaborationEvent(trx, {
      collaborationId: id,
      at: now,
      kind: move,
      side: by === 'time' ? null : by,
      actorId: userId,
      detail: {
        ...(newVersion === 0 ? {} : { version: newVersion }),
        ...(one.reason === undefined ? {} : { reason: one.reason }),
      },
    })
    await settleNews(trx, { collaborationId: id, subject: 'state' }, now)
    for (const side of toldOf(by)) {
      await tellSide(trx, { collaborationId: id, side, kind: newsOf(move), exceptUserId: userId, at: now })
    }
    await tellOf(trx, collaboration)
    return true
  })
}
