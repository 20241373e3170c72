/** Letters about a deletion that can be undone, each in its reader's own language. */
import type { App } from '../../app.ts'
import { simpleMail } from '../../mail/simple-mail.ts'
import { languageOrFirst } from '../../words/languages.ts'
import { createSpeaker } from '../../words/speaker.ts'

type Way = { undo: URL; until: Date }

export async function tellOfDeletion(
  app: App,
  to: { email: string; language: string | null },
  about: (Way & { of: 'profile'; profile: string; by: string }) | (Way & { of: 'account' }),
): Promise<void> {
  const now = app.clock.now()
  const speaker = createSpeaker({
    language: languageOrFirst(to.language),
    timeZone: null,
    now,
    platform: app.config.platformName,
  })
  const { say, language, dir } = speaker
  const names = {
    moment: speaker.moment(about.until),
    zone: speaker.zoneName,
    ...(about.of === 'profile' ? { profile: about.profile, name: about.by } : {}),
  }
  const mail = {
    language,
    dir,
    subject: say(`erase.undo.${about.of}.mail.subject`, names),
    before: say(`erase.undo.${about.of}.mail.text`, names),
    link: { label: say(`erase.undo.${about.of}.mail.link`, names), href: about.undo.href },
    after: null,
  }
  await app.post.send({ to: to.email, ...simpleMail(mail) }, about.until.getTime() - now.getTime())
}
