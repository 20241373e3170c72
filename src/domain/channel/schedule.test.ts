import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, later, MINUTE } from '../time.ts'
import type { Connection, GrantFacts } from './channel.ts'
import { FURTHEST_LOOK_MS, nextDailyLook, nextLook, renewalDue, share } from './schedule.ts'

const now = new Date('2026-11-22T12:00:00Z')
const grant: GrantFacts = {
  generation: 1,
  scopes: [],
  accessEndsAt: null,
  grantEndsAt: later(now, 60 * DAY),
  personEndsAt: null,
  grantedAt: now,
  renewedAt: null,
  renewalFailedAt: null,
}
const connected: Connection = { state: 'connected', since: now }
const channel = { id: 'chn_a', connection: connected, suspicion: null, trouble: null }

describe('slots', () => {
  it('spread evenly: no tenth of the day holds much more than a tenth of the channels', () => {
    const counts = new Array<number>(10).fill(0)
    for (let i = 0; i < 10_000; i++) {
      const tenth = Math.floor(share(`chn_${i}`) * 10)
      counts[tenth] = (counts[tenth] ?? 0) + 1
    }
    expect(Math.max(...counts)).toBeLessThan(1_150)
    expect(Math.min(...counts)).toBeGreaterThan(850)
  })

  it('come no sooner than in an hour where the next one begins just after midnight', () => {
    const id = Array.from({ length: 10_000 }, (_, number) => `chn_${number}`).find(
      (one) => share(one) * DAY >= MINUTE && share(one) * DAY < 20 * MINUTE,
    )
    const late = new Date('2026-11-22T23:30:00Z')
    const away = nextDailyLook(id ?? '', late).getTime() - late.getTime()
    expect(away).toBeGreaterThanOrEqual(HOUR)
    expect(away).toBeLessThan(25 * HOUR)
  })

  it('come once a day, at the same time, at least an hour and at most 25 hours away', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.date({ min: now, max: later(now, 400 * DAY), noInvalidDate: true }),
        (id, at) => {
          const next = nextDailyLook(id, at)
          const away = next.getTime() - at.getTime()
          expect(away).toBeGreaterThanOrEqual(HOUR)
          expect(away).toBeLessThan(25 * HOUR)
          expect(nextDailyLook(id, next).getTime() - next.getTime()).toBe(DAY)
        },
      ),
    )
  })
})

describe('when a grant is renewed ahead of need', () => {
  it('is between 30 and 80 % of its life where it renews itself', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const at = renewalDue(id, 'instagram', grant, now)
        const day = ((at?.getTime() ?? 0) - now.getTime()) / DAY
        expect(day).toBeGreaterThanOrEqual(18)
        expect(day).toBeLessThan(48)
      }),
    )
  })

  it('is never younger than the network allows', () => {
    const short = { ...grant, grantEndsAt: later(now, DAY + HOUR) }
    expect(renewalDue('chn_a', 'instagram', short, now)?.getTime()).toBeGreaterThanOrEqual(
      later(now, DAY).getTime(),
    )
  })

  it('is from day 46 on where the person has a token of their own', () => {
    const page = { ...grant, grantEndsAt: null, personEndsAt: later(now, 60 * DAY) }
    expect(renewalDue('chn_a', 'facebook', page, now)).toEqual(later(now, 46 * DAY))
  })

  it('is never where access tokens are renewed when they are needed', () => {
    expect(renewalDue('chn_a', 'tiktok', grant, now)).toBeNull()
    expect(renewalDue('chn_a', 'youtube', grant, now)).toBeNull()
  })

  it('is over after one exchange that left the end where it was, and goes on after one that broke', () => {
    const page = { ...grant, grantEndsAt: null, personEndsAt: later(now, 14 * DAY) }
    const answered = { ...page, renewedAt: now, renewalFailedAt: now }
    const broken = { ...page, renewedAt: null, renewalFailedAt: now }
    expect(renewalDue('chn_a', 'facebook', answered, now)).toBeNull()
    expect(renewalDue('chn_a', 'facebook', broken, now)).toEqual(later(now, DAY))
  })

  it('is tried again a day after it failed', () => {
    expect(renewalDue('chn_a', 'instagram', { ...grant, renewalFailedAt: now }, now)).toEqual(later(now, DAY))
  })
})

describe('a crowd that connected within six hours of one day', () => {
  const crowd = Array.from({ length: 20_000 }, (_, number) => ({
    id: `chn_${number}`,
    at: later(now, Math.floor(share(`arrival ${number}`) * 6 * HOUR)),
  }))

  it('is renewed over months, never more than three times the mean in an hour, and nobody too late', () => {
    const hours = new Array<number>(200 * 24).fill(0)
    for (const { id, at } of crowd) {
      let begun = at
      for (let generation = 1; ; generation++) {
        const facts = { ...grant, generation, grantedAt: begun, grantEndsAt: later(begun, 60 * DAY) }
        const due = renewalDue(id, 'instagram', facts, begun)
        if (due === null) throw new Error('It would never be renewed.')
        expect(due.getTime()).toBeLessThanOrEqual(later(begun, 48 * DAY).getTime())
        const hour = Math.floor((due.getTime() - now.getTime()) / HOUR)
        if (hour >= hours.length) break
        hours[hour] = (hours[hour] ?? 0) + 1
        begun = due
      }
    }
    expect(peakOf(hours.slice(18 * 24))).toBeLessThanOrEqual(3)
  })

  it('is looked at all around the clock, not when it came', () => {
    const hours = new Array<number>(31).fill(0)
    for (const { id, at } of crowd) {
      const hour = Math.floor((nextDailyLook(id, at).getTime() - now.getTime()) / HOUR)
      hours[hour] = (hours[hour] ?? 0) + 1
    }
    expect(peakOf(hours.slice(6, 24))).toBeLessThanOrEqual(1.25)
    expect(peakOf(hours)).toBeLessThanOrEqual(2)
  })

  function peakOf(counts: readonly number[]): number {
    return Math.max(...counts) / (counts.reduce((sum, count) => sum + count, 0) / counts.length)
  }
})

describe('the next look', () => {
  it('is never at once, whatever the facts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Connection>(
          connected,
          { state: 'limited', since: now, missingScopes: ['x'] },
          { state: 'disconnected', since: now, reason: 'security', confidence: 'likely', evidence: null },
        ),
        fc.option(fc.integer({ min: -100 * DAY, max: 100 * DAY })),
        fc.option(fc.double()),
        fc.boolean(),
        (connection, renewIn, retryAfter, troubled) => {
          const trouble = troubled ? { kind: 'transient' as const, at: now } : null
          const renewAt = renewIn === null ? null : later(now, renewIn)
          const next = nextLook({ ...channel, connection, trouble }, renewAt, retryAfter, now)
          expect(next?.getTime()).toBeGreaterThanOrEqual(later(now, MINUTE).getTime())
          expect(next?.getTime()).toBeLessThanOrEqual(later(now, 25 * HOUR).getTime())
          expect(next?.getTime()).toBeLessThan(later(now, FURTHEST_LOOK_MS).getTime())
        },
      ),
    )
  })

  it('is ten minutes after a suspicion', () => {
    const suspicion = { since: later(now, -4 * MINUTE), verdict: {} as never }
    expect(nextLook({ ...channel, suspicion }, null, null, now)).toEqual(later(now, 6 * MINUTE))
  })

  it('does not come for channels that are off, or that a person alone can bring back', () => {
    const expired: Connection = {
      state: 'disconnected',
      since: now,
      reason: 'expired',
      confidence: 'confirmed',
      evidence: null,
    }
    expect(nextLook({ ...channel, connection: { state: 'off', since: now } }, null, null, now)).toBeNull()
    expect(nextLook({ ...channel, connection: expired }, null, null, now)).toBeNull()
  })

  it('comes daily for two weeks where the network may take its refusal back', () => {
    const locked: Connection = {
      state: 'disconnected',
      since: now,
      reason: 'security',
      confidence: 'confirmed',
      evidence: null,
    }
    expect(nextLook({ ...channel, connection: locked }, null, null, later(now, 13 * DAY))).not.toBeNull()
    expect(nextLook({ ...channel, connection: locked }, null, null, later(now, 14 * DAY))).toBeNull()
  })
})
