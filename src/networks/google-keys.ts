/** Google's public keys for security events: asked for rarely, kept for a while, and never asked for by forgers. */
import { type CryptoKey, importJWK } from 'jose'
import { DAY, HOUR, MINUTE, SECOND } from '../domain/time.ts'
import type { AdapterSettings } from './contract.ts'
import { at, type Fields, fieldsOf, listOf } from './json.ts'
import { send } from './wire.ts'

// The issuer and the address of the keys are read from here and nowhere else: the documents' own samples disagree
// on the issuer's trailing slash. https://developers.google.com/identity/protocols/risc, as read on 2026-11-22.
const CONFIGURATION_HOST = 'https://accounts.google.com'
const CONFIGURATION_PATH = '/.well-known/risc-configuration'
/** Wherever the configuration points, keys come from Google's own hosts or not at all. */
const KEY_HOSTS: ReadonlySet<string> = new Set(['www.googleapis.com', 'accounts.google.com'])

/** Keys are asked for again after this long, and used no longer than `OLDEST_MS` where that fails. */
const FRESH_MS = HOUR
const OLDEST_MS = DAY
/** A key that was not there this shortly ago is a forger's. */
const COOL_DOWN_MS = MINUTE
/** After a failure Google is left alone for this long. */
const PAUSE_MS = 5 * SECOND
const MOST_KEYS = 50

export type KeyFound =
  | { kind: 'found'; issuer: string; key: CryptoKey }
  | { kind: 'unknown' }
  /** Google's keys cannot be had at the moment. */
  | { kind: 'unavailable' }

export type GoogleKeys = { find(id: string): Promise<KeyFound> }

type KeySet = { issuer: string; keys: ReadonlyMap<string, CryptoKey>; readAt: number }

/** `now` is real time in milliseconds: product time can jump, and Google must not be asked more often for that. */
export function googleKeys(settings: AdapterSettings, now = () => performance.now()): GoogleKeys {
  let known: KeySet | null = null
  let failedAt: number | null = null
  let reading: Promise<KeySet | null> | null = null

  const readAgain = (): Promise<KeySet | null> => {
    if (failedAt !== null && now() - failedAt < PAUSE_MS) return Promise.resolve(null)
    // All who need the keys at the same time share one question.
    reading ??= readKeys(settings, now)
      .then((read) => {
        known = read ?? known
        failedAt = read === null ? now() : null
        return read
      })
      .finally(() => {
        reading = null
      })
    return reading
  }

  const current = async (): Promise<KeySet | null> => {
    if (known && now() - known.readAt < FRESH_MS) return known
    const read = await readAgain()
    if (read) return read
    return known && now() - known.readAt < OLDEST_MS ? known : null
  }

  return {
    async find(id) {
      let set = await current()
      if (set && !set.keys.has(id) && now() - set.readAt >= COOL_DOWN_MS) set = await readAgain()
      if (!set) return { kind: 'unavailable' }
      const key = set.keys.get(id)
      return key ? { kind: 'found', issuer: set.issuer, key } : { kind: 'unknown' }
    },
  }
}

async function readKeys(settings: AdapterSettings, now: () => number): Promise<KeySet | null> {
  const endsAt = performance.now() + settings.deadlineMs
  const read = async (host: string, path: string): Promise<Fields | null> => {
    const deadlineMs = endsAt - performance.now()
    const reply = await send({ origin: settings.origin(host), path, deadlineMs })
    const fine = reply.status === 200 && reply.body.kind === 'json'
    return fine && reply.body.kind === 'json' ? fieldsOf(reply.body.value) : null
  }
  const configuration = await read(CONFIGURATION_HOST, CONFIGURATION_PATH)
  const issuer = at(configuration, 'issuer')
  const address = keyAddressOf(at(configuration, 'jwks_uri'))
  if (typeof issuer !== 'string' || issuer === '' || !address) return null
  const list = listOf(at(await read(address.origin, address.pathname + address.search), 'keys'))
  const keys = new Map<string, CryptoKey>()
  for (const one of list.slice(0, MOST_KEYS)) {
    const id = at(one, 'kid')
    const key = typeof id === 'string' && id !== '' ? await publicKeyOf(one) : null
    if (key) keys.set(id as string, key)
  }
  return keys.size > 0 ? { issuer, keys, readAt: now() } : null
}

function keyAddressOf(value: unknown): URL | null {
  if (typeof value !== 'string' || value.length > 500 || !URL.canParse(value)) return null
  const url = new URL(value)
  const isGoogles = url.protocol === 'https:' && url.port === '' && KEY_HOSTS.has(url.hostname)
  return isGoogles && url.username === '' && url.password === '' ? url : null
}

/** Only an RSA key for RS256 signatures, and only its public half. */
async function publicKeyOf(jwk: unknown): Promise<CryptoKey | null> {
  const [type, use, algorithm, n, e] = ['kty', 'use', 'alg', 'n', 'e'].map((name) => at(jwk, name))
  const fits = type === 'RSA' && (use ?? 'sig') === 'sig' && (algorithm ?? 'RS256') === 'RS256'
  if (!fits || typeof n !== 'string' || typeof e !== 'string') return null
  try {
    const key = await importJWK({ kty: 'RSA', n, e }, 'RS256')
    return key instanceof Uint8Array ? null : key
  } catch {
    return null // one key that is no key spoils none of the others
  }
}
