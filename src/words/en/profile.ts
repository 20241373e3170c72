import type { Dimension, Gap, Metric } from '../../domain/insight/reading.ts'
import type { Network } from '../../domain/network.ts'

export const profile = {
  title: '{name} (@{handle})',
  meta: 'Verified insights of {name}, read from the networks with the creator’s permission.',
  verified_strip:
    '{count, plural, =0 {No verified insights right now.} one {Verified insights from one network, read with {name}’s permission.} other {Verified insights from # networks, read with {name}’s permission.}}',
  verified: 'Verified',
  from: 'From {network}',
  as_of: 'as of {at}',
  checked_title: 'Verified · checked {at}',
  paused: 'Insights paused, last verified {date}',
  paused_never: 'Insights paused',
  first_numbers: 'Connected. First numbers arrive within a few hours',
  visit: 'Visit on {network}',
  none: '{name} hasn’t connected a channel yet.',
  numbers: 'Numbers',
  audience: 'Audience',
  growth: '{audience}, last {days} days',
  growth_caption: '{audience} by day. From {network}.',
  growth_summary: 'From {first} on {first_day} to {last} on {last_day}.',
  growth_gap: 'A break in the line means that nothing was read that day.',
  growth_table: 'As a table',
  day: 'Day',
  not_read: 'not read',
  metric: {
    followers: 'Followers',
    posts: 'Posts',
    likes: 'Likes',
    views_28d: 'Views, 28 days',
    reach_28d: 'People reached, 28 days',
    interactions_28d: 'Interactions, 28 days',
    watch_minutes_28d: 'Minutes watched, 28 days',
    profile_visits_28d: 'Profile visits, 28 days',
  } satisfies Record<Metric, string>,
  /** What a network calls those who follow. */
  audience_of: {
    instagram: 'Followers',
    youtube: 'Subscribers',
    tiktok: 'Followers',
    facebook: 'Followers',
  } satisfies Record<Network, string>,
  dimension: {
    country: 'Countries',
    city: 'Cities',
    age: 'Age',
    gender: 'Gender',
  } satisfies Record<Dimension, string>,
  gender: { female: 'Women', male: 'Men', other: 'Others and not said' },
  gap: {
    permission_missing: '{what}: not shared with us.',
    account_too_small: '{what}: {network} shows this for larger audiences only.',
    not_offered_by_network: '{what}: {network} doesn’t offer this.',
    not_ready_yet: '{what}: arrives within a few hours.',
  } satisfies Record<Gap['why'], string>,
  gaps: 'What isn’t here, and why',
  footer:
    'Every number here was read from the network itself, with the creator’s permission, at the time beside it. Nothing is estimated.',
  made_with: 'Kept up to date by {platform}',
  all_times: 'Times in {zone}.',
} as const
