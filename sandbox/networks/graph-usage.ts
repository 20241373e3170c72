/** Meta's call budgets and the headers that count them
 * (https://developers.facebook.com/docs/graph-api/overview/rate-limiting/, read 2026-11-22). */
import { type DAY_MS, type HOUR_MS, MINUTE_MS, type Sandbox } from '../sandbox.ts'
import type { World } from '../world.ts'

export type Budget = { key: string; calls: number; window_ms: typeof HOUR_MS | typeof DAY_MS }
export type Usage = { over: boolean; percent: number; regain_minutes: number }

/** Calls by minute of the sandbox's time; kept in memory only, like the list of calls. */
const COUNTS = new WeakMap<World, Map<string, Map<number, number>>>()

/** Counts one call. A call that is refused counts as well and so makes the waiting longer, as documented. */
export function spend(box: Sandbox, budget: Budget): Usage {
  const counts = COUNTS.get(box.world) ?? new Map<string, Map<number, number>>()
  COUNTS.set(box.world, counts)
  const minutes = counts.get(budget.key) ?? new Map<number, number>()
  counts.set(budget.key, minutes)
  const now = Math.floor(box.now() / MINUTE_MS)
  const window = budget.window_ms / MINUTE_MS
  for (const minute of minutes.keys()) if (minute <= now - window) minutes.delete(minute)
  minutes.set(now, (minutes.get(now) ?? 0) + 1)
  let used = 0
  for (const calls of minutes.values()) used += calls
  return {
    over: used > budget.calls,
    percent: Math.floor((100 * used) / budget.calls),
    regain_minutes: used <= budget.calls ? 0 : minutesUntilFree({ minutes, used, budget, now, window }),
  }
}

/** Percentages of the rolling hour. */
export function appUsage(usage: Usage): Record<string, string> {
  const { call_count, total_time, total_cputime } = parts(usage)
  // The header appears only after enough calls.
  return call_count === 0 ? {} : { 'x-app-usage': JSON.stringify({ call_count, total_time, total_cputime }) }
}

/** The older header of a Page's limit, before business use cases. */
export function pageUsage(usage: Usage): Record<string, string> {
  const { call_count, total_time, total_cputime } = parts(usage)
  return call_count === 0 ? {} : { 'x-page-usage': JSON.stringify({ call_count, total_cputime, total_time }) }
}

export function businessUsage(
  usage: Usage,
  of: { id: string; type: 'pages' | 'instagram' },
): Record<string, string> {
  const { call_count, total_time, total_cputime } = parts(usage)
  if (call_count === 0) return {}
  const entry = {
    type: of.type,
    call_count,
    total_cputime,
    total_time,
    estimated_time_to_regain_access: usage.regain_minutes,
  }
  return { 'x-business-use-case-usage': JSON.stringify({ [of.id]: [entry] }) }
}

function parts(usage: Usage) {
  return {
    call_count: usage.percent,
    total_time: Math.floor(usage.percent * 0.8),
    total_cputime: Math.floor(usage.percent * 0.7),
  }
}

function minutesUntilFree(of: {
  minutes: Map<number, number>
  used: number
  budget: Budget
  now: number
  window: number
}): number {
  let left = of.used
  for (const minute of [...of.minutes.keys()].sort((a, b) => a - b)) {
    left -= of.minutes.get(minute) ?? 0
    if (left < of.budget.calls) return minute + of.window - of.now
  }
  return of.window
}
