import type { Collected, Metric } from '../domain/insight/reading.ts'
import type { Verdict } from '../domain/verdict.ts'
import type { Answer } from './ask.ts'
import { collected, type Figure, figure, gap, isScopeRefused, whyRefused } from './figures.ts'
import { at, type Fields } from './json.ts'

const STATS_SCOPE = 'user.info.stats'
const VIDEOS_SCOPE = 'video.list'

const TOTALS = [
  ['followers', 'follower_count'],
  ['likes', 'likes_count'],
  ['posts', 'video_count'],
] as const satisfies readonly (readonly [Metric, string])[]

type Input = {
  scopes: readonly string[]
  now: Date
  /** The account with these fields beside its id. */
  user: (fields: readonly string[]) => Promise<Answer<Fields>>
  /** The newest video, if there is one. */
  video: () => Promise<Answer<Fields>>
}

/**
 * Today's totals: https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info. No views over a period here: views
 * of recent videos are something else. Videos are asked for only to learn whether that permission still holds.
 */
export async function collectTiktok({ scopes, now, user, video }: Input): Promise<Answer<Collected>> {
  const [stats, newest] = await Promise.all([
    scopes.includes(STATS_SCOPE) ? readTotals(user, now) : withoutTotals(user, []),
    scopes.includes(VIDEOS_SCOPE) ? video() : null,
  ])
  if (stats.kind !== 'ok') return stats
  const isRefused = newest?.kind === 'refused' && isScopeRefused(newest.verdict)
  const { figures, refused } = stats.value
  return { kind: 'ok', value: collected(figures, isRefused ? [...refused, VIDEOS_SCOPE] : refused) }
}

type Totals = { figures: readonly Figure[]; refused: readonly string[] }

async function readTotals(user: Input['user'], now: Date): Promise<Answer<Totals>> {
  const whole = await user(TOTALS.map(([, name]) => name))
  if (whole.kind === 'ok') {
    const figures = TOTALS.map(([metric, name]) => figure(metric, at(whole.value, name), now))
    return { kind: 'ok', value: { figures, refused: [] } }
  }
  if (!isAboutFields(whole.verdict)) return whole
  if (isScopeRefused(whole.verdict)) return withoutTotals(user, [STATS_SCOPE])
  // One field that TikTok has retired spoils the whole request; then each is asked for alone.
  const figures = await Promise.all(TOTALS.map(([metric, name]) => readAlone(user, metric, name, now)))
  return { kind: 'ok', value: { figures, refused: [] } }
}

async function readAlone(user: Input['user'], metric: Metric, name: string, now: Date): Promise<Figure> {
  const reply = await user([name])
  if (reply.kind === 'ok') return figure(metric, at(reply.value, name), now)
  return gap(metric, isAboutFields(reply.verdict) ? 'not_offered_by_network' : whyRefused(reply.verdict))
}

/** The account itself still has to answer: where it does not, more than a permission is missing. */
async function withoutTotals(user: Input['user'], refused: readonly string[]): Promise<Answer<Totals>> {
  const plain = await user([])
  if (plain.kind !== 'ok') return plain
  const figures = TOTALS.map(([metric]) => gap(metric, 'permission_missing'))
  return { kind: 'ok', value: { figures, refused } }
}

/** The account may be fine; it is the fields that TikTok does not give. */
export function isAboutFields(verdict: Verdict): boolean {
  return (
    isScopeRefused(verdict) ||
    ['invalid_params', 'scope_permission_missed'].includes(verdict.evidence.code ?? '')
  )
}
