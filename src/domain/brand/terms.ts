/**
 * What can be asked for by name, as the index of the search knows it. Such an index finds all rows that have a term, in
 * no order, and a page begins with whoever has most followers. So each term stands there once more for its band of
 * followers, and the bands are asked from the top until the page is full: few rows are read, however many have it.
 */
import type { Network } from '../network.ts'

/** Shares can be asked for in these steps, in per cent. */
export const SHARE_STEPS = [10, 20, 30, 40, 50, 60, 70, 80] as const
export type ShareStep = (typeof SHARE_STEPS)[number]

export const SHARES_OF = ['audience', 'age', 'gender'] as const
export type ShareOf = (typeof SHARES_OF)[number]

/** Short, because there are dozens of them in every row. */
export const term = {
  network: (network: Network) => `n:${network}`,
  country: (country: string) => `c:${country}`,
  category: (category: string) => `k:${category}`,
  language: (language: string) => `l:${language}`,
  /** At least so much. Whoever has 30 % has 10 and 20, too: one term is asked for, and not one of several. */
  share: (of: ShareOf, key: string, step: ShareStep) => `${LETTERS[of]}:${key}:${step / 10}`,
  word: (word: string) => `w:${word}`,
}

/** A term that must be there, or one that begins so. */
export type Wanted = { term: string; begins: boolean }

const LETTERS = { audience: 'a', age: 'y', gender: 'g' } as const satisfies Record<ShareOf, string>

/**
 * With how many followers each band begins. Few creators have millions: there a band reaches from one power of two to
 * the next. Most have some thousands: there it is a quarter of that, so that a list that begins among them need not go
 * through too many.
 */
export const BAND_STARTS: readonly number[] = [
  0,
  ...Array.from({ length: 15 }, (_, index) => index + 10).flatMap((power) => {
    const pieces = power < 17 ? 4 : power < 20 ? 2 : 1
    return Array.from({ length: pieces }, (_, piece) => 2 ** power * (1 + piece / pieces))
  }),
]
const HIGHEST = BAND_STARTS.length - 1
const NAMES = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** A list can also begin in the middle of a band. */
const PARTS = 64
/** The widest stretch of parts; where that did not fill a page, a whole band has not many more. */
const WIDEST = 8

/** Each term by itself and in the band of so many followers, and in which part of the band they are. */
export function termsOf(terms: readonly string[], followers: number): string[] {
  const { band, part } = placeOf(followers)
  const pairs = terms
    .filter(isCategory)
    .flatMap((category) => terms.filter(isPaired).map((other) => pair(category, other)))
  return [...terms, ...[...terms, ...pairs].map((one) => bandTerm(band) + one), partTerm(band, part)]
}

/**
 * A category is what brands begin with, and few have it together with a network, a country, a language or an audience:
 * so these stand in each band as pairs, too. For two terms the index goes through everybody who has either.
 */
export function pairedInBand(wanted: readonly Wanted[]): readonly Wanted[] {
  const category = wanted.find(({ term }) => isCategory(term))
  const others = wanted.filter(({ term }) => isPaired(term))
  if (category === undefined || others.length === 0) return wanted
  return [
    ...wanted.filter((one) => one !== category && !isPaired(one.term)),
    ...others.map(({ term, begins }) => ({ term: pair(category.term, term), begins })),
  ]
}

/** Network, country and category are columns of the row as well. */
export const hasColumn = (term: string): boolean => /^[nck]:/.test(term)
const isCategory = (term: string): boolean => term.startsWith('k:')
const isPaired = (term: string): boolean => /^[ncla]:/.test(term)
const pair = (category: string, other: string): string => `${category}+${other}`

/** Some rows of a band. */
export type Stretch = {
  /** Begins each of the band's terms. */
  band: string
  /** One of these stands there, too; where there is none, the whole band is meant. */
  parts: readonly string[]
  /** None of these does: they were stretches of their own. */
  without: readonly string[]
}

/**
 * From the top, where everybody is who has a number of followers between two, both included. In the bands where these
 * begin and end there are others as well.
 *
 * A list that begins among many begins with one small part, and each stretch is twice as wide as the one before: however
 * many match, not many more are read than asked for. At the top bands are thin, and each is asked as a whole.
 */
export function stretchesBetween(
  from: number,
  to: number | null,
  { parts: byParts }: { parts: boolean },
): Stretch[] {
  const top = to === null ? { band: HIGHEST, part: PARTS - 1 } : placeOf(to)
  const end = placeOf(from)
  const stretches: Stretch[] = []
  let width = byParts && to !== null ? 1 : PARTS
  for (let number = top.band; number >= end.band && (to === null || to >= from); number--) {
    const band = bandTerm(number)
    const last = number === end.band ? end.part : 0
    const without: string[] = []
    let part = number === top.band ? top.part : PARTS - 1
    while (width <= WIDEST && part >= last) {
      const parts = Array.from({ length: Math.min(width, part - last + 1) }, () => partTerm(number, part--))
      stretches.push({ band, parts, without: [] })
      without.push(...parts)
      if (parts.length === width) width *= 2
    }
    if (part >= last) stretches.push({ band, parts: [], without })
  }
  return stretches
}

function bandTerm(band: number): string {
  return `${NAMES[band] ?? ''}.`
}

function partTerm(band: number, part: number): string {
  return `${bandTerm(band)}${part.toString(16).padStart(2, '0')}`
}

function placeOf(followers: number): { band: number; part: number } {
  const band = BAND_STARTS.findLastIndex((start) => start <= Math.max(0, followers))
  const { start, width } = boundsOf(band)
  return { band, part: Math.min(PARTS - 1, Math.floor(((Math.max(0, followers) - start) * PARTS) / width)) }
}

function boundsOf(band: number): { start: number; width: number } {
  const start = BAND_STARTS[band] ?? 0
  // The last one has no end, and its last part takes whatever is beyond this.
  return { start, width: (BAND_STARTS[band + 1] ?? 2 * start) - start }
}
