/**
 * Telling browsers while they watch. Whoever writes says `tell(db, notice)` in the same transaction; PostgreSQL and
 * PGlite alike pass it on at commit, to the one listener that each serving process holds, and from there to the
 * streams of those it is for.
 */
import { parseNotice } from '../domain/live.ts'
import { MINUTE } from '../domain/time.ts'
import { LIVE_CHANNEL } from '../store/live.ts'
import type { Listening, Store } from '../store/open.ts'
import { createStreams, type Limits, type Streams } from './streams.ts'

/** Typing and looking, told by one person in a minute; a page tells at most twenty. */
const PASSING_PER_MINUTE = 120

export type Live = Pick<Streams, 'open' | 'count'> & {
  /** Whether a person may tell something in passing now: each telling goes through the database. */
  mayPass(userId: string): boolean
  /** A process that serves nobody does not listen. */
  start(): Promise<void>
  /** Ends every stream, so that browsers go to another process, and stops listening. */
  stop(): Promise<void>
}

export function createLive(store: Pick<Store, 'listen'>, limits?: Limits): Live {
  const streams = createStreams(limits)
  let listening: Listening | null = null
  const passed = new Map<string, number>()
  let since = 0
  return {
    open: streams.open,
    count: streams.count,
    mayPass(userId) {
      const now = Date.now()
      if (now - since > MINUTE) {
        passed.clear()
        since = now
      }
      const count = (passed.get(userId) ?? 0) + 1
      passed.set(userId, count)
      return count <= PASSING_PER_MINUTE
    },
    async start() {
      listening ??= await store.listen(LIVE_CHANNEL, {
        heard(payload) {
          const notice = parseNotice(payload)
          if (notice !== null) streams.tell(notice)
        },
        gap: streams.tellAll,
      })
    },
    async stop() {
      streams.close()
      await listening?.stop()
      listening = null
    },
  }
}
