/** Mails to those who were answered while they were away: the words themselves, and the way back. */
import type { App } from '../../app.ts'
import { followUpDue } from '../../domain/chat/follow-up.ts'
import { simpleMail } from '../../mail/simple-mail.ts'
import { claimFollowUps, type FollowUp, noteMailed } from '../../store/conversations.ts'
import { languageOrFirst } from '../../words/languages.ts'
import { createSpeaker } from '../../words/speaker.ts'

const BATCH = 20

/** How many mails went out. */
export async function followUp(app: App, signal: AbortSignal): Promise<number> {
  const { db } = app.store
  let sent = 0
  for (const one of await claimFollowUps(db, app.clock.now(), BATCH)) {
    if (signal.aborted) return sent
    const now = app.clock.now()
    if (!followUpDue(one, now)) continue
    try {
      await app.mail.send({ to: one.email, ...followUpMail(app, one) })
      // Noted after it is sent: where this fails, the same mail goes out twice rather than never.
      await noteMailed(db, one.conversationId, now)
      sent += 1
    } catch (error) {
      // Its lease ends by itself, and it is tried again.
      app.log.error({ err: error, conversation: one.conversationId }, 'A reply could not be mailed')
    }
  }
  return sent
}

function followUpMail(app: App, one: FollowUp): { subject: string; text: string; html: string } {
  const { say, language, dir } = createSpeaker({
    language: languageOrFirst(one.language),
    timeZone: null,
    now: app.clock.now(),
    platform: app.config.platformName,
  })
  const by = one.replies.find((reply) => reply.by !== null)?.by ?? app.config.platformName
  return simpleMail({
    language,
    dir,
    subject: say('chat.mail.subject'),
    before: say('chat.mail.before', { name: one.name, by }),
    quotes: one.replies.map(({ body, kind }) =>
      body !== '' ? body : kind === 'reconnect' ? say('chat.mail.reconnect') : say('chat.mail.something'),
    ),
    link: {
      label: say('chat.mail.link'),
      href: new URL(`/chat/${one.conversationId}`, app.config.publicUrl).href,
    },
    after: say('chat.mail.after'),
  })
}
