import { useEffect, useRef, useState } from 'react'
import type { CardView, ComposerWords, FileView, MessageView, ThreadView } from '../../views/chat.ts'
import { Icon } from '../icon.tsx'
import type { useOutbox } from './outbox.ts'

type Box = ReturnType<typeof useOutbox>

/** The messages of a conversation, read out as they come. */
export function Log({
  thread,
  label,
  box,
  words,
  typing,
}: {
  thread: ThreadView
  label: string
  box: Box
  words: ComposerWords
  typing: string | null
}) {
  const end = useRef<HTMLDivElement>(null)
  const { newest } = thread
  const known = new Set(thread.messages.map(({ key }) => key))
  // One that has just arrived may stand in the list before it leaves the outbox.
  const waiting = box.waiting.filter(({ key }) => !known.has(key))
  const length = waiting.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever comes last is brought into view
  useEffect(() => end.current?.scrollIntoView({ block: 'nearest' }), [newest, length])
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
      <div className="log" role="log" aria-live="polite" aria-label={label} tabIndex={0}>
        {thread.messages.map((message) => (
          <MessageEntry key={message.key} message={message} />
        ))}
        {waiting.map((one) => (
          // What one has just written need not be read out; that it is waiting is told below.
          <div key={one.key} className="message mine waiting" aria-live="off">
            <p className="message-by">{words.you}</p>
            <div className="bubble">
              {one.text === '' ? null : (
                <p className="message-text" dir="auto">
                  {one.text}
                </p>
              )}
              {one.fileName === null ? null : (
                <p className="muted" dir="auto">
                  {one.fileName}
                </p>
              )}
            </div>
            {one.state === 'waiting' ? (
              <p className="message-note">{words.waiting}</p>
            ) : (
              <p className="message-note wrong" role="alert">
                {one.why}{' '}
                <button className="link" type="button" onClick={() => box.again(one.key)}>
                  {words.again}
                </button>{' '}
                <button className="link" type="button" onClick={() => box.drop(one.key)}>
                  {words.discard}
                </button>
              </p>
            )}
          </div>
        ))}
        {thread.receipt === null || waiting.length > 0 ? null : <p className="receipt">{thread.receipt}</p>}
        <div ref={end} />
      </div>
      <p className="typing" role="status">
        {box.online ? typing : words.offline}
      </p>
    </>
  )
}

function MessageEntry({ message }: { message: MessageView }) {
  const { card } = message
  return (
    <>
      {message.day === null ? null : <p className="day">{message.day}</p>}
      {card?.kind === 'happened' ? (
        <p className="happened">
          {card.text} <time dateTime={message.machineAt}>{message.at}</time>
        </p>
      ) : (
        <div className={`message ${message.mine ? 'mine' : 'theirs'}${message.note === null ? '' : ' note'}`}>
          <p className="message-by">
            <bdi>{message.by}</bdi> <time dateTime={message.machineAt}>{message.at}</time>
          </p>
          <div className="bubble">
            {message.note === null ? null : (
              <p className="message-label">
                <Icon name="lock" />
                {message.note}
              </p>
            )}
            {message.body === '' ? null : (
              <p className="message-text" dir="auto">
                {message.body}
              </p>
            )}
            {card === null ? null : <CardEntry card={card} />}
            {message.files.map((file) => (
              <FileEntry key={file.id} file={file} />
            ))}
          </div>
        </div>
      )}
    </>
  )
}

function CardEntry({ card }: { card: Exclude<CardView, { kind: 'happened' }> }) {
  switch (card.kind) {
    case 'article':
      return (
        <div className="chat-card">
          <p className="chat-card-label">{card.label}</p>
          <p>
            <b>{card.title}</b>
          </p>
          <p className="muted">{card.summary}</p>
          <a className="btn" href={card.href} target="_top" aria-label={`${card.read}: ${card.title}`}>
            {card.read}
          </a>
        </div>
      )
    case 'reconnect':
      return (
        <div className={card.done ? 'chat-card done' : 'chat-card'}>
          <p>
            <Icon name={card.done ? 'ok' : 'refresh'} /> <b>{card.title}</b>
          </p>
          <p className={card.done ? undefined : 'muted'}>{card.line}</p>
          {card.action === null ? null : (
            <a className="btn primary" href={card.action.href} target="_top">
              {card.action.label}
            </a>
          )}
        </div>
      )
    case 'diagnostics':
      return (
        <div className="chat-card">
          <p className="chat-card-label">{card.title}</p>
          {card.facts.length === 0 ? null : (
            <dl className="facts">
              {card.facts.map(({ label, value }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      )
    default:
      return card satisfies never
  }
}

function FileEntry({ file }: { file: FileView }) {
  return (
    <a className="file" href={file.href} target="_blank" rel="noreferrer" aria-label={file.label}>
      {file.picture === null ? (
        <Icon name="clip" />
      ) : (
        <img src={file.href} alt={file.picture} loading="lazy" />
      )}
      <span>
        {file.name} <small>{file.size}</small>
      </span>
    </a>
  )
}

export type Prepared = { text: string; version: number }

/** A plain form that a script makes quicker: what is sent waits in the outbox until it has arrived. */
export function Composer({
  action,
  formKey,
  box,
  words,
  refused,
  tooLong,
  text,
  fields = {},
  prepared,
  typing,
  files = true,
  children,
}: {
  action: string
  formKey: string
  box: Box
  words: ComposerWords
  refused: string | null
  tooLong: string
  text: string
  fields?: Record<string, string>
  prepared?: Prepared
  typing?: (now: boolean) => void
  /** Whether something may be attached. */
  files?: boolean
  children?: React.ReactNode
}) {
  const area = useRef<HTMLTextAreaElement>(null)
  const file = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  useEffect(() => {
    if (prepared === undefined || prepared.version === 0 || area.current === null) return
    area.current.value = prepared.text
    area.current.focus()
  }, [prepared])
  const said = wrong ?? refused

  function submit(form: HTMLFormElement): void {
    const value = area.current?.value ?? ''
    const chosen = file.current?.files?.[0] ?? null
    const others = [...new FormData(form)].filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && !['key', 'text', 'intent'].includes(entry[0]),
    )
    if (value.trim() === '' && chosen === null) {
      area.current?.focus()
      return
    }
    if (Array.from(value).length > words.longest) {
      setWrong(tooLong)
      return
    }
    setWrong(null)
    box.put({ text: value, file: chosen, fields: others })
    form.reset()
    if (area.current !== null) area.current.value = ''
    typing?.(false)
    area.current?.focus()
  }

  return (
    <form
      className="composer"
      method="post"
      action={action}
      encType="multipart/form-data"
      onSubmit={(event) => {
        event.preventDefault()
        submit(event.currentTarget)
      }}
    >
      <input type="hidden" name="intent" value="send" />
      <input type="hidden" name="key" value={formKey} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      {said === null ? null : (
        <p className="notice" role="alert" id="composer-wrong">
          {said}
        </p>
      )}
      <label className="sr-only" htmlFor="composer-text">
        {words.label}
      </label>
      <textarea
        dir="auto"
        id="composer-text"
        name="text"
        ref={area}
        rows={3}
        placeholder={words.label}
        defaultValue={text}
        aria-describedby={said === null ? 'composer-keys' : 'composer-wrong composer-keys'}
        onInput={() => typing?.(true)}
        onKeyDown={(event) => {
          // On a phone Enter begins a line, as its keyboards show; there is a button for sending.
          const finger = window.matchMedia('(pointer: coarse)').matches
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || finger) return
          event.preventDefault()
          const { form } = event.currentTarget
          if (form !== null) submit(form)
        }}
      />
      <p className="composer-foot">
        {files ? (
          <label className="composer-file">
            <span>{words.file}</span>
            <input
              ref={file}
              type="file"
              name="file"
              accept="image/jpeg,image/png,image/webp,application/pdf"
              aria-describedby="composer-file-hint"
            />
          </label>
        ) : null}
        <button className="btn primary" type="submit">
          {words.send}
        </button>
      </p>
      <p className="muted composer-hints">
        {files ? <small id="composer-file-hint">{words.fileHint} </small> : null}
        <small id="composer-keys">{words.keys}</small>
      </p>
    </form>
  )
}

const TYPING_EVERY_MS = 3_000
const TYPING_LASTS_MS = 6_000

/** Says to the other side that somebody types, at most every few seconds, and that everything was seen. */
export function usePresence(address: string, newest: number) {
  const toldAt = useRef(0)
  useEffect(() => {
    const see = (): void => {
      if (document.visibilityState === 'visible') say(address, { seen: String(newest) })
    }
    see()
    document.addEventListener('visibilitychange', see)
    return () => document.removeEventListener('visibilitychange', see)
  }, [address, newest])
  return (now: boolean): void => {
    if (!now) {
      if (toldAt.current !== 0) say(address, { doing: 'gone' })
      toldAt.current = 0
    } else if (Date.now() - toldAt.current > TYPING_EVERY_MS) {
      toldAt.current = Date.now()
      say(address, { doing: 'typing' })
    }
  }
}

/** What is said in passing may get lost; nothing depends on it. */
export function say(address: string, fields: Record<string, string>): void {
  const body = new URLSearchParams(fields)
  fetch(address, { method: 'POST', body, keepalive: true }).catch(() => undefined)
}

/** Those who have just been heard typing or looking; each is forgotten when nothing more is heard. */
export function usePassing(lastsMs = TYPING_LASTS_MS) {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())
  useEffect(() => {
    const all = timers.current
    return () => {
      for (const timer of all.values()) clearTimeout(timer)
    }
  }, [])
  function forget(who: string): void {
    clearTimeout(timers.current.get(who))
    timers.current.delete(who)
    setNames((before) => {
      if (!before.has(who)) return before
      const next = new Map(before)
      next.delete(who)
      return next
    })
  }
  return {
    names: [...names.values()],
    forget,
    heard(who: string, name: string): void {
      clearTimeout(timers.current.get(who))
      timers.current.set(
        who,
        setTimeout(() => forget(who), lastsMs),
      )
      setNames((before) => (before.get(who) === name ? before : new Map(before).set(who, name)))
    },
  }
}
