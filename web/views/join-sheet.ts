import type { InvitedRoleIn, TeamKind } from '../../src/domain/team.ts'
import type { InvitationView } from '../../src/usecases/person/keep-team.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import type { JoinPage } from '../parts/join-sheet.tsx'

/** The words of the two kinds of team stand under the same names. */
const WORDS = { creator: 'members.join', company: 'brand.join' } as const

type RoleKey = { [Kind in TeamKind]: `${(typeof WORDS)[Kind]}.role.${InvitedRoleIn[Kind]}` }[TeamKind]

export function joinView<Kind extends TeamKind>(
  kind: Kind,
  invitation: InvitationView<Kind>,
  person: { email: string } | null,
  here: string,
  { say }: Speaker,
): JoinPage & { pageTitle: string } {
  const words = WORDS[kind]
  const name = invitation.kind === 'unknown' ? '' : invitation.teamName
  const of = { profile: name, company: name }
  if (invitation.kind !== 'open') {
    const title = say(`${words}.${invitation.kind}_title`)
    return {
      kind: 'over',
      pageTitle: say('shell.page_title', { page: title }),
      title,
      body: say(`${words}.${invitation.kind}`, of),
      wayOn: { label: say(`${words}.way_on`), href: '/sign-in' },
    }
  }
  const { by, role, email } = invitation
  const title = say(`${words}.title`, of)
  return {
    kind: 'open',
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say(`${words}.lede`, { ...of, by: by ?? 'none' }),
    role: say(`${words}.role.${role}` as RoleKey),
    forAddress: say(`${words}.for_address`, { email }),
    who: whoOf(person, email),
    submit: say(`${words}.submit`, of),
    other: person === null ? '' : say(`${words}.other_address`, { own: person.email, email }),
    signOut: say(`${words}.sign_out`),
    signIn: { label: say(`${words}.sign_in`, { email }), href: `/sign-in?next=${here}` },
    signUp: { label: say(`${words}.sign_up`), href: `/sign-up?next=${here}` },
  }
}

function whoOf(person: { email: string } | null, invited: string): 'nobody' | 'invited' | 'other' {
  if (person === null) return 'nobody'
  return person.email.toLowerCase() === invited ? 'invited' : 'other'
}
