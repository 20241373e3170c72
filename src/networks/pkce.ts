import { createHash } from 'node:crypto'
import type { Secret } from '../domain/secret.ts'

/** The S256 challenge of RFC 7636, or its hexadecimal variant. */
export function challengeFor(verifier: Secret, encoding: 'base64url' | 'hex'): string {
  return createHash('sha256').update(verifier.reveal()).digest(encoding)
}
