/** HTML that escapes what it is given, and the frame that every page stands in. */

/** Text that is already HTML. Anything else is escaped on its way into a page. */
export type Html = { readonly markup: string }
type Part = string | number | Html | null | readonly Part[]

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  let markup = strings[0] ?? ''
  for (const [index, part] of parts.entries()) markup += render(part) + (strings[index + 1] ?? '')
  return { markup }
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)
}

export function page(of: {
  title: string
  heading: string
  body: Html
  back?: { href: string; text: string }
}): string {
  const back =
    of.back === undefined
      ? ''
      : `<p class="back"><a href="${escapeHtml(of.back.href)}">${escapeHtml(of.back.text)}</a></p>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(of.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="where">${escapeHtml(of.heading)}</p>
${back}
${of.body.markup}
</main>
</body>
</html>
`
}

function render(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  if ('markup' in part) return part.markup
  return part.map(render).join('')
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const STYLE = `
:root { --paper: #fbfaf7; --ink: #1d1b18; --quiet: #655f56; --line: #e7e3db; --sheet: #ffffff; --accent: #3d4bd8; --on-accent: #ffffff }
@media (prefers-color-scheme: dark) {
  :root { --paper: #141414; --ink: #efece6; --quiet: #a9a39a; --line: #33302c; --sheet: #1b1b1b; --accent: #9aa4ff; --on-accent: #14141a }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
main { max-width: 34rem; margin: 0 auto; padding: 2rem 1.25rem 4rem }
main:has(table) { max-width: 52rem }
.where { margin: 0 0 2rem; padding-bottom: .75rem; border-bottom: 1px solid var(--line); color: var(--quiet); font-size: .875rem }
.back { margin: -1rem 0 1.5rem; font-size: .9375rem }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; font-weight: 600; letter-spacing: -.01em; text-wrap: balance }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.0625rem; font-weight: 600 }
p { margin: 0 0 1rem }
a { color: var(--accent); text-underline-offset: .18em }
.quiet, small { color: var(--quiet); font-size: .9375rem }
code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere }
form { margin: 0 }
fieldset { margin: 0 0 1.25rem; padding: 0; border: 0; min-width: 0 }
legend { padding: 0; margin-bottom: .5rem; font-weight: 600 }
.choices { display: grid; gap: .5rem; margin: 0 0 1.25rem; padding: 0; list-style: none }
.tick { display: flex; gap: .75rem; align-items: flex-start; padding: .75rem .875rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .625rem; cursor: pointer }
.tick ~ .tick { margin-top: .5rem }
.tick input { flex: none; width: 1.125rem; height: 1.125rem; margin: .2rem 0 0; accent-color: var(--accent) }
.tick code { display: block; color: var(--quiet) }
button, .button { font: inherit; padding: .625rem 1.125rem; border-radius: .625rem; border: 1px solid var(--line); background: var(--sheet); color: var(--ink); cursor: pointer; min-height: 2.75rem }
button:hover { border-color: var(--quiet) }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600 }
.cards li { position: relative; display: grid; padding: .75rem .875rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .625rem }
.cards li:hover { border-color: var(--quiet) }
button.account { min-height: 0; padding: 0; border: 0; background: none; text-align: left; font-weight: 600 }
button.account::after { content: ''; position: absolute; inset: 0; border-radius: .625rem }
button.account:focus-visible { outline: 0 }
button.account:focus-visible::after { outline: 3px solid var(--accent); outline-offset: 2px }
.row { display: flex; flex-wrap: wrap; gap: .625rem; align-items: center; margin-bottom: 1rem }
input[type=text], select { font: inherit; padding: .5rem .75rem; min-height: 2.75rem; border: 1px solid var(--line); border-radius: .625rem; background: var(--sheet); color: var(--ink); max-width: 100% }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
details { margin: 0 0 1.25rem }
summary { cursor: pointer; margin-bottom: .75rem; color: var(--accent) }
.act { padding: .875rem 0; border-top: 1px solid var(--line) }
.act p { margin: .375rem 0 0 }
.state { padding: .75rem .875rem; border: 1px solid var(--line); border-radius: .625rem; background: var(--sheet); margin: 0 0 1.25rem }
table { width: 100%; border-collapse: collapse; font-size: .9375rem }
th, td { padding: .625rem .75rem .625rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top }
.again { margin-top: .625rem }
.scroll { overflow-x: auto }
`
