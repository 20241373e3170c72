/**
 * Public profiles that were drawn once, kept ready to be sent again. Every request asks the database whether what it
 * was drawn from still stands, in a statement that begins after the request has arrived: a page never outlives a
 * connection, a number or a word of it. Requests that arrive together ask together.
 */
import { PROOF_COUNTS_FOR_MS } from '../domain/channel/health.ts'
import { later, MINUTE } from '../domain/time.ts'
import type { Store } from './open.ts'
import { readProfileStamps } from './profile-page.ts'

/** Dates and steps of freshness in the words of a page may be this old. */
const DRAWN_AGAIN_AFTER_MS = 5 * MINUTE
/** Together with `LARGEST` a bound on memory: 64 MB. */
const MOST = 1_000
const LARGEST = 64_000

export type Drawn = {
  stamp: string
  drawnAt: Date
  /** Names and values by turns, as node writes them without another look. */
  headers: readonly string[]
  body: Uint8Array
}

export type KeptProfiles = {
  /** Whether there is anything to ask about; if not, the page is drawn anyway. */
  has(handle: string, variant: string): boolean
  /** Null where it no longer stands, or was never drawn. */
  find(handle: string, variant: string): Promise<Drawn | null>
  keep(handle: string, variant: string, drawn: Drawn): void
}

type Asking = { handle: string; answer: (stamp: string | null) => void; failed: (error: unknown) => void }

export function createKeptProfiles(store: Pick<Store, 'prepared'>, clock: { now(): Date }): KeptProfiles {
  const pages = new Map<string, Drawn>()
  let waiting: Asking[] = []
  let atWork = false
  const nameOf = (handle: string, variant: string) => `${handle} ${variant}`

  /** One statement at a time: whoever arrives while it is on its way is asked about in the next. */
  async function work(): Promise<void> {
    atWork = true
    // One turn of the event loop, in which more requests may be read.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) await askTogether()
    atWork = false
  }

  async function askTogether(): Promise<void> {
    const asked = waiting
    waiting = []
    try {
      const handles = [...new Set(asked.map(({ handle }) => handle))]
      const stamps = await readProfileStamps(store, handles, later(clock.now(), -PROOF_COUNTS_FOR_MS))
      for (const { handle, answer } of asked) answer(stamps.get(handle) ?? null)
    } catch (error) {
      for (const { failed } of asked) failed(error)
    }
  }

  function stampOf(handle: string): Promise<string | null> {
    return new Promise((answer, failed) => {
      waiting.push({ handle, answer, failed })
      if (!atWork) void work()
    })
  }

  return {
    has: (handle, variant) => pages.has(nameOf(handle, variant)),
    async find(handle, variant) {
      const name = nameOf(handle, variant)
      if (!pages.has(name)) return null
      const stamp = await stampOf(handle)
      const page = pages.get(name)
      if (page === undefined) return null
      const age = clock.now().getTime() - page.drawnAt.getTime()
      if (page.stamp === stamp && age >= 0 && age < DRAWN_AGAIN_AFTER_MS) return page
      pages.delete(name)
      return null
    },
    keep(handle, variant, drawn) {
      if (drawn.body.byteLength > LARGEST) return
      const oldest = pages.keys().next()
      if (pages.size >= MOST && !oldest.done) pages.delete(oldest.value)
      pages.set(nameOf(handle, variant), drawn)
    },
  }
}
