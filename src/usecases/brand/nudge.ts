/** A company asks a creator to reconnect: at most once a week, in neutral words, by the rules of every other notice. */
import type { App } from '../../app.ts'
import { mayAskAgainAt, NUDGE_EVERY_MS } from '../../domain/brand/nudge.ts'
import { PROOF_COUNTS_FOR_MS } from '../../domain/channel/health.ts'
import { later } from '../../domain/time.ts'
import { writeCollaborationEvent } from '../../store/collaboration-threads.ts'
import { findCollaboration, tellOf } from '../../store/collaborations.ts'
import { findCreatorByHandle } from '../../store/creators.ts'
import { comparedChannels } from '../../store/discovery.ts'
import { tell } from '../../store/live.ts'
import { collaborationsAbout, nudgedAt, putNudge, ringAgain } from '../../store/nudges.ts'

export type Nudged =
  | { kind: 'asked'; againAt: Date }
  | { kind: 'asked_before'; againAt: Date }
  /** Everything of theirs is verified. */
  | { kind: 'not_needed' }
  | { kind: 'unknown_creator' }

export async function nudgeCreator(
  app: App,
  input: { companyId: string; userId: string; handle: string },
): Promise<Nudged> {
  const { db } = app.store
  const creator = await findCreatorByHandle(db, input.handle)
  if (creator === null) return { kind: 'unknown_creator' }
  const now = app.clock.now()
  const channels = await comparedChannels(db, [creator.id], later(now, -PROOF_COUNTS_FOR_MS))
  const paused = channels.flatMap(({ verified, channelId }) => (verified ? [] : [channelId]))
  if (paused.length === 0) return { kind: 'not_needed' }
  const { companyId, userId } = input
  const asked = await db.transaction().execute(async (trx) => {
    const unlessSince = later(now, -NUDGE_EVERY_MS)
    if (!(await putNudge(trx, { creatorId: creator.id, companyId, userId, at: now, unlessSince })))
      return false
    await ringAgain(trx, creator.id, now)
    await noteInTimelines(trx, { companyId, userId, channelIds: paused, at: now })
    await tell(trx, { for: [`creator:${creator.id}`], topic: `channels:${creator.id}` })
    return true
  })
  if (asked) return { kind: 'asked', againAt: later(now, NUDGE_EVERY_MS) }
  const before = (await nudgedAt(db, companyId, [creator.id])).get(creator.id) ?? now
  return { kind: 'asked_before', againAt: mayAskAgainAt(before, now) ?? later(now, NUDGE_EVERY_MS) }
}

/** Work that is about a channel which is asked for says so, to both sides. */
async function noteInTimelines(
  trx: App['store']['db'],
  asked: { companyId: string; userId: string; channelIds: readonly string[]; at: Date },
): Promise<void> {
  const { userId, at } = asked
  for (const { collaborationId, channelId } of await collaborationsAbout(trx, asked)) {
    await writeCollaborationEvent(trx, {
      collaborationId,
      at,
      kind: 'asked',
      side: 'brand',
      actorId: userId,
      detail: { channelId },
    })
    const collaboration = await findCollaboration(trx, collaborationId)
    if (collaboration !== null) await tellOf(trx, collaboration)
  }
}
