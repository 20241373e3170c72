import type { Posts } from '../domain/insight/post.ts'
import type { Answer } from './ask.ts'
import type { Query } from './figures.ts'
import { at, listOf, textOf } from './json.ts'
import { inOrder, POSTS_WANTED, postOf } from './posts.ts'

type Input = {
  now: Date
  standIn: string
  /** The playlist of everything that the channel has uploaded. */
  uploads: unknown
  list: (resource: 'playlistItems' | 'videos', query: Parameters<Query>[0]) => ReturnType<Query>
}

/**
 * Two units of the day's quota: the list of uploads, then their statistics. A search would have a budget of its own.
 * https://developers.google.com/youtube/v3/docs/playlistItems/list and …/videos/list, read on 2026-11-25.
 */
export async function readYoutubePosts({ now, standIn, uploads, list }: Input): Promise<Answer<Posts>> {
  const nothing = { kind: 'ok', value: { posts: [], refusedScopes: [] } } as const
  const playlistId = textOf(uploads)
  if (playlistId === null) return nothing
  const items = await list('playlistItems', {
    part: 'contentDetails',
    playlistId,
    maxResults: String(POSTS_WANTED),
  })
  // A channel without a video has no such playlist.
  if (items.kind === 'refused' && items.verdict.evidence.code === 'playlistNotFound') return nothing
  if (items.kind !== 'ok') return items
  const ids = listOf(at(items.value, 'items')).flatMap(
    (item) => textOf(at(item, 'contentDetails', 'videoId')) ?? [],
  )
  if (ids.length === 0) return nothing
  const videos = await list('videos', { part: 'snippet,statistics', id: ids.join(',') })
  if (videos.kind !== 'ok') return videos
  const posts = listOf(at(videos.value, 'items')).map((video) => {
    const id = textOf(at(video, 'id'))
    // Left out where the owner hides them, or has switched comments off.
    const hidden = (name: string) => at(video, 'statistics', name) === undefined
    return postOf(
      {
        id,
        postedAt: at(video, 'snippet', 'publishedAt'),
        kind: 'video',
        words: [at(video, 'snippet', 'title')],
        url: `https://www.youtube.com/watch?v=${encodeURIComponent(id ?? '')}`,
        numbers: {
          views: at(video, 'statistics', 'viewCount'),
          likes: at(video, 'statistics', 'likeCount'),
          comments: at(video, 'statistics', 'commentCount'),
        },
        missing: {
          ...(hidden('likeCount') ? { likes: 'hidden_by_creator' } : {}),
          ...(hidden('commentCount') ? { comments: 'hidden_by_creator' } : {}),
        },
      },
      now,
      standIn,
    )
  })
  return { kind: 'ok', value: { posts: inOrder(posts), refusedScopes: [] } }
}
