/** When a channel is looked at next: slots drawn from its id, so that crowds spread and restarts change nothing. */
import { type Network, POLICIES } from '../network.ts'
import { DAY, earliest, HOUR, later, MINUTE } from '../time.ts'
import type { Channel, GrantFacts } from './channel.ts'

/** A different call may confirm ambiguous evidence from here on. */
export const CONFIRM_AFTER_MS = 10 * MINUTE
/** Losses that a network may take back are looked at daily for this long. */
export const HEAL_FOR_MS = 14 * DAY
const RETRY_AFTER_MS = 30 * MINUTE
const RETRY_RENEWAL_AFTER_MS = DAY
const MAY_HEAL = ['security', 'account_unavailable', 'ambiguous_reconnect', 'permissions_reduced']

/** No look is planned further ahead than this; one that is was planned by a clock that has jumped back since. */
export const FURTHEST_LOOK_MS = 26 * HOUR

/** A number in [0, 1) that depends on the text alone and spreads evenly (FNV-1a, then mixed). */
export function share(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** The next daily slot of this channel that is at least an hour away. */
export function nextDailyLook(channelId: string, now: Date): Date {
  const slot = Math.floor(share(channelId) * DAY)
  const midnight = Math.floor(now.getTime() / DAY) * DAY
  const soonest = now.getTime() + HOUR
  const today = midnight + slot
  // In the day's last hour tomorrow's may be too soon as well.
  const days = Math.max(0, Math.ceil((soonest - today) / DAY))
  return new Date(today + days * DAY)
}

/** When a grant renews itself, or null where nothing is to be renewed ahead of need. */
export function renewalDue(channelId: string, network: Network, grant: GrantFacts, now: Date): Date | null {
  const { renewal } = POLICIES[network]
  if (grant.renewalFailedAt !== null) {
    // The network took part and left the end where it was: where that is tried once, it was.
    const answered = grant.renewedAt !== null && grant.renewedAt >= grant.renewalFailedAt
    return renewal.kind === 'once' && answered ? null : later(grant.renewalFailedAt, RETRY_RENEWAL_AFTER_MS)
  }
  const begun = grant.renewedAt ?? grant.grantedAt
  switch (renewal.kind) {
    case 'lazy':
      return null
    case 'once':
      return grant.personEndsAt === null ? null : later(begun, renewal.fromDay * DAY)
    case 'early': {
      if (grant.grantEndsAt === null || grant.grantEndsAt <= now) return null
      const life = grant.grantEndsAt.getTime() - begun.getTime()
      const at =
        renewal.fromShare + (renewal.toShare - renewal.fromShare) * share(`${channelId}/${grant.generation}`)
      return later(begun, Math.max(life * at, renewal.minimumAgeHours * HOUR))
    }
    default:
      return renewal satisfies never
  }
}

/** When the channel is due for anything, never at once again; null where nobody needs to look any more. */
export function nextLook(
  channel: Pick<Channel, 'id' | 'connection' | 'suspicion' | 'trouble'>,
  renewAt: Date | null,
  retryAfterSeconds: number | null,
  now: Date,
): Date | null {
  const wanted = wantedLook(channel, renewAt, retryAfterSeconds, now)
  return wanted === null ? null : new Date(Math.max(wanted.getTime(), now.getTime() + MINUTE))
}

function wantedLook(
  channel: Pick<Channel, 'id' | 'connection' | 'suspicion' | 'trouble'>,
  renewAt: Date | null,
  retryAfterSeconds: number | null,
  now: Date,
): Date | null {
  const daily = nextDailyLook(channel.id, now)
  const { connection } = channel
  switch (connection.state) {
    case 'off':
      return null
    case 'disconnected': {
      const heals = MAY_HEAL.includes(connection.reason) && later(connection.since, HEAL_FOR_MS) > now
      return heals ? daily : null
    }
    case 'connected':
    case 'limited': {
      const retry = later(now, retryMs(retryAfterSeconds) + spreadMs(channel))
      if (channel.suspicion !== null) {
        const ripe = later(channel.suspicion.since, CONFIRM_AFTER_MS)
        return ripe > now ? ripe : retry
      }
      return earliest(daily, renewAt, channel.trouble === null ? null : retry)
    }
    default:
      return connection satisfies never
  }
}

/** Channels that are held together are not asked together. */
function spreadMs({ id, trouble }: Pick<Channel, 'id' | 'trouble'>): number {
  return trouble?.kind === 'held' ? Math.floor(share(id) * RETRY_AFTER_MS) : 0
}

/** A network's own wish, kept between a minute and a day. */
function retryMs(retryAfterSeconds: number | null): number {
  if (retryAfterSeconds === null || !Number.isFinite(retryAfterSeconds)) return RETRY_AFTER_MS
  return Math.min(Math.max(retryAfterSeconds * 1000, MINUTE), DAY)
}
