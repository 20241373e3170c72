import { textOf } from './json.ts'
import { plainName } from './redact.ts'

/** An id as text, digit for digit; null unless it can stand in a path as it is. */
export function idOf(value: unknown): string | null {
  const id = textOf(value)
  return id !== null && /^[A-Za-z0-9_-]{1,128}$/.test(id) ? id : null
}

/** A handle without the `@` that some networks put in front. */
export function handleOf(value: unknown): string | null {
  return plainName(value, 100)?.replace(/^@/, '') || null
}

export function titleOf(...values: readonly unknown[]): string {
  return values.map((value) => plainName(value, 200)).find((name) => name !== null) ?? ''
}

/** An address people may be sent to: https, or the host that stands in for the network here. */
export function addressOf(value: unknown, standIn: string): string | null {
  if (typeof value !== 'string' || value.length > 4096 || !URL.canParse(value)) return null
  const url = new URL(value)
  const allowed = url.protocol === 'https:' || url.origin === new URL(standIn).origin
  return allowed && url.username === '' && url.password === '' ? url.href : null
}
