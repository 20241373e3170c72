/** Empties the outbox of what may leave now. A queue may take this over: one mail's id is all it would need. */
import type { App } from '../app.ts'
import { networksHeld } from '../usecases/network/hold-network.ts'
import { sendMails } from '../usecases/notice/send-mails.ts'

/** How many mails were taken up. */
export async function sendWaitingMails(app: App, signal: AbortSignal): Promise<number> {
  const held = await networksHeld(app)
  let taken = 0
  while (!signal.aborted) {
    const batch = await sendMails(app, held)
    if (batch.length === 0) break
    taken += batch.length
  }
  return taken
}
