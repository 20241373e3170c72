import type { Call } from '../domain/verdict.ts'
import { AMBIGUOUS, harmless, type Meaning, named } from './verdict-of.ts'

/**
 * The error names of RFC 6749 and RFC 6750, where every network that uses them means the same.
 * Null for names it does not know, and for `access_denied` where no person is asked.
 */
export function oauthError(given: string, call: Call): Meaning | null {
  const name = given.toLowerCase()
  if (call === 'authorize_redirect' && NOES.includes(name)) return harmless('denied_by_user')
  // A code that is refused, late or used twice spoils one attempt; a stored connection is not part of it.
  if (call === 'token_exchange' && SPOILED.includes(name)) return harmless('not_disconnected', 'likely')
  if (name === 'invalid_grant') return AMBIGUOUS
  if (name.endsWith('_client')) return harmless('misconfigured')
  return byName(name)
}

/** The sentence of somebody who was asked and said no. */
export function isNo(text: string | null): boolean {
  return /\b(?:user|person|owner)[ _](?:has )?(?:denied|declined|rejected|cancell?ed)/i.test(
    text?.slice(0, 1_000) ?? '',
  )
}

/**
 * An error name in the words of a page that a person saw instead of being sent back. A person who says no is sent
 * back, so `access_denied` among other words is a refusal of our app and left to the reader.
 */
export function errorNamedIn(text: string): string | null {
  const alone = text.slice(0, 100).trim().toLowerCase()
  if (text.length < 100 && NAME_ALONE.test(alone)) return alone
  return NAMES_IN_WORDS.exec(text.slice(0, 4_000).toLowerCase())?.[1] ?? null
}

const NAME_ALONE = /^[a-z]+(?:_[a-z]+){1,5}$/
const NAMES_IN_WORDS =
  /\b(invalid_[a-z_]{1,40}|[a-z]{1,20}_client|redirect_uri_mismatch|admin_policy_enforced|org_internal|disallowed_useragent|unsupported_[a-z_]{1,40}|server_error|temporarily_unavailable)\b/

const NOES: readonly string[] = [
  'access_denied',
  'user_denied',
  'user_cancelled',
  'user_canceled',
  'cancelled',
]
const SPOILED: readonly string[] = ['access_denied', 'invalid_grant', 'invalid_code']

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

const byName = named<Meaning>([
  ...OURS.map((name) => [name, harmless('misconfigured')] as const),
  ['server_error', harmless('transient')],
  ['temporarily_unavailable', harmless('transient')],
  ['slow_down', harmless('rate_limited')],
  ['rate_limit_exceeded', harmless('rate_limited')],
  ['invalid_token', AMBIGUOUS],
  ['insufficient_scope', harmless('permissions_reduced')],
])
