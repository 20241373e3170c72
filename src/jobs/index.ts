/** Everything the system does by itself: one line an entry. */
import type { App } from '../app.ts'
import { HOUR, SECOND } from '../domain/time.ts'
import { nextLookAt } from '../store/notices.ts'
import { nextMailAt } from '../store/outgoing-mails.ts'
import { forgetOldNotices } from '../usecases/notice/forget-old-notices.ts'
import { forgetWhatIsGone, partFromTurnedOff } from './forget.ts'
import { forgetUnfinished } from './forget-unfinished.ts'
import { forgetSettledSignals, heedSignals } from './heed-signals.ts'
import { sendWaitingMails } from './send-waiting-mails.ts'
import { tellPeopleDue } from './tell-people-due.ts'
import { tendDueChannels } from './tend-due-channels.ts'

export type Job = {
  name: string
  /** Real time between two runs. */
  everyMs: number
  run: (app: App, signal: AbortSignal) => Promise<unknown>
  /** The product time of its next work, for jobs whose hour matters: a clock that is moved stops there. */
  nextAt?: (app: App) => Promise<Date | null>
}

/** In the order of a step of the sandbox's clock: what was told, what is asked, what people are told of it. */
export const JOBS: readonly Job[] = [
  { name: 'heed-signals', everyMs: SECOND, run: heedSignals },
  { name: 'tend-due-channels', everyMs: 5 * SECOND, run: tendDueChannels },
  { name: 'part-from-turned-off', everyMs: 30 * SECOND, run: partFromTurnedOff },
  {
    name: 'tell-people-due',
    everyMs: 5 * SECOND,
    run: tellPeopleDue,
    nextAt: (app) => nextLookAt(app.store.db),
  },
  {
    name: 'send-waiting-mails',
    everyMs: 5 * SECOND,
    run: sendWaitingMails,
    nextAt: (app) => nextMailAt(app.store.db),
  },
  { name: 'forget-what-is-gone', everyMs: 600 * SECOND, run: forgetWhatIsGone },
  { name: 'forget-unfinished', everyMs: 60 * SECOND, run: forgetUnfinished },
  { name: 'forget-settled-signals', everyMs: 3600 * SECOND, run: forgetSettledSignals },
  { name: 'forget-old-notices', everyMs: HOUR, run: forgetOldNotices },
  { name: 'measure-clock-skew', everyMs: 60 * SECOND, run: (app) => app.clock.resync() },
]
