/** How much people do with a channel's posts, by a formula that stands beside the rate. Never over several networks. */
import type { Network } from '../network.ts'
import { DAY, later } from '../time.ts'
import type { Post, PostMetric } from './post.ts'

/** What the interactions of a post are divided by. */
export const BASES = ['reach', 'views', 'followers'] as const
export type Base = (typeof BASES)[number]

/** Short videos are watched, not followed: they get a rate of their own. */
export const GROUPS = ['posts', 'shorts'] as const
export type Group = (typeof GROUPS)[number]

export type Formula = {
  bases: readonly Base[]
  /** What is added up: what the network gives for its posts. */
  parts: readonly PostMetric[]
}

export const FORMULAS: Record<Network, Formula> = {
  instagram: { bases: ['reach', 'followers'], parts: ['likes', 'comments', 'shares', 'saves'] },
  facebook: { bases: ['reach', 'followers'], parts: ['likes', 'comments', 'shares'] },
  tiktok: { bases: ['views'], parts: ['likes', 'comments', 'shares'] },
  youtube: { bases: ['views'], parts: ['likes', 'comments'] },
}

export const MOST_POSTS = 30
export const WITHIN_DAYS = 90
export const FEWEST_POSTS = 5
/** A post is still being seen for the first days: its rate would say more about its age. */
const SETTLED_AFTER_MS = DAY

export type Rate = { base: Base; group: Group; parts: readonly PostMetric[] } & (
  | {
      kind: 'rate'
      /** Interactions of the middle post for one of the base: 0.05 is 5 %. */
      value: number
      posts: number
      from: Date
      to: Date
    }
  | { kind: 'not_enough_posts'; posts: number }
  | { kind: 'likes_hidden'; posts: number }
)

/**
 * The median over the newest thirty posts of the last ninety days. Where a part is missing, the post is left out: a
 * smaller sum under the same name would be another rate.
 */
export function engagementOf(
  network: Network,
  about: { posts: readonly Post[]; followers: number | null; now: Date },
): Rate[] {
  const { bases, parts } = FORMULAS[network]
  const { posts, followers, now } = about
  const counted = posts
    .filter(({ postedAt }) => postedAt >= later(now, -WITHIN_DAYS * DAY))
    .filter(({ postedAt }) => postedAt <= later(now, -SETTLED_AFTER_MS))
    .toSorted((a, b) => b.postedAt.getTime() - a.postedAt.getTime())
  return GROUPS.flatMap((group) => {
    const own = counted.filter(({ kind }) => (kind === 'short') === (group === 'shorts'))
    const newest = own.slice(0, MOST_POSTS)
    if (newest.length === 0) return []
    return bases.map((base) => rateOf(newest, { base, group, parts }, followers))
  })
}

function rateOf(
  posts: readonly Post[],
  about: { base: Base; group: Group; parts: readonly PostMetric[] },
  followers: number | null,
): Rate {
  const rates = posts.flatMap((post) => {
    const by = about.base === 'followers' ? followers : (post.numbers[about.base] ?? null)
    const counts = about.parts.map((part) => post.numbers[part])
    if (by === null || by <= 0 || counts.some((count) => count === undefined)) return []
    return [counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) / by]
  })
  if (rates.length < FEWEST_POSTS) {
    const hidden = posts.filter(({ gaps }) =>
      gaps.some(({ metric, why }) => metric === 'likes' && why === 'hidden_by_creator'),
    )
    const isHidden = posts.length >= FEWEST_POSTS && posts.length - hidden.length < FEWEST_POSTS
    return { ...about, kind: isHidden ? 'likes_hidden' : 'not_enough_posts', posts: rates.length }
  }
  const times = posts.map(({ postedAt }) => postedAt.getTime())
  return {
    ...about,
    kind: 'rate',
    value: median(rates),
    posts: rates.length,
    from: new Date(Math.min(...times)),
    to: new Date(Math.max(...times)),
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
