import { expect, it } from 'vitest'
import type { Breakdown } from '../../src/domain/insight/reading.ts'
import { drawn } from './profile-page.ts'

const keys = (dimension: Breakdown['dimension'], named: readonly string[]) =>
  drawn({
    dimension,
    parts: named.map((key, place) => ({ key, share: 0.3 / (place + 1) })),
    takenAt: new Date('2026-11-26T12:00:00Z'),
  }).map(({ key }) => key)

it('ages are drawn from young to old, all of them, and what says no age last', () => {
  expect(keys('age', ['25-34', '65-', '18-24', 'UNKNOWN', '13-17', '45-54', '35-44', '55-64'])).toEqual([
    ...['13-17', '18-24', '25-34', '35-44', '45-54', '55-64', '65-', 'UNKNOWN'],
  ])
})

it('countries are drawn from the largest, five at most', () => {
  expect(keys('country', ['PL', 'DE', 'AT', 'CH', 'FR', 'NL'])).toEqual(['PL', 'DE', 'AT', 'CH', 'FR'])
})
