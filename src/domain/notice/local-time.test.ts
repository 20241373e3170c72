import { describe, expect, it } from 'vitest'
import { daysLater, isQuiet, localTime, morningOf, nextMailMoment } from './local-time.ts'

describe('the clock on a wall', () => {
  it.each([
    ['2026-11-22T23:30:00Z', 'Europe/Warsaw', { year: 2026, month: 11, day: 23, hour: 0, minute: 30 }],
    ['2026-11-22T02:10:00Z', 'America/Mexico_City', { year: 2026, month: 11, day: 21, hour: 20, minute: 10 }],
    ['2026-11-22T00:00:00Z', 'Asia/Kathmandu', { year: 2026, month: 11, day: 22, hour: 5, minute: 45 }],
    ['2026-11-22T12:00:00Z', 'Etc/GMT-3', { year: 2026, month: 11, day: 22, hour: 15, minute: 0 }],
  ])('shows %s in %s', (at, zone, shown) => {
    expect(localTime(new Date(at), zone)).toMatchObject(shown)
  })

  it.each([
    ['Europe/Warsaw', { year: 2027, month: 3, day: 27 }, '2027-03-27T07:00:00.000Z'],
    ['Europe/Warsaw', { year: 2027, month: 3, day: 28 }, '2027-03-28T06:00:00.000Z'],
    ['Europe/Warsaw', { year: 2027, month: 10, day: 31 }, '2027-10-31T07:00:00.000Z'],
    ['America/New_York', { year: 2027, month: 3, day: 14 }, '2027-03-14T12:00:00.000Z'],
    ['Pacific/Kiritimati', { year: 2026, month: 12, day: 1 }, '2026-11-30T18:00:00.000Z'],
    ['Pacific/Niue', { year: 2026, month: 12, day: 1 }, '2026-12-01T19:00:00.000Z'],
  ])('shows eight in %s on the day, also where the clocks change', (zone, day, at) => {
    expect(morningOf(day, zone).toISOString()).toBe(at)
  })

  it('counts days by the calendar', () => {
    expect(daysLater({ year: 2027, month: 1, day: 5 }, -7)).toEqual({ year: 2026, month: 12, day: 29 })
    expect(daysLater({ year: 2028, month: 2, day: 28 }, 1)).toEqual({ year: 2028, month: 2, day: 29 })
  })
})

describe('the hours in which nobody is woken', () => {
  it.each([
    ['2026-11-22T19:59:59Z', false],
    ['2026-11-22T20:00:00Z', true],
    ['2026-11-23T06:59:59Z', true],
    ['2026-11-23T07:00:00Z', false],
  ])('in Warsaw, %s: %s', (at, quiet) => {
    expect(isQuiet(new Date(at), 'Europe/Warsaw')).toBe(quiet)
  })

  it.each([
    ['by day at once', '2026-11-22T13:00:00Z', null, '2026-11-22T13:00:00.000Z'],
    ['in the evening the next morning', '2026-11-22T20:00:00Z', null, '2026-11-23T07:00:00.000Z'],
    ['after midnight the same morning', '2026-11-23T00:00:00Z', null, '2026-11-23T07:00:00.000Z'],
    [
      'the next morning after a mail of the same day',
      '2026-11-22T13:00:00Z',
      '2026-11-22T07:00:00Z',
      '2026-11-23T07:00:00.000Z',
    ],
    [
      'at once after a mail of yesterday',
      '2026-11-22T07:00:00Z',
      '2026-11-21T19:59:00Z',
      '2026-11-22T07:00:00.000Z',
    ],
  ])('a mail leaves %s', (_when, now, last, leaves) => {
    const moment = nextMailMoment(new Date(now), 'Europe/Warsaw', last === null ? null : new Date(last))
    expect(moment.toISOString()).toBe(leaves)
  })
})
