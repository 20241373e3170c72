import type { Network } from '../network.ts'
import type { Confidence, Evidence, Loss, Verdict } from '../verdict.ts'

/** What is stored of a channel's connection. `suspect` stands beside it and is not a state of its own. */
export type Connection =
  | { state: 'connected'; since: Date }
  | { state: 'limited'; since: Date; missingScopes: readonly string[] }
  | { state: 'disconnected'; since: Date; reason: Loss; confidence: Confidence; evidence: Evidence | null }
  | { state: 'off'; since: Date }

/** Ambiguous evidence that waits for a different call to agree. */
export type Suspicion = { since: Date; verdict: Verdict }

/** `held`: the evidence against it is not believed for now, because the same was said of too many at once. */
export type Trouble = { kind: 'rate_limited' | 'transient' | 'misconfigured' | 'held'; at: Date }

/** The ends and the renewals of a grant, without its tokens. */
export type GrantFacts = {
  generation: number
  scopes: readonly string[]
  accessEndsAt: Date | null
  grantEndsAt: Date | null
  personEndsAt: Date | null
  grantedAt: Date
  /** The last time the network answered a renewal with a token, whether or not with a later end. */
  renewedAt: Date | null
  /** The last silent renewal that did not help; null after one that did. */
  renewalFailedAt: Date | null
}

export type Channel = {
  id: string
  creatorId: string
  network: Network
  networkId: string
  handle: string | null
  title: string
  url: string | null
  connection: Connection
  suspicion: Suspicion | null
  trouble: Trouble | null
  proofAt: Date | null
}

/** What people call the account: its handle where it has one, else its title. */
export function accountName(account: { handle: string | null; title: string }): string {
  return account.handle === null ? account.title : `@${account.handle.replace(/^@/, '')}`
}
