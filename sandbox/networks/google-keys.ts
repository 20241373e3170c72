/** Pretend Google's signing key, in the two forms in which clients fetch it: JWKs and certificates. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { randomText, type Sandbox } from '../sandbox.ts'

export type SigningKey = { private_pem: string; kid: string }

export function signingKey(box: Sandbox): SigningKey {
  if (box.world.signing_key !== null) return box.world.signing_key
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const made = {
    private_pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    kid: randomText(20).toLowerCase(),
  }
  box.commit({ type: 'signing-key-made', ...made })
  return made
}

/** https://www.googleapis.com/oauth2/v3/certs */
export function jwks(box: Sandbox): { keys: Record<string, unknown>[] } {
  const key = signingKey(box)
  const { n, e } = createPublicKey(key.private_pem).export({ format: 'jwk' })
  return { keys: [{ e, alg: 'RS256', kty: 'RSA', use: 'sig', n, kid: key.kid }] }
}

/** https://www.googleapis.com/oauth2/v1/certs: certificates by key id, as google-auth in Node and Python want them. */
export function pemCertificates(box: Sandbox): Record<string, string> {
  const key = signingKey(box)
  return { [key.kid]: certificate(createPrivateKey(key.private_pem)) }
}

/** A signed JWT with this header type. */
export function signJwt(box: Sandbox, claims: Record<string, unknown>, typ = 'JWT'): string {
  const key = signingKey(box)
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'RS256', kid: key.kid, typ })}.${part(claims)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), createPrivateKey(key.private_pem)).toString('base64url')}`
}

/** A self-signed X.509 v3 certificate (RFC 5280), the same for the same key. Node can read certificates, not make them. */
function certificate(key: KeyObject): string {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const sha256WithRsa = sequence(objectId([1, 2, 840, 113549, 1, 1, 11]), der(0x05))
  const name = sequence(
    der(
      0x31,
      sequence(objectId([2, 5, 4, 3]), der(0x0c, Buffer.from('federated-signon.system.gserviceaccount.com'))),
    ),
  )
  // The clock here moves; whoever checks the dates must still find the certificate valid.
  const validity = sequence(
    der(0x17, Buffer.from('200101000000Z')),
    der(0x18, Buffer.from('20991231235959Z')),
  )
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    name,
    validity,
    name,
    publicKey,
  )
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, key)]))
  const lines = sequence(body, sha256WithRsa, signature)
    .toString('base64')
    .match(/.{1,64}/g)
  return `-----BEGIN CERTIFICATE-----\n${(lines ?? []).join('\n')}\n-----END CERTIFICATE-----\n`
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const length =
    content.length < 0x80
      ? [content.length]
      : content.length < 0x100
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts)
}

function objectId(numbers: readonly number[]): Buffer {
  const [first = 0, second = 0, ...rest] = numbers
  const bytes = [first * 40 + second]
  for (const number of rest) {
    const groups = [number & 0x7f]
    for (let left = number >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80)
    bytes.push(...groups)
  }
  return der(0x06, Buffer.from(bytes))
}
