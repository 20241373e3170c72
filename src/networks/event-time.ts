import { integerOf } from './json.ts'

/** A moment that a network gives in Unix seconds; null where it gives none, or one outside this century. */
export function timeOf(unixSeconds: unknown): Date | null {
  const seconds = integerOf(unixSeconds)
  return seconds !== null && seconds >= 946_684_800 && seconds < 4_102_444_800
    ? new Date(seconds * 1000)
    : null
}
