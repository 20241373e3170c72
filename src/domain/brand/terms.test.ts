/** The index of the search: which terms a row has, and in which stretches it is found. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stretchesBetween, termsOf } from './terms.ts'

const followers = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: 10_000_000_000 }),
  fc
    .integer({ min: 0, max: 40 })
    .chain((power) => fc.integer({ min: -2, max: 2 }).map((more) => Math.max(0, 2 ** power + more))),
)

describe('the terms of a row', () => {
  it('are found in one stretch, the one that has its number of followers, and in no other', () => {
    fc.assert(
      fc.property(followers, followers, fc.option(followers), fc.boolean(), (many, from, to, parts) => {
        const terms = new Set(termsOf(['w:soup'], many))
        const found = stretchesBetween(from, to, { parts }).filter(
          (stretch) =>
            many >= stretch.from &&
            (stretch.below === null || many < stretch.below) &&
            terms.has(`${stretch.band}w:soup`) &&
            (stretch.parts.length === 0 || stretch.parts.some((part) => terms.has(part))),
        )
        expect(found).toHaveLength(many >= from && (to === null || many <= to) ? 1 : 0)
      }),
      { numRuns: 3000 },
    )
  })

  it('stand there by themselves as well', () => {
    expect(termsOf(['c:PL', 'w:soup'], 1500)).toEqual(['c:PL', 'w:soup', 'a.c:PL', 'a.w:soup', 'a.3b'])
  })
})

describe('the stretches of a list', () => {
  it('lie one below the other, without a hole', () => {
    fc.assert(
      fc.property(followers, fc.option(followers), fc.boolean(), (from, to, parts) => {
        const all = stretchesBetween(from, to, { parts })
        expect(all.length > 0).toBe(to === null || to >= from)
        expect(all[0]?.below ?? null).toBe(all.length === 0 || to === null ? null : to + 1)
        for (const [index, { from: start }] of all.entries()) {
          expect(all[index + 1]?.below ?? from).toBe(start)
        }
      }),
    )
  })

  it('begin small where they begin within a band, and go on with whole bands', () => {
    const widths = stretchesBetween(0, 20_000, { parts: true }).map((one) => one.parts.length)
    expect(widths.slice(0, 6)).toEqual([1, 2, 4, 8, 0, 0])
  })
})
