/** A kit says what a channel's numbers were when it was made, and whether they still stand. */
import { DAY } from '../time.ts'
import type { Metric } from './reading.ts'

export const KIT_DAYS = [7, 30, 90] as const
export type KitDays = (typeof KIT_DAYS)[number]

export function isKitDays(days: number): days is KitDays {
  return (KIT_DAYS as readonly number[]).includes(days)
}

export function kitLifeMs(days: KitDays): number {
  return days * DAY
}

export const LONGEST_FOR_WHOM = 80

/** What a shared kit said of a channel when it was made. */
export type Said = {
  /** When the numbers were read that the kit was made from. */
  takenAt: string
  numbers: readonly { metric: Metric; value: number }[]
}

export type Compared = {
  metric: Metric
  said: number
  /** Null: the network no longer gives it. */
  now: number | null
}

/** Number by number, in the order of the kit. */
export function compareSaid(
  said: Said,
  now: readonly { metric: Metric; value: number }[],
): { same: boolean; numbers: readonly Compared[] } {
  const numbers = said.numbers.map(({ metric, value }) => ({
    metric,
    said: value,
    now: now.find((one) => one.metric === metric)?.value ?? null,
  }))
  return { same: numbers.every((one) => one.said === one.now), numbers }
}

/** One text for one meaning, to be sealed and compared. */
export function canonicalSaid(channelId: string, said: Said): string {
  const numbers = said.numbers.map(({ metric, value }) => `${metric}=${value}`).toSorted()
  return [channelId, said.takenAt, ...numbers].join('\n')
}
