/** What a mail program does when its own "unsubscribe" is pressed (RFC 8058): one request from its server, no cookies. */
import type { App } from '../../app.ts'
import { readMailbox } from './read-mailbox.ts'

/** The status that the link answered, or null where the mail has no such link. */
export async function pressOneClick(app: App, input: { mailId: string }): Promise<number | null> {
  const mail = (await readMailbox(app)).find(({ id }) => id === input.mailId)
  if (mail === undefined || mail.unsubscribeUrl === null) return null
  const reply = await fetch(mail.unsubscribeUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  })
  await reply.body?.cancel()
  return reply.status
}
