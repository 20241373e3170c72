/** The calendar and the clock on somebody's wall, and the hours in which nobody is woken. */
export type LocalDay = { year: number; month: number; day: number }
export type LocalTime = LocalDay & { hour: number; minute: number; second: number }

/** Nothing is mailed from this hour on … */
export const EVENING_HOUR = 21
/** … until this one. */
export const MORNING_HOUR = 8

export function localTime(at: Date, zone: string): LocalTime {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatterOf(zone).formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return { year, month, day, hour, minute, second }
}

export function daysLater({ year, month, day }: LocalDay, days: number): LocalDay {
  const moved = new Date(Date.UTC(year, month - 1, day + days))
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() }
}

export function sameDay(a: LocalDay, b: LocalDay): boolean {
  return a.year === b.year && a.month === b.month && a.day === b.day
}

/** The moment at which a clock there shows eight on that day. */
export function morningOf(day: LocalDay, zone: string): Date {
  const shown = Date.UTC(day.year, day.month - 1, day.day, MORNING_HOUR)
  // The distance to UTC is that of the moment itself, so it is asked once more at the first guess.
  const guess = shown - distance(new Date(shown), zone)
  return new Date(shown - distance(new Date(guess), zone))
}

export function isQuiet(at: Date, zone: string): boolean {
  const { hour } = localTime(at, zone)
  return hour >= EVENING_HOUR || hour < MORNING_HOUR
}

/** The earliest moment from `now` on that is not in the quiet hours, nor on the day of the last mail. */
export function nextMailMoment(now: Date, zone: string, lastMailAt: Date | null): Date {
  const here = localTime(now, zone)
  const mailedToday = lastMailAt !== null && sameDay(localTime(lastMailAt, zone), here)
  if (mailedToday || here.hour >= EVENING_HOUR) return morningOf(daysLater(here, 1), zone)
  return here.hour < MORNING_HOUR ? morningOf(here, zone) : now
}

function distance(at: Date, zone: string): number {
  const { year, month, day, hour, minute, second } = localTime(at, zone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making one costs a hundred times as much as using it; there are only a few hundred zones. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}
