/** What a creator says about themselves, beside what the networks say. */

export const CATEGORIES = [
  'animals',
  'art',
  'beauty',
  'books',
  'business',
  'comedy',
  'dance',
  'education',
  'family',
  'fashion',
  'fitness',
  'food',
  'gaming',
  'home',
  'music',
  'nature',
  'news',
  'outdoors',
  'photography',
  'science',
  'sports',
  'sustainability',
  'technology',
  'travel',
  'vehicles',
  'wellbeing',
] as const
export type Category = (typeof CATEGORIES)[number]

export function isCategory(text: string): text is Category {
  return (CATEGORIES as readonly string[]).includes(text)
}

/** Parts of the public profile that a creator may leave out. */
export const BLOCKS = ['growth', 'audience', 'posts', 'engagement', 'links', 'rates'] as const
export type Block = (typeof BLOCKS)[number]

export function isBlock(text: string): text is Block {
  return (BLOCKS as readonly string[]).includes(text)
}

export type Link = { label: string; url: string }

export const RATED = ['post', 'story', 'short_video', 'video', 'package'] as const
export type Rated = (typeof RATED)[number]

/** What something costs, in whole units of a currency of ISO 4217. */
export type Rate = { what: Rated; from: number; to: number; currency: string }

/** Everything of a profile that its people may change. */
export type ProfileFields = {
  name: string
  bio: string
  place: string | null
  /** ISO 3166-1, two letters. */
  country: string | null
  /** ISO 639-1, the one they speak most first. */
  languages: readonly string[]
  categories: readonly Category[]
  links: readonly Link[]
  /** Whether brands find it in their search. */
  listed: boolean
  hidden: readonly Block[]
  rates: readonly Rate[]
}

export const MOST_LANGUAGES = 3
export const MOST_CATEGORIES = 4
export const MOST_LINKS = 3
const LONGEST = { name: 80, bio: 500, place: 80, label: 40, url: 300 } as const
const LARGEST_RATE = 10_000_000

/** What a form says, before anything in it is believed. */
export type ProfileForm = {
  name: string
  bio: string
  place: string
  country: string
  languages: readonly string[]
  categories: readonly string[]
  links: readonly { label: string; url: string }[]
  listed: boolean
  /** The blocks that are shown. */
  shown: readonly string[]
  currency: string
  rates: readonly { what: Rated; from: string; to: string }[]
}

export type ProfileField =
  | 'name'
  | 'bio'
  | 'place'
  | 'country'
  | 'languages'
  | 'categories'
  | 'links'
  | 'rates'
export type ProfileMistake = {
  field: ProfileField
  why: 'missing' | 'too_long' | 'unknown' | 'too_many' | 'no_address' | 'no_amount' | 'upside_down'
}

export type ReadProfile = { fields: ProfileFields; mistakes: readonly ProfileMistake[] }

/** All mistakes at once. What is wrong stays as it was written, so that nobody types it twice. */
export function readProfileForm(
  form: ProfileForm,
  known: { countries: readonly string[]; languages: readonly string[] },
): ReadProfile {
  const mistakes: ProfileMistake[] = []
  const wrong = (field: ProfileField, why: ProfileMistake['why']) => {
    if (!mistakes.some((mistake) => mistake.field === field)) mistakes.push({ field, why })
  }
  const text = (field: 'name' | 'bio' | 'place', given: string): string => {
    const value = withoutInvisible(given).trim()
    if ([...value].length > LONGEST[field]) wrong(field, 'too_long')
    return value
  }
  const name = text('name', form.name)
  if (name === '') wrong('name', 'missing')
  const country = form.country === '' ? null : form.country
  if (country !== null && !known.countries.includes(country)) wrong('country', 'unknown')
  const languages = [...new Set(form.languages.filter((code) => code !== ''))]
  if (languages.some((code) => !known.languages.includes(code))) wrong('languages', 'unknown')
  if (languages.length > MOST_LANGUAGES) wrong('languages', 'too_many')
  const categories = [...new Set(form.categories)].filter(isCategory)
  if (categories.length > MOST_CATEGORIES) wrong('categories', 'too_many')
  const links = form.links
    .map(({ label, url }) => ({ label: withoutInvisible(label).trim(), url: url.trim() }))
    .filter(({ label, url }) => label !== '' || url !== '')
    .map(({ label, url }) => {
      const address = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`
      const host = isAddress(address) ? new URL(address).host : null
      if (host === null) wrong('links', 'no_address')
      if ([...label].length > LONGEST.label || address.length > LONGEST.url) wrong('links', 'too_long')
      return { label: label || (host ?? url), url: host === null ? url : new URL(address).href }
    })
  if (links.length > MOST_LINKS) wrong('links', 'too_many')
  return {
    fields: {
      name,
      bio: text('bio', form.bio),
      place: text('place', form.place) || null,
      country,
      languages,
      categories,
      links,
      listed: form.listed,
      hidden: BLOCKS.filter((block) => !form.shown.includes(block)),
      rates: readRates(form, wrong),
    },
    mistakes,
  }
}

function readRates(
  form: ProfileForm,
  wrong: (field: 'rates', why: ProfileMistake['why']) => void,
): readonly Rate[] {
  return form.rates.flatMap(({ what, from, to }) => {
    if (from.trim() === '' && to.trim() === '') return []
    const [low, high] = [amountOf(from || to), amountOf(to || from)]
    if (low === null || high === null) {
      wrong('rates', 'no_amount')
      return []
    }
    if (low > high) wrong('rates', 'upside_down')
    if (!CURRENCIES.includes(form.currency)) wrong('rates', 'unknown')
    return [{ what, from: low, to: high, currency: form.currency }]
  })
}

export const CURRENCIES: readonly string[] =
  'AUD BRL CAD CHF CZK DKK EUR GBP HUF IDR ILS INR JPY KRW MXN NGN NOK NZD PLN RON SEK SGD TRY USD ZAR'.split(
    ' ',
  )

/** Whole units; people write spaces, dots and commas between thousands. */
function amountOf(given: string): number | null {
  const digits = given.trim().replaceAll(/[\s.,'’_](?=\d{3}(?:\D|$))/g, '')
  const amount = /^\d{1,8}$/.test(digits) ? Number(digits) : Number.NaN
  return amount >= 0 && amount <= LARGEST_RATE ? amount : null
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  return (
    (protocol === 'https:' || protocol === 'http:') &&
    hostname.includes('.') &&
    username === '' &&
    password === ''
  )
}

/** Controls, and characters that turn a line around; line breaks of a bio stay. */
function withoutInvisible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/(?!\n)[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
}
