/** Switches for what the networks' documents leave open, and for behaviour that differs between real apps. */

/** What Meta has done to the whole app: `development` lets through only those who have a role on it. */
export type AppState = 'live' | 'development' | 'api-blocked' | 'deactivated' | 'deleted'

export type Settings = {
  'tiktok.lifetimes': 'tiktok-2026-11' | 'tiktok-legacy'
  'tiktok.code_minutes': number
  'tiktok.refresh_clock': 'absolute' | 'sliding'
  'tiktok.refresh_grace_seconds': number
  'tiktok.reuse_ends_grant': boolean
  'tiktok.web_challenge': 'ignored' | 'hex' | 'base64url'
  'tiktok.loopback_challenge': 'when-sent' | 'required'
  'tiktok.form_charset': 'accepted' | 'refused'
  'tiktok.oauth_error_status': number
  'tiktok.field_scope_error': 'by-cause' | 'scope_not_authorized' | 'scope_permission_missed'
  'tiktok.calls_per_minute': number
  'tiktok.counts_calls_by': 'user' | 'app'
  'tiktok.picture_hours': number
  'facebook.page_tokens_end': boolean
  'facebook.exchange_extends': boolean
  'facebook.code_token': 'short' | 'long'
  'facebook.page_demographics': boolean
  'facebook.state': 'optional' | 'required'
  'facebook.config_scopes': string
  'facebook.expires_in': 'sent' | 'absent'
  'facebook.subcodes': 'sent' | 'absent'
  'facebook.role_lost_words': 'current' | 'old'
  'facebook.unticked_page':
    | 'permission-10'
    | 'permission-200'
    | 'role-492'
    | 'missing-33'
    | 'impersonation-190'
  'facebook.unpublished_page': 'missing' | 'readable'
  'facebook.disabled_account': 'checkpoint-459' | 'checkpoint-490' | 'logged-out-467' | 'invalid-465'
  'facebook.all_pages_targets': 'listed' | 'absent'
  'facebook.delete_reply': 'success' | 'true'
  'facebook.refused_status': 'by-code' | '400' | '403'
  'facebook.limited_status': 'by-code' | '400' | '403'
  'facebook.app_state': AppState
  'facebook.app_roles': string
  'facebook.app_calls_per_hour': number
  'facebook.user_calls_per_hour': number
  'facebook.page_calls_per_day': number
  'facebook.page_limit_code': '80001' | '32'
  'facebook.insights_calls_per_hour': number
  'facebook.code_minutes': number
  'instagram.token_reply': 'flat-number' | 'data-array'
  'instagram.refresh': 'works' | 'fails-transient' | 'fails-code'
  'instagram.refresh_string': 'new' | 'same' | 'new-ends-old'
  'instagram.me_reply': 'flat' | 'data-array'
  'instagram.denied_state': 'echoed' | 'absent'
  'instagram.subcodes': 'sent' | 'zero' | 'absent'
  'instagram.disabled_account': 'checkpoint' | 'malformed' | 'logged-out-467'
  'instagram.refused_status': 'by-code' | '400' | '403'
  'instagram.limited_status': 'by-code' | '400' | '403'
  'instagram.app_state': AppState
  'instagram.app_roles': string
  'instagram.app_calls_per_hour': number
  'instagram.account_calls_per_day': number
  'instagram.code_minutes': number
  'youtube.publishing': 'production' | 'testing'
  'youtube.closed_channel': 'items-absent' | 'channel-closed'
  'youtube.quota_units': number
  'youtube.code_minutes': number
  'youtube.testing_tells_end': boolean
  'youtube.testing_refuses': 'nobody' | 'brand-accounts' | 'everyone'
  'youtube.access_days': number
  'youtube.live_refresh_tokens': number
  'youtube.idle_days': number
  'youtube.verification': 'verified' | 'unverified'
  'youtube.new_users_cap': number
  'youtube.admin_refusal': 'page' | 'redirect'
  'youtube.brand_with_identity': 'works' | 'stuck'
  'youtube.silent_errors': 'oidc' | 'interaction-required'
  'youtube.project': 'in-order' | 'access-not-configured' | 'key-invalid'
  'youtube.search_calls': number
  'youtube.calls_per_minute': number
  'youtube.calls_per_minute_and_user': number
  'youtube.rate_limit_status': number
  'youtube.hidden_count': 'absent' | 'zero'
  'youtube.analytics_scope': 'any' | 'analytics-only'
  'youtube.analytics_calls': number
  'accounts.username_change_ends_tokens': boolean
  'events.timeout_seconds': number
  'meta.webhook_retry_hours': number
  'meta.callback_retries': 'as-webhooks' | 'none'
  'tiktok.webhook_retry_hours': number
  'tiktok.webhook_first_retry_seconds': number
  'tiktok.webhook_retry_time': 'fresh' | 'first'
  'youtube.events_for': 'email-or-profile' | 'any-sign-in-scope'
  'youtube.event_retries': number
  'youtube.token_identifier': 'prefix' | 'hash_base64_sha512_sha512'
  'youtube.password_change_events':
    | 'none'
    | 'sessions-revoked'
    | 'account-credential-change-required'
    | 'both'
  'youtube.account_purged': boolean
}

export const DEFAULT_SETTINGS: Settings = {
  'tiktok.lifetimes': 'tiktok-2026-11',
  'tiktok.code_minutes': 10,
  'tiktok.refresh_clock': 'absolute',
  'tiktok.refresh_grace_seconds': 0,
  'tiktok.reuse_ends_grant': false,
  'tiktok.web_challenge': 'ignored',
  'tiktok.loopback_challenge': 'when-sent',
  'tiktok.form_charset': 'accepted',
  'tiktok.oauth_error_status': 400,
  'tiktok.field_scope_error': 'by-cause',
  'tiktok.calls_per_minute': 600,
  'tiktok.counts_calls_by': 'user',
  'tiktok.picture_hours': 6,
  'facebook.page_tokens_end': false,
  'facebook.exchange_extends': false,
  'facebook.code_token': 'short',
  'facebook.page_demographics': false,
  'facebook.state': 'optional',
  'facebook.config_scopes': 'pages_show_list,pages_read_engagement,read_insights',
  'facebook.expires_in': 'sent',
  'facebook.subcodes': 'sent',
  'facebook.role_lost_words': 'current',
  'facebook.unticked_page': 'permission-10',
  'facebook.unpublished_page': 'missing',
  'facebook.disabled_account': 'checkpoint-459',
  'facebook.all_pages_targets': 'listed',
  'facebook.delete_reply': 'success',
  'facebook.refused_status': 'by-code',
  'facebook.limited_status': 'by-code',
  'facebook.app_state': 'live',
  'facebook.app_roles': '',
  'facebook.app_calls_per_hour': 1_000_000,
  'facebook.user_calls_per_hour': 1_000_000,
  'facebook.page_calls_per_day': 1_000_000,
  'facebook.page_limit_code': '80001',
  'facebook.insights_calls_per_hour': 1_000_000,
  'facebook.code_minutes': 10,
  'instagram.token_reply': 'flat-number',
  'instagram.refresh': 'works',
  'instagram.refresh_string': 'new',
  'instagram.me_reply': 'flat',
  'instagram.denied_state': 'echoed',
  'instagram.subcodes': 'sent',
  'instagram.disabled_account': 'checkpoint',
  'instagram.refused_status': 'by-code',
  'instagram.limited_status': 'by-code',
  'instagram.app_state': 'live',
  'instagram.app_roles': '',
  'instagram.app_calls_per_hour': 1_000_000,
  'instagram.account_calls_per_day': 1_000_000,
  'instagram.code_minutes': 60,
  'youtube.publishing': 'production',
  'youtube.closed_channel': 'items-absent',
  'youtube.quota_units': 10_000,
  'youtube.code_minutes': 10,
  'youtube.testing_tells_end': true,
  'youtube.testing_refuses': 'nobody',
  'youtube.access_days': 0,
  'youtube.live_refresh_tokens': 100,
  'youtube.idle_days': 183,
  'youtube.verification': 'verified',
  'youtube.new_users_cap': 100,
  'youtube.admin_refusal': 'page',
  'youtube.brand_with_identity': 'works',
  'youtube.silent_errors': 'oidc',
  'youtube.project': 'in-order',
  'youtube.search_calls': 100,
  'youtube.calls_per_minute': 1_800_000,
  'youtube.calls_per_minute_and_user': 180_000,
  'youtube.rate_limit_status': 403,
  'youtube.hidden_count': 'absent',
  'youtube.analytics_scope': 'any',
  'youtube.analytics_calls': 100_000,
  'accounts.username_change_ends_tokens': false,
  'events.timeout_seconds': 10,
  'meta.webhook_retry_hours': 36,
  'meta.callback_retries': 'as-webhooks',
  'tiktok.webhook_retry_hours': 72,
  'tiktok.webhook_first_retry_seconds': 60,
  'tiktok.webhook_retry_time': 'fresh',
  'youtube.events_for': 'email-or-profile',
  'youtube.event_retries': 3,
  'youtube.token_identifier': 'prefix',
  'youtube.password_change_events': 'none',
  'youtube.account_purged': false,
}

const APP_STATES: readonly AppState[] = ['live', 'development', 'api-blocked', 'deactivated', 'deleted']
const CHOICES: Partial<Record<keyof Settings, readonly string[]>> = {
  'tiktok.lifetimes': ['tiktok-2026-11', 'tiktok-legacy'],
  'tiktok.refresh_clock': ['absolute', 'sliding'],
  'tiktok.web_challenge': ['ignored', 'hex', 'base64url'],
  'tiktok.loopback_challenge': ['when-sent', 'required'],
  'tiktok.form_charset': ['accepted', 'refused'],
  'tiktok.oauth_error_status': ['400', '401', '200'],
  'tiktok.field_scope_error': ['by-cause', 'scope_not_authorized', 'scope_permission_missed'],
  'tiktok.counts_calls_by': ['user', 'app'],
  'facebook.code_token': ['short', 'long'],
  'facebook.state': ['optional', 'required'],
  'facebook.expires_in': ['sent', 'absent'],
  'facebook.subcodes': ['sent', 'absent'],
  'facebook.role_lost_words': ['current', 'old'],
  'facebook.unticked_page': [
    'permission-10',
    'permission-200',
    'role-492',
    'missing-33',
    'impersonation-190',
  ],
  'facebook.unpublished_page': ['missing', 'readable'],
  'facebook.disabled_account': ['checkpoint-459', 'checkpoint-490', 'logged-out-467', 'invalid-465'],
  'facebook.all_pages_targets': ['listed', 'absent'],
  'facebook.delete_reply': ['success', 'true'],
  'facebook.refused_status': ['by-code', '400', '403'],
  'facebook.limited_status': ['by-code', '400', '403'],
  'facebook.app_state': APP_STATES,
  'facebook.page_limit_code': ['80001', '32'],
  'instagram.token_reply': ['flat-number', 'data-array'],
  'instagram.refresh': ['works', 'fails-transient', 'fails-code'],
  'instagram.refresh_string': ['new', 'same', 'new-ends-old'],
  'instagram.me_reply': ['flat', 'data-array'],
  'instagram.denied_state': ['echoed', 'absent'],
  'instagram.subcodes': ['sent', 'zero', 'absent'],
  'instagram.disabled_account': ['checkpoint', 'malformed', 'logged-out-467'],
  'instagram.refused_status': ['by-code', '400', '403'],
  'instagram.limited_status': ['by-code', '400', '403'],
  'instagram.app_state': APP_STATES,
  'youtube.publishing': ['production', 'testing'],
  'youtube.closed_channel': ['items-absent', 'channel-closed'],
  'meta.callback_retries': ['as-webhooks', 'none'],
  'tiktok.webhook_retry_time': ['fresh', 'first'],
  'youtube.events_for': ['email-or-profile', 'any-sign-in-scope'],
  'youtube.token_identifier': ['prefix', 'hash_base64_sha512_sha512'],
  'youtube.password_change_events': [
    'none',
    'sessions-revoked',
    'account-credential-change-required',
    'both',
  ],
  'youtube.testing_refuses': ['nobody', 'brand-accounts', 'everyone'],
  'youtube.verification': ['verified', 'unverified'],
  'youtube.admin_refusal': ['page', 'redirect'],
  'youtube.brand_with_identity': ['works', 'stuck'],
  'youtube.silent_errors': ['oidc', 'interaction-required'],
  'youtube.project': ['in-order', 'access-not-configured', 'key-invalid'],
  'youtube.rate_limit_status': ['403', '429'],
  'youtube.hidden_count': ['absent', 'zero'],
  'youtube.analytics_scope': ['any', 'analytics-only'],
}

/** Numbers for which zero means never. */
const MAY_BE_ZERO: readonly (keyof Settings)[] = ['tiktok.refresh_grace_seconds', 'youtube.access_days']

/** What a setting may be; null where any number will do. */
export function choicesOf(name: keyof Settings): readonly string[] | null {
  return typeof DEFAULT_SETTINGS[name] === 'boolean' ? ['false', 'true'] : (CHOICES[name] ?? null)
}

export function settingNames(): (keyof Settings)[] {
  return Object.keys(DEFAULT_SETTINGS).filter(isSettingName)
}

/** The texts of a form as the values that they stand for; what is no setting stays a text and is refused later. */
export function settingsFromTexts(texts: Iterable<[string, string]>): Record<string, unknown> {
  return Object.fromEntries(
    [...texts].map(([name, text]) => {
      const standard = isSettingName(name) ? DEFAULT_SETTINGS[name] : undefined
      if (typeof standard === 'number') return [name, text.trim() === '' ? text : Number(text)]
      return [name, typeof standard === 'boolean' ? text === 'true' : text]
    }),
  )
}

export type ReadSettings = { ok: true; settings: Partial<Settings> } | { ok: false; message: string }

/** Reads `{ "tiktok.lifetimes": … }` as well as `{ "tiktok": { "lifetimes": … } }`. */
export function readSettings(input: unknown): ReadSettings {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { ok: false, message: 'Send a JSON object of settings.' }
  const flat = new Map<string, unknown>()
  for (const [key, value] of Object.entries(input)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [inner, innerValue] of Object.entries(value)) flat.set(`${key}.${inner}`, innerValue)
    else flat.set(key, value)
  }
  const settings: Record<string, unknown> = {}
  for (const [key, value] of flat) {
    if (!isSettingName(key)) return { ok: false, message: `There is no setting "${key}".` }
    const standard = DEFAULT_SETTINGS[key]
    if (typeof value !== typeof standard)
      return { ok: false, message: `"${key}" is a ${typeof standard}, like ${JSON.stringify(standard)}.` }
    const choices = CHOICES[key]
    if (choices !== undefined && !choices.includes(String(value)))
      return { ok: false, message: `"${key}" is one of ${choices.join(', ')}.` }
    if (
      typeof value === 'number' &&
      !(Number.isFinite(value) && (value > 0 || (value === 0 && MAY_BE_ZERO.includes(key))))
    )
      return { ok: false, message: `"${key}" is a number above 0.` }
    settings[key] = value
  }
  return { ok: true, settings: settings as Partial<Settings> }
}

function isSettingName(key: string): key is keyof Settings {
  return Object.hasOwn(DEFAULT_SETTINGS, key)
}
