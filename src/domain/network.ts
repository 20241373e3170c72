/** The four networks and what is known of each: the one dated table that rules, pages and help read. */
export const NETWORKS = ['instagram', 'youtube', 'tiktok', 'facebook'] as const
export type Network = (typeof NETWORKS)[number]

export function isNetwork(value: unknown): value is Network {
  return NETWORKS.includes(value as Network)
}

/** Where an event arrives. A network has a separate address for each thing that it reports separately. */
export const DOORS = ['webhook', 'deauthorize', 'deletion'] as const
export type Door = (typeof DOORS)[number]

/** What a scope is good for: `identity` is needed to be connected at all, the rest for numbers. */
export type ScopeUse = 'identity' | 'numbers' | 'audience' | 'posts'

/**
 * How a grant is kept alive.
 * `early`: the token renews itself, drawn at a slot between two shares of its life.
 * `lazy`: short access tokens are renewed when something needs them; the grant itself may still end. `singleUse`:
 * every renewal ends the refresh token that it was given.
 * `once`: the person's token is exchanged silently once, from a day of its life on.
 */
export type RenewalPolicy =
  | { kind: 'early'; fromShare: number; toShare: number; minimumAgeHours: number }
  | { kind: 'lazy'; marginSeconds: number; singleUse: boolean }
  | { kind: 'once'; fromDay: number }

export type NetworkPolicy = {
  name: string
  /** The host a person sees while giving permission. */
  signInHost: string
  scopes: readonly { name: string; use: ScopeUse }[]
  renewal: RenewalPolicy
  /** Days a permission lasts by the network's own pages; null: no built-in end. A fallback for words, never for rules. */
  grantDays: number | null
  /** Days an access token lasts where that differs, as text people can read, in hours. */
  accessHours: number | null
  /** Longest life we believe when a reply's own figure is missing or absurd, in days. */
  fallbackDays: number
  checkedOn: string
  source: string
  /** Which of our doors the network knows. */
  doors: readonly Door[]
  /** What ends when we revoke: this grant alone, or everything that the same person permitted to our app. */
  revocationEnds: 'grant' | 'person'
  /**
   * What is forgotten of a channel that was lost, and after how many days at the latest. `everything` includes the
   * account's name: the network asks for it. An operator may set fewer days.
   */
  afterLoss: { forget: 'tokens' | 'everything'; days: number; source: string | null }
  /** Whether rates may be worked out from its numbers: always, or once the operator has accepted the network's terms for it. */
  derivedNumbers: 'free' | 'by_amendment'
  /** Where a person finds the apps they allowed, at the network. */
  permissionsUrl: string
  /** What is asked for where a part of the permission is missing: only that, where the network adds it to the rest. */
  fixAsksFor: 'missing' | 'everything'
  /**
   * Its sign-in in a browser inside another app. `signed_out`: it works, but such a browser knows nobody, so the person
   * needs their password.
   */
  insideApps: 'refused' | 'signed_out'
}

export const POLICIES = {
  instagram: {
    name: 'Instagram',
    signInHost: 'instagram.com',
    scopes: [
      { name: 'instagram_business_basic', use: 'identity' },
      { name: 'instagram_business_manage_insights', use: 'numbers' },
    ],
    renewal: { kind: 'early', fromShare: 0.3, toShare: 0.8, minimumAgeHours: 24 },
    grantDays: 60,
    accessHours: null,
    fallbackDays: 60,
    checkedOn: '2026-11-22',
    source: 'https://developers.facebook.com/documentation/instagram-platform/reference/refresh_access_token',
    doors: ['webhook', 'deauthorize', 'deletion'],
    revocationEnds: 'grant',
    afterLoss: { forget: 'tokens', days: 30, source: null },
    derivedNumbers: 'free',
    permissionsUrl: 'https://www.instagram.com/accounts/manage_access/',
    fixAsksFor: 'everything',
    insideApps: 'signed_out',
  },
  youtube: {
    name: 'YouTube',
    signInHost: 'accounts.google.com',
    scopes: [
      { name: 'https://www.googleapis.com/auth/youtube.readonly', use: 'identity' },
      { name: 'https://www.googleapis.com/auth/yt-analytics.readonly', use: 'numbers' },
    ],
    renewal: { kind: 'lazy', marginSeconds: 300, singleUse: false },
    grantDays: null,
    accessHours: 1,
    fallbackDays: 1 / 24,
    checkedOn: '2026-11-22',
    source: 'https://developers.google.com/identity/protocols/oauth2#expiration',
    doors: ['webhook'],
    revocationEnds: 'person',
    afterLoss: {
      forget: 'everything',
      days: 30,
      // III.D.2.c.ii, as read on 2026-11-22.
      source: 'https://developers.google.com/youtube/terms/developer-policies',
    },
    // https://developers.google.com/youtube/terms/derived-metrics-policy, as read on 2026-11-22.
    derivedNumbers: 'by_amendment',
    permissionsUrl: 'https://myaccount.google.com/connections',
    // include_granted_scopes: https://developers.google.com/identity/protocols/oauth2/web-server#incrementalAuth
    fixAsksFor: 'missing',
    // Error disallowed_useragent: https://docs.descope.com/auth-methods/oauth/customize/unsupported-webview-oauth,
    // read on 2026-11-25.
    insideApps: 'refused',
  },
  tiktok: {
    name: 'TikTok',
    signInHost: 'tiktok.com',
    scopes: [
      { name: 'user.info.basic', use: 'identity' },
      { name: 'user.info.profile', use: 'numbers' },
      { name: 'user.info.stats', use: 'numbers' },
      { name: 'video.list', use: 'posts' },
    ],
    renewal: { kind: 'lazy', marginSeconds: 300, singleUse: true },
    grantDays: 180,
    accessHours: 2,
    fallbackDays: 2 / 24,
    checkedOn: '2026-11-22',
    source: 'https://developers.tiktok.com/docs/en/oauth-refresh-a-user-access-token',
    doors: ['webhook'],
    revocationEnds: 'grant',
    afterLoss: { forget: 'tokens', days: 30, source: null },
    derivedNumbers: 'free',
    permissionsUrl: 'https://www.tiktok.com/setting',
    fixAsksFor: 'everything',
    insideApps: 'signed_out',
  },
  facebook: {
    name: 'Facebook',
    signInHost: 'facebook.com',
    scopes: [
      { name: 'pages_show_list', use: 'identity' },
      { name: 'pages_read_engagement', use: 'numbers' },
      { name: 'read_insights', use: 'numbers' },
    ],
    renewal: { kind: 'once', fromDay: 46 },
    grantDays: 60,
    accessHours: null,
    fallbackDays: 60,
    checkedOn: '2026-11-22',
    source:
      'https://developers.facebook.com/documentation/facebook-login/guides/access-tokens/get-long-lived',
    doors: ['webhook', 'deauthorize', 'deletion'],
    revocationEnds: 'person',
    afterLoss: { forget: 'tokens', days: 30, source: null },
    derivedNumbers: 'free',
    permissionsUrl: 'https://www.facebook.com/settings?tab=business_tools',
    fixAsksFor: 'everything',
    insideApps: 'signed_out',
  },
} as const satisfies Record<Network, NetworkPolicy>
