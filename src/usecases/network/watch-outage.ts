/** While a network is down nobody asks it for most channels: they say why they are late all the same. */
import type { App } from '../../app.ts'
import { DELAYED_AFTER_MS } from '../../domain/channel/health.ts'
import type { Network } from '../../domain/network.ts'
import { later } from '../../domain/time.ts'
import { noteOutage } from '../../store/channels.ts'

export async function watchOutage(app: App, network: Network): Promise<void> {
  const at = app.clock.now()
  const late = await noteOutage(app.store.db, network, { at, proofBefore: later(at, -DELAYED_AFTER_MS) })
  if (late > 0) app.log.warn({ network, late }, 'Channels are late because their network is down')
}
