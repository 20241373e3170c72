/** One process's share of a budget: a small block that it claimed, used up within a second. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Clock } from '../clock.ts'
import type { Network } from '../domain/network.ts'
import { SECOND } from '../domain/time.ts'
import type { Gate } from '../networks/gate.ts'
import type { Limit } from '../networks/limits.ts'
import { claimCalls, claimUnits, type Granted } from '../store/network-budgets.ts'
import type { Tables } from '../store/tables.ts'
import { dayEnds, dayIn } from './network-day.ts'

type Admission = Awaited<ReturnType<Gate['admit']>>

export type Bucket = {
  /** Waits a few seconds at most. Callers come through in the order in which they came. */
  take(): Promise<Admission>
  /** The block in hand is worth nothing any more. */
  forget(): void
}

const LONGEST_WAIT_MS = 5 * SECOND
/** A block is used within this time or not at all: what is claimed now must not be sent in another minute. */
const BLOCK_LIVES_MS = SECOND
/** Units of a day are no matter of seconds. */
const UNITS_AT_ONCE = 10
const UNITS_LIVE_MS = 60 * SECOND

export function createBucket(of: {
  db: Kysely<Tables>
  clock: Pick<Clock, 'now'>
  network: Network
  limit: Limit
}): Bucket {
  const { limit } = of
  let block = { calls: 0, until: 0 }
  let pausedUntil: Date | null = null
  let line: Promise<unknown> = Promise.resolve()

  async function takeOne(): Promise<Admission> {
    const deadline = performance.now() + LONGEST_WAIT_MS
    for (;;) {
      if (block.calls > 0 && performance.now() < block.until) {
        block.calls--
        return { kind: 'go' }
      }
      if (limit.rate.kind === 'as_told' && performance.now() < block.until) return { kind: 'go' }
      const granted = await claim()
      switch (granted.kind) {
        case 'granted':
          pausedUntil = null
          block = { calls: granted.calls, until: performance.now() + livesMs(limit) }
          break
        case 'paused':
          pausedUntil = granted.until
          return laterAt(granted.until)
        case 'empty':
          if (performance.now() + granted.waitMs > deadline) {
            return { kind: 'later', seconds: Math.max(1, Math.ceil(granted.waitMs / SECOND)) }
          }
          await pause(granted.waitMs)
          break
        default:
          granted satisfies never
      }
    }
  }

  async function claim(): Promise<Granted> {
    const { db, network, clock } = of
    const now = clock.now()
    const bucket = { network, bucket: limit.group, now }
    const { rate } = limit
    switch (rate.kind) {
      case 'per_minute':
        return await claimCalls(db, { ...bucket, ...shares(rate.calls) })
      case 'per_day': {
        const day = { day: dayIn(now, rate.zone), units: rate.units, want: UNITS_AT_ONCE }
        const granted = await claimUnits(db, { ...bucket, ...day })
        // A day is not waited out; whoever asks is told when it is over.
        return granted.kind === 'empty' ? { kind: 'paused', until: dayEnds(now, rate.zone) } : granted
      }
      case 'as_told':
        // Without a figure there is nothing to count, only pauses to keep.
        return await claimCalls(db, { ...bucket, want: 1, perSecond: 1_000, most: 1_000 })
      default:
        return rate satisfies never
    }
  }

  function laterAt(until: Date): Admission {
    const ms = until.getTime() - of.clock.now().getTime()
    return { kind: 'later', seconds: Math.max(1, Math.ceil(ms / SECOND)) }
  }

  return {
    take() {
      // A pause is known to everybody in the line at once.
      if (pausedUntil !== null && pausedUntil > of.clock.now()) return Promise.resolve(laterAt(pausedUntil))
      const turn = line.then(takeOne)
      line = turn.catch(() => undefined)
      return turn
    },
    forget() {
      block = { calls: 0, until: 0 }
    },
  }
}

/**
 * How a bucket keeps within `calls` of any sliding minute, however many workers share it. What is sent within a minute
 * was claimed within that minute or the second before it, so it is a full bucket and the filling of 61 seconds at most.
 * One part in a hundred is left for requests that take longer on their way than the one before them.
 */
export function shares(calls: number): { perSecond: number; most: number; want: number } {
  const most = Math.max(1, Math.floor(0.015 * calls))
  return {
    most,
    perSecond: Math.max(0.5 * calls, 0.99 * calls - most) / 61,
    // A quarter of a second's worth: a block of that size costs the database four statements a second.
    want: Math.max(1, Math.floor(calls / 240)),
  }
}

function livesMs(limit: Limit): number {
  return limit.rate.kind === 'per_day' ? UNITS_LIVE_MS : BLOCK_LIVES_MS
}
