import { Fragment } from 'react'
import { Form, Link, redirect, useSubmit } from 'react-router'
import { changeShortlist, compareShortlist } from '../../src/usecases/brand/shortlists.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Choice } from '../parts/choice.tsx'
import { Crumbs } from '../parts/crumbs.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { NetworkIcon } from '../parts/network-icon.tsx'
import { brandOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { shortlistPage } from '../views/shortlist-page.ts'
import type { Route } from './+types/brand-shortlist.ts'

const SAID = ['changed', 'refused', 'full'] as const

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const speaker = speakerFor(app, request)
  const reader = { companyId: company.id, userId: person.userId, id: params.id }
  const comparison = await compareShortlist(app, reader)
  if (comparison === null) throw new Response(null, { status: 404 })
  const said = SAID.find((one) => one === new URL(request.url).searchParams.get('said'))
  return shortlistPage(
    comparison,
    said === undefined ? null : speaker.say(`brand.shortlists.said.${said}`),
    speaker,
  )
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person, company } = brandOf(context)
  const reader = { companyId: company.id, userId: person.userId, id: params.id }
  const form = await boundedForm(request, 20_000)
  if (form === null) return redirect('/brand/shortlists', 303)
  const change = changeIn(form)
  const done = await changeShortlist(app, { ...reader, change })
  if (done.kind === 'unknown') throw new Response(null, { status: 404 })
  if (done.kind === 'deleted') return redirect('/brand/shortlists?said=deleted', 303)
  const quiet = done.kind === 'changed' && change.kind === 'engagement'
  return redirect(
    `/brand/shortlists/${encodeURIComponent(params.id)}${quiet ? '' : `?said=${done.kind}`}`,
    303,
  )
}

type Change = Parameters<typeof changeShortlist>[1]['change']

function changeIn(form: FormData): Change {
  const creatorId = textOf(form, 'creator')
  switch (textOf(form, 'intent')) {
    case 'note':
      return { kind: 'note', creatorId, note: textOf(form, 'note') }
    case 'remove':
      return { kind: 'remove', creatorId }
    case 'rename':
      return { kind: 'rename', name: textOf(form, 'name') }
    case 'share':
      return { kind: 'share', shared: textOf(form, 'shared') === 'yes' }
    case 'delete':
      return { kind: 'delete' }
    default:
      return { kind: 'engagement', by: textOf(form, 'by') }
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function BrandShortlist({ loaderData: page }: Route.ComponentProps) {
  return (
    <>
      <Crumbs label={page.crumbs.label} crumbs={page.crumbs.list} />
      <header className="page-head">
        <h1>
          <bdi>{page.title}</bdi>
        </h1>
        <p className="muted">{page.about}</p>
      </header>
      {page.said === null ? null : (
        <p className="notice" role="status">
          {page.said}
        </p>
      )}
      {page.mixed === null ? null : (
        <p className="notice">
          <Icon name="wait" /> {page.mixed}
        </p>
      )}
      {page.empty === null ? (
        <>
          <Compare by={page.by} csv={page.csv} />
          <Table page={page} />
        </>
      ) : (
        <div className="none">
          <p>{page.empty.text}</p>
          <p className="acts">
            <Link className="btn primary" to="/brand/discover">
              {page.empty.find}
            </Link>
          </p>
        </div>
      )}
      <Settings settings={page.settings} title={page.title} />
    </>
  )
}

type Page = Route.ComponentProps['loaderData']

/** One formula for all of them, so that like is compared with like. */
function Compare({ by, csv }: Pick<Page, 'by' | 'csv'>) {
  const submit = useSubmit()
  return (
    <div className="compare-bar">
      <Form
        method="post"
        className="compare-by"
        onChange={(event) => void submit(event.currentTarget, { preventScrollReset: true })}
      >
        <Choice key={by.value} name="by" label={by.label} options={by.options} defaultValue={by.value} />
        <button className="btn" type="submit">
          {by.apply}
        </button>
        <small className="muted">{by.hint}</small>
      </Form>
      <a className="btn quiet" href={csv.href} download>
        {csv.label}
      </a>
    </div>
  )
}

function Table({ page }: { page: Page }) {
  const { columns } = page
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="comparison" aria-label={page.caption} tabIndex={0}>
      <table>
        <caption className="sr-only">{page.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.creator}</th>
            <th scope="col">{columns.channel}</th>
            <th scope="col" className="num">
              {columns.followers}
            </th>
            <th scope="col" className="num">
              {columns.growth}
            </th>
            <th scope="col" className="num">
              {columns.engagement}
            </th>
            <th scope="col">{columns.audience}</th>
            <th scope="col">{columns.checked}</th>
            <th scope="col">{columns.note}</th>
          </tr>
        </thead>
        <tbody>
          {page.creators.map((one) => (
            <Fragment key={one.creatorId}>
              <tr>
                <th scope="rowgroup" rowSpan={Math.max(1, one.channels.length)}>
                  <Link to={one.href}>
                    <bdi>{one.name}</bdi>
                  </Link>
                  <small className="muted block">{one.about}</small>
                  <Form method="post">
                    <input type="hidden" name="intent" value="remove" />
                    <button
                      className="link"
                      type="submit"
                      name="creator"
                      value={one.creatorId}
                      aria-label={one.remove.label}
                    >
                      {one.remove.text}
                    </button>
                  </Form>
                </th>
                {one.channels[0] === undefined ? (
                  <td colSpan={6} className="muted">
                    {page.noChannels}
                  </td>
                ) : (
                  <Cells channel={one.channels[0]} />
                )}
                <td rowSpan={Math.max(1, one.channels.length)}>
                  <Note creatorId={one.creatorId} note={one.note} />
                </td>
              </tr>
              {one.channels.slice(1).map((channel) => (
                <tr key={channel.channelId}>
                  <Cells channel={channel} />
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cells({ channel }: { channel: Page['creators'][number]['channels'][number] }) {
  const { cells } = channel
  return (
    <>
      <td>
        <span className="found-channel">
          <NetworkIcon network={channel.network} />
          <bdi>{channel.name}</bdi>
        </span>
      </td>
      {cells === null ? (
        <td colSpan={5} className="muted">
          {channel.paused}
        </td>
      ) : (
        <>
          <td className="num">{cells.followers}</td>
          <td className="num">{cells.growth}</td>
          <td className="num">{cells.engagement}</td>
          <td>{cells.audience}</td>
          <td>{cells.checked}</td>
        </>
      )}
    </>
  )
}

function Note({ creatorId, note }: { creatorId: string; note: Page['creators'][number]['note'] }) {
  return (
    <Form method="post" className="note-form">
      <input type="hidden" name="intent" value="note" />
      <input type="hidden" name="creator" value={creatorId} />
      <textarea
        dir="auto"
        name="note"
        rows={2}
        maxLength={1000}
        aria-label={note.label}
        defaultValue={note.value}
      />
      <button className="link" type="submit" aria-label={note.saveLabel}>
        {note.save}
      </button>
    </Form>
  )
}

function Settings({ settings, title }: { settings: Page['settings']; title: string }) {
  return (
    <details className="saved">
      <summary>{settings.title}</summary>
      <Form method="post" className="saved-form">
        <input type="hidden" name="intent" value="rename" />
        <Field key={title} name="name" label={settings.name} required defaultValue={title} />
        <button className="btn" type="submit">
          {settings.rename}
        </button>
      </Form>
      {settings.share === null ? null : (
        <Form method="post">
          <input type="hidden" name="intent" value="share" />
          <button className="btn" type="submit" name="shared" value={settings.share.value}>
            {settings.share.label}
          </button>
        </Form>
      )}
      {settings.delete === null ? null : (
        <Form method="post">
          <button className="link danger" type="submit" name="intent" value="delete">
            {settings.delete}
          </button>
        </Form>
      )}
    </details>
  )
}
