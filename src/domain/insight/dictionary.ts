/** What each number means at each network: the network's own name for it, how it comes about, and when that changed. */
import type { Network } from '../network.ts'
import type { Metric } from './reading.ts'

export type Unit = 'people' | 'times' | 'minutes' | 'posts'

export const UNITS: Record<Metric, Unit> = {
  followers: 'people',
  posts: 'posts',
  likes: 'times',
  views_28d: 'times',
  reach_28d: 'people',
  interactions_28d: 'times',
  watch_minutes_28d: 'minutes',
  profile_visits_28d: 'times',
}

export type Change = {
  /** The day from which the number means something else, `YYYY-MM-DD`. */
  on: string
  kind: 'renamed' | 'retired' | 'redefined'
  /** The network's names before and after; null where there is none any more. */
  was: string
  is: string | null
  source: string
}

export type Entry = {
  /** As the network's interface calls it. */
  field: string
  /** `read`: as the network gives it. `days_added`: its daily counts over 28 days, added up. */
  how: 'read' | 'rounded_by_network' | 'days_added'
  source: string
  checkedOn: string
  changes: readonly Change[]
}

const INSTAGRAM_USER = 'https://developers.facebook.com/documentation/instagram-platform/reference/me'
const INSTAGRAM_INSIGHTS =
  'https://developers.facebook.com/documentation/instagram-platform/api-reference/instagram-user/insights/'
const PAGE_INSIGHTS = 'https://developers.facebook.com/documentation/pages-api/platforminsights/page.md'
const PAGE_RETIRED =
  'https://developers.facebook.com/documentation/pages-api/platforminsights/page/deprecated-metrics'
const YOUTUBE_CHANNELS = 'https://developers.google.com/youtube/v3/docs/channels'
const YOUTUBE_REPORTS = 'https://developers.google.com/youtube/analytics/channel_reports'
const TIKTOK_USER = 'https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info'

const read = (field: string, source: string, changes: readonly Change[] = []): Entry => ({
  field,
  how: 'read',
  source,
  checkedOn: '2026-11-22',
  changes,
})

/** A metric that is missing here is one that the network does not offer. */
export const DICTIONARY: Record<Network, Partial<Record<Metric, Entry>>> = {
  instagram: {
    followers: read('followers_count', INSTAGRAM_USER),
    posts: read('media_count', INSTAGRAM_USER),
    views_28d: read('views', INSTAGRAM_INSIGHTS, [
      { on: '2025-04-21', kind: 'redefined', was: 'impressions', is: 'views', source: INSTAGRAM_INSIGHTS },
    ]),
    reach_28d: read('reach', INSTAGRAM_INSIGHTS),
    interactions_28d: read('total_interactions', INSTAGRAM_INSIGHTS),
  },
  youtube: {
    followers: { ...read('statistics.subscriberCount', YOUTUBE_CHANNELS), how: 'rounded_by_network' },
    posts: read('statistics.videoCount', YOUTUBE_CHANNELS),
    views_28d: { ...read('views', YOUTUBE_REPORTS), how: 'days_added' },
    watch_minutes_28d: { ...read('estimatedMinutesWatched', YOUTUBE_REPORTS), how: 'days_added' },
  },
  tiktok: {
    followers: read('follower_count', TIKTOK_USER),
    likes: read('likes_count', TIKTOK_USER),
    posts: read('video_count', TIKTOK_USER),
  },
  facebook: {
    followers: read('followers_count', PAGE_INSIGHTS, [
      { on: '2025-11-15', kind: 'retired', was: 'page_fans', is: 'page_follows', source: PAGE_RETIRED },
    ]),
    views_28d: {
      ...read('page_media_view', PAGE_INSIGHTS, [
        {
          on: '2025-11-15',
          kind: 'redefined',
          was: 'page_impressions',
          is: 'page_media_view',
          source: PAGE_RETIRED,
        },
      ]),
      how: 'days_added',
    },
    reach_28d: read('page_total_media_view_unique', PAGE_INSIGHTS, [
      {
        on: '2026-06-15',
        kind: 'redefined',
        was: 'page_impressions_unique',
        is: 'page_total_media_view_unique',
        source: PAGE_RETIRED,
      },
    ]),
    interactions_28d: { ...read('page_post_engagements', PAGE_INSIGHTS), how: 'days_added' },
  },
}

/** Changes of a metric that fall into these days, for a mark on its chart. */
export function changesBetween(
  network: Network,
  metric: Metric,
  days: { from: string; to: string },
): readonly Change[] {
  const changes = DICTIONARY[network][metric]?.changes ?? []
  return changes.filter(({ on }) => on > days.from && on <= days.to)
}
