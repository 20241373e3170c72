import type { Posts } from '../domain/insight/post.ts'
import type { Answer } from './ask.ts'
import { isScopeRefused } from './figures.ts'
import { at, type Fields, listOf } from './json.ts'
import { inOrder, POSTS_WANTED, postOf } from './posts.ts'

const VIDEOS_SCOPE = 'video.list'
const FIELDS = [
  'id',
  'create_time',
  'title',
  'video_description',
  'share_url',
  'view_count',
  'like_count',
  'comment_count',
  'share_count',
] as const
/** https://developers.tiktok.com/doc/tiktok-api-v2-video-list: no more on a page. */
const PAGE = 20

type Input = {
  scopes: readonly string[]
  now: Date
  standIn: string
  /** `fields` stands in the address although the request is a POST. */
  list: (fields: string, body: Readonly<Record<string, unknown>>) => Promise<Answer<Fields>>
}

/** https://developers.tiktok.com/doc/tiktok-api-v2-video-list, read on 2026-11-25. Public videos only. */
export async function readTiktokPosts({ scopes, now, standIn, list }: Input): Promise<Answer<Posts>> {
  if (!scopes.includes(VIDEOS_SCOPE)) return { kind: 'ok', value: { posts: [], refusedScopes: [] } }
  const videos: unknown[] = []
  let cursor: unknown
  while (videos.length < POSTS_WANTED) {
    const body = { max_count: Math.min(PAGE, POSTS_WANTED - videos.length), ...(cursor ? { cursor } : {}) }
    const reply = await list(FIELDS.join(','), body)
    if (reply.kind !== 'ok') {
      // What is there already is not thrown away for a second page that fails.
      if (videos.length > 0) break
      if (isScopeRefused(reply.verdict)) {
        return { kind: 'ok', value: { posts: [], refusedScopes: [VIDEOS_SCOPE] } }
      }
      return reply
    }
    const more = listOf(at(reply.value, 'data', 'videos'))
    videos.push(...more)
    const next = at(reply.value, 'data', 'cursor')
    if (at(reply.value, 'data', 'has_more') !== true || more.length === 0 || next === cursor) break
    cursor = next
  }
  const posts = videos.map((video) =>
    postOf(
      {
        id: at(video, 'id'),
        postedAt: at(video, 'create_time'),
        kind: 'short',
        words: [at(video, 'title'), at(video, 'video_description')],
        url: at(video, 'share_url'),
        numbers: {
          views: at(video, 'view_count'),
          likes: at(video, 'like_count'),
          comments: at(video, 'comment_count'),
          shares: at(video, 'share_count'),
        },
      },
      now,
      standIn,
    ),
  )
  return { kind: 'ok', value: { posts: inOrder(posts), refusedScopes: [] } }
}
