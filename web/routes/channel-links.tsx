import { data, Form, Link, redirect, useNavigation } from 'react-router'
import {
  listReconnectLinks,
  mailReconnectLink,
  makeReconnectLink,
  revokeReconnectLink,
} from '../../src/usecases/channel/make-reconnect-link.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { CopyField } from '../parts/copy-field.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { useKeptAnswer } from '../parts/kept-answer.ts'
import { Problem } from '../parts/problem.tsx'
import { useStayingFresh } from '../parts/staying-fresh.ts'
import { Ticks } from '../parts/ticks.tsx'
import { memberOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { channelLinksPage, linkLetter, type Made, madeView } from '../views/channel-links.ts'
import type { Route } from './+types/channel-links.ts'

const FORM_LIMIT_BYTES = 8 * 1024

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const list = await listReconnectLinks(app, {
    creatorId: memberOf(context).creator.id,
    channelId: params.id,
  })
  if (list !== null) return data({ kind: 'links' as const, ...channelLinksPage(list, speaker) })
  const title = say('problems.no_channel.title')
  const missing = {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    body: say('problems.no_channel.body'),
    wayOn: { label: say('problems.no_channel.way_on'), href: '/channels' },
  }
  return data({ kind: 'missing' as const, ...missing }, { status: 404 })
}

/** A link is in the answer to the form that made it, and nowhere else: a reload asks before it makes another. */
export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { person, creator } = memberOf(context)
  const form = await boundedForm(request, FORM_LIMIT_BYTES)
  const about = { asker: person, creatorId: creator.id, channelId: params.id }
  const answer = (made: Made, email = '') => {
    const view = madeView(made, speaker)
    return data({ ...view, email }, { status: view.wrong === null ? 200 : 422 })
  }
  switch (form === null ? null : textOf(form, 'intent')) {
    case 'make':
      return answer(await makeReconnectLink(app, about))
    case 'mail': {
      const to = form === null ? '' : textOf(form, 'email')
      const write = linkLetter(person.name, speaker)
      return answer(await mailReconnectLink(app, { ...about, to, write }), to)
    }
    case 'revoke': {
      const linkId = form === null ? '' : textOf(form, 'link')
      await revokeReconnectLink(app, { ...about, linkId, userId: person.userId })
      return redirect(`/channels/${encodeURIComponent(params.id)}/links`, 303)
    }
    default:
      throw new Response(null, { status: 400 })
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function ChannelLinks({ loaderData: page, actionData, params }: Route.ComponentProps) {
  const made = useKeptAnswer(actionData, params.id)
  useStayingFresh()
  const busy = useNavigation().state !== 'idle'
  if (page.kind === 'missing') return <Problem {...page} />
  return (
    <div className="sheet">
      <Link className="back" to="/channels">
        <Icon name="back" />
        {page.back}
      </Link>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      <div role="status">
        {made?.link ? (
          <section className="step" aria-labelledby="made-title">
            <h2 id="made-title">{made.link.title}</h2>
            <CopyField field={made.link.field} />
            <p className="muted">{made.link.until}</p>
          </section>
        ) : null}
        {made?.sent ? <p className="notice">{made.sent}</p> : null}
      </div>
      {made?.wrong ? (
        <p className="notice bad" role="alert">
          {made.wrong}
        </p>
      ) : null}
      <section className="step" aria-labelledby="how-title">
        <h2 id="how-title">{page.howTitle}</h2>
        <Ticks lines={page.how} />
      </section>
      {page.make === null ? (
        <p className="notice">{page.notNeeded}</p>
      ) : (
        <div className="step two">
          <section aria-labelledby="make-title">
            <h2 id="make-title">
              <Icon name="thread" />
              {page.make.title}
            </h2>
            <p className="muted">{page.make.body}</p>
            <Form method="post" className="acts" preventScrollReset>
              <button className="btn primary" type="submit" name="intent" value="make" aria-disabled={busy}>
                {page.make.button}
              </button>
            </Form>
          </section>
          <section aria-labelledby="mail-title">
            <h2 id="mail-title">
              <Icon name="mail" />
              {page.make.mailTitle}
            </h2>
            <p className="muted">{page.make.mailBody}</p>
            <Form method="post" className="stack" preventScrollReset>
              <Field
                name="email"
                label={page.make.mailTo}
                type="email"
                autoComplete="off"
                required
                defaultValue={made?.sent ? '' : (made?.email ?? '')}
              />
              <button className="btn" type="submit" name="intent" value="mail" aria-disabled={busy}>
                {page.make.mail}
              </button>
            </Form>
          </section>
        </div>
      )}
      <section className="step" aria-labelledby="list-title">
        <h2 id="list-title">{page.listTitle}</h2>
        {page.links.length === 0 ? <p className="muted">{page.none}</p> : null}
        <ul className="link-list">
          {page.links.map((link) => (
            <li key={link.id} data-state={link.state}>
              <div>
                <p>
                  <b>{link.how}</b>
                </p>
                <p className="muted">
                  {link.by}. {link.stands}.
                </p>
              </div>
              {link.revoke === null ? null : (
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="link" value={link.id} />
                  <button
                    className="btn quiet"
                    type="submit"
                    name="intent"
                    value="revoke"
                    aria-label={link.revoke.accessibleName}
                  >
                    {link.revoke.label}
                  </button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
