/** A mail of a few lines and one link, as plain text and as HTML that needs no template. */
export type SimpleMail = {
  /** How its words run, and which language a screen reader speaks them in. */
  language: string
  dir: 'ltr' | 'rtl'
  subject: string
  before: string
  /** What somebody else wrote, given word for word. */
  quotes?: readonly string[]
  link: { label: string; href: string }
  after: string | null
}

export function simpleMail(mail: SimpleMail): { subject: string; text: string; html: string } {
  const { subject, before, quotes = [], link, after } = mail
  const side = mail.dir === 'rtl' ? 'right' : 'left'
  const text = [
    before,
    ...quotes.map((quote) => quote.replaceAll(/^/gm, '> ')),
    `${link.label}\n${link.href}`,
    ...(after === null ? [] : [after]),
  ]
  return {
    subject,
    text: `${text.join('\n\n')}\n`,
    html: [
      '<!doctype html>',
      `<html lang="${mail.language}" dir="${mail.dir}">`,
      `<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
      '<body style="font-family: system-ui, sans-serif; line-height: 1.5; color: #1c1917">',
      `<p>${escapeHtml(before)}</p>`,
      ...quotes.map(
        (quote) =>
          `<blockquote dir="auto" style="margin: 0 0 12px; padding: 0 12px; border-${side}: 3px solid #8f897e; white-space: pre-wrap">${escapeHtml(quote)}</blockquote>`,
      ),
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
