/** Who used which token, from memory to the database. */
import type { App } from '../app.ts'
import { forgetOldUses, writeUses } from '../usecases/channel/note-uses.ts'

export async function writeTokenUses(app: App): Promise<void> {
  await writeUses(app)
}

export async function forgetTokenUses(app: App): Promise<void> {
  await forgetOldUses(app)
}
