import type { Account, TokenSet } from '../domain/grant.ts'
import type { Posts } from '../domain/insight/post.ts'
import type { Collected, Days, PastDay } from '../domain/insight/reading.ts'
import type { Door } from '../domain/network.ts'
import type { Secret } from '../domain/secret.ts'
import type { Signal } from '../domain/signal.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { Gate } from './gate.ts'

/** What a call came to. Every refusal carries a verdict; nothing is thrown for what a network answers. */
export type Outcome<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'refused'; verdict: Verdict }
  | { kind: 'not_offered' }

export type AuthorizeInput = {
  /** Opaque, URL-safe, at least 256 bits. */
  state: string
  /** Sent byte for byte as registered with the network. */
  redirectUri: string
  /** RFC 7636 verifier; an adapter of a network without PKCE leaves it out. */
  verifier: Secret
  scopes: readonly string[]
  /** The scopes are to be added to those that the person gave before, where the network can do that. */
  adds?: boolean
  /**
   * The account we hope to meet again, or null for a new connection. With one, the adapter asks for the
   * network's account chooser or login as far as the network has one.
   */
  expected: { networkId: string; handle: string | null } | null
}

export type ExchangeInput = {
  /** Everything the network put into the return address. An `error` there is read, and no call is made. */
  returned: URLSearchParams
  redirectUri: string
  verifier: Secret
}

/** One account found behind a grant, with the tokens that belong to it. */
export type Found = { account: Account; tokens: TokenSet }

export type Held = { networkId: string; tokens: TokenSet }

/** What a real read showed. */
export type Proof = {
  /** `subject` is null: this read says nothing about the person behind the grant. */
  account: Account
  /** The scopes that the grant has now; null where the network does not say so here. */
  scopes: readonly string[] | null
}

/** A request to one of the doors, before anything in it is believed. */
export type Delivery = {
  door: Door
  method: 'GET' | 'POST'
  query: URLSearchParams
  /** Header names in lower case. */
  headers: Readonly<Record<string, string>>
  /** The bytes as they arrived: signatures are over these. */
  body: Uint8Array
}

/** What a delivery turned out to be, and the status that this network expects for it. */
export type Received =
  /** Verified. One delivery may carry several signals, or none that concern us. */
  | { kind: 'signals'; status: 200 | 202; signals: readonly Signal[] }
  /** The network asks whether this address is ours: the text goes back as it is. */
  | { kind: 'challenge'; text: string }
  /** Not from the network, or not readable. The same answer whatever was wrong. */
  | { kind: 'rejected'; status: 400 | 401 | 403 }
  /** It cannot be verified at the moment; the network will try again. */
  | { kind: 'undecided' }
  /** The network has no such door. */
  | { kind: 'not_offered' }

/** What every network's adapter offers. Adapters keep nothing of a person and never log. */
export type Adapter = {
  /** The address a person is sent to. */
  authorize(input: AuthorizeInput): URL
  /** Return address → tokens with their longest life. */
  exchange(input: ExchangeInput): Promise<Outcome<TokenSet>>
  /** Who is behind these tokens: every account or Page that was permitted. Empty where there is none. */
  identify(tokens: TokenSet): Promise<Outcome<readonly Found[]>>
  /** The cheapest true read: the account as the network describes it now. The caller compares ids. */
  prove(held: Held): Promise<Outcome<Proof>>
  /** A different call than `prove`, for ambiguous evidence: ok where the network says that the grant lives. */
  confirm(held: Held): Promise<Outcome<null>>
  /** The same grant with a later end or a fresh access token. An absent refresh token in a reply keeps the old one. */
  renew(held: Held): Promise<Outcome<TokenSet>>
  /** Numbers for the profile, built from the scopes that were granted. */
  collect(held: Held): Promise<Outcome<Collected>>
  /** The newest posts with their numbers. Where they cannot be read, that says nothing about the channel's own. */
  posts(held: Held): Promise<Outcome<Posts>>
  /** What the network still knows of days on which nothing was read, oldest first. */
  pastDays(held: Held, days: Days): Promise<Outcome<readonly PastDay[]>>
  /**
   * Ends the grant at the network. Its reach is the network's: at Google and Facebook everything that the same
   * person permitted to this app ends with it. Ok as well where the grant was dead already.
   */
  revoke(held: Held): Promise<Outcome<null>>
  /** A call without anybody's token: whether the network answers at all. What came of it only the gate hears. */
  knock(): Promise<void>
  /** Verifies and reads what the network sent to one of the doors. */
  receive(delivery: Delivery): Promise<Received>
}

/** What an adapter needs to know of this installation. */
export type AdapterSettings = {
  clientId: string
  clientSecret: Secret
  /** Further secrets whose signatures on events count, such as the one before a rotation. */
  eventSecrets: readonly Secret[]
  /** What the network repeats when it asks whether a webhook's address is ours; null: such a question gets a no. */
  verifyToken: Secret | null
  /** Ask who the person is, where the network sends its security events only to apps that do. */
  identityScopes: boolean
  /** Maps a real https origin of the network to the origin that is called (the sandbox's, or itself). */
  origin(realOrigin: string): string
  /** Product time. */
  now(): Date
  /** Milliseconds one verb of an adapter may take in all, however many requests it makes. */
  deadlineMs: number
  /** Something that an operator should know and that changes no outcome, such as an ended version of an API. */
  warn(fields: Readonly<Record<string, string>>, message: string): void
  /** Counts requests against the network's limits. Without one nothing is limited. */
  gate?: Gate
}
