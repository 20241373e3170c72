import { redirect } from 'react-router'
import { keepAccount, keepProfile, undoable } from '../../src/usecases/person/undo-deletion.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Problem } from '../parts/problem.tsx'
import { WayBack } from '../parts/way-back.tsx'
import { creatorCookie } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { wayBackView } from '../views/way-back.ts'
import type { Route } from './+types/deleted.ts'

const HERE = '/deleted'

/** What somebody who signed in can still keep. Whoever deleted their account can open this page and no other. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const who = await somebody(context, request)
  if (who === null) throw redirect(`/sign-in?next=${HERE}`)
  const found = await undoable(app, who)
  const title = say(found.length === 0 ? 'erase.undo.over_title' : 'erase.undo.title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('erase.undo.lede'),
    nothing:
      found.length > 0
        ? null
        : { body: say('erase.undo.over'), label: say('erase.undo.home'), href: '/channels' },
    backs: found.map((one) => wayBackView(one, speaker)),
    signOut: say('shell.sign_out'),
    onward: who.leaves ? null : { label: say('erase.undo.without'), href: '/settings/account' },
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const who = await somebody(context, request)
  if (who === null) return redirect(`/sign-in?next=${HERE}`, 303)
  const form = await boundedForm(request, 10_000)
  const creatorId = form === null ? '' : textOf(form, 'creator')
  const kept = who.leaves ? await keepAccount(app, who) : await keepProfile(app, { ...who, creatorId })
  if (kept.kind !== 'kept') return redirect(HERE, 303)
  if (kept.of.kind === 'account') return redirect('/channels', 303)
  return redirect('/channels', {
    status: 303,
    headers: { 'set-cookie': creatorCookie(app, kept.of.creatorId) },
  })
}

async function somebody(
  context: Route.LoaderArgs['context'],
  request: Request,
): Promise<{ userId: string; leaves: boolean } | null> {
  const { signIn } = context.get(appContext)
  const leaver = await signIn.leaver(request.headers)
  const one = leaver ?? (await signIn.person(request.headers))
  return one === null ? null : { userId: one.userId, leaves: leaver !== null }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function Deleted({ loaderData: page }: Route.ComponentProps) {
  if (page.nothing !== null) {
    const { body, label, href } = page.nothing
    return <Problem title={page.title} body={body} wayOn={{ label, href }} />
  }
  return (
    <div className="sheet slim">
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      {page.backs.map((view) => (
        <WayBack key={view.title} view={view} />
      ))}
      {page.onward === null ? (
        <form method="post" action="/sign-out">
          <button className="btn quiet" type="submit">
            {page.signOut}
          </button>
        </form>
      ) : (
        <a className="btn quiet" href={page.onward.href}>
          {page.onward.label}
        </a>
      )}
    </div>
  )
}
