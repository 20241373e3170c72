/** What a person may do here besides their own channels. An address that is not proven counts for nothing. */
import type { App } from '../../app.ts'
import { isAgentAddress, isOperatorAddress } from '../../store/agents.ts'

export type TeamPerson = { userId: string; name: string; email: string; emailProven: boolean }
export type Roles = { agent: boolean; operator: boolean }

export async function rolesOf(app: App, person: TeamPerson): Promise<Roles> {
  if (!person.emailProven) return { agent: false, operator: false }
  const [agent, operator] = await Promise.all([
    isAgentAddress(app.store.db, person.email),
    isOperatorAddress(app.store.db, person.email),
  ])
  return { agent, operator }
}
