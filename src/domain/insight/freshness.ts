/** How old a number may be, and what is said of it then. Beyond the last step it is not shown at all. */
import { DAY, later } from '../time.ts'

/** `live`: as good as now. `checked`: of these days. `ageing`: the reader should know how old it is. */
export type Freshness = 'live' | 'checked' | 'ageing'

const LIVE_FOR_MS = 2 * DAY
const CHECKED_FOR_MS = 7 * DAY

export function freshnessOf(takenAt: Date, now: Date): Freshness {
  if (later(takenAt, LIVE_FOR_MS) >= now) return 'live'
  return later(takenAt, CHECKED_FOR_MS) >= now ? 'checked' : 'ageing'
}
