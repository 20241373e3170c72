/** What a person may hear of while they watch. */
import type { App } from '../../app.ts'
import type { Audience } from '../../domain/live.ts'
import { companiesOfUser } from '../../store/companies.ts'
import { creatorsOfUser } from '../../store/creators.ts'
import { rolesOf, type TeamPerson } from '../team/roles.ts'

export async function audiencesOf(app: App, person: TeamPerson): Promise<Audience[]> {
  const [creators, companies, roles] = await Promise.all([
    creatorsOfUser(app.store.db, person.userId),
    companiesOfUser(app.store.db, person.userId),
    rolesOf(app, person),
  ])
  return [
    `person:${person.userId}`,
    ...creators.map(({ id }): Audience => `creator:${id}`),
    ...companies.map(({ id }): Audience => `company:${id}`),
    ...(roles.agent ? (['agents'] as const) : []),
  ]
}
