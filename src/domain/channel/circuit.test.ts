import { describe, expect, it } from 'vitest'
import { DAY, later, MINUTE, SECOND } from '../time.ts'
import { allowanceOf, CLOSED, firstProbeAt, probeAgainAfterMs } from './circuit.ts'

const now = new Date('2026-11-22T12:00:00Z')
const open = { failures: 5, openedAt: later(now, -DAY), probeAt: now, closedAt: null }

describe('a network', () => {
  it('that answers is asked as much as we want', () => {
    expect(allowanceOf(CLOSED, now, 40)).toEqual({ kind: 'some', most: 40 })
    expect(allowanceOf({ ...CLOSED, failures: 4 }, now, 40)).toEqual({ kind: 'some', most: 40 })
  })

  it('that is down is left alone until the next probe is due', () => {
    const until = later(now, 1)
    expect(allowanceOf({ ...open, probeAt: until }, now, 40)).toEqual({ kind: 'none', until })
    expect(allowanceOf(open, now, 40)).toEqual({ kind: 'probe' })
  })

  it('that came back is met by few at first, and by everybody after ten minutes', () => {
    const most = [0, 1, 2, 3, 4, 9, 10].map((minutes) => {
      const closedAt = later(now, -minutes * MINUTE)
      const allowance = allowanceOf({ ...CLOSED, closedAt }, now, 40)
      return allowance.kind === 'some' ? allowance.most : 0
    })
    expect(most).toEqual([2, 4, 8, 16, 32, 40, 40])
  })

  it('that came back in a future which is not ours any more is met by everybody', () => {
    expect(allowanceOf({ ...CLOSED, closedAt: later(now, DAY) }, now, 40)).toEqual({ kind: 'some', most: 40 })
  })
})

it('probes come half a minute after it went down, then ever more seldom, at last four times an hour', () => {
  expect(firstProbeAt(now)).toEqual(later(now, 30 * SECOND))
  expect([1, 2, 3, 4, 5, 99].map((probes) => probeAgainAfterMs(probes) / MINUTE)).toEqual([
    1, 2, 4, 8, 15, 15,
  ])
})
