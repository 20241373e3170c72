/** Lengths of time in milliseconds, and the few things rules do with them. */
export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms)
}

export function earliest(...dates: readonly (Date | null)[]): Date | null {
  const known = dates.filter((date) => date !== null)
  return known.length === 0 ? null : new Date(Math.min(...known.map((date) => date.getTime())))
}
