/** Mails of a paragraph and a link. Those they go to have said no language yet, so they are in their host's. */
import { simpleMail } from '../../src/mail/simple-mail.ts'
import type { Speaker } from '../../src/words/speaker.ts'

export function inviteMail(
  speaker: Speaker,
  { by, signIn }: { by: string; signIn: URL },
): { subject: string; text: string; html: string } {
  const { say } = speaker
  return plainMail(speaker, {
    subject: say('chat.team.invite.subject'),
    text: say('chat.team.invite.text', { by }),
    link: { label: say('chat.team.invite.link'), href: signIn.href },
  })
}

export function plainMail(
  { language, dir }: Speaker,
  mail: { subject: string; text: string; link: { label: string; href: string }; after?: string },
): { subject: string; text: string; html: string } {
  const { subject, text, link, after = null } = mail
  return simpleMail({ language, dir, subject, before: text, link, after })
}
