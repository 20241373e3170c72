/**
 * Attempts that nobody came back from, new connections that nobody confirmed with the tokens they held, old links,
 * new addresses that nobody said yes to, and tries whose window is over.
 */
import type { App } from '../app.ts'
import { DAY, later } from '../domain/time.ts'
import { dropOldTries } from '../store/attempt-counts.ts'
import { dropExpired } from '../store/attempts.ts'
import { dropOldLinks } from '../store/reconnect-links.ts'
import { forgetAddressChanges } from '../usecases/person/change-address.ts'

/** For as long as a team is shown what became of its links. */
const ENDED_LINKS_LAST_MS = 30 * DAY

export async function forgetUnfinished(app: App): Promise<void> {
  const { db } = app.store
  const now = app.clock.now()
  await dropExpired(db, now)
  await dropOldLinks(db, later(now, -ENDED_LINKS_LAST_MS))
  await forgetAddressChanges(app)
  await dropOldTries(db)
}
