/** The creator's side shows what was published, deliverable by deliverable. */
import type { App } from '../../app.ts'
import { isUnderWay, type State } from '../../domain/collaboration/moves.ts'
import { readPostAddress } from '../../domain/collaboration/post.ts'
import { standingOf } from '../../domain/collaboration/standing.ts'
import { addPost, dropPost } from '../../store/collaboration-channels.ts'
import { writeCollaborationEvent } from '../../store/collaboration-threads.ts'
import { tellOf, versionsOf } from '../../store/collaborations.ts'
import { newId } from '../../vault/random.ts'
import { caughtUp } from './move-collaboration.ts'
import { type Knock, seatOf } from './seats.ts'

export type Shown =
  | { kind: 'shown' }
  | { kind: 'unknown' }
  | {
      kind: 'refused'
      why: 'not_an_address' | 'unknown_channel' | 'unknown_deliverable' | 'already' | 'too_many'
    }
  | { kind: 'moved_on'; state: State }

const MOST_POSTS = 50

export async function showPost(
  app: App,
  input: Knock & { url: string; channelId: string; deliverable: number },
): Promise<Shown> {
  const seat = await seatOf(app, input)
  if (seat === null || seat.side !== 'creator') return { kind: 'unknown' }
  const standing = standingOf(seat.collaboration, app.clock.now())
  if (!isUnderWay(standing)) return { kind: 'moved_on', state: standing }
  const collaboration = await caughtUp(app, seat.collaboration)
  const { db } = app.store
  const terms = (await versionsOf(db, collaboration.id)).at(-1)?.terms
  if (terms === undefined) return { kind: 'unknown' }
  const refused = (why: Extract<Shown, { kind: 'refused' }>['why']): Shown => ({ kind: 'refused', why })
  const url = readPostAddress(input.url)
  if (url === null) return refused('not_an_address')
  if (!terms.channelIds.includes(input.channelId)) return refused('unknown_channel')
  if (terms.deliverables[input.deliverable] === undefined) return refused('unknown_deliverable')
  const at = app.clock.now()
  const { userId } = input.person
  return db.transaction().execute(async (trx) => {
    const added = await addPost(trx, {
      id: newId('cpo'),
      collaborationId: collaboration.id,
      channelId: input.channelId,
      url,
      deliverable: input.deliverable,
      userId,
      at,
      most: MOST_POSTS,
    })
    if (added !== 'added') return refused(added)
    await writeCollaborationEvent(trx, {
      collaborationId: collaboration.id,
      at,
      kind: 'post_shown',
      side: 'creator',
      actorId: userId,
      detail: { url },
    })
    await tellOf(trx, collaboration)
    return { kind: 'shown' } as const
  })
}

/** False where there is no such post, or nothing may be taken back any more. */
export async function takePostBack(app: App, input: Knock & { postId: string }): Promise<boolean> {
  const seat = await seatOf(app, input)
  if (seat === null || seat.side !== 'creator') return false
  const { collaboration } = seat
  if (!isUnderWay(standingOf(collaboration, app.clock.now()))) return false
  const at = app.clock.now()
  return app.store.db.transaction().execute(async (trx) => {
    const url = await dropPost(trx, { id: input.postId, collaborationId: collaboration.id })
    if (url === null) return false
    await writeCollaborationEvent(trx, {
      collaborationId: collaboration.id,
      at,
      kind: 'post_taken_back',
      side: 'creator',
      actorId: input.person.userId,
      detail: { url },
    })
    await tellOf(trx, collaboration)
    return true
  })
}
