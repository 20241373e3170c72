import { describe, expect, it } from 'vitest'
import { DAY, HOUR, later } from '../time.ts'
import type { Diagnosis, Verdict } from '../verdict.ts'
import { afterRefusal, forgetBefore, forgottenId, isAccountOf, PART_WITHIN_MS } from './forgetting.ts'

const now = new Date('2026-11-22T12:00:00Z')
const verdict = (diagnosis: Diagnosis) => ({ diagnosis }) as Verdict

describe('a permission that is to be ended', () => {
  it.each(['transient', 'rate_limited', 'misconfigured'] as const)(
    'is tried again while there is trouble: %s',
    (d) => {
      expect(afterRefusal(verdict(d), now, 0, now)).toEqual({ kind: 'again', at: later(now, HOUR) })
      expect(afterRefusal(verdict(d), now, 3, later(now, DAY))).toEqual({
        kind: 'again',
        at: later(now, DAY + 8 * HOUR),
      })
    },
  )

  it('counts as ended where the network refuses it as dead', () => {
    expect(afterRefusal(verdict('ambiguous_reconnect'), now, 0, now)).toEqual({
      kind: 'ended',
      how: 'dead_already',
    })
  })

  it('is given up within seven days, however often it was tried', () => {
    let at = now
    let tries = 0
    for (;;) {
      const parted = afterRefusal(verdict('transient'), now, tries, at)
      if (parted.kind === 'ended') {
        expect(parted.how).toBe('gave_up')
        break
      }
      expect(parted.at.getTime()).toBeGreaterThan(at.getTime())
      at = parted.at
      tries += 1
      expect(tries).toBeLessThan(50)
    }
    expect(at.getTime()).toBeLessThan(now.getTime() + PART_WITHIN_MS)
  })
})

describe('what was read before a loss', () => {
  it('is forgotten within seven days where the creator turned the channel off', () => {
    const { off } = forgetBefore('youtube', null, now)
    expect(off.getTime()).toBeGreaterThan(later(now, -7 * DAY).getTime())
  })

  it('is forgotten within the network’s days, and sooner where an operator says so', () => {
    expect(forgetBefore('youtube', null, now).lost.getTime()).toBeGreaterThan(later(now, -30 * DAY).getTime())
    expect(forgetBefore('youtube', 90, now)).toEqual(forgetBefore('youtube', null, now))
    expect(forgetBefore('youtube', 7, now).lost.getTime()).toBeGreaterThan(later(now, -7 * DAY).getTime())
  })

  it('leaves a hash by which the same account is known again, and no other', () => {
    const channel = { network: 'youtube' as const, networkId: forgottenId('youtube', 'UC1') }
    expect(isAccountOf(channel, 'UC1')).toBe(true)
    expect(isAccountOf(channel, 'UC2')).toBe(false)
    expect(isAccountOf({ ...channel, network: 'tiktok' }, 'UC1')).toBe(false)
    expect(isAccountOf({ network: 'youtube', networkId: 'UC1' }, 'UC1')).toBe(true)
  })
})
