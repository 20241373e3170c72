import { redirect } from 'react-router'
import { appContext } from '../context.ts'
import type { PageHandle } from '../root.tsx'
import { pathAfter } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/sign-in-link.ts'

export const handle: PageHandle = { scriptless: true }

/** Where a mailed link leads. Opening it changes nothing: mail scanners open every link. */
export function loader({ request, context }: Route.LoaderArgs) {
  const { say } = speakerFor(context.get(appContext), request)
  return {
    pageTitle: say('shell.page_title', { page: say('signIn.title') }),
    title: say('signIn.link.title'),
    lede: say('signIn.link.lede'),
    hint: say('signIn.link.hint'),
    submit: say('signIn.link.submit'),
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const { signIn } = context.get(appContext)
  const query = new URL(request.url).searchParams
  const next = pathAfter(query.get('next'))
  const entered = await signIn.enterByLink(query.get('token') ?? '', request.headers)
  if (entered.kind === 'refused') {
    return redirect(`/sign-in?${new URLSearchParams({ error: entered.code, next })}`, { status: 303 })
  }
  return redirect(next, { status: 303, headers: entered.headers })
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function SignInLink({ loaderData: page }: Route.ComponentProps) {
  return (
    <div className="sheet slim">
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      {/* Without an address of its own the form goes back to this one, so the page need not repeat the link. */}
      <form method="post" className="stack">
        <button className="btn primary big" type="submit">
          {page.submit}
        </button>
      </form>
      <p className="muted below">{page.hint}</p>
    </div>
  )
}
