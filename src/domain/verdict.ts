import type { Network } from './network.ts'

/** What one reply or event from a network means. The names are public: people and programs read them. */
export const DIAGNOSES = [
  'not_disconnected',
  'expired',
  'account_changed',
  'revoked',
  'security',
  'account_unavailable',
  'permissions_reduced',
  'ambiguous_reconnect',
  'rate_limited',
  'transient',
  'misconfigured',
  'denied_by_user',
] as const
export type Diagnosis = (typeof DIAGNOSES)[number]

/** How sure we are of the cause: the network said so; the reply leaves a second reading; nobody said. */
export type Confidence = 'confirmed' | 'likely' | 'unknown'

/** The calls that replies come from, named as in the public error corpus. */
export const CALLS = [
  'authorize_redirect',
  'token_exchange',
  'token_refresh',
  'api',
  'debug_token',
  'webhook',
] as const
export type Call = (typeof CALLS)[number]

/** What was seen, fit to be stored and shown: never a token, a code or a secret. */
export type Evidence = {
  network: Network
  call: Call
  /** HTTP status; null where there was none (a redirect, an event, a broken connection). */
  status: number | null
  code: string | null
  subcode: string | null
  /** The network's own words, redacted and cut to 300 characters. */
  message: string | null
  /** What the network's support asks for: fbtrace_id, log_id, x-request-id. */
  requestId: string | null
}

export type Verdict = {
  diagnosis: Diagnosis
  confidence: Confidence
  /**
   * Whether this one reply settles that the connection is gone. Where false, a different call must agree
   * at least ten minutes later before anything is taken away.
   */
  definite: boolean
  evidence: Evidence
  /** Seconds the network asked us to wait, bounded by the reader; null where it did not say. */
  retryAfterSeconds: number | null
}

/** The diagnoses that can end a connection; a reduced permission does when nothing can be read without it. */
export const LOSSES = [
  'expired',
  'account_changed',
  'revoked',
  'security',
  'account_unavailable',
  'permissions_reduced',
  'ambiguous_reconnect',
] as const satisfies readonly Diagnosis[]
export type Loss = (typeof LOSSES)[number]

export function isLoss(diagnosis: string): diagnosis is Loss {
  return (LOSSES as readonly string[]).includes(diagnosis)
}
