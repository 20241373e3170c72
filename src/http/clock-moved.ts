/** The sandbox says that its clock moved: follow it, and do what has fallen due before the next step. */
import type { App } from '../app.ts'
import { DAY, MINUTE } from '../domain/time.ts'
import type { Runner } from '../jobs/runner.ts'
import { sandboxOffset } from '../usecases/sandbox/follow-clock.ts'

/** A longer step was asked for as one jump, as if we had been off all the while. */
const LIVED_THROUGH_MS = DAY + MINUTE

export async function clockMoved(app: App, runner: Runner): Promise<Response> {
  if (app.sandbox !== null) {
    const offset = await sandboxOffset(app.sandbox.url)
    if (offset - app.clock.offsetMs() <= LIVED_THROUGH_MS) await liveUntil(app, runner, offset)
    app.clock.follow(offset)
  }
  await runner.runDue()
  return Response.json({ now: app.clock.now().toISOString() })
}

/** A mail in somebody's morning leaves in their morning, though the clock goes by whole days. */
async function liveUntil(app: App, runner: Runner, offset: number): Promise<void> {
  for (let done = Number.NEGATIVE_INFINITY; ; ) {
    const moment = await runner.nextMoment()
    if (moment === null) return
    const at = Math.max(moment.getTime() - app.clock.real().getTime(), app.clock.offsetMs())
    // A moment that stays where it is waits for something else than the clock.
    if (at >= offset || at <= done) return
    app.clock.follow(at)
    await runner.runTimely()
    done = at
  }
}
