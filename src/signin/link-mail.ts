/** The mail with a link that signs a person in. */
export function linkMail({ platformName, url }: { platformName: string; url: string }): {
  subject: string
  text: string
  html: string
} {
  const subject = `Sign in to ${platformName}`
  const lines = {
    before: `Open this link to sign in to ${platformName}. It works once, for 15 minutes.`,
    after: 'If you did not ask for it, you can leave this mail alone: nobody gets in without the link.',
  }
  return {
    subject,
    text: `${lines.before}\n\n${url}\n\n${lines.after}\n`,
    html: [
      '<!doctype html>',
      '<html lang="en">',
      `<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
      '<body style="font-family: system-ui, sans-serif; line-height: 1.5; color: #1c1917">',
      `<p>${escapeHtml(lines.before)}</p>`,
      `<p><a href="${escapeHtml(url)}">${escapeHtml(subject)}</a></p>`,
      `<p>${escapeHtml(lines.after)}</p>`,
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
