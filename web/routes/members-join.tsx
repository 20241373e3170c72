import { redirect } from 'react-router'
import { joinTeam, readMemberInvitation } from '../../src/usecases/person/members.ts'
import { appContext } from '../context.ts'
import { JoinSheet } from '../parts/join-sheet.tsx'
import { creatorCookie } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/members-join.ts'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  const invitation = await readMemberInvitation(app, { token: params.token })
  const wayOn = { label: say('members.join.way_on'), href: '/sign-in' }
  if (invitation.kind !== 'open') {
    const title = say(`members.join.${invitation.kind}_title`)
    const profile = invitation.kind === 'ended' ? invitation.creatorName : ''
    return {
      kind: 'over' as const,
      pageTitle: say('shell.page_title', { page: title }),
      title,
      body: say(`members.join.${invitation.kind}`, { profile }),
      wayOn,
    }
  }
  const { creatorName: profile, by, role, email } = invitation
  const person = await app.signIn.person(request.headers)
  const title = say('members.join.title', { profile })
  const here = `/join/${params.token}`
  return {
    kind: 'open' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('members.join.lede', { profile, by: by ?? 'none' }),
    role: say(`members.join.roles.${role}`),
    forAddress: say('members.join.for_address', { email }),
    who: whoOf(person, email),
    submit: say('members.join.submit', { profile }),
    other: person === null ? '' : say('members.join.other_address', { own: person.email, email }),
    signOut: say('members.join.sign_out'),
    signIn: { label: say('members.join.sign_in', { email }), href: `/sign-in?next=${here}` },
    signUp: { label: say('members.join.sign_up'), href: `/sign-up?next=${here}` },
  }
}

function whoOf(person: { email: string } | null, invited: string): 'nobody' | 'invited' | 'other' {
  if (person === null) return 'nobody'
  return person.email.toLowerCase() === invited ? 'invited' : 'other'
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const here = `/join/${params.token}`
  const person = await app.signIn.person(request.headers)
  if (person === null) return redirect(`/sign-in?next=${here}`, 303)
  const joined = await joinTeam(app, { token: params.token, person })
  // The page says what is the matter.
  if (joined.kind !== 'joined') return redirect(here, 303)
  return redirect('/channels', {
    status: 303,
    headers: { 'set-cookie': creatorCookie(app, joined.creatorId) },
  })
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function MembersJoin({ loaderData: page }: Route.ComponentProps) {
  return <JoinSheet page={page} />
}
