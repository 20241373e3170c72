import { expect, it } from 'vitest'
import { MINUTE } from '../time.ts'
import { DEADLINES } from './deadlines.ts'

it('a caller stops waiting before a third of the lease is over', () => {
  expect(DEADLINES.callMs).toBeLessThan(DEADLINES.renewLeaseMs / 3)
})

it('an answer that comes after the lease is still listened to', () => {
  expect(DEADLINES.renewOpenMs).toBeGreaterThan(DEADLINES.renewLeaseMs)
})

it('a claim outlasts all the calls of one look', () => {
  // Renewing ahead of need, a token for the read, a different call, the read, a renewal, the read again, numbers.
  expect(DEADLINES.tendLeaseMs).toBeGreaterThan(7 * DEADLINES.callMs)
})

it('a stop waits for a renewal longer than its caller does, and less than the minute after which it is forced', () => {
  expect(DEADLINES.drainMs).toBeGreaterThan(2 * DEADLINES.callMs)
  expect(DEADLINES.drainMs).toBeLessThan(MINUTE)
})
