/** The pages that a person meets on the way through a network's permission: choose, tick, allow; or a mistake. */
import { htmlReply } from '../wire.ts'
import { type Html, html, page } from './html.ts'

export type NetworkName = 'Instagram' | 'Facebook' | 'Google' | 'TikTok'
export type Choice = { value: string; label: string; detail: string }
export type Tick = {
  name: string
  value: string
  label: string
  detail: string
  ticked: boolean
  fixed?: boolean
}

const heading = (network: NetworkName): string => `Pretend ${network} · sandbox`

/** One submit button an account, the ones signed in here first. */
export function accountChooser(of: {
  network: NetworkName
  app: string
  action: string
  field: string
  hidden?: Record<string, string>
  signedIn: readonly Choice[]
  others: readonly Choice[]
  title?: string
  lead?: string
  /** Another way to log in, as a button of its own. */
  other?: { decision: string; label: string } | null
  cookie?: string | null
}): Response {
  const list = (choices: readonly Choice[]): Html =>
    html`<ul class="choices cards">${choices.map(
      (choice) =>
        html`<li><button class="account" name="${of.field}" value="${choice.value}" aria-describedby="about-${choice.value}">${choice.label}</button><small id="about-${choice.value}">${choice.detail}</small></li>`,
    )}</ul>`
  const others =
    of.others.length === 0
      ? null
      : of.signedIn.length === 0
        ? list(of.others)
        : html`<details><summary>Use another account</summary>${list(of.others)}</details>`
  const body = html`<h1>${of.title ?? 'Choose an account'}</h1>
<p>${of.lead ?? `to continue to ${of.app}`}</p>
<form method="post" action="${of.action}">${hiddenFields(of.hidden ?? {})}
${of.signedIn.length === 0 ? null : html`<h2>Signed in in this browser</h2>${list(of.signedIn)}`}
${others}
${of.other === undefined || of.other === null ? null : html`<p><button name="decision" value="${of.other.decision}">${of.other.label}</button></p>`}
<div class="row"><button name="decision" value="cancel">Cancel</button></div>
</form>
<p class="quiet">Nobody here is real, so no password is asked for.</p>`
  return htmlReply(
    page({ title: `Sign in · Pretend ${of.network}`, heading: heading(of.network), body }),
    200,
    cookieHeader(of.cookie),
  )
}

export function permissionPage(of: {
  network: NetworkName
  app: string
  action: string
  hidden: Record<string, string>
  who: string
  title?: string
  lead?: string
  groups: readonly { legend: string; note?: string; ticks: readonly Tick[] }[]
  /** Between the ticks and the buttons. */
  extra?: Html
  allowUseAnother?: boolean
  cookie?: string | null
}): Response {
  const body = html`<h1>${of.title ?? `${of.app} asks for your permission`}</h1>
<p>${of.lead ?? 'You are signed in as'} <strong>${of.who}</strong>.</p>
<form method="post" action="${of.action}">${hiddenFields(of.hidden)}
${of.groups
  .filter((group) => group.ticks.length > 0)
  .map(
    (group) => html`<fieldset><legend>${group.legend}</legend>
${group.note === undefined ? null : html`<p class="quiet">${group.note}</p>`}
${group.ticks.map(tick)}</fieldset>`,
  )}
${of.extra ?? null}
<div class="row"><button class="main" name="decision" value="allow">Allow</button>
<button name="decision" value="cancel">Cancel</button></div>
${of.allowUseAnother === true ? html`<p><button name="decision" value="another">Use another account</button></p>` : null}
</form>`
  return htmlReply(
    page({ title: `Permission · Pretend ${of.network}`, heading: heading(of.network), body }),
    200,
    cookieHeader(of.cookie),
  )
}

/** The only way on is back to the app. */
export function deadEnd(of: {
  network: NetworkName
  title: string
  text: string
  action: string
  hidden: Record<string, string>
  back: string
}): Response {
  const body = html`<h1>${of.title}</h1><p>${of.text}</p>
<form method="post" action="${of.action}">${hiddenFields(of.hidden)}
<div class="row"><button class="main" name="decision" value="cancel">${of.back}</button>
<button name="decision" value="another">Use another account</button></div></form>`
  return htmlReply(page({ title: `${of.title} · Pretend ${of.network}`, heading: heading(of.network), body }))
}

/** The way on is there, and hidden on purpose. */
export function warningPage(of: {
  network: NetworkName
  title: string
  text: string
  action: string
  hidden: Record<string, string>
  goOn: string
  cookie?: string | null
}): Response {
  const body = html`<h1>${of.title}</h1><p>${of.text}</p>
<form method="post" action="${of.action}">${hiddenFields(of.hidden)}
<div class="row"><button class="main" name="decision" value="cancel">Back to safety</button></div>
<details><summary>Advanced</summary><p><button name="decision" value="continue">${of.goOn}</button></p></details>
</form>`
  return htmlReply(
    page({ title: `${of.title} · Pretend ${of.network}`, heading: heading(of.network), body }),
    200,
    cookieHeader(of.cookie),
  )
}

export function mistakePage(of: {
  network: NetworkName
  title: string
  text: string
  code: string
  status?: number
}): Response {
  const body = html`<h1>${of.title}</h1><p>${of.text}</p><p class="quiet"><code>${of.code}</code></p>`
  return htmlReply(
    page({ title: `${of.title} · Pretend ${of.network}`, heading: heading(of.network), body }),
    of.status ?? 400,
  )
}

function tick(of: Tick): Html {
  const fixed = of.fixed === true
  // A disabled box is not sent, so the fixed ones ride along hidden.
  return html`<label class="tick"><input type="checkbox" name="${of.name}" value="${of.value}"${of.ticked || fixed ? html` checked` : null}${fixed ? html` disabled` : null}><span>${of.label} <code>${of.detail}</code></span></label>${fixed ? html`<input type="hidden" name="${of.name}" value="${of.value}">` : null}`
}

function hiddenFields(fields: Record<string, string>): Html {
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

function cookieHeader(cookie: string | null | undefined): Record<string, string> {
  return cookie === null || cookie === undefined ? {} : { 'set-cookie': cookie }
}
