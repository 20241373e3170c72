/** Pretend TikTok: Login Kit's page (https://developers.tiktok.com/doc/login-kit-web and …/login-kit-desktop,
 * read 2026-11-22). */
import { signedIn, signIn } from '../browser.ts'
import { giveCode } from '../grants.ts'
import { accountChooser, deadEnd, mistakePage, permissionPage } from '../pages/consent.ts'
import { PEOPLE, type TikTokAccount, tiktokById } from '../people.ts'
import { randomDigits } from '../randomness.ts'
import { MINUTE_MS, randomText, type Sandbox } from '../sandbox.ts'
import { type Call, isAllowedRedirect, isLoopback, redirectReply, withQuery } from '../wire.ts'
import { type App, accountState, findApp, findConsent } from '../world.ts'
import { type Choice, type Decided, refused } from './decision.ts'
import { answerTikTokApi, tiktokUsername } from './tiktok-api.ts'
import { answerTikTokTokens } from './tiktok-tokens.ts'
import { meetTikTokTrouble } from './tiktok-trouble.ts'

const SCOPES: Record<string, string> = {
  'user.info.basic': 'Read your profile info: avatar and display name',
  'user.info.profile': 'Read more of your profile: bio, profile link, username',
  'user.info.stats': 'Read your profile’s numbers: followers, likes, videos',
  'video.list': 'Read your public videos',
}

export function answerTikTok(box: Sandbox, call: Call): Response {
  if (call.host === 'www.tiktok.com') {
    if (call.path === '/v2/auth/authorize') return authorizePage(box, call)
    return mistakePage({
      network: 'TikTok',
      title: 'Couldn’t find this page',
      text: 'Check the address.',
      code: '404',
      status: 404,
    })
  }
  if (call.path === '/v2/oauth/token' || call.path === '/v2/oauth/revoke')
    return answerTikTokTokens(box, call)
  return answerTikTokApi(box, call)
}

type Request = {
  app: App
  redirect_uri: string
  scopes: string[]
  state: string | null
  always_ask: boolean
  challenge: { value: string; method: 'hex' | 'base64url' } | null
}
/** TikTok's own page names what is wrong in two words: `error=unauthorized_client&error_type=client_key`. */
type Mistake = { error: string; type: string }
type ReadRequest = { ok: true; request: Request } | { ok: false; mistake: Mistake }

export function decideTikTok(box: Sandbox, query: URLSearchParams, choice: Choice): Decided {
  const read = readRequest(box, query)
  if (!read.ok) return refusedFor(read.mistake)
  const { request } = read
  const sentBack = (problem: { error: string; error_description: string }): Decided => ({
    ok: true,
    outcome: 'cancelled',
    redirect_to: withQuery(request.redirect_uri, { ...problem, state: request.state }),
  })
  if (choice.cancel) return sentBack({ error: 'access_denied', error_description: 'User denied the request' })
  const found = tiktokById(choice.account)
  if (found === undefined) return refused('unknown_account', 'There is no such TikTok account.')
  const state = accountState(box.world, 'tiktok', found.account.openId)
  if (state.closed) return refused('account_closed', 'This account is deleted.')
  if (state.locked) return refused('security_check', 'This account is banned.')
  // An app in TikTok's sandbox works for its target users only.
  const { status, testers } = request.app
  if (status === 'sandbox' && !(testers ?? []).includes(found.account.openId)) return refusedFor(WRONG_KEY)
  const trouble = meetTikTokTrouble(box, found.account.openId, 'consent')
  if (trouble !== null) return sentBack(trouble)
  const scopes = request.scopes.filter((s) => s === 'user.info.basic' || !choice.decline.includes(s))
  const code = giveCode(box, {
    value: `${randomText(120)}*1!${randomDigits(4)}.va`,
    network: 'tiktok',
    client_id: request.app.client_id,
    account: found.account.openId,
    redirect_uri: request.redirect_uri,
    scopes,
    declined: request.scopes.filter((scope) => !scopes.includes(scope)),
    pages: [],
    keep: false,
    challenge: request.challenge,
    channel_sub: null,
    offline: true,
    nonce: null,
    life_ms: box.world.settings['tiktok.code_minutes'] * MINUTE_MS,
  })
  // Plural here, singular in the token's reply.
  const redirect_to = withQuery(request.redirect_uri, {
    code: code.value,
    scopes: scopes.join(','),
    state: request.state,
  })
  return { ok: true, outcome: 'allowed', redirect_to }
}

const WRONG_KEY: Mistake = { error: 'unauthorized_client', type: 'client_key' }

function refusedFor({ error, type }: Mistake): Decided {
  return refused('authorize_refused', `${error}: error_type=${type}`)
}

function readRequest(box: Sandbox, query: URLSearchParams): ReadRequest {
  const mistake = (error: string, type: string): ReadRequest => ({ ok: false, mistake: { error, type } })
  const app = findApp(box.world, 'tiktok', query.get('client_key') ?? '')
  if (app === undefined || !['live', 'sandbox'].includes(app.status ?? 'live'))
    return { ok: false, mistake: WRONG_KEY }
  const redirect_uri = query.get('redirect_uri') ?? ''
  if (!redirectFits(app, redirect_uri)) return mistake('invalid_request', 'redirect_uri')
  if (query.get('response_type') !== 'code') return mistake('unsupported_response_type', 'response_type')
  // A space does not part scopes here.
  const scopes = [...new Set((query.get('scope') ?? '').split(',').filter((scope) => scope !== ''))]
  const known = (scope: string): boolean =>
    Object.hasOwn(SCOPES, scope) && (app.scopes?.includes(scope) ?? true)
  if (scopes.length === 0 || !scopes.every(known)) return mistake('invalid_scope', 'scope')
  const value = query.get('code_challenge')
  const { settings } = box.world
  const loopback = isLoopback(new URL(redirect_uri).hostname)
  const needed = app.type === 'desktop' || (loopback && settings['tiktok.loopback_challenge'] === 'required')
  if (needed && value === null) return mistake('invalid_request', 'code_challenge')
  if (value !== null && (query.get('code_challenge_method') ?? 'S256') !== 'S256')
    return mistake('invalid_request', 'code_challenge_method')
  // What the web flow with an https redirect makes of a challenge is not documented.
  const method = app.type === 'desktop' || loopback ? 'hex' : settings['tiktok.web_challenge']
  return {
    ok: true,
    request: {
      app,
      redirect_uri,
      scopes,
      state: query.get('state'),
      always_ask: query.get('disable_auto_auth') === '1',
      challenge: value === null || method === 'ignored' ? null : { value, method },
    },
  }
}

function redirectFits(app: App, uri: string): boolean {
  if (uri.length >= 512 || !isAllowedRedirect(uri) || uri.includes('?')) return false
  if (app.redirect_uris.includes(uri)) return true
  if (app.type !== 'desktop') return false
  const url = new URL(uri)
  return (
    isLoopback(url.hostname) &&
    url.port !== '' &&
    app.redirect_uris.some((registered) => registered === uri.replace(`:${url.port}`, ':*'))
  )
}

function authorizePage(box: Sandbox, call: Call): Response {
  const read = readRequest(box, call.query)
  if (!read.ok)
    return mistakePage({
      network: 'TikTok',
      title: 'Something went wrong',
      text: `We couldn’t log in with TikTok. This may be due to specific app settings. If you’re a developer, correct the following and try again: ${read.mistake.type}`,
      code: `error=${read.mistake.error}&error_type=${read.mistake.type}`,
    })
  const { request } = read
  const here = `/${call.host}${call.path}/?${call.query}`
  const signed = signedIn(box, call, 'tiktok')
  const finish = (choice: Partial<Choice>): Response => {
    const decided = decideTikTok(box, call.query, {
      account: '',
      cancel: false,
      decline: [],
      pages: null,
      channel: null,
      ...choice,
    })
    if (decided.ok) return redirectReply(decided.redirect_to)
    return mistakePage({
      network: 'TikTok',
      title: 'Not possible',
      text: decided.message,
      code: decided.code,
    })
  }
  if (call.method === 'POST') {
    const decision = call.form.get('decision')
    const found = tiktokById(call.form.get('account') ?? '')
    if (decision === 'cancel') return finish({ cancel: true })
    if (decision === 'another' || found === undefined) return chooser(box, { request, here, signed })
    if (decision === 'allow') {
      const ticked = call.form.getAll('scope')
      return finish({
        account: found.account.openId,
        decline: request.scopes.filter((s) => !ticked.includes(s)),
      })
    }
    const cookie = signIn(box, call, { network: 'tiktok', account: found.account.openId })
    return permission(box, { request, here, account: found.account, cookie })
  }
  const first = tiktokById(signed[0] ?? '')
  if (first === undefined) return chooser(box, { request, here, signed })
  const earlier = findConsent(box.world, {
    network: 'tiktok',
    client_id: request.app.client_id,
    account: first.account.openId,
  })
  if (
    !request.always_ask &&
    earlier !== undefined &&
    request.scopes.every((scope) => earlier.granted.includes(scope))
  )
    return finish({ account: first.account.openId })
  return permission(box, { request, here, account: first.account, cookie: null })
}

function chooser(box: Sandbox, of: { request: Request; here: string; signed: string[] }): Response {
  const all = PEOPLE.flatMap((person) =>
    person.tiktok.map((account) => ({
      value: account.openId,
      label: `@${tiktokUsername(box, account)}`,
      detail: account.displayName === person.name ? person.name : `${account.displayName} · ${person.name}`,
    })),
  )
  return accountChooser({
    network: 'TikTok',
    app: of.request.app.name,
    action: of.here,
    field: 'account',
    title: 'Log in to TikTok',
    signedIn: of.signed.flatMap((id) => all.filter((choice) => choice.value === id)),
    others: all.filter((choice) => !of.signed.includes(choice.value)),
  })
}

function permission(
  box: Sandbox,
  of: { request: Request; here: string; account: TikTokAccount; cookie: string | null },
): Response {
  const { request, account } = of
  const who = `@${tiktokUsername(box, account)}`
  const state = accountState(box.world, 'tiktok', account.openId)
  const hidden = { account: account.openId }
  if (state.locked || state.closed)
    return deadEnd({
      network: 'TikTok',
      title: state.closed ? 'Account deleted' : 'Account banned',
      text: `${who} cannot log in.`,
      action: of.here,
      hidden,
      back: 'Go back',
    })
  return permissionPage({
    network: 'TikTok',
    app: request.app.name,
    action: of.here,
    hidden,
    who,
    groups: [
      {
        legend: `${request.app.name} would like to`,
        ticks: request.scopes.map((scope) => ({
          name: 'scope',
          value: scope,
          label: SCOPES[scope] ?? scope,
          detail: scope,
          ticked: true,
          fixed: scope === 'user.info.basic',
        })),
      },
    ],
    allowUseAnother: true,
    cookie: of.cookie,
  })
}
