import type { PostKind, Posts } from '../domain/insight/post.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { Answer } from './ask.ts'
import { isScopeRefused, type Query } from './figures.ts'
import { at, type Fields, listOf } from './json.ts'
import { inOrder, POSTS_WANTED, postOf } from './posts.ts'

const INSIGHTS_SCOPE = 'instagram_business_manage_insights'
const FIELDS = 'id,caption,media_type,media_product_type,permalink,timestamp,like_count,comments_count'
const INSIGHTS = 'insights.metric(reach,views,saved,shares)'

type Input = { scopes: readonly string[]; now: Date; standIn: string; media: Query }

/**
 * https://developers.facebook.com/documentation/instagram-platform/reference/instagram-media and …/insights, read on
 * 2026-11-25. One medium with too few viewers spoils the whole list with insights; then they are read without.
 */
export async function readInstagramPosts({ scopes, now, standIn, media }: Input): Promise<Answer<Posts>> {
  const ask = (fields: string) => media({ fields, limit: String(POSTS_WANTED) })
  const mayKnow = scopes.includes(INSIGHTS_SCOPE)
  const whole = await ask(mayKnow ? `${FIELDS},${INSIGHTS}` : FIELDS)
  const again = mayKnow && whole.kind === 'refused' && isAboutInsights(whole.verdict)
  const reply = again ? await ask(FIELDS) : whole
  if (reply.kind !== 'ok') return reply
  const lost = whole.kind === 'refused' && isScopeRefused(whole.verdict) && !isTooSmall(whole.verdict)
  const why = !mayKnow || lost ? 'permission_missing' : 'not_ready_yet'
  const posts = listOf(at(reply.value, 'data')).map((medium) =>
    postOf(
      {
        id: at(medium, 'id'),
        postedAt: at(medium, 'timestamp'),
        kind: kindOf(medium),
        words: [at(medium, 'caption')],
        url: at(medium, 'permalink'),
        numbers: {
          reach: insightOf(medium, 'reach'),
          views: insightOf(medium, 'views'),
          saves: insightOf(medium, 'saved'),
          shares: insightOf(medium, 'shares'),
          likes: at(medium, 'like_count'),
          comments: at(medium, 'comments_count'),
        },
        missing: {
          reach: why,
          views: why,
          saves: why,
          shares: why,
          // Left out of lists where the owner hides likes.
          ...(at(medium, 'like_count') === undefined ? { likes: 'hidden_by_creator' } : {}),
        },
      },
      now,
      standIn,
    ),
  )
  return { kind: 'ok', value: { posts: inOrder(posts), refusedScopes: lost ? [INSIGHTS_SCOPE] : [] } }
}

function kindOf(medium: unknown): PostKind {
  if (at(medium, 'media_product_type') === 'REELS') return 'short'
  switch (at(medium, 'media_type')) {
    case 'VIDEO':
      return 'video'
    case 'CAROUSEL_ALBUM':
      return 'album'
    default:
      return 'picture'
  }
}

function insightOf(medium: unknown, name: string): unknown {
  const entry = listOf(at(medium, 'insights', 'data')).find((one: unknown) => at(one, 'name') === name)
  return at(listOf(at(entry as Fields, 'values'))[0], 'value') ?? at(entry, 'total_value', 'value')
}

/** The media may be fine; it is their insights that are not given. */
function isAboutInsights(verdict: Verdict): boolean {
  return ['permissions_reduced', 'misconfigured', 'not_disconnected'].includes(verdict.diagnosis)
}

/** "Not enough viewers" comes with the code of a lost permission. */
function isTooSmall(verdict: Verdict): boolean {
  return /enough viewers/i.test(verdict.evidence.message ?? '')
}
