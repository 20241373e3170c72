/** What a person is told of a channel, and whose turn it is: one rule from facts and now. */
import { type Network, POLICIES, type ScopeUse } from '../network.ts'
import { DAY, earliest, HOUR, later } from '../time.ts'
import type { Confidence, Evidence, Loss } from '../verdict.ts'
import type { Channel, GrantFacts, Trouble } from './channel.ts'

/** A verified number is shown only while the last proof is at most this old. */
export const PROOF_COUNTS_FOR_MS = 7 * DAY
/** Without proof for this long, a connected channel is shown as delayed. */
export const DELAYED_AFTER_MS = 36 * HOUR
/** A grant's end is near from here on. */
export const RENEW_NOTICE_MS = 14 * DAY

/** What will happen to the permission by itself. */
export type Outlook =
  | { kind: 'no_end' }
  /** We renew it without the person. `until` is today's end, which will move. */
  | { kind: 'renewed_by_us'; until: Date }
  /** Only the person can go on after this date, and it is not near yet. */
  | { kind: 'person_needed_by'; date: Date }

export type ShownState =
  | { kind: 'connecting'; until: Date }
  | { kind: 'connected'; outlook: Outlook }
  | { kind: 'renew'; by: Date }
  | { kind: 'limited'; missing: readonly ScopeUse[]; missingScopes: readonly string[] }
  | { kind: 'reconnect'; reason: Loss; confidence: Confidence; since: Date; evidence: Evidence | null }
  | { kind: 'delayed'; whose: 'network' | 'us'; since: Date; numbersPaused: boolean }
  | { kind: 'off'; since: Date }

export type Turn = 'you' | 'us' | 'network' | 'nobody'

export type HealthFacts = {
  channel: Pick<Channel, 'network' | 'connection' | 'trouble' | 'proofAt'>
  grant: GrantFacts | null
  /** The end of an attempt that is open right now. */
  attemptUntil: Date | null
}

export function healthOf(facts: HealthFacts, now: Date): ShownState {
  const { channel, grant, attemptUntil } = facts
  const { connection } = channel
  if (attemptUntil !== null && attemptUntil > now) return { kind: 'connecting', until: attemptUntil }
  switch (connection.state) {
    case 'off':
      return { kind: 'off', since: connection.since }
    case 'disconnected':
      return {
        kind: 'reconnect',
        reason: connection.reason,
        confidence: connection.confidence,
        since: connection.since,
        evidence: connection.evidence,
      }
    case 'limited':
    case 'connected': {
      const delay = delayOf(channel.proofAt ?? connection.since, channel.trouble, now)
      if (delay !== null) return delay
      if (connection.state === 'limited') {
        return {
          kind: 'limited',
          missing: usesOf(channel.network, connection.missingScopes),
          missingScopes: connection.missingScopes,
        }
      }
      const by = grant === null ? null : personNeededBy(channel.network, grant)
      if (by !== null && later(by, -RENEW_NOTICE_MS) <= now && by > now) return { kind: 'renew', by }
      return { kind: 'connected', outlook: outlookOf(channel.network, grant, by, now) }
    }
    default:
      return connection satisfies never
  }
}

export function turnOf(state: ShownState): Turn {
  switch (state.kind) {
    case 'reconnect':
    case 'limited':
    case 'renew':
      return 'you'
    case 'delayed':
      return state.whose
    case 'connecting':
      return 'network'
    case 'connected':
    case 'off':
      return 'nobody'
    default:
      return state satisfies never
  }
}

/** Whether a channel's numbers may be shown as verified. Queries hold the same condition in SQL. */
export function isVerified(channel: Pick<Channel, 'connection' | 'proofAt'>, now: Date): boolean {
  const alive = channel.connection.state === 'connected' || channel.connection.state === 'limited'
  return alive && channel.proofAt !== null && later(channel.proofAt, PROOF_COUNTS_FOR_MS) >= now
}

/**
 * The date from which only the person can go on, or null where we can go on without them.
 * A grant that renews itself needs the person only once renewing has failed.
 */
export function personNeededBy(network: Network, grant: GrantFacts): Date | null {
  const { renewal } = POLICIES[network]
  switch (renewal.kind) {
    case 'early':
      return grant.renewalFailedAt === null ? null : grant.grantEndsAt
    case 'lazy':
      return grant.grantEndsAt
    case 'once':
      return grant.renewalFailedAt === null
        ? grant.grantEndsAt
        : earliest(grant.personEndsAt, grant.grantEndsAt)
    default:
      return renewal satisfies never
  }
}

function outlookOf(network: Network, grant: GrantFacts | null, personBy: Date | null, now: Date): Outlook {
  if (grant === null) return { kind: 'no_end' }
  const { renewal } = POLICIES[network]
  if (renewal.kind === 'early' && grant.grantEndsAt !== null && personBy === null) {
    return { kind: 'renewed_by_us', until: grant.grantEndsAt }
  }
  if (personBy !== null && personBy > now) return { kind: 'person_needed_by', date: personBy }
  return { kind: 'no_end' }
}

function delayOf(lastProof: Date, trouble: Trouble | null, now: Date): ShownState | null {
  // What is held is not waited for: nobody may take an answer for an end that is not believed.
  if (trouble?.kind !== 'held' && later(lastProof, DELAYED_AFTER_MS) > now) return null
  return {
    kind: 'delayed',
    whose: trouble === null || trouble.kind === 'misconfigured' ? 'us' : 'network',
    since: lastProof,
    numbersPaused: later(lastProof, PROOF_COUNTS_FOR_MS) < now,
  }
}

function usesOf(network: Network, scopes: readonly string[]): ScopeUse[] {
  const uses = POLICIES[network].scopes
    .filter((scope) => scopes.includes(scope.name))
    .map((scope) => scope.use)
  return [...new Set<ScopeUse>(uses)]
}
