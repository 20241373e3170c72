/** Letters about an account: to whoever may lose it, as much as to whoever asked. */
import type { AddressLetters, Letter } from '../../src/usecases/person/change-address.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { plainMail } from './plain-mail.ts'

export function addressLetters(
  speaker: Speaker,
  about: { name: string; email: string; to: string; signIn: URL },
): AddressLetters {
  const { say } = speaker
  const { name, email, to } = about
  const letter = (kind: 'confirm' | 'warn' | 'taken', link: URL) =>
    plainMail(speaker, {
      subject: say(`account.mail.${kind}.subject`),
      text: say(`account.mail.${kind}.text`, { name, email, to }),
      link: { label: say(`account.mail.${kind}.link`), href: link.href },
    })
  return {
    confirm: (link) => letter('confirm', link),
    warn: (link) => letter('warn', link),
    taken: () => letter('taken', about.signIn),
  }
}

export function changedLetter(speaker: Speaker, { to, account }: { to: string; account: URL }): Letter {
  const { say } = speaker
  return plainMail(speaker, {
    subject: say('account.mail.changed.subject'),
    text: say('account.mail.changed.text', { to }),
    link: { label: say('account.mail.changed.link'), href: account.href },
  })
}

export function passwordLetter(speaker: Speaker, { account }: { account: URL }): Letter {
  const { say } = speaker
  return plainMail(speaker, {
    subject: say('account.mail.password.subject'),
    text: say('account.mail.password.text'),
    link: { label: say('account.mail.password.link'), href: account.href },
  })
}
