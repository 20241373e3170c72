/** What of a channel brands can search for: made whenever its numbers or its profile change. */
import { accountName } from '../channel/channel.ts'
import { type Base, engagementOf } from '../insight/engagement.ts'
import type { Post } from '../insight/post.ts'
import type { Breakdown, Reading } from '../insight/reading.ts'
import type { Network } from '../network.ts'
import { type Block, CATEGORIES } from '../person/profile.ts'
import { SHARE_STEPS, type ShareOf, term } from './terms.ts'
import { wordsIn } from './words.ts'

/** By what a post's interactions are divided; null where the network has no such rate, or too few posts. */
export type Rates = Record<Base, number | null>

/** Whose channel it is, as a page of results says it. */
export type ResultCard = {
  network: Network
  handle: string
  name: string
  bio: string
  country: string | null
  categories: readonly string[]
  channelName: string
}

export type Listing = {
  card: ResultCard
  followers: number
  growth: number | null
  rates: Rates
  country: string | null
  /** One bit a category. */
  categories: bigint
  /** Whatever can be asked for by name, and the words of its profile. */
  terms: string[]
}

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
    card: {
      network,
      handle: creator.handle,
      name: creator.name,
      bio: creator.bio,
      country: creator.country,
      categories: creator.categories,
      channelName: accountName(channel),
    },
    followers,
    growth:
      of.derivedAllowed && shown('growth') && before !== null && before > 0
        ? (followers - before) / before
        : null,
    rates: { reach: rate('reach'), followers: rate('followers'), views: rate('views') },
    country: creator.country,
    categories: categoryBits(creator.categories),
    terms: [
      term.network(network),
      ...(creator.country === null ? [] : [term.country(creator.country)]),
      ...creator.categories.map(term.category),
      ...creator.languages.map(term.language),
      ...(shown('audience') ? audienceTerms(of.breakdowns) : []),
      ...wordsIn(
        [
          creator.name,
          creator.handle,
          channel.handle ?? '',
          channel.title,
          creator.place ?? '',
          creator.bio,
        ].join(' '),
        MOST_WORDS,
      ).map(term.word),
    ],
  }
}

export function categoryBits(categories: readonly string[]): bigint {
  return CATEGORIES.reduce(
    (bits, category, place) => (categories.includes(category) ? bits | (1n << BigInt(place)) : bits),
    0n,
  )
}

const DIMENSIONS = { country: 'audience', age: 'age', gender: 'gender' } as const satisfies Record<
  string,
  ShareOf
>

/** A network may cut a group in two that is one here: the larger share counts. */
function audienceTerms(breakdowns: readonly Breakdown[]): string[] {
  const terms = breakdowns.flatMap(({ dimension, parts }) =>
    dimension === 'city'
      ? []
      : parts.flatMap(({ key, share }) =>
          SHARE_STEPS.filter((step) => share * 100 >= step).map((step) =>
            term.share(DIMENSIONS[dimension], plainKey(dimension, key), step),
          ),
        ),
  )
  return [...new Set(terms)]
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
