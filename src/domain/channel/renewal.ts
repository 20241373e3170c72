/** Whether a token must be renewed before it is used, and whether a renewal moved the end that matters. */
import type { TokenSet } from '../grant.ts'
import { type Network, POLICIES } from '../network.ts'
import { later, SECOND } from '../time.ts'
import type { GrantFacts } from './channel.ts'

/** Whether the access token is too near its end to be spent. */
export function mustRenewBeforeUse(network: Network, grant: GrantFacts, now: Date): boolean {
  const { renewal } = POLICIES[network]
  if (renewal.kind !== 'lazy' || grant.accessEndsAt === null) return false
  return later(grant.accessEndsAt, -renewal.marginSeconds * SECOND) <= now
}

/** A network may answer a renewal with the end that was already known: that is no failure, but no help either. */
export function renewalHelped(
  network: Network,
  before: Pick<GrantFacts, 'accessEndsAt' | 'grantEndsAt' | 'personEndsAt'>,
  renewed: Pick<TokenSet, 'accessEndsAt' | 'grantEndsAt' | 'personEndsAt'>,
): boolean {
  const { renewal } = POLICIES[network]
  switch (renewal.kind) {
    case 'lazy':
      return true
    case 'early':
      return isLater(renewed.grantEndsAt, before.grantEndsAt)
    case 'once':
      return isLater(renewed.personEndsAt, before.personEndsAt)
    default:
      return renewal satisfies never
  }
}

/** No end at all is later than any. A minute's difference is the clock, not the network. */
function isLater(next: Date | null, before: Date | null): boolean {
  if (before === null) return next === null
  return next === null || next.getTime() > before.getTime() + 60 * SECOND
}
