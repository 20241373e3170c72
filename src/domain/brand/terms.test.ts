/** The index of the search: which terms a row has, and in which stretches it is found. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pairedInBand, stretchesBetween, termsOf } from './terms.ts'

const followers = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: 10_000_000_000 }),
  fc
    .integer({ min: 0, max: 40 })
    .chain((power) => fc.integer({ min: -2, max: 2 }).map((more) => Math.max(0, 2 ** power + more))),
)

describe('the terms of a row', () => {
  it('are found in one stretch of every list that has their number of followers', () => {
    fc.assert(
      fc.property(followers, followers, fc.option(followers), fc.boolean(), (many, from, to, parts) => {
        fc.pre(many >= from && (to === null || many <= to))
        const terms = new Set(termsOf(['w:soup'], many))
        const found = stretchesBetween(from, to, { parts }).filter(
          (stretch) =>
            terms.has(`${stretch.band}w:soup`) &&
            (stretch.parts.length === 0 || stretch.parts.some((part) => terms.has(part))) &&
            !stretch.without.some((part) => terms.has(part)),
        )
        expect(found).toHaveLength(1)
      }),
      { numRuns: 3000 },
    )
  })

  it('stand there by themselves as well', () => {
    expect(termsOf(['c:PL', 'w:soup'], 1500)).toEqual(['c:PL', 'w:soup', '2.c:PL', '2.w:soup', '2.37'])
  })

  it('are found in their band by a search for some of them, and by no other', () => {
    const some = fc.subarray(['k:food', 'k:art', 'c:PL', 'l:pl', 'a:PL:3', 'a:DE:1', 'n:tiktok', 'w:soup'])
    fc.assert(
      fc.property(some, some, followers, (terms, asked, many) => {
        const categories = asked.filter((one) => one.startsWith('k:'))
        fc.pre(categories.length < 2)
        const row = new Set(termsOf(terms, many))
        const band = [...row].at(-1)?.slice(0, 2)
        const wanted = pairedInBand(asked.map((term) => ({ term, begins: false })))
        expect(wanted.every(({ term }) => row.has(`${band}${term}`))).toBe(
          asked.every((one) => terms.includes(one)),
        )
      }),
    )
  })
})

describe('the stretches of a list', () => {
  it('come from the top, so that whoever is in a later one has no more followers', () => {
    const placed = fc.uniqueArray(followers, { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(placed, followers, fc.boolean(), (all, to, parts) => {
        const stretches = stretchesBetween(0, to, { parts })
        const placeOf = (many: number) => {
          const terms = new Set(termsOf(['w:soup'], many))
          return stretches.findIndex(
            (one) =>
              terms.has(`${one.band}w:soup`) &&
              (one.parts.length === 0 || one.parts.some((part) => terms.has(part))) &&
              !one.without.some((part) => terms.has(part)),
          )
        }
        const places = all
          .filter((many) => many <= to)
          .toSorted((a, b) => b - a)
          .map(placeOf)
        expect(places).toEqual(places.toSorted((a, b) => a - b))
      }),
    )
  })

  it('are none where a list ends before it begins', () => {
    expect(stretchesBetween(2000, 1000, { parts: true })).toEqual([])
  })

  it('begin small where they begin within a band, even across its end, and go on with whole bands', () => {
    const widths = (to: number) => stretchesBetween(0, to, { parts: true }).map((one) => one.parts.length)
    expect(widths(20_000).slice(0, 6)).toEqual([1, 2, 4, 8, 0, 0])
    expect(widths(400_000).slice(0, 7)).toEqual([1, 2, 1, 4, 8, 0, 0])
    expect(widths(1023).slice(0, 6)).toEqual([1, 2, 4, 8, 0])
  })
})
