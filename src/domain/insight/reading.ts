/** Numbers read from a network: what each is, where it comes from and when it was taken. */
export const METRICS = [
  'followers',
  'posts',
  'likes',
  'views_28d',
  'reach_28d',
  'interactions_28d',
  'watch_minutes_28d',
  'profile_visits_28d',
] as const
export type Metric = (typeof METRICS)[number]

export function isMetric(name: string): name is Metric {
  return (METRICS as readonly string[]).includes(name)
}

export type Reading = {
  metric: Metric
  /** A whole number, zero or more. */
  value: number
  /** When the network answered, or the end of the period it counted. */
  takenAt: Date
}

export const DIMENSIONS = ['country', 'city', 'age', 'gender'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** One cut of the audience; shares are between 0 and 1, largest first. */
export type Breakdown = {
  dimension: Dimension
  parts: readonly { key: string; share: number }[]
  takenAt: Date
}

/** Why a number that a creator may expect is not there. */
export type Gap = {
  metric: Metric | Dimension
  why: 'permission_missing' | 'account_too_small' | 'not_offered_by_network' | 'not_ready_yet'
}

export type Collected = {
  readings: readonly Reading[]
  breakdowns: readonly Breakdown[]
  gaps: readonly Gap[]
  /** Scopes of the grant that the network refused to honour while the numbers were read. */
  refusedScopes: readonly string[]
}

/** `YYYY-MM-DD`, both ends included. */
export type Days = { from: string; to: string }

/** A day gone by, with what the network still knows of it. */
export type PastDay = { day: string; readings: readonly Reading[] }
