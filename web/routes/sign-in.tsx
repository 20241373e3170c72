import { data, redirect } from 'react-router'
import { appContext } from '../context.ts'
import { Field } from '../parts/field.tsx'
import { MailOnItsWay } from '../parts/mail-on-its-way.tsx'
import { pathAfter } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { linkWords, sentView } from '../views/link-words.ts'
import { refusalWords } from '../views/refusal.ts'
import type { Route } from './+types/sign-in.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const query = new URL(request.url).searchParams
  const next = pathAfter(query.get('next'))
  if ((await app.signIn.person(request.headers)) !== null) throw redirect(next)
  if ((await app.signIn.leaver(request.headers)) !== null) throw redirect('/deleted')
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const error = query.get('error')
  return {
    pageTitle: say('shell.page_title', { page: say('signIn.title') }),
    title: say('signIn.title'),
    lede: say('signIn.lede'),
    email: say('signIn.email'),
    password: say('signIn.password'),
    submit: say('signIn.submit'),
    or: say('signIn.or'),
    magicTitle: say('signIn.magic_title'),
    magicBody: say('signIn.magic_body'),
    magicSubmit: say('signIn.magic_submit'),
    noAccount: say('signIn.no_account'),
    create: say('signIn.create'),
    error: error === null ? null : refusalWords(error, speaker),
    next,
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const form = await request.formData()
  const email = String(form.get('email') ?? '').trim()
  const next = pathAfter(new URL(request.url).searchParams.get('next'))
  if (form.get('way') === 'link') {
    const asked = await app.signIn.mailLink(
      { email, next, words: await linkWords(app, email, speaker) },
      request.headers,
    )
    if (asked.kind === 'refused') {
      return data(
        { kind: 'refused' as const, email, why: refusalWords(asked.code, speaker) },
        { status: 422 },
      )
    }
    return data({
      kind: 'sent' as const,
      ...sentView(app, speaker, { body: say('signIn.sent_body', { email }), posted: asked.posted }),
    })
  }
  const entered = await app.signIn.signInWithPassword(
    email,
    String(form.get('password') ?? ''),
    request.headers,
  )
  if (entered.kind === 'refused') {
    return data(
      { kind: 'refused' as const, email, why: refusalWords(entered.code, speaker) },
      { status: 422 },
    )
  }
  return redirect(next, { status: 303, headers: entered.headers })
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }, { name: 'robots', content: 'noindex' }]
}

export default function SignIn({ loaderData: page, actionData: done }: Route.ComponentProps) {
  if (done?.kind === 'sent') {
    return <MailOnItsWay sent={done} again="/sign-in" />
  }
  const wrong = done?.why ?? page.error
  const email = done?.email ?? ''
  return (
    <div className="sheet slim">
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      {wrong === null ? null : (
        <p className="notice bad" role="alert">
          {wrong}
        </p>
      )}
      <form method="post" className="stack">
        <Field
          name="email"
          label={page.email}
          type="email"
          autoComplete="username"
          required
          defaultValue={email}
        />
        <Field
          name="password"
          label={page.password}
          type="password"
          autoComplete="current-password"
          required
        />
        <button className="btn primary big" type="submit" name="way" value="password">
          {page.submit}
        </button>
      </form>
      <p className="or">
        <span>{page.or}</span>
      </p>
      <form method="post" className="stack" aria-labelledby="link-title">
        <h2 id="link-title" className="quiet-title">
          {page.magicTitle}
        </h2>
        <p className="muted">{page.magicBody}</p>
        <div className="field">
          <label htmlFor="link-email">{page.email}</label>
          <span className="input">
            <input
              id="link-email"
              name="email"
              type="email"
              autoComplete="email"
              required
              defaultValue={email}
            />
          </span>
        </div>
        <button className="btn" type="submit" name="way" value="link">
          {page.magicSubmit}
        </button>
      </form>
      <p className="muted below">
        {page.noAccount} <a href="/sign-up">{page.create}</a>
      </p>
    </div>
  )
}
