/** Persons as the chat's use-cases know them. */
import { addAgent, addOperator } from '../src/store/agents.ts'
import type { TeamPerson } from '../src/usecases/team/roles.ts'
import type { World } from './world.ts'

export async function signedUp(world: World, name: string): Promise<TeamPerson> {
  const email = `${name}@team.example`
  const { userId } = await world.app.signIn.createPerson({ email, name, password: null })
  return { userId, name, email, emailProven: true }
}

export async function agent(world: World, name: string): Promise<TeamPerson> {
  const person = await signedUp(world, name)
  await addAgent(world.app.store.db, { email: person.email, invitedBy: null, at: world.app.clock.now() })
  return person
}

export async function operator(world: World, name: string): Promise<TeamPerson> {
  const person = await signedUp(world, name)
  await addOperator(world.app.store.db, person.email, world.app.clock.now())
  return person
}

let made = 0

export function newKey(): string {
  made += 1
  return `key-of-a-test-${made}`
}
