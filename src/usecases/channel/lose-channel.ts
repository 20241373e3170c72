/** Takes a connection away on a verdict that says so, with its cause and evidence in the history. */
import type { App } from '../../app.ts'
import { isLoss, type Verdict } from '../../domain/verdict.ts'
import { disconnectChannel, noteTrouble } from '../../store/channels.ts'
import { writeEvent } from '../../store/events.ts'
import { findGrant } from '../../store/grants.ts'
import { raiseAlarm } from '../network/hold-network.ts'

/**
 * False where a newer grant has come meanwhile, the channel is not connected, or too many are lost at once to be
 * believed: then its connection stays as it is.
 */
export async function loseChannel(
  app: App,
  channelId: string,
  generation: number,
  verdict: Verdict,
): Promise<boolean> {
  const { diagnosis } = verdict
  if (!isLoss(diagnosis)) return false
  const at = app.clock.now()
  if (await isHeldBack(app, channelId, verdict)) {
    await noteTrouble(app.store.db, channelId, { kind: 'held', at })
    return false
  }
  const lost = await app.store.db.transaction().execute(async (trx) => {
    if (!(await disconnectChannel(trx, channelId, { verdict: { ...verdict, diagnosis }, generation, at })))
      return false
    await writeEvent(trx, {
      channelId,
      at,
      kind: 'lost',
      detail: {
        reason: diagnosis,
        confidence: verdict.confidence,
        definite: verdict.definite,
        evidence: verdict.evidence,
      },
    })
    return true
  })
  if (lost) {
    const { confidence, evidence } = verdict
    app.metrics.count('disconnections_total', { network: evidence.network, reason: diagnosis, confidence })
    app.log.info({ channel: channelId, reason: diagnosis, confidence }, 'A channel was lost')
  }
  return lost
}

/** A permission whose own end has passed is no alarm, however many end on one day. */
async function isHeldBack(app: App, channelId: string, verdict: Verdict): Promise<boolean> {
  const grant = await findGrant(app.store.db, channelId)
  const endsAt = grant?.facts.grantEndsAt ?? null
  if (endsAt !== null && endsAt <= app.clock.now()) return false
  const { network } = verdict.evidence
  return await raiseAlarm(app, { channelId, network, kind: verdict.definite ? 'definite' : 'suspect' })
}
