/** The networks of which nothing may be said right now. Nothing declares such a hold yet, so there are none. */
import type { App } from '../../app.ts'
import type { Network } from '../../domain/network.ts'

export async function networksHeld(_app: App): Promise<ReadonlySet<Network>> {
  return NONE
}

const NONE: ReadonlySet<Network> = new Set()
