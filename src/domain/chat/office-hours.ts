/** When somebody is there to answer: read once from a line such as "Mon-Fri 09:00-17:00 Europe/Amsterdam". */
import { DAY, HOUR, MINUTE } from '../time.ts'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** Minutes of the day; `day` counts from Monday = 0. Never past midnight. */
export type Opening = { day: number; from: number; to: number }
export type OfficeHours = { openings: Opening[]; zone: string }

export type Presence =
  /** No hours are promised by this installation. */
  { kind: 'unpromised' } | { kind: 'here'; until: Date } | { kind: 'away'; backAt: Date }

/** Null where it is no such line. Parts are separated by commas, the zone comes last: "Mon-Thu 9:00-17:00, Fri 9:00-15:00 Europe/Paris". */
export function parseOfficeHours(text: string): OfficeHours | null {
  const zone = /\s(\S+)$/.exec(text)?.[1]
  if (zone === undefined || !isZone(zone)) return null
  const openings: Opening[] = []
  for (const part of text.slice(0, -zone.length).split(',')) {
    const found = /^\s*([A-Z][a-z]{2})(?:-([A-Z][a-z]{2}))?\s+(\d{1,2}:\d\d)-(\d{1,2}:\d\d)\s*$/.exec(part)
    if (found === null) return null
    const [, first = '', last = first, opens = '', closes = ''] = found
    const [a, b] = [DAYS.indexOf(first as 'Mon'), DAYS.indexOf(last as 'Mon')]
    const [from, to] = [minutesOf(opens), minutesOf(closes)]
    if (a < 0 || b < a || from === null || to === null || from >= to) return null
    for (let day = a; day <= b; day++) openings.push({ day, from, to })
  }
  return openings.length === 0 ? null : { openings, zone }
}

export function presenceAt(hours: OfficeHours | null, now: Date): Presence {
  if (hours === null) return { kind: 'unpromised' }
  const spans = spansAround(hours, now)
  const open = spans.find(({ from, to }) => from <= now && now < to)
  if (open !== undefined) return { kind: 'here', until: open.to }
  const next = spans.find(({ from }) => from > now)
  return next === undefined ? { kind: 'unpromised' } : { kind: 'away', backAt: next.from }
}

/** The openings of these days and the next eight, in order. */
function spansAround({ openings, zone }: OfficeHours, now: Date): { from: Date; to: Date }[] {
  const spans: { from: Date; to: Date }[] = []
  for (let ahead = -1; ahead <= 8; ahead++) {
    const { year, month, date, day } = wallClock(new Date(now.getTime() + ahead * DAY), zone)
    for (const opening of openings) {
      if (opening.day !== day) continue
      const at = (minutes: number): Date => instantOf({ year, month, date, minutes }, zone)
      spans.push({ from: at(opening.from), to: at(opening.to) })
    }
  }
  return spans.sort((one, other) => one.from.getTime() - other.from.getTime())
}

type Wall = { year: number; month: number; date: number; day: number; minutes: number }

function wallClock(at: Date, zone: string): Wall {
  const parts = new Map(
    formatFor(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const number = (type: string): number => Number(parts.get(type as 'year'))
  return {
    year: number('year'),
    month: number('month'),
    date: number('day'),
    day: DAYS.indexOf(parts.get('weekday') as 'Mon'),
    minutes: number('hour') * 60 + number('minute'),
  }
}

/** The moment at which clocks of a zone show this. A time that a clock change leaves out becomes the one after it. */
function instantOf(wall: { year: number; month: number; date: number; minutes: number }, zone: string): Date {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.date) + wall.minutes * MINUTE
  let at = asUtc
  // Twice: the first guess may lie on the other side of a clock change.
  for (let turn = 0; turn < 2; turn++) {
    const shown = wallClock(new Date(at), zone)
    at += asUtc - (Date.UTC(shown.year, shown.month - 1, shown.date) + shown.minutes * MINUTE)
  }
  return new Date(at)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(zone, format)
  }
  return format
}

function minutesOf(text: string): number | null {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours <= 23 && minutes <= 59 ? (hours * HOUR) / MINUTE + minutes : null
}

function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}
