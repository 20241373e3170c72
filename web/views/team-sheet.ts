import { ROLES_IN, type RoleIn, type TeamKind } from '../../src/domain/team.ts'
import type { Team } from '../../src/usecases/person/keep-team.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import type { TeamSaid } from '../team-form.ts'

/** The words of the two kinds of team stand under the same names. */
const WORDS = { creator: 'members.page', company: 'brand.team' } as const

type KeyOf<Part extends 'roles' | 'role_hint'> = {
  [Kind in TeamKind]: `${(typeof WORDS)[Kind]}.${Part}.${RoleIn[Kind]}`
}[TeamKind]

export type TeamView = ReturnType<typeof teamView>

/** `about` says what else there is to know of somebody. */
export function teamView<Kind extends TeamKind>(
  kind: Kind,
  name: string,
  team: Team<Kind>,
  said: TeamSaid | null,
  speaker: Speaker,
  about: (one: Team<Kind>['people'][number]) => string | null = () => null,
) {
  const { say } = speaker
  const words = WORDS[kind]
  const of = { company: name, profile: name }
  const roles = ROLES_IN[kind]
  const roleName = (role: RoleIn[Kind]) => say(`${words}.roles.${role}` as KeyOf<'roles'>)
  const title = say(`${words}.title`)
  const leave = say(`${words}.leave`, of)
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say(`${words}.lede`, of),
    said: said === null ? null : say(`${words}.said.${said}`),
    listTitle: say(`${words}.list`),
    change: say(`${words}.change`),
    people: team.people.map((one) => ({
      userId: one.userId,
      name: one.name,
      you: one.self ? say(`${words}.you`) : null,
      email: one.email,
      role: roleName(one.role),
      about: about(one),
      roleOf: say(`${words}.role_of`, { name: one.name }),
      roles: [one.role, ...one.mayGive].map((role) => ({ value: role as string, label: roleName(role) })),
      changeLabel: say(`${words}.change_label`, { name: one.name }),
      remove: !one.mayRemove
        ? null
        : one.self
          ? { text: leave, label: leave }
          : { text: say(`${words}.remove`), label: say(`${words}.remove_label`, { name: one.name }) },
      note: one.self && one.role === 'owner' && !one.mayRemove ? say(`${words}.last_owner`) : null,
    })),
    invitedTitle: say(`${words}.invited_title`),
    withdraw: say(`${words}.withdraw`),
    invitations: team.invitations.map((one) => ({
      id: one.id,
      email: one.email,
      state: one.ended
        ? say(`${words}.invited_ended`)
        : say(`${words}.invited_as`, { role: roleName(one.role), date: speaker.day(one.expiresAt) }),
      withdrawLabel: say(`${words}.withdraw_label`, { email: one.email }),
    })),
    invite: team.mayInvite
      ? {
          title: say(`${words}.invite_title`),
          email: say(`${words}.email`),
          role: say(`${words}.role`),
          roles: roles
            .filter((role) => role !== 'owner')
            .reverse()
            .map((role) => ({ value: role as string, label: roleName(role) })),
          submit: say(`${words}.invite`),
        }
      : null,
    hints: roles.map((role) => say(`${words}.role_hint.${role}` as KeyOf<'role_hint'>)),
  }
}
