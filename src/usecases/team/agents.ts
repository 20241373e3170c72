/** Operators say who answers here. */
import type { App } from '../../app.ts'
import { type AgentEntry, addAgent, agentEntries, removeAgent } from '../../store/agents.ts'
import { tell } from '../../store/live.ts'
import { findUserByEmail } from '../../store/users.ts'
import { rolesOf, type TeamPerson } from './roles.ts'

export type AgentList = { kind: 'agents'; agents: AgentEntry[] } | { kind: 'not_operator' }

export async function listAgents(app: App, input: { person: TeamPerson }): Promise<AgentList> {
  if (!(await rolesOf(app, input.person)).operator) return { kind: 'not_operator' }
  return { kind: 'agents', agents: await agentEntries(app.store.db) }
}

export type Invited = { kind: 'invited' | 'already' | 'no_address' | 'not_operator' }

/** The mail only says where to sign in: whoever reads it still has to prove the address. */
export async function inviteAgent(
  app: App,
  input: { person: TeamPerson; email: string; mail: { subject: string; text: string; html: string } },
): Promise<Invited> {
  if (!(await rolesOf(app, input.person)).operator) return { kind: 'not_operator' }
  const email = input.email.trim().toLowerCase()
  if (!/^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/.test(email) || email.length > 254) {
    return { kind: 'no_address' }
  }
  const at = app.clock.now()
  if (!(await addAgent(app.store.db, { email, invitedBy: input.person.userId, at })))
    return { kind: 'already' }
  await rightsChanged(app, email)
  await app.post.send({ to: email, ...input.mail })
  return { kind: 'invited' }
}

export async function dismissAgent(
  app: App,
  input: { person: TeamPerson; email: string },
): Promise<{ kind: 'removed' | 'unknown' | 'not_operator' }> {
  if (!(await rolesOf(app, input.person)).operator) return { kind: 'not_operator' }
  const removed = await removeAgent(app.store.db, input.email.trim())
  if (removed) await rightsChanged(app, input.email.trim())
  return { kind: removed ? 'removed' : 'unknown' }
}

/** Streams that are open now end, and come again with what is theirs. */
async function rightsChanged(app: App, email: string): Promise<void> {
  const user = await findUserByEmail(app.store.db, email)
  if (user !== null) await tell(app.store.db, { for: [`person:${user.id}`], topic: 'access' })
}
