/** What the whole installation looks like, in numbers that one process counts for all. */
import { z } from 'zod'
import type { App } from '../../app.ts'
import { NETWORKS } from '../../domain/network.ts'
import { later, MINUTE, SECOND } from '../../domain/time.ts'
import { beginCounting, countChannels, countDue, keep, readKept } from '../../store/census.ts'
import { stuckEvents } from '../../store/incoming-events.ts'
import { networksDown } from '../../store/network-circuits.ts'
import { openHolds } from '../../store/network-holds.ts'

const CENSUS = z.object({
  channels: z.array(
    z.object({
      network: z.enum(NETWORKS),
      state: z.string(),
      channels: z.number(),
      oldestProofAt: z.coerce.date().nullable(),
    }),
  ),
  due: z.number(),
  overdue: z.number(),
  stuckEvents: z.number(),
  held: z.array(z.object({ network: z.enum(NETWORKS), scope: z.enum(['ambiguous', 'all']) })),
  down: z.array(z.enum(NETWORKS)),
  queues: z.array(
    z.object({
      queue: z.string(),
      ready: z.number(),
      deferred: z.number(),
      active: z.number(),
      failed: z.number(),
    }),
  ),
  takenAt: z.coerce.date(),
})

export type Census = z.infer<typeof CENSUS>

/** Due channels are looked at within seconds; after this long something is too slow or stands still. */
const OVERDUE_MS = 5 * MINUTE
const GOOD_FOR_MS = 15 * SECOND
const GOOD_FOR_AT_MOST_MS = 5 * MINUTE
/** Counting may take this share of one connection's time, so it grows rarer as it grows slower. */
const SHARE_OF_TIME = 0.01

/** Null where nothing was counted yet and somebody else is counting just now. */
export async function takeCensus(app: App): Promise<Census | null> {
  const { db } = app.store
  const { kept, fresh } = await readKept(db)
  // What another version wrote down may look different.
  const { data = null } = CENSUS.safeParse(kept)
  if (fresh && data !== null) return data
  if (!(await beginCounting(db))) return data
  const began = performance.now()
  const census = await count(app)
  const goodForMs = Math.max(GOOD_FOR_MS, (performance.now() - began) / SHARE_OF_TIME)
  await keep(db, census, Math.min(goodForMs, GOOD_FOR_AT_MOST_MS))
  return census
}

async function count(app: App): Promise<Census> {
  const now = app.clock.now()
  const { db } = app.store
  const [channels, waiting, stuck, held, down, queues] = await Promise.all([
    countChannels(db),
    countDue(db, { now, since: later(now, -OVERDUE_MS) }),
    stuckEvents(db),
    openHolds(db),
    networksDown(db),
    app.queue.figures(),
  ])
  return {
    channels,
    ...waiting,
    stuckEvents: stuck,
    held: held.map(({ network, scope }) => ({ network, scope })),
    down,
    queues,
    takenAt: now,
  }
}
