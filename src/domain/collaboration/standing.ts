/** How a collaboration stands now: what time alone has changed counts before anybody has written it down. */
import { DAY, later } from '../time.ts'
import { isOpen, type State } from './moves.ts'

/** Terms wait this long for an answer; new terms begin anew. */
export const ANSWER_WITHIN_MS = 7 * DAY

export type Stored = {
  state: State
  /** Set while terms wait for an answer. */
  expiresAt: Date | null
  /** The first day of the agreed work, `YYYY-MM-DD`. */
  startsOn: string | null
}

export function standingOf(stored: Stored, now: Date): State {
  const { state, expiresAt, startsOn } = stored
  if (isOpen(state) && expiresAt !== null && expiresAt <= now) return 'expired'
  if (state === 'accepted' && startsOn !== null && startOf(startsOn) <= now) return 'live'
  return state
}

export function expiryFrom(at: Date): Date {
  return later(at, ANSWER_WITHIN_MS)
}

/** A day of the calendar begins at midnight UTC: one moment for both sides, wherever they are. */
export function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** The last day on which an answer should be easy to find: shown as near. */
export const NEAR_MS = 2 * DAY

export function isNear(expiresAt: Date, now: Date): boolean {
  return expiresAt.getTime() - now.getTime() <= NEAR_MS
}
