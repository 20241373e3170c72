import { describe, expect, test } from 'vitest'
import type { TokenSet } from '../domain/grant.ts'
import type { Posts } from '../domain/insight/post.ts'
import type { NETWORKS } from '../domain/network.ts'
import { Secret } from '../domain/secret.ts'
import { createNetworks } from './registry.ts'
import { type Answered, type Asked, NOW, standIn } from './stand-in.ts'

const tokens: TokenSet = {
  access: new Secret('a-token'),
  accessEndsAt: NOW,
  refresh: null,
  grantEndsAt: NOW,
  person: null,
  personEndsAt: null,
  scopes: ['instagram_business_manage_insights', 'read_insights', 'pages_read_engagement', 'video.list'],
  marks: [],
}
const held = { networkId: '111', tokens }

const read = async (
  network: (typeof NETWORKS)[number],
  answer: (asked: Asked) => Answered,
): Promise<Posts> => {
  await using server = await standIn(answer)
  const outcome = await createNetworks(() => server.settings)[network].posts(held)
  if (outcome.kind !== 'ok') return expect.unreachable(JSON.stringify(outcome))
  return outcome.value
}

const medium = { id: '18', timestamp: '2026-11-20T10:00:00+0000', like_count: 5, comments_count: 1 }
const seconds = Date.UTC(2026, 10, 20, 10) / 1000

describe('posts with absurd numbers', () => {
  test.each([-1, 1e15, 1.5, '7e3', null, 'many', {}, [3], true])(
    'a count of %j is no count',
    async (count) => {
      const { posts } = await read('instagram', () => ({
        body: { data: [{ ...medium, like_count: count }] },
      }))
      expect(posts[0]?.numbers).toEqual({ comments: 1 })
      expect(posts[0]?.gaps).toContainEqual({ metric: 'likes', why: 'not_ready_yet' })
    },
  )

  test('likes that the owner hides are said to be hidden, not zero', async () => {
    const { like_count: _, ...without } = medium
    const { posts } = await read('instagram', () => ({ body: { data: [without] } }))
    expect(posts[0]?.gaps).toContainEqual({ metric: 'likes', why: 'hidden_by_creator' })
    expect(posts[0]?.numbers).not.toHaveProperty('likes')
  })

  test.each(['yesterday', '1970-01-01T00:00:00Z', '2199-01-01T00:00:00Z', {}, null, -5, 9e15])(
    'a post of %j is left out, and the others stay',
    async (when) => {
      const data = [{ ...medium, id: '19', timestamp: when }, medium]
      const { posts } = await read('instagram', () => ({ body: { data } }))
      expect(posts.map((post) => post.networkId)).toEqual(['18'])
    },
  )

  test('words lose what is invisible and what turns the line around, and end somewhere', async () => {
    const caption = `<b>\u202eabc\u0000\n${'x'.repeat(10_000)}`
    const { posts } = await read('instagram', () => ({ body: { data: [{ ...medium, caption }] } }))
    expect(posts[0]?.title).toMatch(/^<b> ?abc ?x+$/)
    expect(posts[0]?.title.length).toBeLessThanOrEqual(140)
  })

  test.each([
    'javascript:alert(1)',
    'http://elsewhere.example/',
    'data:text/html,x',
    'https://a:b@c.example/',
  ])('an address like %s leads nowhere', async (permalink) => {
    const { posts } = await read('instagram', () => ({ body: { data: [{ ...medium, permalink }] } }))
    expect(posts[0]?.url).toBeNull()
  })
})

describe('Instagram', () => {
  test('one medium with too few viewers does not cost the others their likes', async () => {
    const { posts, refusedScopes } = await read('instagram', ({ query }) =>
      query.get('fields')?.includes('insights')
        ? {
            status: 400,
            body: { error: { message: '(#10) Not enough viewers for the media to show insights', code: 10 } },
          }
        : { body: { data: [medium] } },
    )
    expect(posts[0]?.numbers).toEqual({ likes: 5, comments: 1 })
    expect(posts[0]?.gaps).toContainEqual({ metric: 'reach', why: 'not_ready_yet' })
    expect(refusedScopes).toEqual([])
  })
})

describe('TikTok', () => {
  const video = (id: number) => ({ id: String(id), create_time: seconds - id, view_count: 10, like_count: 1 })
  const page = (from: number, more: boolean) => ({
    body: {
      data: {
        videos: Array.from({ length: 20 }, (_, index) => video(from + index)),
        cursor: from + 20,
        has_more: more,
      },
      error: { code: 'ok', message: '' },
    },
  })

  test('two pages make thirty, and the second asks from where the first ended', async () => {
    const bodies: string[] = []
    const { posts } = await read('tiktok', ({ body }) => {
      bodies.push(body)
      return page(bodies.length === 1 ? 100 : 120, true)
    })
    expect(posts).toHaveLength(30)
    expect(bodies.map((body) => JSON.parse(body))).toEqual([
      { max_count: 20 },
      { max_count: 10, cursor: 120 },
    ])
  })

  test('a second page that fails leaves the first', async () => {
    let calls = 0
    const { posts } = await read('tiktok', () => (++calls === 1 ? page(100, true) : { status: 503 }))
    expect(posts).toHaveLength(20)
  })

  test('a list that repeats itself ends, and counts each video once', async () => {
    let calls = 0
    const { posts } = await read('tiktok', () => {
      calls += 1
      return page(100, true)
    })
    expect(calls).toBe(2)
    expect(posts).toHaveLength(20)
  })
})

describe('YouTube', () => {
  const answers = (videos: object[]) => (asked: Asked) => {
    if (asked.path.endsWith('/channels'))
      return { body: { items: [{ id: 'UC1', contentDetails: { relatedPlaylists: { uploads: 'UU1' } } }] } }
    if (asked.path.endsWith('/playlistItems'))
      return { body: { items: [{ contentDetails: { videoId: 'a' } }, { contentDetails: { videoId: 'b' } }] } }
    return { body: { items: videos } }
  }
  const video = (id: string, statistics: object) => ({
    id,
    snippet: { publishedAt: '2026-11-20T10:00:00Z', title: id },
    statistics,
  })

  test('half of what was asked for is half of it, not an error', async () => {
    const { posts } = await read('youtube', answers([video('a', { viewCount: '7', likeCount: '2' })]))
    expect(posts.map((post) => [post.networkId, post.numbers])).toEqual([['a', { views: 7, likes: 2 }]])
    expect(posts[0]?.gaps).toEqual([{ metric: 'comments', why: 'hidden_by_creator' }])
  })

  test('a channel without uploads has no posts', async () => {
    const { posts } = await read('youtube', (asked) =>
      asked.path.endsWith('/channels')
        ? answers([])(asked)
        : {
            status: 404,
            body: {
              error: { code: 404, message: 'x', errors: [{ reason: 'playlistNotFound', message: 'x' }] },
            },
          },
    )
    expect(posts).toEqual([])
  })
})
