import { data, Form, redirect } from 'react-router'
import { VARIABLES } from '../../src/domain/chat/conversation.ts'
import { forgetCanned, keepCanned, listCanned } from '../../src/usecases/team/desk.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { Field } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { somebodyOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { refusedView } from '../views/team.ts'
import type { Route } from './+types/team-replies.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const { person } = somebodyOf(context)
  const list = await listCanned(app, { person })
  if (list.kind === 'not_agent') return data(refusedView(person, 'agent', speaker), { status: 403 })
  const title = say('chat.team.replies.title')
  return data({
    kind: 'replies' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('chat.team.replies.lede', { places: speaker.list(VARIABLES.map((name) => `{${name}}`)) }),
    refused: new URL(request.url).searchParams.has('refused') ? say('chat.team.replies.refused') : null,
    none: say('chat.team.replies.none'),
    newTitle: say('chat.team.replies.new_title'),
    name: say('chat.team.replies.name'),
    body: say('chat.team.replies.body'),
    keep: say('chat.team.replies.keep'),
    remove: say('chat.team.replies.remove'),
    replies: list.replies.map((reply) => ({
      ...reply,
      removeLabel: say('chat.team.replies.remove_label', { title: reply.title }),
    })),
  })
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { person } = somebodyOf(context)
  const form = await boundedForm(request, 100_000)
  if (form === null) return redirect('/team/replies?refused', 303)
  const done =
    textOf(form, 'intent') === 'remove'
      ? await forgetCanned(app, { person, id: textOf(form, 'id') })
      : await keepCanned(app, { person, title: textOf(form, 'title'), body: textOf(form, 'body') })
  if (done.kind === 'not_agent') throw new Response(null, { status: 403 })
  return redirect(done.kind === 'refused' ? '/team/replies?refused' : '/team/replies', 303)
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function TeamReplies({ loaderData: page }: Route.ComponentProps) {
  if (page.kind === 'refused') return <Problem {...page} />
  return (
    <div className="sheet">
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
      </header>
      {page.refused === null ? null : (
        <p className="notice" role="alert">
          {page.refused}
        </p>
      )}
      {page.replies.length === 0 ? <p className="muted">{page.none}</p> : null}
      <ul className="rows">
        {page.replies.map(({ id, title, body, removeLabel }) => (
          <li key={id}>
            <span>
              <b>{title}</b>
              <span className="message-text muted" dir="auto">
                {body}
              </span>
            </span>
            <Form method="post">
              <input type="hidden" name="intent" value="remove" />
              <button className="link" type="submit" name="id" value={id} aria-label={removeLabel}>
                {page.remove}
              </button>
            </Form>
          </li>
        ))}
      </ul>
      <section aria-labelledby="new-reply-title">
        <h2 id="new-reply-title" className="section-title">
          {page.newTitle}
        </h2>
        <Form method="post" className="stack" key={page.replies.length}>
          <Field name="title" label={page.name} required />
          <label className="field">
            <span>{page.body}</span>
            <textarea dir="auto" className="area" name="body" rows={4} required maxLength={4000} />
          </label>
          <button className="btn primary" type="submit">
            {page.keep}
          </button>
        </Form>
      </section>
    </div>
  )
}
