/** The days on which a person is told: before an end that only they can move, and after a loss. */
import { RENEW_NOTICE_MS } from '../channel/health.ts'
import { later, MINUTE } from '../time.ts'
import { daysLater, localTime, morningOf } from './local-time.ts'

/** What heals by itself, or turns out to be an outage, does so within this time mostly; nobody is told before. */
export const HOLD_MS = 30 * MINUTE
const BEFORE_DAYS = [14, 7, 3, 1] as const
const AFTER_DAYS = [0, 2, 7, 14, 30] as const
/** The first word before an end is said in the app alone. */
const IN_APP_ONLY = 14
export const LAST_STEP = 30

export type Step = { step: number; at: Date; mail: boolean }

/** By the calendar of the person, in their morning; in the order in which they fall due. */
export function stepsBefore(end: Date, zone: string): Step[] {
  const day = localTime(end, zone)
  const near = later(end, -RENEW_NOTICE_MS)
  return BEFORE_DAYS.map((step) => {
    const morning = morningOf(daysLater(day, -step), zone)
    return { step, at: morning < near ? near : morning, mail: step !== IN_APP_ONLY }
  })
}

/** The first once the hold is over, at any hour: the app wakes nobody, and mails keep their own hours. */
export function stepsAfter(loss: Date, zone: string): Step[] {
  const day = localTime(loss, zone)
  return AFTER_DAYS.map((step) => ({
    step,
    at: step === 0 ? later(loss, HOLD_MS) : morningOf(daysLater(day, step), zone),
    mail: true,
  }))
}

/** A permission that went missing by itself pauses nothing, so it is said once and not mailed. */
export function stepsMissing(since: Date): Step[] {
  return [{ step: 0, at: later(since, HOLD_MS), mail: false }]
}

/** The morning of the first day of the month in which `at` lies there, or of a month after it. */
export function digestMorning(at: Date, zone: string, monthsLater = 0): { month: number; at: Date } {
  const { year, month } = localTime(at, zone)
  const first = new Date(Date.UTC(year, month - 1 + monthsLater, 1))
  const day = { year: first.getUTCFullYear(), month: first.getUTCMonth() + 1, day: 1 }
  return { month: day.year * 100 + day.month, at: morningOf(day, zone) }
}
