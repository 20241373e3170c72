/** How the pretend networks behave, for a browser. */
import { choicesOf, DEFAULT_SETTINGS, type Settings, settingNames } from '../settings.ts'
import { type Html, html, page } from './html.ts'

const TITLES: Record<string, string> = {
  youtube: 'YouTube and Google',
  tiktok: 'TikTok',
  instagram: 'Instagram',
  facebook: 'Facebook',
  meta: 'Instagram and Facebook: what they send',
  accounts: 'Everywhere',
  events: 'What is sent to apps',
}

export function settingsPage(settings: Settings, of: { done: boolean; problem: string | null }): string {
  const names = settingNames()
  const groups = [...new Set(names.map((name) => name.split('.')[0] ?? ''))]
  const body = html`<h1>How the networks behave</h1>
${of.done ? html`<p class="state" role="status">Saved. It holds for every call from now on.</p>` : null}
${of.problem === null ? null : html`<p class="state" role="alert">${of.problem}</p>`}
<p>What the networks’ documents leave open, and what differs between real apps. Each one is described in <code>docs/sandbox.md</code> in the project.</p>
<form method="post" action="/_sandbox/settings/page">
${groups.map(
  (group) => html`<h2>${TITLES[group] ?? group}</h2>
${names.filter((name) => name.startsWith(`${group}.`)).map((name) => field(name, settings))}`,
)}
<div class="row"><button class="main">Save</button></div></form>`
  return page({
    title: 'Settings · Sandbox',
    heading: 'The pretend networks · sandbox',
    body,
    back: { href: '/_sandbox/', text: 'All people' },
  })
}

function field(name: keyof Settings, settings: Settings): Html {
  const value = String(settings[name])
  const choices = choicesOf(name)
  const control =
    choices === null
      ? html`<input type="text" inputmode="decimal" name="${name}" value="${value}" size="10" required autocomplete="off">`
      : html`<select name="${name}">${choices.map(
          (choice) =>
            html`<option value="${choice}"${choice === value ? html` selected` : null}>${choice}</option>`,
        )}</select>`
  const standard = String(DEFAULT_SETTINGS[name])
  return html`<p><label>${name.slice(name.indexOf('.') + 1).replaceAll('_', ' ')} ${control}</label>${
    standard === value ? null : html` <small>otherwise ${standard}</small>`
  }</p>`
}
