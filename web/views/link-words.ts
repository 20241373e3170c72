import type { App } from '../../src/app.ts'
import type { Speaker } from '../../src/words/speaker.ts'

/** What the mail with a sign-in link says. */
export function linkWords({ say, language }: Speaker) {
  return {
    language,
    direction: 'ltr',
    subject: say('signIn.link.mail.subject'),
    before: say('signIn.link.mail.before'),
    after: say('signIn.link.mail.after'),
  }
}

/** What is said once the mail is on its way. */
export function sentView(app: App, { say }: Speaker, body: string) {
  return {
    title: say('signIn.sent_title'),
    body,
    mailbox: app.config.mode === 'sandbox' ? say('signIn.sent_mailbox') : null,
    again: say('signIn.sent_again'),
  }
}
