/** Everything the system does by itself: one line an entry. */
import type { App } from '../app.ts'
import { SECOND } from '../domain/time.ts'
import { forgetUnfinished } from './forget-unfinished.ts'
import { tendDueChannels } from './tend-due-channels.ts'

export type Job = {
  name: string
  /** Real time between two runs. */
  everyMs: number
  run: (app: App, signal: AbortSignal) => Promise<unknown>
}

export const JOBS: readonly Job[] = [
  { name: 'tend-due-channels', everyMs: 5 * SECOND, run: tendDueChannels },
  { name: 'forget-unfinished', everyMs: 60 * SECOND, run: forgetUnfinished },
  { name: 'measure-clock-skew', everyMs: 60 * SECOND, run: (app) => app.clock.resync() },
]
