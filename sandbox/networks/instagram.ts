/** Pretend Instagram: business login on www, tokens on api and graph (pages read 2026-11-22,
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login). */
import { signedIn, signIn } from '../browser.ts'
import { findCode, giveCode, issue, newGrant, newToken } from '../grants.ts'
import { accountChooser, deadEnd, mistakePage, permissionPage } from '../pages/consent.ts'
import { type InstagramAccount, instagramById, PEOPLE, type Person } from '../people.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, randomText, type Sandbox } from '../sandbox.ts'
import { type Call, isRegisteredRedirect, jsonReply, redirectReply, scopeList, withQuery } from '../wire.ts'
import { type App, accountState, findApp, findConsent, type Grant, grantOf, type Token } from '../world.ts'
import { type Choice, type Decided, refused } from './decision.ts'
import {
  expiredError,
  graphError,
  proofIsWrong,
  readVersion,
  TOKEN_ERRORS,
  WRONG_PROOF,
  withVersion,
} from './graph.ts'
import { answerInstagramGraph } from './instagram-graph.ts'

const SCOPES: Record<string, string> = {
  instagram_business_basic: 'See your profile and your media',
  instagram_business_manage_insights: 'See the insights of your account and your media',
  instagram_business_content_publish: 'Publish posts for you',
  instagram_business_manage_comments: 'Read and answer comments',
  instagram_business_manage_messages: 'Read and answer messages',
}
/** The documents' sample of a fresh long-lived token; a moment under 60 days. */
const LONG_LIFE_MS = 5_183_944_000

export function answerInstagram(box: Sandbox, call: Call): Response {
  const { host, path } = call
  if ((host === 'www.instagram.com' || host === 'api.instagram.com') && path === '/oauth/authorize')
    return authorizePage(box, call)
  if (host === 'api.instagram.com') {
    if (path === '/oauth/access_token') return exchangeCode(box, call)
    return jsonReply({ error_type: 'OAuthException', code: 404, error_message: 'Unknown path' }, 404)
  }
  if (host === 'www.instagram.com') return notFound()
  const versioned = readVersion(path, box.now())
  if (!versioned.ok) return versioned.reply
  return withVersion(answerToken(box, call, versioned.path), versioned.version)
}

function answerToken(box: Sandbox, call: Call, path: string): Response {
  if (path === '/access_token') return exchangeForLong(box, call)
  if (path === '/refresh_access_token') return refresh(box, call)
  return answerGraph(box, call, path)
}

type Request = { app: App; redirect_uri: string; scopes: string[]; state: string | null; force: boolean }
type ReadRequest = { ok: true; request: Request } | { ok: false; title: string; text: string; code: string }

export function decideInstagram(box: Sandbox, query: URLSearchParams, choice: Choice): Decided {
  const read = readRequest(box, query)
  if (!read.ok) return refused('authorize_refused', `${read.title}: ${read.text}`)
  const { request } = read
  const cancelled = withQuery(request.redirect_uri, {
    error: 'access_denied',
    error_reason: 'user_denied',
    error_description: 'The user denied your request',
    state: request.state,
  })
  if (choice.cancel) return { ok: true, redirect_to: cancelled, outcome: 'cancelled' }
  const found = instagramById(choice.account)
  if (found === undefined) return refused('unknown_account', 'There is no such Instagram account.')
  const id = found.account.id
  const state = accountState(box.world, 'instagram', id)
  if (state.closed) return refused('account_closed', 'This account is closed.')
  if (state.locked) return refused('security_check', 'This account must pass a security check first.')
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

export function instagramName(box: Sandbox, account: InstagramAccount): string {
  return accountState(box.world, 'instagram', account.id).username ?? account.username
}

export function isPersonal(box: Sandbox, account: InstagramAccount): boolean {
  const kind = accountState(box.world, 'instagram', account.id).kind
  return kind === null ? account.kind === 'PERSONAL' : kind === 'personal'
}

function readRequest(box: Sandbox, query: URLSearchParams): ReadRequest {
  const mistake = (text: string, code: string): ReadRequest => ({
    ok: false,
    title: 'Invalid Request',
    text,
    code,
  })
  const app = findApp(box.world, 'instagram', query.get('client_id') ?? '')
  if (app === undefined) return mistake('Request parameters are invalid: Invalid platform app', 'client_id')
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
  return { ok: true, request: { app, redirect_uri, scopes, state: query.get('state'), force } }
}

function authorizePage(box: Sandbox, call: Call): Response {
  const read = readRequest(box, call.query)
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

function exchangeCode(box: Sandbox, call: Call): Response {
  const mistake = (error_message: string): Response =>
    jsonReply({ error_type: 'OAuthException', code: 400, error_message }, 400)
  if (call.method !== 'POST') return mistake('Unsupported request method')
  const app = findApp(box.world, 'instagram', call.form.get('client_id') ?? '')
  if (app === undefined) return mistake('Invalid platform app')
  if (call.form.get('client_secret') !== app.client_secret) return mistake('Error validating client secret.')
  if (call.form.get('grant_type') !== 'authorization_code') return mistake('Invalid grant_type')
  const code = findCode(box, 'instagram', call.form.get('code'))
  if (code === undefined || code.spent || code.client_id !== app.client_id)
    return mistake('Matching code was not found or was already used')
  if (box.now() >= code.expires_at) return mistake('This authorization code has expired')
  if (call.form.get('redirect_uri') !== code.redirect_uri)
    return mistake(
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    )
  const grant = newGrant(box, code)
  const token = newToken(box, {
    value: igToken(),
    kind: 'short',
    grant: grant.id,
    expires_at: box.now() + HOUR_MS,
  })
  issue(box, { code, grant, tokens: [token] })
  const appScoped = instagramById(code.account)?.account.appScopedId ?? code.account
  if (box.world.settings['instagram.token_reply'] === 'data-array')
    return jsonReply({
      data: [{ access_token: token.value, user_id: appScoped, permissions: grant.scopes.join(',') }],
    })
  return jsonReply({
    access_token: token.value,
    user_id: { big_digits: appScoped },
    permissions: grant.scopes,
  })
}

function exchangeForLong(box: Sandbox, call: Call): Response {
  if (call.method !== 'GET') return unsupported(call.method)
  if (call.param('grant_type') !== 'ig_exchange_token')
    return graphError({ message: 'Invalid parameter: grant_type', type: 'IGApiException', code: 100 })
  const used = usableToken(box, call.param('access_token'))
  if (!used.ok) return used.reply
  if (used.app.client_secret !== call.param('client_secret'))
    return graphError({ message: 'Error validating client secret.', code: 1 })
  if (used.token.kind !== 'short') return unsupported(call.method)
  const token = newToken(box, {
    value: igToken(),
    kind: 'long',
    grant: used.grant.id,
    expires_at: box.now() + LONG_LIFE_MS,
  })
  issue(box, { tokens: [token] })
  return jsonReply({ access_token: token.value, token_type: 'bearer', expires_in: LONG_LIFE_MS / 1000 })
}

function refresh(box: Sandbox, call: Call): Response {
  if (call.method !== 'GET') return unsupported(call.method)
  if (call.param('grant_type') !== 'ig_refresh_token')
    return graphError({ message: 'Invalid parameter: grant_type', type: 'IGApiException', code: 100 })
  const used = usableToken(box, call.param('access_token'))
  if (!used.ok) return used.reply
  const mode = box.world.settings['instagram.refresh']
  if (mode === 'fails-transient')
    return graphError(
      {
        message: 'An unexpected error has occurred. Please retry your request later.',
        code: 2,
        is_transient: true,
      },
      500,
    )
  // The documents ask for a long-lived token at least 24 hours old; the words of the refusal are not documented.
  if (mode === 'fails-code' || used.token.kind !== 'long' || box.now() - used.token.issued_at < DAY_MS)
    return unsupported(call.method)
  const same = box.world.settings['instagram.refresh_string'] === 'same'
  const token = newToken(box, {
    value: same ? used.token.value : igToken(),
    kind: 'long',
    grant: used.grant.id,
    expires_at: box.now() + LONG_LIFE_MS,
  })
  issue(box, { tokens: [token] })
  return jsonReply({
    access_token: token.value,
    token_type: 'bearer',
    expires_in: LONG_LIFE_MS / 1000,
  })
}

type Usable =
  | { ok: true; token: Token; grant: Grant; app: App; person: Person; account: InstagramAccount }
  | { ok: false; reply: Response }

function usableToken(box: Sandbox, value: string | null): Usable {
  const no = (reply: Response): Usable => ({ ok: false, reply })
  if (value === null || value === '')
    return no(graphError({ ...TOKEN_ERRORS.missing, type: 'IGApiException' }))
  const token = box.world.tokens.get(value)
  const grant = token === undefined ? undefined : grantOf(box.world, token)
  if (token === undefined || grant?.network !== 'instagram') return no(graphError(TOKEN_ERRORS.unreadable))
  const app = findApp(box.world, 'instagram', grant.client_id)
  const found = instagramById(grant.account)
  if (app === undefined || found === undefined) return no(graphError(TOKEN_ERRORS.unreadable))
  const state = accountState(box.world, 'instagram', grant.account)
  if (state.locked)
    return no(
      graphError({
        message:
          'Error validating access token: You cannot access the app till you log in to www.instagram.com and follow the instructions given.',
        code: 190,
        error_subcode: 0,
      }),
    )
  if (grant.ended === 'removed')
    return no(
      graphError({
        message: 'Error validating access token: The user has not authorized application.',
        code: 190,
        error_subcode: 458,
      }),
    )
  if (grant.ended !== null) return no(graphError(TOKEN_ERRORS.password))
  if (state.closed) return no(graphError(TOKEN_ERRORS.loggedOut))
  if (token.expires_at !== null && box.now() >= token.expires_at)
    return no(graphError(expiredError(token.expires_at, box.now())))
  return { ok: true, token, grant, app, person: found.person, account: found.account }
}

function answerGraph(box: Sandbox, call: Call, path: string): Response {
  const bearerToken = /^Bearer\s+(\S+)$/i.exec(call.header('authorization') ?? '')?.[1] ?? null
  const used = usableToken(box, call.param('access_token') ?? bearerToken)
  if (!used.ok) return used.reply
  if (proofIsWrong(call.param('appsecret_proof'), used.token.value, used.app.client_secret))
    return graphError(WRONG_PROOF)
  if (call.method !== 'GET') return unsupported(call.method)
  if (isPersonal(box, used.account))
    return graphError({ message: '(#10) The user is not an Instagram Business', code: 10 })
  return answerInstagramGraph(box, call, {
    path,
    scopes: used.grant.scopes,
    account: used.account,
    person: used.person,
    username: instagramName(box, used.account),
  })
}

function unsupported(method: string): Response {
  return graphError({
    message: `Unsupported request - method type: ${method.toLowerCase()}`,
    type: 'IGApiException',
    code: 100,
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

function igToken(): string {
  return `IGAA${randomText(160)}ZD`
}
