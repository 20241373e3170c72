/** What Google may answer instead of serving an account, by the name that it gives it itself
 * (https://developers.google.com/youtube/v3/docs/errors, https://developers.google.com/youtube/v3/docs/core_errors,
 * https://developers.google.com/identity/protocols/oauth2#expiration, read 2026-11-22). */
import type { Sandbox } from '../sandbox.ts'
import { type AccountState, accountState } from '../world.ts'
import type { ApiProblem } from './google-wire.ts'

export type OauthProblem = { error: string; error_description: string; error_subtype?: string }
export type GoogleTrouble = {
  /** The answer to a refresh. */
  refresh?: OauthProblem
  /** The page that stands where the permission would. */
  page?: { title: string; text: string; status: number }
  /** The answer to a read of the account's own data. */
  read?: ApiProblem
  /** The person ends it by signing in again. */
  endsAtSignIn?: true
}

const common = (reason: string, message: string): { read: ApiProblem } => ({
  read: { status: 403, message, reason, domain: 'youtube.common', rpc: 'PERMISSION_DENIED' },
})
const limit = (reason: string, message: string): { read: ApiProblem } => ({
  read: { status: 403, message, reason, domain: 'usageLimits' },
})
const broken = (status: number, reason: string, message: string): { read: ApiProblem } => ({
  read: { status, message, reason },
})
const session = (error_subtype: string): GoogleTrouble => ({
  refresh: {
    error: 'invalid_grant',
    error_description: `reauth related error (${error_subtype})`,
    error_subtype,
  },
  endsAtSignIn: true,
})

const RESTRICTED =
  'Access to your account data is restricted by policies within your organization. Please contact the administrator of your organization for more information.'

const INVALID_TOKEN = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'

export const GOOGLE_TROUBLES = {
  admin_policy_enforced: {
    refresh: { error: 'admin_policy_enforced', error_description: RESTRICTED },
    page: { title: 'Access blocked: Authorization Error', text: RESTRICTED, status: 400 },
  },
  invalid_rapt: session('invalid_rapt'),
  rapt_required: session('rapt_required'),
  authError: {
    read: {
      status: 401,
      message: 'Invalid Credentials',
      reason: 'authError',
      header: 'Authorization',
      challenge: INVALID_TOKEN,
    },
  },
  expired: {
    read: {
      status: 401,
      message: 'Invalid Credentials',
      reason: 'expired',
      header: 'Authorization',
      challenge: INVALID_TOKEN,
    },
  },
  youtubeSignupRequired: {
    read: {
      status: 401,
      message: 'Unauthorized',
      reason: 'youtubeSignupRequired',
      domain: 'youtube.header',
      header: 'Authorization',
      challenge: 'Bearer realm="https://accounts.google.com/"',
    },
  },
  accountDelegationForbidden: common(
    'accountDelegationForbidden',
    'The authenticated user is not allowed to act on behalf of the specified Google account.',
  ),
  authenticatedUserAccountClosed: common(
    'authenticatedUserAccountClosed',
    'The YouTube account of the authenticated user is closed.',
  ),
  authenticatedUserAccountSuspended: common(
    'authenticatedUserAccountSuspended',
    'The YouTube account of the authenticated user is suspended.',
  ),
  authenticatedUserNotChannel: common(
    'authenticatedUserNotChannel',
    'The YouTube account of the authenticated user must be a channel.',
  ),
  channelClosed: common('channelClosed', 'The channel specified in the request has been closed.'),
  channelSuspended: common('channelSuspended', 'The channel specified in the request has been suspended.'),
  channelNotFound: common('channelNotFound', 'The channel specified in the request cannot be found.'),
  forbidden: { read: { status: 403, message: 'Forbidden', reason: 'forbidden', rpc: 'PERMISSION_DENIED' } },
  quotaExceeded: {
    read: {
      status: 403,
      message:
        'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.',
      reason: 'quotaExceeded',
      domain: 'youtube.quota',
    },
  },
  dailyLimitExceeded: limit(
    'dailyLimitExceeded',
    'Daily Limit Exceeded. The quota will be reset at midnight Pacific Time (PT). You may monitor your quota usage and adjust limits in the API Console.',
  ),
  rateLimitExceeded: limit('rateLimitExceeded', 'Rate Limit Exceeded'),
  userRateLimitExceeded: limit('userRateLimitExceeded', 'User Rate Limit Exceeded'),
  servingLimitExceeded: limit(
    'servingLimitExceeded',
    'The overall rate limit specified for the API has already been reached.',
  ),
  backendError: broken(500, 'backendError', 'Backend Error'),
  internalError: broken(500, 'internalError', 'Internal Error'),
  notReady: broken(503, 'notReady', 'The service is not ready.'),
} satisfies Record<string, GoogleTrouble>

export function googleTroubleNames(): string[] {
  return Object.keys(GOOGLE_TROUBLES)
}

export function googleTrouble(name: string): GoogleTrouble | undefined {
  return Object.hasOwn(GOOGLE_TROUBLES, name)
    ? GOOGLE_TROUBLES[name as keyof typeof GOOGLE_TROUBLES]
    : undefined
}

/** The first trouble of these accounts that shows in this place. One that lasts for some calls is counted down by calls, not by pages. */
export function meetTrouble<Place extends 'refresh' | 'page' | 'read'>(
  box: Sandbox,
  accounts: readonly string[],
  place: Place,
): { name: string; says: NonNullable<GoogleTrouble[Place]> } | null {
  for (const account of accounts) {
    const trouble = currentTrouble(box, account)
    const says = trouble === null ? undefined : googleTrouble(trouble.name)?.[place]
    if (trouble === null || says === undefined || says === null) continue
    const { name } = trouble
    if (trouble.left !== undefined && place !== 'page')
      box.commit({
        type: 'account-changed',
        network: 'youtube',
        account,
        change: { kind: 'trouble-counted' },
      })
    return { name, says }
  }
  return null
}

/** What is held against this account at this moment. */
export function currentTrouble(box: Sandbox, account: string): AccountState['trouble'] {
  const { trouble } = accountState(box.world, 'youtube', account)
  return trouble !== null && trouble.until !== null && box.now() >= trouble.until ? null : trouble
}

/** Signing in again settles what only asked for that. */
export function settleAtSignIn(box: Sandbox, accounts: readonly string[]): void {
  for (const account of accounts) {
    const { trouble } = accountState(box.world, 'youtube', account)
    if (trouble !== null && googleTrouble(trouble.name)?.endsAtSignIn === true)
      box.commit({ type: 'account-changed', network: 'youtube', account, change: { kind: 'trouble-ended' } })
  }
}
