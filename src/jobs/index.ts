/** Everything the system does by itself: one line an entry. */
import type { App } from '../app.ts'
import { SECOND } from '../domain/time.ts'
import { forgetWhatIsGone, partFromTurnedOff } from './forget.ts'
import { forgetUnfinished } from './forget-unfinished.ts'
import { forgetSettledSignals, heedSignals } from './heed-signals.ts'
import { mendPlans } from './mend-plans.ts'
import { tendDueChannels } from './tend-due-channels.ts'
import { forgetPulses, watchNetworks } from './watch-networks.ts'
import { forgetTokenUses, writeTokenUses } from './write-uses.ts'

export type Job = {
  name: string
  /** Real time between two runs. */
  everyMs: number
  run: (app: App, signal: AbortSignal) => Promise<unknown>
}

/** In the order of a step of the sandbox's clock: what was told comes before what is asked. */
export const JOBS: readonly Job[] = [
  { name: 'heed-signals', everyMs: SECOND, run: heedSignals },
  { name: 'tend-due-channels', everyMs: 5 * SECOND, run: tendDueChannels },
  { name: 'part-from-turned-off', everyMs: 30 * SECOND, run: partFromTurnedOff },
  { name: 'forget-what-is-gone', everyMs: 600 * SECOND, run: forgetWhatIsGone },
  { name: 'forget-unfinished', everyMs: 60 * SECOND, run: forgetUnfinished },
  { name: 'forget-settled-signals', everyMs: 3600 * SECOND, run: forgetSettledSignals },
  { name: 'mend-plans', everyMs: 600 * SECOND, run: mendPlans },
  { name: 'watch-networks', everyMs: 15 * SECOND, run: watchNetworks },
  { name: 'forget-pulses', everyMs: 3600 * SECOND, run: forgetPulses },
  { name: 'write-token-uses', everyMs: 10 * SECOND, run: writeTokenUses },
  { name: 'forget-token-uses', everyMs: 3600 * SECOND, run: forgetTokenUses },
  { name: 'measure-clock-skew', everyMs: 60 * SECOND, run: (app) => app.clock.resync() },
]
