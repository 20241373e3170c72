import { data, redirect } from 'react-router'
import { foundCompany } from '../../src/usecases/brand/found-company.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { MailOnItsWay } from '../parts/mail-on-its-way.tsx'
import { BRAND_HOME, companyCookie } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { countryChoices } from '../views/countries.ts'
import { linkWords, sentView } from '../views/link-words.ts'
import { refusalWords } from '../views/refusal.ts'
import type { Route } from './+types/brand-sign-up.ts'

/** Two steps at one address: an account for whoever has none, then the company. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const person = await app.signIn.person(request.headers)
  if (person === null) {
    const title = say('brand.sign_up.title')
    return {
      step: 'person' as const,
      pageTitle: say('shell.page_title', { page: title }),
      title,
      lede: say('brand.sign_up.lede'),
      note: say('brand.sign_up.step_person'),
      name: say('brand.sign_up.name'),
      email: say('signIn.email'),
      submit: say('brand.sign_up.submit_person'),
      haveAccount: say('brand.sign_up.have_account'),
      signIn: say('signIn.submit'),
      creator: say('brand.sign_up.creator'),
      creatorLink: say('brand.sign_up.creator_link'),
    }
  }
  const title = say('brand.sign_up.company_title')
  return {
    step: 'company' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('brand.sign_up.company_lede'),
    name: say('brand.sign_up.company_name'),
    website: say('brand.sign_up.website'),
    websiteHint: say('brand.sign_up.website_hint'),
    country: say('brand.sign_up.country'),
    countries: [{ value: '', label: say('brand.sign_up.country_none') }, ...countryChoices(speaker)],
    submit: say('brand.sign_up.submit_company'),
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const form = await boundedForm(request, 20_000)
  if (form === null) return redirect('/brand/sign-up', 303)
  const person = await app.signIn.person(request.headers)
  if (person === null) {
    const [name, email] = [textOf(form, 'name').trim(), textOf(form, 'email').trim()]
    const refused = (why: string) =>
      data({ step: 'person' as const, given: { name, email }, why }, { status: 422 })
    const asked = await app.signIn.mailLink(
      { email, name, next: '/brand/sign-up', words: await linkWords(app, email, speaker) },
      request.headers,
    )
    if (asked.kind === 'refused') return refused(refusalWords(asked.code, speaker))
    return data({
      step: 'sent' as const,
      ...sentView(app, speaker, { body: say('signIn.up.sent_body', { email }), posted: asked.posted }),
    })
  }
  const given = {
    name: textOf(form, 'company'),
    website: textOf(form, 'website'),
    country: textOf(form, 'country'),
  }
  const founded = await foundCompany(app, { userId: person.userId, ...given })
  if (founded.kind === 'ok') {
    return redirect(BRAND_HOME, {
      status: 303,
      headers: { 'set-cookie': companyCookie(app, founded.companyId) },
    })
  }
  const why = say(`brand.sign_up.${founded.kind}`)
  return data(
    {
      step: 'company' as const,
      given,
      wrong:
        founded.kind === 'name_invalid' ? { company: why, website: null } : { company: null, website: why },
    },
    { status: 422 },
  )
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function BrandSignUp({ loaderData: page, actionData }: Route.ComponentProps) {
  if (actionData?.step === 'sent') return <MailOnItsWay sent={actionData} again="/brand/sign-up" />
  if (page.step === 'person') {
    const refused = actionData?.step === 'person' ? actionData : undefined
    return (
      <div className="sheet slim">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
        {refused === undefined ? null : (
          <p className="notice bad" role="alert">
            {refused.why}
          </p>
        )}
        <p>{page.note}</p>
        <form method="post" className="stack">
          <Field
            name="name"
            label={page.name}
            autoComplete="name"
            required
            defaultValue={refused?.given.name ?? ''}
          />
          <Field
            name="email"
            label={page.email}
            type="email"
            autoComplete="username"
            required
            defaultValue={refused?.given.email ?? ''}
          />
          <button className="btn primary big" type="submit">
            {page.submit}
          </button>
        </form>
        <p className="muted below">
          {page.haveAccount} <a href="/sign-in?next=/brand/sign-up">{page.signIn}</a>
        </p>
        <p className="muted below">
          {page.creator} <a href="/sign-up">{page.creatorLink}</a>
        </p>
      </div>
    )
  }
  const refused = actionData?.step === 'company' ? actionData : undefined
  return (
    <div className="sheet slim">
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      <form method="post" className="stack">
        <Field
          name="company"
          label={page.name}
          autoComplete="organization"
          required
          defaultValue={refused?.given.name ?? ''}
          wrong={refused?.wrong.company ?? null}
        />
        <Field
          name="website"
          label={page.website}
          hint={page.websiteHint}
          autoComplete="url"
          defaultValue={refused?.given.website ?? ''}
          wrong={refused?.wrong.website ?? null}
        />
        <Choice
          name="country"
          label={page.country}
          options={page.countries}
          defaultValue={refused?.given.country ?? ''}
        />
        <button className="btn primary big" type="submit">
          {page.submit}
        </button>
      </form>
    </div>
  )
}
