import { Form, Link, redirect } from 'react-router'
import { nudgeCreator } from '../../src/usecases/brand/nudge.ts'
import { readCreatorForBrand } from '../../src/usecases/brand/read-creator.ts'
import { changeShortlist, makeShortlist } from '../../src/usecases/brand/shortlists.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Crumbs } from '../parts/crumbs.tsx'
import { Face } from '../parts/face.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { Costs, ProfileSection } from '../parts/profile-section.tsx'
import { brandOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { brandCreatorPage } from '../views/brand-creator.ts'
import type { Route } from './+types/brand-creator.ts'

const SAID = ['asked', 'asked_before', 'not_needed', 'added', 'full', 'name_missing', 'too_many'] as const

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const speaker = speakerFor(app, request)
  const reader = { companyId: company.id, userId: person.userId }
  const view = await readCreatorForBrand(app, { ...reader, handle: handleIn(params.handle) })
  if (view === null) throw new Response(null, { status: 404 })
  const said = SAID.find((one) => one === new URL(request.url).searchParams.get('said'))
  return brandCreatorPage(
    view,
    {
      company: company.name,
      said:
        said === undefined
          ? null
          : speaker.say(`brand.creator.said.${said}`, {
              name: view.profile.creator.name,
              company: company.name,
            }),
    },
    speaker,
  )
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const handle = handleIn(params.handle)
  const reader = { companyId: company.id, userId: person.userId }
  const form = await boundedForm(request, 10_000)
  const said = (kind: string) => redirect(`/brand/creators/@${handle}?said=${kind}`, 303)
  if (form === null) return redirect(`/brand/creators/@${handle}`, 303)
  switch (textOf(form, 'intent')) {
    case 'ask': {
      const done = await nudgeCreator(app, { ...reader, handle })
      if (done.kind === 'unknown_creator') throw new Response(null, { status: 404 })
      return said(done.kind)
    }
    case 'list': {
      const done = await changeShortlist(app, {
        ...reader,
        id: textOf(form, 'list'),
        change: { kind: 'add', handle },
      })
      if (done.kind === 'unknown') throw new Response(null, { status: 404 })
      return said(done.kind)
    }
    case 'new-list': {
      const made = await makeShortlist(app, { ...reader, name: textOf(form, 'name') })
      if (made.kind !== 'made') return said(made.kind)
      const done = await changeShortlist(app, { ...reader, id: made.id, change: { kind: 'add', handle } })
      return said(done.kind)
    }
    default:
      return redirect(`/brand/creators/@${handle}`, 303)
  }
}

/** Only what a handle may be: it stands in addresses that we lead to. */
function handleIn(text: string): string {
  const handle = text.replace(/^@/, '').toLowerCase()
  if (!/^[a-z0-9][a-z0-9._-]{1,29}$/.test(handle)) throw new Response(null, { status: 404 })
  return handle
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function BrandCreator({ loaderData: page }: Route.ComponentProps) {
  const { profile } = page
  return (
    <div className="brand-creator">
      <Crumbs label={page.crumbs.label} crumbs={page.crumbs.list} />
      <header className="brand-creator-head">
        <Face face={profile.face} />
        <div>
          <h1>
            <bdi>{profile.name}</bdi>
          </h1>
          <p className="muted">{profile.aboutAtLength}</p>
        </div>
        {profile.bio === '' ? null : (
          <p className="bio" dir="auto">
            {profile.bio}
          </p>
        )}
        <p className={profile.anyVerified ? 'stamp verified' : 'stamp'}>
          <Icon name={profile.anyVerified ? 'ok' : 'wait'} />
          {profile.strip}
        </p>
      </header>
      {page.said === null ? null : (
        <p className="notice" role="status">
          {page.said}
        </p>
      )}
      <div className="brand-creator-acts" id="ask">
        {page.nudge === null ? null : page.nudge.ask === null ? (
          <p className="muted">{page.nudge.asked}</p>
        ) : (
          <Form method="post">
            <button className="btn primary" type="submit" name="intent" value="ask">
              {page.nudge.ask}
            </button>
            <small className="muted block">{page.nudge.hint}</small>
          </Form>
        )}
        <Link className="btn" to={page.propose.href}>
          {page.propose.label}
        </Link>
        <a className="btn quiet" href={page.public.href}>
          {page.public.label}
        </a>
      </div>
      <section aria-labelledby="lists-title" className="brand-creator-lists">
        <h2 id="lists-title" className="section-title">
          {page.lists.title}
        </h2>
        <ul className="plain chips">
          {page.lists.list.map(({ id, holds, href, label }) => (
            <li key={id}>
              {holds ? (
                <Link className="chip on" to={href}>
                  <Icon name="ok" />
                  <bdi>{label}</bdi>
                </Link>
              ) : (
                <Form method="post">
                  <input type="hidden" name="intent" value="list" />
                  <button className="chip" type="submit" name="list" value={id}>
                    <Icon name="plus" />
                    <bdi>{label}</bdi>
                  </button>
                </Form>
              )}
            </li>
          ))}
        </ul>
        <details key={page.lists.list.length}>
          <summary>{page.lists.fresh.title}</summary>
          <Form method="post" className="saved-form">
            <input type="hidden" name="intent" value="new-list" />
            <Field name="name" label={page.lists.fresh.name} required />
            <button className="btn" type="submit">
              {page.lists.fresh.submit}
            </button>
          </Form>
        </details>
      </section>
      {page.none === null ? null : <p>{page.none}</p>}
      {profile.sections.map((section) => (
        <ProfileSection key={section.key} section={section} labels={profile.labels} />
      ))}
      <Costs page={profile} />
      <p className="muted">{profile.zone}</p>
    </div>
  )
}
