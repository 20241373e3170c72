/** Everything the system does by itself: one line an entry. */
import type { App } from '../app.ts'
import { MINUTE, SECOND } from '../domain/time.ts'
import { type PayloadOf, QUEUES, type Queues } from '../queue/table.ts'
import { nextLookAt } from '../store/notices.ts'
import { nextMailAt } from '../store/outgoing-mails.ts'
import { measureReconnections } from '../usecases/channel/measure-reconnections.ts'
import { nextForCollaborations } from '../usecases/collaboration/mind-collaborations.ts'
import { forgetOldNotices } from '../usecases/notice/forget-old-notices.ts'
import { eraseDeleted } from '../usecases/person/erase-deleted.ts'
import { dropKeys } from './drop-data-keys.ts'
import { keepFollowing } from './follow-sandbox-clock.ts'
import { forgetWhatIsGone, partFromTurnedOff } from './forget.ts'
import { forgetUnfinished } from './forget-unfinished.ts'
import { forgetSettledSignals, heedSignals } from './heed-signals.ts'
import { listChangedProfiles } from './list-changed-profiles.ts'
import { mendPlans } from './mend-plans.ts'
import { mindCollaborations } from './mind-collaborations.ts'
import { mindConversations } from './mind-conversations.ts'
import { sendWaitingMails } from './send-waiting-mails.ts'
import { tellPeopleDue } from './tell-people-due.ts'
import { tendDueChannels } from './tend-due-channels.ts'
import { forgetPulses, watchNetworks } from './watch-networks.ts'
import { forgetTokenUses, writeTokenUses } from './write-uses.ts'

/** `everyMs` is real time between two runs in one process; who shares the work between processes is up to the run. */
export type TimedJob = {
  name: string
  everyMs: number
  /** In processes that only serve pages as well: it looks after the process itself. */
  inEveryProcess?: true
  /** `step`: the sandbox's clock has moved, and waits. */
  run: (app: App, signal: AbortSignal, turn: 'timer' | 'step') => Promise<unknown>
  /** The product time of its next work, for jobs whose hour matters: a clock that is moved stops there. */
  nextAt?: (app: App) => Promise<Date | null>
}

/** Sent to the queue of its name, by a use-case or, with `cron` (UTC), by itself: each job is done by one process. */
export type QueuedJob = {
  name: keyof Queues
  cron: string | null
  run: (app: App, signal: AbortSignal, data: unknown) => Promise<unknown>
}

export type Job = TimedJob | QueuedJob

/** In the order of a step of the sandbox's clock: what was told, what is asked, what people are told of it. */
export const JOBS: readonly Job[] = [
  { name: 'heed-signals', everyMs: SECOND, run: heedSignals },
  { name: 'tend-due-channels', everyMs: 5 * SECOND, run: tendDueChannels },
  { name: 'part-from-turned-off', everyMs: 30 * SECOND, run: partFromTurnedOff },
  {
    name: 'mind-collaborations',
    everyMs: 5 * SECOND,
    run: mindCollaborations,
    nextAt: nextForCollaborations,
  },
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
  { name: 'send-late-letters', everyMs: 5 * SECOND, run: (app, signal) => app.post.sendLate(signal) },
  { name: 'list-changed-profiles', everyMs: 2 * SECOND, run: listChangedProfiles },
  { name: 'watch-networks', everyMs: 15 * SECOND, run: watchNetworks },
  { name: 'write-token-uses', everyMs: 10 * SECOND, inEveryProcess: true, run: writeTokenUses },
  { name: 'drop-data-keys', everyMs: 10 * MINUTE, inEveryProcess: true, run: dropKeys },
  { name: 'mind-conversations', everyMs: 15 * SECOND, run: mindConversations },
  queued('forget-what-is-gone', forgetWhatIsGone, { cron: '*/10 * * * *' }),
  queued('erase-deleted', eraseDeleted, { cron: '* * * * *' }),
  queued('forget-unfinished', forgetUnfinished, { cron: '* * * * *' }),
  queued('forget-settled-signals', forgetSettledSignals, { cron: '0 * * * *' }),
  queued('forget-old-notices', forgetOldNotices, { cron: '30 * * * *' }),
  queued('mend-plans', mendPlans, { cron: '*/10 * * * *' }),
  queued('measure-reconnections', measureReconnections, { cron: '40 * * * *' }),
  queued('forget-pulses', forgetPulses, { cron: '10 * * * *' }),
  queued('forget-token-uses', forgetTokenUses, { cron: '20 * * * *' }),
  {
    name: 'measure-clock-skew',
    everyMs: 60 * SECOND,
    inEveryProcess: true,
    run: (app) => app.clock.resync(),
  },
  { name: 'follow-sandbox-clock', everyMs: 5 * SECOND, inEveryProcess: true, run: keepFollowing },
]

/** `run` is handed what its queue's payload says, last; work that comes round by itself has nothing to be told. */
function queued<Name extends keyof Queues>(
  name: Name,
  run: (app: App, signal: AbortSignal, data: PayloadOf<Queues[Name]>) => Promise<unknown>,
  { cron = null }: { cron?: string | null } = {},
): QueuedJob {
  // A worker of an older version may meet what a newer one sent: the job then waits for one that understands it.
  const read = (data: unknown) => QUEUES[name].payload.parse(data) as PayloadOf<Queues[Name]>
  return { name, cron, run: async (app, signal, data) => run(app, signal, read(data)) }
}
