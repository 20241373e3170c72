/** A person leaves: every team and every session, and their account, at once or once the time to undo it is over. */
import type { App } from '../../app.ts'
import { eraseAt } from '../../domain/person/deletion.ts'
import { isLastOwner, type TeamKind } from '../../domain/team.ts'
import { companiesOfUser } from '../../store/companies.ts'
import { creatorsOfUser } from '../../store/creators.ts'
import { endWithoutOwner, hideUser } from '../../store/deletions.ts'
import { tell } from '../../store/live.ts'
import { findLanguageByEmail } from '../../store/person-preferences.ts'
import { lockTeam, teammates } from '../../store/teams.ts'
import { deleteUser } from '../../store/users.ts'
import { hashLinkToken, newId, newLinkToken } from '../../vault/random.ts'
import { tellOfDeletion } from './tell-of-deletion.ts'
import { undoAddress } from './undo-deletion.ts'

/** What would be left without an owner. */
type LastOwner = { kind: 'last_owner'; of: string[] }

export type AccountDeleted = { kind: 'deleted' } | LastOwner

/** Without a way back, also for somebody who had left themselves one. */
export async function deleteAccount(app: App, input: { userId: string }): Promise<AccountDeleted> {
  const { userId } = input
  const done = await app.store.db.transaction().execute(async (trx): Promise<AccountDeleted> => {
    const orphans = await wouldBeOrphans(trx, userId)
    if (orphans.length > 0) return { kind: 'last_owner', of: orphans }
    await tell(trx, { for: [`person:${userId}`], topic: 'access' })
    await deleteUser(trx, userId)
    await endWithoutOwner(trx, app.clock.now())
    return { kind: 'deleted' }
  })
  if (done.kind === 'deleted') app.log.info({ erased: userId }, 'A person deleted their account')
  return done
}

export type AccountLeaves = { kind: 'leaves'; undo: URL; until: Date } | { kind: 'gone' } | LastOwner

/** From now on nobody sees them here; they can stay after all until the time is over. */
export async function leaveAccount(
  app: App,
  input: { userId: string; email: string },
): Promise<AccountLeaves> {
  const { userId, email } = input
  const now = app.clock.now()
  const token = newLinkToken()
  const ask = { id: newId('del'), undoHash: hashLinkToken(token), at: now, eraseAt: eraseAt(now) }
  const done = await app.store.db.transaction().execute(async (trx): Promise<AccountLeaves> => {
    const orphans = await wouldBeOrphans(trx, userId)
    if (orphans.length > 0) return { kind: 'last_owner', of: orphans }
    if (!(await hideUser(trx, userId, ask))) return { kind: 'gone' }
    await tell(trx, { for: [`person:${userId}`], topic: 'access' })
    return { kind: 'leaves', undo: undoAddress(app, token), until: ask.eraseAt }
  })
  if (done.kind === 'leaves') {
    app.log.info({ leaving: userId, until: done.until }, 'An account is to be erased')
    const language = await findLanguageByEmail(app.store.db, email)
    await tellOfDeletion(app, { email, language }, { of: 'account', ...done })
  }
  return done
}

/** Holds their teams until the transaction ends. A profile that is on its way out needs nobody. */
async function wouldBeOrphans(trx: App['store']['db'], userId: string): Promise<string[]> {
  const teams: [TeamKind, { id: string; name: string }[]][] = [
    ['creator', await creatorsOfUser(trx, userId)],
    ['company', await companiesOfUser(trx, userId)],
  ]
  const orphans: string[] = []
  for (const [kind, theirs] of teams) {
    for (const { id, name } of inOneOrder(theirs)) {
      await lockTeam(trx, kind, id)
      const team = await teammates(trx, kind, id)
      if (team.some((one) => one.userId === userId && isLastOwner(team, one))) orphans.push(name)
    }
  }
  return orphans
}

/** Two owners of the same teams who go at once wait for one another, and not for each other. */
function inOneOrder<T extends { id: string }>(teams: readonly T[]): T[] {
  return teams.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
