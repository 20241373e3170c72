/** For tests: deliveries as the networks sign them, and the doors that they come to. */
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Door } from '../domain/network.ts'
import type { Delivery } from './contract.ts'
import { SECRET } from './stand-in.ts'

export function delivery(
  door: Door,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Delivery {
  return {
    door,
    method: 'POST',
    query: new URLSearchParams(),
    headers,
    body: typeof body === 'string' ? Buffer.from(body) : body,
  }
}

/** Meta's signed_request over this payload, as it stands in the form. */
export function signedRequest(payload: string, secret = SECRET): string {
  const encoded = Buffer.from(payload).toString('base64url')
  return `${createHmac('sha256', secret).update(encoded).digest('base64url')}.${encoded}`
}

export function signedRequestForm(payload: string, secret = SECRET): string {
  return `signed_request=${signedRequest(payload, secret)}`
}

export function hubSigned(body: string | Uint8Array, secret = SECRET): Delivery {
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return delivery('webhook', body, { 'x-hub-signature-256': `sha256=${signature}` })
}

export function tiktokSigned(body: string, unixSeconds: number, secret = SECRET): Delivery {
  const signature = createHmac('sha256', secret).update(`${unixSeconds}.${body}`).digest('hex')
  return delivery('webhook', body, { 'tiktok-signature': `t=${unixSeconds},s=${signature}` })
}

export type SigningKey = { id: string; privateKey: KeyObject; jwk: object; pem: string }

export function signingKey(id: string): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: id, use: 'sig', alg: 'RS256' }
  return { id, privateKey, jwk, pem: publicKey.export({ format: 'pem', type: 'spki' }).toString() }
}

/** A security event token; `header` replaces or adds to what Google writes there. */
export function securityToken(key: SigningKey, claims: object, header: object = {}): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ alg: 'RS256', kid: key.id, typ: 'secevent+jwt', ...header })}.${encode(claims)}`
  return `${signed}.${createSign('sha256').update(signed).sign(key.privateKey, 'base64url')}`
}
