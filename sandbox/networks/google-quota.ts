/** What a Cloud project has used of its quotas
 * (https://developers.google.com/youtube/v3/determine_quota_cost, read 2026-11-22). In memory: a restart forgets it. */
import { MINUTE_MS, type Sandbox } from '../sandbox.ts'

export type Budget =
  /** Days end at midnight in California. */
  | { name: 'units' | 'search calls' | 'analytics calls'; per: 'day'; most: number }
  | { name: 'calls' | 'calls of a user'; per: 'minute'; most: number }

type Used = { period: string; count: number }
const used = new WeakMap<Sandbox, Map<string, Used>>()
const PACIFIC_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' })

/** Counts one call; false where the budget was empty before it. */
export function spend(box: Sandbox, owner: string, budget: Budget): boolean {
  const counters = used.get(box) ?? new Map<string, Used>()
  used.set(box, counters)
  const period =
    budget.per === 'day' ? PACIFIC_DAY.format(box.now()) : String(Math.floor(box.now() / MINUTE_MS))
  const key = `${owner} ${budget.name}`
  const before = counters.get(key)
  const count = before?.period === period ? before.count : 0
  counters.set(key, { period, count: count + 1 })
  return count < budget.most
}
