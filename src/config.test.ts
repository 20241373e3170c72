import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type Config, isLoopback, readConfig } from './config.ts'

const KEY = 'A'.repeat(43)
const PRODUCTION = {
  RECHANNEL_MODE: 'production',
  DATABASE_URL: 'postgres://rechannel:canary-db@db.example/rechannel',
  PUBLIC_URL: 'https://channels.example',
  SMTP_URL: 'smtps://user:canary-smtp@mail.example',
  RECHANNEL_KEYS: `2026-11:${KEY}`,
  RECHANNEL_AUTH_SECRET: 'canary-auth-secret-of-forty-characters-xx',
  INSTAGRAM_CLIENT_ID: 'instagram-app',
  INSTAGRAM_CLIENT_SECRET: 'canary-app',
}

function configOf(env: Record<string, string>): Config {
  const read = readConfig(env)
  if (read.kind === 'ok') return read.config
  throw new Error(read.mistakes.join('\n'))
}

function mistakesOf(env: Record<string, string>): string[] {
  const read = readConfig(env)
  return read.kind === 'ok' ? [] : read.mistakes
}

describe('the configuration', () => {
  it('is complete without any variable: a sandbox on this machine', () => {
    const config = configOf({})
    expect(config).toMatchObject({
      mode: 'sandbox',
      host: '127.0.0.1',
      port: { number: 3000, chosen: false },
      sandboxPort: { number: 4000, chosen: false },
      sandboxUrl: null,
      publicUrl: null,
      databaseUrl: null,
      dataFolder: 'data',
      keys: [],
      authSecret: null,
      smtpUrl: null,
      contactEmail: 'help@rechannel.example',
      platformName: 'Rechannel',
      mailFrom: 'Rechannel <help@rechannel.example>',
      logLevel: 'info',
    })
    expect(config.apps.tiktok?.clientId).toBe('sandbox-tiktok')
    expect(config.apps.tiktok?.clientSecret.reveal()).toBe('sandbox-tiktok-secret')
  })

  it('reads what a network lets an app ask, and nothing that is no count', () => {
    expect(configOf({}).limits.tiktok).toEqual({ callsPerMinute: null, unitsPerDay: null })
    const { limits } = configOf({ TIKTOK_CALLS_PER_MINUTE: '6000', YOUTUBE_UNITS_PER_DAY: '1000000' })
    expect(limits.tiktok.callsPerMinute).toBe(6_000)
    expect(limits.youtube.unitsPerDay).toBe(1_000_000)
    for (const value of ['0', '-5', '1.5', 'many', '1e9']) {
      expect(mistakesOf({ TIKTOK_CALLS_PER_MINUTE: value })).toEqual([
        `TIKTOK_CALLS_PER_MINUTE is "${value}"; it must be a whole number above 0.`,
      ])
    }
  })

  it('reads when somebody answers, and says what such a line looks like', () => {
    expect(configOf({}).supportHours).toBe(null)
    const { supportHours } = configOf({ SUPPORT_HOURS: 'Mon-Fri 09:00-17:00 Europe/Amsterdam' })
    expect(supportHours?.openings).toHaveLength(5)
    expect(supportHours?.zone).toBe('Europe/Amsterdam')
    expect(mistakesOf({ SUPPORT_HOURS: 'always' })).toEqual([
      'SUPPORT_HOURS is "always"; it must look like "Mon-Fri 09:00-17:00 Europe/Amsterdam", with further days after a comma.',
    ])
  })

  it('takes empty text for what was left out', () => {
    const empty = Object.fromEntries(
      ['HOST', 'PORT', 'RECHANNEL_MODE', 'PUBLIC_URL', 'LOG_LEVEL'].map((name) => [name, ' ']),
    )
    expect(configOf(empty)).toEqual(configOf({}))
  })

  it('is sound for production when everything is given', () => {
    const config = configOf({ ...PRODUCTION, PORT: '8080', PLATFORM_NAME: 'Colony' })
    expect(config).toMatchObject({
      mode: 'production',
      host: '0.0.0.0',
      port: { number: 8080, chosen: true },
    })
    expect(config.publicUrl?.origin).toBe('https://channels.example')
    expect(config.databaseUrl?.reveal()).toBe(PRODUCTION.DATABASE_URL)
    expect(config.keys.map(({ id }) => id)).toEqual(['2026-11'])
    expect(config.mailFrom).toBe('Colony <help@rechannel.example>')
    expect(config.apps.instagram?.clientId).toBe('instagram-app')
    expect(config.apps.youtube).toBeNull()
  })

  it('keeps the order of the keys, because the first one seals', () => {
    const { keys } = configOf({ RECHANNEL_KEYS: `new:${KEY}, old:${KEY}` })
    expect(keys.map(({ id }) => id)).toEqual(['new', 'old'])
  })

  it('lists everything that production lacks at once', () => {
    const mistakes = mistakesOf({ RECHANNEL_MODE: 'production' })
    const names = ['DATABASE_URL', 'PUBLIC_URL', 'SMTP_URL', 'RECHANNEL_KEYS', 'RECHANNEL_AUTH_SECRET']
    expect(mistakes.map((sentence) => sentence.split(' ')[0])).toEqual(names)
  })

  it('never hands the secrets of real apps to pretend networks', () => {
    const { apps } = configOf({ INSTAGRAM_CLIENT_ID: 'real', INSTAGRAM_CLIENT_SECRET: 'real' })
    expect(apps.instagram?.clientId).toBe('sandbox-instagram')
  })

  it('reads what a network’s events are verified with', () => {
    const { apps } = configOf({
      ...PRODUCTION,
      INSTAGRAM_EVENT_SECRETS: 'canary-before-rotation, canary-of-the-meta-app,',
      INSTAGRAM_VERIFY_TOKEN: 'canary-verify',
      YOUTUBE_CLIENT_ID: 'google-app',
      YOUTUBE_CLIENT_SECRET: 'canary-google',
      YOUTUBE_IDENTITY_SCOPES: 'on',
    })
    expect(apps.instagram?.eventSecrets.map((secret) => secret.reveal())).toEqual([
      'canary-before-rotation',
      'canary-of-the-meta-app',
    ])
    expect(apps.instagram?.verifyToken?.reveal()).toBe('canary-verify')
    expect(apps.instagram?.identityScopes).toBe(false)
    expect(apps.youtube).toMatchObject({ eventSecrets: [], verifyToken: null, identityScopes: true })
  })

  it('asks pretend networks who the person is, and answers their questions', () => {
    const { apps } = configOf({ YOUTUBE_IDENTITY_SCOPES: 'off', FACEBOOK_VERIFY_TOKEN: 'of-a-real-app' })
    expect(apps.youtube?.identityScopes).toBe(true)
    expect(apps.facebook?.verifyToken?.reveal()).toBe('sandbox-facebook-verify-token')
  })

  it('does not show a secret, printed or serialized', () => {
    const config = configOf({
      ...PRODUCTION,
      INSTAGRAM_EVENT_SECRETS: 'canary-before-rotation',
      INSTAGRAM_VERIFY_TOKEN: 'canary-verify',
    })
    expect(`${inspect(config, { depth: 9, showHidden: true })}${JSON.stringify(config)}`).not.toMatch(
      /canary|AAAAA/,
    )
  })

  const wrong: [string, Record<string, string>, RegExp][] = [
    ['an unknown mode', { RECHANNEL_MODE: 'live' }, /RECHANNEL_MODE is "live"/],
    ['a port that is no number', { PORT: '80a' }, /PORT is "80a".*1 to 65535/],
    ['a port out of range', { PORT: '70000' }, /PORT/],
    ['port 0', { SANDBOX_PORT: '0' }, /SANDBOX_PORT/],
    ['an open sandbox', { HOST: '0.0.0.0' }, /HOST is "0.0.0.0".*loopback/],
    [
      'a sandbox on a name that only looks like loopback',
      { HOST: '127.0.0.1.example.org' },
      /HOST.*loopback/,
    ],
    ['a host with a port', { ...PRODUCTION, HOST: 'host:80' }, /HOST.*without a port/],
    [
      'a public address without a scheme',
      { PUBLIC_URL: 'channels.example' },
      /PUBLIC_URL must be a whole address/,
    ],
    ['a public address with a path', { PUBLIC_URL: 'https://a.example/b' }, /PUBLIC_URL.*path/],
    ['a public address with a password', { PUBLIC_URL: 'https://u:p@a.example' }, /PUBLIC_URL.*user name/],
    ['a public address without TLS', { ...PRODUCTION, PUBLIC_URL: 'http://a.example' }, /PUBLIC_URL.*https/],
    ['another kind of database', { DATABASE_URL: 'mysql://canary@db/x' }, /DATABASE_URL.*postgres:\/\//],
    ['a database that is no address', { DATABASE_URL: 'canary db' }, /DATABASE_URL/],
    ['a short key', { RECHANNEL_KEYS: 'a:canary' }, /RECHANNEL_KEYS: entry 1 \("a"\).*32 bytes/],
    ['a key without an id', { RECHANNEL_KEYS: KEY }, /RECHANNEL_KEYS: entry 1.*"id:key"/],
    ['two keys with one id', { RECHANNEL_KEYS: `a:${KEY},a:${KEY}` }, /entry 2.*second time/],
    ['a short secret', { RECHANNEL_AUTH_SECRET: 'canary' }, /RECHANNEL_AUTH_SECRET has 6 characters/],
    ['a contact that is no address', { CONTACT_EMAIL: 'help' }, /CONTACT_EMAIL is "help"/],
    [
      'a sender with a line break',
      { MAIL_FROM: 'A <a@b.example>\r\nBcc: x@y.example' },
      /MAIL_FROM must be one line/,
    ],
    ['a name with a line break', { PLATFORM_NAME: 'A\nB' }, /PLATFORM_NAME must be one line/],
    [
      'a mail server by http',
      { SMTP_URL: 'http://canary@mail.example' },
      /SMTP_URL.*smtp:\/\/ or smtps:\/\//,
    ],
    ['an unknown log level', { LOG_LEVEL: 'loud' }, /LOG_LEVEL is "loud"/],
    [
      'an app without its secret',
      { ...PRODUCTION, TIKTOK_CLIENT_ID: 'x' },
      /TIKTOK_CLIENT_SECRET is missing/,
    ],
    [
      'a secret that can be guessed',
      { ...PRODUCTION, INSTAGRAM_EVENT_SECRETS: 'a-long-enough-secret,canary' },
      /INSTAGRAM_EVENT_SECRETS.*16 characters/,
    ],
    [
      'a switch between on and off',
      { ...PRODUCTION, YOUTUBE_IDENTITY_SCOPES: 'yes' },
      /YOUTUBE_IDENTITY_SCOPES is "yes".*"on" or "off"/,
    ],
    [
      'an app without its id',
      { ...PRODUCTION, FACEBOOK_CLIENT_SECRET: 'canary' },
      /FACEBOOK_CLIENT_ID is missing/,
    ],
  ]
  it.each(wrong)('says kindly what is wrong with %s', (_what, env, sentence) => {
    const mistakes = mistakesOf(env)
    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toMatch(sentence)
    expect(mistakes[0]).not.toContain('canary')
  })

  it('allows plain http only for this machine itself', () => {
    expect(configOf({ PUBLIC_URL: 'http://localhost:3000' }).publicUrl?.origin).toBe('http://localhost:3000')
    expect(configOf({ PUBLIC_URL: 'http://[::1]:3000' }).publicUrl?.origin).toBe('http://[::1]:3000')
  })

  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['localhost', true],
    ['::1', true],
    ['[::1]', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.0.0.1.example', false],
    ['192.168.0.1', false],
  ])('knows whether %s is this machine alone: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected)
  })

  it('is described in full by .env.example, which is itself sound', () => {
    const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n')
    const env = Object.fromEntries(
      lines.filter((line) => /^[A-Z_]+=/.test(line)).map((line) => line.split('=', 2)),
    )
    expect(mistakesOf(env)).toEqual([])
    const source = readFileSync(new URL('./config.ts', import.meta.url), 'utf8')
    const read = [...source.matchAll(/'([A-Z]+(?:_[A-Z]+)+|HOST|PORT)'/g)].map(([, name]) => name ?? '')
    expect(read.filter((name) => !(name in env))).toEqual([])
  })
})
