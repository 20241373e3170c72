/**
 * What was written and has not reached the server yet. Words wait in the browser's own store, so that a reload or a
 * dead line loses nothing; each has a key, so that sending again never doubles. Files wait with the page only.
 */
import { useCallback, useEffect, useRef, useState } from 'react'

export type Waiting = {
  key: string
  text: string
  /** Further fields of the form; a name may stand more than once. */
  fields: [string, string][]
  fileName: string | null
  state: 'waiting' | 'refused'
  why: string | null
}

type Reply = { kind: 'sent'; conversationId: string } | { kind: 'refused'; why: string; wait?: boolean }

const AGAIN_MS = [1_000, 3_000, 8_000, 20_000]
/** The server asked for patience; a minute of it is counted there. */
const SLOW_DOWN_MS = 15_000

export function useOutbox(
  address: string,
  owner: string,
  sent: (reply: { conversationId: string }) => void,
  words: { signedOut: string },
) {
  const place = `rechannel-outbox-${owner}-${address}-`
  const [waiting, setWaiting] = useState<Waiting[]>([])
  const [online, setOnline] = useState(true)
  const list = useRef<Waiting[]>([])
  const files = useRef(new Map<string, File>())
  const busy = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const done = useRef(sent)
  done.current = sent

  const keep = useCallback(
    (next: Waiting[]): void => {
      const gone = list.current.filter(({ key }) => !next.some((one) => one.key === key))
      list.current = next
      setWaiting(next)
      try {
        // Each by itself, so that two tabs never write over one another's.
        for (const { key } of gone) localStorage.removeItem(place + key)
        for (const one of next) {
          if (one.fileName === null) localStorage.setItem(place + one.key, JSON.stringify(one))
        }
      } catch {
        // A browser without a store, or a full one: the words still wait with the page.
      }
    },
    [place],
  )

  const flush = useCallback(async (): Promise<void> => {
    if (busy.current) return
    busy.current = true
    if (timer.current !== null) clearTimeout(timer.current)
    let turn = 0
    const later = (ms: number): void => {
      timer.current = setTimeout(() => void flush(), ms)
    }
    try {
      for (;;) {
        const one = list.current.find(({ state }) => state === 'waiting')
        if (one === undefined) return
        const reply = await post(address, one, files.current.get(one.key) ?? null, words.signedOut)
        if (reply === null) {
          later(AGAIN_MS[Math.min(turn++, AGAIN_MS.length - 1)] ?? SLOW_DOWN_MS)
          return
        }
        if (reply.kind === 'refused' && reply.wait) {
          later(SLOW_DOWN_MS)
          return
        }
        if (reply.kind === 'sent') {
          files.current.delete(one.key)
          keep(list.current.filter(({ key }) => key !== one.key))
          done.current(reply)
        } else {
          keep(
            list.current.map((other) =>
              other.key === one.key ? { ...other, state: 'refused', why: reply.why } : other,
            ),
          )
        }
      }
    } finally {
      busy.current = false
    }
  }, [address, keep, words.signedOut])

  useEffect(() => {
    list.current = stored(place)
    setWaiting(list.current)
    setOnline(navigator.onLine)
    void flush()
    const back = (): void => {
      setOnline(true)
      void flush()
    }
    const gone = (): void => setOnline(false)
    window.addEventListener('online', back)
    window.addEventListener('offline', gone)
    return () => {
      window.removeEventListener('online', back)
      window.removeEventListener('offline', gone)
      if (timer.current !== null) clearTimeout(timer.current)
    }
  }, [place, flush])

  return {
    waiting,
    online,
    put(message: { text: string; file: File | null; fields: [string, string][] }): void {
      const key = newKey()
      if (message.file !== null) files.current.set(key, message.file)
      const fileName = message.file?.name ?? null
      keep([
        ...list.current,
        { key, text: message.text, fields: message.fields, fileName, state: 'waiting', why: null },
      ])
      void flush()
    },
    again(key: string): void {
      keep(list.current.map((one) => (one.key === key ? { ...one, state: 'waiting', why: null } : one)))
      void flush()
    },
    drop(key: string): void {
      files.current.delete(key)
      keep(list.current.filter((one) => one.key !== key))
    },
  }
}

/** Null where the line was dead, or the server stumbled: the same message goes out again later. */
async function post(
  address: string,
  one: Waiting,
  file: File | null,
  signedOut: string,
): Promise<Reply | null> {
  const form = new FormData()
  for (const [name, value] of one.fields) form.append(name, value)
  form.append('key', one.key)
  form.append('text', one.text)
  if (file !== null) form.append('file', file)
  try {
    const reply = await fetch(address, {
      method: 'POST',
      body: form,
      headers: { accept: 'application/json' },
    })
    if (reply.status === 401) return { kind: 'refused', why: signedOut }
    if (reply.status >= 500) return null
    return (await reply.json()) as Reply
  } catch {
    return null
  }
}

function stored(place: string): Waiting[] {
  try {
    return Object.entries(localStorage).flatMap(([name, value]) =>
      name.startsWith(place) ? [JSON.parse(value) as Waiting] : [],
    )
  } catch {
    // No store, or something of another version in it.
    return []
  }
}

/** `randomUUID` is missing where a page is not served securely; `getRandomValues` is everywhere. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
