/**
 * Hears what changed while a page is open, over one stream a browser: the tab that holds a lock keeps the stream and
 * passes on what it hears; when that tab goes, the next one takes the lock. Where a browser has no such locks, every
 * tab keeps a stream of its own.
 */
import { useEffect, useRef } from 'react'
import { useRevalidator } from 'react-router'

export type Doing = {
  what: 'typing' | 'viewing' | 'gone'
  side: 'person' | 'agent' | 'brand' | 'creator'
  who: string
  name: string
}
/** `*`: something may have been missed. `first` marks a stream that opened with the page. */
export type Heard = { topic: string; doing?: Doing; first?: boolean }

const listeners = new Set<(heard: Heard) => void>()
let running: { userId: string; stop(): void } | null = null

export function hear(userId: string, listener: (heard: Heard) => void): () => void {
  listeners.add(listener)
  if (running?.userId !== userId) {
    running?.stop()
    running = { userId, stop: start(userId) }
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    running?.stop()
    running = null
  }
}

/** Reads the page again when something of a topic that it wants has changed. */
export function useLive(
  userId: string,
  wants: (topic: string) => boolean,
  heardDoing?: (topic: string, doing: Doing) => void,
  options: { readOnFirst?: boolean } = {},
): void {
  const { revalidate } = useRevalidator()
  const { readOnFirst = false } = options
  const latest = useRef({ wants, heardDoing, revalidate })
  latest.current = { wants, heardDoing, revalidate }
  useEffect(
    () =>
      hear(userId, ({ topic, doing, first }) => {
        const { wants, heardDoing, revalidate } = latest.current
        if (doing !== undefined) heardDoing?.(topic, doing)
        else if (topic === '*' ? !first || readOnFirst : wants(topic)) readSoon(revalidate)
      }),
    [userId, readOnFirst],
  )
}

const SOON_MS = 30
/** A page that nobody looks at need not hurry; its title still tells of what is new. */
const UNSEEN_MS = 5_000
let due: ReturnType<typeof setTimeout> | null = null

/** Several changes at once, or several parts of a page, are one reading. */
function readSoon(revalidate: () => Promise<void>): void {
  if (due !== null) return
  due = setTimeout(
    () => {
      due = null
      void revalidate()
    },
    document.visibilityState === 'visible' ? SOON_MS : UNSEEN_MS,
  )
}

function start(userId: string): () => void {
  const name = `rechannel-live-${userId}`
  const stopping = new AbortController()
  const { signal } = stopping
  const pass = (heard: Heard): void => {
    for (const listener of listeners) listener(heard)
  }
  if (!('locks' in navigator) || !('BroadcastChannel' in window)) {
    const close = connect(userId, true, pass)
    return close
  }
  const others = new BroadcastChannel(name)
  others.onmessage = ({ data }: MessageEvent<Heard>) => pass(data)
  const began = performance.now()
  const lead = (): Promise<void> =>
    new Promise((resolve) => {
      // Whoever waited for the lock has been following another tab, and may have missed what came in between.
      const close = connect(userId, performance.now() - began < 500, (heard) => {
        pass(heard)
        if (!heard.first) others.postMessage(heard)
      })
      signal.addEventListener('abort', () => {
        close()
        resolve()
      })
    })
  navigator.locks.request(name, { signal }, lead).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
  return () => {
    stopping.abort()
    others.close()
  }
}

const SHORTEST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 60_000

function connect(userId: string, withThePage: boolean, pass: (heard: Heard) => void): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let wait = SHORTEST_WAIT_MS
  let first = withThePage
  const open = (): void => {
    source = new EventSource(`/live?as=${encodeURIComponent(userId)}`)
    source.addEventListener('hello', () => {
      wait = SHORTEST_WAIT_MS
      pass(first ? { topic: '*', first } : { topic: '*' })
      first = false
    })
    source.addEventListener('again', () => pass({ topic: '*' }))
    source.onmessage = ({ data }: MessageEvent<string>) => pass(JSON.parse(data) as Heard)
    source.onerror = () => {
      // Where the server refused, the browser gives up for good; where the line broke, it comes again by itself.
      if (source?.readyState !== EventSource.CLOSED) return
      timer = setTimeout(open, wait * (0.5 + Math.random()))
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
    }
  }
  open()
  return () => {
    if (timer !== null) clearTimeout(timer)
    source?.close()
  }
}
