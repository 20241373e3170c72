/** An event as TikTok signs it, so that a test can say anything at any time. */
import { createHmac } from 'node:crypto'

/** `at` and `sentAt` are seconds of the network's clock: when it happened, and when it was signed. */
export function tiktokEvent(event: {
  reason: number
  openId: string
  at: number
  sentAt?: number
  secret?: string
}): RequestInit & { body: string } {
  const { at, sentAt = at, secret = 'sandbox-tiktok-secret' } = event
  const body = JSON.stringify({
    client_key: 'sandbox-tiktok',
    event: 'authorization.removed',
    create_time: at,
    user_openid: event.openId,
    content: JSON.stringify({ reason: event.reason }),
  })
  const signature = createHmac('sha256', secret).update(`${sentAt}.${body}`).digest('hex')
  return {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'tiktok-signature': `t=${sentAt},s=${signature}` },
  }
}
