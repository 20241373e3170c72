/** A person leaves for good: every team, every session, and their account. */
import type { App } from '../../app.ts'
import { isLastOwner } from '../../domain/team.ts'
import { colleagues, companiesOfUser, lockCompany } from '../../store/companies.ts'
import { creatorsOfUser } from '../../store/creators.ts'
import { tell } from '../../store/live.ts'
import { lockCreator, membersOf } from '../../store/members.ts'
import { deleteUser } from '../../store/users.ts'

export type AccountDeleted =
  | { kind: 'deleted' }
  /** What would be left without an owner. */
  | { kind: 'last_owner'; of: string[] }

export async function deleteAccount(app: App, input: { userId: string }): Promise<AccountDeleted> {
  const { userId } = input
  const done = await app.store.db.transaction().execute(async (trx): Promise<AccountDeleted> => {
    const orphans: string[] = []
    for (const { id, name } of inOneOrder(await creatorsOfUser(trx, userId))) {
      await lockCreator(trx, id)
      const team = await membersOf(trx, id)
      if (team.some((one) => one.userId === userId && isLastOwner(team, one))) orphans.push(name)
    }
    for (const { id, name } of inOneOrder(await companiesOfUser(trx, userId))) {
      await lockCompany(trx, id)
      const team = await colleagues(trx, id)
      if (team.some((one) => one.userId === userId && isLastOwner(team, one))) orphans.push(name)
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
