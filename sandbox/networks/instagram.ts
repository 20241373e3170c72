/** Pretend Instagram: business login on www, tokens on api and graph (pages read 2026-11-22,
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login). */
import { signedIn, signIn } from '../browser.ts'
import { giveCode } from '../grants.ts'
import { accountChooser, deadEnd, mistakePage, permissionPage } from '../pages/consent.ts'
import { type InstagramAccount, instagramById, PEOPLE, type Person } from '../people.ts'
import { MINUTE_MS, randomText, type Sandbox } from '../sandbox.ts'
import { type Call, isRegisteredRedirect, redirectReply, scopeList, withQuery } from '../wire.ts'
import { type App, accountState, findApp, findConsent } from '../world.ts'
import { type Choice, type Decided, refused } from './decision.ts'
import { instagramName, isPersonal } from './instagram-callers.ts'
import { answerInstagramGraph } from './instagram-graph.ts'
import { exchangeCode, oauthError } from './instagram-tokens.ts'
import { hasAppRole } from './meta-trouble.ts'

const SCOPES: Record<string, string> = {
  instagram_business_basic: 'See your profile and your media',
  instagram_business_manage_insights: 'See the insights of your account and your media',
  instagram_business_content_publish: 'Publish posts for you',
  instagram_business_manage_comments: 'Read and answer comments',
  instagram_business_manage_messages: 'Read and answer messages',
}

export function answerInstagram(box: Sandbox, call: Call): Response {
  const { host, path } = call
  if (host === 'graph.instagram.com') return answerInstagramGraph(box, call)
  if (path === '/oauth/authorize') return authorizePage(box, call)
  if (host !== 'api.instagram.com') return notFound()
  return path === '/oauth/access_token' ? exchangeCode(box, call) : oauthError('Unknown path', 404)
}

type Request = {
  app: App
  redirect_uri: string
  scopes: string[]
  state: string | null
  force: boolean
  /** Whether the login page offers "Log in with Facebook". */
  facebook_login: boolean
}
type ReadRequest = { ok: true; request: Request } | { ok: false; title: string; text: string; code: string }

export function decideInstagram(box: Sandbox, query: URLSearchParams, choice: Choice): Decided {
  const read = readRequest(box, query)
  if (!read.ok) return refused('authorize_refused', `${read.title}: ${read.text}`)
  const { request } = read
  const cancelled = withQuery(request.redirect_uri, {
    error: 'access_denied',
    error_reason: 'user_denied',
    error_description: 'The user denied your request',
    // Whether it comes back is not documented.
    state: box.world.settings['instagram.denied_state'] === 'echoed' ? request.state : null,
  })
  if (choice.cancel) return { ok: true, redirect_to: cancelled, outcome: 'cancelled' }
  const found = instagramById(choice.account)
  if (found === undefined) return refused('unknown_account', 'There is no such Instagram account.')
  const id = found.account.id
  const state = accountState(box.world, 'instagram', id)
  if (state.closed) return refused('account_closed', 'This account is closed.')
  if (state.locked) return refused('security_check', 'This account must pass a security check first.')
  if (state.disabled) return refused('account_disabled', 'Instagram has disabled this account.')
  if (isShutOut(box, found.person)) return refused('app_not_available', NO_TESTER)
  if (isPersonal(box, found.account)) return { ok: true, redirect_to: cancelled, outcome: 'personal_account' }
  const scopes = request.scopes.filter((s) => s === 'instagram_business_basic' || !choice.decline.includes(s))
  const code = giveCode(box, {
    value: `AQ${randomText(118)}`,
    network: 'instagram',
    client_id: request.app.client_id,
    account: id,
    redirect_uri: request.redirect_uri,
    scopes,
    declined: request.scopes.filter((scope) => !scopes.includes(scope)),
    pages: [],
    keep: false,
    challenge: null,
    channel_sub: null,
    offline: false,
    nonce: null,
    life_ms: box.world.settings['instagram.code_minutes'] * MINUTE_MS,
  })
  const redirect_to = withQuery(request.redirect_uri, { code: code.value, state: request.state }, '#_')
  return { ok: true, redirect_to, outcome: 'allowed' }
}

/** What Instagram answers someone who is no tester while the app is in development. */
const NO_TESTER = 'Insufficient developer role'

function isShutOut(box: Sandbox, person: Person): boolean {
  return (
    box.world.settings['instagram.app_state'] === 'development' && !hasAppRole(box, 'instagram', person.key)
  )
}

function readRequest(box: Sandbox, query: URLSearchParams): ReadRequest {
  const mistake = (text: string, code: string): ReadRequest => ({
    ok: false,
    title: 'Invalid Request',
    text,
    code,
  })
  const app = findApp(box.world, 'instagram', query.get('client_id') ?? '')
  const appState = box.world.settings['instagram.app_state']
  if (app === undefined || (appState !== 'live' && appState !== 'development'))
    return mistake('Request parameters are invalid: Invalid platform app', 'client_id')
  const redirect_uri = query.get('redirect_uri') ?? ''
  if (!isRegisteredRedirect(redirect_uri, app.redirect_uris))
    return mistake('Request parameters are invalid: Invalid redirect_uri', 'redirect_uri')
  if (query.get('response_type') !== 'code')
    return mistake('Request parameters are invalid: response_type must be code', 'response_type')
  const scopes = scopeList(query.get('scope'))
  const wrong = scopes.filter((scope) => !Object.hasOwn(SCOPES, scope))
  if (wrong.length > 0)
    return { ok: false, title: 'Invalid Scopes', text: `Invalid Scopes: ${wrong.join(', ')}`, code: 'scope' }
  if (!scopes.includes('instagram_business_basic'))
    return {
      ok: false,
      title: 'Invalid Scopes',
      text: 'instagram_business_basic is required.',
      code: 'scope',
    }
  const force = ['true', '1'].includes(query.get('force_reauth') ?? '')
  const facebook_login = !['false', '0'].includes(query.get('enable_fb_login') ?? '')
  return {
    ok: true,
    request: { app, redirect_uri, scopes, state: query.get('state'), force, facebook_login },
  }
}

function authorizePage(box: Sandbox, call: Call): Response {
  const read = readRequest(box, call.query)
  // The older host answers a mistake without a page (public reports).
  if (!read.ok && call.host === 'api.instagram.com') return oauthError(read.text.replace(/^.*: /, ''))
  if (!read.ok)
    return mistakePage({ network: 'Instagram', title: read.title, text: read.text, code: read.code })
  const { request } = read
  const here = `/${call.host}${call.path}?${call.query}`
  const signed = signedIn(box, call, 'instagram')
  const chosen = call.form.get('account')
  const decision = call.form.get('decision')
  const finish = (choice: Partial<Choice>): Response => {
    const decided = decideInstagram(box, call.query, {
      account: chosen ?? '',
      cancel: false,
      decline: [],
      pages: null,
      channel: null,
      ...choice,
    })
    if (decided.ok) return redirectReply(decided.redirect_to)
    return mistakePage({
      network: 'Instagram',
      title: 'Not possible',
      text: decided.message,
      code: decided.code,
    })
  }
  if (call.method === 'POST') {
    if (decision === 'cancel') return finish({ cancel: true })
    if (decision === 'allow') {
      const ticked = call.form.getAll('scope')
      return finish({ decline: request.scopes.filter((scope) => !ticked.includes(scope)) })
    }
    if (decision === 'facebook')
      return chooser(box, { request: { ...request, facebook_login: false }, here, signed })
    if (decision === 'another' || chosen === null) return chooser(box, { request, here, signed })
    const found = instagramById(chosen)
    if (found === undefined) return chooser(box, { request, here, signed })
    return consent(box, {
      request,
      here,
      account: found.account,
      cookie: signIn(box, call, { network: 'instagram', account: found.account.id }),
    })
  }
  const first = signed[0]
  const account = first === undefined ? undefined : instagramById(first)?.account
  if (request.force || account === undefined) return chooser(box, { request, here, signed })
  const earlier = findConsent(box.world, {
    network: 'instagram',
    client_id: request.app.client_id,
    account: account.id,
  })
  // Someone who is signed in and has agreed to all of it before is sent straight back.
  if (
    earlier !== undefined &&
    !isPersonal(box, account) &&
    request.scopes.every((s) => earlier.granted.includes(s))
  ) {
    const decided = decideInstagram(box, call.query, {
      account: account.id,
      cancel: false,
      decline: [],
      pages: null,
      channel: null,
    })
    if (decided.ok) return redirectReply(decided.redirect_to)
  }
  return consent(box, { request, here, account, cookie: null })
}

function chooser(box: Sandbox, of: { request: Request; here: string; signed: string[] }): Response {
  const all = PEOPLE.flatMap((person) => person.instagram.map((account) => choiceOf(box, person, account)))
  return accountChooser({
    network: 'Instagram',
    app: of.request.app.name,
    action: of.here,
    field: 'account',
    title: 'Log in to Instagram',
    signedIn: of.signed.flatMap((id) => all.filter((choice) => choice.value === id)),
    others: all.filter((choice) => !of.signed.includes(choice.value)),
    other: of.request.facebook_login ? { decision: 'facebook', label: 'Log in with Facebook' } : null,
  })
}

function choiceOf(box: Sandbox, person: Person, account: InstagramAccount) {
  const kind = isPersonal(box, account) ? 'personal account' : 'professional account'
  return { value: account.id, label: `@${instagramName(box, account)}`, detail: `${person.name} · ${kind}` }
}

function consent(
  box: Sandbox,
  of: { request: Request; here: string; account: InstagramAccount; cookie: string | null },
): Response {
  const { request, here, account } = of
  const who = `@${instagramName(box, account)}`
  const state = accountState(box.world, 'instagram', account.id)
  const hidden = { account: account.id }
  if (state.closed)
    return deadEnd({
      network: 'Instagram',
      title: 'Account closed',
      text: `${who} is closed.`,
      action: here,
      hidden,
      back: 'Go back',
    })
  if (state.disabled)
    return deadEnd({
      network: 'Instagram',
      title: 'Account disabled',
      text: `Instagram has disabled ${who}.`,
      action: here,
      hidden,
      back: 'Go back',
    })
  const person = instagramById(account.id)?.person
  if (person !== undefined && isShutOut(box, person))
    return mistakePage({
      network: 'Instagram',
      title: 'Insufficient Developer Role',
      text: `${request.app.name} is in development, and ${who} is none of its testers.`,
      code: NO_TESTER,
    })
  if (state.locked)
    return deadEnd({
      network: 'Instagram',
      title: 'Confirm it’s you',
      text: `${who} has to pass a security check on Instagram before it can be used. In this sandbox: the person’s settings page has a button for it.`,
      action: here,
      hidden,
      back: 'Go back',
    })
  if (isPersonal(box, account))
    return deadEnd({
      network: 'Instagram',
      title: 'A professional account is needed',
      text: `${who} is a personal account. ${request.app.name} works with business and creator accounts only. Switching is free, in Instagram under Settings → Account type.`,
      action: here,
      hidden,
      back: 'Go back',
    })
  return permissionPage({
    network: 'Instagram',
    app: request.app.name,
    action: here,
    hidden,
    who,
    groups: [
      {
        legend: `${request.app.name} would be able to`,
        ticks: request.scopes.map((scope) => ({
          name: 'scope',
          value: scope,
          label: SCOPES[scope] ?? scope,
          detail: scope,
          ticked: true,
          fixed: scope === 'instagram_business_basic',
        })),
      },
    ],
    allowUseAnother: true,
    cookie: of.cookie,
  })
}

function notFound(): Response {
  return mistakePage({
    network: 'Instagram',
    title: 'Sorry, this page isn’t available.',
    text: 'The link may be broken.',
    code: '404',
    status: 404,
  })
}
