import { describe, expect, it } from 'vitest'
import { DAY, later, MINUTE } from '../time.ts'
import { mustRenewBeforeUse, renewalHelped } from './renewal.ts'

const now = new Date('2026-11-22T12:00:00Z')
const ends = { accessEndsAt: null, grantEndsAt: null, personEndsAt: null }
const grant = {
  ...ends,
  generation: 1,
  scopes: [],
  grantedAt: now,
  renewedAt: null,
  renewalFailedAt: null,
}

describe('renewing before use', () => {
  it.each([
    ['a short access token with six minutes left is used', 'tiktok' as const, 6, false],
    ['a short access token with five minutes left is renewed', 'tiktok' as const, 5, true],
    ['an ended access token is renewed', 'youtube' as const, -60, true],
    ['a long-lived token is used to its end', 'instagram' as const, 1, false],
  ])('%s', (_, network, minutesLeft, expected) => {
    const accessEndsAt = later(now, minutesLeft * MINUTE)
    expect(mustRenewBeforeUse(network, { ...grant, accessEndsAt }, now)).toBe(expected)
  })
})

describe('whether a renewal helped', () => {
  it('is seen by a later end', () => {
    const before = { ...ends, grantEndsAt: later(now, 30 * DAY) }
    expect(renewalHelped('instagram', before, { ...ends, grantEndsAt: later(now, 60 * DAY) })).toBe(true)
    expect(renewalHelped('instagram', before, before)).toBe(false)
  })

  it("goes by the person's end where the channel's own token has none", () => {
    const before = { ...ends, personEndsAt: later(now, 14 * DAY) }
    expect(renewalHelped('facebook', before, before)).toBe(false)
    expect(renewalHelped('facebook', before, { ...ends, personEndsAt: later(now, 60 * DAY) })).toBe(true)
  })
})
