/** Pretend Google: account chooser, channel picker, consent (pages read 2026-11-22,
 * https://developers.google.com/youtube/v3/guides/auth/server-side-web-apps). */
import { signedIn, signIn } from '../browser.ts'
import { giveCode } from '../grants.ts'
import { accountChooser, deadEnd, mistakePage, permissionPage } from '../pages/consent.ts'
import { type Channel, channelById, type GoogleAccount, googleBySub, PEOPLE, type Person } from '../people.ts'
import { MINUTE_MS, randomText, type Sandbox } from '../sandbox.ts'
import { type Call, isRegisteredRedirect, jsonReply, redirectReply, scopeList, withQuery } from '../wire.ts'
import { type App, accountState, type Consent, findApp, findConsent } from '../world.ts'
import { type Choice, type Decided, refused } from './decision.ts'
import { answerGoogleTokens, openidConfiguration, riscConfiguration } from './google-tokens.ts'
import { answerAnalytics } from './youtube-analytics.ts'
import { answerYouTubeData, channelTitle } from './youtube-data.ts'

const AUTH = 'https://www.googleapis.com/auth/'
const SHORT_NAMES: Record<string, string> = {
  email: `${AUTH}userinfo.email`,
  profile: `${AUTH}userinfo.profile`,
}
const SIGN_IN_SCOPES = ['openid', `${AUTH}userinfo.email`, `${AUTH}userinfo.profile`]
const SCOPES: Record<string, string> = {
  openid: 'Know which Google account you are',
  [`${AUTH}userinfo.email`]: 'See your e-mail address',
  [`${AUTH}userinfo.profile`]: 'See your name and picture',
  [`${AUTH}youtube.readonly`]: 'See your YouTube account',
  [`${AUTH}youtube`]: 'Manage your YouTube account',
  [`${AUTH}yt-analytics.readonly`]: 'See YouTube Analytics reports for your YouTube content',
  [`${AUTH}yt-analytics-monetary.readonly`]: 'See monetary and non-monetary YouTube Analytics reports',
}

export function answerGoogle(box: Sandbox, call: Call): Response {
  switch (call.host) {
    case 'accounts.google.com':
      if (call.path === '/o/oauth2/v2/auth' || call.path === '/o/oauth2/auth') return authorizePage(box, call)
      if (call.path === '/.well-known/openid-configuration') return jsonReply(openidConfiguration())
      if (call.path === '/.well-known/risc-configuration') return jsonReply(riscConfiguration())
      return googleMistake({
        title: '404. That’s an error.',
        text: 'The requested URL was not found.',
        code: 'not_found',
        status: 404,
      })
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

type Request = {
  app: App
  redirect_uri: string
  scopes: string[]
  state: string | null
  prompt: string[]
  offline: boolean
  include_granted: boolean
  hint: string | null
  nonce: string | null
  challenge: { value: string; method: string } | null
}
type ReadRequest = { ok: true; request: Request } | { ok: false; text: string; code: string; status: number }
/** Who uses the app: a Google account's own channel, one of its brand channels, or an account without a channel. */
type Identity = { person: Person; account: GoogleAccount; channel: Channel | null; sub: string }

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
  if (!read.ok) return refused('authorize_refused', `Error ${read.status}: ${read.code}. ${read.text}`)
  const { request } = read
  if (choice.cancel)
    return {
      ok: true,
      outcome: 'cancelled',
      redirect_to: withQuery(request.redirect_uri, { error: 'access_denied', state: request.state }),
    }
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
  const granular = request.scopes.filter((scope) => !SIGN_IN_SCOPES.includes(scope))
  // One scope alone has no tick box: it is all or nothing.
  const allowed = request.scopes.filter(
    (scope) => SIGN_IN_SCOPES.includes(scope) || granular.length === 1 || !choice.decline.includes(scope),
  )
  const earlier = consentOf(box, request, identity)
  const scopes = request.include_granted ? [...new Set([...allowed, ...(earlier?.granted ?? [])])] : allowed
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
    life_ms: box.world.settings['youtube.code_minutes'] * MINUTE_MS,
  })
  return {
    ok: true,
    outcome: 'allowed',
    redirect_to: withQuery(request.redirect_uri, {
      state: request.state,
      code: code.value,
      scope: scopes.join(' '),
      authuser: '0',
      prompt: of.consentShown ? 'consent' : 'none',
    }),
  }
}

/** A channel's id, a channel's sub, or a Google account's sub or e-mail. */
function findIdentity(id: string): Identity | undefined {
  const byChannel = channelById(id)
  if (byChannel !== undefined) return { ...byChannel, sub: byChannel.channel.sub }
  const bySub = googleBySub(id) ?? byEmail(id)
  if (bySub === undefined) return undefined
  const channel = bySub.account.channels.find((c) => c.sub === id) ?? bySub.account.channels[0] ?? null
  return { ...bySub, channel, sub: channel?.sub ?? bySub.account.sub }
}

function byEmail(email: string): { person: Person; account: GoogleAccount } | undefined {
  for (const person of PEOPLE)
    for (const account of person.google) if (account.email === email) return { person, account }
  return undefined
}

function consentOf(box: Sandbox, request: Request, identity: Identity): Consent | undefined {
  return findConsent(box.world, {
    network: 'youtube',
    client_id: request.app.client_id,
    account: identity.sub,
  })
}

function readRequest(box: Sandbox, query: URLSearchParams): ReadRequest {
  const mistake = (code: string, text: string, status = 400): ReadRequest => ({
    ok: false,
    code,
    text,
    status,
  })
  const clientId = query.get('client_id')
  if (clientId === null) return mistake('invalid_request', 'Missing required parameter: client_id')
  const app = findApp(box.world, 'youtube', clientId)
  if (app === undefined) return mistake('invalid_client', 'The OAuth client was not found.', 401)
  const redirect_uri = query.get('redirect_uri')
  if (redirect_uri === null) return mistake('invalid_request', 'Missing required parameter: redirect_uri')
  if (!isRegisteredRedirect(redirect_uri, app.redirect_uris))
    return mistake(
      'redirect_uri_mismatch',
      'The redirect URI in the request does not match the ones authorized for the OAuth client.',
    )
  if (query.get('response_type') !== 'code')
    return mistake('unsupported_response_type', 'response_type must be code')
  const scopes = [
    ...new Set(
      (query.get('scope') ?? '')
        .split(' ')
        .filter((s) => s !== '')
        .map((s) => SHORT_NAMES[s] ?? s),
    ),
  ]
  if (scopes.length === 0) return mistake('invalid_request', 'Missing required parameter: scope')
  const wrong = scopes.filter((scope) => !Object.hasOwn(SCOPES, scope))
  if (wrong.length > 0)
    return mistake('invalid_scope', `Some requested scopes were invalid: ${wrong.join(', ')}`)
  const access = query.get('access_type') ?? 'online'
  if (access !== 'online' && access !== 'offline')
    return mistake('invalid_request', 'access_type must be online or offline')
  const prompt = scopeList(query.get('prompt'))
  if (
    prompt.some((each) => !['none', 'consent', 'select_account'].includes(each)) ||
    (prompt.includes('none') && prompt.length > 1)
  )
    return mistake('invalid_request', 'prompt must be none, or consent and select_account')
  const challenge = query.get('code_challenge')
  const method = query.get('code_challenge_method') ?? 'plain'
  if (challenge !== null && !['S256', 'plain'].includes(method))
    return mistake('invalid_request', 'code_challenge_method must be S256 or plain')
  if (challenge !== null && !/^[\w.~-]{43,128}$/.test(challenge))
    return mistake('invalid_request', 'code_challenge is not well formed')
  return {
    ok: true,
    request: {
      app,
      redirect_uri,
      scopes,
      state: query.get('state'),
      prompt,
      offline: access === 'offline',
      include_granted: query.get('include_granted_scopes') === 'true',
      hint: query.get('login_hint'),
      nonce: query.get('nonce'),
      challenge: challenge === null ? null : { value: challenge, method },
    },
  }
}

function googleMistake(of: { title: string; text: string; code: string; status: number }): Response {
  return mistakePage({
    network: 'Google',
    title: of.title,
    text: of.text,
    code: `Error ${of.status}: ${of.code}`,
    status: of.status,
  })
}

function authorizePage(box: Sandbox, call: Call): Response {
  const read = readRequest(box, call.query)
  if (!read.ok)
    return googleMistake({
      title: 'Access blocked: this app’s request is invalid',
      text: read.text,
      code: read.code,
      status: read.status,
    })
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
      return finish({
        account: account.account.sub,
        channel: identity.channel?.id ?? null,
        decline: request.scopes.filter((s) => !ticked.includes(s)),
      })
    }
    const cookie = signIn(box, call, { network: 'youtube', account: account.account.sub })
    if (channel === null && account.account.channels.length > 1 && !disabled(box, identity))
      return channelPicker(box, { request, here, account: account.account, cookie })
    return permissionOrOn({ box, request, here, identity, cookie, finish })
  }
  const hinted = request.hint === null ? undefined : findIdentity(request.hint)
  const hintedHere = hinted !== undefined && signed.includes(hinted.account.sub)
  if (request.prompt.includes('none')) {
    const identity = hintedHere ? hinted : findIdentity(signed[0] ?? '')
    if (identity === undefined)
      return redirectReply(withQuery(request.redirect_uri, { error: 'login_required', state: request.state }))
    if (!covers(consentOf(box, request, identity), request))
      return redirectReply(
        withQuery(request.redirect_uri, { error: 'interaction_required', state: request.state }),
      )
    return finish({ account: identity.account.sub, channel: identity.channel?.id ?? null }, false)
  }
  // With one account signed in and no select_account, Google skips the chooser, and the channel picker with it.
  const only = hintedHere
    ? hinted
    : signed.length === 1 && hinted === undefined
      ? findIdentity(signed[0] ?? '')
      : undefined
  if (only !== undefined && !request.prompt.includes('select_account'))
    return permissionOrOn({ box, request, here, identity: only, cookie: null, finish })
  return chooser(box, { request, here, signed })
}

function covers(consent: Consent | undefined, request: Request): boolean {
  return consent !== undefined && request.scopes.every((scope) => consent.granted.includes(scope))
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
  if (!request.prompt.includes('consent') && covers(consentOf(box, request, identity), request)) {
    const reply = of.finish({ account: identity.account.sub, channel: channelId }, false)
    if (of.cookie !== null) reply.headers.set('set-cookie', of.cookie)
    return reply
  }
  const granular = request.scopes.filter((scope) => !SIGN_IN_SCOPES.includes(scope)).length > 1
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
          label: SCOPES[scope] ?? scope,
          detail: scope,
          ticked: true,
          fixed: SIGN_IN_SCOPES.includes(scope) || !granular,
        })),
      },
    ],
    allowUseAnother: true,
    cookie: of.cookie,
  })
}
