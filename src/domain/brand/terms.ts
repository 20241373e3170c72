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

const LETTERS = { audience: 'a', age: 'y', gender: 'g' } as const satisfies Record<ShareOf, string>

/** Each band reaches from a power of two to the next: where few have so many, it is thin. */
const BANDS = '0123456789abcdefghijklmnopqrstuvwx'
const HIGHEST = BANDS.length - 1
/** Where many have so many, a list can begin in the middle of a band. */
const PARTS = 128
/** The first parts are this many and less. */
const WIDEST = 8

/** Each term by itself and in the band of so many followers, and in which part of the band they are. */
export function termsOf(terms: readonly string[], followers: number): string[] {
  const { band, part } = placeOf(followers)
  return [...terms, ...terms.map((one) => bandTerm(band) + one), partTerm(band, part)]
}

/** Rows from `from` up to but not including `below` followers; null: however many. */
export type Stretch = {
  /** Begins each of the band's terms. */
  band: string
  /** One of these must stand there, too; where there is none, the whole band is asked. */
  parts: string[]
  from: number
  below: number | null
}

/**
 * All numbers of followers between two, both included, from the top. A list that begins within a band may begin where
 * very many stand: so it can begin with small parts, each twice as wide as the one before. Where those do not fill a
 * page, a whole band has no more than a few pages.
 */
export function stretchesBetween(
  from: number,
  to: number | null,
  { parts: byParts }: { parts: boolean },
): Stretch[] {
  const top = to === null ? { band: HIGHEST, part: PARTS - 1 } : placeOf(to)
  const stretches: Stretch[] = []
  let below = to === null ? null : to + 1
  const add = (band: number, parts: string[], start: number) => {
    if (below === null || below > Math.max(from, start)) {
      stretches.push({ band: bandTerm(band), parts, from: Math.max(from, start), below })
    }
    below = start
  }
  for (let band = top.band; band >= placeOf(from).band; band--) {
    if (byParts && to !== null && band === top.band) {
      let part = top.part
      for (let width = 1; width <= WIDEST && part >= 0; width *= 2) {
        const first = Math.max(0, part - width + 1)
        const parts = Array.from({ length: part - first + 1 }, (_, index) => partTerm(band, first + index))
        add(band, parts, startOf(band, first))
        part = first - 1
      }
    }
    add(band, [], startOf(band, 0))
  }
  return stretches
}

function bandTerm(band: number): string {
  return `${BANDS[band] ?? ''}.`
}

function partTerm(band: number, part: number): string {
  return `${bandTerm(band)}${part.toString(16).padStart(2, '0')}`
}

function placeOf(followers: number): { band: number; part: number } {
  const band = Math.min(HIGHEST, Math.max(0, Math.floor(Math.log2(Math.max(1, followers)))))
  const start = 2 ** band
  const part = Math.floor(((Math.max(start, followers) - start) * PARTS) / start)
  return { band, part: Math.min(PARTS - 1, part) }
}

/** With how many followers a part of a band begins; the lowest band begins with nobody. */
function startOf(band: number, part: number): number {
  return band === 0 && part === 0 ? 0 : 2 ** band + Math.ceil((part * 2 ** band) / PARTS)
}
