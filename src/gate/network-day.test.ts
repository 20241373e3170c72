import { expect, it } from 'vitest'
import { dayEnds, dayIn } from './network-day.ts'

const ZONE = 'America/Los_Angeles'

it.each([
  ['in winter', '2026-11-22T12:00:00Z', '2026-11-22', '2026-11-23T08:00:00Z'],
  ['in summer', '2026-07-01T12:00:00Z', '2026-07-01', '2026-07-02T07:00:00Z'],
  ['a second before midnight', '2026-11-23T07:59:59Z', '2026-11-22', '2026-11-23T08:00:00Z'],
  ['at midnight', '2026-11-23T08:00:00Z', '2026-11-23', '2026-11-24T08:00:00Z'],
  ['of 25 hours', '2026-11-01T07:00:00Z', '2026-11-01', '2026-11-02T08:00:00Z'],
  ['of 23 hours', '2027-03-14T08:00:00Z', '2027-03-14', '2027-03-15T07:00:00Z'],
])('a Pacific day %s is found, and so is its end', (_, at, day, end) => {
  expect(dayIn(new Date(at), ZONE)).toBe(day)
  expect(dayEnds(new Date(at), ZONE)).toEqual(new Date(end))
})
