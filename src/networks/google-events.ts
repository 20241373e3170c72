/** Google's security events (RISC): one signed token a delivery, verified before anything in it is believed. */
import { compactVerify } from 'jose'
import type { About, Signal } from '../domain/signal.ts'
import { DAY, HOUR } from '../domain/time.ts'
import { idOf } from './account-fields.ts'
import type { AdapterSettings, Delivery, Received } from './contract.ts'
import { timeOf } from './event-time.ts'
import type { GoogleKeys } from './google-keys.ts'
import { markNamed } from './google-marks.ts'
import { at, type Fields, fieldsOf, parseJson, textOf } from './json.ts'
import { fingerprint } from './signature.ts'
import { readYoutube } from './youtube-replies.ts'

// https://developers.google.com/identity/protocols/risc, as read on 2026-11-22: valid is answered by 202, anything
// else by 400, and `exp` is not looked at, because these tokens tell of the past.
const REJECTED: Received = { kind: 'rejected', status: 400 }

const LONGEST_TOKEN = 20_000
/** Google repeats a delivery for a while; nothing is repeated for a month. */
const OLDEST_MS = 30 * DAY
const CLOCK_SKEW_MS = HOUR

export async function receiveGoogle(
  settings: AdapterSettings,
  keys: GoogleKeys,
  delivery: Delivery,
): Promise<Received> {
  if (delivery.door !== 'webhook') return { kind: 'not_offered' }
  if (delivery.method !== 'POST') return REJECTED
  const token = tokenOf(delivery.body)
  if (!token) return REJECTED
  const found = await keys.find(token.keyId)
  if (found.kind === 'unavailable') return { kind: 'undecided' }
  if (found.kind === 'unknown') return REJECTED
  const claims = await claimsOf(token.text, found.key)
  if (!claims || at(claims, 'iss') !== found.issuer || !isForUs(settings, claims)) return REJECTED
  if (!TYPES.includes(token.type)) {
    // Signed by Google and for us, and still not an event by its own words: somebody should look at it.
    settings.warn(
      { type: token.type.slice(0, 40) },
      'Google sent a token of another type than a security event',
    )
    return REJECTED
  }
  const id = textOf(at(claims, 'jti'))
  const issuedAt = timeOf(at(claims, 'iat'))
  const events = Object.entries(fieldsOf(at(claims, 'events')) ?? {})
  if (!id || !issuedAt || !isRecent(settings, issuedAt) || events.length === 0) return REJECTED
  const signals = signalsOf(events, { id, at: issuedAt, issuer: found.issuer })
  return { kind: 'signals', status: 202, signals }
}

function isRecent(settings: AdapterSettings, issuedAt: Date): boolean {
  const age = settings.now().getTime() - issuedAt.getTime()
  return age <= OLDEST_MS && age >= -CLOCK_SKEW_MS
}

type Token = { text: string; keyId: string; type: string }

/** A compact token with a header that we would use, still unverified. */
function tokenOf(body: Uint8Array): Token | null {
  if (body.byteLength > LONGEST_TOKEN) return null
  const text = Buffer.from(body).toString('latin1')
  const parts = text.split('.')
  if (parts.length !== 3 || !parts.every(isBase64url)) return null
  const header = fieldsOf(parseJson(Buffer.from(parts[0] ?? '', 'base64url').toString('utf8')))
  const keyId = at(header, 'kid')
  if (!header || typeof keyId !== 'string' || keyId === '' || keyId.length > 200) return null
  // DANGER: the header is the sender's. No key and no rule of verification comes out of it.
  const isPlain = !Object.keys(header).some((name) => OVERREACHING.has(name))
  const type = at(header, 'typ') ?? TYPE
  if (!isPlain || typeof type !== 'string' || at(header, 'alg') !== 'RS256') return null
  return { text, keyId, type: type.toLowerCase().replace(/^application\//, '') }
}

/**
 * https://www.rfc-editor.org/rfc/rfc8417#section-2.3. Google's page names no type, so a plain one or none counts too:
 * no other token of Google's carries `events`, and an ID token's issuer has no slash at its end.
 */
const TYPE = 'secevent+jwt'
const TYPES: readonly string[] = [TYPE, 'jwt']

const OVERREACHING: ReadonlySet<string> = new Set(['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64', 'zip'])

/** One spelling only: the unused bits of the last character are zero. */
function isBase64url(part: string): boolean {
  return /^[\w-]+$/.test(part) && Buffer.from(part, 'base64url').toString('base64url') === part
}

async function claimsOf(text: string, key: Parameters<typeof compactVerify>[1]): Promise<Fields | null> {
  try {
    const { payload } = await compactVerify(text, key, { algorithms: ['RS256'] })
    return fieldsOf(parseJson(Buffer.from(payload).toString('utf8')))
  } catch {
    return null // whatever it is that does not fit: it is not Google's
  }
}

function isForUs(settings: AdapterSettings, claims: Fields): boolean {
  const audience = at(claims, 'aud')
  return settings.clientId !== '' && [audience].flat().includes(settings.clientId)
}

const VERIFICATION = 'verification'
const MOST_EVENTS = 10

type Envelope = { id: string; at: Date; issuer: string }

/** One event a token, says Google; several are read as several. Events about nobody we can name are left out. */
function signalsOf(
  events: readonly (readonly [string, unknown])[],
  { id, at: when, issuer }: Envelope,
): Signal[] {
  return events.slice(0, MOST_EVENTS).flatMap(([uri, event]) => {
    const about = aboutOf(at(event, 'subject'), issuer)
    const verdict = readYoutube({ ...EVENT, body: { jti: id, events: { [uri]: event } } })
    if (about === null && verdict.evidence.code !== VERIFICATION) return []
    const isPlain = events.length === 1 && /^[\x21-\x7e]{1,150}$/.test(id)
    const key = isPlain ? `jti:${id}` : fingerprint(id, uri)
    return [{ key, at: when, about, verdict, lostScopes: [], erasure: false }]
  })
}

const EVENT = { call: 'webhook', status: null, headers: {}, trouble: null, hidden: [] } as const

/** The subject stands inside the event, in one of three forms. */
function aboutOf(subject: unknown, issuer: string): About | null {
  const kind = at(subject, 'subject_type')
  if (kind === 'oauth_token') {
    if (at(subject, 'token_type') !== 'refresh_token') return null
    const mark = markNamed(at(subject, 'token_identifier_alg'), at(subject, 'token'))
    return mark === null ? null : { kind: 'grant', mark }
  }
  if (kind !== 'iss-sub' && kind !== 'id_token_claims') return null
  const person = idOf(at(subject, 'sub'))
  // ID tokens name the same issuer without the slash, and the documents' samples without the scheme, too.
  const isGoogles = bare(at(subject, 'iss')) === bare(issuer)
  return person && isGoogles ? { kind: 'person', subject: person, accounts: null } : null
}

function bare(issuer: unknown): string | null {
  return typeof issuer === 'string' ? issuer.replace(/^https:\/\//, '').replace(/\/$/, '') : null
}
