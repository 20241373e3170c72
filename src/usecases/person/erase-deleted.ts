/** Erases what nobody wanted back in time, exactly as if there had been no way back. Safe to run twice. */
import type { App } from '../../app.ts'
import { simpleMail } from '../../mail/simple-mail.ts'
import { type Deletion, dueDeletions, type Owner, ownersOf } from '../../store/deletions.ts'
import { languageOrFirst } from '../../words/languages.ts'
import { createSpeaker } from '../../words/speaker.ts'
import { deleteAccount } from './delete-account.ts'
import { eraseFound } from './erase-creator.ts'

const BATCH = 20

export async function eraseDeleted(app: App, signal: AbortSignal): Promise<void> {
  const failed: string[] = []
  while (!signal.aborted) {
    const due = await dueDeletions(app.store.db, { now: app.clock.now(), limit: BATCH, except: failed })
    if (due.length === 0) return
    for (const one of due) {
      if (signal.aborted) return
      try {
        await erase(app, one)
      } catch (error) {
        // It stays due, out of everybody's sight, and the next turn tries again.
        app.log.error({ err: error, deletion: one.id }, 'What was deleted could not be erased yet')
        failed.push(one.id)
      }
    }
  }
}

async function erase(app: App, { of }: Deletion): Promise<void> {
  if (of.kind === 'account') {
    await deleteAccount(app, of)
    return
  }
  const owners = await ownersOf(app.store.db, of.creatorId)
  const { receipt } = await eraseFound(app, { id: of.creatorId })
  for (const owner of owners) await tellErased(app, owner, { profile: of.name, receipt })
}

/** The last that is heard of it; the page that the receipt opens names nobody. */
export async function tellErased(
  app: App,
  to: Pick<Owner, 'email' | 'language'>,
  about: { profile: string; receipt: string },
): Promise<void> {
  const { say, language, dir } = createSpeaker({
    language: languageOrFirst(to.language),
    timeZone: null,
    now: app.clock.now(),
    platform: app.config.platformName,
  })
  const names = { profile: about.profile }
  await app.post.send({
    to: to.email,
    ...simpleMail({
      language,
      dir,
      subject: say('erase.profile.mail.subject', names),
      before: say('erase.profile.mail.text', names),
      link: {
        label: say('erase.profile.mail.link'),
        href: new URL(`/deletion/${about.receipt}`, app.config.publicUrl).href,
      },
      after: null,
    }),
  })
}
