/** The mail that asks a colleague to look for creators together. */
import type { Speaker } from '../../src/words/speaker.ts'
import { plainMail } from './plain-mail.ts'

export function companyInvitationMail(
  speaker: Speaker,
  { by, company, link }: { by: string; company: string; link: URL },
): { subject: string; text: string; html: string } {
  const { say } = speaker
  return plainMail(speaker, {
    subject: say('brand.team.mail.subject', { by, company }),
    text: say('brand.team.mail.text', { by, company }),
    link: { label: say('brand.team.mail.link', { company }), href: link.href },
  })
}
