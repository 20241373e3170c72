/** One append-only file of JSON lines: what was answered survives the death of the process. */
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { Delivery, Event } from './world.ts'

/** `owes` is what the event makes the networks send, `drawn` the position of a seed's randomness after it. */
export type Line = { at: number; event: Event; owes?: Delivery[]; drawn?: number }
export type Journal = { lines: Line[]; append(line: Line): void; close(): void }

/** Without a file nothing is kept. A torn last line (the process died while writing) is cut off. */
export function openJournal(file: string | null, fresh: boolean): Journal {
  if (file === null) return { lines: [], append: () => {}, close: () => {} }
  if (fresh) rmSync(file, { force: true })
  mkdirSync(dirname(file), { recursive: true })
  const handle = openSync(file, 'a+', 0o600)
  const bytes = readFileSync(file)
  const whole = bytes.lastIndexOf(0x0a) + 1
  if (whole < fstatSync(handle).size) ftruncateSync(handle, whole)
  const lines: Line[] = []
  for (const [index, text] of bytes.subarray(0, whole).toString('utf8').split('\n').entries()) {
    if (text === '') continue
    try {
      lines.push(JSON.parse(text) as Line)
    } catch {
      closeSync(handle)
      throw new Error(`The sandbox's journal ${file} is damaged at line ${index + 1}; start with --fresh.`)
    }
  }
  let open = true
  return {
    lines,
    append: (line) => {
      if (!open) throw new Error('the journal is closed')
      writeAll(handle, Buffer.from(`${JSON.stringify(line)}\n`))
    },
    close: () => {
      if (open) closeSync(handle)
      open = false
    },
  }
}

function writeAll(handle: number, bytes: Buffer): void {
  let written = 0
  while (written < bytes.length) written += writeSync(handle, bytes, written)
}
