/** Mails of a paragraph and a link. Those they go to may have said no language yet: they are in their writer's. */
import { simpleMail } from '../../src/mail/simple-mail.ts'
import type { Speaker } from '../../src/words/speaker.ts'

export function plainMail(
  { language, dir }: Speaker,
  mail: { subject: string; text: string; link: { label: string; href: string }; after?: string },
): { subject: string; text: string; html: string } {
  const { subject, text, link, after = null } = mail
  return simpleMail({ language, dir, subject, before: text, link, after })
}
