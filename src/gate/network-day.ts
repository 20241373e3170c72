/** A day as a network counts it: from midnight to midnight in its own zone. */
import { HOUR, later } from '../domain/time.ts'

/** `YYYY-MM-DD`. */
export function dayIn(at: Date, zone: string): string {
  return formatOf(zone).format(at)
}

/** The first moment of the next day. Zones that we know begin their days on a full hour. */
export function dayEnds(at: Date, zone: string): Date {
  const today = dayIn(at, zone)
  const thisHour = new Date(Math.floor(at.getTime() / HOUR) * HOUR)
  for (let hours = 1; hours <= 26; hours++) {
    const then = later(thisHour, hours * HOUR)
    if (dayIn(then, zone) !== today) return then
  }
  throw new Error(`A day in ${zone} does not end.`)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  // This locale writes dates as `YYYY-MM-DD`.
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
  formats.set(zone, format)
  return format
}
