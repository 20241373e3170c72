/** Finds plans that a wrong clock has left in a far future. */
import type { App } from '../app.ts'
import { mendStrayPlans } from '../usecases/channel/mend-plans.ts'

export async function mendPlans(app: App): Promise<void> {
  await mendStrayPlans(app)
}
