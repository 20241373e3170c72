/** Who calls a Google API: the token, its grant and the person behind it. */
import { type Channel, googleBySub, type Person } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import { bearer, type Call } from '../wire.ts'
import { accountState, findApp, type Grant, grantOf, type Token } from '../world.ts'

export const AUTH = 'https://www.googleapis.com/auth/'
export const EMAIL = `${AUTH}userinfo.email`
export const PROFILE = `${AUTH}userinfo.profile`
export const SIGN_IN_SCOPES: readonly string[] = ['openid', EMAIL, PROFILE]

export type Access = {
  token: Token
  grant: Grant
  person: Person
  /** The Google account that signed in: at a brand channel another one than the grant's. */
  login: string
  channel: Channel | null
}

/** A living access token and its grant, or nothing: Google does not say why. */
export function readAccessToken(box: Sandbox, value: string | null): Access | undefined {
  const token = box.world.tokens.get(value ?? '')
  if (token === undefined || token.kind !== 'access') return undefined
  const grant = grantOf(box.world, token)
  if (grant.network !== 'youtube' || grant.ended !== null) return undefined
  if (token.expires_at !== null && box.now() >= token.expires_at) return undefined
  const found = googleBySub(grant.account)
  if (found === undefined || accountState(box.world, 'youtube', found.account.sub).closed) return undefined
  const channel = found.account.channels.find((each) => each.sub === grant.channel_sub) ?? null
  return { token, grant, person: found.person, login: found.account.sub, channel }
}

/** The header is the usual place; `access_token` and `oauth_token` in the query do as well. */
export function tokenIn(call: Call): string | null {
  return bearer(call) ?? call.query.get('access_token') ?? call.query.get('oauth_token')
}

/** Every name under which something can be held against this identity, the narrowest first. */
export function accountsBehind(of: { channel: Channel | null; sub: string; login: string }): string[] {
  const { channel, sub, login } = of
  return [...new Set(channel === null ? [sub, login] : [channel.id, sub, login])]
}

export function accountsOf(access: Access): string[] {
  return accountsBehind({ ...access, sub: access.grant.account })
}

export function accountsOfGrant(grant: Grant): string[] {
  const account = googleBySub(grant.account)?.account
  const channel = account?.channels.find((each) => each.sub === grant.channel_sub) ?? null
  return accountsBehind({ channel, sub: grant.account, login: account?.sub ?? grant.account })
}

/** Clients of one Cloud project share quota, revocations and what a person has agreed to. */
export function projectOf(box: Sandbox, clientId: string): string {
  return findApp(box.world, 'youtube', clientId)?.project ?? clientId
}
