/** Sends mail: to a mail server in production, into a table that a page shows in the sandbox. */
import { createTransport } from 'nodemailer'
import { Mistake } from '../domain/mistake.ts'
import type { Secret } from '../domain/secret.ts'
import type { Store } from '../store/open.ts'

export type Mail = {
  /** One bare address, without a name. */
  to: string
  subject: string
  text: string
  html: string
  /** The same for every try to send one mail, so that a second copy can be known as one: `id@host`. */
  messageId?: string
  /** Where one click, or a mail program by itself, ends such mails (RFC 8058). */
  unsubscribe?: URL
}

export type Mailer = {
  /** Throws `bad_mail` where an address or a subject could become a second header or a second recipient. */
  send(mail: Mail): Promise<void>
}

/** `now` is product time, so that the mailbox tells the same story as the rest of the sandbox. */
export function createMailbox(store: Store, now: () => Date): Mailer {
  return {
    async send(mail) {
      const { to, subject, text, html, messageId, unsubscribe } = checked(mail)
      await store.db
        .insertInto('mailbox')
        .values({
          at: now(),
          recipient: to,
          subject,
          body_text: text,
          body_html: html,
          message_id: messageId ?? null,
          unsubscribe_url: unsubscribe?.href ?? null,
        })
        .execute()
    },
  }
}

/** `url` is `smtp://` or `smtps://`; `from` is "Name <address>". */
export function createSmtpMailer(url: Secret, from: string): Mailer {
  const transport = createTransport(
    {
      url: url.reveal(),
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      // Text of ours must never make the mail program read a file or fetch an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: oneLine('from', from) },
  )
  return {
    async send(mail) {
      const { to, subject, text, html, messageId, unsubscribe } = checked(mail)
      await transport.sendMail({
        // An object is taken as one address; a text would be parsed as a list.
        to: { name: '', address: to },
        subject,
        text,
        html,
        ...(messageId === undefined ? {} : { messageId: `<${messageId}>` }),
        ...(unsubscribe === undefined ? {} : { headers: listHeaders(unsubscribe) }),
      })
    },
  }
}

/**
 * One click, without a page to read first: https://www.rfc-editor.org/rfc/rfc8058 (read 2026-11-22). Both headers
 * are written as they are: a mail program that meets a folded or encoded address ignores them.
 */
function listHeaders(unsubscribe: URL) {
  return {
    'List-Unsubscribe': { prepared: true, value: `<${unsubscribe.href}>` },
    'List-Unsubscribe-Post': { prepared: true, value: 'List-Unsubscribe=One-Click' },
    // Answering machines stay silent (RFC 3834 §5).
    'Auto-Submitted': { prepared: true, value: 'auto-generated' },
  }
}

/** Whether the mail server will never take this mail, however often it is tried (RFC 5321 §4.2.1: 5yz). */
export function isRefusedForGood(error: unknown): boolean {
  const code =
    typeof error === 'object' && error !== null && 'responseCode' in error ? error.responseCode : null
  return typeof code === 'number' && code >= 500 && code < 600
}

function checked(mail: Mail): Mail {
  if (!/^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/.test(oneLine('to', mail.to))) {
    throw new Mistake('bad_mail', 'A mail needs exactly one bare address.')
  }
  oneLine('subject', mail.subject)
  if (mail.messageId !== undefined && !/^[\w.-]+@[\w.-]+$/.test(mail.messageId)) {
    throw new Mistake('bad_mail', "A mail's own id is letters, digits, dots and dashes around one @.")
  }
  return mail
}

function oneLine(header: string, value: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(value) || value.length > 500) {
    throw new Mistake(
      'bad_mail',
      `The header "${header}" of a mail must be one line of at most 500 characters.`,
    )
  }
  return value
}
