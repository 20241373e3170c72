/** How long the links about a new mail address work. */
import { DAY, later } from '../time.ts'

export const CONFIRM_LASTS_MS = DAY
export const UNDO_LASTS_MS = 7 * DAY

type Change = { askedAt: Date; madeAt: Date | null }

/** The new address says yes once, while the question is fresh. */
export function mayConfirm({ askedAt, madeAt }: Change, now: Date): boolean {
  return madeAt === null && now < later(askedAt, CONFIRM_LASTS_MS)
}

/** The former address may take it back: from the question on, until a week after it was made. */
export function mayUndo(change: Change, now: Date): boolean {
  return change.madeAt === null ? mayConfirm(change, now) : now < later(change.madeAt, UNDO_LASTS_MS)
}
