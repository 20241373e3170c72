/** Lengths of real time that belong together; a test of its own holds them in order. */
import { SECOND } from '../time.ts'

export type Deadlines = {
  /** One verb of an adapter, however many requests it makes; also how long a caller waits for a renewal. */
  callMs: number
  /** How long nobody else may spend the token of a renewal that is under way. */
  renewLeaseMs: number
  /** How long the request of a renewal is listened to: longer than its lease, so that a late answer is still saved. */
  renewOpenMs: number
  /** How long a claimed channel is one process's to look after. */
  tendLeaseMs: number
  /** How long a stop waits for renewals that are under way. */
  drainMs: number
}

export const DEADLINES: Deadlines = {
  callMs: 15 * SECOND,
  renewLeaseMs: 60 * SECOND,
  renewOpenMs: 90 * SECOND,
  tendLeaseMs: 150 * SECOND,
  drainMs: 40 * SECOND,
}
