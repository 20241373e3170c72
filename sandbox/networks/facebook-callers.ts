/** Who calls graph.facebook.com: a person's token, a Page's, an app's, or one that no longer works, and why. */
import { createHmac } from 'node:crypto'
import { facebookById, pageById } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import { type App, accountState, findApp, findConsent, grantOf, type Token } from '../world.ts'
import type { PageCaller, UserCaller } from './facebook-roles.ts'
import { expiredError, type GraphError, TOKEN_ERRORS } from './graph.ts'
import { appError, checkpoint, disabledError, troubleOf } from './meta-trouble.ts'

export type AppCaller = { ok: true; kind: 'app'; app: App }
export type Caller = UserCaller | PageCaller | AppCaller
export type ReadCaller = Caller | { ok: false; error: GraphError }

export function readCaller(box: Sandbox, value: string): ReadCaller {
  const refused = (error: GraphError): ReadCaller => ({ ok: false, error })
  if (value.includes('|')) return readAppCaller(box, value)
  const token = box.world.tokens.get(value)
  const grant = token === undefined ? undefined : grantOf(box.world, token)
  const owner = grant === undefined ? undefined : findApp(box.world, 'facebook', grant.client_id)
  const found = grant === undefined ? undefined : facebookById(grant.account)
  if (token === undefined || grant?.network !== 'facebook' || owner === undefined || found === undefined)
    return refused(value.startsWith('EAA') ? TOKEN_ERRORS.undecipherable : TOKEN_ERRORS.unreadable)
  const error = tokenError(box, token)
  if (error !== null) return refused(error)
  const consent = findConsent(box.world, grant) ?? {
    granted: [],
    declined: [],
    pages: [],
    network: 'facebook' as const,
    client_id: owner.client_id,
    account: grant.account,
  }
  const common = { ok: true, app: owner, token, grant, person: found.person, consent } as const
  if (token.page === null) return { ...common, kind: 'user' }
  const page = pageById(token.page)
  return page === undefined ? refused(TOKEN_ERRORS.unreadable) : { ...common, kind: 'page', page }
}

/** `<id>|<secret>`, or what `grant_type=client_credentials` hands out. */
export function readAppToken(box: Sandbox, value: string): App | undefined {
  const [id = '', rest] = value.split('|')
  const app = findApp(box.world, 'facebook', id)
  return app !== undefined && (rest === app.client_secret || value === appToken(app)) ? app : undefined
}

export function appToken(app: App): string {
  const mark = createHmac('sha256', app.client_secret).update('app access token').digest('base64url')
  return `${app.client_id}|${mark.slice(0, 27)}`
}

/** Why this token no longer works, or null. Page tokens share the fate of the person who gave them. */
export function tokenError(box: Sandbox, token: Token): GraphError | null {
  const grant = grantOf(box.world, token)
  const state = accountState(box.world, 'facebook', grant.account)
  const person = facebookById(grant.account)?.person
  const ofApp = appError(box, 'facebook', person?.key ?? null)
  if (ofApp !== null) return ofApp
  if (state.locked) return checkpoint('facebook')
  if (grant.ended === 'removed')
    return {
      message: `Error validating access token: The user has not authorized application ${grant.client_id}.`,
      code: 190,
      error_subcode: 458,
    }
  if (grant.ended === 'logged-out') return TOKEN_ERRORS.loggedOut
  if (grant.ended !== null) return TOKEN_ERRORS.password
  if (state.closed) return TOKEN_ERRORS.loggedOut
  if (state.disabled) return disabledError(box, 'facebook')
  if (token.expires_at !== null && box.now() >= token.expires_at)
    return expiredError(token.expires_at, box.now())
  if (token.page !== null && state.lost_roles.includes(token.page)) return roleLost(box)
  for (const account of token.page === null ? [grant.account] : [grant.account, token.page]) {
    const met = troubleOf(box, 'facebook', account)
    if (met?.trouble.with === 'token') return met.trouble.error
  }
  return null
}

function roleLost(box: Sandbox): GraphError {
  // The older sentence came without a subcode (public report).
  return box.world.settings['facebook.role_lost_words'] === 'old'
    ? { message: 'The user must be an administrator of the page in order to impersonate it.', code: 190 }
    : {
        message:
          'The user must be an administrator, editor, or moderator of the page in order to impersonate it. If the page business requires Two Factor Authentication, the user also needs to enable Two Factor Authentication.',
        code: 190,
        error_subcode: 492,
      }
}

function readAppCaller(box: Sandbox, value: string): ReadCaller {
  const app = readAppToken(box, value)
  if (app === undefined) {
    const known = findApp(box.world, 'facebook', value.split('|')[0] ?? '') !== undefined
    return {
      ok: false,
      error: known
        ? { message: 'Invalid OAuth access token signature.', code: 190 }
        : {
            message: 'Error validating application. Cannot get application info due to a system error.',
            code: 190,
          },
    }
  }
  const error = appError(box, 'facebook', null)
  return error === null ? { ok: true, kind: 'app', app } : { ok: false, error }
}
