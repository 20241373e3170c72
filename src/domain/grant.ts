import type { Secret } from './secret.ts'

/** The tokens behind one channel, with the ends that the network's own reply gave. */
export type TokenSet = {
  access: Secret
  /** When the access token ends; null where it has no end date. */
  accessEndsAt: Date | null
  /** The refresh token, where the network has one. */
  refresh: Secret | null
  /** When only the person can go on, unless it is renewed before; null where no end is known. */
  grantEndsAt: Date | null
  /** The person's own token where a channel's token was taken with it (a Facebook Page's user token). */
  person: Secret | null
  personEndsAt: Date | null
  /** Granted scopes, in the network's own names. */
  scopes: readonly string[]
  /**
   * Hashes under which the network's events may name this grant without naming its tokens. Empty where its events
   * never do.
   */
  marks: readonly string[]
  /** The network gave no believable life for the access token, and a bounded one was assumed. */
  endAssumed?: true
}

/** An account on a network as the network itself describes it. Its id never changes; everything else may. */
export type Account = {
  networkId: string
  /** Other ids under which the network's events may name the same account. */
  otherIds: readonly string[]
  /** The person behind the grant, where that is not the account itself (Google `sub`, Facebook user id). */
  subject: string | null
  handle: string | null
  title: string
  url: string | null
  avatarUrl: string | null
}
