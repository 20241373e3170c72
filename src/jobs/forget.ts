/** Endings: permissions of channels that were turned off, and what is left of those that were lost. */
import type { App } from '../app.ts'
import { NETWORKS } from '../domain/network.ts'
import { claimPartings } from '../store/partings.ts'
import { forgetGone } from '../usecases/channel/forget-gone.ts'
import { part } from '../usecases/channel/turn-off-channel.ts'

const BATCH = 20

export async function partFromTurnedOff(app: App, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const partings = await claimPartings(app.store.db, app.clock.now(), BATCH)
    if (partings.length === 0) return
    for (const parting of partings) {
      try {
        await part(app, parting)
      } catch (error) {
        // Its lease ends by itself, and it is tried again.
        app.log.error({ err: error, channel: parting.channelId }, 'A permission could not be ended')
      }
    }
  }
}

export async function forgetWhatIsGone(app: App, signal: AbortSignal): Promise<void> {
  for (const network of NETWORKS) await forgetGone(app, network, signal)
}
