/** Reading JSON that strangers wrote: exact integers, no inherited properties, no guesses. */

export type Fields = Readonly<Record<string, unknown>>

/**
 * JSON text → value, or undefined where it is not JSON. Integers beyond 2^53 arrive as text, digit for digit:
 * Instagram writes 17-digit account ids as numbers. A `__proto__` key is left out.
 */
export function parseJson(text: string): unknown {
  try {
    return parseWithSource(text, (key, value, context) => {
      if (key === '__proto__') return undefined
      const inexact =
        typeof value === 'number' &&
        (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
      return inexact ? (context.source ?? String(value)) : value
    })
  } catch {
    return undefined
  }
}

/** The value as an object, or null. Arrays are not objects here. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
}

/** One own property on the way down `path`; undefined where a step is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (const step of path) {
    const fields = fieldsOf(here)
    if (!fields || !Object.hasOwn(fields, step)) return undefined
    here = fields[step]
  }
  return here
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A text that says something; whole numbers count as their digits. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value
  return Number.isSafeInteger(value) ? String(value) : null
}

/** A whole number, also when written as digits in a text. */
export function integerOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null
  if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value.trim())) return null
  return Number(value)
}

/** `JSON.parse` hands its reviver the source text of a number; the library's types do not say so yet. */
const parseWithSource = JSON.parse as (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown
