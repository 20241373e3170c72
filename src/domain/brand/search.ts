/** What a brand looks for: read from an address and written back into one, so that a search can be kept and shared. */
import { isCountry } from '../country.ts'
import { BASES, type Base } from '../insight/engagement.ts'
import { isNetwork, type Network } from '../network.ts'
import { type Category, isCategory } from '../person/profile.ts'
import { AUDIENCE_AGES, AUDIENCE_GENDERS } from './listing.ts'
import { SHARE_STEPS, SHARES_OF, type ShareStep, term, type Wanted } from './terms.ts'
import { wordsIn } from './words.ts'

export const SORTS = ['followers', 'engagement', 'growth', 'checked'] as const
export type Sort = (typeof SORTS)[number]

export type Share = { key: string; step: ShareStep }

export type Search = {
  text: string
  network: Network | null
  followersFrom: number | null
  followersTo: number | null
  /** Which formula is meant wherever engagement is asked for or ordered by. */
  engagementBy: Base
  /** A share, not a percentage. */
  engagementFrom: number | null
  country: string | null
  language: string | null
  category: Category | null
  audienceCountry: Share | null
  audienceAge: Share | null
  audienceGender: Share | null
  /** Only channels whose numbers may be shown now. */
  verifiedOnly: boolean
  sort: Sort
}

export const DEFAULT_SHARE_STEP = 30

/** Found creators are counted up to here. Nobody reads on beyond it; counting further would only cost. */
export const COUNT_AT_MOST = 1000

export const EVERYTHING: Search = {
  text: '',
  network: null,
  followersFrom: null,
  followersTo: null,
  engagementBy: 'followers',
  engagementFrom: null,
  country: null,
  language: null,
  category: null,
  audienceCountry: null,
  audienceAge: null,
  audienceGender: null,
  verifiedOnly: true,
  sort: 'followers',
}

/** The parts of a search that leave somebody out. */
export const FILTERS = [
  'text',
  'network',
  'followersFrom',
  'followersTo',
  'engagementFrom',
  'country',
  'language',
  'category',
  'audienceCountry',
  'audienceAge',
  'audienceGender',
] as const
export type Filter = (typeof FILTERS)[number]

const LONGEST_TEXT = 200
const MOST_WORDS = 8
const MOST_FOLLOWERS = 10_000_000_000

/** Whatever an address says; what makes no sense is as if it had not been said. */
export function readSearch(params: URLSearchParams): Search {
  const chosen = <T extends string>(name: string, is: (text: string) => text is T): T | null => {
    const text = params.get(name) ?? ''
    return is(text) ? text : null
  }
  const share = (name: string, known: (key: string) => boolean): Share | null => {
    const key = params.get(name) ?? ''
    if (!known(key)) return null
    const asked = Number(params.get(`${name}_share`))
    return { key, step: SHARE_STEPS.find((step) => step === asked) ?? DEFAULT_SHARE_STEP }
  }
  const country = (params.get('country') ?? '').toUpperCase()
  const language = params.get('language') ?? ''
  const percent = numberIn(params.get('rate_from'), 100)
  return {
    text: (params.get('q') ?? '').trim().slice(0, LONGEST_TEXT),
    network: chosen('network', isNetwork),
    followersFrom: countIn(params.get('from')),
    followersTo: countIn(params.get('to')),
    engagementBy: chosen('rate', isBase) ?? EVERYTHING.engagementBy,
    engagementFrom: percent === null || percent === 0 ? null : percent / 100,
    country: isCountry(country) ? country : null,
    language: /^[a-z]{2}$/.test(language) ? language : null,
    category: chosen('category', isCategory),
    audienceCountry: share('audience', isCountry),
    audienceAge: share('age', (key) => (AUDIENCE_AGES as readonly string[]).includes(key)),
    audienceGender: share('gender', (key) => (AUDIENCE_GENDERS as readonly string[]).includes(key)),
    verifiedOnly: params.get('show') !== 'all',
    sort:
      chosen('sort', (text): text is Sort => (SORTS as readonly string[]).includes(text)) ?? EVERYTHING.sort,
  }
}

/** Only what differs from a search for everything, in one order: the same search has one address. */
export function searchParams(search: Search): URLSearchParams {
  const params = new URLSearchParams()
  const put = (name: string, value: string | number | null) => {
    if (value !== null && value !== '') params.set(name, String(value))
  }
  const putShare = (name: string, share: Share | null) => {
    put(name, share?.key ?? null)
    put(`${name}_share`, share?.step ?? null)
  }
  put('q', search.text)
  put('network', search.network)
  put('from', search.followersFrom)
  put('to', search.followersTo)
  put('rate', search.engagementBy === EVERYTHING.engagementBy ? null : search.engagementBy)
  put('rate_from', search.engagementFrom === null ? null : Number((search.engagementFrom * 100).toFixed(2)))
  put('country', search.country)
  put('language', search.language)
  put('category', search.category)
  putShare('audience', search.audienceCountry)
  putShare('age', search.audienceAge)
  putShare('gender', search.audienceGender)
  put('show', search.verifiedOnly ? null : 'all')
  put('sort', search.sort === EVERYTHING.sort ? null : search.sort)
  return params
}

export function isBase(text: string): text is Base {
  return (BASES as readonly string[]).includes(text)
}

/** Without a filter, or in the order that leaves nobody out. */
export function without(search: Search, filter: Filter | 'sort'): Search {
  return { ...search, [filter]: EVERYTHING[filter] }
}

export function filtersOf(search: Search): Filter[] {
  return FILTERS.filter((filter) => search[filter] !== EVERYTHING[filter])
}

/** Of a word that is at least this long its beginning is enough: a stem in many languages. */
const SHORTEST_STEM = 4
/** The last one may still be being typed. */
const SHORTEST_BEGINNING = 3

/** What must be there by name, all of it; null where nothing can be: a text without a letter or a digit is found nowhere. */
export function wantedOf(search: Search): Wanted[] | null {
  const words = wordsIn(search.text, MOST_WORDS)
  if (words.length === 0 && search.text !== '') return null
  const { network, country, category, language } = search
  const shares = { audience: search.audienceCountry, age: search.audienceAge, gender: search.audienceGender }
  const exactly = [
    ...SHARES_OF.map((of) => shares[of] && term.share(of, shares[of].key, shares[of].step)),
    language && term.language(language),
    category && term.category(category),
    country && term.country(country),
    network && term.network(network),
  ]
  return [
    ...words.map((word, place) => ({
      term: term.word(word),
      begins: word.length >= (place === words.length - 1 ? SHORTEST_BEGINNING : SHORTEST_STEM),
    })),
    ...exactly.filter((one) => one !== null).map((one) => ({ term: one, begins: false })),
  ]
}

/**
 * Paused numbers must not be found out by asking whether they are larger than something: whoever asks about numbers,
 * or wants them in order, gets verified channels only.
 */
export function numbersMatter(search: Search): boolean {
  return (
    search.followersFrom !== null ||
    search.followersTo !== null ||
    search.engagementFrom !== null ||
    search.audienceCountry !== null ||
    search.audienceAge !== null ||
    search.audienceGender !== null
  )
}

/** Where a page of results ends: the value it was ordered by, and the channel. */
export type Place = { value: number; channelId: string }

export function readPlace(text: string | null): Place | null {
  const [, value = '', channelId = ''] =
    /^(-?\d{1,17}(?:\.\d{1,17})?(?:e-\d{1,2})?)~(chn_[0-9a-z]{1,40})$/.exec(text ?? '') ?? []
  const number = Number(value)
  return channelId === '' || !Number.isFinite(number) ? null : { value: number, channelId }
}

export function placeText({ value, channelId }: Place): string {
  return `${value}~${channelId}`
}

/** 12000, 12.000, 12,000, 12k or 1.5m, as people type them; null where it is none of these. */
export function countIn(text: string | null): number | null {
  const typed = (text ?? '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s\u00a0\u202f_']/g, '')
  const short = /^(\d{1,6})(?:[.,](\d{1,2}))?([km])$/.exec(typed)
  const count =
    short !== null
      ? Number(`${short[1]}.${short[2] ?? '0'}`) * (short[3] === 'k' ? 1_000 : 1_000_000)
      : /^\d{1,3}(?:[.,]\d{3})+$|^\d{1,11}$/.test(typed)
        ? Number(typed.replaceAll(/[.,]/g, ''))
        : Number.NaN
  return Number.isFinite(count) && count <= MOST_FOLLOWERS ? Math.round(count) : null
}

function numberIn(text: string | null, most: number): number | null {
  const typed = (text ?? '').trim().replace(',', '.').replace(/%$/, '')
  return /^\d{1,3}(?:\.\d{1,2})?$/.test(typed) && Number(typed) <= most ? Number(typed) : null
}
