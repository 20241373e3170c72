import { type ChangeEvent, useEffect, useRef } from 'react'
import { Form, Link, redirect, useNavigation, useSubmit } from 'react-router'
import { readPlace, readSearch } from '../../src/domain/brand/search.ts'
import { discover, forgetSearch, listSavedSearches, saveSearch } from '../../src/usecases/brand/discover.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Choice } from '../parts/choice.tsx'
import { Face } from '../parts/face.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { NetworkIcon } from '../parts/network-icon.tsx'
import { brandOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { addressOf, discoverPage, type FoundView } from '../views/discover-page.ts'
import type { Route } from './+types/brand-discover.ts'

const SAID = ['saved', 'forgotten', 'name_missing', 'too_many'] as const

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { company } = brandOf(context)
  const speaker = speakerFor(app, request)
  const params = new URL(request.url).searchParams
  const search = readSearch(params)
  const after = readPlace(params.get('after'))
  const [discovered, saved] = await Promise.all([
    discover(app, { search, after }),
    listSavedSearches(app, { companyId: company.id }),
  ])
  const said = SAID.find((one) => one === params.get('said'))
  return discoverPage(
    {
      search,
      first: after === null,
      discovered,
      saved,
      said: said === undefined ? null : speaker.say(`brand.discover.said.${said}`),
    },
    speaker,
  )
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const form = await boundedForm(request, 20_000)
  if (form === null) return redirect('/brand/discover', 303)
  const search = readSearch(new URLSearchParams(textOf(form, 'query')))
  if (textOf(form, 'intent') === 'forget') {
    await forgetSearch(app, { companyId: company.id, id: textOf(form, 'id') })
    return redirect(addressOf(search, { said: 'forgotten' }), 303)
  }
  const done = await saveSearch(app, {
    companyId: company.id,
    userId: person.userId,
    name: textOf(form, 'name'),
    search,
  })
  return redirect(addressOf(search, { said: done.kind }), 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function BrandDiscover({ loaderData: page }: Route.ComponentProps) {
  const { state, location } = useNavigation()
  const busy = state === 'loading' && location.pathname === '/brand/discover'
  return (
    <>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      {page.said === null ? null : (
        <p className="notice" role="status">
          {page.said}
        </p>
      )}
      <div className="discover">
        <Filters form={page.form} />
        <section className="found-list" aria-labelledby="found-title" aria-busy={busy}>
          <div className="found-head">
            <h2 id="found-title" className="sr-only">
              {page.results}
            </h2>
            <p role="status" className="found-count">
              {page.count}
            </p>
          </div>
          {page.none === null ? (
            <ol className="found">
              {page.found.map((one) => (
                <FoundRow key={one.key} one={one} />
              ))}
            </ol>
          ) : (
            <div className="none">
              <p>{page.none.body}</p>
              <ul className="plain">
                {page.none.looser.map(({ filter, href, text }) => (
                  <li key={filter}>
                    <Link to={href}>{text}</Link>
                  </li>
                ))}
              </ul>
            </div>
          )}
          <p className="acts">
            {page.more === null ? null : (
              <Link className="btn" to={page.more.href}>
                {page.more.label}
              </Link>
            )}
            {page.start === null ? null : (
              <Link className="btn quiet" to={page.start.href}>
                {page.start.label}
              </Link>
            )}
          </p>
          <Saved saved={page.saved} />
        </section>
      </div>
    </>
  )
}

const TYPING_MS = 350

/** A form that asks the server: it works before scripts, and with them every choice applies by itself. */
function Filters({ form }: { form: Route.ComponentProps['loaderData']['form'] }) {
  const submit = useSubmit()
  const element = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function apply() {
    clearTimeout(timer.current)
    if (element.current === null) return
    void submit(chosenIn(element.current), {
      method: 'get',
      action: '/brand/discover',
      replace: true,
      preventScrollReset: true,
    })
  }
  function changed(event: ChangeEvent<HTMLFormElement>) {
    const typed = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox'
    clearTimeout(timer.current)
    if (typed) timer.current = setTimeout(apply, TYPING_MS)
    else apply()
  }
  return (
    <search className="filters">
      <form
        ref={element}
        method="get"
        action="/brand/discover"
        onChange={changed}
        onSubmit={(event) => {
          event.preventDefault()
          apply()
        }}
      >
        <div className="filters-main">
          <label className="sr-only" htmlFor="q">
            {form.search}
          </label>
          <span className="input">
            <Icon name="search" />
            <input
              id="q"
              name="q"
              type="search"
              defaultValue={form.text}
              placeholder={form.placeholder}
              maxLength={200}
              autoComplete="off"
              enterKeyHint="search"
            />
          </span>
          <button className="btn primary" type="submit">
            {form.submit}
          </button>
        </div>
        <div className="filters-row">
          <Chosen name="network" of={form.network} />
          <Chosen name="category" of={form.category} />
          <Chosen name="country" of={form.country} />
          <Chosen name="sort" of={form.sort} />
        </div>
        <details className="filters-more" open={form.open}>
          <summary>{form.filters}</summary>
          <fieldset>
            <legend>{form.followers.legend}</legend>
            <div className="filters-row">
              <Field name="from" label={form.followers.from.label} defaultValue={form.followers.from.value} />
              <Field name="to" label={form.followers.to.label} defaultValue={form.followers.to.value} />
            </div>
            <small className="muted">{form.followers.hint}</small>
          </fieldset>
          <fieldset>
            <legend>{form.engagement.legend}</legend>
            <div className="filters-row">
              <Chosen name="rate" of={form.engagement.by} />
              <Field
                name="rate_from"
                label={form.engagement.from.label}
                defaultValue={form.engagement.from.value}
              />
            </div>
            <small className="muted">{form.engagement.hint}</small>
          </fieldset>
          <fieldset>
            <legend>{form.audience.legend}</legend>
            <div className="filters-pairs">
              {form.audience.parts.map(({ name, label, value, options, share }) => (
                <div key={name} className="filters-pair">
                  <Chosen name={name} of={{ label, value, options }} />
                  <select
                    className="select"
                    name={`${name}_share`}
                    aria-label={share.label}
                    defaultValue={share.value}
                    key={share.value}
                  >
                    {share.options.map((option) => (
                      <option key={option.value} value={option.value}>
                        {option.label}
                      </option>
                    ))}
                  </select>
                </div>
              ))}
            </div>
          </fieldset>
          <div className="filters-row">
            <Chosen name="language" of={form.language} />
          </div>
          <div className="filters-check">
            <input
              id="show"
              type="checkbox"
              name="show"
              value="all"
              defaultChecked={form.showAll.checked}
              aria-describedby="show-hint"
            />
            <label htmlFor="show">{form.showAll.label}</label>
            <small id="show-hint" className="muted">
              {form.showAll.hint}
            </small>
          </div>
        </details>
        {form.clear === null ? null : (
          <a className="link" href="/brand/discover">
            {form.clear}
          </a>
        )}
      </form>
    </search>
  )
}

type Chosen = { label: string; value: string; options: { value: string; label: string }[] }

/** Anew where the address says another choice than before, such as after "Back". */
function Chosen({ name, of }: { name: string; of: Chosen }) {
  return <Choice key={of.value} name={name} label={of.label} options={of.options} defaultValue={of.value} />
}

/** Only what was chosen, so that addresses stay short. */
function chosenIn(form: HTMLFormElement): URLSearchParams {
  const params = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value !== '') params.append(name, value)
  }
  for (const name of ['audience', 'age', 'gender']) {
    if (!params.has(name)) params.delete(`${name}_share`)
  }
  return params
}

function FoundRow({ one }: { one: FoundView }) {
  return (
    <li className="found-one">
      <Face face={one.face} network={one.network} />
      <div className="found-who">
        <h3>
          <Link to={one.href}>
            <bdi>{one.name}</bdi>
          </Link>
        </h3>
        <p className="muted">{one.about}</p>
        {one.bio === '' ? null : (
          <p className="found-bio">
            <bdi>{one.bio}</bdi>
          </p>
        )}
        <p className="found-channel">
          <NetworkIcon network={one.network} />
          <span>
            {one.networkName} <bdi>{one.channelName}</bdi>
          </span>
          {one.also === null ? null : <small className="muted">{one.also}</small>}
        </p>
      </div>
      <div className="found-numbers">
        {one.numbers.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p className={one.stamp.verified ? 'stamp verified' : 'stamp paused'}>
          <Icon name={one.stamp.verified ? 'ok' : 'wait'} />
          {one.stamp.text}
        </p>
      </div>
    </li>
  )
}

function Saved({ saved }: { saved: Route.ComponentProps['loaderData']['saved'] }) {
  return (
    <aside className="saved">
      {saved.save === null ? null : (
        <details>
          <summary>{saved.save.title}</summary>
          <Form method="post" className="saved-form" key={saved.list.length}>
            <input type="hidden" name="query" value={saved.save.query} />
            <Field name="name" label={saved.save.name} required />
            <button className="btn" type="submit" name="intent" value="save">
              {saved.save.submit}
            </button>
          </Form>
        </details>
      )}
      {saved.list.length === 0 ? null : (
        <>
          <h2 className="section-title">{saved.title}</h2>
          <ul className="rows">
            {saved.list.map(({ id, name, href, forgetLabel }) => (
              <li key={id}>
                <Link to={href}>
                  <bdi>{name}</bdi>
                </Link>
                <Form method="post">
                  <input type="hidden" name="intent" value="forget" />
                  <input type="hidden" name="query" value={saved.save?.query ?? ''} />
                  <button className="link" type="submit" name="id" value={id} aria-label={forgetLabel}>
                    {saved.forget}
                  </button>
                </Form>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  )
}
