import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { later, MINUTE } from '../time.ts'
import {
  type Alarms,
  HOLD_WINDOW_MS,
  holdFor,
  mayRelease,
  mustWait,
  reprobeEveryMs,
  threshold,
} from './hold.ts'

const now = new Date('2026-11-22T12:00:00Z')
const quiet: Alarms = { counted: 0, usual: 0, channels: 1_000, alive: 100 }

describe('a jump of evidence', () => {
  it.each([
    ['twenty of a thousand are believed', { counted: 20 }, null],
    ['twenty-one of a thousand are not', { counted: 21 }, 'ambiguous'],
    ['five times the usual are believed', { counted: 50, usual: 10 }, null],
    ['more than that are not', { counted: 51, usual: 10 }, 'ambiguous'],
    ['one in a hundred is believed', { counted: 500, channels: 50_000, alive: 5_000 }, null],
    ['more than that is not', { counted: 501, channels: 50_000, alive: 5_000 }, 'ambiguous'],
    [
      'of a million, more refusals than proofs are not, long before one in a hundred',
      {
        counted: 300,
        channels: 1_000_000,
        alive: 299,
        usual: 20,
      },
      'ambiguous',
    ],
    [
      'of a million, three hundred beside ten thousand proofs are believed',
      {
        counted: 300,
        channels: 1_000_000,
        alive: 10_000,
        usual: 20,
      },
      null,
    ],
  ] as const)('%s', (_, alarms, expected) => {
    expect(holdFor('suspect', { ...quiet, ...alarms })).toBe(expected)
    expect(holdFor('definite', { ...quiet, ...alarms })).toBe(expected === null ? null : 'all')
  })

  it('is never seen in twenty channels or fewer, and always in everybody of more', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(1_000), fc.nat(1_000), (counted, usual, alive) => {
        expect(holdFor('suspect', { counted, usual, channels: 100, alive })).toBeNull()
      }),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 21, max: 1_000_000 }),
        fc.integer({ min: 0, max: 4 }),
        (channels, usual) => {
          expect(holdFor('suspect', { counted: channels, usual, channels, alive: 0 })).toBe('ambiguous')
          expect(holdFor('definite', { counted: channels, usual, channels, alive: 0 })).toBe('all')
        },
      ),
    )
  })

  it('of refusals of our own app needs few channels, and none that is well', () => {
    expect(holdFor('own_app', { ...quiet, counted: 2, alive: 0 })).toBeNull()
    expect(holdFor('own_app', { ...quiet, counted: 3, alive: 0 })).toBe('ambiguous')
    expect(holdFor('own_app', { ...quiet, counted: 3, alive: 3 })).toBeNull()
    expect(holdFor('own_app', { ...quiet, counted: 1, alive: 0, channels: 1 })).toBe('ambiguous')
  })

  it('lets single definite evidence through while only ambiguous evidence is held', () => {
    expect(mustWait('ambiguous', { definite: true })).toBe(false)
    expect(mustWait('ambiguous', { definite: false })).toBe(true)
    expect(mustWait('all', { definite: true })).toBe(true)
    expect(mustWait(null, { definite: false })).toBe(false)
  })
})

describe('a hold ends', () => {
  const hold = { beganAt: later(now, -HOLD_WINDOW_MS), channels: 100 }
  const none = { alive: 0, refused: 0, recovered: 0, refusedAgain: 0 }

  it.each([
    ['when most of what was held is well', { recovered: 5, refusedAgain: 4 }, true],
    ['not while most of it is refused again', { recovered: 4, refusedAgain: 5 }, false],
    [
      'when almost all others are well, although what was held is gone for good',
      { alive: 30, refused: 3, refusedAgain: 9 },
      true,
    ],
    ['not while a tenth of the others is refused', { alive: 30, refused: 4, refusedAgain: 9 }, false],
    ['not while nothing is heard', {}, false],
    ['not on one proof among many channels', { alive: 1 }, false],
  ] as const)('%s', (_, looks, expected) => {
    expect(mayRelease(hold, { ...none, ...looks }, now)).toBe(expected)
  })

  it('on one proof where there is only one channel', () => {
    expect(mayRelease({ ...hold, channels: 1 }, { ...none, alive: 1 }, now)).toBe(true)
  })

  it('never within its first quarter of an hour', () => {
    const young = { ...hold, beganAt: later(now, -HOLD_WINDOW_MS + 1) }
    expect(mayRelease(young, { ...none, alive: 1_000, recovered: 1_000 }, now)).toBe(false)
  })

  it('with re-probes so far apart that they cannot call for the next one', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e5, noNaN: true }), (usual) => {
        const most = threshold({ counted: 1, usual, channels: 0, alive: 0 })
        expect(HOLD_WINDOW_MS / reprobeEveryMs(usual)).toBeLessThanOrEqual(most / 2)
      }),
    )
    expect(reprobeEveryMs(0)).toBe(1.5 * MINUTE)
  })
})
