import { redirect } from 'react-router'
import { readAddressLink, takeAddressBack } from '../../src/usecases/person/change-address.ts'
import { appContext } from '../context.ts'
import { Problem } from '../parts/problem.tsx'
import type { PageHandle } from '../root.tsx'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/former-address.ts'

export const handle: PageHandle = { scriptless: true }

const OVER = ['done', 'taken'] as const

/** For whoever reads the former mailbox: no sign-in, because it may be the sign-in that was taken from them. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  const end = OVER.find((one) => new URL(request.url).searchParams.has(one))
  const found = await readAddressLink(app, { link: 'undo', token: params.token })
  if (found.kind === 'over' || end === 'taken') {
    const title = say(end === undefined ? 'account.over.title' : `account.former_address.${end}_title`)
    return {
      kind: 'over' as const,
      pageTitle: say('shell.page_title', { page: title }),
      title,
      body: say(end === undefined ? 'account.over.body' : `account.former_address.${end}`),
      wayOn:
        end === undefined
          ? { label: say('account.over.way_on'), href: '/settings/account' }
          : {
              label: say('account.former_address.way_on'),
              href: '/sign-in?next=/settings/account',
            },
    }
  }
  const names = { email: found.from, to: found.to }
  const title = say('account.former_address.title', names)
  return {
    kind: 'open' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('account.former_address.lede', names),
    wasYou: say('account.former_address.was_you'),
    what: say('account.former_address.what', names),
    submit: say('account.former_address.submit'),
  }
}

export async function action({ params, context }: Route.ActionArgs) {
  const here = `/former-address/${params.token}`
  const { kind } = await takeAddressBack(context.get(appContext), { token: params.token })
  switch (kind) {
    case 'taken_back':
      return redirect(`${here}?done`, 303)
    case 'taken':
      return redirect(`${here}?taken`, 303)
    case 'over':
      return redirect(here, 303)
    default:
      return kind satisfies never
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function FormerAddress({ loaderData: page }: Route.ComponentProps) {
  if (page.kind === 'over') return <Problem {...page} />
  return (
    <div className="sheet slim">
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      <p>{page.wasYou}</p>
      <p>{page.what}</p>
      <form method="post" className="acts">
        <button className="btn primary big" type="submit">
          {page.submit}
        </button>
      </form>
    </div>
  )
}
