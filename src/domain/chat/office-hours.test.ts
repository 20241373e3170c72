import { describe, expect, it } from 'vitest'
import { parseOfficeHours, presenceAt } from './office-hours.ts'

const hours = parseOfficeHours('Mon-Fri 09:00-17:00 Europe/Amsterdam')
const at = (text: string) => new Date(text)

describe('office hours', () => {
  it.each([
    ['Monday 08:59, before they open', '2026-11-23T07:59:00Z', 'away', '2026-11-23T08:00:00Z'],
    ['Monday 09:00 sharp', '2026-11-23T08:00:00Z', 'here', '2026-11-23T16:00:00Z'],
    ['Monday 17:00 sharp', '2026-11-23T16:00:00Z', 'away', '2026-11-24T08:00:00Z'],
    ['Friday evening', '2026-11-27T20:00:00Z', 'away', '2026-11-30T08:00:00Z'],
    ['in summer, an hour earlier', '2026-07-01T07:00:00Z', 'here', '2026-07-01T15:00:00Z'],
    ['over the weekend on which clocks go back', '2026-10-24T12:00:00Z', 'away', '2026-10-26T08:00:00Z'],
    ['over the weekend on which clocks go forward', '2026-03-28T12:00:00Z', 'away', '2026-03-30T07:00:00Z'],
  ] as const)('%s', (_, now, kind, moment) => {
    const presence = presenceAt(hours, at(now))
    expect(presence).toEqual(kind === 'here' ? { kind, until: at(moment) } : { kind, backAt: at(moment) })
  })

  it('may differ from day to day, and break at noon', () => {
    const broken = parseOfficeHours(
      'Mon-Thu 09:00-12:00, Mon-Thu 13:00-17:00, Sat 10:00-12:00 America/New_York',
    )
    expect(presenceAt(broken, at('2026-11-23T17:30:00Z'))).toEqual({
      kind: 'away',
      backAt: at('2026-11-23T18:00:00Z'),
    })
    expect(presenceAt(broken, at('2026-11-27T15:00:00Z'))).toEqual({
      kind: 'away',
      backAt: at('2026-11-28T15:00:00Z'),
    })
  })

  it('promise nothing where none are set', () => {
    expect(presenceAt(null, at('2026-11-23T12:00:00Z'))).toEqual({ kind: 'unpromised' })
  })

  it.each([
    '',
    'always',
    'Mon-Fri 09:00-17:00',
    'Mon-Fri 09:00-17:00 Nowhere/Land',
    'Fri-Mon 09:00-17:00 Europe/Paris',
    'Mon 17:00-09:00 Europe/Paris',
    'Mon 09:00-24:30 Europe/Paris',
    'Mon 9-17 Europe/Paris',
    'Mon-Fri 09:00-17:00 Sat 10:00-12:00 Europe/Paris',
  ])('are refused where they are not clear: "%s"', (text) => {
    expect(parseOfficeHours(text)).toBe(null)
  })
})
