import { createHash } from 'node:crypto'
import type { Secret } from '../domain/secret.ts'

// How Google's events name a refresh token without sending it, as read on 2026-11-22:
// https://developers.google.com/identity/protocols/risc
const PREFIX_LENGTH = 16

/** The marks of a refresh token: one for each way in which an event may name it. */
export function marksOf(refresh: Secret): readonly string[] {
  const token = refresh.reveal()
  const twice = createHash('sha512').update(createHash('sha512').update(token).digest()).digest('base64url')
  return [prefixMark(token.slice(0, PREFIX_LENGTH)), hashMark(twice)]
}

/** The mark that an event's token identifier stands for; null for an identifier we cannot read. */
export function markNamed(algorithm: unknown, identifier: unknown): string | null {
  if (typeof identifier !== 'string') return null
  if (algorithm === 'prefix') {
    return identifier.length === PREFIX_LENGTH ? prefixMark(identifier) : null
  }
  if (algorithm !== 'hash_base64_sha512_sha512') return null
  // Which of the two base64 alphabets Google writes is not stated.
  const plain = identifier.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  return /^[\w-]{86}$/.test(plain) ? hashMark(plain) : null
}

/** Hashed, because no part of a token may be stored as it is. */
function prefixMark(prefix: string): string {
  return `prefix:${createHash('sha256').update(prefix).digest('base64url')}`
}

function hashMark(twiceHashed: string): string {
  return `sha512:${twiceHashed}`
}
