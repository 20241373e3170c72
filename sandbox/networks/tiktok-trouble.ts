/** What TikTok may answer instead of serving an account, by the names in its own tables
 * (https://developers.tiktok.com/doc/oauth-error-handling and
 * https://developers.tiktok.com/doc/tiktok-api-v2-error-handling, read 2026-11-22). */
import type { Sandbox } from '../sandbox.ts'
import { accountState } from '../world.ts'

export type Refusal = { status: number; code: string; message: string }
export type TikTokTrouble = {
  /** The answer to a refresh. */
  refresh?: Refusal
  /** The answer to a call of the API. */
  api?: Refusal
  /** What comes back to the app instead of a code. */
  consent?: { error: string; error_description: string }
}

export const API_REFUSALS = {
  access_token_invalid: {
    status: 401,
    code: 'access_token_invalid',
    message: 'The access token is invalid or not found in the request.',
  },
  scope_not_authorized: {
    status: 401,
    code: 'scope_not_authorized',
    message: 'The user did not authorize the scope required for completing this request.',
  },
  scope_permission_missed: {
    status: 400,
    code: 'scope_permission_missed',
    message: 'Additional scope permission is required for the fields in this request.',
  },
  rate_limit_exceeded: {
    status: 429,
    code: 'rate_limit_exceeded',
    message: 'The API rate limit was exceeded. Please try again later.',
  },
  internal_error: {
    status: 500,
    code: 'internal_error',
    message: 'Something went wrong. Please try again later.',
  },
} satisfies Record<string, Refusal>

const TROUBLES: Readonly<Record<string, TikTokTrouble>> = {
  ...Object.fromEntries(Object.entries(API_REFUSALS).map(([name, api]) => [name, { api }])),
  access_denied: {
    refresh: {
      status: 400,
      code: 'access_denied',
      message: 'The resource owner or authorization server denied the request.',
    },
  },
  server_error: {
    refresh: { status: 500, code: 'server_error', message: 'Something went wrong. Please try again later.' },
  },
  temporarily_unavailable: {
    refresh: {
      status: 503,
      code: 'temporarily_unavailable',
      message: 'The service is temporarily unavailable. Please try again later.',
    },
  },
  not_eligible: {
    consent: { error: 'access_denied', error_description: 'The user is not eligible to use this app' },
  },
}

export function tiktokTroubleNames(): string[] {
  return Object.keys(TROUBLES)
}

export function tiktokTrouble(name: string): TikTokTrouble | undefined {
  return Object.hasOwn(TROUBLES, name) ? TROUBLES[name] : undefined
}

/** What this account's trouble says in this place; one that lasts for some calls is counted down. */
export function meetTikTokTrouble<Place extends keyof TikTokTrouble>(
  box: Sandbox,
  account: string,
  place: Place,
): NonNullable<TikTokTrouble[Place]> | null {
  const { trouble } = accountState(box.world, 'tiktok', account)
  if (trouble === null || (trouble.until !== null && box.now() >= trouble.until)) return null
  const says = tiktokTrouble(trouble.name)?.[place]
  if (says === undefined || says === null) return null
  if (trouble.left !== undefined)
    box.commit({ type: 'account-changed', network: 'tiktok', account, change: { kind: 'trouble-counted' } })
  return says
}
