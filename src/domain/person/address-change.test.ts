import { describe, expect, it } from 'vitest'
import { DAY, HOUR, later, MINUTE } from '../time.ts'
import { mayConfirm, mayUndo } from './address-change.ts'

const askedAt = new Date('2026-11-20T10:00:00Z')

describe('a new mail address', () => {
  it.each([
    ['at once', null, 0, true, true],
    ['just within a day', null, DAY - MINUTE, true, true],
    ['a day later', null, DAY, false, false],
    ['once it is made', HOUR, 2 * HOUR, false, true],
    ['just within a week of being made', HOUR, HOUR + 7 * DAY - MINUTE, false, true],
    ['a week after it was made', HOUR, HOUR + 7 * DAY, false, false],
  ])('%s', (_, madeAfter, passed, confirm, undo) => {
    const change = { askedAt, madeAt: madeAfter === null ? null : later(askedAt, madeAfter) }
    const now = later(askedAt, passed)
    expect({ confirm: mayConfirm(change, now), undo: mayUndo(change, now) }).toEqual({ confirm, undo })
  })
})
