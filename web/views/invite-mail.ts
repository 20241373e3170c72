/** The mail that asks somebody to answer here. */
import type { Speaker } from '../../src/words/speaker.ts'

export function inviteMail(
  { say }: Speaker,
  { by, signIn }: { by: string; signIn: URL },
): { subject: string; text: string; html: string } {
  const subject = say('chat.team.invite.subject')
  const text = say('chat.team.invite.text', { by })
  const link = say('chat.team.invite.link')
  return {
    subject,
    text: `${text}\n\n${signIn.href}\n`,
    html: [
      '<!doctype html>',
      '<html lang="en">',
      `<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
      '<body style="font-family: system-ui, sans-serif; line-height: 1.5; color: #1c1917">',
      `<p>${escapeHtml(text)}</p>`,
      `<p><a href="${escapeHtml(signIn.href)}">${escapeHtml(link)}</a></p>`,
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
