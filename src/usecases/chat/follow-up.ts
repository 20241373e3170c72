/** Mails to those who were answered while they were away: the words themselves, and the way back. */
import type { App } from '../../app.ts'
import { followUpDue } from '../../domain/chat/follow-up.ts'
import { claimFollowUps, type FollowUp, noteMailed } from '../../store/conversations.ts'
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
  const { say } = createSpeaker({ timeZone: null, now: app.clock.now(), platform: app.config.platformName })
  const url = new URL(`/chat/${one.conversationId}`, app.config.publicUrl).href
  const by = one.replies.find((reply) => reply.by !== null)?.by ?? app.config.platformName
  const subject = say('chat.mail.subject')
  const before = say('chat.mail.before', { name: one.name, by })
  const replies = one.replies.map(({ body, kind }) =>
    body !== '' ? body : kind === 'reconnect' ? say('chat.mail.reconnect') : say('chat.mail.something'),
  )
  const link = say('chat.mail.link')
  const after = say('chat.mail.after')
  return {
    subject,
    text: `${[before, ...replies.map((text) => text.replaceAll(/^/gm, '> ')), `${link}\n${url}`, after].join('\n\n')}\n`,
    html: [
      '<!doctype html>',
      '<html lang="en">',
      `<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
      '<body style="font-family: system-ui, sans-serif; line-height: 1.5; color: #1c1917">',
      `<p>${escapeHtml(before)}</p>`,
      ...replies.map(
        (text) =>
          `<blockquote style="margin: 0 0 12px; padding: 0 0 0 12px; border-left: 3px solid #8f897e; white-space: pre-wrap">${escapeHtml(text)}</blockquote>`,
      ),
      `<p><a href="${escapeHtml(url)}">${escapeHtml(link)}</a></p>`,
      `<p>${escapeHtml(after)}</p>`,
      '</body>',
      '</html>',
    ].join('\n'),
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
