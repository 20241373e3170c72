import { redirect } from 'react-router'
import { joinCompany, readInvitation } from '../../src/usecases/brand/team.ts'
import { appContext } from '../context.ts'
import { JoinSheet } from '../parts/join-sheet.tsx'
import { BRAND_HOME, companyCookie } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/brand-join.ts'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  const invitation = await readInvitation(app, { token: params.token })
  const wayOn = { label: say('brand.join.way_on'), href: '/sign-in' }
  if (invitation.kind !== 'open') {
    const title = say(`brand.join.${invitation.kind}_title`)
    const company = invitation.kind === 'ended' ? invitation.companyName : ''
    return {
      kind: 'over' as const,
      pageTitle: say('shell.page_title', { page: title }),
      title,
      body: say(`brand.join.${invitation.kind}`, { company }),
      wayOn,
    }
  }
  const { companyName: company, by, role, email } = invitation
  const person = await app.signIn.person(request.headers)
  const title = say('brand.join.title', { company })
  const here = `/brand/join/${params.token}`
  return {
    kind: 'open' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('brand.join.lede', { company, by: by ?? 'none' }),
    role: say(`brand.join.role.${role}`),
    forAddress: say('brand.join.for_address', { email }),
    who: whoOf(person, email),
    submit: say('brand.join.submit', { company }),
    other: person === null ? '' : say('brand.join.other_address', { own: person.email, email }),
    signOut: say('brand.join.sign_out'),
    signIn: { label: say('brand.join.sign_in', { email }), href: `/sign-in?next=${here}` },
    signUp: { label: say('brand.join.sign_up'), href: `/sign-up?next=${here}` },
  }
}

function whoOf(person: { email: string } | null, invited: string): 'nobody' | 'invited' | 'other' {
  if (person === null) return 'nobody'
  return person.email.toLowerCase() === invited ? 'invited' : 'other'
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const here = `/brand/join/${params.token}`
  const person = await app.signIn.person(request.headers)
  if (person === null) return redirect(`/sign-in?next=${here}`, 303)
  const joined = await joinCompany(app, { token: params.token, person })
  // The page says what is the matter.
  if (joined.kind !== 'joined') return redirect(here, 303)
  return redirect(BRAND_HOME, {
    status: 303,
    headers: { 'set-cookie': companyCookie(app, joined.companyId) },
  })
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function BrandJoin({ loaderData: page }: Route.ComponentProps) {
  return <JoinSheet page={page} />
}
