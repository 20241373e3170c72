/** What a test counted on its way to a verdict. `npm run trust` reads it off the tests and publishes it. */
import { TestRunner } from 'vitest'

/** Numbers by their names: those whose name ends in `Ms` are the largest of their kind, all others are added up. */
export type Counted = Readonly<Record<string, number>>

declare module 'vitest' {
  interface TaskMeta {
    counted?: Record<string, Counted>
  }
}

/** Adds to what the running test has counted under a name. */
export function count(name: string, numbers: Counted): void {
  const meta = TestRunner.getCurrentTest()?.meta
  if (meta === undefined) throw new Error('There is something to count in a test only.')
  meta.counted ??= {}
  meta.counted[name] = added(meta.counted[name] ?? {}, numbers)
}

export function added(to: Counted, numbers: Counted): Counted {
  const sum = { ...to }
  for (const [name, number] of Object.entries(numbers)) {
    const before = sum[name] ?? 0
    sum[name] = name.endsWith('Ms') ? Math.max(before, number) : before + number
  }
  return sum
}

/** How often something is done: little in the tests, and as often as was promised in `npm run trust`. */
export function times(of: { test: number; trust: number }): number {
  return process.env.RECHANNEL_COUNTS === 'full' ? of.trust : of.test
}

/** A channel was lost in the sandbox, where the true cause is known: whether what we say of it is right. */
export function countReason(said: object, truly: { reason: string; confidence: string }): void {
  const { reason, confidence } = said as Partial<typeof truly>
  const right = reason === truly.reason && confidence === truly.confidence
  count('reasons', { losses: 1, right: right ? 1 : 0 })
}
