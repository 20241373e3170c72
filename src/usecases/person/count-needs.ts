/** How many channels of each creator wait for a person: for whoever looks after several profiles. */
import type { App } from '../../app.ts'
import { healthOf, turnOf } from '../../domain/channel/health.ts'
import { standingRowsOf } from '../../store/channel-cards.ts'

export async function countNeeds(
  app: App,
  input: { creatorIds: readonly string[] },
): Promise<Map<string, number>> {
  const now = app.clock.now()
  const needs = new Map<string, number>()
  for (const { channel, grant, attemptUntil } of await standingRowsOf(app.store.db, input.creatorIds, now)) {
    if (turnOf(healthOf({ channel, grant, attemptUntil }, now)) !== 'you') continue
    needs.set(channel.creatorId, (needs.get(channel.creatorId) ?? 0) + 1)
  }
  return needs
}
