import { expect, it } from 'vitest'
import { followUpDue } from './follow-up.ts'

const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 25, 12) + minutes * 60_000)

it.each([
  ['a reply just now may still be seen', 0, 0, null, 1, false],
  ['a reply unseen for two minutes is mailed', 0, 0, null, 2, true],
  ['a second reply of the same burst goes with the first mail', 0, 30, 2, 40, false],
  ['a reply an hour after the mail is a new burst', 0, 63, 2, 65, true],
  ['what was mailed before they looked last does not count', 100, 100, 2, 103, true],
] as const)('%s', (_, first, newest, mailed, now, due) => {
  const unread = {
    firstUnreadAt: at(first),
    newestUnreadAt: at(newest),
    mailedAt: mailed === null ? null : at(mailed),
  }
  expect(followUpDue(unread, at(now))).toBe(due)
})
