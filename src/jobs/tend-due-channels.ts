/** Claims the channels that are due and looks after each, until none is due. */
import type { App } from '../app.ts'
import { claimDue } from '../store/schedule.ts'
import { tendChannel } from '../usecases/channel/tend-channel.ts'

const BATCH = 40
const AT_ONCE = 8

/** How many channels were tended. */
export async function tendDueChannels(app: App, signal: AbortSignal): Promise<number> {
  let tended = 0
  while (!signal.aborted) {
    const began = performance.now()
    const ids = await claimDue(app.store.db, app.holder, app.clock.now(), BATCH)
    app.metrics.count('claims_total', {})
    app.metrics.count('claimed_channels_total', {}, ids.length)
    app.metrics.observe('claim_seconds', {}, (performance.now() - began) / 1000)
    if (ids.length === 0) break
    const queue = [...ids]
    const lanes = Array.from({ length: AT_ONCE }, async () => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) await tendOne(app, id)
    })
    await Promise.all(lanes)
    tended += ids.length
  }
  return tended
}

/** One channel's mishap must not stop the others; its lease ends by itself. */
async function tendOne(app: App, channelId: string): Promise<void> {
  try {
    await tendChannel(app, channelId)
  } catch (error) {
    app.log.error({ err: error, channel: channelId }, 'A channel could not be tended')
  }
}
