import { randomUUID } from 'node:crypto'
import { data, redirect, useNavigate, useRouteLoaderData } from 'react-router'
import { readFacts } from '../../src/usecases/chat/facts.ts'
import { listOwn } from '../../src/usecases/chat/read-thread.ts'
import { askFromForm } from '../asking.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { useOutbox } from '../parts/chat/outbox.ts'
import { Composer } from '../parts/chat/thread.tsx'
import { somebodyOf } from '../session.ts'
import { browserZone, speakerFor } from '../speaking.ts'
import { composerWords, factLine, hoursLine, type ListRow, listView } from '../views/chat.ts'
import type { Route } from './+types/chat.ts'
import type { loader as peopleLoader } from './people.tsx'

export async function loader({ request, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const { person } = somebodyOf(context)
  const about = new URL(request.url).searchParams.get('about')
  const browser = request.headers.get('user-agent') ?? ''
  const [rows, { channelId, facts }] = await Promise.all([
    listOwn(app, { person }),
    readFacts(app, { person, channelId: about, browser }),
  ])
  const title = say('chat.title')
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('chat.lede'),
    hours: hoursLine(app, speaker, browserZone(request)),
    listTitle: say('chat.list.title'),
    none: say('chat.list.none'),
    rows: listView(rows, speaker),
    startTitle: rows.length === 0 ? say('chat.start.title') : say('chat.list.new'),
    about: channelId,
    factsTitle: say('chat.start.facts_title'),
    factsLede: say('chat.start.facts_lede'),
    facts: channelId === null ? [] : facts.map((fact) => factLine(fact, speaker)),
    formKey: randomUUID(),
    tooLong: say('chat.refused.too_long'),
    composer: composerWords(speaker, 'label'),
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  const form = await boundedForm(request)
  if (form === null) return data({ refused: say('chat.refused.too_much'), text: '' }, { status: 413 })
  const asked = await askFromForm(context, somebodyOf(context), request, { form, conversationId: null })
  switch (asked.kind) {
    case 'sent':
      return redirect(`/chat/${asked.conversationId}`, 303)
    case 'unknown_conversation':
      return redirect('/chat', 303)
    case 'refused': {
      const status = asked.why === 'slow_down' ? 429 : 422
      return data({ refused: say(`chat.refused.${asked.why}`), text: textOf(form, 'text') }, { status })
    }
    default:
      return asked satisfies never
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function Chat({ loaderData: page, actionData }: Route.ComponentProps) {
  const navigate = useNavigate()
  const userId = useRouteLoaderData<typeof peopleLoader>('routes/people')?.userId ?? ''
  const box = useOutbox(
    '/chat/new/send',
    userId,
    ({ conversationId }) => void navigate(`/chat/${conversationId}`),
    page.composer,
  )
  return (
    <div className="sheet">
      <header className="page-head">
        <h1>{page.title}</h1>
        <p className="lede">{page.lede}</p>
        <p className="muted">{page.hours}</p>
      </header>
      {page.rows.length === 0 ? null : (
        <section aria-labelledby="threads-title">
          <h2 id="threads-title" className="section-title">
            {page.listTitle}
          </h2>
          <ul className="threads">
            {page.rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="start-title">
        <h2 id="start-title" className="section-title">
          {page.startTitle}
        </h2>
        <Composer
          action={page.about === null ? '/chat' : `/chat?about=${page.about}`}
          formKey={page.formKey}
          box={box}
          words={page.composer}
          tooLong={page.tooLong}
          refused={actionData?.refused ?? null}
          text={actionData?.text ?? ''}
          fields={page.about === null ? {} : { about: page.about }}
        >
          {page.facts.length === 0 ? null : (
            <fieldset className="facts-choice">
              <legend>{page.factsTitle}</legend>
              <p className="muted">{page.factsLede}</p>
              {page.facts.map(({ key, label, value }) => (
                <label key={key}>
                  <input type="checkbox" name="fact" value={key} defaultChecked />
                  <span>
                    <b>{label}</b> {value}
                  </span>
                </label>
              ))}
            </fieldset>
          )}
        </Composer>
        {box.waiting.map((one) => (
          <p key={one.key} className="notice" role="status">
            {one.text.slice(0, 80)} · {one.why ?? page.composer.waiting}{' '}
            {one.state === 'refused' ? (
              <>
                <button className="link" type="button" onClick={() => box.again(one.key)}>
                  {page.composer.again}
                </button>
                <button className="link" type="button" onClick={() => box.drop(one.key)}>
                  {page.composer.discard}
                </button>
              </>
            ) : null}
          </p>
        ))}
      </section>
    </div>
  )
}

function Row({ row }: { row: ListRow }) {
  return (
    <li>
      <a href={row.href} className="thread-row">
        <b className="inbox-last">{row.title}</b>
        <span className="inbox-last">{row.last}</span>
        <span className="muted">
          <time dateTime={row.machineAt}>{row.at}</time> · {row.status}
        </span>
        {row.unread === null ? null : <span className="count">{row.unread}</span>}
      </a>
    </li>
  )
}
