/**
 * The numbers of an account: functions of its id and the day, nothing else, so that two reads of one day agree
 * whatever was read before. Days are counted from 1970-01-01 UTC.
 */
import { createHash } from 'node:crypto'
import { captionsFor } from './captions.ts'
import type { Shape } from './people.ts'
import { DAY_MS, HOUR_MS } from './sandbox.ts'

/** 2026-01-01: the day on which an account has exactly its `size`. */
const FIRST_DAY = 20_454
/** Sunday is 0. People post, look and follow more towards the weekend. */
const WEEK = [1.18, 0.9, 0.88, 0.93, 0.98, 1.06, 1.07] as const

export type DayNumbers = {
  followers: number
  follows: number
  unfollows: number
  reach: number
  views: number
  engaged: number
  likes: number
  comments: number
  saves: number
  shares: number
  replies: number
  reposts: number
  profileViews: number
  linkTaps: number
  watchMinutes: number
  averageViewSeconds: number
}

export type Post = {
  /** The day and the account decide it. */
  number: number
  postedAt: number
  caption: string
  video: boolean
  carousel: boolean
  durationSeconds: number
  views: number
  reach: number
  likes: number
  comments: number
  saves: number
  shares: number
}

export function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS)
}

export function followersOn(id: string, shape: Shape, day: number): number {
  const gain = shape.size * shape.dailyGrowth
  const elapsed = day - FIRST_DAY
  const wobble = (part(id, `followers:${day}`) - 0.5) * gain * 0.5
  const week = gain * 0.6 * (WEEK[weekday(day)] - 1)
  return Math.max(1, Math.round(shape.size + gain * elapsed + week + (elapsed === 0 ? 0 : wobble)))
}

export function numbersOn(id: string, shape: Shape, day: number): DayNumbers {
  const followers = followersOn(id, shape, day)
  const gained = followers - followersOn(id, shape, day - 1)
  const unfollows = Math.round(Math.max(0, followers * 0.0004 * (0.6 + part(id, `unfollows:${day}`))))
  const mood = WEEK[weekday(day)] * (0.8 + 0.4 * part(id, `mood:${day}`))
  // Small accounts reach a larger share of their followers than large ones.
  const share = 0.34 / (1 + Math.log10(Math.max(10, followers)) / 4)
  const reach = Math.round(followers * share * mood)
  const views = Math.round(reach * (1.45 + 0.5 * part(id, `views:${day}`)))
  const likes = Math.round(reach * 0.052 * (0.8 + 0.4 * part(id, `likes:${day}`)))
  const comments = Math.round(likes * 0.034)
  const averageViewSeconds = Math.round(
    70 + 130 * part(id, 'average view') + 20 * part(id, `average view:${day}`),
  )
  return {
    followers,
    follows: Math.max(0, gained + unfollows),
    unfollows: Math.max(unfollows, -gained),
    reach,
    views,
    engaged: Math.round(likes * 0.81),
    likes,
    comments,
    saves: Math.round(likes * 0.09),
    shares: Math.round(likes * 0.07),
    replies: Math.round(likes * 0.012),
    reposts: Math.round(likes * 0.018),
    profileViews: Math.round(reach * 0.031),
    linkTaps: Math.round(reach * 0.0042),
    watchMinutes: Math.round((views * averageViewSeconds) / 60),
    averageViewSeconds,
  }
}

/** Newest first. */
export function postsUntil(id: string, shape: Shape, asOf: { ms: number; count: number }): Post[] {
  const posts: Post[] = []
  const phase = Math.floor(part(id, 'phase') * shape.everyDays)
  for (let day = dayOf(asOf.ms); posts.length < asOf.count && day > FIRST_DAY - 400; day--) {
    if ((day + phase) % shape.everyDays !== 0) continue
    const postedAt = day * DAY_MS + Math.floor((8 + 12 * part(id, `hour:${day}`)) * HOUR_MS)
    if (postedAt > asOf.ms) continue
    posts.push(post({ id, shape, day, postedAt, now: asOf.ms }))
  }
  return posts
}

export function postCount(id: string, shape: Shape, day: number): number {
  return Math.max(
    1,
    Math.round((day - FIRST_DAY) / shape.everyDays) + 60 + Math.floor(300 * part(id, 'older posts')),
  )
}

/** Shares of an audience, adding up to 1. The home country leads. */
export function countries(id: string, home: string): { country: string; share: number }[] {
  const others = ['US', 'GB', 'DE', 'FR', 'BR', 'ES', 'PL', 'IN', 'CA', 'NL', 'IT', 'SE'].filter(
    (c) => c !== home,
  )
  const start = Math.floor(part(id, 'countries') * others.length)
  const first = 0.42 + 0.2 * part(id, 'home share')
  const list = [{ country: home, share: first }]
  let left = 1 - first
  for (let index = 0; index < 8; index++) {
    const share = index === 7 ? left : left * (0.28 + 0.12 * part(id, `country:${index}`))
    left -= share
    list.push({ country: others[(start + index) % others.length] ?? 'US', share })
  }
  return list.sort((a, b) => b.share - a.share)
}

export const AGES = ['13-17', '18-24', '25-34', '35-44', '45-54', '55-64', '65-'] as const

/** Shares by age and gender, adding up to 1. */
export function ageAndGender(
  id: string,
): { age: string; gender: 'female' | 'male' | 'unknown'; share: number }[] {
  const weights = [0.03, 0.22, 0.34, 0.2, 0.11, 0.06, 0.04].map(
    (w, i) => w * (0.7 + 0.6 * part(id, `age:${i}`)),
  )
  const sum = weights.reduce((a, b) => a + b, 0)
  const female = 0.3 + 0.4 * part(id, 'female')
  return AGES.flatMap((age, index) => {
    const share = (weights[index] ?? 0) / sum
    return [
      { age, gender: 'female' as const, share: share * female },
      { age, gender: 'male' as const, share: share * (0.97 - female) },
      { age, gender: 'unknown' as const, share: share * 0.03 },
    ]
  })
}

/** Between 0 and 1, always the same for the same words. */
export function part(id: string, what: string): number {
  return createHash('sha256').update(`${id} ${what}`).digest().readUInt32BE(0) / 2 ** 32
}

/** Digits that belong to these words. */
export function digits(words: string, length: number): string {
  let text = ''
  for (let round = 0; text.length < length; round++)
    for (const byte of createHash('sha256').update(`${words} ${round}`).digest()) text += String(byte % 10)
  return text.slice(0, length)
}

/** Base64url letters that belong to these words. */
export function letters(words: string, length: number): string {
  return createHash('sha256').update(words).digest('base64url').slice(0, length)
}

/** YouTube shows subscriber counts rounded down to three significant figures. */
export function threeFigures(count: number): number {
  if (count < 1000) return count
  const unit = 10 ** (Math.floor(Math.log10(count)) - 2)
  return Math.floor(count / unit) * unit
}

function post(of: { id: string; shape: Shape; day: number; postedAt: number; now: number }): Post {
  const { id, shape, day, postedAt, now } = of
  const ageDays = Math.max(0, (now - postedAt) / DAY_MS)
  const grown = 1 - Math.exp(-ageDays / 2.5)
  const luck = 0.5 + 1.4 * part(id, `luck:${day}`) ** 2
  const reach = Math.round(followersOn(id, shape, day) * 0.38 * luck * grown)
  const likes = Math.round(reach * (0.04 + 0.05 * part(id, `post likes:${day}`)))
  const captions = captionsFor(shape.theme)
  const kind = part(id, `kind:${day}`)
  return {
    number: day,
    postedAt,
    caption: captions[Math.floor(part(id, `caption:${day}`) * captions.length)] ?? '',
    video: kind < 0.5,
    carousel: kind > 0.8,
    durationSeconds: 14 + Math.floor(70 * part(id, `duration:${day}`)),
    views: Math.round(reach * (1.3 + part(id, `post views:${day}`))),
    reach,
    likes,
    comments: Math.round(likes * 0.03),
    saves: Math.round(likes * 0.08),
    shares: Math.round(likes * 0.06),
  }
}

function weekday(day: number): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  // 1970-01-01 was a Thursday.
  return ((((day + 4) % 7) + 7) % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6
}
