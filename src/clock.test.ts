import { expect, it } from 'vitest'
import { createClock } from './clock.ts'
import { HOUR, MINUTE, SECOND } from './domain/time.ts'

const databaseAhead = (ms: number) => ({ realNow: async () => new Date(Date.now() + ms) })
const distance = (a: Date, b: number): number => Math.abs(a.getTime() - b)

it('follows the clock of the database', async () => {
  const clock = await createClock(databaseAhead(10 * MINUTE))
  expect(distance(clock.real(), Date.now() + 10 * MINUTE)).toBeLessThan(SECOND)
  expect(distance(clock.now(), Date.now() + 10 * MINUTE)).toBeLessThan(SECOND)
})

it('moves product time only', async () => {
  const clock = await createClock(databaseAhead(0))
  clock.follow(60 * 24 * HOUR)
  expect(clock.offsetMs()).toBe(60 * 24 * HOUR)
  expect(distance(clock.now(), Date.now() + 60 * 24 * HOUR)).toBeLessThan(SECOND)
  expect(distance(clock.real(), Date.now())).toBeLessThan(SECOND)
})

it('notices when the two clocks drift apart, and keeps the offset', async () => {
  let ahead = 0
  const clock = await createClock({ realNow: async () => new Date(Date.now() + ahead) })
  clock.follow(HOUR)
  ahead = -5 * MINUTE
  await clock.resync()
  expect(distance(clock.real(), Date.now() - 5 * MINUTE)).toBeLessThan(SECOND)
  expect(clock.offsetMs()).toBe(HOUR)
})

it('keeps the last distance when the database does not answer', async () => {
  let works = true
  const clock = await createClock({
    realNow: async () => {
      if (works) return new Date(Date.now() + MINUTE)
      throw new Error('gone')
    },
  })
  works = false
  await expect(clock.resync()).rejects.toThrow('gone')
  expect(distance(clock.real(), Date.now() + MINUTE)).toBeLessThan(SECOND)
})
