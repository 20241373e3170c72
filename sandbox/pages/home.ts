/** The sandbox's own first page and its clock page. */
import type { Clock, Moved } from '../clock.ts'
import { PEOPLE } from '../people.ts'
import { html, page } from './html.ts'

const HEADING = 'The pretend networks · sandbox'

export function homePage(clock: Clock): string {
  const body = html`<h1>Four pretend networks</h1>
<p>Instagram, Facebook, YouTube and TikTok as an app sees them, with pretend people. Nothing here is real and nothing leaves this machine.</p>
<p class="state">It is <strong>${spoken(clock.read().now)}</strong> here. <a href="/_sandbox/clock/page">Move the clock</a> · <a href="/_sandbox/settings/page">How the networks behave</a></p>
<h2>People</h2>
<p class="quiet">Open someone to do what they would do in their network’s settings.</p>
<ul class="choices">${PEOPLE.map(
    (person) =>
      html`<li><a href="/_sandbox/people/${person.key}">${person.name}</a> <span class="quiet">${person.about}</span></li>`,
  )}</ul>
<h2>Apps</h2>
<p><a href="/_sandbox/deliveries/page">What was sent to apps</a> <span class="quiet">The networks’ webhooks, callbacks and security events, and what became of them.</span></p>
<h2>For scripts</h2>
<p class="quiet">Everything here can be driven over HTTP: <code>docs/sandbox.md</code> in the project.</p>`
  return page({ title: 'Sandbox', heading: HEADING, body })
}

const JUMPS: readonly (readonly [string, string])[] = [
  ['1h', '+1 hour'],
  ['1d', '+1 day'],
  ['7d', '+7 days'],
  ['46d', '+46 days'],
  ['60d', '+60 days'],
  ['180d', '+180 days'],
]

export function clockPage(clock: Clock, of: { moved: Moved | null; problem: string | null }): string {
  const { moved } = of
  const body = html`<h1>The clock</h1>
${
  moved === null
    ? null
    : html`<p class="state" role="status">Done. The clock went forward in ${moved.steps} ${moved.steps === 1 ? 'step' : 'steps'}.${
        moved.dropped.length === 0
          ? ''
          : ` No longer told, because they did not answer: ${moved.dropped.join(', ')}.`
      }</p>`
}
${of.problem === null ? null : html`<p class="state" role="alert">${of.problem}</p>`}
<p>It is <strong>${spoken(clock.read().now)}</strong> here.</p>
<form method="post" action="/_sandbox/clock/page"><fieldset><legend>Go forward</legend>
<div class="row">${JUMPS.map(([value, label]) => html`<button name="advance" value="${value}">${label}</button>`)}</div></fieldset></form>
<p class="quiet">The clock goes day by day, and an app that follows it does at each day what falls due. A long way takes a moment; this page comes back when it is done. It never goes back.</p>`
  return page({
    title: 'Clock · Sandbox',
    heading: HEADING,
    body,
    back: { href: '/_sandbox/', text: 'All people' },
  })
}

export function spoken(iso: string): string {
  return `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' }).format(Date.parse(iso))} UTC`
}
