/** How many calls Facebook takes: from an app, for a person, for a Page
 * (https://developers.facebook.com/docs/graph-api/overview/rate-limiting/, read 2026-11-22). */
import { dayOf, numbersOn } from '../numbers.ts'
import type { Page } from '../people.ts'
import { DAY_MS, HOUR_MS, type Sandbox } from '../sandbox.ts'
import type { Caller } from './facebook-callers.ts'
import { appUsage, businessUsage, pageUsage, spend, type Usage } from './graph-usage.ts'
import type { Refusal } from './meta-refusal.ts'
import { type Met, troubleError, troubleOf } from './meta-trouble.ts'

export type Counted = { headers: Record<string, string>; refusal: Refusal | null }

/** Counts the call. People and apps have hourly limits, a Page has the daily limit of its own business. */
export function countCall(box: Sandbox, caller: Caller, path: string): Counted {
  const met = troubleWithCalls(box, caller)
  if (met !== null) return refusedFor(box, caller, met)
  const counted = caller.kind === 'page' ? countForPage(box, caller) : countForPerson(box, caller)
  if (counted.refusal !== null || !/\/insights(\/|$)/.test(path)) return counted
  const insights = spend(box, {
    key: `facebook insights ${caller.app.client_id}`,
    calls: box.world.settings['facebook.insights_calls_per_hour'],
    window_ms: HOUR_MS,
  })
  return insights.over ? { ...counted, refusal: { error: troubleError('custom-limit') } } : counted
}

function countForPerson(box: Sandbox, caller: Caller): Counted {
  const { settings } = box.world
  const ofApp = spend(box, {
    key: `facebook app ${caller.app.client_id}`,
    calls: settings['facebook.app_calls_per_hour'],
    window_ms: HOUR_MS,
  })
  const headers = appUsage(ofApp)
  if (ofApp.over) return { headers, refusal: { error: troubleError('app-limit') } }
  if (caller.kind === 'app') return { headers, refusal: null }
  const ofPerson = spend(box, {
    key: `facebook person ${caller.app.client_id} ${caller.person.key}`,
    calls: settings['facebook.user_calls_per_hour'],
    window_ms: HOUR_MS,
  })
  return { headers, refusal: ofPerson.over ? { error: troubleError('user-limit') } : null }
}

function countForPage(box: Sandbox, caller: Caller & { kind: 'page' }): Counted {
  const usage = spend(box, {
    key: `facebook page ${caller.app.client_id} ${caller.page.id}`,
    calls: pageBudget(box, caller.page),
    window_ms: DAY_MS,
  })
  const older = box.world.settings['facebook.page_limit_code'] === '32'
  return {
    headers: older ? pageUsage(usage) : businessUsage(usage, { id: caller.page.id, type: 'pages' }),
    refusal: usage.over ? { error: troubleError(older ? 'page-limit' : 'pages-limit') } : null,
  }
}

/** 4800 calls a day for each person who engaged with the Page, and never more than the setting. */
function pageBudget(box: Sandbox, page: Page): number {
  const { engaged } = numbersOn(page.id, page.shape, dayOf(box.now()) - 1)
  return Math.min(box.world.settings['facebook.page_calls_per_day'], 4800 * Math.max(1, engaged))
}

function troubleWithCalls(box: Sandbox, caller: Caller): Met | null {
  if (caller.kind === 'app') return null
  const accounts = [caller.person.facebook?.id ?? '', ...(caller.kind === 'page' ? [caller.page.id] : [])]
  for (const account of accounts) {
    const met = troubleOf(box, 'facebook', account)
    if (met?.trouble.with === 'calls') return met
  }
  return null
}

function refusedFor(box: Sandbox, caller: Caller, met: Met): Counted {
  const { trouble } = met
  const usage: Usage = {
    over: true,
    percent: 100,
    regain_minutes: met.until === null ? 60 : Math.ceil((met.until - box.now()) / 60_000),
  }
  return {
    headers: fullHeaders(caller, met, usage),
    refusal: { error: trouble.error, ...(trouble.status === undefined ? {} : { status: trouble.status }) },
  }
}

function fullHeaders(caller: Caller, met: Met, usage: Usage): Record<string, string> {
  const full = met.trouble.usage
  if (full === 'app') return appUsage(usage)
  if (full === 'page') return pageUsage(usage)
  return full === 'business' && caller.kind === 'page'
    ? businessUsage(usage, { id: caller.page.id, type: 'pages' })
    : {}
}
