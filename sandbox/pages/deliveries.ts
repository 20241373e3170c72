/** What the networks sent to apps lately, and what became of it. */
import type { ShownDelivery } from '../control-deliveries.ts'
import { type Html, html, page } from './html.ts'

export function deliveriesPage(
  deliveries: readonly ShownDelivery[],
  of: { done: string | null; problem: string | null },
): string {
  const body = html`<h1>What was sent to apps</h1>
<p class="quiet">The networks’ webhooks, callbacks and security events, newest first. What an app does not take is sent again when this sandbox’s clock says so.</p>
${of.done === null ? null : html`<p class="state" role="status">${of.done}</p>`}
${of.problem === null ? null : html`<p class="state" role="alert">${of.problem}</p>`}
${
  deliveries.length === 0
    ? html`<p class="state">Nothing yet. An app gets events once it has registered an address for them and a person does something that its network tells apps about.</p>`
    : html`<table><thead><tr><th scope="col">Event</th><th scope="col">What became of it</th></tr></thead>
<tbody>${deliveries.map(row)}</tbody></table>`
}`
  return page({
    title: 'Sent to apps · Sandbox',
    heading: 'The pretend networks · sandbox',
    body,
    back: { href: '/_sandbox/', text: 'All people' },
  })
}

function row(delivery: ShownDelivery): Html {
  const { attempts, answer } = delivery
  const last = attempts.at(-1)
  return html`<tr><td><strong>${nameOf(delivery.event)}</strong>
<div class="quiet">${NETWORK_NAMES[delivery.network]} to ${delivery.client_id}<br>${moment(delivery.owed_at)}</div>
${delivery.copy_of === null ? null : html`<div class="quiet">Sent once more</div>`}
${delivery.bad_signature ? html`<div class="quiet">With a wrong signature, on purpose</div>` : null}</td>
<td>${STATE_WORDS[delivery.state]}
<div class="quiet">${attempts.length === 0 ? 'Not tried' : `Tried ${attempts.length === 1 ? 'once' : `${attempts.length} times`}`}${last?.problem ? `: ${last.problem}` : ''}${delivery.next_at === null ? '' : `. Next try: ${moment(delivery.next_at)}`}</div>
${delivery.url === null ? null : html`<code>${delivery.url}</code>`}
${answer === null ? null : html`<div class="quiet">The app’s answer: <a href="${answer.url}">how far the deletion is</a>, code <code>${answer.confirmation_code}</code></div>`}
<form class="again" method="post" action="/_sandbox/deliveries/page"><button name="resend" value="${delivery.id}" aria-label="Send again: ${nameOf(delivery.event)}, ${moment(delivery.owed_at)}">Send again</button></form></td></tr>`
}

const NETWORK_NAMES: Record<ShownDelivery['network'], string> = {
  instagram: 'Instagram',
  facebook: 'Facebook',
  youtube: 'Google',
  tiktok: 'TikTok',
}

const STATE_WORDS: Record<ShownDelivery['state'], string> = {
  waiting: 'Waiting',
  held: 'Waiting for a later event, on purpose',
  delivered: 'Delivered',
  refused: 'Refused by the app',
  'given-up': 'Given up',
  dropped: 'Dropped: the app has no address for it any more',
  lost: 'Lost on purpose',
}

const EVENT_WORDS: Record<string, string> = {
  deauthorize: 'App removed',
  'data-deletion': 'Delete this person’s data',
  permissions: 'Permissions changed',
}

/** Of an event type that is an address only the last part. */
function nameOf(event: string): string {
  return EVENT_WORDS[event] ?? event.split('/').at(-1) ?? event
}

function moment(iso: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  return `${format.format(Date.parse(iso))} UTC`
}
