/** What Instagram and Facebook tell an app by themselves: that it was removed, that data must be deleted, which
 * permissions changed (https://developers.facebook.com/docs/graph-api/webhooks/getting-started and
 * https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback, read 2026-11-22).
 * They tell nothing of changed passwords, expired tokens and security checks
 * (https://developers.facebook.com/docs/facebook-login/guides/access-tokens/debugging, read 2026-11-22). */
import { createHmac } from 'node:crypto'
import { type Judged, newDelivery, type Sender } from '../deliveries.ts'
import { instagramById } from '../people.ts'
import { HOUR_MS, MINUTE_MS, type Sandbox } from '../sandbox.ts'
import {
  type App,
  type Consent,
  consentsOf,
  type Delivery,
  type Event,
  findApp,
  findConsent,
} from '../world.ts'

export function owedByMeta(box: Sandbox, event: Event, at: number): Delivery[] {
  switch (event.type) {
    case 'account-changed': {
      const { network, account, change } = event
      if (network !== 'instagram' && network !== 'facebook') return []
      const consents = consentsOf(box.world, network, account)
      if (change.kind === 'app-removed')
        return consents
          .filter((consent) => change.client_id === null || consent.client_id === change.client_id)
          .flatMap((consent) => removal(box, { consent, and_data: change.and_data === true, at }))
      return consents.flatMap((consent) => {
        switch (change.kind) {
          case 'scope-removed':
            return permissions(box, { before: consent, after: without(consent, change.scope), at })
          case 'page-unticked':
            return permissions(box, {
              before: consent,
              after: { ...consent, pages: consent.pages.filter((page) => page !== change.page) },
              at,
            })
          case 'page-ticked':
            return permissions(box, {
              before: consent,
              after: { ...consent, pages: [...new Set([...consent.pages, change.page])] },
              at,
            })
          default:
            return []
        }
      })
    }
    case 'scope-revoked': {
      const consent = findConsent(box.world, event)
      return consent === undefined
        ? []
        : permissions(box, { before: consent, after: without(consent, event.scope), at })
    }
    case 'consented':
      return permissions(box, {
        before: findConsent(box.world, event.consent) ?? { ...event.consent, granted: [], pages: [] },
        after: event.consent,
        at,
      })
    default:
      return []
  }
}

/** The sample has four fields; `expires` is an hour after `issued_at` in it. */
export function signedRequestPayload(user_id: string, at: number): Record<string, unknown> {
  const issued_at = Math.floor(at / 1000)
  return { algorithm: 'HMAC-SHA256', expires: issued_at + 3600, issued_at, user_id }
}

/** The signature is over the encoded payload, not over the JSON. */
export function signedRequest(payload: string, of: { secret: string; forged: boolean }): string {
  const encoded = Buffer.from(payload).toString('base64url')
  const signature = createHmac('sha256', of.secret)
    .update(of.forged ? `${encoded}.` : encoded)
    .digest('base64url')
  return `${signature}.${encoded}`
}

export const DEAUTHORIZE: Sender = {
  url: (box, delivery) => appOf(box, delivery)?.deauthorize_url ?? null,
  request: signedForm,
  judge: only200,
  again: callbackAgain,
}

export const DATA_DELETION: Sender = {
  url: (box, delivery) => appOf(box, delivery)?.deletion_url ?? null,
  request: signedForm,
  judge: ({ status, text }) => (status === 200 ? readDeletionAnswer(text) : failed(status)),
  again: callbackAgain,
}

export const META_WEBHOOK: Sender = {
  url: (box, delivery) => appOf(box, delivery)?.webhook_url ?? null,
  request: (box, delivery) => {
    const signature = createHmac('sha256', secretOf(box, delivery))
      .update(delivery.forged ? `${delivery.content} ` : delivery.content)
      .digest('hex')
    return {
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      body: delivery.content,
    }
  },
  judge: only200,
  again: webhookAgain,
}

function removal(box: Sandbox, of: { consent: Consent; and_data: boolean; at: number }): Delivery[] {
  const { network, client_id, account } = of.consent
  const app = findApp(box.world, network, client_id)
  // The id that the app knows: at Instagram another one than the account's own.
  const user_id = network === 'instagram' ? (instagramById(account)?.account.appScopedId ?? account) : account
  const content = JSON.stringify(signedRequestPayload(user_id, of.at))
  const ways = [
    ...(app?.deauthorize_url ? (['deauthorize'] as const) : []),
    ...(of.and_data && app?.deletion_url ? (['data-deletion'] as const) : []),
  ]
  return ways.map((way) => newDelivery({ network, client_id, way, event: way, content }, of.at))
}

/** One notification for all that changed at once; nothing for an app without a webhook, and nothing at Instagram. */
function permissions(box: Sandbox, of: { before: Consent; after: Consent; at: number }): Delivery[] {
  const { network, client_id, account } = of.after
  const changes = changesBetween(of.before, of.after)
  if (network !== 'facebook' || changes.length === 0) return []
  if (!findApp(box.world, network, client_id)?.webhook_url) return []
  const content = JSON.stringify({
    object: 'permissions',
    entry: [{ id: account, uid: account, time: Math.floor(of.at / 1000), changes }],
  })
  return [newDelivery({ network, client_id, way: 'meta-webhook', event: 'permissions', content }, of.at)]
}

type Change = { field: string; value: { verb: 'granted' | 'revoked'; target_ids?: string[] } }

function changesBetween(before: Consent, after: Consent): Change[] {
  const change = (field: string, verb: 'granted' | 'revoked', pages: string[]): Change => ({
    field,
    value: { verb, ...(isForPages(field) ? { target_ids: pages } : {}) },
  })
  const gone = before.granted.filter((scope) => !after.granted.includes(scope))
  const come = after.granted.filter((scope) => !before.granted.includes(scope))
  const kept = after.granted.filter((scope) => before.granted.includes(scope) && isForPages(scope))
  const unticked = before.pages.filter((page) => !after.pages.includes(page))
  const ticked = after.pages.filter((page) => !before.pages.includes(page))
  return [
    ...gone.map((scope) => change(scope, 'revoked', before.pages)),
    ...come.map((scope) => change(scope, 'granted', after.pages)),
    ...(unticked.length === 0 ? [] : kept.map((scope) => change(scope, 'revoked', unticked))),
    ...(ticked.length === 0 ? [] : kept.map((scope) => change(scope, 'granted', ticked))),
  ]
}

/** Permissions that are given Page by Page, as `granular_scopes` lists them. */
function isForPages(scope: string): boolean {
  return scope.startsWith('pages_') || scope === 'read_insights'
}

function without(consent: Consent, scope: string): Consent {
  return { ...consent, granted: consent.granted.filter((each) => each !== scope) }
}

function signedForm(box: Sandbox, delivery: Delivery): { headers: Record<string, string>; body: string } {
  const signed_request = signedRequest(delivery.content, {
    secret: secretOf(box, delivery),
    forged: delivery.forged,
  })
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ signed_request }).toString(),
  }
}

function only200({ status }: { status: number }): Judged {
  return status === 200 ? { kind: 'taken', answer: null } : failed(status)
}

function failed(status: number): Judged {
  return { kind: 'failed', problem: `answered ${status}, not 200` }
}

function readDeletionAnswer(text: string): Judged {
  const no = (problem: string): Judged => ({ kind: 'failed', problem })
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    return no('the answer is not JSON with url and confirmation_code (are its names in quotes?)')
  }
  const { url, confirmation_code } = (answer ?? {}) as Record<string, unknown>
  if (typeof url !== 'string' || !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    return no('the answer has no url where the person can see how far the deletion is')
  if (typeof confirmation_code !== 'string' || confirmation_code === '')
    return no('the answer has no confirmation_code')
  return { kind: 'taken', answer: { url, confirmation_code } }
}

/** "We will retry immediately, then try a few more times with decreasing frequency over the next 36 hours." */
const WAITS_MS = [
  0,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  12 * HOUR_MS,
] as const

function webhookAgain(box: Sandbox, delivery: Delivery, at: number): number | null {
  const wait = WAITS_MS[delivery.attempts.length - 1]
  const last = delivery.owed_at + box.world.settings['meta.webhook_retry_hours'] * HOUR_MS
  return wait === undefined || at + wait > last ? null : at + wait
}

function callbackAgain(box: Sandbox, delivery: Delivery, at: number): number | null {
  return box.world.settings['meta.callback_retries'] === 'none' ? null : webhookAgain(box, delivery, at)
}

function appOf(box: Sandbox, delivery: Delivery): App | undefined {
  return findApp(box.world, delivery.network, delivery.client_id)
}

function secretOf(box: Sandbox, delivery: Delivery): string {
  const app = appOf(box, delivery)
  if (app === undefined) throw new Error('a delivery without an app')
  return app.client_secret
}
