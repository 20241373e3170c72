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
}

export type Mailer = {
  /** Throws `bad_mail` where an address or a subject could become a second header or a second recipient. */
  send(mail: Mail): Promise<void>
}

/** `now` is product time, so that the mailbox tells the same story as the rest of the sandbox. */
export function createMailbox(store: Store, now: () => Date): Mailer {
  return {
    async send(mail) {
      const { to, subject, text, html } = checked(mail)
      await store.db
        .insertInto('mailbox')
        .values({ at: now(), recipient: to, subject, body_text: text, body_html: html })
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
      const { to, subject, text, html } = checked(mail)
      // An object is taken as one address; a text would be parsed as a list.
      await transport.sendMail({ to: { name: '', address: to }, subject, text, html })
    },
  }
}

function checked(mail: Mail): Mail {
  if (!/^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/.test(oneLine('to', mail.to))) {
    throw new Mistake('bad_mail', 'A mail needs exactly one bare address.')
  }
  oneLine('subject', mail.subject)
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
