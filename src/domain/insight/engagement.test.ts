import { describe, expect, test } from 'vitest'
import { DAY, later } from '../time.ts'
import { engagementOf, median } from './engagement.ts'
import type { Post, PostKind, PostNumbers } from './post.ts'

const now = new Date('2026-11-25T12:00:00Z')

const post = (daysAgo: number, numbers: PostNumbers, more: Partial<Post> = {}): Post => ({
  networkId: `p${daysAgo}`,
  postedAt: later(now, -daysAgo * DAY),
  kind: 'picture',
  title: '',
  url: null,
  numbers,
  gaps: [],
  takenAt: now,
  ...more,
})
const full = (likes: number): PostNumbers => ({ likes, comments: 0, shares: 0, saves: 0, reach: 100 })
const posts = (count: number, likes = 5, kind: PostKind = 'picture') =>
  Array.from({ length: count }, (_, index) => post(2 + index * 2, full(likes), { kind }))

describe('the engagement rate', () => {
  test('is the interactions of the middle post, over reach and over followers', () => {
    const own = [1, 2, 3, 4, 50].map((likes, index) => post(2 + index, full(likes)))
    const rates = engagementOf('instagram', { posts: own, followers: 1000, now })
    expect(rates).toMatchObject([
      { base: 'reach', kind: 'rate', value: 0.03, posts: 5 },
      { base: 'followers', kind: 'rate', value: 0.003, posts: 5 },
    ])
  })

  test('says that four posts are not enough', () => {
    const [rate] = engagementOf('instagram', { posts: posts(4), followers: 1, now })
    expect(rate).toMatchObject({ kind: 'not_enough_posts', posts: 4 })
  })

  test('looks at the newest thirty of the last ninety days, and at none of today', () => {
    const own = [post(0.5, full(99)), ...posts(40), post(91, full(99))]
    const [rate] = engagementOf('instagram', { posts: own, followers: null, now })
    expect(rate).toMatchObject({ kind: 'rate', value: 0.05, posts: 30, from: later(now, -60 * DAY) })
  })

  test('leaves out a post of which a part is missing, instead of counting less', () => {
    const { saves: _, ...without } = full(90)
    const own = [...posts(5), post(1.5, without)]
    const [rate] = engagementOf('instagram', { posts: own, followers: null, now })
    expect(rate).toMatchObject({ kind: 'rate', value: 0.05, posts: 5 })
  })

  test('says that likes are hidden where that is why', () => {
    const hidden = { gaps: [{ metric: 'likes', why: 'hidden_by_creator' }] } as const
    const own = Array.from({ length: 8 }, (_, index) => post(2 + index, { comments: 1 }, hidden))
    const [rate] = engagementOf('tiktok', { posts: own, followers: null, now })
    expect(rate).toMatchObject({ base: 'views', kind: 'likes_hidden' })
  })

  test('is apart for short videos and for the rest', () => {
    const own = [...posts(6, 5), ...posts(6, 9, 'short')]
    const rates = engagementOf('instagram', { posts: own, followers: null, now })
    expect(rates.filter(({ base }) => base === 'reach')).toMatchObject([
      { group: 'posts', value: 0.05 },
      { group: 'shorts', value: 0.09 },
    ])
  })

  test('never divides by nothing', () => {
    const own = posts(6).map((one) => ({ ...one, numbers: { ...one.numbers, reach: 0 } }))
    const rates = engagementOf('instagram', { posts: own, followers: 0, now })
    expect(rates.every((rate) => rate.kind === 'not_enough_posts')).toBe(true)
  })
})

test('a median of an even number of values lies between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
})
