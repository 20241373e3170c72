/** How long what a network gave us outlives the connection, and how an account is known once its name is forgotten. */
import { createHash } from 'node:crypto'
import { type Network, POLICIES } from '../network.ts'
import { DAY, HOUR, later } from '../time.ts'
import type { Verdict } from '../verdict.ts'

/** A permission that could not be ended at the network by then is forgotten here all the same. */
export const PART_WITHIN_MS = 7 * DAY
/** A little earlier than the day itself, so that a busy hour does not make it late. */
const MARGIN_MS = 12 * HOUR

/** What became of the attempt to end a permission at its network. */
export type Parted =
  | { kind: 'ended'; how: 'revoked' | 'not_offered' | 'dead_already' | 'shared' | 'gave_up' }
  /** The network or our own app has trouble: once more, later. */
  | { kind: 'again'; at: Date }

/** `since` is when the channel was turned off, `tries` how often it was tried before this answer. */
export function afterRefusal(verdict: Verdict, since: Date, tries: number, now: Date): Parted {
  const isTrouble = ['transient', 'rate_limited', 'misconfigured'].includes(verdict.diagnosis)
  if (!isTrouble) return { kind: 'ended', how: 'dead_already' }
  return putOff(since, later(now, Math.min(HOUR * 2 ** Math.min(tries, 5), DAY)), now)
}

/** It cannot be tried before `until`; there is no trying after the last day. */
export function putOff(since: Date, until: Date, now: Date): Parted {
  const last = later(since, PART_WITHIN_MS - MARGIN_MS)
  if (now >= last) return { kind: 'ended', how: 'gave_up' }
  return { kind: 'again', at: until < last ? until : last }
}

/**
 * Up to which moments channels of this network must have been lost, or turned off here, for their data to be forgotten
 * now. The network's own limit stands; an operator may only forget sooner.
 */
export function forgetBefore(
  network: Network,
  operatorDays: number | null,
  now: Date,
): { lost: Date; off: Date } {
  const { days } = POLICIES[network].afterLoss
  const allowed = operatorDays === null ? days : Math.min(days, operatorDays)
  return { lost: later(now, MARGIN_MS - allowed * DAY), off: later(now, MARGIN_MS - PART_WITHIN_MS) }
}

/** Stands in the place of an account's id once that is forgotten, so that the same account is still recognised. */
export function forgottenId(network: Network, networkId: string): string {
  return `forgotten:${createHash('sha256').update(`${network}\n${networkId}`).digest('base64url')}`
}

/** Whether a channel is this account's, also where only the hash of its id is left. */
export function isAccountOf(channel: { network: Network; networkId: string }, networkId: string): boolean {
  return channel.networkId === networkId || channel.networkId === forgottenId(channel.network, networkId)
}
