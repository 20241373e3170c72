import type { App } from '../../src/app.ts'
import type { Posted } from '../../src/mail/post.ts'
import { languageOfMail } from '../../src/usecases/person/preferences.ts'
import type { Speaker } from '../../src/words/speaker.ts'

/** What the mail with a sign-in link says: in the language of whoever has the address, else of whoever asks. */
export async function linkWords(app: App, email: string, reader: Speaker) {
  const { say, language, dir } = reader.for({
    language: await languageOfMail(app, { email, unsaid: reader.language }),
  })
  return {
    language,
    dir,
    subject: say('signIn.link.mail.subject'),
    before: say('signIn.link.mail.before'),
    after: say('signIn.link.mail.after'),
  }
}

/** What is said once the mail is on its way. */
export function sentView(app: App, { say }: Speaker, { body, posted }: { body: string; posted: Posted }) {
  return {
    title: say('signIn.sent_title'),
    body,
    late: posted === 'late' ? say('signIn.sent_late') : null,
    mailbox: app.config.mode === 'sandbox' ? say('signIn.sent_mailbox') : null,
    again: say('signIn.sent_again'),
  }
}
