/** One event of a network, handled for every channel that it is about. Safe to run twice. */
import type { App } from '../../app.ts'
import type { Channel } from '../../domain/channel/channel.ts'
import { heed, isAfter } from '../../domain/channel/heed.ts'
import type { Signal } from '../../domain/signal.ts'
import { isLoss } from '../../domain/verdict.ts'
import { channelsAbout, eraseChannel, explainLoss } from '../../store/channels.ts'
import { writeEvent } from '../../store/events.ts'
import { findGrant, type SealedGrant } from '../../store/grants.ts'
import type { Waiting } from '../../store/incoming-events.ts'
import { lookSoon } from '../../store/schedule.ts'
import { eraseSnapshotsUntil } from '../../store/snapshots.ts'
import { limitChannel } from '../channel/limit-channel.ts'
import { loseChannel } from '../channel/lose-channel.ts'

export async function heedSignal(app: App, { network, signal, receivedAt }: Waiting): Promise<void> {
  if (signal.about === null) return
  const channels = await channelsAbout(app.store.db, network, signal.about)
  for (const channel of channels) {
    const grant = await findGrant(app.store.db, channel.id)
    if (signal.erasure) await erase(app, channel, grant, signal, receivedAt)
    else await heedFor(app, channel, grant, signal)
  }
}

async function heedFor(app: App, channel: Channel, grant: SealedGrant | null, signal: Signal): Promise<void> {
  const { db } = app.store
  const at = app.clock.now()
  const heeded = heed({ channel, grant: grant?.facts ?? null }, signal, at)
  switch (heeded.kind) {
    case 'nothing':
      return
    case 'lose':
      if (grant !== null) await loseChannel(app, channel.id, grant.facts.generation, heeded.verdict)
      return
    case 'limit':
      if (grant !== null) await limit(app, channel, grant, heeded.scopes)
      return
    case 'look':
      if (isLoss(signal.verdict.diagnosis)) await tell(app, channel, signal, at)
      await lookSoon(db, channel.id, at)
      return
    case 'explain': {
      const { verdict } = heeded
      const { since } = channel.connection
      if (await explainLoss(db, channel.id, { since, verdict })) {
        const { diagnosis: reason, confidence, evidence } = verdict
        await writeEvent(db, {
          channelId: channel.id,
          at,
          kind: 'explained',
          detail: { reason, confidence, evidence },
        })
      }
      return
    }
    default:
      return heeded satisfies never
  }
}

/** What the network said stays in the history, and explains a refusal that may follow. */
async function tell(app: App, channel: Channel, signal: Signal, at: Date): Promise<void> {
  await writeEvent(app.store.db, {
    channelId: channel.id,
    at,
    kind: 'told',
    detail: { verdict: signal.verdict, evidence: signal.verdict.evidence },
  })
}

/** What is left of the permission; whether anything can still be read, the network itself says. */
async function limit(
  app: App,
  channel: Channel,
  grant: SealedGrant,
  scopes: readonly string[],
): Promise<void> {
  await limitChannel(app, channel, { generation: grant.facts.generation, scopes })
  await lookSoon(app.store.db, channel.id, app.clock.now())
}

/**
 * The person asked the network that we delete. A connection that is newer than the wish stays; what was read before
 * it goes.
 */
async function erase(
  app: App,
  channel: Channel,
  grant: SealedGrant | null,
  signal: Signal,
  receivedAt: Date,
): Promise<void> {
  const { db } = app.store
  const wishedAt = signal.at ?? receivedAt
  const isNewer = grant !== null && !isAfter({ at: wishedAt }, grant.facts.grantedAt, app.clock.now())
  const alive = channel.connection.state === 'connected' || channel.connection.state === 'limited'
  if (isNewer && alive) {
    await eraseSnapshotsUntil(db, channel.id, wishedAt)
    await lookSoon(db, channel.id, app.clock.now())
    return
  }
  await eraseChannel(db, channel.id)
  app.log.info({ erased: channel.id, network: channel.network }, 'A channel was erased, as the person asked')
}
