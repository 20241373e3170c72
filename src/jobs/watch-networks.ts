/** Ends holds that are over, and writes what the looks of this process came to. */
import type { App } from '../app.ts'
import { releaseRecovered } from '../usecases/network/hold-network.ts'
import { forgetOldPulses, writePulses } from '../usecases/network/note-looks.ts'

export async function watchNetworks(app: App): Promise<void> {
  await writePulses(app)
  await releaseRecovered(app)
}

export async function forgetPulses(app: App): Promise<void> {
  await forgetOldPulses(app)
}
