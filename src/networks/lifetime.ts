import { type Network, POLICIES } from '../domain/network.ts'
import { Secret } from '../domain/secret.ts'
import { integerOf } from './json.ts'

const DAY_SECONDS = 86_400
/** No network hands out anything that lasts longer; a larger figure is a mistake. */
const LONGEST_DAYS = 400
/** Nor an access token that is over before it can be used. */
const SHORTEST_ACCESS_SECONDS = 60

/** The life of an access token by its reply's `expires_in`. A figure that cannot be true is replaced and flagged. */
export function accessLife(
  now: Date,
  network: Network,
  expiresIn: unknown,
): { accessEndsAt: Date; endAssumed?: true } {
  const seconds = integerOf(expiresIn)
  const told = endAfter(now, expiresIn)
  return told === null || (seconds ?? 0) < SHORTEST_ACCESS_SECONDS
    ? { accessEndsAt: fallbackEnd(now, network), endAssumed: true }
    : { accessEndsAt: told }
}

/** When a token ends by the reply's `expires_in`, or null where the figure is missing or cannot be true. */
export function endAfter(now: Date, expiresIn: unknown): Date | null {
  const seconds = integerOf(expiresIn)
  if (seconds === null || seconds <= 0 || seconds > LONGEST_DAYS * DAY_SECONDS) return null
  return new Date(now.getTime() + seconds * 1000)
}

/** The longest life we believe for an access token of this network when its reply does not say. */
export function fallbackEnd(now: Date, network: Network): Date {
  return new Date(now.getTime() + POLICIES[network].fallbackDays * DAY_SECONDS * 1000)
}

/** When a token ends by a Unix time in seconds; null where there is none. */
export function endAt(unixSeconds: unknown): Date | null {
  const seconds = integerOf(unixSeconds)
  return seconds !== null && seconds > 0 && seconds < 32_503_680_000 ? new Date(seconds * 1000) : null
}

/** A token that can be stored; an empty one never replaces anything. */
export function tokenOf(value: unknown): Secret | null {
  return typeof value === 'string' && /^[\x21-\x7e]{1,4096}$/.test(value) ? new Secret(value) : null
}
