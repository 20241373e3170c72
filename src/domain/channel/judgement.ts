/** What one verdict may do to one channel. Only this rule decides that a connection is gone. */
import { later } from '../time.ts'
import { isLoss, type Verdict } from '../verdict.ts'
import type { Channel, GrantFacts, Trouble } from './channel.ts'
import { CONFIRM_AFTER_MS } from './schedule.ts'

export type Judgement =
  /** The reply says nothing against the connection. */
  | { kind: 'nothing' }
  | { kind: 'trouble'; trouble: Trouble['kind'] }
  /** Wait for a different call to agree. */
  | { kind: 'suspect'; verdict: Verdict }
  | { kind: 'lost'; verdict: Verdict }

/**
 * `second` says that the verdict comes from a different call than the one that raised the suspicion.
 * Definite evidence acts at once. Ambiguous evidence counts when a different call, at least ten minutes
 * after the first, agrees that the grant is dead; both need not name the same cause.
 */
export function judge(
  facts: { channel: Pick<Channel, 'suspicion'>; grant: GrantFacts },
  given: Verdict,
  second: boolean,
  now: Date,
): Judgement {
  const verdict = withKnownEnd(given, facts.grant, now)
  switch (verdict.diagnosis) {
    case 'not_disconnected':
    case 'denied_by_user':
      return { kind: 'nothing' }
    case 'rate_limited':
    case 'transient':
    case 'misconfigured':
      return { kind: 'trouble', trouble: verdict.diagnosis }
    default: {
      if (verdict.definite) return { kind: 'lost', verdict }
      const { suspicion } = facts.channel
      const ripe = suspicion !== null && second && later(suspicion.since, CONFIRM_AFTER_MS) <= now
      if (!ripe) return { kind: 'suspect', verdict: suspicion?.verdict ?? verdict }
      return { kind: 'lost', verdict: better(verdict, suspicion.verdict) }
    }
  }
}

/** Our own expiry clock: once the grant's end has passed, a dead token needs no other cause. */
export function withKnownEnd(verdict: Verdict, grant: GrantFacts, now: Date): Verdict {
  const ended = grant.grantEndsAt !== null && grant.grantEndsAt <= now
  const unexplained =
    verdict.diagnosis === 'ambiguous_reconnect' || (verdict.diagnosis === 'expired' && !verdict.definite)
  if (!ended || !unexplained) return verdict
  return { ...verdict, diagnosis: 'expired', confidence: 'confirmed', definite: true }
}

/**
 * What a network told us by itself not long ago explains a refusal that names no cause. Told and asked are two
 * sources: where the one settles the loss, the other agrees.
 */
export function withTold(verdict: Verdict, told: Verdict | null): Verdict {
  if (told === null || verdict.diagnosis !== 'ambiguous_reconnect' || !isLoss(told.diagnosis)) return verdict
  if (told.diagnosis === 'permissions_reduced') return verdict
  return {
    ...verdict,
    diagnosis: told.diagnosis,
    confidence: told.confidence,
    definite: verdict.definite || told.definite,
  }
}

const RANK = { confirmed: 2, likely: 1, unknown: 0 } as const

function better(a: Verdict, b: Verdict): Verdict {
  if (!isLoss(b.diagnosis)) return a
  return RANK[b.confidence] > RANK[a.confidence] ? b : a
}
