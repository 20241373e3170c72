/** How looks at the networks end, counted in memory by the minute and written in batches. */
import type { App } from '../../app.ts'
import type { Looks } from '../../domain/channel/hold.ts'
import type { Network } from '../../domain/network.ts'
import { DAY, later, MINUTE } from '../../domain/time.ts'
import { addPulses, dropPulsesBefore, type Pulse } from '../../store/network-holds.ts'

const KEPT_FOR_MS = 8 * DAY

export function noteLook(app: Pick<App, 'clock' | 'pulses'>, network: Network, how: keyof Looks): void {
  const minute = new Date(Math.floor(app.clock.now().getTime() / MINUTE) * MINUTE)
  add(app, { network, minute, alive: 0, refused: 0, recovered: 0, refusedAgain: 0, [how]: 1 })
}

/** What cannot be written now stays counted. */
export async function writePulses(app: Pick<App, 'store' | 'pulses'>): Promise<void> {
  const pulses = [...app.pulses.values()]
  app.pulses.clear()
  try {
    await addPulses(app.store.db, pulses)
  } catch (error) {
    for (const pulse of pulses) add(app, pulse)
    throw error
  }
}

export async function forgetOldPulses(app: Pick<App, 'store' | 'clock'>): Promise<void> {
  await dropPulsesBefore(app.store.db, later(app.clock.now(), -KEPT_FOR_MS))
}

function add(app: Pick<App, 'pulses'>, pulse: Pulse): void {
  const key = `${pulse.network}/${pulse.minute.getTime()}`
  const known = app.pulses.get(key)
  app.pulses.set(
    key,
    known === undefined
      ? pulse
      : {
          ...pulse,
          alive: known.alive + pulse.alive,
          refused: known.refused + pulse.refused,
          recovered: known.recovered + pulse.recovered,
          refusedAgain: known.refusedAgain + pulse.refusedAgain,
        },
  )
}
