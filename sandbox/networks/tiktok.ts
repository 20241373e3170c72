/** Pretend TikTok: Login Kit's page, its tokens and the display API (pages read 2026-11-22,
 * https://developers.tiktok.com/doc/login-kit-web and https://developers.tiktok.com/docs/en/oauth-refresh-a-user-access-token). */
import { createHash } from 'node:crypto'
import { signedIn, signIn } from '../browser.ts'
import { findCode, giveCode, issue, newGrant, newToken, secondsLeft } from '../grants.ts'
import { accountChooser, deadEnd, mistakePage, permissionPage } from '../pages/consent.ts'
import { PEOPLE, type TikTokAccount, tiktokById } from '../people.ts'
import { randomDigits } from '../randomness.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, randomText, type Sandbox } from '../sandbox.ts'
import { type Call, isAllowedRedirect, isLoopback, jsonReply, redirectReply, withQuery } from '../wire.ts'
import { type App, accountState, findApp, findConsent, type Grant, grantOf } from '../world.ts'
import { type Choice, type Decided, refused } from './decision.ts'
import { answerTikTokApi, logId, tiktokUsername } from './tiktok-api.ts'

const SCOPES: Record<string, string> = {
  'user.info.basic': 'Read your profile info: avatar and display name',
  'user.info.profile': 'Read more of your profile: bio, profile link, username',
  'user.info.stats': 'Read your profile’s numbers: followers, likes, videos',
  'video.list': 'Read your public videos',
}
/** The pages dated November 2026 say 2 hours and 180 days with strict rotation; older ones 24 hours and 365 days. */
const LIFETIMES = {
  'tiktok-2026-11': { access_ms: 2 * HOUR_MS, refresh_ms: 180 * DAY_MS, rotates: true },
  'tiktok-legacy': { access_ms: 24 * HOUR_MS, refresh_ms: 365 * DAY_MS, rotates: false },
} as const

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
  if (call.path === '/v2/oauth/token') return token(box, call)
  if (call.path === '/v2/oauth/revoke') return revoke(box, call)
  return answerTikTokApi(box, call)
}

type Request = {
  app: App
  redirect_uri: string
  scopes: string[]
  state: string | null
  always_ask: boolean
  challenge: { value: string; method: string } | null
}
type ReadRequest = { ok: true; request: Request } | { ok: false; text: string; code: string }

export function decideTikTok(box: Sandbox, query: URLSearchParams, choice: Choice): Decided {
  const read = readRequest(box, query)
  if (!read.ok) return refused('authorize_refused', `${read.code}: ${read.text}`)
  const { request } = read
  if (choice.cancel)
    return {
      ok: true,
      outcome: 'cancelled',
      redirect_to: withQuery(request.redirect_uri, {
        error: 'access_denied',
        error_description: 'User denied the request',
        state: request.state,
      }),
    }
  const found = tiktokById(choice.account)
  if (found === undefined) return refused('unknown_account', 'There is no such TikTok account.')
  const state = accountState(box.world, 'tiktok', found.account.openId)
  if (state.closed) return refused('account_closed', 'This account is deleted.')
  if (state.locked) return refused('security_check', 'This account is banned.')
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

function readRequest(box: Sandbox, query: URLSearchParams): ReadRequest {
  const mistake = (code: string, text: string): ReadRequest => ({ ok: false, code, text })
  const app = findApp(box.world, 'tiktok', query.get('client_key') ?? '')
  if (app === undefined) return mistake('unauthorized_client', 'error_type=client_key')
  const redirect_uri = query.get('redirect_uri') ?? ''
  if (!redirectFits(app, redirect_uri)) return mistake('invalid_request', 'error_type=redirect_uri')
  if (query.get('response_type') !== 'code')
    return mistake('unsupported_response_type', 'response_type must be code')
  // A space does not part scopes here.
  const scopes = [...new Set((query.get('scope') ?? '').split(',').filter((scope) => scope !== ''))]
  if (scopes.length === 0 || scopes.some((scope) => !Object.hasOwn(SCOPES, scope)))
    return mistake('invalid_scope', 'error_type=scope')
  const challenge = query.get('code_challenge')
  const loopback = isLoopback(new URL(redirect_uri).hostname)
  if (app.type === 'desktop' && challenge === null)
    return mistake('invalid_request', 'error_type=code_challenge')
  if (challenge !== null && (query.get('code_challenge_method') ?? 'S256') !== 'S256')
    return mistake('invalid_request', 'error_type=code_challenge_method')
  return {
    ok: true,
    request: {
      app,
      redirect_uri,
      scopes,
      state: query.get('state'),
      always_ask: query.get('disable_auto_auth') === '1',
      // The web flow with an https redirect takes no notice of a challenge.
      challenge:
        challenge !== null && (loopback || app.type === 'desktop')
          ? { value: challenge, method: 'S256' }
          : null,
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
    return mistakePage({ network: 'TikTok', title: 'Something went wrong', text: read.text, code: read.code })
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

function token(box: Sandbox, call: Call): Response {
  const no = (error: string, error_description: string, status = 400): Response =>
    jsonReply({ error, error_description, log_id: logId(box) }, status)
  if (call.method !== 'POST') return no('invalid_request', 'Only POST is supported.')
  if (!(call.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded'))
    return no('invalid_request', 'Only `application/x-www-form-urlencoded` is accepted as Content-Type.')
  const app = findApp(box.world, 'tiktok', call.form.get('client_key') ?? '')
  if (app === undefined) return no('invalid_client', 'Client key is incorrect.')
  if (call.form.get('client_secret') !== app.client_secret)
    return no('invalid_client', 'Client secret is incorrect.')
  switch (call.form.get('grant_type')) {
    case 'authorization_code': {
      const code = findCode(box, 'tiktok', call.form.get('code'))
      if (code === undefined || code.spent || code.client_id !== app.client_id)
        return no('invalid_grant', 'Authorization code is invalid.')
      if (box.now() >= code.expires_at) return no('invalid_grant', 'Authorization code is expired.')
      if (call.form.get('redirect_uri') !== code.redirect_uri)
        return no('invalid_request', 'Redirect_uri is not matched with the uri when requesting code.')
      // Login Kit for desktop wants the hash in hex, not in base64url.
      if (
        code.challenge !== null &&
        sha256Hex(call.form.get('code_verifier') ?? '') !== code.challenge.value.toLowerCase()
      )
        return no('invalid_request', 'Code verifier or code challenge is invalid.')
      const grant = newGrant(box, code)
      const life = LIFETIMES[box.world.settings['tiktok.lifetimes']]
      const access = newToken(box, {
        value: actValue(),
        kind: 'access',
        grant: grant.id,
        expires_at: box.now() + life.access_ms,
      })
      const refreshEnds = box.now() + life.refresh_ms
      const refresh = newToken(box, {
        value: rftValue(),
        kind: 'refresh',
        grant: grant.id,
        expires_at: refreshEnds,
      })
      issue(box, { code, grant, tokens: [access, refresh] })
      return tokenReply(box, {
        grant,
        access: access.value,
        accessEnds: box.now() + life.access_ms,
        refresh: refresh.value,
        refreshEnds,
      })
    }
    case 'refresh_token': {
      const old = box.world.tokens.get(call.form.get('refresh_token') ?? '')
      const grant = old === undefined ? undefined : grantOf(box.world, old)
      const dead =
        old === undefined ||
        old.kind !== 'refresh' ||
        old.spent ||
        old.expires_at === null ||
        box.now() >= old.expires_at ||
        grant?.network !== 'tiktok' ||
        grant.client_id !== app.client_id ||
        grant.ended !== null
      if (dead) return no('invalid_grant', 'Refresh token is invalid or expired.')
      const life = LIFETIMES[box.world.settings['tiktok.lifetimes']]
      const accessEnds = box.now() + life.access_ms
      const refreshEnds = old.expires_at ?? box.now()
      const access = newToken(box, {
        value: actValue(),
        kind: 'access',
        grant: grant.id,
        expires_at: accessEnds,
      })
      // The 180 days run from the person's consent: rotating does not start them again.
      const next = life.rotates
        ? newToken(box, { value: rftValue(), kind: 'refresh', grant: grant.id, expires_at: refreshEnds })
        : null
      issue(box, {
        tokens: next === null ? [access] : [access, next],
        spent: next === null ? [] : [old.value],
        used: [old.value],
      })
      return tokenReply(box, {
        grant,
        access: access.value,
        accessEnds,
        refresh: next?.value ?? old.value,
        refreshEnds,
      })
    }
    default:
      return no('unsupported_grant_type', 'grant_type is not supported.')
  }
}

function tokenReply(
  box: Sandbox,
  of: { grant: Grant; access: string; accessEnds: number; refresh: string; refreshEnds: number },
): Response {
  // Rounded, so that a reply made a millisecond later still says 7200.
  const left = (until: number): number => Math.max(0, Math.round((until - box.now()) / 1000))
  return jsonReply({
    access_token: of.access,
    expires_in: left(of.accessEnds),
    open_id: of.grant.account,
    refresh_expires_in:
      of.refreshEnds - box.now() > DAY_MS ? left(of.refreshEnds) : secondsLeft(box, of.refreshEnds),
    refresh_token: of.refresh,
    scope: of.grant.scopes.join(','),
    token_type: 'Bearer',
  })
}

function revoke(box: Sandbox, call: Call): Response {
  const no = (error: string, error_description: string): Response =>
    jsonReply({ error, error_description, log_id: logId(box) }, 400)
  const app = findApp(box.world, 'tiktok', call.form.get('client_key') ?? '')
  if (call.method !== 'POST') return no('invalid_request', 'Only POST is supported.')
  if (app === undefined || call.form.get('client_secret') !== app.client_secret)
    return no('invalid_client', 'Client key or secret is incorrect.')
  const old = box.world.tokens.get(call.form.get('token') ?? '')
  const grant = old === undefined ? undefined : grantOf(box.world, old)
  const alive =
    old !== undefined &&
    old.kind === 'access' &&
    grant?.network === 'tiktok' &&
    grant.client_id === app.client_id &&
    grant.ended === null &&
    box.now() < (old.expires_at ?? 0)
  if (!alive) return no('invalid_request', 'The access token is invalid.')
  box.commit({
    type: 'account-changed',
    network: 'tiktok',
    account: grant.account,
    change: { kind: 'app-removed', client_id: app.client_id, by: 'app' },
  })
  return jsonReply({})
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function actValue(): string {
  return `act.${randomText(60)}!${randomDigits(4)}.va`
}

function rftValue(): string {
  return `rft.${randomText(60)}!${randomDigits(4)}.va`
}
