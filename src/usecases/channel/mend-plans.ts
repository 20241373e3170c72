/** After a clock that jumped ahead and back, what was planned meanwhile would come true only years later. */
import type { App } from '../../app.ts'
import { FURTHEST_LOOK_MS } from '../../domain/channel/schedule.ts'
import { later } from '../../domain/time.ts'
import { mendPlans } from '../../store/schedule.ts'

export async function mendStrayPlans(app: App): Promise<void> {
  const now = app.clock.now()
  const mended = await mendPlans(app.store.db, { now, furthest: later(now, FURTHEST_LOOK_MS) })
  if (mended > 0) app.log.warn({ mended }, 'The clock has jumped back: plans from the future were mended')
}
