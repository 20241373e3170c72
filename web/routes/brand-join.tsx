import { redirect } from 'react-router'
import { joinCompany, readInvitation } from '../../src/usecases/brand/team.ts'
import { appContext } from '../context.ts'
import { Problem } from '../parts/problem.tsx'
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
    who: person === null ? 'nobody' : person.email.toLowerCase() === email ? 'invited' : 'other',
    submit: say('brand.join.submit', { company }),
    other: person === null ? '' : say('brand.join.other_address', { own: person.email, email }),
    signOut: say('brand.join.sign_out'),
    signIn: { label: say('brand.join.sign_in', { email }), href: `/sign-in?next=${here}` },
    signUp: { label: say('brand.join.sign_up'), href: `/sign-up?next=${here}` },
  }
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
  return [
    { title: loaderData?.pageTitle ?? '' },
    { name: 'robots', content: 'noindex' },
    { name: 'referrer', content: 'no-referrer' },
  ]
}

export default function BrandJoin({ loaderData: page }: Route.ComponentProps) {
  if (page.kind === 'over') return <Problem {...page} />
  return (
    <div className="sheet slim">
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      <p>{page.role}</p>
      <p className="muted">{page.forAddress}</p>
      {page.who === 'invited' ? (
        <form method="post" className="acts">
          <button className="btn primary big" type="submit">
            {page.submit}
          </button>
        </form>
      ) : null}
      {page.who === 'nobody' ? (
        <div className="acts">
          <a className="btn primary" href={page.signIn.href}>
            {page.signIn.label}
          </a>
          <a className="btn quiet" href={page.signUp.href}>
            {page.signUp.label}
          </a>
        </div>
      ) : null}
      {page.who === 'other' ? (
        <>
          <p className="notice">{page.other}</p>
          <form method="post" action="/sign-out" className="acts">
            <button className="btn" type="submit">
              {page.signOut}
            </button>
          </form>
        </>
      ) : null}
    </div>
  )
}
