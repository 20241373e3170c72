/** One pretend person's settings on their networks, each with what an app will see of it. */
import type { Described } from '../listing.ts'
import type { Network } from '../people.ts'
import { troubleLabelOf, troubleNamesOf } from '../troubles.ts'
import { type Html, html, page } from './html.ts'

export function personPage(person: Described, of: { done: string | null; problem: string | null }): string {
  const { accounts } = person
  const body = html`<h1>${person.name}</h1>
<p>${person.about} <span class="quiet">${person.email}</span></p>
${of.done === null ? null : html`<p class="state" role="status">${of.done}</p>`}
${of.problem === null ? null : html`<p class="state" role="alert">${of.problem}</p>`}
<p class="quiet">What a network tells an app by itself stands under <a href="/_sandbox/deliveries/page">What was sent to apps</a>.</p>
${accounts.instagram.map((a) => section(person.key, { network: 'instagram', id: a.id, title: `Instagram · ${a.handle}`, state: a.disabled ? 'disabled by Instagram' : stateText(a.locked, a.closed, `${a.kind} account`), acts: instagramActs(a) }))}
${accounts.tiktok.map((a) => section(person.key, { network: 'tiktok', id: a.id, title: `TikTok · ${a.handle}`, state: a.locked && !a.closed ? 'banned or locked' : stateText(a.locked, a.closed, 'open'), acts: tiktokActs(a) }))}
${accounts.youtube.map(
  (
    a,
  ) => html`${section(person.key, { network: 'youtube', id: a.id, title: `Google account · ${a.email}`, state: stateText(a.locked, a.closed, a.channels.length === 0 ? 'no channel' : 'open'), acts: googleActs(a) })}
${a.channels.map((c) => section(person.key, { network: 'youtube', id: c.id, title: `YouTube channel · ${c.title}`, state: c.closed ? 'closed' : `${c.kind} channel`, acts: channelActs(c) }))}`,
)}
${accounts.facebook.map(
  (
    a,
  ) => html`${section(person.key, { network: 'facebook', id: a.id, title: `Facebook · ${a.name}`, state: a.disabled ? 'disabled by Facebook' : stateText(a.locked, a.closed, 'open'), acts: facebookActs(a) })}
${a.pages.map((p) => section(person.key, { network: 'facebook', id: a.id, page: p.id, title: `Facebook Page · ${p.title}`, state: p.closed ? 'deleted' : p.has_role ? 'has a role' : 'has no role any more', acts: pageActs(p) }))}`,
)}`
  return page({
    title: `${person.name} · Sandbox`,
    heading: 'Settings of a pretend person · sandbox',
    body,
    back: { href: '/_sandbox/', text: 'All people' },
  })
}

type Act = {
  action: string
  label: string
  sees: string
  id?: string
  input?: { name: string; label: string }
  /** Google: why the account is disabled. */
  reason?: string
  choices?: { name: string; label: string; values: readonly { value: string; label: string }[] }
  /** Whether it can be for some calls only. */
  counted?: boolean
}

/** What the app is told by the network itself, where it registered an address for it. */
const DEAUTHORIZE = ' Its deauthorize address is told.'

function instagramActs(a: Described['accounts']['instagram'][number]): Act[] {
  return [
    {
      action: 'change-password',
      label: 'Change the password',
      sees: 'Every token ends at once: error 190, subcode 460.',
    },
    username('The next profile read shows the new name; the tokens go on.'),
    {
      action: 'remove-app',
      label: 'Remove the app',
      sees: `Every token ends at once: error 190, subcode 458.${DEAUTHORIZE}`,
    },
    removeWithData('Every token ends at once: error 190, subcode 458.'),
    lock(
      a.locked,
      'Error 190, subcode 0, asking to log in to www.instagram.com. Passing the check revives the same token.',
    ),
    a.kind === 'personal'
      ? {
          action: 'switch-to-professional',
          label: 'Switch to a professional account',
          sees: 'Reading works again with the same token.',
        }
      : {
          action: 'switch-to-personal',
          label: 'Switch to a personal account',
          sees: 'Reads answer “(#10) The user is not an Instagram Business”.',
        },
    close(a.closed, 'Error 190, subcode 467, until the account is opened again.'),
    ...metaActs('instagram', a),
  ]
}

function tiktokActs(a: Described['accounts']['tiktok'][number]): Act[] {
  return [
    {
      action: 'change-password',
      label: 'Change the password',
      sees: 'Nothing: TikTok documents no effect on tokens.',
    },
    username('The next profile read shows the new name; the tokens go on.'),
    {
      action: 'remove-app',
      label: 'Remove the app',
      sees: tiktokEnd(1),
    },
    ...(a.locked
      ? [
          {
            action: 'pass-security-check',
            label: 'Lift the ban',
            sees: 'The person can allow the app again; the old tokens stay dead.',
          },
        ]
      : [
          { action: 'ban', label: 'Get banned', sees: tiktokEnd(4) },
          {
            action: 'security-check',
            label: 'Get locked without a word',
            sees: 'The same replies as a removed app, and no event: TikTok does not say why.',
          },
        ]),
    { action: 'age-changed', label: 'Correct the age to one that is too young', sees: tiktokEnd(3) },
    { action: 'remove-app-unknown', label: 'Lose the app for an unknown reason', sees: tiktokEnd(0) },
    a.hidden
      ? { action: 'go-public', label: 'Make the account public', sees: 'The list of videos is back.' }
      : {
          action: 'go-private',
          label: 'Make the account private',
          sees: 'Tokens and profile go on; the list of public videos is empty.',
        },
    close(a.closed, tiktokEnd(2)),
    trouble('tiktok', a.trouble),
  ]
}

function googleActs(a: Described['accounts']['youtube'][number]): Act[] {
  return [
    {
      action: 'change-password',
      label: 'Change the password',
      sees: 'Nothing: YouTube permissions outlive a password change.',
    },
    {
      action: 'remove-app',
      label: 'Remove the app',
      sees: '401 authError, and invalid_grant “Token has been expired or revoked.” on refresh. Event: tokens-revoked.',
    },
    ...(a.locked
      ? [
          {
            action: 'pass-security-check',
            label: 'Restore the account',
            sees: 'The person can allow the app again; the old tokens stay dead. Event: account-enabled.',
          },
        ]
      : [
          {
            action: 'security-check',
            label: 'Get disabled for security',
            sees: 'The same bare invalid_grant. Event: account-disabled, reason hijacking.',
          },
          {
            action: 'security-check',
            label: 'Get disabled as one of many made-up accounts',
            sees: 'The same. Event: account-disabled, reason bulk-account.',
            reason: 'bulk-account',
          },
          {
            action: 'security-check',
            label: 'Get disabled without a reason',
            sees: 'The same. Event: account-disabled.',
            reason: 'none',
          },
        ]),
    {
      action: 'revoke-sessions',
      label: 'Sign out everywhere',
      sees: 'Its tokens go on. Event: sessions-revoked.',
    },
    {
      action: 'require-credential-change',
      label: 'Be told to change the password',
      sees: 'Its tokens go on. Event: account-credential-change-required.',
    },
    {
      action: 'use-up-tokens',
      label: 'Sign in to the app elsewhere, until its tokens are used up',
      sees: 'The oldest refresh tokens end in silence: “Token has been expired or revoked.”',
    },
    close(a.closed, 'invalid_grant “Account has been deleted” on refresh.'),
    trouble('youtube', a.trouble),
  ]
}

function channelActs(c: Described['accounts']['youtube'][number]['channels'][number]): Act[] {
  return [
    username('The next read shows the new title; the tokens go on.'),
    ...(c.kind === 'brand'
      ? [
          {
            action: 'remove-app',
            label: 'Remove the app from the brand account',
            sees: '401 authError, and a bare invalid_grant on refresh.',
          },
        ]
      : []),
    c.hidden
      ? { action: 'show-subscribers', label: 'Show the subscribers again', sees: 'The count is back.' }
      : {
          action: 'hide-subscribers',
          label: 'Hide the number of subscribers',
          sees: 'hiddenSubscriberCount: true, without a count.',
        },
    close(c.closed, 'Tokens go on, but the list of channels has no items.'),
    trouble('youtube', c.trouble),
  ]
}

function facebookActs(a: Described['accounts']['facebook'][number]): Act[] {
  return [
    {
      action: 'change-password',
      label: 'Change the password',
      sees: 'User and Page tokens end: error 190, subcode 460.',
    },
    username('The next profile read shows the new name; the tokens go on.'),
    {
      action: 'remove-app',
      label: 'Remove the app',
      sees: `User and Page tokens end: error 190, subcode 458.${DEAUTHORIZE}`,
    },
    removeWithData('User and Page tokens end: error 190, subcode 458.'),
    lock(a.locked, 'Error 190, subcode 459, on user and Page tokens. Passing the check revives them.'),
    close(a.closed, 'Error 190, subcode 467, until the account is opened again.'),
    ...metaActs('facebook', a),
  ]
}

function pageActs(p: Described['accounts']['facebook'][number]['pages'][number]): Act[] {
  return [
    p.has_role || p.closed
      ? {
          action: 'lose-page-role',
          label: 'Lose the role on this Page',
          sees: 'The Page token ends: error 190, subcode 492; the Page leaves the list.',
        }
      : { action: 'regain-page-role', label: 'Get the role back', sees: 'The same Page token works again.' },
    {
      action: 'untick-page',
      label: 'Untick this Page for the app',
      sees: 'The Page leaves the list and granular_scopes; reads answer error 10. Webhook: permissions revoked.',
    },
    {
      action: 'tick-page',
      label: 'Tick this Page again',
      sees: 'The Page is back in the list; reads work. Webhook: permissions granted.',
    },
    {
      ...close(p.closed, 'Reads answer error 100, subcode 33.'),
      label: p.closed ? 'Bring the Page back' : 'Delete the Page',
      id: p.id,
    },
    p.unpublished
      ? { action: 'publish-page', label: 'Publish the Page again', sees: 'Reads work again.' }
      : {
          action: 'unpublish-page',
          label: 'Unpublish the Page',
          sees: 'Reads answer error 100, subcode 33, while the Page still exists.',
        },
    { ...trouble('facebook', p.trouble), id: p.id },
  ]
}

function removeWithData(sees: string): Act {
  return {
    action: 'remove-app-and-data',
    label: 'Remove the app and ask it to delete the data',
    sees: `${sees} Its deauthorize address and its data deletion address are told.`,
  }
}

function tiktokEnd(reason: number): string {
  return `401 access_token_invalid, and invalid_grant on refresh. Webhook: authorization.removed, reason ${reason}.`
}

/** What Instagram and Facebook share beyond the rest. */
function metaActs(
  network: 'instagram' | 'facebook',
  a: { disabled: boolean; trouble: string | null },
): Act[] {
  return [
    {
      action: 'remove-scope',
      label: 'Take one permission away',
      sees: 'Reads that need it answer error 10; the rest goes on.',
      input: { name: 'scope', label: 'Permission' },
    },
    { action: 'log-out', label: 'Log out everywhere', sees: 'Every token ends: error 190, subcode 467.' },
    a.disabled
      ? { action: 'enable', label: 'Get the account back', sees: 'The same tokens work again.' }
      : {
          action: 'disable',
          label: 'Get disabled by the network',
          sees: 'The words of a checkpoint, and nobody can sign in.',
        },
    trouble(network, a.trouble),
  ]
}

function trouble(network: Network, now: string | null): Act {
  return now === null
    ? {
        action: 'meet-trouble',
        label: 'Run into trouble',
        sees: 'The error of the chosen trouble, until it is ended.',
        choices: {
          name: 'trouble',
          label: 'Trouble',
          values: troubleNamesOf(network).map((value) => ({ value, label: troubleLabelOf(network, value) })),
        },
        counted: network === 'youtube' || network === 'tiktok',
      }
    : {
        action: 'end-trouble',
        label: `End the trouble: ${troubleLabelOf(network, now)}`,
        sees: 'Calls work again with the same tokens.',
      }
}

function username(sees: string): Act {
  return {
    action: 'change-username',
    label: 'Change the name',
    sees,
    input: { name: 'username', label: 'New name' },
  }
}

function lock(locked: boolean, sees: string): Act {
  return locked
    ? { action: 'pass-security-check', label: 'Pass the security check', sees: 'The same tokens work again.' }
    : { action: 'security-check', label: 'Get stopped by a security check', sees }
}

function close(closed: boolean, sees: string): Act {
  return closed
    ? { action: 'reopen', label: 'Open the account again', sees: 'The person can sign in again.' }
    : { action: 'close', label: 'Close the account', sees }
}

function section(
  person: string,
  of: { network: Network; id: string; page?: string; title: string; state: string; acts: readonly Act[] },
): Html {
  return html`<section aria-label="${of.title}"><h2>${of.title}</h2><p class="quiet">Now: ${of.state} · <code>${of.page ?? of.id}</code></p>
${of.acts.map(
  (act) => html`<form class="act" method="post" action="/_sandbox/people/${person}">
<input type="hidden" name="network" value="${of.network}"><input type="hidden" name="id" value="${act.id ?? of.id}"><input type="hidden" name="label" value="${act.label}">
${of.page === undefined ? null : html`<input type="hidden" name="page" value="${of.page}">`}
${act.reason === undefined ? null : html`<input type="hidden" name="reason" value="${act.reason}">`}
<div class="row">${
    act.input === undefined
      ? null
      : html`<label>${act.input.label} <input type="text" name="${act.input.name}" maxlength="60" required autocomplete="off"></label>`
  }${act.choices === undefined ? null : selectOf(act.choices)}${act.counted === true ? selectOf(HOW_OFTEN) : null}<button name="action" value="${act.action}" aria-label="${act.label}: ${of.title}">${act.label}</button></div>
<p class="quiet">The app will see: ${act.sees}</p></form>`,
)}</section>`
}

const HOW_OFTEN = {
  name: 'times',
  label: 'for',
  values: [
    { value: '', label: 'every call' },
    { value: '1', label: 'one call' },
    { value: '3', label: 'three calls' },
  ],
}

function selectOf(of: NonNullable<Act['choices']>): Html {
  return html`<label>${of.label} <select name="${of.name}">${of.values.map(
    (each) => html`<option value="${each.value}">${each.label}</option>`,
  )}</select></label>`
}

function stateText(locked: boolean, closed: boolean, else_: string): string {
  return closed ? 'closed' : locked ? 'stopped by a security check' : else_
}
