import { createHash, randomBytes } from 'node:crypto'

/** Crockford's alphabet in lower case: no letter that can be taken for a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new id such as `chn_…`: the prefix, then 128 random bits as 26 characters. */
export function newId(prefix: string): string {
  return `${prefix}_${base32(randomBytes(16))}`
}

/** An OAuth `state`: 256 random bits, URL-safe. */
export function newState(): string {
  return randomBytes(32).toString('base64url')
}

/** A PKCE code verifier (RFC 7636 §4.1): 43 characters, 256 random bits. */
export function newVerifier(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a state. It has 256 random bits, so a plain hash cannot be searched backwards. */
export function hashState(state: string): Uint8Array {
  return createHash('sha256').update(state, 'utf8').digest()
}

/** What stands in a link that acts without sign-in: 256 random bits, URL-safe. */
export function newLinkToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of it; for the reason see `hashState`. */
export function hashLinkToken(token: string): Uint8Array {
  return createHash('sha256').update(token, 'utf8').digest()
}

function base32(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text
}
