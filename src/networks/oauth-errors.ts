import type { Call } from '../domain/verdict.ts'
import { AMBIGUOUS, harmless, type Meaning } from './verdict-of.ts'

/**
 * The error names of RFC 6749 and RFC 6750, where every network that uses them means the same.
 * Null for names it does not know, and for `access_denied` outside the consent screen.
 */
export function oauthError(name: string, call: Call): Meaning | null {
  if (name === 'access_denied') return call === 'authorize_redirect' ? harmless('denied_by_user') : null
  // A code that is late or used twice spoils one attempt; a stored connection is not part of it.
  if (name === 'invalid_grant')
    return call === 'token_exchange' ? harmless('not_disconnected', 'likely') : AMBIGUOUS
  if (name.endsWith('_client')) return harmless('misconfigured')
  return NAMES.get(name) ?? null
}

/**
 * An error name in the words of a page that a person saw instead of being sent back. A person who says no is sent
 * back, so `access_denied` on such a page is a refusal of our app and left to the reader.
 */
export function errorNamedIn(text: string): string | null {
  return (
    /\b(invalid_[a-z_]+|[a-z]+_client|redirect_uri_mismatch|admin_policy_enforced|org_internal|disallowed_useragent|unsupported_[a-z_]+|server_error|temporarily_unavailable)\b/.exec(
      text,
    )?.[1] ?? null
  )
}

const OURS = [
  'invalid_request',
  'invalid_scope',
  'invalid_redirect_uri',
  'redirect_uri_mismatch',
  'unsupported_grant_type',
  'unsupported_response_type',
  'unsupported_token_type',
  'disallowed_useragent',
  'org_internal',
  'interaction_required',
  'login_required',
  'consent_required',
  'account_selection_required',
] as const

const NAMES: ReadonlyMap<string, Meaning> = new Map([
  ...OURS.map((name) => [name, harmless('misconfigured')] as const),
  ['server_error', harmless('transient')],
  ['temporarily_unavailable', harmless('transient')],
  ['slow_down', harmless('rate_limited')],
  ['rate_limit_exceeded', harmless('rate_limited')],
  ['invalid_token', AMBIGUOUS],
  ['insufficient_scope', harmless('permissions_reduced')],
])
