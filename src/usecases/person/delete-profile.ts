/** A profile goes out of sight at once, and is erased once the time to undo it is over. */
import type { App } from '../../app.ts'
import { eraseAt } from '../../domain/person/deletion.ts'
import { hideCreator, type Owner, ownersOf } from '../../store/deletions.ts'
import { tell } from '../../store/live.ts'
import { hashLinkToken, newId, newLinkToken } from '../../vault/random.ts'
import { tellOfDeletion } from './tell-of-deletion.ts'
import { undoAddress } from './undo-deletion.ts'

export type ProfileLeaves =
  | { kind: 'leaves'; undo: URL; until: Date }
  /** Somebody else of the team was faster. */
  | { kind: 'gone' }

/** Every owner is told, the one who asked among them. */
export async function leaveProfile(
  app: App,
  input: { creator: { id: string; name: string }; by: string },
): Promise<ProfileLeaves> {
  const { id: creatorId, name: profile } = input.creator
  const now = app.clock.now()
  const token = newLinkToken()
  const ask = { id: newId('del'), undoHash: hashLinkToken(token), at: now, eraseAt: eraseAt(now) }
  const owners = await app.store.db.transaction().execute(async (trx): Promise<Owner[] | null> => {
    if (!(await hideCreator(trx, creatorId, ask))) return null
    await tell(trx, { for: [`creator:${creatorId}`], topic: 'access' })
    return ownersOf(trx, creatorId)
  })
  if (owners === null) return { kind: 'gone' }
  app.log.info({ leaving: creatorId, until: ask.eraseAt }, 'A profile is to be erased')
  const way = { undo: undoAddress(app, token), until: ask.eraseAt }
  for (const owner of owners) {
    await tellOfDeletion(app, owner, { of: 'profile', profile, by: input.by, ...way })
  }
  return { kind: 'leaves', ...way }
}
