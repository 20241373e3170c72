/** A side's proposals and collaborations, and how many of them wait for it. */
import type { App } from '../../app.ts'
import type { Side, State } from '../../domain/collaboration/moves.ts'
import { standingOf } from '../../domain/collaboration/standing.ts'
import { collaborationsOf, type Summary, waitingFor } from '../../store/collaborations.ts'

export type Listed = Summary & { standing: State }

/** The party is one that its asker belongs to: pages and sessions see to that. */
export async function listCollaborations(app: App, of: { side: Side; partyId: string }): Promise<Listed[]> {
  const now = app.clock.now()
  const found = await collaborationsOf(app.store.db, of)
  return found.map((one) => ({ ...one, standing: standingOf(one, now) }))
}

export function countWaiting(app: App, of: { side: Side; partyId: string }): Promise<number> {
  return waitingFor(app.store.db, of, app.clock.now())
}
