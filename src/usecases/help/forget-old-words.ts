import type { App } from '../../app.ts'
import { DAY, later } from '../../domain/time.ts'
import { forgetWordsBefore } from '../../store/help.ts'

const KEPT_FOR_MS = 365 * DAY

/** Done whenever new words come in, so that no job of its own is needed. */
export async function forgetOldWords(app: App): Promise<void> {
  await forgetWordsBefore(app.store.db, later(app.clock.now(), -KEPT_FOR_MS))
}
