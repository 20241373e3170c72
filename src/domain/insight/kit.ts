/** What a shared kit said of a channel when it was made. */
import type { Metric } from './reading.ts'

export type Said = {
  /** When the numbers were read that the kit was made from. */
  takenAt: string
  numbers: readonly { metric: Metric; value: number }[]
}
