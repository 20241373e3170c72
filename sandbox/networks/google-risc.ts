/** Pretend risc.googleapis.com: where a project's security events go, whether they go, and a test of it
 * (https://developers.google.com/identity/protocols/risc with its table of errors, read 2026-11-22). */
import { createPublicKey, verify } from 'node:crypto'
import { isOutgoingUrl } from '../outgoing.ts'
import type { Sandbox } from '../sandbox.ts'
import { bearer, type Call, isLoopback, jsonReply } from '../wire.ts'
import type { ServiceAccount, Stream } from '../world.ts'
import { EVENT_TYPES, securityEvent } from './google-events.ts'

const AUDIENCE = 'https://risc.googleapis.com/google.identity.risc.v1beta.RiscManagementService'
const PUSH = 'https://schemas.openid.net/secevent/risc/delivery-method/push'

export function answerRisc(box: Sandbox, call: Call): Response {
  const routes: Record<string, (box: Sandbox, of: { call: Call; project: string }) => Response> = {
    'GET /v1beta/stream': showStream,
    'POST /v1beta/stream:update': updateStream,
    'GET /v1beta/stream/status': showStatus,
    'POST /v1beta/stream/status:update': updateStatus,
    'POST /v1beta/stream:verify': verifyStream,
  }
  const name = `${call.method} ${call.path}`
  const answer = Object.hasOwn(routes, name) ? routes[name] : undefined
  if (answer === undefined) return riscError(404, 'Requested entity was not found.')
  const caller = readCaller(box, bearer(call))
  return caller.ok ? answer(box, { call, project: caller.project }) : caller.reply
}

type Caller = { ok: true; project: string } | { ok: false; reply: Response }

function readCaller(box: Sandbox, token: string | null): Caller {
  const no = (status: number, message: string): Caller => ({ ok: false, reply: riscError(status, message) })
  if (token !== null && box.world.tokens.get(token)?.kind === 'access')
    return no(403, 'Stream management APIs should only be called by a service account.')
  const account = token === null ? undefined : readServiceToken(box, token)
  if (account === undefined) return no(401, 'Unauthorized.')
  if (account.project_state === 'deleted') return no(403, 'Project could not be found.')
  if (!account.admin) return no(403, 'Service account needs permission to access your RISC configuration')
  const clients = [...box.world.apps.values()].filter(
    (app) => app.network === 'youtube' && app.project === account.project,
  )
  if (clients.length === 0)
    return no(403, 'To use this API your project must have at least one OAuth client configured.')
  if (account.project_state === 'firebase-managed')
    return no(403, 'Existing stream configuration does not have spec-compliant delivery method for RISC.')
  return { ok: true, project: account.project }
}

/** A token that a service account signed for itself, for this API and for at most an hour. */
function readServiceToken(box: Sandbox, token: string): ServiceAccount | undefined {
  const [head = '', body = '', signature = '', ...rest] = token.split('.')
  const header = readPart(head)
  const claims = readPart(body)
  const account = box.world.service_accounts.get(String(claims.iss))
  const key = account?.keys.find(({ kid }) => kid === header.kid)
  if (account === undefined || key === undefined || rest.length > 0 || header.alg !== 'RS256')
    return undefined
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    createPublicKey(key.public_pem),
    Buffer.from(signature, 'base64url'),
  )
  const { iat, exp } = claims
  const timed =
    typeof iat === 'number' &&
    typeof exp === 'number' &&
    exp - iat <= 3600 &&
    // Libraries sign with the machine's clock, and the sandbox's may have been moved: both are taken.
    [box.now(), Date.now()].some((now) => iat * 1000 <= now + 60_000 && exp * 1000 > now)
  return signed && timed && claims.sub === account.email && claims.aud === AUDIENCE ? account : undefined
}

function readPart(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function showStream(box: Sandbox, of: { project: string }): Response {
  const stream = box.world.streams.get(of.project)
  if (stream === undefined) return riscError(404, 'Project has no RISC configuration.')
  return jsonReply({
    delivery: { delivery_method: PUSH, url: stream.url },
    events_requested: stream.events_requested,
  })
}

function updateStream(box: Sandbox, of: { call: Call; project: string }): Response {
  const missing = (field: string): Response =>
    riscError(400, `Stream configuration must contain ${field} field.`)
  const body = fieldsOf(of.call.json)
  if (body.delivery === undefined) return missing('delivery')
  const { delivery_method, url } = fieldsOf(body.delivery)
  if (delivery_method !== PUSH) return missing('delivery_method')
  if (typeof url !== 'string' || !URL.canParse(url)) return missing('url')
  const { events_requested } = body
  if (!Array.isArray(events_requested) || events_requested.some((type) => typeof type !== 'string'))
    return missing('events_requested')
  // As with redirect URIs, http is taken on this machine; Google takes https alone.
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
    return riscError(403, 'The delivery endpoint must be an HTTPS URL.')
  if (!isOutgoingUrl(url))
    return riscError(403, "The delivery endpoint does not belong to any of your project's domains.")
  const status = box.world.streams.get(of.project)?.status ?? 'enabled'
  configure(box, of.project, { url, events_requested: events_requested.map(String), status })
  return jsonReply({})
}

function showStatus(box: Sandbox, of: { project: string }): Response {
  const stream = box.world.streams.get(of.project)
  return stream === undefined
    ? riscError(404, 'Project has no RISC configuration.')
    : jsonReply({ status: stream.status })
}

function updateStatus(box: Sandbox, of: { call: Call; project: string }): Response {
  const { status } = fieldsOf(of.call.json)
  if (status !== 'enabled' && status !== 'disabled')
    return riscError(403, status === 'paused' ? 'Unsupported status.' : 'Invalid status.')
  const stream = box.world.streams.get(of.project)
  if (stream === undefined)
    return riscError(404, 'Project has no existing RISC configuration, cannot update status.')
  configure(box, of.project, { ...stream, status })
  return jsonReply({})
}

function verifyStream(box: Sandbox, of: { call: Call; project: string }): Response {
  const stream = box.world.streams.get(of.project)
  if (stream === undefined) return riscError(404, 'Project has no RISC configuration.')
  const { state } = fieldsOf(of.call.json)
  const client = [...box.world.apps.values()].find(
    (app) => app.network === 'youtube' && app.project === of.project,
  )
  // Sent only to a stream that is on and asked for tests.
  if (
    client !== undefined &&
    stream.status === 'enabled' &&
    stream.events_requested.includes(EVENT_TYPES.verification)
  ) {
    const payload = state === undefined ? {} : { state }
    box.commit({ type: 'sending-asked' }, [
      securityEvent(box, client.client_id, { type: EVENT_TYPES.verification, payload }, box.now()),
    ])
  }
  return jsonReply({})
}

function configure(box: Sandbox, project: string, stream: Stream): void {
  box.commit({ type: 'stream-configured', project, stream })
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

const STATUSES: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
}

function riscError(code: number, message: string): Response {
  return jsonReply({ error: { code, message, status: STATUSES[code] } }, code)
}
