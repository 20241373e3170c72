import type { Account, TokenSet } from '../domain/grant.ts'
import type { Collected } from '../domain/insight/reading.ts'
import type { Network } from '../domain/network.ts'
import type { Secret } from '../domain/secret.ts'
import type { Verdict } from '../domain/verdict.ts'

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

/** What every network's adapter offers. Adapters keep no state and never log. */
export type Adapter = {
  readonly network: Network
  /** The address a person is sent to. */
  authorize(input: AuthorizeInput): URL
  /** Return address → tokens with their longest life. */
  exchange(input: ExchangeInput): Promise<Outcome<TokenSet>>
  /** Who is behind these tokens: every account or Page that was permitted. Empty where there is none. */
  identify(tokens: TokenSet): Promise<Outcome<readonly Found[]>>
  /**
   * The cheapest true read: the account as the network describes it now. The caller compares ids. `subject` is
   * null here: this read says nothing about the person behind the grant.
   */
  prove(held: Held): Promise<Outcome<Account>>
  /** A different call than `prove`, for ambiguous evidence: ok where the network says that the grant lives. */
  confirm(held: Held): Promise<Outcome<null>>
  /** The same grant with a later end or a fresh access token. An absent refresh token in a reply keeps the old one. */
  renew(held: Held): Promise<Outcome<TokenSet>>
  /** Numbers for the profile, built from the scopes that were granted. */
  collect(held: Held): Promise<Outcome<Collected>>
}

/** What an adapter needs to know of this installation. */
export type AdapterSettings = {
  clientId: string
  clientSecret: Secret
  /** Maps a real https origin of the network to the origin that is called (the sandbox's, or itself). */
  origin(realOrigin: string): string
  /** Product time. */
  now(): Date
  /** Milliseconds one verb of an adapter may take in all, however many requests it makes. */
  deadlineMs: number
}
