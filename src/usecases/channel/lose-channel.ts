/** Takes a connection away on a verdict that says so, with its cause and evidence in the history. */
import type { App } from '../../app.ts'
import { isLoss, type Verdict } from '../../domain/verdict.ts'
import { disconnectChannel } from '../../store/channels.ts'
import { writeEvent } from '../../store/events.ts'

/** False where a newer grant has come meanwhile, or the channel is not connected: then nothing changes. */
export async function loseChannel(
  app: App,
  channelId: string,
  generation: number,
  verdict: Verdict,
): Promise<boolean> {
  const { diagnosis } = verdict
  if (!isLoss(diagnosis)) return false
  const at = app.clock.now()
  const lost = await app.store.db.transaction().execute(async (trx) => {
    if (!(await disconnectChannel(trx, channelId, { verdict: { ...verdict, diagnosis }, generation, at })))
      return false
    await writeEvent(trx, {
      channelId,
      at,
      kind: 'lost',
      detail: { reason: diagnosis, confidence: verdict.confidence, evidence: verdict.evidence },
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
