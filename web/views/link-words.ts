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
