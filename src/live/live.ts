/**
 * Telling browsers while they watch. Whoever writes says `tell(db, notice)` in the same transaction; PostgreSQL and
 * PGlite alike pass it on at commit, to the one listener that each serving process holds, and from there to the
 * streams of those it is for.
 */
import { parseNotice } from '../domain/live.ts'
import { LIVE_CHANNEL } from '../store/live.ts'
import type { Listening, Store } from '../store/open.ts'
import { createStreams, type Limits, type Streams } from './streams.ts'

export type Live = Pick<Streams, 'open' | 'count'> & {
  /** A process that serves nobody does not listen. */
  start(): Promise<void>
  /** Ends every stream, so that browsers go to another process, and stops listening. */
  stop(): Promise<void>
}

export function createLive(store: Pick<Store, 'listen'>, limits?: Limits): Live {
  const streams = createStreams(limits)
  let listening: Listening | null = null
  return {
    open: streams.open,
    count: streams.count,
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
