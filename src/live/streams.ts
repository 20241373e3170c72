/** The open streams of this process: who listens to what, and what each is told. */
import type { Audience, Notice } from '../domain/live.ts'
import { MINUTE, SECOND } from '../domain/time.ts'

export type Limits = {
  perPerson: number
  perProcess: number
  heartbeatMs: number
  /** After this long a stream ends and the browser comes again, so that rights are looked at afresh. */
  lifeMs: number
}

export const LIMITS: Limits = {
  perPerson: 8,
  perProcess: 10_000,
  heartbeatMs: 25 * SECOND,
  lifeMs: 10 * MINUTE,
}

export type Opened = { kind: 'open'; body: ReadableStream<Uint8Array> } | { kind: 'full' }

export type Streams = {
  /** `mayHaveMissed`: the browser was here before, so it reads everything again. */
  open(listener: { userId: string; audiences: Audience[]; mayHaveMissed: boolean }): Opened
  tell(notice: Notice): void
  /** Something may have been missed: everybody reads again. */
  tellAll(): void
  count(): number
  close(): void
}

type Stream = {
  userId: string
  audiences: Audience[]
  controller: ReadableStreamDefaultController<Uint8Array>
  beatAt: number
  endAt: number
}

/** A reader this many bytes behind is not reading: it is let go, and reads again when it comes back. */
const MOST_BEHIND_BYTES = 64 * 1024
/** Clients come back after this, spread by their own dice. */
const RETRY_MS = 2_000

const encoder = new TextEncoder()
const BEAT = encoder.encode(':\n\n')
const AGAIN = encoder.encode('event: again\ndata: {}\n\n')

export function createStreams(limits: Limits = LIMITS): Streams {
  const everybody = new Set<Stream>()
  const byAudience = new Map<Audience, Set<Stream>>()
  const byPerson = new Map<string, Set<Stream>>()
  let closed = false
  let told = 0
  // One timer for all: five thousand timers would be five thousand things to keep.
  const timer = setInterval(beat, Math.min(limits.heartbeatMs, 5 * SECOND)).unref()

  function leave(stream: Stream): void {
    if (!everybody.delete(stream)) return
    removeFrom(byPerson, stream.userId, stream)
    for (const audience of stream.audiences) removeFrom(byAudience, audience, stream)
  }

  function end(stream: Stream): void {
    leave(stream)
    stream.controller.close()
  }

  function send(stream: Stream, bytes: Uint8Array): void {
    if ((stream.controller.desiredSize ?? 0) < -MOST_BEHIND_BYTES) {
      leave(stream)
      stream.controller.error(new Error('The reader fell behind.'))
      return
    }
    stream.controller.enqueue(bytes)
    stream.beatAt = Date.now() + limits.heartbeatMs
  }

  function beat(): void {
    const now = Date.now()
    for (const stream of everybody) {
      if (stream.endAt <= now) end(stream)
      else if (stream.beatAt <= now) send(stream, BEAT)
    }
  }

  return {
    open({ userId, audiences, mayHaveMissed }) {
      if (closed || everybody.size >= limits.perProcess) return { kind: 'full' }
      const theirs = byPerson.get(userId)
      // The oldest one gives way: it is most likely a tab that nobody sees.
      if (theirs !== undefined && theirs.size >= limits.perPerson) {
        const [oldest] = theirs
        if (oldest !== undefined) end(oldest)
      }
      let stream: Stream | null = null
      const body = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            const now = Date.now()
            // Spread, so that all who came at once do not come again at once.
            const life = limits.lifeMs * (0.8 + Math.random() * 0.4)
            stream = { userId, audiences, controller, beatAt: now + limits.heartbeatMs, endAt: now + life }
            everybody.add(stream)
            addTo(byPerson, userId, stream)
            for (const audience of audiences) addTo(byAudience, audience, stream)
            controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\nevent: hello\ndata: {}\n\n`))
            if (mayHaveMissed) controller.enqueue(AGAIN)
          },
          cancel() {
            if (stream !== null) leave(stream)
          },
        },
        new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
      )
      return { kind: 'open', body }
    },
    tell(notice) {
      const listeners = new Set(notice.for.flatMap((audience) => [...(byAudience.get(audience) ?? [])]))
      if (listeners.size === 0) return
      told += 1
      const { topic, doing } = notice
      const data = JSON.stringify(doing === undefined ? { topic } : { topic, doing })
      const bytes = encoder.encode(`id: ${told}\ndata: ${data}\n\n`)
      for (const stream of listeners) {
        // Whose rights changed comes again with what is theirs now.
        if (topic === 'access') end(stream)
        else send(stream, bytes)
      }
    },
    tellAll() {
      for (const stream of everybody) send(stream, AGAIN)
    },
    count: () => everybody.size,
    close() {
      closed = true
      clearInterval(timer)
      for (const stream of [...everybody]) end(stream)
    },
  }
}

function addTo<K>(map: Map<K, Set<Stream>>, key: K, stream: Stream): void {
  const there = map.get(key)
  if (there === undefined) map.set(key, new Set([stream]))
  else there.add(stream)
}

function removeFrom<K>(map: Map<K, Set<Stream>>, key: K, stream: Stream): void {
  const there = map.get(key)
  there?.delete(stream)
  if (there?.size === 0) map.delete(key)
}
