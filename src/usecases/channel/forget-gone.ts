/** What a network gave us does not outlive the connection for longer than its rules and the operator's allow. */
import type { App } from '../../app.ts'
import { forgetBefore, forgottenId } from '../../domain/channel/forgetting.ts'
import { type Network, POLICIES } from '../../domain/network.ts'
import { goneBefore, markForgotten } from '../../store/channels.ts'
import { scrubEvents, writeEvent } from '../../store/events.ts'
import { dropGrant } from '../../store/grants.ts'
import { eraseSnapshotsUntil } from '../../store/snapshots.ts'

const BATCH = 200

/** How many channels were forgotten. */
export async function forgetGone(app: App, network: Network, signal: AbortSignal): Promise<number> {
  const { db } = app.store
  let forgotten = 0
  while (!signal.aborted) {
    const now = app.clock.now()
    const before = forgetBefore(network, app.config.forgetAfterDays, now)
    const channels = await goneBefore(db, network, before, BATCH)
    if (channels.length === 0) break
    for (const channel of channels) await forget(app, network, channel, now)
    forgotten += channels.length
  }
  return forgotten
}

async function forget(
  app: App,
  network: Network,
  channel: { id: string; networkId: string },
  at: Date,
): Promise<void> {
  const { name, afterLoss } = POLICIES[network]
  await app.store.db.transaction().execute(async (trx) => {
    await dropGrant(trx, channel.id)
    if (afterLoss.forget === 'everything') {
      await eraseSnapshotsUntil(trx, channel.id, at)
      await scrubEvents(trx, channel.id)
    }
    const as =
      afterLoss.forget === 'everything'
        ? { networkId: forgottenId(network, channel.networkId), title: name }
        : null
    await markForgotten(trx, channel.id, { at, as })
    await writeEvent(trx, { channelId: channel.id, at, kind: 'forgotten' })
  })
}
