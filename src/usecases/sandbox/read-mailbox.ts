/** Every mail that a sandbox installation would have sent, newest first. */
import type { App } from '../../app.ts'
import { type Mail, readMails } from '../../store/mailbox.ts'

const LONGEST = 200

export async function readMailbox(app: App): Promise<Mail[]> {
  return app.config.mode === 'sandbox' ? readMails(app.store.db, LONGEST) : []
}
