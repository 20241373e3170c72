/** Whether a network that is down is asked at all: nobody waits for it then, and no token is spent into the dark. */
import { later, MINUTE, SECOND } from '../time.ts'

/** Failures in a row, of all workers together; any answer in between starts the count again. */
export const OPENS_AFTER = 5
const FIRST_PROBE_AFTER_MS = 30 * SECOND
const LONGEST_PROBE_AFTER_MS = 15 * MINUTE
const RAMP_MS = 10 * MINUTE

export type Circuit = {
  failures: number
  /** Since when the network counts as down; null while it does not. */
  openedAt: Date | null
  /** From when on one more call may find out. */
  probeAt: Date | null
  /** When it last came back. */
  closedAt: Date | null
}

export const CLOSED: Circuit = { failures: 0, openedAt: null, probeAt: null, closedAt: null }

/** `most` channels may be asked in one round, or one as a probe, or none before `until`. */
export type Allowance = { kind: 'some'; most: number } | { kind: 'probe' } | { kind: 'none'; until: Date }

export function allowanceOf(circuit: Circuit, now: Date, most: number): Allowance {
  if (circuit.openedAt !== null) {
    const until = circuit.probeAt ?? now
    return until <= now ? { kind: 'probe' } : { kind: 'none', until }
  }
  const back =
    circuit.closedAt === null ? Number.POSITIVE_INFINITY : now.getTime() - circuit.closedAt.getTime()
  // A network that has just come back is not met by everybody at once: two, four, eight …
  const ramp = back >= 0 && back < RAMP_MS ? 2 ** (1 + Math.floor(back / MINUTE)) : most
  return { kind: 'some', most: Math.min(most, ramp) }
}

/** How long after a probe the next one may follow. */
export function probeAgainAfterMs(probes: number): number {
  return Math.min(FIRST_PROBE_AFTER_MS * 2 ** Math.min(probes, 10), LONGEST_PROBE_AFTER_MS)
}

export function firstProbeAt(now: Date): Date {
  return later(now, FIRST_PROBE_AFTER_MS)
}
