/** The sandbox's time, which can be moved forward, and those who are told at every step. */
import { DAY_MS, HOUR_MS, MINUTE_MS, type Sandbox, SECOND_MS } from './sandbox.ts'
import { isLoopback } from './wire.ts'

export type Moved = { now: string; offset_ms: number; steps: number; dropped: string[] }
export type Clock = {
  read(): { now: string; offset_ms: number }
  /** Steps one after the other; a second call waits for the first. */
  move(by: { ms: number; step_ms: number }): Promise<Moved>
  follow(url: string): boolean
  unfollow(url: string | null): void
  followers(): string[]
}

export const MOST_MS = 5 * 366 * DAY_MS
const MOST_STEPS = 20_000
const FOLLOWER_PATIENCE_MS = 60_000

/** `settle` does what falls due for the networks themselves, before anybody is told of the step. */
export function makeClock(box: Sandbox, settle: () => Promise<unknown>): Clock {
  const followers = new Set<string>()
  const read = () => ({ now: new Date(box.now()).toISOString(), offset_ms: box.world.offset_ms })
  let last: Promise<unknown> = Promise.resolve()

  async function walk(by: { ms: number; step_ms: number }): Promise<Moved> {
    const dropped: string[] = []
    let steps = 0
    for (let left = by.ms; left > 0; steps++) {
      const step = Math.min(left, by.step_ms)
      left -= step
      box.commit({ type: 'clock-moved', offset_ms: box.world.offset_ms + step })
      await settle()
      for (const url of [...followers])
        if (!(await tell(url, read()))) {
          followers.delete(url)
          dropped.push(url)
        }
    }
    return { ...read(), steps, dropped }
  }

  return {
    read,
    move: (by) => {
      const walked = last.then(() => walk(by))
      last = walked.catch(() => {})
      return walked
    },
    follow: (url) => {
      if (!isFollowerUrl(url)) return false
      followers.add(url)
      return true
    },
    unfollow: (url) => {
      if (url === null) followers.clear()
      else followers.delete(url)
    },
    followers: () => [...followers],
  }
}

export type ReadMove = { ok: true; ms: number; step_ms: number } | { ok: false; message: string }

export function readMove(input: unknown, nowMs: number): ReadMove {
  const no = (message: string): ReadMove => ({ ok: false, message })
  if (typeof input !== 'object' || input === null)
    return no('Send {"advance":"1d"} or {"set":"2027-01-01T00:00:00Z"}.')
  const of = input as Record<string, unknown>
  let ms: number | null
  if (of.set !== undefined) {
    const to = typeof of.set === 'string' ? Date.parse(of.set) : Number.NaN
    if (Number.isNaN(to)) return no('set is a time like 2027-01-01T00:00:00Z.')
    if (to < nowMs) return no('The clock only goes forward.')
    ms = to - nowMs
  } else ms = readDuration(of.advance)
  if (ms === null || ms < 0)
    return no('advance is like "60d", "2h", "11m", "30s", or a number of milliseconds.')
  if (ms > MOST_MS) return no('The clock moves at most five years at once.')
  const step = of.step === undefined ? DAY_MS : of.step === 'none' ? Math.max(1, ms) : readDuration(of.step)
  if (step === null || step <= 0) return no('step is like "1d" or "6h", or "none".')
  if (ms / step > MOST_STEPS) return no('That would be too many steps.')
  return { ok: true, ms, step_ms: step }
}

export function readDuration(input: unknown): number | null {
  if (typeof input === 'number') return Number.isFinite(input) ? Math.round(input) : null
  const match = /^(\d{1,9})(ms|s|m|h|d)$/.exec(typeof input === 'string' ? input : '')
  if (match === null) return null
  const unit = { ms: 1, s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }[
    match[2] as 'ms' | 's' | 'm' | 'h' | 'd'
  ]
  return Number(match[1]) * unit
}

function isFollowerUrl(text: string): boolean {
  try {
    const url = new URL(text)
    return url.protocol === 'http:' && isLoopback(url.hostname)
  } catch {
    return false
  }
}

async function tell(url: string, time: { now: string; offset_ms: number }): Promise<boolean> {
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(time),
      redirect: 'error',
      signal: AbortSignal.timeout(FOLLOWER_PATIENCE_MS),
    })
    await reply.body?.cancel()
    return reply.ok
  } catch {
    return false
  }
}
