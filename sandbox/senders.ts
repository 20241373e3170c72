/** Who owes what to apps, and how each kind of event is sent. */
import type { Sender } from './deliveries.ts'
import { owedByGoogle, SECURITY_EVENT } from './networks/google-events.ts'
import { DATA_DELETION, DEAUTHORIZE, META_WEBHOOK, owedByMeta } from './networks/meta-events.ts'
import { owedByTikTok, TIKTOK_WEBHOOK } from './networks/tiktok-events.ts'
import type { Sandbox } from './sandbox.ts'
import type { Delivery, Event, Way } from './world.ts'

export const SENDERS: Record<Way, Sender> = {
  deauthorize: DEAUTHORIZE,
  'data-deletion': DATA_DELETION,
  'meta-webhook': META_WEBHOOK,
  'tiktok-webhook': TIKTOK_WEBHOOK,
  'security-event': SECURITY_EVENT,
}

export function owedFor(box: Sandbox, event: Event, at: number): Delivery[] {
  return [...owedByMeta(box, event, at), ...owedByTikTok(box, event, at), ...owedByGoogle(box, event, at)]
}
