/** Media of an Instagram account, and the insights of each
 * (https://developers.facebook.com/documentation/instagram-platform/reference/instagram-media, read 2026-11-22). */
import { digits, letters, type Post, part, postsUntil } from '../numbers.ts'
import type { InstagramAccount } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import { graphTime } from './graph.ts'
import { listOf } from './graph-call.ts'
import { type EdgeAsk, type Found, type Node, narrowed } from './graph-fields.ts'

export type MediaOwner = { account: InstagramAccount; username: string }

export function postsOf(box: Sandbox, account: InstagramAccount): Post[] {
  return postsUntil(account.id, account.shape, { ms: box.now(), count: 60 })
}

export function mediaId(account: InstagramAccount, post: Post): string {
  return `18${digits(`media ${account.id} ${post.number}`, 15)}`
}

/** In a list some fields are missing that the medium itself shows. */
export function mediaNode(owner: MediaOwner, post: Post, of: { listed: boolean }): Node {
  const { account } = owner
  const id = mediaId(account, post)
  const short = letters(`permalink ${account.id} ${post.number}`, 11)
  const picture = `https://scontent.cdninstagram.com/v/${short}.png`
  const hidesLikes = part(account.id, `hides likes:${post.number}`) < 0.06
  const flagged = post.video && part(account.id, `copyright:${post.number}`) < 0.08
  const type = post.video ? 'VIDEO' : post.carousel ? 'CAROUSEL_ALBUM' : 'IMAGE'
  return {
    type: 'IGMedia',
    standard: ['id'],
    fields: {
      id,
      caption: post.caption,
      media_type: type,
      media_product_type: post.video ? 'REELS' : 'FEED',
      // Left out for media flagged for copyright.
      media_url: flagged ? undefined : picture,
      permalink: `https://www.instagram.com/${post.video ? 'reel' : 'p'}/${short}/`,
      thumbnail_url: post.video ? picture : undefined,
      timestamp: graphTime(post.postedAt),
      // Left out of lists where the owner hides likes.
      like_count: of.listed && hidesLikes ? undefined : post.likes,
      comments_count: post.comments,
      shortcode: short,
      username: owner.username,
      owner: { id: account.appScopedId },
      is_comment_enabled: true,
      is_shared_to_feed: post.video ? true : undefined,
      alt_text: undefined,
    },
    edges: {
      children: (ask) => children({ owner, post, short, ask, album: type === 'CAROUSEL_ALBUM' }),
      comments: () => ({ ok: true, value: { data: [] } }),
    },
  }
}

function children(of: { owner: MediaOwner; post: Post; short: string; ask: EdgeAsk; album: boolean }): Found {
  const { owner, post, short, ask } = of
  if (!of.album) return { ok: true, value: undefined }
  const data = [1, 2, 3].map((number) => ({
    id: `18${digits(`child ${owner.account.id} ${post.number} ${number}`, 15)}`,
    media_type: 'IMAGE',
    media_url: `https://scontent.cdninstagram.com/v/${short}-${number}.png`,
    permalink: `https://www.instagram.com/p/${short}/`,
    timestamp: graphTime(post.postedAt),
    username: owner.username,
  }))
  const asked = ask.fields
  return {
    ok: true,
    value: { data: asked === null ? data.map(({ id }) => ({ id })) : narrowed(data, asked) },
  }
}

/** Fewer viewers than this, and Instagram shows nothing. */
const ENOUGH_VIEWERS = 5

export function mediaInsights(id: string, post: Post, ask: EdgeAsk): Found {
  const values: Readonly<Record<string, number>> = {
    reach: post.reach,
    views: post.views,
    likes: post.likes,
    comments: post.comments,
    saved: post.saves,
    shares: post.shares,
    total_interactions: post.likes + post.comments + post.saves + post.shares,
    reposts: Math.round(post.shares * 0.2),
    ...(post.video
      ? { ig_reels_avg_watch_time: Math.round(post.durationSeconds * 420) }
      : { profile_visits: Math.round(post.reach * 0.02), follows: Math.round(post.reach * 0.003) }),
  }
  const names = listOf(ask.param('metric'))
  const unknown = names.findIndex((name) => !Object.hasOwn(values, name))
  if (names.length === 0 || unknown >= 0)
    return {
      ok: false,
      error: {
        message: `(#100) metric[${Math.max(0, unknown)}] must be one of the following values: ${Object.keys(values).join(', ')}`,
        code: 100,
      },
    }
  // Too little to show is said with the code of a lost permission.
  if (post.reach < ENOUGH_VIEWERS)
    return {
      ok: false,
      error: { message: '(#10) Not enough viewers for the media to show insights', code: 10 },
      status: 400,
    }
  const data = names.map((name) => ({
    name,
    period: 'lifetime',
    values: [{ value: values[name] }],
    title: name,
    description: `${name} of this media.`,
    id: `${id}/insights/${name}/lifetime`,
  }))
  return { ok: true, value: { data: ask.fields === null ? data : narrowed(data, ask.fields) } }
}
