import type { Store } from './store/open.ts'

/**
 * Product time decides expiry, what is due, notices and deletion; the sandbox and a test can move it.
 * Real time decides leases, deadlines, rate limits and sessions. Both follow the database's clock, so that
 * several machines agree.
 */
export type Clock = {
  /** Product time. */
  now(): Date
  real(): Date
  /** How far product time is ahead of real time. */
  offsetMs(): number
  follow(offsetMs: number): void
  /** Measures the distance to the database's clock again. */
  resync(): Promise<void>
}

const SAMPLES = 3

export async function createClock(store: Pick<Store, 'realNow'>): Promise<Clock> {
  let skewMs = await measureSkew(store)
  let offsetMs = 0
  return {
    now: () => new Date(Date.now() + skewMs + offsetMs),
    real: () => new Date(Date.now() + skewMs),
    offsetMs: () => offsetMs,
    follow(next) {
      offsetMs = next
    },
    async resync() {
      skewMs = await measureSkew(store)
    },
  }
}

/** The quickest of a few answers is the truest. A difference that the trip itself explains counts as none. */
async function measureSkew(store: Pick<Store, 'realNow'>): Promise<number> {
  let best = { skewMs: 0, tripMs: Number.POSITIVE_INFINITY }
  for (let sample = 0; sample < SAMPLES; sample++) {
    const sent = Date.now()
    const there = (await store.realNow()).getTime()
    const tripMs = Date.now() - sent
    if (tripMs < best.tripMs) best = { skewMs: there - (sent + tripMs / 2), tripMs }
  }
  return Math.abs(best.skewMs) <= best.tripMs / 2 + 1 ? 0 : Math.round(best.skewMs)
}
