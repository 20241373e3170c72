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
