/** The running sandbox as its rooms see it: the time, the world, and the one way to change it. */
import { randomBytes } from 'node:crypto'
import type { Journal } from './journal.ts'
import { apply, type Event, type World } from './world.ts'

export type Sandbox = {
  world: World
  /** The sandbox's time in milliseconds: real time and the offset. */
  now(): number
  /** Writes the event down, then makes it so. Returns only after the write. */
  commit(event: Event): void
}

export function makeSandbox(world: World, journal: Journal): Sandbox {
  const now = (): number => Date.now() + world.offset_ms
  return {
    world,
    now,
    commit: (event) => {
      const at = now()
      journal.append({ at, event })
      apply(world, event, at)
    },
  }
}

export const SECOND_MS = 1000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Letters and digits from the system's randomness. */
export function randomText(length: number): string {
  let text = ''
  for (const byte of randomBytes(length)) text += ALPHABET[byte % ALPHABET.length]
  return text
}
