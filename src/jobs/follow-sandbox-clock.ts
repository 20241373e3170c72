/** Where several processes share a sandbox, one that missed a step of its clock finds the way back by itself. */
import type { App } from '../app.ts'
import { followSandboxClock, tellMeOfClockSteps } from '../usecases/sandbox/follow-clock.ts'

export async function keepFollowing(app: App): Promise<void> {
  if (app.sandbox === null) return
  await tellMeOfClockSteps(app.sandbox.url, app.sandbox.reachUsAt)
  await followSandboxClock(app)
}
