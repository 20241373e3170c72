/** Attempts that nobody came back from, and new connections that nobody confirmed, with the tokens they held. */
import type { App } from '../app.ts'
import { dropExpired } from '../store/attempts.ts'

export function forgetUnfinished(app: App): Promise<void> {
  return dropExpired(app.store.db, app.clock.now())
}
