/** Proposals run out, agreed work begins, and both sides hear what became of its channels. */
import type { App } from '../app.ts'
import { mindCollaborations as mind } from '../usecases/collaboration/mind-collaborations.ts'

export async function mindCollaborations(app: App): Promise<void> {
  await mind(app)
}
