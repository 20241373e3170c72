/** A person asks for a look right now. */
import type { App } from '../../app.ts'
import { CONFIRM_AFTER_MS } from '../../domain/channel/schedule.ts'
import { later, MINUTE } from '../../domain/time.ts'
import { findChannel } from '../../store/channels.ts'
import { claimOne } from '../../store/schedule.ts'
import { tendChannel } from './tend-channel.ts'

export type CheckReport =
  | { kind: 'fine' }
  | { kind: 'limited' }
  | { kind: 'lost' }
  | { kind: 'back' }
  /** The network said no without a reason; nothing changes before a second look. */
  | { kind: 'looking_again'; at: Date }
  | { kind: 'delayed'; whose: 'us' | 'network' }
  | { kind: 'too_soon'; at: Date }
  | { kind: 'unknown_channel' }

export async function checkNow(
  app: App,
  input: { creatorId: string; channelId: string },
): Promise<CheckReport> {
  const { db } = app.store
  const channel = await findChannel(db, input.channelId)
  if (channel === null || channel.creatorId !== input.creatorId || channel.connection.state === 'off') {
    return { kind: 'unknown_channel' }
  }
  const now = app.clock.now()
  const lookAgainAt = channel.suspicion === null ? null : later(channel.suspicion.since, CONFIRM_AFTER_MS)
  if (lookAgainAt !== null && lookAgainAt > now) return { kind: 'looking_again', at: lookAgainAt }
  const claim = { holder: app.holder, leaseMs: app.deadlines.tendLeaseMs, channelId: channel.id }
  if (!(await claimOne(db, claim))) return { kind: 'too_soon', at: later(now, MINUTE) }
  const tended = await tendChannel(app, channel.id)
  switch (tended.kind) {
    case 'alive': {
      if (tended.back) return { kind: 'back' }
      const current = await findChannel(db, channel.id)
      return { kind: current?.connection.state === 'limited' ? 'limited' : 'fine' }
    }
    case 'lost':
      return { kind: 'lost' }
    case 'suspected':
      return { kind: 'looking_again', at: tended.lookAgainAt }
    case 'trouble':
      return { kind: 'delayed', whose: tended.whose }
    case 'nothing_to_ask':
      return { kind: 'delayed', whose: 'us' }
    default:
      return tended satisfies never
  }
}
