/** What the whole installation looks like at this moment, in numbers. */
import type { App } from '../../app.ts'
import { later, MINUTE } from '../../domain/time.ts'
import type { QueueFigures } from '../../queue/queue.ts'
import { type ChannelCount, countChannels, countDue } from '../../store/census.ts'
import { stuckEvents } from '../../store/incoming-events.ts'

export type Census = {
  channels: ChannelCount[]
  due: number
  overdue: number
  stuckEvents: number
  queues: QueueFigures[]
  takenAt: Date
}

/** Due channels are looked at within seconds; after this long something is too slow or stands still. */
const OVERDUE_MS = 5 * MINUTE

export async function takeCensus(app: App): Promise<Census> {
  const now = app.clock.now()
  const { db } = app.store
  const [channels, waiting, stuck, queues] = await Promise.all([
    countChannels(db),
    countDue(db, { now, since: later(now, -OVERDUE_MS) }),
    stuckEvents(db),
    app.queue.figures(),
  ])
  return { channels, ...waiting, stuckEvents: stuck, queues, takenAt: now }
}
