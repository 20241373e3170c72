/** The mail that asks somebody to answer here. */
import type { Speaker } from '../../src/words/speaker.ts'

export function inviteMail(
  { say }: Speaker,
  { by, signIn }: { by: string; signIn: URL },
): { subject: string; text: string; html: string } {
  const subject = say('chat.team.invite.subject')
  const text = say('chat.team.invite.text', { by })
  const link = say('chat.team.invite.link')
  return plainMail({ subject, text, link: { label: link, href: signIn.href } })
}

/** A letter of one paragraph and one link, and a paragraph after it where there is more to say. */
export function plainMail({
  subject,
  text,
  link,
  after = null,
}: {
  subject: string
  text: string
  link: { label: string; href: string }
  after?: string | null
}): { subject: string; text: string; html: string } {
  return {
    subject,
    text: `${text}\n\n${link.href}\n${after === null ? '' : `\n${after}\n`}`,
    html: [
      '<!doctype html>',
      '<html lang="en">',
      `<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
      '<body style="font-family: system-ui, sans-serif; line-height: 1.5; color: #1c1917">',
      `<p>${escapeHtml(text)}</p>`,
      `<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.label)}</a></p>`,
      ...(after === null ? [] : [`<p>${escapeHtml(after)}</p>`]),
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
