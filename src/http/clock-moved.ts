/** The sandbox says that its clock moved: follow it, and do what has fallen due before the next step. */
import type { App } from '../app.ts'
import type { Runner } from '../jobs/runner.ts'
import { followSandboxClock } from '../usecases/sandbox/follow-clock.ts'

export async function clockMoved(app: App, runner: Runner): Promise<Response> {
  await followSandboxClock(app)
  await runner.runDue()
  return Response.json({ now: app.clock.now().toISOString() })
}
