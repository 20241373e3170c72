/** The mail with a link that signs a person in. */
export type LinkWords = {
  subject: string
  before: string
  after: string
  language: string
  direction: string
}

export function linkMail(words: LinkWords, url: string): { subject: string; text: string; html: string } {
  const { subject, before, after } = words
  return {
    subject,
    text: `${before}\n\n${url}\n\n${after}\n`,
    html: [
      '<!doctype html>',
      `<html lang="${escapeHtml(words.language)}" dir="${escapeHtml(words.direction)}">`,
      `<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
      '<body style="font-family: system-ui, sans-serif; line-height: 1.5; color: #1c1917">',
      `<p>${escapeHtml(before)}</p>`,
      `<p><a href="${escapeHtml(url)}">${escapeHtml(subject)}</a></p>`,
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
