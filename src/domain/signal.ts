import type { Verdict } from './verdict.ts'

/** Whom a network's event is about, as far as the event says. */
export type About =
  /** A channel's account, by its own id or another that the network uses for it. */
  | { kind: 'account'; id: string }
  /** A person: every channel whose permission they gave, or only those of `accounts` where it names some. */
  | { kind: 'person'; subject: string; accounts: readonly string[] | null }
  /** One grant, by a mark of its token (`TokenSet.marks`). */
  | { kind: 'grant'; mark: string }

/** What a network tells us by itself, verified and understood. Holds no token and no secret. */
export type Signal = {
  /** The same for every delivery of one event, at most 200 characters. */
  key: string
  /** When it happened by the network's clock, to the second; null where the network gives no time. */
  at: Date | null
  /** Null where it concerns nobody, such as a test of the connection. */
  about: About | null
  verdict: Verdict
  /** Permissions that the person took back, in the network's own names; empty where it is not about those. */
  lostScopes: readonly string[]
  /** The person asked the network that we delete what we hold. */
  erasure: boolean
}
