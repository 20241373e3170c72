/** How many calls Instagram takes: from an app in an hour, for an account in a day
 * (https://developers.facebook.com/docs/graph-api/overview/rate-limiting/, read 2026-11-22). */
import { dayOf, numbersOn } from '../numbers.ts'
import { DAY_MS, HOUR_MS, type Sandbox } from '../sandbox.ts'
import { appUsage, businessUsage, spend, type Usage } from './graph-usage.ts'
import type { InstagramCaller } from './instagram-callers.ts'
import type { Refusal } from './meta-refusal.ts'
import { type Met, troubleError, troubleOf } from './meta-trouble.ts'

export type Counted = { headers: Record<string, string>; refusal: Refusal | null }

export function countInstagramCall(box: Sandbox, caller: InstagramCaller): Counted {
  const { account, app } = caller
  const met = troubleOf(box, 'instagram', account.id)
  if (met?.trouble.with === 'calls') return refusedFor(box, caller, met)
  const ofApp = spend(box, {
    key: `instagram app ${app.client_id}`,
    calls: box.world.settings['instagram.app_calls_per_hour'],
    window_ms: HOUR_MS,
  })
  const ofAccount = spend(box, {
    key: `instagram account ${app.client_id} ${account.id}`,
    calls: accountBudget(box, caller),
    window_ms: DAY_MS,
  })
  const headers = {
    ...appUsage(ofApp),
    ...businessUsage(ofAccount, { id: account.id, type: 'instagram' }),
  }
  if (ofApp.over) return { headers, refusal: { error: troubleError('app-limit') } }
  return { headers, refusal: ofAccount.over ? { error: troubleError('instagram-limit') } : null }
}

/** 4800 calls a day for each impression of the account, and never more than the setting: small accounts have little. */
function accountBudget(box: Sandbox, { account }: InstagramCaller): number {
  const { views } = numbersOn(account.id, account.shape, dayOf(box.now()) - 1)
  return Math.min(box.world.settings['instagram.account_calls_per_day'], 4800 * Math.max(1, views))
}

function refusedFor(box: Sandbox, caller: InstagramCaller, met: Met): Counted {
  const { trouble } = met
  const usage: Usage = {
    over: true,
    percent: 100,
    regain_minutes: met.until === null ? 60 : Math.ceil((met.until - box.now()) / 60_000),
  }
  const headers =
    trouble.usage === 'app'
      ? appUsage(usage)
      : trouble.usage === 'business'
        ? businessUsage(usage, { id: caller.account.id, type: 'instagram' })
        : {}
  return {
    headers,
    refusal: { error: trouble.error, ...(trouble.status === undefined ? {} : { status: trouble.status }) },
  }
}
