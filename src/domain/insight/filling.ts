/** Which days gone by are worth asking for: those on which nothing was read. */
import { DAY, later } from '../time.ts'
import type { Days } from './reading.ts'

/** As many as a chart shows. */
export const PAST_DAYS = 90

/**
 * Null where there is none. `newest` is the day that was read last; `from` the day from which an earlier try did not
 * come to its end.
 */
export function daysToFill(
  known: { newest: string | null; from: string | null; filled: boolean },
  now: Date,
): Days | null {
  const yesterday = dayOf(later(now, -DAY))
  const oldest = dayOf(later(now, -PAST_DAYS * DAY))
  const begin = known.filled && known.newest !== null ? nextDay(known.newest) : (known.from ?? oldest)
  const from = begin < oldest ? oldest : begin
  return from > yesterday ? null : { from, to: yesterday }
}

function nextDay(day: string): string {
  return dayOf(later(new Date(day), DAY))
}

export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
