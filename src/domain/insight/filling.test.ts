import { expect, test } from 'vitest'
import { daysToFill } from './filling.ts'

const now = new Date('2026-11-25T22:00:00Z')

test.each([
  [
    'the first reading',
    { newest: null, from: null, filled: false },
    { from: '2026-08-27', to: '2026-11-24' },
  ],
  ['a day after the last one', { newest: '2026-11-24', from: null, filled: true }, null],
  ['twice on one day', { newest: '2026-11-25', from: null, filled: true }, null],
  [
    'after a week away',
    { newest: '2026-11-17', from: null, filled: true },
    { from: '2026-11-18', to: '2026-11-24' },
  ],
  [
    'after a year away',
    { newest: '2025-11-17', from: null, filled: true },
    { from: '2026-08-27', to: '2026-11-24' },
  ],
  [
    'a try that did not come to its end',
    { newest: '2026-11-24', from: '2026-11-10', filled: false },
    { from: '2026-11-10', to: '2026-11-24' },
  ],
])('%s', (_, known, expected) => {
  expect(daysToFill(known, now)).toEqual(expected)
})
