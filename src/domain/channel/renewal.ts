/** When a token must be renewed before it is used, and what the end of a renewal says. */
import type { TokenSet } from '../grant.ts'
import { type Network, POLICIES } from '../network.ts'
import { later, SECOND } from '../time.ts'
import { isLoss, type Verdict } from '../verdict.ts'
import type { GrantFacts } from './channel.ts'

/**
 * Whether the access token is too near its end to be spent. A caller may ask for a minimum of remaining life;
 * nobody is given more than half of the token's whole life, or every use would renew it again.
 */
export function mustRenewBeforeUse(
  network: Network,
  grant: Pick<GrantFacts, 'accessEndsAt' | 'grantedAt' | 'renewedAt'>,
  now: Date,
  minLifeSeconds = 0,
): boolean {
  const { renewal } = POLICIES[network]
  if (renewal.kind !== 'lazy' || grant.accessEndsAt === null) return false
  const wantedMs = Math.max(renewal.marginSeconds, minLifeSeconds) * SECOND
  const lifeMs = grant.accessEndsAt.getTime() - (grant.renewedAt ?? grant.grantedAt).getTime()
  return later(grant.accessEndsAt, -Math.max(0, Math.min(wantedMs, lifeMs / 2))) <= now
}

/** What a renewal that brought no token says about the token that was spent for it. */
export type AfterRefusal =
  /** The network answered, so the token is as good or as bad as before. */
  | { kind: 'known'; verdict: Verdict }
  /** The network may have acted on the request, and its answer did not reach us. */
  | { kind: 'in_doubt'; verdict: Verdict }

/**
 * `inDoubt` says that an earlier call with the same token ended without a result. Where tokens are for single use,
 * a refusal after that has a likely cause of its own: the network has handed out the next one, and we never got it.
 */
export function afterRefusal(network: Network, verdict: Verdict, inDoubt: boolean): AfterRefusal {
  if (mayHaveActed(verdict)) return { kind: 'in_doubt', verdict }
  const { renewal } = POLICIES[network]
  const isSingleUse = renewal.kind === 'lazy' && renewal.singleUse
  if (!inDoubt || !isSingleUse || verdict.definite || !isLoss(verdict.diagnosis)) {
    return { kind: 'known', verdict }
  }
  return { kind: 'known', verdict: replyLost(verdict) }
}

/** Whether it is worth spending the same token again at once: the line broke, and the network is not busy. */
export function brokeOff(verdict: Verdict): boolean {
  return verdict.diagnosis === 'transient' && verdict.evidence.code === 'cut'
}

/** Nothing that could not be reached has acted, and nothing that asks us to come later or names our mistake has. */
function mayHaveActed({ diagnosis, evidence }: Verdict): boolean {
  if (isLoss(diagnosis) || diagnosis === 'rate_limited' || diagnosis === 'misconfigured') return false
  return evidence.code !== 'unreachable'
}

function replyLost(verdict: Verdict): Verdict {
  return {
    ...verdict,
    diagnosis: 'ambiguous_reconnect',
    confidence: 'unknown',
    definite: false,
    evidence: {
      ...verdict.evidence,
      code: 'reply_lost',
      subcode: verdict.evidence.code,
      message: 'An earlier answer to a renewal was lost, and the token that was spent for it is refused now.',
    },
  }
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
