/** Switches for what the networks' documents leave open, and for behaviour that differs between real apps. */

export type Settings = {
  'tiktok.lifetimes': 'tiktok-2026-11' | 'tiktok-legacy'
  'tiktok.code_minutes': number
  'facebook.page_tokens_end': boolean
  'facebook.exchange_extends': boolean
  'facebook.code_token': 'short' | 'long'
  'facebook.page_demographics': boolean
  'facebook.code_minutes': number
  'instagram.token_reply': 'flat-number' | 'data-array'
  'instagram.refresh': 'works' | 'fails-transient' | 'fails-code'
  'instagram.refresh_string': 'new' | 'same'
  'instagram.code_minutes': number
  'youtube.publishing': 'production' | 'testing'
  'youtube.closed_channel': 'items-absent' | 'channel-closed'
  'youtube.quota_units': number
  'youtube.code_minutes': number
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
  'facebook.page_tokens_end': false,
  'facebook.exchange_extends': false,
  'facebook.code_token': 'short',
  'facebook.page_demographics': false,
  'facebook.code_minutes': 10,
  'instagram.token_reply': 'flat-number',
  'instagram.refresh': 'works',
  'instagram.refresh_string': 'new',
  'instagram.code_minutes': 60,
  'youtube.publishing': 'production',
  'youtube.closed_channel': 'items-absent',
  'youtube.quota_units': 10_000,
  'youtube.code_minutes': 10,
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

const CHOICES: Partial<Record<keyof Settings, readonly string[]>> = {
  'tiktok.lifetimes': ['tiktok-2026-11', 'tiktok-legacy'],
  'facebook.code_token': ['short', 'long'],
  'instagram.token_reply': ['flat-number', 'data-array'],
  'instagram.refresh': ['works', 'fails-transient', 'fails-code'],
  'instagram.refresh_string': ['new', 'same'],
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
    if (typeof value === 'number' && !(Number.isFinite(value) && value > 0))
      return { ok: false, message: `"${key}" is a number above 0.` }
    settings[key] = value
  }
  return { ok: true, settings: settings as Partial<Settings> }
}

function isSettingName(key: string): key is keyof Settings {
  return Object.hasOwn(DEFAULT_SETTINGS, key)
}
