/** What Facebook's and Instagram's Graph hosts have in common: versions, errors, proofs, times. */
import { createHmac } from 'node:crypto'
import { graphReply, newTraceId } from './graph-reply.ts'

export type GraphError = {
  message: string
  /** `OAuthException` unless told. */
  type?: string
  is_transient?: boolean
  code: number
  error_data?: Record<string, unknown>
  error_subcode?: number
  error_user_title?: string
  error_user_msg?: string
}

export function graphError(error: GraphError, status = 400, headers: Record<string, string> = {}): Response {
  const { message, type, ...rest } = error
  const fbtrace_id = newTraceId()
  return graphReply({ error: { message, type: type ?? 'OAuthException', ...rest, fbtrace_id } }, status, {
    'www-authenticate': `OAuth "Facebook Platform" "${challengeOf(error)}" "${asHeader(message)}"`,
    'x-fb-request-id': fbtrace_id,
    ...headers,
  })
}

/** The middle word of `WWW-Authenticate`, as recorded replies have it. */
function challengeOf(error: GraphError): string {
  if (error.code === 190 || error.code === 102) return 'invalid_token'
  if (error.code === 803) return 'not_found'
  if (/(?:authorization|verification) code/i.test(error.message)) return 'invalid_code'
  if (/client secret|validating application/i.test(error.message)) return 'invalid_client'
  return 'invalid_request'
}

/** A header carries bytes: no line ends, no double quotes, nothing beyond Latin. */
function asHeader(text: string): string {
  return text.replaceAll('"', "'").replace(/[^\x20-\x7e]/g, '?')
}

/** Why a token is refused, in Meta's words (https://developers.facebook.com/docs/graph-api/guides/error-handling, read 2026-11-22). */
export const TOKEN_ERRORS = {
  unreadable: { message: 'Invalid OAuth access token - Cannot parse access token', code: 190 },
  missing: {
    message: 'An active access token must be used to query information about the current user.',
    code: 2500,
  },
  required: { message: 'An access token is required to request this resource.', code: 104 },
  undecipherable: { message: 'The access token could not be decrypted', code: 190 },
  password: {
    message:
      'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
    code: 190,
    error_subcode: 460,
  },
  loggedOut: {
    message: 'Error validating access token: The session is invalid because the user logged out.',
    code: 190,
    error_subcode: 467,
  },
} as const satisfies Record<string, GraphError>

export function expiredError(endedAt: number, now: number): GraphError {
  return {
    message: `Error validating access token: Session has expired on ${pacific(endedAt)}. The current time is ${pacific(now)}.`,
    code: 190,
    error_subcode: 463,
  }
}

/** Names that are no number are aliases. */
export const aliasMissing = (name: string): GraphError => ({
  message: `(#803) Some of the aliases you requested do not exist: ${name}`,
  code: 803,
})

export const objectMissing = (id: string): GraphError => ({
  message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  type: 'GraphMethodException',
  code: 100,
  error_subcode: 33,
})

/** When each version stopped, from the changelog table (https://developers.facebook.com/docs/graph-api/changelog, read 2026-11-22). */
const VERSIONS: readonly { version: number; ends: string | null }[] = [
  { version: 19, ends: '2026-05-21' },
  { version: 20, ends: '2026-09-24' },
  { version: 21, ends: '2027-01-21' },
  { version: 22, ends: '2027-05-20' },
  { version: 23, ends: '2027-10-08' },
  { version: 24, ends: '2028-02-18' },
  { version: 25, ends: '2028-07-29' },
  { version: 26, ends: null },
]

export type Versioned = { ok: true; version: string; path: string } | { ok: false; reply: Response }

/** v1.0, v2.0 to v2.12, v3.0 to v3.3; from then on every version ends in .0. */
const LAST_MINOR: Record<number, number> = { 1: 0, 2: 12, 3: 3 }
const NEWEST = 26

/** An ended version is served by the oldest one still usable; one that never was is not a path. */
export function readVersion(path: string, now: number): Versioned {
  const match = /^\/v(\d{1,3})\.(\d{1,2})(\/.*)?$/.exec(path)
  const usable = VERSIONS.filter(({ ends }) => ends === null || now < Date.parse(ends))
  const oldest = usable[0]?.version ?? NEWEST
  if (match === null) return { ok: true, version: `v${oldest}.0`, path }
  const asked = Number(match[1])
  if (asked > NEWEST || asked < 1 || Number(match[2]) > (LAST_MINOR[asked] ?? 0))
    return { ok: false, reply: graphError(unknownPath(match[3] ?? `/${path.slice(1, 40)}`)) }
  return { ok: true, version: `v${Math.max(asked, oldest)}.0`, path: match[3] ?? '' }
}

export const unknownPath = (path: string): GraphError => ({
  message: `Unknown path components: ${path}`,
  code: 2500,
})

export function proofIsWrong(proof: string | null, token: string, secret: string): boolean {
  return proof !== null && proof !== createHmac('sha256', secret).update(token).digest('hex')
}

export const PROOF_NEEDED: GraphError = {
  message: 'API calls from the server require an appsecret_proof argument',
  type: 'GraphMethodException',
  code: 100,
}

export const WRONG_PROOF: GraphError = {
  message: 'Invalid appsecret_proof provided in the API argument',
  type: 'GraphMethodException',
  code: 100,
}

/** `2019-09-26T22:36:43+0000` */
export function graphTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+0000`
}

/** Unix seconds or a date. */
export function graphMoment(text: string | null): number | null {
  if (text === null || text === '') return null
  if (/^\d{1,11}$/.test(text)) return Number(text) * 1000
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? null : ms
}

/** Meta's days end at midnight on the Pacific coast: 07:00 or 08:00 UTC. */
export function pacificMidnight(day: number): number {
  const noon = day * 86_400_000 + 43_200_000
  const zone = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Los_Angeles', timeZoneName: 'short' })
    .formatToParts(noon)
    .find((each) => each.type === 'timeZoneName')?.value
  return day * 86_400_000 + (zone === 'PDT' ? 7 : 8) * 3_600_000
}

function pacific(ms: number): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone: 'America/Los_Angeles',
      weekday: 'long',
      day: '2-digit',
      month: 'short',
      year: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    })
      .formatToParts(ms)
      .map((each) => [each.type, each.value]),
  )
  return `${parts.weekday}, ${parts.day}-${parts.month}-${parts.year} ${parts.hour}:${parts.minute}:${parts.second} ${parts.timeZoneName}`
}
