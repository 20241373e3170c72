/** Asking a creator to reconnect: neutral, and seldom. */
import { DAY, later } from '../time.ts'

export const NUDGE_EVERY_MS = 7 * DAY

/** From when on a company may ask the same creator again; null where it may now. */
export function mayAskAgainAt(askedAt: Date | null, now: Date): Date | null {
  if (askedAt === null) return null
  const at = later(askedAt, NUDGE_EVERY_MS)
  return at > now ? at : null
}
