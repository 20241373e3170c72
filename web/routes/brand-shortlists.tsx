import { Form, Link, redirect } from 'react-router'
import { listShortlists, makeShortlist } from '../../src/usecases/brand/shortlists.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Field } from '../parts/field.tsx'
import { brandOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import type { Route } from './+types/brand-shortlists.ts'

const SAID = ['deleted', 'unknown', 'name_missing', 'too_many'] as const

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const lists = await listShortlists(app, { companyId: company.id, userId: person.userId })
  const title = say('brand.shortlists.title')
  const said = SAID.find((one) => one === new URL(request.url).searchParams.get('said'))
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('brand.shortlists.lede'),
    said: said === undefined ? null : say(`brand.shortlists.said.${said}`),
    none: lists.length === 0 ? say('brand.shortlists.none') : null,
    find: say('brand.shortlists.find'),
    lists: lists.map(({ id, name, creators, madeBy, shared }) => ({
      id,
      name,
      href: `/brand/shortlists/${id}`,
      about: speaker.dotted([
        say('brand.shortlists.creators', { count: creators }),
        ...(madeBy === null ? [] : [say('brand.shortlists.made_by', { name: madeBy })]),
        ...(shared ? [] : [say('brand.shortlists.private')]),
      ]),
    })),
    fresh: {
      title: say('brand.shortlists.new_title'),
      name: say('brand.shortlists.name'),
      submit: say('brand.shortlists.make'),
    },
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const form = await boundedForm(request, 10_000)
  if (form === null) return redirect('/brand/shortlists', 303)
  const made = await makeShortlist(app, {
    companyId: company.id,
    userId: person.userId,
    name: textOf(form, 'name'),
  })
  return redirect(
    made.kind === 'made' ? `/brand/shortlists/${made.id}` : `/brand/shortlists?said=${made.kind}`,
    303,
  )
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function BrandShortlists({ loaderData: page }: Route.ComponentProps) {
  return (
    <div className="sheet">
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      {page.said === null ? null : (
        <p className="notice" role="status">
          {page.said}
        </p>
      )}
      {page.none === null ? (
        <ul className="rows">
          {page.lists.map(({ id, name, href, about }) => (
            <li key={id}>
              <span>
                <Link to={href}>
                  <bdi>{name}</bdi>
                </Link>{' '}
                <small className="muted block">{about}</small>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <div className="none">
          <p>{page.none}</p>
          <p className="acts">
            <Link className="btn primary" to="/brand/discover">
              {page.find}
            </Link>
          </p>
        </div>
      )}
      <section aria-labelledby="new-title">
        <h2 id="new-title" className="section-title">
          {page.fresh.title}
        </h2>
        <Form method="post" className="stack">
          <Field name="name" label={page.fresh.name} required />
          <button className="btn" type="submit">
            {page.fresh.submit}
          </button>
        </Form>
      </section>
    </div>
  )
}
