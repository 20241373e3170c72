import { data, redirect } from 'react-router'
import { appContext } from '../context.ts'
import { Field } from '../parts/field.tsx'
import { MailOnItsWay } from '../parts/mail-on-its-way.tsx'
import { pathAfter } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { linkWords, sentView } from '../views/link-words.ts'
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
  const next = new URL(request.url).searchParams.get('next')
  const asked = await app.signIn.mailLink(
    {
      email,
      name,
      next: next === null ? '/welcome' : pathAfter(next),
      words: await linkWords(app, email, speaker),
    },
    request.headers,
  )
  if (asked.kind === 'refused') {
    const why = refusalWords(asked.code, speaker)
    return data({ kind: 'refused' as const, name, email, why }, { status: 422 })
  }
  return data({
    kind: 'sent' as const,
    ...sentView(app, speaker, { body: speaker.say('signIn.up.sent_body', { email }), posted: asked.posted }),
  })
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function SignUp({ loaderData: page, actionData: done }: Route.ComponentProps) {
  if (done?.kind === 'sent') return <MailOnItsWay sent={done} again="/sign-up" />
  return (
    <div className="sheet slim">
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      {done === undefined ? null : (
        <p className="notice bad" role="alert">
          {done.why}
        </p>
      )}
      <form method="post" className="stack">
        <Field name="name" label={page.name} autoComplete="name" required defaultValue={done?.name ?? ''} />
        <Field
          name="email"
          label={page.email}
          type="email"
          autoComplete="username"
          required
          defaultValue={done?.email ?? ''}
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
