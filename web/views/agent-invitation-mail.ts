import type { Speaker } from '../../src/words/speaker.ts'
import { plainMail } from './plain-mail.ts'

export function agentInvitationMail(
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
