/** Whether a network's secret is behind what arrived. Compared as text, so one signature has one spelling. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Secret } from '../domain/secret.ts'

/** The HMAC-SHA256 that a network writes beside what it signed. */
export type Signature = { over: Uint8Array | string; encoding: 'hex' | 'base64url'; given: string }

/** Every secret is tried, so that the time taken does not tell which one fits. */
export function isSignedWith(secrets: readonly Secret[], { over, encoding, given }: Signature): boolean {
  let fits = false
  for (const secret of secrets) {
    // DANGER: with an empty key anybody could sign.
    if (secret.reveal() === '') continue
    const made = createHmac('sha256', secret.reveal()).update(over).digest(encoding)
    fits = sameText(made, given) || fits
  }
  return fits
}

/** Hashed first, so that the time taken says nothing about either text, its length included. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other))
}

/** One short text that stands for all of these, and for nothing else. */
export function fingerprint(...parts: readonly unknown[]): string {
  return digest(JSON.stringify(parts)).toString('base64url')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
