import { expect, it } from 'vitest'
import { missedSearch } from './missed-search.ts'

it.each([
  ['  Threads   Account ', 'threads account'],
  ['why is @lina.k gone?', 'why is gone'],
  ['lina@people.example cannot sign in', 'cannot sign in'],
  ['call me on +48 600-123-456', 'call me on +48'],
  ['https://example.com/?token=abc pinterest', 'pinterest'],
  ['IGQVJabcdefghijklmnopqrstuvwxyz0 snapchat', 'snapchat'],
  ['60 days', '60 days'],
])('keeps of “%s” only what is about the product', (query, kept) => {
  expect(missedSearch(query)).toBe(kept)
})

it.each(['', '   ', '?!', '12345678', 'lina@people.example', 'x'])('keeps nothing of “%s”', (query) => {
  expect(missedSearch(query)).toBe(null)
})

it('keeps no more than a line', () => {
  expect(missedSearch('word '.repeat(50))?.split(' ')).toHaveLength(12)
  expect(missedSearch('a'.repeat(20).concat(' ').repeat(9))?.length).toBeLessThanOrEqual(80)
})
