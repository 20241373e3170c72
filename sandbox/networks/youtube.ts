/** Pretend Google: account chooser, channel picker, consent (pages read 2026-11-22,
 * https://developers.google.com/youtube/v3/guides/auth/server-side-web-apps). */
import { signedIn, signIn } from '../browser.ts'
import { giveCode } from '../grants.ts'
import { accountChooser, deadEnd, mistakePage, permissionPage, warningPage } from '../pages/consent.ts'
import { type Html, html } from '../pages/html.ts'
import { channelById, type GoogleAccount, googleBySub, PEOPLE } from '../people.ts'
import { DAY_MS, MINUTE_MS, randomText, type Sandbox } from '../sandbox.ts'
import { type Call, jsonReply, redirectReply, withQuery } from '../wire.ts'
import { accountState } from '../world.ts'
import { type Choice, type Decided, refused } from './decision.ts'
import { SIGN_IN_SCOPES } from './google-access.ts'
import { openidConfiguration } from './google-info.ts'
import {
  agreedScopes,
  barred,
  embeddedBrowser,
  findIdentity,
  type Identity,
  isUnverified,
  type Mistake,
  namesOf,
  type Request,
  readRequest,
  SCOPE_WORDS,
} from './google-request.ts'
import { answerGoogleTokens, riscConfiguration } from './google-tokens.ts'
import { settleAtSignIn } from './google-trouble.ts'
import { publicReply } from './google-wire.ts'
import { answerAnalytics } from './youtube-analytics.ts'
import { answerYouTubeData } from './youtube-data.ts'
import { channelTitle } from './youtube-facts.ts'

export function answerGoogle(box: Sandbox, call: Call): Response {
  switch (call.host) {
    case 'accounts.google.com':
      switch (call.path) {
        case '/o/oauth2/v2/auth':
        case '/o/oauth2/auth':
          return authorizePage(box, call)
        case '/o/oauth2/token':
        case '/o/oauth2/revoke':
          return answerGoogleTokens(box, call)
        case '/.well-known/openid-configuration':
          return publicReply(openidConfiguration(), 3600)
        case '/.well-known/risc-configuration':
          return jsonReply(riscConfiguration())
        default:
          return googleMistake({
            title: '404. That’s an error.',
            text: 'The requested URL was not found.',
            code: 'not_found',
            status: 404,
          })
      }
    case 'youtubeanalytics.googleapis.com':
      return answerAnalytics(box, call)
    case 'youtube.googleapis.com':
      return answerYouTubeData(box, call)
    case 'www.googleapis.com':
      return call.path.startsWith('/youtube/') ? answerYouTubeData(box, call) : answerGoogleTokens(box, call)
    default:
      return answerGoogleTokens(box, call)
  }
}

export function decideGoogle(box: Sandbox, query: URLSearchParams, choice: Choice): Decided {
  return decide(box, query, { choice, consentShown: true })
}

function decide(
  box: Sandbox,
  query: URLSearchParams,
  of: { choice: Choice; consentShown: boolean },
): Decided {
  const { choice } = of
  const read = readRequest(box, query)
  if (!read.ok) return refused('authorize_refused', inOneLine(read.mistake))
  const { request } = read
  const denied: Decided = {
    ok: true,
    outcome: 'cancelled',
    redirect_to: withQuery(request.redirect_uri, { error: 'access_denied', state: request.state }),
  }
  if (choice.cancel) return denied
  const identity = findIdentity(choice.channel ?? choice.account)
  if (identity === undefined) return refused('unknown_account', 'There is no such Google account or channel.')
  if (
    choice.channel !== null &&
    googleBySub(choice.account)?.account.sub !== identity.account.sub &&
    channelById(choice.account)?.account.sub !== identity.account.sub
  )
    return refused('unknown_channel', 'This account does not manage that channel.')
  const state = accountState(box.world, 'youtube', identity.account.sub)
  if (state.closed) return refused('account_closed', 'This account is deleted.')
  if (state.locked) return refused('security_check', 'This account is disabled.')
  const bar = barred(box, request, identity)
  if (bar !== null && comesBack(box, bar))
    return {
      ok: true,
      outcome: 'cancelled',
      redirect_to: withQuery(request.redirect_uri, { error: bar.code, state: request.state }),
    }
  if (bar !== null) return refused('authorize_refused', inOneLine(bar))
  const granular = request.scopes.filter((scope) => !SIGN_IN_SCOPES.includes(scope))
  // One scope alone has no tick box: it is all or nothing.
  const allowed = request.scopes.filter(
    (scope) => SIGN_IN_SCOPES.includes(scope) || granular.length === 1 || !choice.decline.includes(scope),
  )
  if (allowed.length === 0) return denied
  const scopes = request.include_granted
    ? [...new Set([...allowed, ...agreedScopes(box, request, identity)])]
    : allowed
  if (of.consentShown) settleAtSignIn(box, namesOf(identity))
  const days = choice.access_days ?? box.world.settings['youtube.access_days']
  const code = giveCode(box, {
    value: `4/0A${randomText(70)}`,
    network: 'youtube',
    client_id: request.app.client_id,
    account: identity.sub,
    redirect_uri: request.redirect_uri,
    scopes,
    declined: request.scopes.filter((scope) => !scopes.includes(scope)),
    pages: [],
    keep: true,
    challenge: request.challenge,
    channel_sub: identity.channel?.sub ?? null,
    offline: request.offline && of.consentShown,
    nonce: request.nonce,
    ...(days > 0 ? { access_ms: days * DAY_MS } : {}),
    life_ms: box.world.settings['youtube.code_minutes'] * MINUTE_MS,
  })
  return {
    ok: true,
    outcome: 'allowed',
    redirect_to: withQuery(request.redirect_uri, {
      state: request.state,
      iss: 'https://accounts.google.com',
      code: code.value,
      scope: scopes.join(' '),
      authuser: '0',
      prompt: of.consentShown ? 'consent' : 'none',
    }),
  }
}

/** Most refusals stay on Google's pages; an administrator's comes back to the app in some flows. */
function comesBack(box: Sandbox, bar: Mistake): boolean {
  return bar.code === 'admin_policy_enforced' && box.world.settings['youtube.admin_refusal'] === 'redirect'
}

function inOneLine(mistake: Mistake): string {
  return `Error ${mistake.status}: ${mistake.code}. ${mistake.text}`
}

function googleMistake(of: Mistake): Response {
  return mistakePage({
    network: 'Google',
    title: of.title ?? 'Access blocked: this app’s request is invalid',
    text: of.text,
    code: `Error ${of.status}: ${of.code}`,
    status: of.status,
  })
}

/** Without a page of its own Google can only send the person back with a reason. */
function silently(box: Sandbox, request: Request, error: string): Response {
  const plain = box.world.settings['youtube.silent_errors'] === 'interaction-required'
  return redirectReply(
    withQuery(request.redirect_uri, {
      ...(plain ? { error_subtype: 'access_denied', error: 'interaction_required' } : { error }),
      state: request.state,
    }),
  )
}

function authorizePage(box: Sandbox, call: Call): Response {
  const browser = embeddedBrowser(call.header('user-agent'))
  if (browser !== null) return googleMistake(browser)
  const read = readRequest(box, call.query)
  if (!read.ok) return googleMistake(read.mistake)
  const { request } = read
  const here = `/${call.host}${call.path}?${call.query}`
  const signed = signedIn(box, call, 'youtube')
  const finish = (choice: Partial<Choice>, consentShown = true): Response => {
    const decided = decide(box, call.query, {
      choice: { account: '', cancel: false, decline: [], pages: null, channel: null, ...choice },
      consentShown,
    })
    if (decided.ok) return redirectReply(decided.redirect_to)
    return googleMistake({ title: 'Access blocked', text: decided.message, code: decided.code, status: 400 })
  }
  if (call.method === 'POST') {
    const decision = call.form.get('decision')
    const account = googleBySub(call.form.get('account') ?? '')
    if (decision === 'cancel') return finish({ cancel: true })
    if (account === undefined || decision === 'another') return chooser(box, { request, here, signed })
    const channel = call.form.get('channel')
    const identity = findIdentity(channel ?? account.account.sub)
    if (identity === undefined || identity.account.sub !== account.account.sub)
      return chooser(box, { request, here, signed })
    if (decision === 'allow') {
      const ticked = call.form.getAll('scope')
      const days = call.form.get('access_days') ?? ''
      return finish({
        account: account.account.sub,
        channel: identity.channel?.id ?? null,
        decline: request.scopes.filter((s) => !ticked.includes(s)),
        ...(/^\d{1,4}$/.test(days) ? { access_days: Number(days) } : {}),
      })
    }
    const cookie = signIn(box, call, { network: 'youtube', account: account.account.sub })
    if (channel === null && account.account.channels.length > 1 && !disabled(box, identity))
      return channelPicker(box, { request, here, account: account.account, cookie })
    const warned = decision === 'continue'
    return permissionOrOn({ box, request, here, identity, cookie, warned, finish })
  }
  const hinted = request.hint === null ? undefined : findIdentity(request.hint)
  const hintedHere = hinted !== undefined && signed.includes(hinted.account.sub)
  if (request.prompt.includes('none')) {
    if (signed.length === 0) return silently(box, request, 'login_required')
    const identity = hintedHere ? hinted : signed.length === 1 ? findIdentity(signed[0] ?? '') : undefined
    // Which of several accounts is meant can only be asked on a page.
    if (identity === undefined) return silently(box, request, 'interaction_required')
    if (!covers(box, request, identity)) return silently(box, request, 'consent_required')
    if (barred(box, request, identity) !== null) return silently(box, request, 'interaction_required')
    return finish({ account: identity.account.sub, channel: identity.channel?.id ?? null }, false)
  }
  // With one account signed in and no select_account, Google skips the chooser, and the channel picker with it.
  const only = hintedHere
    ? hinted
    : signed.length === 1 && hinted === undefined
      ? findIdentity(signed[0] ?? '')
      : undefined
  if (only !== undefined && !request.prompt.includes('select_account'))
    return permissionOrOn({ box, request, here, identity: only, cookie: null, warned: false, finish })
  return chooser(box, { request, here, signed })
}

function covers(box: Sandbox, request: Request, identity: Identity): boolean {
  const agreed = agreedScopes(box, request, identity)
  return request.scopes.every((scope) => agreed.includes(scope))
}

function disabled(box: Sandbox, identity: Identity): boolean {
  const state = accountState(box.world, 'youtube', identity.account.sub)
  return state.locked || state.closed
}

function chooser(box: Sandbox, of: { request: Request; here: string; signed: string[] }): Response {
  const { request } = of
  const hinted = request.hint === null ? undefined : findIdentity(request.hint)
  const all = PEOPLE.flatMap((person) => person.google.map((account) => ({ person, account })))
    .sort(
      (a, b) => Number(b.account.sub === hinted?.account.sub) - Number(a.account.sub === hinted?.account.sub),
    )
    .map(({ person, account }) => ({
      value: account.sub,
      label: person.name,
      detail: `${account.email} · ${account.channels.length === 0 ? 'no channel' : account.channels.map((c) => channelTitle(box, c)).join(', ')}`,
    }))
  return accountChooser({
    network: 'Google',
    app: request.app.name,
    action: of.here,
    field: 'account',
    signedIn: of.signed.flatMap((sub) => all.filter((choice) => choice.value === sub)),
    others: all.filter((choice) => !of.signed.includes(choice.value)),
  })
}

function channelPicker(
  box: Sandbox,
  of: { request: Request; here: string; account: GoogleAccount; cookie: string },
): Response {
  return accountChooser({
    network: 'Google',
    app: of.request.app.name,
    action: of.here,
    field: 'channel',
    hidden: { account: of.account.sub },
    title: 'Choose a channel',
    lead: `Which channel may ${of.request.app.name} use? It will see that one only.`,
    signedIn: [],
    others: of.account.channels.map((channel) => ({
      value: channel.id,
      label: channelTitle(box, channel),
      detail: channel.brand ? `${channel.handle} · brand channel` : `${channel.handle} · your own channel`,
    })),
    cookie: of.cookie,
  })
}

function permissionOrOn(of: {
  box: Sandbox
  request: Request
  here: string
  identity: Identity
  cookie: string | null
  /** The person has read that Google does not know the app. */
  warned: boolean
  finish: (choice: Partial<Choice>, consentShown?: boolean) => Response
}): Response {
  const { box, request, identity } = of
  const channelId = identity.channel?.id ?? null
  const hidden: Record<string, string> = {
    account: identity.account.sub,
    ...(channelId === null ? {} : { channel: channelId }),
  }
  const state = accountState(box.world, 'youtube', identity.account.sub)
  if (state.locked || state.closed)
    return deadEnd({
      network: 'Google',
      title: state.closed ? 'Account deleted' : 'Your account has been disabled',
      text: state.closed
        ? 'This Google account no longer exists.'
        : 'Google noticed something unusual. In this sandbox: the person’s settings page has a button to restore it.',
      action: of.here,
      hidden,
      back: 'Go back',
    })
  const bar = barred(box, request, identity)
  if (bar !== null && comesBack(box, bar))
    return of.finish({ account: identity.account.sub, channel: channelId })
  if (bar !== null) return googleMistake(bar)
  if (!request.prompt.includes('consent') && covers(box, request, identity)) {
    const reply = of.finish({ account: identity.account.sub, channel: channelId }, false)
    if (of.cookie !== null) reply.headers.set('set-cookie', of.cookie)
    return reply
  }
  if (isUnverified(box, request) && !of.warned)
    return warningPage({
      network: 'Google',
      title: 'Google hasn’t verified this app',
      text: 'The app is requesting access to sensitive info in your Google Account. Until the developer verifies this app with Google, you shouldn’t use it.',
      action: of.here,
      hidden,
      goOn: `Go to ${request.app.name} (unsafe)`,
      cookie: of.cookie,
    })
  const granular = request.scopes.filter((scope) => !SIGN_IN_SCOPES.includes(scope)).length > 1
  const days = box.world.settings['youtube.access_days']
  return permissionPage({
    network: 'Google',
    app: request.app.name,
    action: of.here,
    hidden,
    who:
      identity.channel === null
        ? identity.account.email
        : `${channelTitle(box, identity.channel)} (${identity.channel.email})`,
    title: `${request.app.name} wants access to your Google Account`,
    groups: [
      {
        legend: `Select what ${request.app.name} can access`,
        ticks: request.scopes.map((scope) => ({
          name: 'scope',
          value: scope,
          label: SCOPE_WORDS[scope] ?? scope,
          detail: scope,
          ticked: true,
          fixed: SIGN_IN_SCOPES.includes(scope) || !granular,
        })),
      },
    ],
    ...(days > 0 ? { extra: howLong(days) } : {}),
    allowUseAnother: true,
    cookie: of.cookie,
  })
}

function howLong(days: number): Html {
  const choices = [...new Set([days, 1, 7, 30, 90])].sort((a, b) => a - b)
  return html`<p><label>Give access for <select name="access_days">${choices.map(
    (each) =>
      html`<option value="${each}"${each === days ? html` selected` : null}>${each} ${each === 1 ? 'day' : 'days'}</option>`,
  )}<option value="0">as long as I want</option></select></label></p>`
}
