/** How long a deletion can be undone. */
import { DAY, later } from '../time.ts'

/**
 * DANGER: a permission that a creator ends here is to be gone within seven days (`PART_WITHIN_MS`). One of them is left
 * for a job that is late.
 */
export const UNDO_LASTS_MS = 6 * DAY

/** When what is asked to be deleted now is erased. */
export function eraseAt(now: Date): Date {
  return later(now, UNDO_LASTS_MS)
}
