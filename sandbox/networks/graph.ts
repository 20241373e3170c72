/** What Facebook's and Instagram's Graph hosts have in common: versions, errors, fields, proofs, paging. */
import { createHmac } from 'node:crypto'
import { passingText } from '../randomness.ts'
import { jsonReply } from '../wire.ts'

export type GraphError = {
  message: string
  type?: string
  code: number
  error_subcode?: number
  is_transient?: boolean
  error_user_title?: string
  error_user_msg?: string
}

export function graphError(error: GraphError, status = 400): Response {
  const { message, type, ...rest } = error
  return jsonReply(
    { error: { message, type: type ?? 'OAuthException', ...rest, fbtrace_id: `A${passingText(22)}` } },
    status,
    {
      'www-authenticate': `OAuth "Facebook Platform" "${error.code === 190 ? 'invalid_token' : 'invalid_request'}" "${message.replace(/["\r\n]/g, "'")}"`,
    },
  )
}

/** Why a token is refused, in Meta's words (https://developers.facebook.com/docs/graph-api/guides/error-handling, read 2026-11-22). */
export const TOKEN_ERRORS = {
  unreadable: { message: 'Invalid OAuth access token - Cannot parse access token', code: 190 },
  missing: {
    message: 'An active access token must be used to query information about the current user.',
    code: 2500,
  },
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

export const objectMissing = (id: string): GraphError => ({
  message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  type: 'GraphMethodException',
  code: 100,
  error_subcode: 33,
})

/** When each version stopped, from the changelog table (https://developers.facebook.com/docs/graph-api/changelog, read 2026-11-22). */
const VERSIONS: readonly { version: number; ends: string | null }[] = [
  { version: 21, ends: '2027-01-21' },
  { version: 22, ends: '2027-05-20' },
  { version: 23, ends: '2027-10-08' },
  { version: 24, ends: '2028-02-18' },
  { version: 25, ends: '2028-07-29' },
  { version: 26, ends: null },
]

export type Versioned = { ok: true; version: string; path: string } | { ok: false; reply: Response }

/** An ended version is served by the oldest one still usable; one that never was is not a path. */
export function readVersion(path: string, now: number): Versioned {
  const match = /^\/v(\d{1,3})\.(\d{1,2})(\/.*)?$/.exec(path)
  const usable = VERSIONS.filter(({ ends }) => ends === null || now < Date.parse(ends))
  const oldest = usable[0]?.version ?? 26
  if (match === null) return { ok: true, version: `v${oldest}.0`, path }
  const asked = Number(match[1])
  if (asked > 26 || asked < 1 || match[2] !== '0')
    return {
      ok: false,
      reply: graphError({ message: `Unknown path components: ${match[3] ?? '/'}`, code: 2500 }),
    }
  return { ok: true, version: `v${Math.max(asked, oldest)}.0`, path: match[3] ?? '' }
}

export function withVersion(reply: Response, version: string): Response {
  reply.headers.set('facebook-api-version', version)
  return reply
}

/** `id,picture.type(large){url},name` → the names at the top. */
export function fieldNames(fields: string): string[] {
  const names: string[] = []
  let depth = 0
  let current = ''
  for (const letter of `${fields},`) {
    if (letter === '{' || letter === '(') depth++
    if (letter === ',' && depth <= 0) {
      const name = /^\w*/.exec(current.trim())?.[0] ?? ''
      if (name !== '') names.push(name)
      current = ''
    } else current += letter
    if (letter === '}' || letter === ')') depth--
  }
  return names
}

export type Picked = { ok: true; object: Record<string, unknown> } | { ok: false; reply: Response }

/** The asked fields and always the id. An undefined value is a field that is there but empty: left out. */
export function pickFields(node: string, asked: readonly string[], all: Record<string, unknown>): Picked {
  const object: Record<string, unknown> = {}
  for (const name of asked) {
    if (!Object.hasOwn(all, name))
      return {
        ok: false,
        reply: graphError({
          message: `(#100) Tried accessing nonexisting field (${name}) on node type (${node})`,
          code: 100,
        }),
      }
    if (all[name] !== undefined) object[name] = all[name]
  }
  object.id = all.id
  return { ok: true, object }
}

export function proofIsWrong(proof: string | null, token: string, secret: string): boolean {
  return proof !== null && proof !== createHmac('sha256', secret).update(token).digest('hex')
}

export const WRONG_PROOF: GraphError = {
  message: 'Invalid appsecret_proof provided in the API argument',
  type: 'GraphMethodException',
  code: 100,
}

/** One slice of a list with Meta's opaque cursors. */
export function pageOf<T>(of: {
  items: readonly T[]
  limit: string | null
  after: string | null
  self: string
}): {
  data: T[]
  paging?: { cursors: { before: string; after: string }; next?: string }
} {
  const limit = Math.min(100, Math.max(1, Number.parseInt(of.limit ?? '25', 10) || 25))
  const start =
    of.after === null
      ? 0
      : (Number.parseInt(Buffer.from(of.after, 'base64url').toString('utf8'), 10) || 0) + 1
  const data = of.items.slice(start, start + limit)
  if (data.length === 0) return { data }
  const cursor = (index: number): string => Buffer.from(String(index)).toString('base64url')
  const after = cursor(start + data.length - 1)
  const more = start + data.length < of.items.length
  return {
    data,
    paging: {
      cursors: { before: cursor(start), after },
      ...(more
        ? { next: `${of.self}${of.self.includes('?') ? '&' : '?'}limit=${limit}&after=${after}` }
        : {}),
    },
  }
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
