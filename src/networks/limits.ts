/** How much each network lets an app ask, dated and with its source, and which of its refusals concern the whole app. */
import type { Network } from '../domain/network.ts'
import { HOUR, MINUTE, SECOND } from '../domain/time.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { Counted } from './gate.ts'
import { fieldsOf, parseJson } from './json.ts'

export type Limit = {
  /** The name of its bucket. */
  group: string
  host: string
  /** The beginning of the path. */
  path: string
  rate:
    | { kind: 'per_minute'; calls: number }
    /** `zone`: where the day begins at midnight. */
    | { kind: 'per_day'; units: number; zone: string }
    /** No figure is published: the replies themselves say when it is enough. */
    | { kind: 'as_told' }
  checkedOn: string
  source: string
}

const PACIFIC = 'America/Los_Angeles'
const META = {
  rate: { kind: 'as_told' },
  checkedOn: '2026-11-22',
  source: 'https://developers.facebook.com/docs/graph-api/overview/rate-limiting/',
} as const
/** A sliding minute for each endpoint. Whether it counts by app or by user is not said, so the app it is. */
const TIKTOK = {
  host: 'https://open.tiktokapis.com',
  rate: { kind: 'per_minute', calls: 600 },
  checkedOn: '2026-11-22',
  source: 'https://developers.tiktok.com/docs/en/tiktok-api-v2-rate-limit',
} as const

export const LIMITS: Record<Network, readonly Limit[]> = {
  instagram: [{ group: 'graph', host: 'https://graph.instagram.com', path: '/', ...META }],
  facebook: [{ group: 'graph', host: 'https://graph.facebook.com', path: '/', ...META }],
  youtube: [
    {
      // Every list call that we make costs one unit, and so does one that is refused.
      group: 'data',
      host: 'https://www.googleapis.com',
      path: '/youtube/v3/',
      rate: { kind: 'per_day', units: 10_000, zone: PACIFIC },
      checkedOn: '2026-11-22',
      source: 'https://developers.google.com/youtube/v3/determine_quota_cost',
    },
  ],
  tiktok: [
    { group: 'user-info', path: '/v2/user/info/', ...TIKTOK },
    { group: 'video-list', path: '/v2/video/list/', ...TIKTOK },
    { group: 'video-query', path: '/v2/video/query/', ...TIKTOK },
  ],
}

/** What an installation was told by its own contract with a network takes the place of what is published. */
export type OwnLimits = { callsPerMinute: number | null; unitsPerDay: number | null }

export function limitsOf(network: Network, own: OwnLimits): readonly Limit[] {
  return LIMITS[network].map((limit): Limit => {
    const { rate } = limit
    if (rate.kind === 'per_day') {
      return own.unitsPerDay === null ? limit : { ...limit, rate: { ...rate, units: own.unitsPerDay } }
    }
    return own.callsPerMinute === null
      ? limit
      : { ...limit, rate: { kind: 'per_minute', calls: own.callsPerMinute } }
  })
}

export function limitFor(limits: readonly Limit[], request: Counted): Limit | null {
  return limits.find(({ host, path }) => host === request.host && request.path.startsWith(path)) ?? null
}

/** How long nobody may ask any more: by time, until the network's own day is over, or not at all. */
export type Pause = { kind: 'for'; ms: number } | { kind: 'day' }

/** What a reply says to the whole app. A limit that one account has used up is that account's alone. */
export function pauseAfter(
  network: Network,
  reply: { verdict: Verdict; headers: Readonly<Record<string, string>> },
): Pause | null {
  const { diagnosis, evidence, retryAfterSeconds } = reply.verdict
  if (diagnosis !== 'rate_limited') return nearlyUsedUp(reply.headers) ? { kind: 'for', ms: MINUTE } : null
  const code = evidence.code ?? ''
  if (DAY_CODES[network].has(code) || DAY_CODES[network].has(evidence.subcode ?? '')) return { kind: 'day' }
  if (ACCOUNT_CODES[network].has(code) || ACCOUNT_CODES[network].has(evidence.subcode ?? '')) return null
  return {
    kind: 'for',
    ms: Math.min(retryAfterSeconds === null ? 30 * SECOND : retryAfterSeconds * SECOND, LONGEST_PAUSE_MS),
  }
}

/** A single reply silences a network no longer than this, whatever it asks for: the next one can say it again. */
const LONGEST_PAUSE_MS = HOUR

/** The share of the app's rolling hour, in percent: {"call_count":28,"total_time":25,"total_cputime":25}. */
function nearlyUsedUp(headers: Readonly<Record<string, string>>): boolean {
  const used = fieldsOf(parseJson(headers['x-app-usage'] ?? ''))
  return Object.values(used ?? {}).some((percent) => typeof percent === 'number' && percent >= 95)
}

const NONE: ReadonlySet<string> = new Set()

const DAY_CODES: Record<Network, ReadonlySet<string>> = {
  instagram: NONE,
  facebook: NONE,
  youtube: new Set(['quotaExceeded', 'dailyLimitExceeded']),
  tiktok: NONE,
}

// Meta: 17 and 32 are one person's and one Page's, 613 a limit of one endpoint, 80001 and on one business's; only 4
// and 341 are the app's. https://developers.facebook.com/docs/graph-api/overview/rate-limiting/
const META_ACCOUNTS: ReadonlySet<string> = new Set(['17', '32', '613', '80001', '80002'])

const ACCOUNT_CODES: Record<Network, ReadonlySet<string>> = {
  instagram: META_ACCOUNTS,
  facebook: META_ACCOUNTS,
  youtube: new Set(['userRateLimitExceeded']),
  tiktok: new Set([
    'spam_risk_too_many_posts',
    'spam_risk_too_many_pending_share',
    'reached_active_user_cap',
  ]),
}
