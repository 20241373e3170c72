import type { Call, Verdict } from '../domain/verdict.ts'
import { at, fieldsOf, integerOf, listOf, textOf } from './json.ts'
import { errorNamedIn, isNo, oauthError } from './oauth-errors.ts'
import { openBody } from './open-body.ts'
import {
  AMBIGUOUS,
  byStatus,
  challengeOf,
  harmless,
  isSuccess,
  type Meaning,
  named,
  type Sentences,
  settled,
  spoken,
  suspected,
  type Told,
  verdictOf,
  withoutWords,
} from './verdict-of.ts'

/** What Google's token endpoint, the YouTube APIs and Google's security events say. */
export function readYoutube(given: Told): Verdict {
  const told = openBody(given)
  const silent = withoutWords('youtube', told)
  if (silent) return silent
  if (told.call === 'webhook') return eventVerdict(told)

  const failure = failureIn(told)
  if (!failure) return nothingWrong(told)
  return verdictOf('youtube', told, meaningOf(failure, told), {
    code: failure.name ?? (failure.code === null ? null : String(failure.code)),
    subcode: failure.detail,
    message: failure.message,
    requestId: told.headers['x-request-id'],
  })
}

type Failure = {
  /** The token endpoint's `error`, or the first `reason` of an API's reply. */
  name: string | null
  /** `error_subtype`, or the reason among the reply's details. */
  detail: string | null
  message: string | null
  /** The HTTP status as the body repeats it. */
  code: number | null
}

function failureIn(told: Told): Failure | null {
  const error = at(told.body, 'error')
  const envelope = fieldsOf(error)
  if (envelope) {
    const first = listOf(at(envelope, 'errors')).flat()[0]
    const detail = listOf(at(envelope, 'details')).find((entry) => textOf(at(entry, 'reason')) !== null)
    return {
      name: textOf(at(first, 'reason')) ?? textOf(at(envelope, 'status')),
      detail: textOf(at(detail, 'reason')),
      message: textOf(at(envelope, 'message')) ?? textOf(at(first, 'message')),
      code: integerOf(at(envelope, 'code')),
    }
  }
  const description = textOf(at(told.body, 'error_description'))
  if (textOf(error) !== null || description !== null) {
    const detail = textOf(at(told.body, 'error_subtype'))
    return { name: textOf(error), detail, message: description, code: null }
  }
  if (typeof told.body === 'string') {
    return { name: errorNamedIn(told.body), detail: null, message: told.body, code: null }
  }
  if (isSuccess(told.status) && fieldsOf(told.body)) return null
  return { name: null, detail: null, message: textOf(at(told.body, 'message')), code: null }
}

function meaningOf(failure: Failure, told: Told): Meaning {
  const { name, detail, message } = failure
  const decided =
    (name === 'invalid_grant' ? grantMeaning(failure, told.call) : null) ??
    (name === 'access_denied' && told.call !== 'authorize_redirect' ? AMBIGUOUS : null) ??
    (detail ? detailMeaning(detail) : null) ??
    (name ? (spokenReason(name, message) ?? oauthError(name, told.call)) : null) ??
    spoken(SENTENCES, message) ??
    challengeMeaning(told)
  if (decided) return decided
  if (told.call === 'authorize_redirect') {
    return isNo(message) ? harmless('denied_by_user', 'likely') : harmless('misconfigured', 'likely')
  }
  // Forbidden, and no reason given.
  if (failure.code === 403 && !reasonGiven(name)) return harmless('permissions_reduced', 'unknown')
  return byStatus(
    { ...told, status: failure.code ?? told.status },
    (name ?? message ?? failure.code) !== null,
  )
}

function reasonGiven(name: string | null): boolean {
  return name !== null && !/^(?:forbidden|permission_denied)$/i.test(name)
}

/** One name for at least five causes; Google does not tell which. https://developers.google.com/identity/protocols/oauth2#expiration */
function grantMeaning(failure: Failure, call: Call): Meaning | null {
  const { detail, message } = failure
  if (call === 'token_exchange') return spoken(ATTEMPT_SENTENCES, message)
  return spoken(REAUTH_NAMES, detail) ?? spoken(GRANT_SENTENCES, message)
}

/** The session rules of a Workspace: https://developers.google.com/identity/protocols/oauth2#expiration */
const REAUTH_NAMES: Sentences = [[/rapt/i, suspected('security')]]

const ATTEMPT_SENTENCES: Sentences = [[/verifier|redirect_uri/i, harmless('misconfigured')]]

const GRANT_SENTENCES: Sentences = [
  [/\brapt|_rapt|reauth related/i, suspected('security')],
  [/account (?:has been|was|is) deleted/i, settled('account_unavailable')],
  [/robot|service account|\bjwt\b|assertion/i, harmless('misconfigured')],
  [/(?:account|user) (?:is|has been) (?:disabled|suspended)/i, suspected('account_unavailable')],
]

/** `forbidden` covers blocks of our project as well as a missing scope. */
function spokenReason(reason: string, message: string | null): Meaning | null {
  if (reasonGiven(reason)) {
    return reasonMeaning(reason) ?? spoken(REASON_FAMILIES, reason)
  }
  return spoken(SENTENCES, message) ?? harmless('permissions_reduced', 'likely')
}

function challengeMeaning(told: Told): Meaning | null {
  const challenge = challengeOf(told)
  return challenge ? oauthError(challenge.error, told.call) : null
}

function nothingWrong(told: Told): Verdict {
  const channels = at(told.body, 'kind') === 'youtube#channelListResponse'
  // A list of channels without `items`: the account has no channel (any more).
  if (channels && listOf(at(told.body, 'items')).length === 0) {
    return verdictOf('youtube', told, suspected('account_unavailable'), { code: ITEMS_MISSING })
  }
  const nothingAsked = told.call === 'authorize_redirect' && textOf(at(told.body, 'code')) === null
  return verdictOf('youtube', told, harmless('not_disconnected', nothingAsked ? 'unknown' : 'confirmed'))
}

const ITEMS_MISSING = 'itemsMissing'

/** The evidence codes of an account that has no channel. */
export const NO_CHANNEL: ReadonlySet<string> = new Set([
  ITEMS_MISSING,
  'youtubeSignupRequired',
  'authenticatedUserNotChannel',
  'channelNotFound',
])

const EVENTS = 'https://schemas.openid.net/secevent/'

/** The claims of a verified security event. https://developers.google.com/identity/protocols/risc */
function eventVerdict(told: Told): Verdict {
  const events = Object.entries(fieldsOf(at(told.body, 'events')) ?? {})
  const [uri, event] = events.find(([uri]) => uri.startsWith(EVENTS)) ?? ['', null]
  const name = uri.split('/').at(-1) ?? ''
  const reason = textOf(at(event, 'reason'))
  const words = { code: name, subcode: reason, requestId: at(told.body, 'jti') }
  return verdictOf('youtube', told, eventMeaning(name, reason), words)
}

function eventMeaning(name: string, reason: string | null): Meaning {
  if (name === 'account-disabled') {
    return suspected(reason === 'hijacking' ? 'security' : 'account_unavailable', 'confirmed')
  }
  return EVENT_MEANINGS.get(name) ?? harmless('not_disconnected', name === '' ? 'unknown' : 'confirmed')
}

const EVENT_MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['tokens-revoked', settled('revoked')],
  ['token-revoked', settled('revoked')],
  ['account-purged', settled('account_unavailable')],
  // Signals: the account is being secured, and the grant may well live on.
  ['sessions-revoked', suspected('security')],
  ['account-credential-change-required', suspected('security')],
])

const RATE_REASONS = [
  'quotaExceeded',
  'dailyLimitExceeded',
  'dailyLimitExceededUnreg',
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'servingLimitExceeded',
  'concurrentLimitExceeded',
  'limitExceeded',
  'RESOURCE_EXHAUSTED',
] as const

/** https://developers.google.com/youtube/v3/docs/core_errors, as read on 2026-11-22. */
const reasonMeaning = named<Meaning>([
  ...RATE_REASONS.map((reason) => [reason, harmless('rate_limited')] as const),
  ['admin_policy_enforced', suspected('security')],
  ['authError', AMBIGUOUS],
  ['expired', AMBIGUOUS],
  ['unauthorized', AMBIGUOUS],
  ['required', harmless('misconfigured')],
  ['authorizationRequired', harmless('misconfigured', 'likely')],
  ['youtubeSignupRequired', suspected('account_unavailable')],
  ['authenticatedUserNotChannel', suspected('account_unavailable')],
  ['channelNotFound', suspected('account_unavailable')],
  ['channelClosed', settled('account_unavailable')],
  ['authenticatedUserAccountClosed', settled('account_unavailable')],
  ['channelSuspended', settled('account_unavailable')],
  ['authenticatedUserAccountSuspended', settled('account_unavailable')],
  ['insufficientPermissions', harmless('permissions_reduced')],
  ['insufficientScopes', harmless('permissions_reduced')],
  // Comes and goes for accounts in good order.
  ['accountDelegationForbidden', harmless('transient', 'likely')],
  ['accessNotConfigured', harmless('misconfigured')],
  ['keyInvalid', harmless('misconfigured')],
  ['keyExpired', harmless('misconfigured')],
  ['internalError', harmless('transient')],
  ['backendError', harmless('transient')],
  ['notReady', harmless('transient')],
  ['INTERNAL', harmless('transient')],
  ['UNAVAILABLE', harmless('transient')],
  ['DEADLINE_EXCEEDED', harmless('transient')],
  ['internal_failure', harmless('transient')],
])

/** Names that the list above does not have, by their endings. */
const REASON_FAMILIES: Sentences = [
  [
    /(?:account|user|channel)(?:Closed|Suspended|Deleted|Terminated|Disabled)$/i,
    suspected('account_unavailable'),
  ],
  [/LimitExceeded$|quota/i, harmless('rate_limited')],
  // Another thing than the channel is missing.
  [/NotFound$/, harmless('not_disconnected', 'likely')],
]

const detailMeaning = named<Meaning>([
  ['ACCESS_TOKEN_SCOPE_INSUFFICIENT', harmless('permissions_reduced')],
  ['ACCESS_TOKEN_EXPIRED', AMBIGUOUS],
  ['ACCESS_TOKEN_TYPE_UNSUPPORTED', harmless('misconfigured')],
  ['API_KEY_SERVICE_BLOCKED', harmless('misconfigured')],
  ['API_KEY_INVALID', harmless('misconfigured')],
  ['SERVICE_DISABLED', harmless('misconfigured')],
  ['CONSUMER_SUSPENDED', harmless('misconfigured')],
  ['CONSUMER_INVALID', harmless('misconfigured')],
  ['CREDENTIALS_MISSING', harmless('misconfigured')],
  ['RATE_LIMIT_EXCEEDED', harmless('rate_limited')],
  ['RESOURCE_QUOTA_EXCEEDED', harmless('rate_limited')],
])

const SENTENCES: Sentences = [
  [/account .{0,80}(?:suspended|closed|terminated)/i, suspected('account_unavailable')],
  [/insufficient (?:authentication )?scopes?|insufficient permission/i, harmless('permissions_reduced')],
  [/missing required authentication credential|login required/i, harmless('misconfigured')],
  [/are blocked|has not been used in project|not configured|is disabled/i, harmless('misconfigured')],
  [/\bquota\b|rate limit|too many requests/i, harmless('rate_limited')],
  [/invalid authentication credentials|invalid credentials|invalid value|expired or revoked/i, AMBIGUOUS],
  [/backend error|internal error|try again/i, harmless('transient', 'likely')],
]
