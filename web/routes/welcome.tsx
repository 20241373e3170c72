import { data, redirect } from 'react-router'
import { creatorsOf } from '../../src/usecases/person/creators-of.ts'
import { foundCreator } from '../../src/usecases/person/found-creator.ts'
import { appContext } from '../context.ts'
import { Field } from '../parts/field.tsx'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/welcome.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const person = await app.signIn.person(request.headers)
  if (person === null) throw redirect('/sign-in')
  if ((await creatorsOf(app, { userId: person.userId })).length > 0) throw redirect('/channels')
  const { say } = speakerFor(app, request)
  const title = say('signIn.welcome.title', { name: person.name })
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('signIn.welcome.lede'),
    suggestedName: person.name,
    profileName: say('signIn.welcome.profile_name'),
    handle: say('signIn.welcome.handle'),
    handleHint: say('signIn.welcome.handle_hint'),
    bio: say('signIn.welcome.bio'),
    bioHint: say('signIn.welcome.bio_hint'),
    place: say('signIn.welcome.place'),
    placeHint: say('signIn.welcome.place_hint'),
    submit: say('signIn.welcome.submit'),
    host: `${app.config.publicUrl.host}/@`,
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const person = await app.signIn.person(request.headers)
  if (person === null) throw redirect('/sign-in')
  const { say } = speakerFor(app, request)
  const form = await request.formData()
  const field = (name: string) => String(form.get(name) ?? '').trim()
  const given = { name: field('name'), handle: field('handle'), bio: field('bio'), place: field('place') }
  const founded = await foundCreator(app, {
    ...given,
    userId: person.userId,
    place: given.place === '' ? null : given.place,
  })
  if (founded.kind === 'ok') return redirect('/channels', 303)
  const aboutName = founded.kind === 'name_invalid'
  const why = say(`signIn.welcome.${founded.kind}`)
  return data(
    { given, wrong: { name: aboutName ? why : null, handle: aboutName ? null : why } },
    { status: 422 },
  )
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Welcome({ loaderData: page, actionData: refused }: Route.ComponentProps) {
  return (
    <div className="sheet slim">
      <h1>{page.title}</h1>
      <p className="lede">{page.lede}</p>
      <form method="post" className="stack">
        <Field
          name="name"
          label={page.profileName}
          autoComplete="nickname"
          required
          defaultValue={refused?.given.name ?? page.suggestedName}
          wrong={refused?.wrong.name ?? null}
        />
        <Field
          name="handle"
          label={page.handle}
          hint={page.handleHint}
          prefix={page.host}
          required
          defaultValue={refused?.given.handle ?? ''}
          wrong={refused?.wrong.handle ?? null}
        />
        <Field name="bio" label={page.bio} hint={page.bioHint} defaultValue={refused?.given.bio ?? ''} />
        <Field
          name="place"
          label={page.place}
          hint={page.placeHint}
          defaultValue={refused?.given.place ?? ''}
        />
        <button className="btn primary big" type="submit">
          {page.submit}
        </button>
      </form>
    </div>
  )
}
