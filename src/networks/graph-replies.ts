import type { Network } from '../domain/network.ts'
import type { Verdict } from '../domain/verdict.ts'
import { at, type Fields, fieldsOf, integerOf, listOf, textOf } from './json.ts'
import { errorNamedIn, isNo, oauthError } from './oauth-errors.ts'
import { openBody } from './open-body.ts'
import {
  AMBIGUOUS,
  byStatus,
  challengeOf,
  harmless,
  isSuccess,
  type Meaning,
  type Sentences,
  settled,
  spoken,
  suspected,
  type Told,
  verdictOf,
  withoutWords,
} from './verdict-of.ts'

/** Since 2026-07-29: https://developers.facebook.com/docs/graph-api/changelog, as read on 2026-11-22. */
export const GRAPH_VERSION = 'v26.0'

/** What Meta's Graph API answers, on graph.facebook.com and graph.instagram.com alike. */
export function readGraph(network: Network, given: Told): Verdict {
  const told = openBody(given)
  const silent = withoutWords(network, told)
  if (silent) return silent
  if (told.call === 'webhook') return verdictOf(network, told, eventMeaning(told.body))

  const failure = failureIn(told)
  if (!failure) return verdictOf(network, told, nothingWrong(told))
  const meaning = meaningOf(failure, told)
  return verdictOf(network, told, meaning, {
    code: failure.code === null ? failure.name : String(failure.code),
    subcode: failure.subcode === null ? null : String(failure.subcode),
    message:
      meaning.diagnosis === 'misconfigured'
        ? withVersion(failure.message, told)
        : (failure.message ?? failure.said),
    requestId: failure.requestId ?? told.headers['x-fb-trace-id'] ?? told.headers['x-fb-request-id'],
  })
}

/** An ended version is not refused but served by an older one, which may not know what we ask for. */
function withVersion(message: string | null, told: Told): string | null {
  const served = told.headers['facebook-api-version']
  if (!served || served === GRAPH_VERSION) return message
  return `${message ?? 'Refused.'} (asked ${GRAPH_VERSION}, answered by ${served})`
}

type Failure = {
  /** A Graph error code; the OAuth host's `code: 400` is an HTTP status and not one of these. */
  code: number | null
  /** Zero means that there is none. */
  subcode: number | null
  /** An error name, where the reply uses names. */
  name: string | null
  message: string | null
  /** Meta's words for people, in a language of theirs: shown, never read. */
  said: string | null
  isTransient: boolean
  /** The network spoke of the token that was inspected, not of the one that was sent. */
  inspected: boolean
  requestId: unknown
}

function failureIn(told: Told): Failure | null {
  const body = fieldsOf(told.body)
  if (!body) return challengeOf(told) || typeof told.body === 'string' ? wordsOnly(told) : null
  const error = fieldsOf(at(body, 'error'))
  if (error) return graphFailure(error, false)
  const inspected = fieldsOf(at(body, 'data'))
  if (inspected && isFalse(at(inspected, 'is_valid'))) {
    const cause = fieldsOf(at(inspected, 'error'))
    return cause ? graphFailure({ code: 190, ...cause }, true) : { ...NO_FAILURE, code: 190, inspected: true }
  }
  const typed = [body, at(body, 'meta')].find((part) => textOf(at(part, 'error_type')) !== null)
  if (typed) return namedFailure(at(typed, 'error_type'), at(typed, 'error_message') ?? at(typed, 'message'))
  const name = at(body, 'error') ?? at(body, 'error_reason') ?? at(body, 'error_code')
  if (name === undefined) {
    return isSuccess(told.status) ? null : { ...NO_FAILURE, message: textOf(at(body, 'message')) }
  }
  const failure = namedFailure(name, at(body, 'error_description') ?? at(body, 'error_message'))
  return { ...failure, code: integerOf(at(body, 'error_code')) }
}

function isFalse(value: unknown): boolean {
  return value === false || value === 'false'
}

const NO_FAILURE: Failure = {
  code: null,
  subcode: null,
  name: null,
  message: null,
  said: null,
  isTransient: false,
  inspected: false,
  requestId: null,
}

function graphFailure(error: Fields, inspected: boolean): Failure {
  return {
    code: integerOf(at(error, 'code')),
    subcode: integerOf(at(error, 'error_subcode') ?? at(error, 'subcode')) || null,
    name: null,
    message: textOf(at(error, 'message')),
    said: textOf(at(error, 'error_user_msg')) ?? textOf(at(error, 'error_user_title')),
    isTransient: at(error, 'is_transient') === true || at(error, 'is_transient') === 'true',
    inspected,
    requestId: at(error, 'fbtrace_id'),
  }
}

function namedFailure(name: unknown, message: unknown): Failure {
  return { ...NO_FAILURE, name: textOf(name), message: textOf(message) }
}

function wordsOnly(told: Told): Failure {
  const text = typeof told.body === 'string' ? told.body : null
  if (!text) return NO_FAILURE
  return { ...NO_FAILURE, code: codeIn(text), name: errorNamedIn(text), message: text }
}

function meaningOf(failure: Failure, told: Told): Meaning {
  if (failure.isTransient) return harmless(isLimit(failure.code) ? 'rate_limited' : 'transient')
  if (told.call === 'authorize_redirect') return refusalMeaning(failure)
  if (told.call === 'token_exchange') {
    const attempt = attemptMeaning(failure)
    if (attempt) return attempt
  }
  return (
    codeMeaning(failure, told) ??
    (failure.name ? nameMeaning(failure, told) : null) ??
    onlySpoken(failure) ??
    challengeMeaning(told) ??
    byStatus(
      told,
      [failure.code, failure.name, failure.message].some((said) => said !== null),
    )
  )
}

/** A sentence without a code of its own settles nothing. */
function onlySpoken({ message }: Failure): Meaning | null {
  const meaning = spoken(ANY_SENTENCES, message)
  return meaning && { ...meaning, definite: false }
}

/** The person came back from the consent screen, or never left it, without a code. */
function refusalMeaning(failure: Failure): Meaning {
  const known = failure.name ? oauthError(failure.name, 'authorize_redirect') : null
  if (known) return known
  if (isNo(failure.message)) return harmless('denied_by_user', 'likely')
  if (failure.code === 1 || failure.code === 2) return harmless('transient')
  return harmless('misconfigured', failure.message ? 'confirmed' : 'likely')
}

const CODE_EXPIRED = 36007
const CODE_USED = 36009

/** A code that is late or used spoils this attempt and says nothing about a stored connection. */
function attemptMeaning(failure: Failure): Meaning | null {
  const isSpoiled = failure.subcode === CODE_EXPIRED || failure.subcode === CODE_USED
  return isSpoiled ? SPOILED : spoken(ATTEMPT_SENTENCES, failure.message)
}

const SPOILED: Meaning = harmless('not_disconnected', 'likely')
const ATTEMPT_SENTENCES: Sentences = [
  [/redirect_uri/i, harmless('misconfigured')],
  [/\b(?:matching|authorization|verification) code\b/i, SPOILED],
]

function codeMeaning(failure: Failure, told: Told): Meaning | null {
  const { code, subcode, message } = failure
  if (code === null) return null
  if (code === 190 || code === 102) return tokenMeaning(failure, told)
  if (isLimit(code)) return harmless('rate_limited')
  if (code === 10 || (code >= 200 && code <= 299)) {
    return spoken(PERMISSION_SENTENCES, message) ?? harmless('permissions_reduced')
  }
  if (code === 100 || code === 803) {
    if (subcode === 33 || code === 803) return AMBIGUOUS
    // One medium of an earlier life of the account has no numbers.
    if (subcode === 2108006) return harmless('not_disconnected')
    return spoken(ARGUMENT_SENTENCES, message) ?? harmless('misconfigured')
  }
  if (code === 1 || code === -1) {
    const own = spoken(ARGUMENT_SENTENCES, message) ?? challengeMeaning(told)
    return own ?? harmless('transient', 'likely')
  }
  return CODES.get(code) ?? null
}

/** Subcode 0 and a missing subcode are the same: Instagram sends either. */
function tokenMeaning(failure: Failure, told: Told): Meaning {
  const bySubcode = failure.subcode === null ? undefined : SUBCODES.get(failure.subcode)
  if (failure.subcode === 463) {
    // Meta's table also lists revocation under 463; the sentence about the expiry settles which one it is.
    return settled('expired', spoken(EXPIRY_SENTENCES, failure.message) ? 'confirmed' : 'likely')
  }
  const meaning = bySubcode ?? spoken(TOKEN_SENTENCES, failure.message) ?? challengeMeaning(told)
  if (meaning) return meaning
  // debug_token refused the token we asked with, which is the app's own.
  return told.call === 'debug_token' && !failure.inspected ? harmless('misconfigured', 'likely') : AMBIGUOUS
}

const EXPIRY_SENTENCES: Sentences = [[/expired/i, settled('expired')]]

/** Instagram's OAuth host and its retired API use names instead of Graph codes. */
function nameMeaning(failure: Failure, told: Told): Meaning | null {
  const known = failure.name ? oauthError(failure.name, told.call) : null
  if (known) return known
  const byText = onlySpoken(failure)
  if (byText) return byText
  if (failure.name === 'OAuthRateLimitException') return harmless('rate_limited')
  if (failure.name === 'OAuthPermissionsException') return harmless('permissions_reduced')
  if (failure.name === 'OAuthAccessTokenException') return AMBIGUOUS
  return told.call === 'token_exchange' || /Parameter/.test(failure.name ?? '')
    ? harmless('misconfigured', 'likely')
    : null
}

/** Now and then the cause stands only in the header, behind a body that blames an unknown error. */
function challengeMeaning(told: Told): Meaning | null {
  const challenge = challengeOf(told)
  if (!challenge) return null
  const { error, message } = challenge
  const bodyAlone = { ...told, headers: {} }
  return (
    codeMeaning({ ...NO_FAILURE, code: codeIn(message), message }, bodyAlone) ??
    spoken(ANY_SENTENCES, message) ??
    oauthError(error, told.call)
  )
}

/** Graph's sentences often begin with their code: (#200). */
function codeIn(text: string | null): number | null {
  return integerOf(/\(#(-?\d{1,7})\)/.exec(text?.slice(0, 1_000) ?? '')?.[1])
}

function nothingWrong(told: Told): Meaning {
  const nothingAsked = told.call === 'authorize_redirect' && textOf(at(told.body, 'code')) === null
  return harmless('not_disconnected', nothingAsked ? 'unknown' : 'confirmed')
}

/** The body of a verified deauthorization, or of a change to permissions. */
function eventMeaning(body: unknown): Meaning {
  if (at(body, 'object') === 'permissions') {
    const verbs = listOf(at(body, 'entry')).flatMap((entry) =>
      listOf(at(entry, 'changes')).map((change) => at(change, 'value', 'verb')),
    )
    return verbs.includes('revoked') ? harmless('permissions_reduced') : harmless('not_disconnected')
  }
  const isDeauthorization = at(body, 'object') === undefined && textOf(at(body, 'user_id')) !== null
  return isDeauthorization ? settled('revoked') : harmless('not_disconnected', 'unknown')
}

/** The limits of app, user and Page, and those of business use cases from 80000 on. */
function isLimit(code: number | null): boolean {
  return code !== null && (RATE_CODES.has(code) || (code >= 80_000 && code < 80_020))
}

const RATE_CODES: ReadonlySet<number> = new Set([4, 9, 17, 32, 341, 613])

/** https://developers.facebook.com/docs/graph-api/guides/error-handling, as read on 2026-11-22. */
const CODES: ReadonlyMap<number, Meaning> = new Map([
  [2, harmless('transient')],
  [-2, harmless('transient')],
  [3, harmless('misconfigured')],
  [12, harmless('misconfigured')],
  [101, harmless('misconfigured')],
  [104, harmless('misconfigured')],
  [2500, harmless('misconfigured')],
  [2635, harmless('misconfigured')],
  [3001, harmless('misconfigured')],
  [33, AMBIGUOUS],
  // Trouble with one post says nothing about the connection.
  ...[24, 197, 352, 506, 9004, 9007, 36000, 36001, 36003, 1609005].map(
    (code) => [code, harmless('not_disconnected')] as const,
  ),
  // A block until the owner passes a check in the network's own app; the token may be alive.
  [25, suspected('security')],
  [368, suspected('security')],
  [405, suspected('security')],
])

/** Those from 456 on that today's page leaves out come from its older editions, so they settle nothing. */
const SUBCODES: ReadonlyMap<number, Meaning> = new Map([
  [452, suspected('account_changed')],
  [456, harmless('misconfigured', 'likely')],
  [457, harmless('misconfigured', 'likely')],
  [458, settled('revoked')],
  [459, settled('security')],
  // One text for two causes: a changed password, or sessions ended by the network.
  [460, settled('account_changed', 'likely')],
  [461, suspected('expired')],
  [462, harmless('misconfigured', 'likely')],
  [464, settled('security')],
  [465, settled('account_changed', 'likely')],
  [466, settled('revoked', 'likely')],
  [467, AMBIGUOUS],
  [468, suspected('expired')],
  [490, settled('security')],
  // The role is lost, or the Page's business now asks for two-factor authentication.
  [492, settled('account_changed', 'likely')],
  // Unused for ninety days, by the sentences that come with it; in no table.
  [493, suspected('expired')],
])

const APP_SENTENCES: Sentences = [
  [
    /validating (?:application|client secret)|loading application|provide valid app id|invalid (?:platform app|client|app(?:lication)? id)|developer role|app not (?:set up|active)|in development mode|invite to test|(?:advanced|standard) access/i,
    harmless('misconfigured'),
  ],
  [
    /\b(?:API|app(?:lication)?|data)\b.{0,60}\b(?:deleted|disabled|deactivated|blocked)\b/i,
    harmless('misconfigured'),
  ],
]

const TOKEN_SENTENCES: Sentences = [
  ...APP_SENTENCES,
  // The wrong kind of token, or one that was damaged on its way: both are ours.
  [
    /access token (?:is required|must be used)|must be called with an? \w+ access token/i,
    harmless('misconfigured'),
  ],
  [
    /(?:cannot|could not) (?:parse|be decrypted)|malformed access token|signature/i,
    harmless('misconfigured', 'likely'),
  ],
  [/app(?:_id| id).{0,60}did not match/i, harmless('misconfigured')],
  [/permissions?(?:\(s\))? must be granted/i, harmless('permissions_reduced')],
  [/must be an? (?:administrator|admin|editor|moderator)\b/i, settled('account_changed', 'likely')],
  [/has not authorized (?:the |this )?app/i, settled('revoked')],
  [/invalidated (?:explicitly )?(?:using|through|by) an api call/i, settled('revoked', 'likely')],
  // The retired wording of a session that no longer fits, which names a password as one possibility.
  [/does not match (?:the )?current stored session/i, suspected('account_changed')],
  [
    /changed (?:\w+ )?password|password (?:was|has been) changed|session has been invalidated/i,
    settled('account_changed', 'likely'),
  ],
  [/expired,? (?:or )?(?:been |was )?revoked/i, AMBIGUOUS],
  [/session (?:has |is |was )?expired|access token (?:has|is|was) expired/i, settled('expired')],
  [/(?:hasn't|has not|not been) (?:engaged|used)\b/i, suspected('expired')],
  [/cannot access the app till you log in|follow the instructions given/i, settled('security', 'likely')],
  [/not a confirmed user|logged-in checkpoint/i, settled('security')],
  [/session key is malformed|security check|checkpoint/i, suspected('security')],
  [/two[- ]factor/i, suspected('security')],
  [
    /(?:account|user) (?:is|has been) (?:deleted|disabled|deactivated|banned)/i,
    suspected('account_unavailable'),
  ],
  [/page that is not accessible/i, suspected('account_unavailable')],
]

const PERMISSION_SENTENCES: Sentences = [
  ...APP_SENTENCES,
  [/not an? instagram business/i, suspected('account_changed', 'confirmed')],
  [/not enough (?:viewers|followers|data)/i, harmless('not_disconnected')],
  [/reviewed and approved|has not been approved|submit .{1,80}for review/i, harmless('misconfigured')],
  // A person's token was used where the Page's own belongs.
  [/as the page itself|access token is required/i, harmless('misconfigured')],
]

const ARGUMENT_SENTENCES: Sentences = [
  ...APP_SENTENCES,
  [/\bapp ?secret[ _]?proof\b/i, harmless('misconfigured')],
  // Gone, hidden, not ticked or not ours: one text for all of them.
  [/does not exist,? (?:or )?cannot be loaded|unsupported (?:get|post) request|method type: get/i, AMBIGUOUS],
  [/not an? instagram business/i, suspected('account_changed', 'confirmed')],
  [/requires? the .{1,80}permission|missing permissions?\b/i, harmless('permissions_reduced')],
  [
    /reduce the amount of data|authorization code has|before .{1,60}(?:conversion|converted)/i,
    harmless('not_disconnected'),
  ],
]

const ANY_SENTENCES: Sentences = [
  ...TOKEN_SENTENCES,
  ...PERMISSION_SENTENCES,
  ...ARGUMENT_SENTENCES,
  [
    /requires? (?:scope\b|.{0,60}permission)|not authorized with this scope|hasn't authorized/i,
    harmless('permissions_reduced'),
  ],
  [/request limit reached|too many (?:calls|requests)|rate limit/i, harmless('rate_limited')],
  [
    /temporarily unavailable|try again later|retry your request|(?:unexpected|unknown) error/i,
    harmless('transient', 'likely'),
  ],
  // Something about the token, and no more than that.
  [/access[_ ]token|oauth token|user logged out/i, AMBIGUOUS],
]
