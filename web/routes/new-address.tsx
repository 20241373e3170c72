import { redirect } from 'react-router'
import { confirmAddress, readAddressLink } from '../../src/usecases/person/change-address.ts'
import { appContext } from '../context.ts'
import { Problem } from '../parts/problem.tsx'
import type { PageHandle } from '../root.tsx'
import { speakerFor } from '../speaking.ts'
import { changedLetter } from '../views/account-mail.ts'
import type { Route } from './+types/new-address.ts'

export const handle: PageHandle = { scriptless: true }

/** For whoever reads the new mailbox. What the address was before is not said to them. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  const found = await readAddressLink(app, { link: 'confirm', token: params.token })
  if (found.kind === 'over') {
    const title = say('account.over.title')
    return {
      kind: 'over' as const,
      pageTitle: say('shell.page_title', { page: title }),
      title,
      body: say('account.over.body'),
      wayOn: { label: say('account.over.way_on'), href: '/settings/account' },
    }
  }
  const person = await app.signIn.person(request.headers)
  const title = say('account.new_address.title')
  const names = { email: found.to, own: person?.email ?? '' }
  return {
    kind: 'open' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('account.new_address.lede', names),
    who: person === null ? ('nobody' as const) : person.userId === found.userId ? 'self' : 'other',
    submit: say('account.new_address.submit', names),
    signInFirst: say('account.new_address.sign_in'),
    signIn: {
      label: say('account.new_address.sign_in_way'),
      href: `/sign-in?next=/new-address/${params.token}`,
    },
    other: say('account.new_address.other', names),
    signOut: say('account.new_address.sign_out'),
    wrong: new URL(request.url).searchParams.has('taken') ? say('account.new_address.taken') : null,
  }
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const here = `/new-address/${params.token}`
  const person = await app.signIn.person(request.headers)
  if (person === null) return redirect(`/sign-in?next=${here}`, 303)
  const speaker = speakerFor(app, request)
  const account = new URL('/settings/account', app.config.publicUrl)
  const { kind } = await confirmAddress(app, {
    token: params.token,
    userId: person.userId,
    letters: { changed: (to) => changedLetter(speaker, { to, account }) },
  })
  switch (kind) {
    case 'changed':
      return redirect('/settings/account?said=changed', 303)
    case 'taken':
      return redirect(`${here}?taken`, 303)
    case 'over':
    case 'other_person':
      // The page says what is the matter.
      return redirect(here, 303)
    default:
      return kind satisfies never
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function NewAddress({ loaderData: page }: Route.ComponentProps) {
  if (page.kind === 'over') return <Problem {...page} />
  return (
    <div className="sheet slim">
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      {page.wrong === null ? null : (
        <p className="notice bad" role="alert">
          {page.wrong}
        </p>
      )}
      {page.who === 'self' ? (
        <form method="post" className="acts">
          <button className="btn primary big" type="submit">
            {page.submit}
          </button>
        </form>
      ) : null}
      {page.who === 'nobody' ? (
        <>
          <p>{page.signInFirst}</p>
          <div className="acts">
            <a className="btn primary" href={page.signIn.href}>
              {page.signIn.label}
            </a>
          </div>
        </>
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
