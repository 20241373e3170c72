/** What of a channel brands can search for: made whenever its numbers or its profile change. */
import { type Base, engagementOf } from '../insight/engagement.ts'
import type { Post } from '../insight/post.ts'
import type { Breakdown, Reading } from '../insight/reading.ts'
import type { Network } from '../network.ts'
import { type Block, CATEGORIES } from '../person/profile.ts'
import { wordsIn } from './words.ts'

/** By what a post's interactions are divided; null where the network has no such rate, or too few posts. */
export type Rates = Record<Base, number | null>

export type Listing = {
  followers: number
  growth: number | null
  rates: Rates
  country: string | null
  /** One bit a category. */
  categories: bigint
  traits: Trait[]
  words: string[]
}

/** Something that is asked for by name. A share reaches a step, in per cent; what has none reaches 0. */
export type Trait = { name: string; step: number }

/** Shares can be asked for in these steps. */
export const SHARE_STEPS = [10, 20, 30, 40, 50, 60, 70, 80] as const

export const AUDIENCE_AGES = ['13-17', '18-24', '25-34', '35-44', '45-54', '55-64', '65+'] as const
export const AUDIENCE_GENDERS = ['female', 'male'] as const

const MOST_WORDS = 200

/** Null where the network has told no number of followers yet: there is nothing to find the channel by. */
export function listingOf(of: {
  network: Network
  creator: {
    handle: string
    name: string
    bio: string
    place: string | null
    country: string | null
    languages: readonly string[]
    categories: readonly string[]
    hidden: readonly Block[]
  }
  channel: { handle: string | null; title: string }
  readings: readonly Reading[]
  breakdowns: readonly Breakdown[]
  /** Followers about thirty days before, where they are known. */
  followersBefore: number | null
  posts: readonly Post[]
  /** Whether the network's terms allow numbers of our own making. */
  derivedAllowed: boolean
  now: Date
}): Listing | null {
  const { network, creator, channel } = of
  const followers = of.readings.find(({ metric }) => metric === 'followers')?.value
  if (followers === undefined) return null
  const shown = (block: Block) => !creator.hidden.includes(block)
  const rates = of.derivedAllowed && shown('engagement') ? engagementOf(network, { ...of, followers }) : []
  // Short videos have a rate of their own; it stands for those who make nothing else.
  const rate = (base: Base) =>
    (['posts', 'shorts'] as const)
      .map((group) => rates.find((one) => one.base === base && one.group === group))
      .flatMap((one) => (one?.kind === 'rate' ? [one.value] : []))[0] ?? null
  const before = of.followersBefore
  return {
    followers,
    growth:
      of.derivedAllowed && shown('growth') && before !== null && before > 0
        ? (followers - before) / before
        : null,
    rates: { reach: rate('reach'), followers: rate('followers'), views: rate('views') },
    country: creator.country,
    categories: categoryBits(creator.categories),
    traits: highestOfEach([
      ...[
        ...creator.languages.map(languageTrait),
        ...creator.categories.map((category) => categoryTrait(category, null)),
        ...creator.categories.flatMap((category) =>
          creator.country === null ? [] : [categoryTrait(category, creator.country)],
        ),
      ].map((name) => ({ name, step: 0 })),
      ...(shown('audience') ? of.breakdowns.flatMap(audienceTraits) : []),
    ]),
    words: wordsIn(
      [
        creator.name,
        creator.handle,
        channel.handle ?? '',
        channel.title,
        creator.place ?? '',
        creator.bio,
      ].join(' '),
      MOST_WORDS,
    ),
  }
}

export function categoryBits(categories: readonly string[]): bigint {
  return CATEGORIES.reduce(
    (bits, category, place) => (categories.includes(category) ? bits | (1n << BigInt(place)) : bits),
    0n,
  )
}

export function languageTrait(language: string): string {
  return `lang:${language}`
}

/** What is asked for most often together has a name of its own. */
export function categoryTrait(category: string, country: string | null): string {
  return country === null ? `category:${category}` : `category:${category}:${country}`
}

export function shareTrait(dimension: 'audience' | 'age' | 'gender', key: string): string {
  return `${dimension}:${key}`
}

const DIMENSIONS = { country: 'audience', age: 'age', gender: 'gender' } as const

function audienceTraits({ dimension, parts }: Breakdown): Trait[] {
  if (dimension === 'city') return []
  return parts.flatMap(({ key, share }) => {
    const step = SHARE_STEPS.findLast((one) => share * 100 >= one)
    return step === undefined
      ? []
      : [{ name: shareTrait(DIMENSIONS[dimension], plainKey(dimension, key)), step }]
  })
}

/** A network may cut a group in two that is one here. */
function highestOfEach(traits: readonly Trait[]): Trait[] {
  const steps = new Map<string, number>()
  for (const { name, step } of traits) steps.set(name, Math.max(step, steps.get(name) ?? 0))
  return [...steps].map(([name, step]) => ({ name, step }))
}

/** Networks name the same group differently. */
function plainKey(dimension: 'country' | 'age' | 'gender', key: string): string {
  switch (dimension) {
    case 'country':
      return key.toUpperCase()
    case 'age':
      return key.replace(/^age/, '').replace(/^65.*$/, '65+')
    case 'gender':
      return { f: 'female', m: 'male' }[key.toLowerCase()] ?? key.toLowerCase()
    default:
      return dimension satisfies never
  }
}
