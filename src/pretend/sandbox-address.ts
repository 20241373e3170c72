/** Where the pretend networks of a data folder answer, for commands that run beside the app: their port may be any. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const FILE = 'sandbox.url'

export function noteSandboxAddress(folder: string, url: string): { forget(): void } {
  const file = path.join(folder, FILE)
  writeFileSync(file, `${url}\n`)
  return { forget: () => rmSync(file, { force: true }) }
}

/** Null where none was noted. After a kill -9 the note is stale, and nothing answers there. */
export function notedSandboxAddress(folder: string): string | null {
  try {
    const text = readFileSync(path.join(folder, FILE), 'utf8').trim()
    return URL.canParse(text) ? new URL(text).origin : null
  } catch {
    return null
  }
}
