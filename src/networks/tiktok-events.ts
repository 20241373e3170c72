/** What TikTok sends to our webhook. Nothing is parsed before it is verified. */
import type { Signal } from '../domain/signal.ts'
import { DAY } from '../domain/time.ts'
import { idOf } from './account-fields.ts'
import type { AdapterSettings, Delivery, Received } from './contract.ts'
import { timeOf } from './event-time.ts'
import { at, fieldsOf, parseJson, textOf } from './json.ts'
import { fingerprint, isSignedWith } from './signature.ts'
import { readTiktok } from './tiktok-replies.ts'

/** The same answer to everything that is not TikTok's or cannot be read. */
const REJECTED: Received = { kind: 'rejected', status: 401 }

/**
 * How far a signature's time may be from now. TikTok repeats a delivery for up to 72 hours and states neither a
 * tolerance nor whether a repetition is signed anew, so only absurd ages are refused and the key does the rest:
 * https://developers.tiktok.com/doc/webhooks-verification, as read on 2026-11-22.
 */
const OLDEST_MS = 7 * DAY

export function receiveTiktok(settings: AdapterSettings, delivery: Delivery): Received {
  if (delivery.door !== 'webhook') return { kind: 'not_offered' }
  if (delivery.method !== 'POST' || !isTiktoks(settings, delivery)) return REJECTED
  const body = fieldsOf(parseJson(Buffer.from(delivery.body).toString('utf8')))
  if (at(body, 'client_key') !== settings.clientId) return REJECTED
  const signals = at(body, 'event') === 'authorization.removed' ? [removal(body)] : []
  return { kind: 'signals', status: 200, signals }
}

/** `TikTok-Signature: t=<unix seconds>,s=<hex>`: HMAC-SHA256 with the client secret over t + "." + the raw body. */
function isTiktoks(settings: AdapterSettings, { headers, body }: Delivery): boolean {
  const [, time = '', given = ''] =
    /^t=(\d{1,12}),s=([0-9a-f]{64})$/.exec(headers['tiktok-signature'] ?? '') ?? []
  if (given === '') return false
  const over = Buffer.concat([Buffer.from(`${time}.`), body])
  const secrets = [settings.clientSecret, ...settings.eventSecrets]
  if (!isSignedWith(secrets, { over, encoding: 'hex', given })) return false
  return Math.abs(settings.now().getTime() - Number(time) * 1000) <= OLDEST_MS
}

/** `content` is JSON inside a text. https://developers.tiktok.com/doc/webhooks-events/, as read on 2026-11-22. */
function removal(body: unknown): Signal {
  const parts = ['client_key', 'event', 'user_openid', 'create_time', 'content'].map((name) => at(body, name))
  const id = idOf(at(body, 'user_openid'))
  return {
    // TikTok numbers no events; the same event has the same parts.
    key: fingerprint(...parts.map(textOf)),
    at: timeOf(at(body, 'create_time')),
    about: id === null ? null : { kind: 'account', id },
    verdict: readTiktok({ call: 'webhook', status: null, body, headers: {}, trouble: null, hidden: [] }),
    lostScopes: [],
    erasure: false,
  }
}
