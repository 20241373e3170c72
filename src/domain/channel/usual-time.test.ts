import { describe, expect, it } from 'vitest'
import { MINUTE, SECOND } from '../time.ts'
import { ENOUGH_TIMES, readUsualMinutes, usualMinutes } from './usual-time.ts'

const times = (count: number, ms: number) => Array.from({ length: count }, () => ms)

describe('how long connecting again usually takes', () => {
  it('is not said before enough people have done it', () => {
    expect(usualMinutes([])).toBe(null)
    expect(usualMinutes(times(ENOUGH_TIMES - 1, MINUTE))).toBe(null)
  })

  it.each([
    [20 * SECOND, 0],
    [44 * SECOND, 0],
    [45 * SECOND, 1],
    [80 * SECOND, 1],
    [95 * SECOND, 2],
    [4 * MINUTE, 4],
  ])('is the median of %d ms as %d minutes', (ms, minutes) => {
    expect(usualMinutes(times(ENOUGH_TIMES, ms))).toBe(minutes)
  })

  it('is not moved by a few who went for a coffee on the way', () => {
    expect(usualMinutes([...times(6, 50 * SECOND), ...times(4, 9 * MINUTE)])).toBe(1)
  })

  it('is read back only where it is a whole number of a network', () => {
    expect(readUsualMinutes({ instagram: 0, tiktok: 2, youtube: 1.5, facebook: 'soon', other: 3 })).toEqual({
      instagram: 0,
      tiktok: 2,
    })
    expect(readUsualMinutes(null)).toEqual({})
    expect(readUsualMinutes([1])).toEqual({})
  })
})
