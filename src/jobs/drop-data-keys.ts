/** Creators who were erased by another process: this one must not keep their keys either. */
import type { App } from '../app.ts'
import { dropDataKeys } from '../usecases/channel/tokens.ts'

export async function dropKeys(app: App): Promise<void> {
  dropDataKeys(app)
}
