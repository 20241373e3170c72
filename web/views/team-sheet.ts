import type { Speaker } from '../../src/words/speaker.ts'

type Person<Role> = {
  userId: string
  name: string
  email: string
  role: Role
  self: boolean
  mayGive: readonly Role[]
  mayRemove: boolean
  about: string | null
}

/** The words of the two kinds of team stand under the same names. */
type Area =
  | { words: 'brand.team'; of: { company: string } }
  | { words: 'members.page'; of: { profile: string } }

export type TeamView = ReturnType<typeof teamView>

type CompanyRole = 'owner' | 'admin' | 'member'
type MemberRole = 'owner' | 'admin' | 'manager'

export function teamView<Role extends CompanyRole | MemberRole>(
  speaker: Speaker,
  area: Area,
  team: {
    people: readonly Person<Role>[]
    invitations: readonly { id: string; email: string; role: Role; ended: boolean; expiresAt: Date }[]
    mayInvite: boolean
    /** Highest first. */
    roles: readonly Role[]
    said: string | null
  },
) {
  const { say } = speaker
  const { words, of } = area
  const roleName = (role: Role) => say(`${words}.roles.${role}` as 'brand.team.roles.owner')
  const title = say(`${words}.title`)
  const leave = say(`${words}.leave`, of)
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say(`${words}.lede`, of),
    said: team.said,
    listTitle: say(`${words}.list`),
    change: say(`${words}.change`),
    people: team.people.map((one) => ({
      userId: one.userId,
      name: one.name,
      you: one.self ? say(`${words}.you`) : null,
      email: one.email,
      role: roleName(one.role),
      about: one.about,
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
          roles: team.roles
            .filter((role) => role !== 'owner')
            .reverse()
            .map((role) => ({ value: role as string, label: roleName(role) })),
          submit: say(`${words}.invite`),
        }
      : null,
    hints: team.roles.map((role) => say(`${words}.role_hint.${role}` as 'brand.team.role_hint.owner')),
  }
}
