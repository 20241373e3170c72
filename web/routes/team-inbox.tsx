import { randomUUID } from 'node:crypto'
import { useEffect, useRef, useState } from 'react'
import { data, Form, Link, redirect, useRouteLoaderData } from 'react-router'
import { INBOX_VIEWS } from '../../src/domain/chat/conversation.ts'
import { readDesk, readInbox } from '../../src/usecases/chat/answer.ts'
import { answerFromForm, handleFromForm, handlingFrom } from '../answering.ts'
import { boundedForm, textOf } from '../bounded-form.ts'
import { appContext } from '../context.ts'
import { useInboxKeys } from '../parts/chat/inbox-keys.ts'
import { useOutbox } from '../parts/chat/outbox.ts'
import {
  Composer,
  Log,
  type Prepared,
  say as sayInPassing,
  usePassing,
  usePresence,
} from '../parts/chat/thread.tsx'
import { Icon } from '../parts/icon.tsx'
import { useLive } from '../parts/live.ts'
import { Problem } from '../parts/problem.tsx'
import { somebodyOf } from '../session.ts'
import { speakerFor } from '../speaking.ts'
import { composerWords } from '../views/chat.ts'
import { deskView, inboxView, keysView, refusedView } from '../views/team.ts'
import type { Route } from './+types/team-inbox.ts'
import type { loader as peopleLoader } from './people.tsx'

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const app = context.get(appContext)
  const speaker = speakerFor(app, request)
  const { say } = speaker
  const { person } = somebodyOf(context)
  const asked = new URL(request.url).searchParams.get('view')
  const view = INBOX_VIEWS.find((one) => one === asked) ?? 'unassigned'
  const [inbox, desk] = await Promise.all([
    readInbox(app, { person, view }),
    params.id === undefined ? null : readDesk(app, { person, conversationId: params.id }),
  ])
  if (inbox.kind === 'not_agent') return data(refusedView(person, 'agent', speaker), { status: 403 })
  const title = say('chat.team.inbox.title')
  const missing = desk !== null && desk.kind !== 'desk'
  return data(
    {
      kind: 'inbox' as const,
      pageTitle: say('shell.page_title', { page: title }),
      title,
      inbox: inboxView(inbox, view, params.id ?? null, speaker),
      desk: desk?.kind === 'desk' ? deskView(desk, person.userId, speaker) : null,
      back: say('chat.team.inbox.on_phone'),
      pick: missing ? say('chat.missing.title') : say('chat.team.inbox.pick'),
      keys: keysView(speaker),
      composer: composerWords(speaker, 'reply_label'),
      tooLong: say('chat.refused.too_long'),
      formKey: randomUUID(),
    },
    { status: missing ? 404 : 200 },
  )
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const app = context.get(appContext)
  const { say } = speakerFor(app, request)
  const { person } = somebodyOf(context)
  const form = await boundedForm(request)
  if (form === null) return data({ refused: say('chat.refused.too_much'), text: '' }, { status: 413 })
  const conversationId = params.id ?? ''
  const { search } = new URL(request.url)
  const here = `/team/inbox/${conversationId}${search}`
  const handling = handlingFrom(form)
  const done =
    handling === null
      ? await answerFromForm(context, person, { form, conversationId })
      : await handleFromForm(context, person, { handling, conversationId })
  switch (done.kind) {
    case 'not_agent':
      return data(
        { refused: say('chat.team.refused.body', { email: person.email }), text: '' },
        { status: 403 },
      )
    case 'unknown_conversation':
      return data({ refused: say('chat.refused.unknown_conversation'), text: '' }, { status: 404 })
    case 'refused':
      return data(
        { refused: say(`chat.refused.${done.why}`), text: textOf(form, 'text') },
        { status: done.why === 'slow_down' ? 429 : 422 },
      )
    case 'sent':
    case 'done':
    case 'not_possible':
      return redirect(here, 303)
    default:
      return done satisfies never
  }
}

export function meta({ loaderData }: Route.MetaArgs) {
  return [{ title: loaderData?.pageTitle ?? '' }]
}

export default function TeamInbox({ loaderData: page, actionData }: Route.ComponentProps) {
  if (page.kind === 'refused') return <Problem {...page} />
  return <Inbox page={page} refused={actionData ?? null} />
}

type Page = Extract<Route.ComponentProps['loaderData'], { kind: 'inbox' }>

function Inbox({ page, refused }: { page: Page; refused: { refused: string; text: string } | null }) {
  const { inbox, desk, keys } = page
  const help = useRef<HTMLDialogElement>(null)
  useInboxKeys(help)
  // On a phone an open conversation is all there is, so its name is the page's.
  const Heading = desk === null ? 'h1' : 'h2'
  return (
    <div className={desk === null ? 'inbox' : 'inbox opened'}>
      <section className="inbox-list" aria-labelledby="inbox-title">
        <header>
          <Heading id="inbox-title">{page.title}</Heading>
          <button className="link" type="button" data-keys-help onClick={() => help.current?.showModal()}>
            {keys.button} <kbd>?</kbd>
          </button>
        </header>
        <nav className="inbox-views" aria-label={inbox.viewsLabel}>
          {inbox.views.map(({ view, label, count, href, current }) => (
            <Link key={view} to={href} aria-current={current ? 'page' : undefined}>
              {label}
              {count === null ? null : <small>{count}</small>}
            </Link>
          ))}
        </nav>
        {inbox.rows.length === 0 ? <p className="muted inbox-none">{inbox.none}</p> : null}
        <ul aria-label={inbox.list}>
          {inbox.rows.map((row) => (
            <li key={row.id}>
              <Link to={row.href} data-inbox-row aria-current={row.current ? 'true' : undefined}>
                <span className="inbox-name">
                  <b>{row.name}</b> {row.handle === null ? null : <small>{row.handle}</small>}
                  {row.unread === 0 ? null : (
                    <span className="count">
                      <span aria-hidden="true">{row.unread}</span>
                      <span className="sr-only">{row.unreadText}</span>
                    </span>
                  )}
                </span>
                <span className="inbox-last">{row.last}</span>
                <small className="muted">
                  <time dateTime={row.machineAt}>{row.at}</time> · {row.assigned}
                </small>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      {desk === null ? (
        <p className="muted inbox-pick">{page.pick}</p>
      ) : (
        <DeskPane key={desk.thread.id} page={page} desk={desk} refused={refused} />
      )}
      <dialog ref={help} className="keys" aria-labelledby="keys-title">
        <h2 id="keys-title">{keys.title}</h2>
        <p className="muted">{keys.lede}</p>
        <dl>
          {keys.list.map(({ key, does }) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <button className="btn" type="submit">
            {keys.close}
          </button>
        </form>
      </dialog>
    </div>
  )
}

type DeskData = NonNullable<Page['desk']>

const LOOKING_EVERY_MS = 20_000

function DeskPane({
  page,
  desk,
  refused,
}: {
  page: Page
  desk: DeskData
  refused: { refused: string; text: string } | null
}) {
  const { thread, words } = desk
  const userId = useRouteLoaderData<typeof peopleLoader>('routes/people')?.userId ?? ''
  const person = usePassing()
  const writing = usePassing()
  const looking = usePassing(2 * LOOKING_EVERY_MS)
  const address = `/chat/${thread.id}/presence`
  const typing = usePresence(address, thread.newest)
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') sayInPassing(address, { doing: 'viewing' })
    }
    look()
    const timer = setInterval(look, LOOKING_EVERY_MS)
    return () => {
      clearInterval(timer)
      sayInPassing(address, { doing: 'gone' })
    }
  }, [address])
  useLive(
    userId,
    (topic) => topic.startsWith('chat:') || topic === `channels:${desk.creator?.id}`,
    (topic, doing) => {
      if (topic !== `chat:${thread.id}` || doing.who === userId) return
      if (doing.side === 'person') {
        if (doing.what === 'typing') person.heard(doing.who, doing.name)
        else person.forget(doing.who)
        return
      }
      if (doing.what === 'gone') {
        writing.forget(doing.who)
        looking.forget(doing.who)
      } else if (doing.what === 'typing') writing.heard(doing.who, doing.name)
      else {
        // Answers a look with a look, once, so that whoever came first is seen by whoever came later.
        if (!looking.names.includes(doing.name)) sayInPassing(address, { doing: 'viewing' })
        looking.heard(doing.who, doing.name)
      }
    },
    { readOnFirst: true },
  )
  const send = `/team/inbox/${thread.id}/send`
  const box = useOutbox(send, userId, () => undefined, page.composer)
  const [prepared, setPrepared] = useState<Prepared>({ text: '', version: 0 })
  const [note, setNote] = useState(false)
  const here = `/team/inbox/${thread.id}?view=${page.inbox.view}`
  const typed = person.names[0]
  return (
    <>
      <section className="inbox-thread" aria-labelledby="desk-title">
        <Link className="back" to={`/team/inbox?view=${page.inbox.view}`}>
          <Icon name="back" />
          {page.back}
        </Link>
        <header>
          <h1 id="desk-title">{desk.title}</h1>
          {desk.snoozed === null ? null : <p className="muted">{desk.snoozed}</p>}
          {desk.rated === null ? null : <p className="muted">{desk.rated}</p>}
          {thread.outage === null ? null : <p className="notice">{thread.outage}</p>}
          <p className={writing.names.length > 0 ? 'collision hot' : 'collision'} role="status">
            {writing.names.length > 0
              ? words.typing.replace('{names}', writing.names.join(', '))
              : looking.names.length > 0
                ? words.viewing.replace('{names}', looking.names.join(', '))
                : null}
          </p>
        </header>
        <Log
          thread={thread}
          label={desk.log}
          box={box}
          words={page.composer}
          typing={typed === undefined ? null : words.personTyping.replace('{name}', typed)}
        />
        <Composer
          action={here}
          formKey={page.formKey}
          box={box}
          words={page.composer}
          tooLong={page.tooLong}
          refused={refused?.refused ?? null}
          text={refused?.text ?? ''}
          prepared={prepared}
          typing={(now) => {
            if (!note) typing(now)
          }}
        >
          <label className="note-switch">
            <input
              type="checkbox"
              name="as"
              value="note"
              data-note-switch
              checked={note}
              onChange={(event) => setNote(event.currentTarget.checked)}
            />
            {words.note}
          </label>
        </Composer>
      </section>
      <aside className="inbox-aside" aria-label={desk.about}>
        <section aria-labelledby="handling-title">
          <h2 id="handling-title">{words.handling}</h2>
          <div className="handling">
            <Handle intent="assign" fields={{ to: desk.mine ? '' : userId }} mark="take">
              {desk.mine ? words.giveBack : words.take}
            </Handle>
            {desk.status === 'open' ? (
              <Handle intent="close" mark="close">
                {words.close}
              </Handle>
            ) : (
              <Handle intent="reopen">{words.reopen}</Handle>
            )}
          </div>
          {desk.status === 'closed' ? null : (
            <Choice intent="snooze" name="hours" label={words.snoozeLabel} button={words.snooze}>
              {words.snoozeFor.map(({ hours, label }) => (
                <option key={hours} value={hours}>
                  {label}
                </option>
              ))}
            </Choice>
          )}
          <Choice
            intent="assign"
            name="to"
            label={words.assign}
            button={words.assignButton}
            value={desk.assignedTo ?? ''}
          >
            <option value="">{words.nobody}</option>
            {desk.agents.map(({ userId: id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Choice>
          {desk.outages.length === 0 && desk.outageId === null ? null : (
            <Choice
              intent="tie"
              name="outage"
              label={words.outage}
              button={words.outageButton}
              value={desk.outageId ?? ''}
            >
              <option value="">{words.outageNone}</option>
              {desk.outages.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Choice>
          )}
        </section>
        <section aria-labelledby="tools-title">
          <h2 id="tools-title">{words.tools}</h2>
          {desk.canned.length === 0 ? null : (
            <label className="field">
              <span>{words.canned}</span>
              <select
                className="select"
                value=""
                onChange={(event) => {
                  const reply = desk.canned.find(({ id }) => id === event.currentTarget.value)
                  if (reply !== undefined)
                    setPrepared(({ version }) => ({ text: reply.body, version: version + 1 }))
                }}
              >
                <option value="">{words.cannedPick}</option>
                {desk.canned.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </select>
            </label>
          )}
          <SendCard here={here} formKey={`${page.formKey}-article`}>
            <label className="field">
              <span>{words.article}</span>
              <select className="select" name="article" required>
                <option value="">{words.articlePick}</option>
                {desk.articles.map(({ slug, title }) => (
                  <option key={slug} value={slug}>
                    {title}
                  </option>
                ))}
              </select>
            </label>
            <button className="btn" type="submit">
              {words.articleSend}
            </button>
          </SendCard>
        </section>
        <section aria-labelledby="channels-title">
          <h2 id="channels-title">{desk.channelsTitle}</h2>
          {desk.creator === null ? (
            <p className="muted">{desk.noCreator}</p>
          ) : (
            <a href={desk.creator.href}>{desk.creator.label}</a>
          )}
          {desk.creator !== null && desk.channels.length === 0 ? (
            <p className="muted">{words.noChannels}</p>
          ) : null}
          <ul className="desk-channels">
            {desk.channels.map((channel) => (
              <li key={channel.id}>
                <p>
                  <b>{channel.name}</b> <span className={`badge tone-${channel.tone}`}>{channel.badge}</span>
                </p>
                <p className="muted">{channel.happened}</p>
                <SendCard here={here} formKey={`${page.formKey}-${channel.id}`}>
                  <input type="hidden" name="channel" value={channel.id} />
                  <button className="link" type="submit">
                    <Icon name="refresh" />
                    {channel.reconnect}
                  </button>
                </SendCard>
              </li>
            ))}
          </ul>
        </section>
        {desk.timeline.length === 0 ? null : (
          <section aria-labelledby="desk-timeline-title">
            <h2 id="desk-timeline-title">{words.timeline}</h2>
            <ol className="desk-timeline">
              {desk.timeline.map(({ key, at, text }) => (
                <li key={key}>
                  <span className="muted">{at}</span> {text}
                </li>
              ))}
            </ol>
          </section>
        )}
      </aside>
    </>
  )
}

/** One press of a button. */
function Handle({
  intent,
  fields = {},
  mark,
  children,
}: {
  intent: string
  fields?: Record<string, string>
  mark?: string
  children: React.ReactNode
}) {
  return (
    <Form method="post" encType="multipart/form-data" preventScrollReset>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button className="btn" type="submit" name="intent" value={intent} data-key-press={mark}>
        {children}
      </button>
    </Form>
  )
}

function Choice({
  intent,
  name,
  label,
  button,
  value,
  children,
}: {
  intent: string
  name: string
  label: string
  button: string
  value?: string
  children: React.ReactNode
}) {
  return (
    <Form method="post" encType="multipart/form-data" className="choice-row" preventScrollReset>
      <input type="hidden" name="intent" value={intent} />
      <label className="field">
        <span>{label}</span>
        <select className="select" name={name} defaultValue={value} key={value}>
          {children}
        </select>
      </label>
      <button className="btn" type="submit" aria-label={`${button}: ${label}`}>
        {button}
      </button>
    </Form>
  )
}

function SendCard({ here, formKey, children }: { here: string; formKey: string; children: React.ReactNode }) {
  return (
    <Form method="post" action={here} encType="multipart/form-data" className="send-card" preventScrollReset>
      <input type="hidden" name="intent" value="send" />
      <input type="hidden" name="key" value={formKey} />
      {children}
    </Form>
  )
}
