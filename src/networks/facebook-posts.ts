import type { Posts } from '../domain/insight/post.ts'
import type { Answer } from './ask.ts'
import { isScopeRefused, type Query } from './figures.ts'
import { at, listOf } from './json.ts'
import { inOrder, POSTS_WANTED, postOf } from './posts.ts'

const INSIGHTS_SCOPE = 'read_insights'
const POSTS_SCOPE = 'pages_read_engagement'
const FIELDS =
  'id,message,created_time,permalink_url,status_type,shares,reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)'
const INSIGHTS = 'insights.metric(post_media_view,post_total_media_view_unique)'

type Input = { scopes: readonly string[]; now: Date; standIn: string; published: Query }

/** https://developers.facebook.com/docs/graph-api/reference/page/published_posts/ and …/insights, read on 2026-11-25. */
export async function readFacebookPosts({ scopes, now, standIn, published }: Input): Promise<Answer<Posts>> {
  if (!scopes.includes(POSTS_SCOPE)) return { kind: 'ok', value: { posts: [], refusedScopes: [] } }
  const ask = (fields: string) => published({ fields, limit: String(POSTS_WANTED) })
  const mayKnow = scopes.includes(INSIGHTS_SCOPE)
  const whole = await ask(mayKnow ? `${FIELDS},${INSIGHTS}` : FIELDS)
  // A metric that was retired, or the permission for them, spoils the whole list; then it is read without.
  const again =
    mayKnow &&
    whole.kind === 'refused' &&
    ['permissions_reduced', 'misconfigured'].includes(whole.verdict.diagnosis)
  const reply = again ? await ask(FIELDS) : whole
  if (reply.kind !== 'ok') return reply
  const lost = again && whole.kind === 'refused' && isScopeRefused(whole.verdict)
  const why = !mayKnow || lost ? 'permission_missing' : 'not_ready_yet'
  const posts = listOf(at(reply.value, 'data')).map((post) =>
    postOf(
      {
        id: at(post, 'id'),
        postedAt: at(post, 'created_time'),
        kind: kindOf(at(post, 'status_type')),
        words: [at(post, 'message')],
        url: at(post, 'permalink_url'),
        numbers: {
          views: insightOf(post, 'post_media_view'),
          reach: insightOf(post, 'post_total_media_view_unique'),
          likes: at(post, 'reactions', 'summary', 'total_count'),
          comments: at(post, 'comments', 'summary', 'total_count'),
          // Left out where there are none.
          shares: at(post, 'shares') === undefined ? 0 : at(post, 'shares', 'count'),
        },
        missing: { views: why, reach: why },
      },
      now,
      standIn,
    ),
  )
  return { kind: 'ok', value: { posts: inOrder(posts), refusedScopes: lost ? [INSIGHTS_SCOPE] : [] } }
}

function kindOf(status: unknown) {
  if (status === 'added_video') return 'video'
  return status === 'added_photos' ? 'picture' : 'text'
}

function insightOf(post: unknown, name: string): unknown {
  const entry = listOf(at(post, 'insights', 'data')).find((one: unknown) => at(one, 'name') === name)
  return at(listOf(at(entry, 'values'))[0], 'value')
}
