/** The way back from a deletion: by the mailed link, or by who is signed in. Looking at it changes nothing. */
import type { App } from '../../app.ts'
import { type Deletion, deletionsOfOwner, findDeletion, undoDeletion } from '../../store/deletions.ts'
import { tell } from '../../store/live.ts'
import { hashLinkToken } from '../../vault/random.ts'

export type { Deletion } from '../../store/deletions.ts'

export function undoAddress(app: App, token: string): URL {
  return new URL(`/undo/${token}`, app.config.publicUrl)
}

/** Null where the time is over, it was undone already, or there is no such link. */
export function readUndoLink(app: App, input: { token: string }): Promise<Deletion | null> {
  return findDeletion(app.store.db, { undoHash: hashLinkToken(input.token) }, app.clock.now())
}

/** What this person could still keep: their account, which hides everything else, or profiles that they own. */
export async function undoable(app: App, input: { userId: string }): Promise<Deletion[]> {
  const now = app.clock.now()
  const account = await findDeletion(app.store.db, input, now)
  return account === null ? deletionsOfOwner(app.store.db, input.userId, now) : [account]
}

export type Kept = { kind: 'kept'; of: Deletion['of'] } | { kind: 'over' | 'no_owner' }

export function keepByLink(app: App, input: { token: string }): Promise<Kept> {
  return keep(app, { undoHash: hashLinkToken(input.token) })
}

export function keepAccount(app: App, input: { userId: string }): Promise<Kept> {
  return keep(app, input)
}

export async function keepProfile(app: App, input: { userId: string; creatorId: string }): Promise<Kept> {
  const own = await deletionsOfOwner(app.store.db, input.userId, app.clock.now())
  const isOwn = own.some(({ of }) => of.kind === 'profile' && of.creatorId === input.creatorId)
  return isOwn ? keep(app, { creatorId: input.creatorId }) : { kind: 'over' }
}

async function keep(app: App, by: Parameters<typeof undoDeletion>[1]): Promise<Kept> {
  const done = await app.store.db.transaction().execute(async (trx): Promise<Kept> => {
    const undone = await undoDeletion(trx, by, app.clock.now())
    if (undone === 'over' || undone === 'no_owner') return { kind: undone }
    const audience =
      undone.kind === 'profile'
        ? (`creator:${undone.creatorId}` as const)
        : (`person:${undone.userId}` as const)
    await tell(trx, { for: [audience], topic: 'access' })
    return { kind: 'kept', of: undone }
  })
  if (done.kind === 'kept') {
    const id = done.of.kind === 'profile' ? done.of.creatorId : done.of.userId
    app.log.info({ kept: id }, 'A deletion was undone')
  }
  return done
}
