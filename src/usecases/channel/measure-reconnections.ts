/** Takes down how long connecting again has usually taken of late, for what the cards promise. */
import type { App } from '../../app.ts'
import {
  MOST_TIMES,
  TIMES_COUNT_FOR_MS,
  type UsualMinutes,
  usualMinutes,
} from '../../domain/channel/usual-time.ts'
import { NETWORKS } from '../../domain/network.ts'
import { later } from '../../domain/time.ts'
import { reconnectionTimes } from '../../store/events.ts'
import { USUAL_MINUTES_FACT, writeFact } from '../../store/installation.ts'

export async function measureReconnections(app: App): Promise<void> {
  const { db } = app.store
  const since = later(app.clock.now(), -TIMES_COUNT_FOR_MS)
  const usual: UsualMinutes = {}
  for (const network of NETWORKS) {
    const minutes = usualMinutes(await reconnectionTimes(db, network, { since, limit: MOST_TIMES }))
    if (minutes !== null) usual[network] = minutes
  }
  await writeFact(db, USUAL_MINUTES_FACT, usual)
}
