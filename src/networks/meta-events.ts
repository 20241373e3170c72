/** What Meta sends to our doors, for Instagram and Facebook alike. Nothing is parsed before it is verified. */
import type { Network } from '../domain/network.ts'
import type { About, Signal } from '../domain/signal.ts'
import { idOf } from './account-fields.ts'
import type { AdapterSettings, Delivery, Received } from './contract.ts'
import { timeOf } from './event-time.ts'
import { readGraph } from './graph-replies.ts'
import { at, type Fields, fieldsOf, listOf, parseJson, textOf } from './json.ts'
import { fingerprint, isSignedWith, sameText } from './signature.ts'

export type MetaDoors = {
  network: Network
  settings: AdapterSettings
  /** Whom Meta means by an id; `accounts` are the Pages or accounts it names beside it. */
  aboutOf(id: string, accounts: readonly string[] | null): About
}

/** The same answer to everything that is not Meta's or cannot be read. */
const REJECTED: Received = { kind: 'rejected', status: 401 }

export function receiveMeta(doors: MetaDoors, delivery: Delivery): Received {
  if (delivery.door === 'webhook') {
    return delivery.method === 'GET' ? answerHandshake(doors, delivery) : receiveChanges(doors, delivery)
  }
  return delivery.method === 'POST' ? receiveSignedRequest(doors, delivery) : REJECTED
}

// A form with one `signed_request`: base64url(HMAC-SHA256 over the encoded payload) "." base64url(payload).
// https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback,
// as read on 2026-11-22. Its sample's `expires` lies in 2010, so nothing is refused for being old: a repetition
// has the same key.
const LONGEST_REQUEST = 10_000

function receiveSignedRequest({ network, settings, aboutOf }: MetaDoors, delivery: Delivery): Received {
  const payload = payloadOf(settings, delivery.body)
  const id = idOf(at(payload, 'user_id'))
  if (!payload || !id) return REJECTED
  const issuedAt = at(payload, 'issued_at')
  const verdict = readGraph(network, { ...EVENT, body: { user_id: id } })
  const signal: Signal = {
    key: fingerprint(delivery.door, id, textOf(issuedAt)),
    at: timeOf(issuedAt),
    about: aboutOf(id, null),
    verdict,
    lostScopes: [],
    erasure: delivery.door === 'deletion',
  }
  return { kind: 'signals', status: 200, signals: [signal] }
}

function payloadOf(settings: AdapterSettings, body: Uint8Array): Fields | null {
  if (body.byteLength > LONGEST_REQUEST) return null
  const [request = '', ...more] = new URLSearchParams(Buffer.from(body).toString('latin1')).getAll(
    'signed_request',
  )
  // Padding is stripped in the documents, and seen in the field.
  const [, given = '', encoded = ''] = /^([\w-]{43})=?\.([\w-]+={0,2})$/.exec(request) ?? []
  if (more.length > 0 || encoded === '') return null
  if (!isSignedWith(secretsOf(settings), { over: encoded, encoding: 'base64url', given })) return null
  const payload = fieldsOf(parseJson(Buffer.from(encoded, 'base64url').toString('utf8')))
  return at(payload, 'algorithm') === 'HMAC-SHA256' ? payload : null
}

/** https://developers.facebook.com/docs/graph-api/webhooks/getting-started, as read on 2026-11-22. */
function answerHandshake({ settings }: MetaDoors, { query }: Delivery): Received {
  const only = (name: string): string | null => {
    const [value, ...more] = query.getAll(name)
    return value !== undefined && more.length === 0 ? value : null
  }
  const [mode, token, challenge] = ['hub.mode', 'hub.verify_token', 'hub.challenge'].map(only)
  const ours = settings.verifyToken !== null && sameText(settings.verifyToken.reveal(), token ?? '')
  // The challenge goes back to whoever asked, so it has to look like one.
  const plain = typeof challenge === 'string' && /^[\w.-]{1,200}$/.test(challenge)
  return ours && token && mode === 'subscribe' && plain
    ? { kind: 'challenge', text: challenge }
    : { kind: 'rejected', status: 403 }
}

/** `X-Hub-Signature-256: sha256=<hex>` over the raw bytes. Up to 1,000 changes come in one delivery. */
function receiveChanges(doors: MetaDoors, { headers, body }: Delivery): Received {
  const given = /^sha256=([0-9a-f]{64})$/.exec(headers['x-hub-signature-256'] ?? '')?.[1]
  if (!given || !isSignedWith(secretsOf(doors.settings), { over: body, encoding: 'hex', given })) {
    return REJECTED
  }
  const told = fieldsOf(parseJson(Buffer.from(body).toString('utf8')))
  if (!told) return REJECTED
  // The other topics bring comments, messages and the like; none of them tells of a lost permission.
  const entries = at(told, 'object') === 'permissions' ? listOf(at(told, 'entry')) : []
  const signals = entries.flatMap((entry) => signalsOf(doors, entry))
  const once = new Map(signals.map((signal) => [signal.key, signal]))
  return { kind: 'signals', status: 200, signals: [...once.values()] }
}

/** `uid` is the person, as our app knows them. https://developers.facebook.com/docs/graph-api/webhooks/reference */
function signalsOf(doors: MetaDoors, entry: unknown): Signal[] {
  const id = idOf(at(entry, 'uid') ?? at(entry, 'id'))
  if (!id) return []
  const time = at(entry, 'time')
  // Without its changes an entry still says that something about this person's permissions did change.
  const changes = listOf(at(entry, 'changes'))
  return (changes.length > 0 ? changes : [null]).map((change) => {
    const field = scopeOf(at(change, 'field'))
    const verb = textOf(at(change, 'value', 'verb'))
    const named = listOf(at(change, 'value', 'target_ids')).flatMap((target) => idOf(target) ?? [])
    const accounts = named.length > 0 ? named : null
    const body = { object: 'permissions', entry: [{ changes: [change] }] }
    return {
      key: fingerprint('permissions', id, textOf(time), field, verb, accounts),
      at: timeOf(time),
      about: doors.aboutOf(id, accounts),
      verdict: readGraph(doors.network, { ...EVENT, body }),
      lostScopes: verb === 'revoked' && field ? [field] : [],
      erasure: false,
    }
  })
}

function scopeOf(field: unknown): string | null {
  return typeof field === 'string' && /^[\w.:/-]{1,100}$/.test(field) ? field : null
}

const EVENT = { call: 'webhook', status: null, headers: {}, trouble: null, hidden: [] } as const

function secretsOf(settings: AdapterSettings) {
  return [settings.clientSecret, ...settings.eventSecrets]
}
