/** Pretend graph.facebook.com: tokens, debug_token, permissions, the list of Pages
 * (https://developers.facebook.com/documentation/facebook-login/guides/access-tokens/get-long-lived, read 2026-11-22). */
import { createHash } from 'node:crypto'
import { findCode, issue, newGrant, newToken, secondsLeft } from '../grants.ts'
import { facebookById, type Person, pageById } from '../people.ts'
import { DAY_MS, HOUR_MS, type Sandbox } from '../sandbox.ts'
import { type Call, jsonReply } from '../wire.ts'
import { type App, accountState, findApp, findConsent, grantOf, type Token } from '../world.ts'
import { answerPage } from './facebook-page.ts'
import {
  eaToken,
  livePagesOf,
  type PageCaller,
  pageListing,
  pageToken,
  tasksOn,
  type UserCaller,
} from './facebook-roles.ts'
import {
  expiredError,
  fieldNames,
  type GraphError,
  graphError,
  objectMissing,
  pageOf,
  pickFields,
  proofIsWrong,
  TOKEN_ERRORS,
  WRONG_PROOF,
} from './graph.ts'

/** The documents' sample of a fresh long-lived token; a moment under 60 days. */
const LONG_LIFE_MS = 5_183_944_000
/** "Hours" in the documents; one to two in other places. */
const SHORT_LIFE_MS = 2 * HOUR_MS
const DATA_ACCESS_MS = 90 * DAY_MS

export function answerFacebookGraph(box: Sandbox, call: Call, path: string): Response {
  if (path === '/oauth/access_token') return accessToken(box, call)
  if (path === '/debug_token') return debugToken(box, call)
  const bearerToken = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(call.header('authorization') ?? '')?.[1] ?? null
  const caller = readCaller(box, call.param('access_token') ?? bearerToken)
  if (!caller.ok) return graphError(caller.error)
  const value =
    caller.kind === 'app' ? `${caller.app.client_id}|${caller.app.client_secret}` : caller.token.value
  if (proofIsWrong(call.param('appsecret_proof'), value, caller.app.client_secret))
    return graphError(WRONG_PROOF)
  if (caller.app.require_appsecret_proof && call.param('appsecret_proof') === null)
    return graphError({
      message: 'API calls from the server require an appsecret_proof argument',
      type: 'GraphMethodException',
      code: 100,
    })
  const [, id = '', edge, ...rest] = path.split('/')
  if (id === '')
    return graphError({ message: 'Unsupported get request.', type: 'GraphMethodException', code: 100 })
  if (caller.kind === 'page' && (id === 'me' || id === caller.page.id))
    return answerPage(box, call, { caller, page: caller.page, edge, rest })
  const person = caller.kind === 'user' && id === 'me' ? caller.person : facebookById(id)?.person
  const own = person !== undefined && (caller.kind === 'app' || caller.person.key === person.key)
  if (person !== undefined && own) {
    if (edge === 'permissions') return permissions(box, call, { app: caller.app, person, name: rest[0] })
    if (caller.kind === 'user' && edge === undefined) return me(box, call, person)
    if (caller.kind === 'user' && edge === 'accounts' && rest.length === 0) return accounts(box, call, caller)
    return graphError({ message: `Unknown path components: /${edge ?? ''}`, code: 2500 })
  }
  const page = pageById(id)
  if (
    page !== undefined &&
    caller.kind === 'user' &&
    caller.consent.pages.includes(page.id) &&
    livePagesOf(box, caller.person).includes(page)
  )
    return answerPage(box, call, { caller, page, edge, rest })
  return graphError(objectMissing(id.slice(0, 64)))
}

type Caller = UserCaller | PageCaller | { ok: true; kind: 'app'; app: App } | { ok: false; error: GraphError }

const NO_CONSENT = { granted: [], declined: [], pages: [] }

function readCaller(box: Sandbox, value: string | null): Caller {
  if (value === null || value === '') return { ok: false, error: TOKEN_ERRORS.missing }
  const app = readAppToken(box, value)
  if (app !== undefined) return { ok: true, kind: 'app', app }
  const token = box.world.tokens.get(value)
  const grant = token === undefined ? undefined : grantOf(box.world, token)
  const owner = grant === undefined ? undefined : findApp(box.world, 'facebook', grant.client_id)
  const found = grant === undefined ? undefined : facebookById(grant.account)
  if (token === undefined || grant?.network !== 'facebook' || owner === undefined || found === undefined)
    return { ok: false, error: TOKEN_ERRORS.unreadable }
  const error = tokenError(box, token)
  if (error !== null) return { ok: false, error }
  const consent = findConsent(box.world, grant) ?? {
    ...NO_CONSENT,
    network: 'facebook',
    client_id: owner.client_id,
    account: grant.account,
  }
  const common = { ok: true, app: owner, token, grant, person: found.person, consent } as const
  if (token.page === null) return { ...common, kind: 'user' }
  const page = pageById(token.page)
  return page === undefined
    ? { ok: false, error: TOKEN_ERRORS.unreadable }
    : { ...common, kind: 'page', page }
}

function readAppToken(box: Sandbox, value: string): App | undefined {
  const [id = '', secret] = value.split('|')
  const app = findApp(box.world, 'facebook', id)
  return app !== undefined && app.client_secret === secret ? app : undefined
}

/** Why this token no longer works, or null. Page tokens share the fate of the person who gave them. */
function tokenError(box: Sandbox, token: Token): GraphError | null {
  const grant = grantOf(box.world, token)
  const state = accountState(box.world, 'facebook', grant.account)
  if (state.locked)
    return {
      message:
        'Error validating access token: You cannot access the app till you log in to www.facebook.com and follow the instructions given.',
      code: 190,
      error_subcode: 459,
    }
  if (grant.ended === 'removed')
    return {
      message: `Error validating access token: The user has not authorized application ${grant.client_id}.`,
      code: 190,
      error_subcode: 458,
    }
  if (grant.ended !== null) return TOKEN_ERRORS.password
  if (state.closed) return TOKEN_ERRORS.loggedOut
  if (token.expires_at !== null && box.now() >= token.expires_at)
    return expiredError(token.expires_at, box.now())
  if (token.page !== null && state.lost_roles.includes(token.page))
    return {
      message:
        'The user must be an administrator, editor, or moderator of the page in order to impersonate it. If the page business requires Two Factor Authentication, the user also needs to enable Two Factor Authentication.',
      code: 190,
      error_subcode: 492,
    }
  return null
}

function accessToken(box: Sandbox, call: Call): Response {
  if (call.method !== 'GET' && call.method !== 'POST')
    return graphError({
      message: `Unsupported ${call.method.toLowerCase()} request.`,
      type: 'GraphMethodException',
      code: 100,
    })
  const app = findApp(box.world, 'facebook', call.param('client_id') ?? '')
  if (app === undefined)
    return graphError({
      message: 'Error validating application. Cannot get application info due to a system error.',
      code: 101,
    })
  if (call.param('client_secret') !== app.client_secret)
    return graphError({ message: 'Error validating client secret.', code: 1 })
  switch (call.param('grant_type') ?? 'authorization_code') {
    case 'authorization_code':
      return exchangeCode(box, call, app)
    case 'fb_exchange_token':
      return exchangeForLong(box, call, app)
    case 'client_credentials':
      return jsonReply({ access_token: `${app.client_id}|${app.client_secret}`, token_type: 'bearer' })
    default:
      return graphError({ message: 'Invalid grant_type.', code: 100 })
  }
}

function exchangeCode(box: Sandbox, call: Call, app: App): Response {
  const code = findCode(box, 'facebook', call.param('code'))
  if (code === undefined || code.client_id !== app.client_id)
    return graphError({ message: 'Invalid verification code format.', code: 100 })
  if (code.spent)
    return graphError({ message: 'This authorization code has been used.', code: 100, error_subcode: 36009 })
  if (box.now() >= code.expires_at)
    return graphError({ message: 'This authorization code has expired.', code: 100, error_subcode: 36007 })
  if (call.param('redirect_uri') !== code.redirect_uri)
    return graphError({
      message:
        'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
      code: 100,
      error_subcode: 36008,
    })
  if (code.challenge !== null) {
    const sent = createHash('sha256')
      .update(call.param('code_verifier') ?? '')
      .digest('base64url')
    if (sent !== code.challenge.value) return graphError({ message: 'Invalid code_verifier.', code: 100 })
  }
  const grant = newGrant(box, code)
  const long = box.world.settings['facebook.code_token'] === 'long'
  const life = long ? LONG_LIFE_MS : SHORT_LIFE_MS
  const token = newToken(box, {
    value: eaToken(),
    kind: long ? 'long' : 'short',
    grant: grant.id,
    expires_at: box.now() + life,
  })
  issue(box, { code, grant, tokens: [token] })
  return jsonReply({ access_token: token.value, token_type: 'bearer', expires_in: life / 1000 })
}

function exchangeForLong(box: Sandbox, call: Call, app: App): Response {
  const caller = readCaller(box, call.param('fb_exchange_token'))
  if (!caller.ok) return graphError(caller.error)
  if (caller.kind !== 'user' || caller.app.client_id !== app.client_id)
    return graphError(TOKEN_ERRORS.unreadable)
  // The documents do not promise that exchanging a long-lived token again moves its end.
  const keepsEnd = caller.token.kind === 'long' && !box.world.settings['facebook.exchange_extends']
  const expires_at = keepsEnd ? (caller.token.expires_at ?? box.now()) : box.now() + LONG_LIFE_MS
  const token = newToken(box, { value: eaToken(), kind: 'long', grant: caller.grant.id, expires_at })
  issue(box, { tokens: [token] })
  return jsonReply({
    access_token: token.value,
    token_type: 'bearer',
    expires_in: secondsLeft(box, expires_at),
  })
}

function debugToken(box: Sandbox, call: Call): Response {
  if (call.method !== 'GET')
    return graphError({ message: 'Unsupported request.', type: 'GraphMethodException', code: 100 })
  const input = call.param('input_token')
  if (input === null || input === '')
    return graphError({ message: '(#100) The parameter input_token is required', code: 100 })
  const caller = readCaller(box, call.param('access_token'))
  if (!caller.ok) return graphError(caller.error)
  const asApp = readAppToken(box, input)
  if (asApp !== undefined)
    return jsonReply({
      data: { app_id: asApp.client_id, type: 'APP', application: asApp.name, is_valid: true, scopes: [] },
    })
  const token = box.world.tokens.get(input)
  const grant = token === undefined ? undefined : grantOf(box.world, token)
  if (token === undefined || grant === undefined || grant.network !== 'facebook')
    return jsonReply({
      data: { error: { code: 190, message: 'Invalid OAuth access token.' }, is_valid: false, scopes: [] },
    })
  if (grant.client_id !== caller.app.client_id)
    return graphError({
      message: '(#100) The App_id in the input_token did not match the Viewing App',
      code: 100,
    })
  const error = tokenError(box, token)
  const consent = findConsent(box.world, grant)
  const scopes = consent?.granted ?? []
  const seconds = (ms: number): number => Math.floor(ms / 1000)
  return jsonReply({
    data: {
      app_id: grant.client_id,
      type: token.page === null ? 'USER' : 'PAGE',
      application: caller.app.name,
      data_access_expires_at: seconds(grant.began_at + DATA_ACCESS_MS),
      ...(error === null
        ? {}
        : {
            error: {
              code: error.code,
              message: error.message,
              ...(error.error_subcode === undefined ? {} : { subcode: error.error_subcode }),
            },
          }),
      expires_at: token.expires_at === null ? 0 : seconds(token.expires_at),
      is_valid: error === null,
      ...(token.kind === 'short' ? {} : { issued_at: seconds(token.issued_at) }),
      ...(token.page === null ? {} : { profile_id: token.page }),
      scopes,
      granular_scopes: scopes
        .filter((scope) => scope.startsWith('pages_') || scope === 'read_insights')
        .map((scope) => ({ scope, target_ids: consent?.pages ?? [] })),
      user_id: grant.account,
    },
  })
}

function permissions(
  box: Sandbox,
  call: Call,
  of: { app: App; person: Person; name: string | undefined },
): Response {
  const account = of.person.facebook?.id ?? ''
  const consent = findConsent(box.world, { network: 'facebook', client_id: of.app.client_id, account })
  if (call.method === 'DELETE') {
    if (of.name === undefined)
      box.commit({
        type: 'account-changed',
        network: 'facebook',
        account,
        change: { kind: 'app-removed', client_id: of.app.client_id },
      })
    else if (consent?.granted.includes(of.name))
      box.commit({
        type: 'scope-revoked',
        network: 'facebook',
        client_id: of.app.client_id,
        account,
        scope: of.name,
      })
    else
      return graphError({ message: `(#100) Permission ${of.name.slice(0, 60)} was not granted`, code: 100 })
    return jsonReply({ success: true })
  }
  if (call.method !== 'GET')
    return graphError({ message: 'Unsupported request.', type: 'GraphMethodException', code: 100 })
  return jsonReply({
    data: [
      ...(consent?.granted ?? []).map((permission) => ({ permission, status: 'granted' })),
      ...(consent?.declined ?? []).map((permission) => ({ permission, status: 'declined' })),
    ],
  })
}

function me(box: Sandbox, call: Call, person: Person): Response {
  if (call.method !== 'GET')
    return graphError({ message: 'Unsupported request.', type: 'GraphMethodException', code: 100 })
  const [first = '', ...last] = person.name.split(' ')
  const name = accountState(box.world, 'facebook', person.facebook?.id ?? '').username ?? person.name
  const picked = pickFields('User', fieldNames(call.param('fields') ?? 'id,name'), {
    id: person.facebook?.id,
    name,
    first_name: first,
    last_name: last.join(' '),
    email: person.email,
    picture: {
      data: {
        height: 50,
        is_silhouette: false,
        url: `https://scontent.xx.fbcdn.net/v/${person.facebook?.id}.png`,
        width: 50,
      },
    },
  })
  return picked.ok ? jsonReply(picked.object) : picked.reply
}

function accounts(box: Sandbox, call: Call, caller: UserCaller): Response {
  if (call.method !== 'GET')
    return graphError({ message: 'Unsupported request.', type: 'GraphMethodException', code: 100 })
  // Without pages_show_list the list is empty, not refused.
  const pages = caller.consent.granted.includes('pages_show_list')
    ? livePagesOf(box, caller.person).filter((page) => caller.consent.pages.includes(page.id))
    : []
  const names = fieldNames(call.param('fields') ?? 'access_token,category,category_list,name,id,tasks')
  const items: Record<string, unknown>[] = []
  for (const page of pages) {
    const wantsToken = names.includes('access_token')
    const picked = pickFields('Page', names, {
      ...pageListing(box, page),
      access_token: wantsToken ? pageToken(box, caller, page) : undefined,
      tasks: tasksOn(page, caller.person),
    })
    if (!picked.ok) return picked.reply
    items.push(picked.object)
  }
  const self = `https://graph.facebook.com/v26.0/${caller.grant.account}/accounts?fields=${encodeURIComponent(names.join(','))}`
  return jsonReply(pageOf({ items, limit: call.param('limit'), after: call.param('after'), self }))
}
