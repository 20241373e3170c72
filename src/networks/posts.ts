import type { Post, PostGap, PostKind, PostMetric, PostNumbers } from '../domain/insight/post.ts'
import { addressOf, idOf } from './account-fields.ts'
import { countOf } from './figures.ts'
import { plainName } from './redact.ts'

/** So many are asked for: engagement looks at the newest thirty. */
export const POSTS_WANTED = 30
const LONGEST_TITLE = 140

export type RawPost = {
  id: unknown
  postedAt: unknown
  kind: PostKind
  /** The first that says something is its title. */
  words: readonly unknown[]
  url: unknown
  numbers: Partial<Record<PostMetric, unknown>>
  /** Why a number is missing that was asked for, where that is known. */
  missing?: Partial<Record<PostMetric, PostGap['why']>>
}

/** Null where it has no id or no believable date: then it is no post of which anything could be said. */
export function postOf(raw: RawPost, now: Date, standIn: string): Post | null {
  // Facebook's are `<page>_<post>`.
  const networkId = idOf(raw.id)
  const postedAt = momentOf(raw.postedAt)
  if (networkId === null || postedAt === null || postedAt.getTime() > now.getTime() + HOUR_MS) return null
  const asked = Object.entries(raw.numbers) as [PostMetric, unknown][]
  const counts = asked.map(([metric, value]) => [metric, countOf(value)] as const)
  return {
    networkId,
    postedAt,
    kind: raw.kind,
    title: raw.words.map((words) => plainName(words, LONGEST_TITLE)).find((words) => words !== null) ?? '',
    url: addressOf(raw.url, standIn),
    numbers: Object.fromEntries(counts.filter(([, count]) => count !== null)) as PostNumbers,
    gaps: counts.flatMap(([metric, count]) =>
      count === null ? [{ metric, why: raw.missing?.[metric] ?? 'not_ready_yet' }] : [],
    ),
    takenAt: now,
  }
}

/** Newest first, each once: a network that repeats itself over two pages of a list counts once. */
export function inOrder(posts: readonly (Post | null)[]): Post[] {
  const byId = new Map(posts.flatMap((post) => (post === null ? [] : [[post.networkId, post] as const])))
  return [...byId.values()].sort((a, b) => b.postedAt.getTime() - a.postedAt.getTime()).slice(0, POSTS_WANTED)
}

const HOUR_MS = 3_600_000
/** Before any of these networks was there. */
const FIRST_POST = Date.UTC(2003, 0, 1)
/** Later ones are no dates to JavaScript. */
const LAST_DATE = 8.64e15

/** A date as text, with a zone of four digits as well, or Unix seconds. */
function momentOf(value: unknown): Date | null {
  const ms =
    typeof value === 'number'
      ? value * 1000
      : typeof value === 'string' && value.length <= 40
        ? Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
        : Number.NaN
  return ms >= FIRST_POST && ms <= LAST_DATE ? new Date(ms) : null
}
