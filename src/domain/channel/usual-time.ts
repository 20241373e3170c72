/** How long connecting again usually takes: from the times that people really took, said only where enough of them did. */
import { NETWORKS, type Network } from '../network.ts'
import { DAY, MINUTE, SECOND } from '../time.ts'

export type UsualMinutes = Partial<Record<Network, number>>

/** Times older than this may be of a page that the network has changed since. */
export const TIMES_COUNT_FOR_MS = 90 * DAY
/** Fewer are somebody's good or bad day. */
export const ENOUGH_TIMES = 8
export const MOST_TIMES = 200

/** The median in whole minutes, 0 for less than one; null where too few are known. */
export function usualMinutes(tookMs: readonly number[]): number | null {
  if (tookMs.length < ENOUGH_TIMES) return null
  const sorted = [...tookMs].sort((a, b) => a - b)
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  return middle < 45 * SECOND ? 0 : Math.max(1, Math.round(middle / MINUTE))
}

/** What was kept of it; whatever else stands there counts as nothing known. */
export function readUsualMinutes(kept: unknown): UsualMinutes {
  if (typeof kept !== 'object' || kept === null) return {}
  const known: UsualMinutes = {}
  for (const network of NETWORKS) {
    const minutes: unknown = Reflect.get(kept, network)
    if (typeof minutes === 'number' && Number.isInteger(minutes) && minutes >= 0) known[network] = minutes
  }
  return known
}
