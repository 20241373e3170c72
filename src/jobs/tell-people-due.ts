/** Looks at everybody who is due, batch after batch. */
import type { App } from '../app.ts'
import { networksHeld } from '../usecases/network/hold-network.ts'
import { tellPeople } from '../usecases/notice/tell-people.ts'

/** How many people were looked at. */
export async function tellPeopleDue(app: App, signal: AbortSignal): Promise<number> {
  const held = await networksHeld(app)
  let looked = 0
  while (!signal.aborted) {
    const batch = await tellPeople(app, held)
    if (batch === 0) break
    looked += batch
  }
  return looked
}
