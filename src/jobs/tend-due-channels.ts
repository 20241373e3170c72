/** Claims the channels that are due and looks after each, until none is due. One network does not wait for another. */
import type { App } from '../app.ts'
import { NETWORKS, type Network } from '../domain/network.ts'
import { claimDue, letGo } from '../store/schedule.ts'
import { tendChannel } from '../usecases/channel/tend-channel.ts'
import { writePulses } from '../usecases/network/note-looks.ts'
import { watchOutage } from '../usecases/network/watch-outage.ts'

const BATCH = 40
const AT_ONCE = 8

/** Of the channels that can wait so many in a round: they must not be noticed beside what people do. */
const PATIENT_AT_ONCE = 8

/** How many channels were tended. Those that can wait do, while the sandbox's clock is on its way. */
export async function tendDueChannels(
  app: App,
  signal: AbortSignal,
  turn: 'timer' | 'step',
): Promise<number> {
  const counts = await Promise.all(NETWORKS.map((network) => tendNetwork(app, network, { signal, turn })))
  return counts.reduce((sum, count) => sum + count, 0)
}

async function tendNetwork(
  app: App,
  network: Network,
  { signal, turn }: { signal: AbortSignal; turn: 'timer' | 'step' },
): Promise<number> {
  const { db } = app.store
  const claim = { holder: app.holder, leaseMs: app.deadlines.tendLeaseMs, network }
  let tended = 0
  let patience: 'none' | 'all' = 'none'
  while (!signal.aborted) {
    const { most, isProbe } = await mayAsk(app, network)
    const limit = patience === 'none' ? most : Math.min(most, PATIENT_AT_ONCE)
    const began = performance.now()
    const queue = limit === 0 ? [] : await claimDue(db, { ...claim, now: app.clock.now(), limit, patience })
    app.metrics.count('claims_total', {})
    app.metrics.count('claimed_channels_total', {}, queue.length)
    app.metrics.observe('claim_seconds', {}, (performance.now() - began) / 1000)
    // Without a channel that is due there, nobody would ever learn that it is back.
    if (isProbe && queue.length === 0) await app.networks[network]?.knock()
    if (queue.length === 0 && patience === 'none' && turn === 'timer' && app.sandbox !== null) {
      patience = 'all'
      continue
    }
    if (queue.length === 0) break
    const lanes = Array.from({ length: AT_ONCE }, async () => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
        await tendOne(app, id)
        tended++
        if (signal.aborted) return
      }
    })
    await Promise.all(lanes)
    // A stop does not keep the rest waiting for their leases to run out.
    if (queue.length > 0) await letGo(db, app.holder, queue)
    await writePulses(app)
    // A network that only begins to answer gets no second round at once.
    if (most < BATCH || patience === 'all') break
  }
  return tended
}

/** How many channels of a network may be asked in this round. What may not be asked now simply stays due. */
async function mayAsk(app: App, network: Network): Promise<{ most: number; isProbe: boolean }> {
  const allowance = await app.gates[network].allowance(BATCH)
  switch (allowance.kind) {
    case 'some':
      return { most: allowance.most, isProbe: false }
    case 'probe':
      await watchOutage(app, network)
      return { most: 1, isProbe: true }
    case 'none':
      return { most: 0, isProbe: false }
    default:
      return allowance satisfies never
  }
}

/** One channel's mishap must not stop the others; its lease ends by itself. */
async function tendOne(app: App, channelId: string): Promise<void> {
  try {
    await tendChannel(app, channelId)
  } catch (error) {
    app.log.error({ err: error, channel: channelId }, 'A channel could not be tended')
  }
}
