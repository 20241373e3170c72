/** What the networks told us, in the order in which it came, until nothing waits. */
import type { App } from '../app.ts'
import { DAY, later } from '../domain/time.ts'
import { claimEvents, dropSettledEvents, settleEvent } from '../store/incoming-events.ts'
import { heedSignal } from '../usecases/signal/heed-signal.ts'

const BATCH = 100
/** Longer than any network repeats a delivery: TikTok for 72 hours, https://developers.tiktok.com/doc/webhooks-overview/ */
const REPEATED_FOR_MS = 60 * DAY

/** How many events were handled. */
export async function heedSignals(app: App, signal: AbortSignal): Promise<number> {
  let handled = 0
  while (!signal.aborted) {
    const events = await claimEvents(app.store.db, BATCH)
    if (events.length === 0) break
    for (const event of events) {
      try {
        await heedSignal(app, event)
        await settleEvent(app.store.db, event.id, app.clock.now())
        handled += 1
      } catch (error) {
        // Its lease ends by itself, and it is tried again.
        app.log.error(
          { err: error, network: event.network, event: event.id },
          'An event could not be handled',
        )
      }
    }
  }
  return handled
}

export function forgetSettledSignals(app: App): Promise<void> {
  return dropSettledEvents(app.store.db, later(app.clock.now(), -REPEATED_FOR_MS))
}
