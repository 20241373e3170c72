/** Whose token calls Instagram's hosts, and why it does or does not work. */
import { type InstagramAccount, instagramById, type Person } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import { type App, accountState, findApp, type Grant, grantOf, type Token } from '../world.ts'
import { expiredError, type GraphError, TOKEN_ERRORS } from './graph.ts'
import { appError, checkpoint, disabledError, troubleOf } from './meta-trouble.ts'

export type InstagramCaller = {
  ok: true
  token: Token
  grant: Grant
  app: App
  person: Person
  account: InstagramAccount
}
export type ReadInstagramCaller = InstagramCaller | { ok: false; error: GraphError }

export function instagramName(box: Sandbox, account: InstagramAccount): string {
  return accountState(box.world, 'instagram', account.id).username ?? account.username
}

export function isPersonal(box: Sandbox, account: InstagramAccount): boolean {
  const kind = accountState(box.world, 'instagram', account.id).kind
  return kind === null ? account.kind === 'PERSONAL' : kind === 'personal'
}

export function readInstagramCaller(box: Sandbox, value: string | null): ReadInstagramCaller {
  const refused = (error: GraphError): ReadInstagramCaller => ({ ok: false, error })
  if (value === null || value === '') return refused({ ...TOKEN_ERRORS.missing, type: 'IGApiException' })
  const token = box.world.tokens.get(value)
  const grant = token === undefined ? undefined : grantOf(box.world, token)
  const app = grant === undefined ? undefined : findApp(box.world, 'instagram', grant.client_id)
  const found = grant === undefined ? undefined : instagramById(grant.account)
  // A token of Facebook's is not of this host at all; a damaged one of Instagram's does not open.
  if (token === undefined || grant?.network !== 'instagram' || app === undefined || found === undefined)
    return refused(value.startsWith('IGA') ? TOKEN_ERRORS.undecipherable : TOKEN_ERRORS.unreadable)
  const error = tokenError(box, { token, grant, person: found.person })
  return error === null ? { ok: true, token, grant, app, ...found } : refused(error)
}

function tokenError(box: Sandbox, of: { token: Token; grant: Grant; person: Person }): GraphError | null {
  const { token, grant } = of
  const ofApp = appError(box, 'instagram', of.person.key)
  if (ofApp !== null) return ofApp
  const state = accountState(box.world, 'instagram', grant.account)
  if (state.locked) return checkpoint('instagram')
  if (grant.ended === 'removed')
    return {
      message: 'Error validating access token: The user has not authorized application.',
      code: 190,
      error_subcode: 458,
    }
  if (grant.ended === 'logged-out') return TOKEN_ERRORS.loggedOut
  if (grant.ended !== null) return TOKEN_ERRORS.password
  if (state.closed) return TOKEN_ERRORS.loggedOut
  if (state.disabled) return disabledError(box, 'instagram')
  if (token.expires_at !== null && box.now() >= token.expires_at)
    return expiredError(token.expires_at, box.now())
  const met = troubleOf(box, 'instagram', grant.account)
  return met?.trouble.with === 'token' ? met.trouble.error : null
}
