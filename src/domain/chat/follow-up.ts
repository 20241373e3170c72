/** When a person who is away is told by mail that they were answered. */
import { HOUR, MINUTE } from '../time.ts'

/** Whoever has not looked for this long is away. */
export const AWAY_AFTER_MS = 2 * MINUTE
/** Replies closer together than this are one burst, and one mail. */
export const BURST_MS = HOUR

export type UnreadReplies = {
  /** The first reply that they have not seen, and the newest one. */
  firstUnreadAt: Date
  newestUnreadAt: Date
  mailedAt: Date | null
}

export function followUpDue({ firstUnreadAt, newestUnreadAt, mailedAt }: UnreadReplies, now: Date): boolean {
  if (now.getTime() - firstUnreadAt.getTime() < AWAY_AFTER_MS) return false
  // Told already of something that they still have not looked at: only a new burst is worth another mail.
  if (mailedAt === null || mailedAt < firstUnreadAt) return true
  return newestUnreadAt.getTime() - mailedAt.getTime() >= BURST_MS
}
