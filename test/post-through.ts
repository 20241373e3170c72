import type { Mailer } from '../src/mail/mailer.ts'
import type { Post } from '../src/mail/post.ts'

/** For mailers that never fail: what is posted is sent. */
export function postThrough(mailer: Mailer): Pick<Post, 'send'> {
  return {
    async send(mail) {
      await mailer.send(mail)
      return 'sent'
    },
  }
}
