import { Form, redirect, useNavigation } from 'react-router'
import { listSignIns, signOutElsewhere } from '../../src/usecases/person/sign-ins.ts'
import { appContext } from '../context.ts'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { signInsPage } from '../views/settings.ts'
import type { Route } from './+types/sign-ins.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const ended = new URL(request.url).searchParams.get('ended')
  return signInsPage(
    await listSignIns(app, request.headers),
    ended !== null && /^\d{1,4}$/.test(ended) ? Number(ended) : null,
    speakerFor(app, request),
  )
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { userId } = memberOf(context).person
  const ended = await signOutElsewhere(app, { userId, headers: request.headers })
  return redirect(`/settings/sign-ins?ended=${ended}`, 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function SignInsPage({ loaderData: page }: Route.ComponentProps) {
  const { state } = useNavigation()
  return (
    <div className="sheet">
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <p role="status" className={page.said === null ? 'sr-only' : 'notice'}>
        {page.said}
      </p>
      <ul className="sign-ins">
        {page.signIns.map(({ key, name, badge, since }) => (
          <li key={key}>
            <b dir="auto">{name}</b>
            {badge === null ? null : <span className="this-one">{badge}</span>}
            <time className="muted" dateTime={since.iso}>
              {since.text}
            </time>
          </li>
        ))}
      </ul>
      {page.others.button === null ? (
        <p className="muted">{page.others.only}</p>
      ) : (
        <Form method="post" className="acts">
          <button className="btn" type="submit" aria-disabled={state !== 'idle'}>
            {page.others.button}
          </button>
        </Form>
      )}
    </div>
  )
}
