/** What Meta does to one account for a while, or to a whole app, and the words it uses
 * (https://developers.facebook.com/docs/graph-api/guides/error-handling, read 2026-11-22; wordings from public reports). */
import type { Network } from '../people.ts'
import type { Sandbox } from '../sandbox.ts'
import { accountState } from '../world.ts'
import { type GraphError, TOKEN_ERRORS } from './graph.ts'
import type { MetaNetwork } from './meta-refusal.ts'

export type Trouble = {
  networks: readonly MetaNetwork[]
  /** Trouble with the token shows in `debug_token` too; trouble with calls does not. */
  with: 'token' | 'calls'
  error: GraphError
  /** Where it is not the one of its code. */
  status?: number
  /** Rate limits: which header is full. */
  usage?: 'app' | 'page' | 'business'
  /** For the person's page. */
  label: string
}

const BOTH = ['instagram', 'facebook'] as const
const limit = (code: number, message: string, more: Partial<GraphError> = {}): GraphError => ({
  message,
  ...more,
  code,
})

const TROUBLES: Readonly<Record<string, Trouble>> = {
  'app-limit': {
    networks: BOTH,
    with: 'calls',
    error: limit(4, '(#4) Application request limit reached', { is_transient: true }),
    usage: 'app',
    label: 'Too many calls of the app (4)',
  },
  'user-limit': {
    networks: BOTH,
    with: 'calls',
    error: limit(17, '(#17) User request limit reached', { is_transient: true }),
    usage: 'app',
    label: 'Too many calls for the person (17)',
  },
  'page-limit': {
    networks: ['facebook'],
    with: 'calls',
    error: limit(32, '(#32) Page request limit reached'),
    usage: 'page',
    label: 'Too many calls for the Page (32)',
  },
  'feed-limit': {
    networks: BOTH,
    with: 'calls',
    error: limit(341, '(#341) Feed action request limit reached'),
    usage: 'app',
    label: 'Application limit (341)',
  },
  'custom-limit': {
    networks: BOTH,
    with: 'calls',
    error: limit(613, '(#613) Calls to this api have exceeded the rate limit.'),
    usage: 'app',
    label: 'An endpoint’s own limit (613)',
  },
  'pages-limit': {
    networks: ['facebook'],
    with: 'calls',
    error: limit(80001, businessLimit(80001, 'Page')),
    usage: 'business',
    label: 'The Page’s daily limit (80001)',
  },
  'instagram-limit': {
    networks: ['instagram'],
    with: 'calls',
    error: limit(80002, businessLimit(80002, 'Instagram')),
    usage: 'business',
    label: 'The account’s daily limit (80002)',
  },
  'action-blocked': {
    networks: ['instagram'],
    with: 'calls',
    error: {
      message: 'Application request limit reached',
      is_transient: false,
      code: 4,
      error_subcode: 2207051,
      error_user_title: 'action is blocked',
      error_user_msg:
        'We restrict certain activity to protect our community. Tell us if you think we made a mistake.',
    },
    label: 'Action blocked as spam (4/2207051)',
  },
  'policy-block': {
    networks: BOTH,
    with: 'calls',
    error: {
      message: 'The action attempted has been deemed abusive or is otherwise disallowed',
      code: 368,
      error_data: { sentry_block_data: 'REDACTED', help_center_id: 0, is_silent: false },
      error_subcode: 1390008,
      error_user_title: 'You’re Temporarily Blocked',
      error_user_msg: 'It looks like you were misusing this feature by going too fast.',
    },
    label: 'Blocked for a while (368)',
  },
  'security-check': {
    networks: ['facebook'],
    with: 'calls',
    error: {
      message: 'A security check is required to proceed.',
      code: 368,
      error_data: { sentry_block_data: 'REDACTED', help_center_id: 0, is_silent: false },
      error_subcode: 1404006,
      error_user_msg: '',
    },
    label: 'A security check is required (368/1404006)',
  },
  'identity-check': {
    networks: ['facebook'],
    with: 'calls',
    error: {
      message:
        "You're restricted from acting as your Page until you complete Page Publishing Authorization. Switch back to your Primary Profile to complete authorization under - Settings - Account Settings - Identity Confirmation. Complete verification or you will be restricted indefinitely.",
      code: 368,
      error_data: { sentry_block_data: 'REDACTED', help_center_id: 0, is_silent: false },
      error_subcode: 1404078,
      error_user_msg: '',
    },
    label: 'Identity must be confirmed (368/1404078)',
  },
  restricted: {
    networks: ['instagram'],
    with: 'calls',
    error: {
      message: 'User access is restricted',
      code: 25,
      error_subcode: 2207050,
      is_transient: false,
      error_user_title: 'User is restricted',
      error_user_msg: 'The Instagram account is restricted.',
    },
    label: 'Account restricted (25/2207050)',
  },
  unconfirmed: {
    networks: BOTH,
    with: 'token',
    error: {
      message:
        'Error validating access token: Sessions for the user are not allowed because the user is not a confirmed user.',
      code: 190,
      error_subcode: 464,
    },
    label: 'Account not confirmed (190/464)',
  },
  'logged-in-checkpoint': {
    networks: ['facebook'],
    with: 'token',
    error: {
      message: 'Error validating access token: The user is enrolled in a blocking, logged-in checkpoint',
      code: 190,
      error_subcode: 490,
    },
    label: 'Blocking checkpoint (190/490)',
  },
  'two-factor': {
    networks: ['facebook'],
    with: 'token',
    error: {
      message:
        'The user must be an administrator, editor, or moderator of the page in order to impersonate it. If the page business requires Two Factor Authentication, the user also needs to enable Two Factor Authentication.',
      code: 190,
      error_subcode: 492,
    },
    label: 'The Page’s business demands two factors (190/492)',
  },
  'session-mismatch': {
    networks: BOTH,
    with: 'token',
    error: {
      message:
        'Error validating access token: Session does not match current stored session. This may be because the user changed the password since the time the session was created or Facebook has changed the session for security reasons.',
      code: 190,
      error_subcode: 452,
    },
    label: 'Session does not match (190/452)',
  },
  'malformed-session': {
    networks: ['instagram'],
    with: 'token',
    error: {
      message: 'Error validating access token: Session key is malformed because of invalid user id',
      code: 190,
    },
    label: 'Session key malformed (190)',
  },
  'api-session': {
    networks: BOTH,
    with: 'token',
    error: { message: 'Session key invalid or no longer valid', code: 102 },
    label: 'API session (102)',
  },
  capability: {
    networks: BOTH,
    with: 'calls',
    error: { message: '(#3) Application does not have the capability to make this API call.', code: 3 },
    label: 'The app lacks a capability (3)',
  },
  'unknown-error': {
    networks: BOTH,
    with: 'calls',
    error: { message: 'An unknown error occurred', code: 1 },
    status: 500,
    label: 'An unknown error (1)',
  },
  unavailable: {
    networks: BOTH,
    with: 'calls',
    error: { message: '(#2) Service temporarily unavailable', is_transient: true, code: 2 },
    label: 'Service unavailable (2)',
  },
}

export function troubleNames(network: Network): string[] {
  return Object.entries(TROUBLES)
    .filter(([, trouble]) => trouble.networks.some((each) => each === network))
    .map(([name]) => name)
}

export function troubleLabel(name: string): string {
  return TROUBLES[name]?.label ?? name
}

export type Met = { trouble: Trouble; until: number | null }

/** The trouble that an account is in at this moment. */
export function troubleOf(box: Sandbox, network: MetaNetwork, account: string): Met | null {
  const { trouble } = accountState(box.world, network, account)
  if (trouble === null || (trouble.until !== null && box.now() >= trouble.until)) return null
  const found = TROUBLES[trouble.name]
  return found === undefined ? null : { trouble: found, until: trouble.until }
}

/** Why no token of the app works, whoever gave it; `person` has a role on the app or none. */
export function appError(box: Sandbox, network: MetaNetwork, person: string | null): GraphError | null {
  switch (box.world.settings[`${network}.app_state`]) {
    case 'live':
      return null
    case 'api-blocked':
      return { message: 'API access blocked.', code: 200 }
    case 'deactivated':
      return { message: 'API access deactivated. To reactivate, go to the app dashboard.', code: 200 }
    case 'deleted':
      return { message: 'Error validating application. Application has been deleted.', code: 190 }
    case 'development':
      if (person === null || hasAppRole(box, network, person)) return null
      // Instagram says to someone who is no tester what it says to someone at a checkpoint (public reports).
      return network === 'instagram'
        ? checkpoint('instagram')
        : { message: '(#10) Application does not have permission for this action', code: 10 }
  }
}

export function hasAppRole(box: Sandbox, network: MetaNetwork, person: string): boolean {
  return box.world.settings[`${network}.app_roles`].split(/[\s,]+/).includes(person)
}

export function checkpoint(network: MetaNetwork): GraphError {
  return {
    message: `Error validating access token: You cannot access the app till you log in to www.${network}.com and follow the instructions given.`,
    code: 190,
    error_subcode: network === 'instagram' ? 0 : 459,
  }
}

/** What the tokens of an account answer that Meta has disabled; no document says. */
export function disabledError(box: Sandbox, network: MetaNetwork): GraphError {
  const kind = box.world.settings[`${network}.disabled_account`]
  switch (kind) {
    case 'checkpoint':
    case 'checkpoint-459':
      return checkpoint(network)
    case 'logged-out-467':
      return TOKEN_ERRORS.loggedOut
    case 'checkpoint-490':
      return troubleError('logged-in-checkpoint')
    case 'malformed':
      return troubleError('malformed-session')
    case 'invalid-465':
      return {
        message: 'Error validating access token: The session is invalid because the user is not valid.',
        code: 190,
        error_subcode: 465,
      }
    default: {
      const unknown: never = kind
      throw new Error(`unknown kind of disabled account ${String(unknown)}`)
    }
  }
}

export function troubleError(name: string): GraphError {
  const trouble = TROUBLES[name]
  if (trouble === undefined) throw new Error(`there is no trouble ${name}`)
  return trouble.error
}

function businessLimit(code: number, whose: string): string {
  return `(#${code}) There have been too many calls to this ${whose} account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.`
}
