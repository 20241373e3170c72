import type { Verdict } from '../domain/verdict.ts'
import { at, fieldsOf, integerOf, parseJson, textOf } from './json.ts'
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

/** What TikTok's token endpoint, its API and its events say. A success carries an `error` too, with code `ok`. */
export function readTiktok(given: Told): Verdict {
  const told = openBody(given)
  const silent = withoutWords('tiktok', told)
  if (silent) return silent
  if (told.call === 'webhook') return eventVerdict(told)

  const failure = failureIn(told)
  if (!failure) return verdictOf('tiktok', told, nothingWrong(told), { requestId: logIdOf(told) })
  return verdictOf('tiktok', told, meaningOf(failure, told), {
    code: failure.name,
    subcode: failure.detail,
    message: failure.message,
    requestId: logIdOf(told),
  })
}

type Failure = { name: string | null; detail: string | null; message: string | null }

function failureIn(told: Told): Failure | null {
  const { body } = told
  const error = at(body, 'error')
  if (fieldsOf(error)) {
    const name = textOf(at(error, 'code'))
    if (name?.toLowerCase() !== 'ok') return { name, detail: null, message: textOf(at(error, 'message')) }
  } else if (textOf(error) !== null) {
    const detail = textOf(at(body, 'error_type')) ?? textOf(at(body, 'errCode'))
    return { name: textOf(error), detail, message: textOf(at(body, 'error_description')) }
  }
  // The retired first version wraps its answers in `data` and numbers its errors.
  const number = integerOf(at(body, 'data', 'error_code'))
  if (number) return { name: String(number), detail: null, message: textOf(at(body, 'data', 'description')) }
  // A post that failed is a success of the call, unless it failed because access was taken away.
  if (at(body, 'data', 'fail_reason') === 'auth_removed')
    return { name: 'auth_removed', detail: null, message: null }
  if (typeof body === 'string') return { name: errorNamedIn(body), detail: null, message: body }
  const isFine = textOf(at(error, 'code')) !== null || isSuccess(told.status)
  return isFine && fieldsOf(body) ? null : { name: null, detail: null, message: textOf(at(body, 'message')) }
}

function meaningOf({ name: given, message }: Failure, told: Told): Meaning {
  const name = given?.toLowerCase() ?? null
  if (told.call === 'authorize_redirect') {
    const known = name ? oauthError(name, told.call) : null
    return (
      known ?? (isNo(message) ? harmless('denied_by_user', 'likely') : harmless('misconfigured', 'likely'))
    )
  }
  if (told.call === 'token_refresh' && name === 'access_denied') return suspected('revoked')
  if (told.call === 'token_refresh') {
    const grant = spoken(GRANT_SENTENCES, message) ?? (name === 'invalid_grant' ? AMBIGUOUS : null)
    if (grant) return grant
  }
  if (name?.startsWith('spam_risk')) {
    // A ban from posting leaves the token alive; the owner has to settle it in the app.
    if (name.includes('banned')) return suspected('security')
    return harmless('rate_limited', 'likely')
  }
  if (name?.startsWith('unaudited_client')) return harmless('misconfigured')
  return (
    (name ? (codeMeaning(name) ?? oauthError(name, told.call)) : null) ??
    spoken(told.call === 'token_exchange' ? [...ATTEMPT_SENTENCES, ...SENTENCES] : SENTENCES, message) ??
    (name && /scope|not_authorized/.test(name) ? harmless('permissions_reduced', 'likely') : null) ??
    challengeMeaning(told) ??
    byStatus(told, (name ?? message) !== null)
  )
}

function challengeMeaning(told: Told): Meaning | null {
  const challenge = challengeOf(told)
  return challenge ? oauthError(challenge.error, told.call) : null
}

function nothingWrong(told: Told): Meaning {
  const nothingAsked = told.call === 'authorize_redirect' && textOf(at(told.body, 'code')) === null
  return harmless('not_disconnected', nothingAsked ? 'unknown' : 'confirmed')
}

/** A verified event; `content` is JSON inside a text. https://developers.tiktok.com/doc/webhooks-events/ */
function eventVerdict(told: Told): Verdict {
  const name = textOf(at(told.body, 'event'))
  if (name !== 'authorization.removed') {
    const meaning = harmless('not_disconnected', name ? 'confirmed' : 'unknown')
    return verdictOf('tiktok', told, meaning, { code: name })
  }
  const reason = integerOf(at(contentOf(at(told.body, 'content')), 'reason'))
  const meaning = (reason === null ? null : REMOVALS.get(reason)) ?? REMOVED_FOR_NO_REASON
  return verdictOf('tiktok', told, meaning, { code: name, subcode: reason === null ? null : String(reason) })
}

function contentOf(given: unknown): unknown {
  const content = typeof given === 'string' ? parseJson(given) : given
  return typeof content === 'string' ? parseJson(content) : content
}

/** The access token is dead when the event arrives, whatever the reason. */
const REMOVED_FOR_NO_REASON: Meaning = { ...AMBIGUOUS, definite: true }

const REMOVALS: ReadonlyMap<number, Meaning> = new Map([
  [0, REMOVED_FOR_NO_REASON],
  [1, settled('revoked')],
  [2, settled('account_unavailable')],
  [3, settled('account_unavailable')],
  [4, settled('account_unavailable')],
  // Our own revoke call comes back as this one.
  [5, settled('revoked')],
])

/** https://developers.tiktok.com/doc/tiktok-api-v2-error-handling, as read on 2026-11-22. */
const codeMeaning = named<Meaning>([
  // The same code for a missing, an expired and a revoked token: a refresh decides.
  ['access_token_invalid', AMBIGUOUS],
  ['access_token_expired', AMBIGUOUS],
  ['scope_not_authorized', harmless('permissions_reduced')],
  // We asked for a field outside the scopes we know of.
  ['scope_permission_missed', harmless('misconfigured', 'likely')],
  ['rate_limit_exceeded', harmless('rate_limited')],
  ['reached_active_user_cap', harmless('rate_limited', 'likely')],
  ['invalid_params', harmless('not_disconnected')],
  ['invalid_param', harmless('not_disconnected')],
  ['invalid_file_upload', harmless('not_disconnected')],
  ['internal_error', harmless('transient')],
  ['auth_removed', suspected('revoked')],
  ['url_ownership_unverified', harmless('misconfigured')],
  ['app_version_check_failed', harmless('misconfigured')],
])

const GRANT_SENTENCES: Sentences = [
  [/refresh[_ ]token.{0,60}(?:revoked|invalid)/i, AMBIGUOUS],
  [/refresh[_ ]token (?:is |has )?(?:been )?expired/i, suspected('expired')],
]

const ATTEMPT_SENTENCES: Sentences = [
  [
    /authori[sz]ation code|\bcode (?:is |has )?(?:been )?(?:expired|invalid|used)/i,
    harmless('not_disconnected', 'likely'),
  ],
]

const SENTENCES: Sentences = [
  [/access[_ ]token.{0,60}(?:invalid|incorrect|expired|revoked)|invalid access[_ ]token/i, AMBIGUOUS],
  [/did not authorize the scope|scope.{0,60}not authorized/i, harmless('permissions_reduced')],
  [/rate limit|too (?:many requests|frequent)/i, harmless('rate_limited')],
  [/try again later|internal (?:server )?error/i, harmless('transient', 'likely')],
]

function logIdOf(told: Told): unknown {
  const { body, headers } = told
  return (
    at(body, 'error', 'log_id') ?? at(body, 'log_id') ?? at(body, 'data', 'log_id') ?? headers['x-tt-logid']
  )
}
