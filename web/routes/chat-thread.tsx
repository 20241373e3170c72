import { randomUUID } from 'node:crypto'
import { data, Form, Link, redirect, useRouteLoaderData } from 'react-router'
import { closeOwn, rate } from '../../src/usecases/chat/end-conversation.ts'
import { readOwnThread, sawOwn } from '../../src/usecases/chat/read-thread.ts'
import { askFromForm } from '../asking.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { useOutbox } from '../parts/chat/outbox.ts'
import { Composer, Log, usePassing, usePresence } from '../parts/chat/thread.tsx'
import { Icon } from '../parts/icon.tsx'
import { useLive } from '../parts/live.ts'
import { Problem } from '../parts/problem.tsx'
import { somebodyOf } from '../session.ts'
import { browserZone, speakerFor } from '../speaking.ts'
import { composerWords, hoursLine, threadView } from '../views/chat.ts'
import type { Route } from './+types/chat-thread.ts'
import type { loader as peopleLoader } from './people.tsx'

const RATED = 'rated'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const { person } = somebodyOf(context)
  const thread = await readOwnThread(app, { person, conversationId: params.id })
  if (thread === null) return data({ kind: 'missing' as const, ...missing(speaker) }, { status: 404 })
  const view = threadView(thread, 'person', speaker)
  // A whole page was asked for, so it is before their eyes; a script says so by itself, and only while it is.
  const { pathname, searchParams } = new URL(request.url)
  if (!pathname.endsWith('.data')) await sawOwn(app, { person, conversationId: params.id, upTo: view.newest })
  const title = say('chat.thread.title')
  return data({
    kind: 'thread' as const,
    pageTitle: say('shell.page_title', { page: title }),
    title,
    back: say('chat.thread.back'),
    log: say('chat.thread.log'),
    hours: hoursLine(app, speaker, browserZone(request)),
    thread: view,
    ended: say('chat.thread.ended'),
    end: say('chat.thread.end'),
    transcript: { label: say('chat.thread.transcript'), href: `/chat/${view.id}/transcript` },
    typing: say('chat.thread.typing', { name: '{name}' }),
    formKey: randomUUID(),
    tooLong: say('chat.refused.too_long'),
    composer: composerWords(speaker, 'label'),
    rating:
      !view.closed || thread.conversation.rating !== null
        ? null
        : {
            title: say('chat.rating.title'),
            marks: [
              { value: 3, label: say('chat.rating.mark.good') },
              { value: 2, label: say('chat.rating.mark.fair') },
              { value: 1, label: say('chat.rating.mark.poor') },
            ],
            words: say('chat.rating.words'),
            button: say('chat.rating.button'),
          },
    thanks: searchParams.has(RATED) ? say('chat.rating.thanks') : null,
  })
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  const somebody = somebodyOf(context)
  const { person } = somebody
  const here = `/chat/${params.id}`
  const form = await boundedForm(request)
  if (form === null) return data({ refused: say('chat.refused.too_much'), text: '' }, { status: 413 })
  switch (textOf(form, 'intent')) {
    case 'close':
      await closeOwn(app, { person, conversationId: params.id })
      return redirect(here, 303)
    case 'rate': {
      const mark = Number(textOf(form, 'mark'))
      await rate(app, { person, conversationId: params.id, mark, words: textOf(form, 'words') })
      return redirect(`${here}?${RATED}`, 303)
    }
    default: {
      const asked = await askFromForm(context, somebody, request, { form, conversationId: params.id })
      if (asked.kind !== 'refused') return redirect(here, 303)
      const status = asked.why === 'slow_down' ? 429 : 422
      return data({ refused: say(`chat.refused.${asked.why}`), text: textOf(form, 'text') }, { status })
    }
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function ChatThread({ loaderData: page, actionData }: Route.ComponentProps) {
  if (page.kind === 'missing') return <Problem {...page} />
  return <Thread key={page.thread.id} page={page} refused={actionData ?? null} />
}

type Page = Extract<Route.ComponentProps['loaderData'], { kind: 'thread' }>

function Thread({ page, refused }: { page: Page; refused: { refused: string; text: string } | null }) {
  const { thread } = page
  const shell = useRouteLoaderData<typeof peopleLoader>('routes/people')
  const userId = shell?.userId ?? ''
  const typers = usePassing()
  const address = `/chat/${thread.id}/presence`
  const typing = usePresence(address, thread.newest)
  useLive(
    userId,
    (topic) => topic === `chat:${thread.id}` || topic.startsWith('channels:'),
    (topic, doing) => {
      if (topic !== `chat:${thread.id}` || doing.side !== 'agent') return
      if (doing.what === 'typing') typers.heard(doing.who, doing.name)
      else typers.forget(doing.who)
    },
    { readOnFirst: true },
  )
  const box = useOutbox(`/chat/${thread.id}/send`, userId, () => undefined, page.composer)
  const typed = typers.names[0]
  return (
    <div className="sheet conversation">
      <Link className="back" to="/chat">
        <Icon name="back" />
        {page.back}
      </Link>
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="muted">{page.hours}</p>
        {thread.outage === null ? null : <p className="notice">{thread.outage}</p>}
      </header>
      <Log
        thread={thread}
        label={page.log}
        box={box}
        words={page.composer}
        typing={typed === undefined ? null : page.typing.replace('{name}', typed)}
      />
      {thread.closed ? <p className="notice">{page.ended}</p> : null}
      {page.thanks === null ? null : (
        <p className="notice" role="status">
          {page.thanks}
        </p>
      )}
      {page.rating === null || page.thanks !== null ? null : (
        <Form method="post" className="rating boxed" encType="multipart/form-data">
          <input type="hidden" name="intent" value="rate" />
          <fieldset>
            <legend>{page.rating.title}</legend>
            {page.rating.marks.map(({ value, label }) => (
              <label key={value}>
                <input type="radio" name="mark" value={value} required /> {label}
              </label>
            ))}
          </fieldset>
          <label className="field">
            <span>{page.rating.words}</span>
            <textarea dir="auto" name="words" rows={2} maxLength={1000} />
          </label>
          <button className="btn" type="submit">
            {page.rating.button}
          </button>
        </Form>
      )}
      <Composer
        action={`/chat/${thread.id}`}
        formKey={page.formKey}
        box={box}
        words={page.composer}
        tooLong={page.tooLong}
        refused={refused?.refused ?? null}
        text={refused?.text ?? ''}
        typing={typing}
      />
      <div className="card-links">
        {thread.closed ? null : (
          <Form method="post" encType="multipart/form-data">
            <button className="link" type="submit" name="intent" value="close">
              {page.end}
            </button>
          </Form>
        )}
        <a className="link" href={page.transcript.href} target="_top">
          {page.transcript.label}
        </a>
      </div>
    </div>
  )
}

function missing({ say }: ReturnType<typeof speakerFor>) {
  const title = say('chat.missing.title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    body: say('chat.missing.body'),
    wayOn: { label: say('chat.missing.way_on'), href: '/chat' },
  }
}
