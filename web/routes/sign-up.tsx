import { data, redirect } from 'react-router'
import { appContext } from '../context.ts'
import { Field } from '../parts/field.tsx'
import { pathAfter } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { refusalWords } from '../views/refusal.ts'
import type { Route } from './+types/sign-up.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const next = new URL(request.url).searchParams.get('next')
  if ((await app.signIn.person(request.headers)) !== null) throw redirect(pathAfter(next))
  const { say } = speakerFor(app, request)
  return {
    pageTitle: say('shell.page_title', { page: say('signIn.up.title') }),
    title: say('signIn.up.title'),
    lede: say('signIn.up.lede'),
    name: say('signIn.up.name'),
    email: say('signIn.email'),
    password: say('signIn.password'),
    passwordHint: say('signIn.up.password_hint'),
    submit: say('signIn.up.submit'),
    haveAccount: say('signIn.up.have_account'),
    signIn: {
      label: say('signIn.submit'),
      href: next === null ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathAfter(next))}`,
    },
    brand: say('signIn.up.brand'),
    brandLink: say('signIn.up.brand_link'),
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const form = await request.formData()
  const name = String(form.get('name') ?? '').trim()
  const email = String(form.get('email') ?? '').trim()
  if (name === '') return data({ name, email, why: speaker.say('signIn.refused.name') }, { status: 422 })
  const password = String(form.get('password') ?? '')
  const entered = await app.signIn.signUpWithPassword(name, email, password, request.headers)
  if (entered.kind === 'refused') {
    return data({ name, email, why: refusalWords(entered.code, speaker) }, { status: 422 })
  }
  const next = new URL(request.url).searchParams.get('next')
  return redirect(next === null ? '/welcome' : pathAfter(next), { status: 303, headers: entered.headers })
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function SignUp({ loaderData: page, actionData: refused }: Route.ComponentProps) {
  return (
    <div className="sheet slim">
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      {refused === undefined ? null : (
        <p className="notice bad" role="alert">
          {refused.why}
        </p>
      )}
      <form method="post" className="stack">
        <Field
          name="name"
          label={page.name}
          autoComplete="name"
          required
          defaultValue={refused?.name ?? ''}
        />
        <Field
          name="email"
          label={page.email}
          type="email"
          autoComplete="username"
          required
          defaultValue={refused?.email ?? ''}
        />
        <Field
          name="password"
          label={page.password}
          hint={page.passwordHint}
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
        />
        <button className="btn primary big" type="submit">
          {page.submit}
        </button>
      </form>
      <p className="muted below">
        {page.haveAccount} <a href={page.signIn.href}>{page.signIn.label}</a>
      </p>
      <p className="muted below">
        {page.brand} <a href="/brand/sign-up">{page.brandLink}</a>
      </p>
    </div>
  )
}
