/** Lets brands find changed profiles by their new words. */
import type { App } from '../app.ts'
import { listChanged } from '../store/listings.ts'

const AT_ONCE = 200

export function listChangedProfiles(app: App): Promise<number> {
  return listChanged(app.store.db, app.config.derivedNumbers, AT_ONCE)
}
