import { describe, expect, test } from 'vitest'
import type { Network } from '../domain/network.ts'
import type { Call, Confidence, Diagnosis } from '../domain/verdict.ts'
import { diagnose } from './diagnose.ts'

type Case = readonly [
  network: Network,
  call: Call,
  status: number | null,
  body: unknown,
  Diagnosis,
  Confidence,
  boolean,
]

const graph = (code: number, error_subcode: number | undefined, message: string, more: object = {}) => ({
  error: { code, error_subcode, message, type: 'OAuthException', ...more },
})
const event = (name: string, claims: object = {}) => ({
  events: { [`https://schemas.openid.net/secevent/${name}`]: { subject: {}, ...claims } },
})
const removed = (content: string) => ({ event: 'authorization.removed', content })

const cases: readonly Case[] = [
  ['instagram', 'api', 400, graph(190, 0, 'Session has expired on Monday.'), 'expired', 'confirmed', true],
  ['instagram', 'api', 400, graph(190, 463, '会话已过期'), 'expired', 'likely', true],
  ['facebook', 'api', 400, graph(190, 466, ''), 'revoked', 'likely', true],
  ['facebook', 'api', 400, graph(190, 465, ''), 'account_changed', 'likely', true],
  [
    'facebook',
    'api',
    400,
    graph(190, undefined, 'User 5 has not authorized application 7'),
    'revoked',
    'confirmed',
    true,
  ],
  [
    'instagram',
    'api',
    400,
    graph(
      190,
      0,
      'You cannot access the app till you log in to www.instagram.com and follow the instructions given.',
    ),
    'security',
    'likely',
    true,
  ],
  [
    'instagram',
    'token_refresh',
    400,
    graph(190, 460, 'changed their password'),
    'account_changed',
    'likely',
    true,
  ],
  [
    'facebook',
    'api',
    400,
    graph(
      190,
      undefined,
      'Session does not match current stored session. This may be because the user changed the password.',
    ),
    'account_changed',
    'likely',
    false,
  ],
  [
    'facebook',
    'api',
    400,
    graph(190, undefined, 'Invalid OAuth access token.'),
    'ambiguous_reconnect',
    'unknown',
    false,
  ],
  [
    'facebook',
    'api',
    400,
    graph(190, undefined, 'This method must be called with a Page Access Token'),
    'misconfigured',
    'confirmed',
    false,
  ],
  [
    'facebook',
    'api',
    400,
    graph(190, undefined, 'The access token could not be decrypted'),
    'misconfigured',
    'likely',
    false,
  ],
  ['facebook', 'api', 500, graph(190, 460, 'x', { is_transient: true }), 'transient', 'confirmed', false],
  [
    'facebook',
    'api',
    400,
    graph(10, undefined, '(#10) Not enough viewers for the media to show insights'),
    'not_disconnected',
    'confirmed',
    false,
  ],
  [
    'facebook',
    'api',
    400,
    graph(80001, undefined, 'There have been too many calls to this Page account.'),
    'rate_limited',
    'confirmed',
    false,
  ],
  [
    'facebook',
    'api',
    400,
    graph(210, undefined, '(#210) A page access token is required to request this resource.'),
    'misconfigured',
    'confirmed',
    false,
  ],
  [
    'facebook',
    'token_exchange',
    400,
    graph(1, undefined, 'Error validating client secret.'),
    'misconfigured',
    'confirmed',
    false,
  ],
  ['facebook', 'token_exchange', 400, graph(100, 36009, 'x'), 'not_disconnected', 'likely', false],
  [
    'facebook',
    'token_exchange',
    400,
    graph(
      100,
      undefined,
      'Error validating verification code. Please make sure your redirect_uri is identical.',
    ),
    'misconfigured',
    'confirmed',
    false,
  ],
  [
    'facebook',
    'debug_token',
    200,
    { data: { is_valid: true, expires_at: 0 } },
    'not_disconnected',
    'confirmed',
    false,
  ],
  ['facebook', 'debug_token', 200, { data: { is_valid: false } }, 'ambiguous_reconnect', 'unknown', false],
  [
    'facebook',
    'debug_token',
    400,
    graph(190, undefined, 'Invalid OAuth access token.'),
    'misconfigured',
    'likely',
    false,
  ],
  [
    'facebook',
    'authorize_redirect',
    null,
    'error_reason=user_denied&error=access_denied&error_description=Permissions+error.',
    'denied_by_user',
    'confirmed',
    false,
  ],
  [
    'facebook',
    'authorize_redirect',
    null,
    '?error_code=1349126&error_message=App+Not+Setup',
    'misconfigured',
    'confirmed',
    false,
  ],
  [
    'instagram',
    'webhook',
    null,
    { user_id: '218471', algorithm: 'HMAC-SHA256' },
    'revoked',
    'confirmed',
    true,
  ],
  [
    'facebook',
    'webhook',
    null,
    { object: 'permissions', entry: [{ changes: [{ field: 'x', value: { verb: 'revoked' } }] }] },
    'permissions_reduced',
    'confirmed',
    false,
  ],
  [
    'youtube',
    'token_refresh',
    400,
    { error: 'invalid_grant', error_description: 'Bad Request' },
    'ambiguous_reconnect',
    'unknown',
    false,
  ],
  [
    'youtube',
    'token_refresh',
    400,
    { error: 'invalid_grant', error_subtype: 'rapt_required' },
    'security',
    'likely',
    false,
  ],
  ['youtube', 'token_refresh', 400, { error: 'admin_policy_enforced' }, 'security', 'likely', false],
  [
    'youtube',
    'api',
    403,
    { error: { code: 403, errors: [{ reason: 'channelSuspended' }] } },
    'account_unavailable',
    'confirmed',
    true,
  ],
  [
    'youtube',
    'api',
    403,
    [
      {
        error: {
          code: 403,
          status: 'PERMISSION_DENIED',
          details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
        },
      },
    ],
    'permissions_reduced',
    'confirmed',
    false,
  ],
  [
    'youtube',
    'api',
    401,
    { error: { code: 401, errors: [{ reason: 'authError' }], message: 'Invalid Credentials' } },
    'ambiguous_reconnect',
    'unknown',
    false,
  ],
  [
    'youtube',
    'authorize_redirect',
    null,
    'Error 403: access_denied. The app is being tested.',
    'misconfigured',
    'likely',
    false,
  ],
  [
    'youtube',
    'authorize_redirect',
    null,
    'error=access_denied&state=s',
    'denied_by_user',
    'confirmed',
    false,
  ],
  [
    'youtube',
    'webhook',
    null,
    event('risc/event-type/account-disabled', { reason: 'hijacking' }),
    'security',
    'confirmed',
    false,
  ],
  ['youtube', 'webhook', null, event('oauth/event-type/token-revoked'), 'revoked', 'confirmed', true],
  [
    'youtube',
    'webhook',
    null,
    event('risc/event-type/verification', { state: 's' }),
    'not_disconnected',
    'confirmed',
    false,
  ],
  [
    'tiktok',
    'token_refresh',
    200,
    { error: 'invalid_grant', error_description: 'Refresh token is invalid or expired.' },
    'ambiguous_reconnect',
    'unknown',
    false,
  ],
  ['tiktok', 'token_refresh', 200, { error: 'access_denied' }, 'revoked', 'likely', false],
  ['tiktok', 'token_refresh', 200, { error: 'server_error' }, 'transient', 'confirmed', false],
  [
    'tiktok',
    'api',
    200,
    { data: { status: 'FAILED', fail_reason: 'auth_removed' }, error: { code: 'ok' } },
    'revoked',
    'likely',
    false,
  ],
  ['tiktok', 'webhook', null, removed('{"reason": 4}'), 'account_unavailable', 'confirmed', true],
  ['tiktok', 'webhook', null, removed('{"reason": 0}'), 'ambiguous_reconnect', 'unknown', true],
  ['tiktok', 'webhook', null, { event: 'video.publish.completed' }, 'not_disconnected', 'confirmed', false],
]

test.each(cases)(
  '%s %s %s %j → %s, %s, definite %s',
  (network, call, httpStatus, body, diagnosis, confidence, definite) => {
    expect(diagnose({ network, call, httpStatus, body })).toMatchObject({ diagnosis, confidence, definite })
  },
)

describe('headers', () => {
  test('tell the cause when the body blames an unknown error', () => {
    const headers = {
      'WWW-Authenticate':
        'OAuth "Facebook Platform" "invalid_token" "Error validating access token: Session has expired on Monday."',
    }
    const body = { error: { code: 1, message: 'An unknown error occurred' } }
    expect(diagnose({ network: 'facebook', call: 'api', httpStatus: 400, body, headers })).toMatchObject({
      diagnosis: 'expired',
      definite: true,
    })
    const bearer = { 'www-authenticate': 'Bearer realm="x", error="insufficient_scope"' }
    expect(
      diagnose({ network: 'youtube', call: 'api', httpStatus: 403, body: '', headers: bearer }).diagnosis,
    ).toBe('permissions_reduced')
  })

  test('are read in every form that programs keep them in', () => {
    const name = 'WWW-Authenticate'
    const value = 'OAuth "Facebook Platform" "invalid_token" "Session has expired on Monday."'
    const forms = [
      { [name]: value },
      { [name]: [value] },
      [[name, value]],
      [{ name, value }],
      new Headers({ [name]: value }),
    ]
    for (const headers of forms) {
      const reply = { network: 'facebook', call: 'api', httpStatus: 400, body: '', headers } as const
      expect(diagnose(reply).diagnosis).toBe('expired')
    }
  })

  test.each([
    [{ 'retry-after': '120' }, 120],
    [{ 'retry-after': '99999999' }, 86_400],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': 'Sun, 22 Nov 2026 12:01:00 GMT', date: 'Sun, 22 Nov 2026 12:00:00 GMT' }, 60],
    [{ 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":19}]}' }, 1140],
    [{}, null],
  ])('%j asks for a wait of %s seconds', (headers, seconds) => {
    const body = { error: { code: 4, message: 'Application request limit reached' } }
    const verdict = diagnose({ network: 'facebook', call: 'api', httpStatus: 403, body, headers })
    expect(verdict).toMatchObject({ diagnosis: 'rate_limited', retryAfterSeconds: seconds })
  })
})
