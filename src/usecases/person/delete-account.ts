/** A person leaves for good: every team, every session, and their account. */
import type { App } from '../../app.ts'
import { isLastOwner, type TeamKind } from '../../domain/team.ts'
import { companiesOfUser } from '../../store/companies.ts'
import { creatorsOfUser } from '../../store/creators.ts'
import { tell } from '../../store/live.ts'
import { lockTeam, teammates } from '../../store/teams.ts'
import { deleteUser } from '../../store/users.ts'

export type AccountDeleted =
  | { kind: 'deleted' }
  /** What would be left without an owner. */
  | { kind: 'last_owner'; of: string[] }

export async function deleteAccount(app: App, input: { userId: string }): Promise<AccountDeleted> {
  const { userId } = input
  const done = await app.store.db.transaction().execute(async (trx): Promise<AccountDeleted> => {
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
    if (orphans.length > 0) return { kind: 'last_owner', of: orphans }
    await tell(trx, { for: [`person:${userId}`], topic: 'access' })
    await deleteUser(trx, userId)
    return { kind: 'deleted' }
  })
  if (done.kind === 'deleted') app.log.info({ erased: userId }, 'A person deleted their account')
  return done
}

/** Two owners of the same teams who go at once wait for one another, and not for each other. */
function inOneOrder<T extends { id: string }>(teams: readonly T[]): T[] {
  return teams.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
