/** Mail that a sandbox installation keeps instead of sending. */
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

export type Mail = {
  id: string
  at: Date
  recipient: string
  subject: string
  text: string
  html: string
  messageId: string | null
  unsubscribeUrl: string | null
}

/** Newest first. */
export async function readMails(db: Kysely<Tables>, limit: number): Promise<Mail[]> {
  const rows = await db.selectFrom('mailbox').selectAll().orderBy('id', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    id: String(row.id),
    at: row.at,
    recipient: row.recipient,
    subject: row.subject,
    text: row.body_text,
    html: row.body_html,
    messageId: row.message_id,
    unsubscribeUrl: row.unsubscribe_url,
  }))
}
