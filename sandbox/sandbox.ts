/** The running sandbox as its rooms see it: the time, the world, and the one way to change it. */
import type { Journal } from './journal.ts'
import { type Randomness, withRandomness } from './randomness.ts'
import { apply, type Delivery, type Event, owe, type World } from './world.ts'

export type Sandbox = {
  world: World
  randomness: Randomness
  /** The sandbox's time in milliseconds: real time and the offset. */
  now(): number
  /** Writes the event down with what it makes the networks owe to apps, then makes it so. Returns only after the write. */
  commit(event: Event, more?: readonly Delivery[]): void
}

/** What an event makes the networks owe to apps, seen from the world before it. */
export type Owing = {
  owed(box: Sandbox, event: Event, at: number): Delivery[]
  /** The last word on how they are sent: the place for trouble on demand. */
  arrange(deliveries: readonly Delivery[], at: number): Delivery[]
  /** There is something new to send. */
  wake(): void
}

export function makeSandbox(
  world: World,
  journal: Journal,
  of: { randomness: Randomness; owing: Owing },
): Sandbox {
  const { randomness, owing } = of
  const now = (): number => Date.now() + world.offset_ms
  const box: Sandbox = {
    world,
    randomness,
    now,
    commit: (event, more = []) => {
      const at = now()
      // One line for both: an event that was owed for a change is never lost between two writes.
      const owes = withRandomness(randomness, () =>
        owing.arrange([...owing.owed(box, event, at), ...more], at),
      )
      const drawn = randomness.drawn()
      journal.append({
        at,
        event,
        ...(owes.length === 0 ? {} : { owes }),
        ...(drawn === null ? {} : { drawn }),
      })
      apply(world, event, at)
      owe(world, owes)
      if (owes.length > 0) owing.wake()
    },
  }
  return box
}

export const SECOND_MS = 1000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

export { randomText } from './randomness.ts'
