/** A creator turns a channel off: it ends here at once, and at the network as soon as that answers. */
import type { App } from '../../app.ts'
import { findChannel, turnOffChannel } from '../../store/channels.ts'
import { writeEvent } from '../../store/events.ts'
import { dropGrant, findGrant } from '../../store/grants.ts'
import { dropParting, type Parting, postponeParting, putParting } from '../../store/partings.ts'
import { endLinksOf } from '../../store/reconnect-links.ts'
import { plan } from '../../store/schedule.ts'
import { eraseSnapshotsUntil } from '../../store/snapshots.ts'
import { revokeGrant } from './revoke-grant.ts'

export type TurnedOff = { kind: 'off' } | { kind: 'unknown_channel' } | { kind: 'off_already' }

export async function turnOff(
  app: App,
  input: { creatorId: string; channelId: string; userId: string },
): Promise<TurnedOff> {
  const { db } = app.store
  const channel = await findChannel(db, input.channelId)
  if (channel === null || channel.creatorId !== input.creatorId) return { kind: 'unknown_channel' }
  const at = app.clock.now()
  const done = await db.transaction().execute(async (trx) => {
    if (!(await turnOffChannel(trx, channel.id, at))) return false
    await endLinksOf(trx, channel.id, { how: 'revoked', at })
    await eraseSnapshotsUntil(trx, channel.id, at)
    await plan(trx, channel.id, { dueAt: null, renewAt: null })
    if ((await findGrant(trx, channel.id)) !== null) await putParting(trx, channel.id, at)
    await writeEvent(trx, { channelId: channel.id, at, kind: 'turned_off', actor: input.userId })
    return true
  })
  if (!done) return { kind: 'off_already' }
  await part(app, { channelId: channel.id, since: at, tries: 0 })
  return { kind: 'off' }
}

/** One attempt to end the permission; where it fails for now, the row says when the next one is due. */
export async function part(app: App, parting: Parting): Promise<void> {
  const { db } = app.store
  const { channelId } = parting
  const channel = await findChannel(db, channelId)
  if (channel === null || channel.connection.state !== 'off') {
    await dropParting(db, channelId)
    return
  }
  const parted = await revokeGrant(app, channel, parting)
  if (parted.kind === 'again') {
    await postponeParting(db, channelId, parted.at)
    return
  }
  const at = app.clock.now()
  if (parted.how === 'gave_up') {
    app.log.warn({ channel: channelId, network: channel.network }, 'A permission could not be ended in time')
  }
  await db.transaction().execute(async (trx) => {
    // Connected again in the meantime: what there is now was given anew.
    if (!(await dropParting(trx, channelId))) return
    await dropGrant(trx, channelId)
    await writeEvent(trx, { channelId, at, kind: 'permission_ended', detail: { how: parted.how } })
  })
}
