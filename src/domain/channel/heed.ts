/** What one event of a network may do to one channel. An event never undoes a connection that is newer than itself. */
import type { Signal } from '../signal.ts'
import { DAY, later, MINUTE } from '../time.ts'
import { type Confidence, isLoss, type Loss, type Verdict } from '../verdict.ts'
import type { Channel, GrantFacts } from './channel.ts'

export type Heed =
  | { kind: 'nothing' }
  /** The network settles that the connection is gone. */
  | { kind: 'lose'; verdict: Verdict & { diagnosis: Loss } }
  /** The person took permissions back: these are left. */
  | { kind: 'limit'; scopes: readonly string[] }
  /** Ask the network now: the event alone settles nothing, or not about this connection. */
  | { kind: 'look' }
  /** Lost already, and this says why. */
  | { kind: 'explain'; verdict: Verdict & { diagnosis: Loss } }

/** Clocks differ, and events carry whole seconds: one this close to the connection may be from before it. */
const CLOCKS_DIFFER_MS = MINUTE
/** An event from further ahead than this carries no time that can be compared. */
const AHEAD_MS = 10 * MINUTE
/** An event and a loss further apart than this have nothing to do with each other. */
export const NEAR_MS = 2 * DAY

export function heed(
  facts: { channel: Pick<Channel, 'connection'>; grant: Pick<GrantFacts, 'grantedAt' | 'scopes'> | null },
  signal: Signal,
  now: Date,
): Heed {
  const { connection } = facts.channel
  const { verdict } = signal
  switch (connection.state) {
    case 'off':
      return { kind: 'nothing' }
    case 'disconnected': {
      const near = signal.at !== null && Math.abs(signal.at.getTime() - connection.since.getTime()) <= NEAR_MS
      if (!isLossVerdict(verdict)) return { kind: 'look' }
      return near && saysMore(verdict, connection) ? { kind: 'explain', verdict } : { kind: 'nothing' }
    }
    case 'connected':
    case 'limited': {
      if (facts.grant === null) return { kind: 'nothing' }
      const after = isAfter(signal, facts.grant.grantedAt, now)
      // Networks also tell of the very permission that has just been given.
      if (verdict.diagnosis === 'not_disconnected') return { kind: after ? 'look' : 'nothing' }
      if (!after) return { kind: 'look' }
      if (signal.lostScopes.length > 0) {
        const scopes = facts.grant.scopes.filter((scope) => !signal.lostScopes.includes(scope))
        return scopes.length < facts.grant.scopes.length ? { kind: 'limit', scopes } : { kind: 'look' }
      }
      return isLossVerdict(verdict) && verdict.definite ? { kind: 'lose', verdict } : { kind: 'look' }
    }
    default:
      return connection satisfies never
  }
}

/** Whether the event is surely younger than the permission that stands now. */
export function isAfter(signal: Pick<Signal, 'at'>, grantedAt: Date, now: Date): boolean {
  if (signal.at === null || signal.at > later(now, AHEAD_MS)) return false
  return signal.at > later(grantedAt, CLOCKS_DIFFER_MS)
}

const RANK = { confirmed: 2, likely: 1, unknown: 0 } as const satisfies Record<Confidence, number>

function saysMore(verdict: Verdict & { diagnosis: Loss }, known: { reason: Loss; confidence: Confidence }) {
  if (verdict.diagnosis === 'ambiguous_reconnect' || verdict.diagnosis === known.reason) return false
  return known.reason === 'ambiguous_reconnect' || RANK[verdict.confidence] > RANK[known.confidence]
}

function isLossVerdict(verdict: Verdict): verdict is Verdict & { diagnosis: Loss } {
  return isLoss(verdict.diagnosis)
}
