/** TikTok's webhook: `authorization.removed` with a reason, signed, tried again for three days
 * (https://developers.tiktok.com/doc/webhooks-overview, …/webhooks-events and …/webhooks-verification, read 2026-11-22).
 * It tells nothing of expired tokens, changed passwords and smaller permissions. */
import { createHmac } from 'node:crypto'
import { newDelivery, type Sender } from '../deliveries.ts'
import { HOUR_MS, type Sandbox, SECOND_MS } from '../sandbox.ts'
import { type AccountChange, consentsOf, type Delivery, type Event, findApp } from '../world.ts'

export function owedByTikTok(box: Sandbox, event: Event, at: number): Delivery[] {
  if (event.type !== 'account-changed' || event.network !== 'tiktok') return []
  const { account, change } = event
  const reason = reasonOf(change)
  if (reason === null) return []
  const of = change.kind === 'app-removed' ? change.client_id : null
  return consentsOf(box.world, 'tiktok', account)
    .filter(({ client_id }) => of === null || client_id === of)
    .filter(({ client_id }) => findApp(box.world, 'tiktok', client_id)?.webhook_url)
    .map(({ client_id }) =>
      tiktokEvent(
        client_id,
        { event: 'authorization.removed', user_openid: account, content: { reason } },
        at,
      ),
    )
}

/** `content` is JSON in a text; times are in seconds. */
export function tiktokEvent(
  client_id: string,
  of: { event: string; user_openid?: unknown; content?: unknown },
  at: number,
): Delivery {
  const { event, content, ...rest } = of
  const body = {
    client_key: client_id,
    event,
    create_time: Math.floor(at / 1000),
    ...rest,
    ...(content === undefined
      ? {}
      : { content: typeof content === 'string' ? content : JSON.stringify(content) }),
  }
  return newDelivery(
    { network: 'tiktok', client_id, way: 'tiktok-webhook', event, content: JSON.stringify(body) },
    at,
  )
}

export const TIKTOK_WEBHOOK: Sender = {
  url: (box, { client_id }) => findApp(box.world, 'tiktok', client_id)?.webhook_url ?? null,
  request: (box, delivery) => {
    const app = findApp(box.world, 'tiktok', delivery.client_id)
    if (app === undefined) throw new Error('a delivery without an app')
    const first =
      box.world.settings['tiktok.webhook_retry_time'] === 'first' ? delivery.attempts[0]?.at : undefined
    const t = Math.floor((first ?? box.now()) / 1000)
    const s = createHmac('sha256', app.client_secret)
      .update(`${t}.${delivery.content}${delivery.forged ? ' ' : ''}`)
      .digest('hex')
    return {
      headers: { 'content-type': 'application/json', 'TikTok-Signature': `t=${t},s=${s}` },
      body: delivery.content,
    }
  },
  judge: ({ status }) =>
    status === 200
      ? { kind: 'taken', answer: null }
      : { kind: 'failed', problem: `answered ${status}, not 200` },
  again: (box, delivery, at) => {
    const { settings } = box.world
    const wait =
      settings['tiktok.webhook_first_retry_seconds'] * SECOND_MS * 2 ** (delivery.attempts.length - 1)
    const last = delivery.owed_at + settings['tiktok.webhook_retry_hours'] * HOUR_MS
    return at + wait > last ? null : at + wait
  },
}

function reasonOf(change: AccountChange): number | null {
  switch (change.kind) {
    case 'app-removed':
      return change.by === 'unknown' ? 0 : change.by === 'app' ? 5 : 1
    case 'closed':
      return 2
    case 'age-changed':
      return 3
    case 'banned':
      return 4
    default:
      return null
  }
}
