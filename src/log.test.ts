import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Secret } from './domain/secret.ts'
import { createLog, type LogOptions, scrub, seldom } from './log.ts'

function lines(options: Partial<LogOptions> = {}) {
  const written: string[] = []
  const log = createLog({ level: 'debug', form: 'json', ...options, write: (line) => written.push(line) })
  return { log, written }
}

const CANARIES = {
  graph: 'EAAcanary0123456789',
  instagram: 'IGAAcanary0123456789',
  google: 'ya29.canary-0123456789',
  googleRefresh: '1//0canary-0123456789',
  googleCode: '4/0AcanaryABCDEFGHIJK',
  tiktok: 'act.canary!4521.va',
  tiktokRefresh: 'rft.canary!4521.va',
  googleSecret: 'GOCSPX-canary_abc',
  jwt: 'eyJhbGciOiJI.canary.canary',
}

describe('scrubbing', () => {
  it.each(Object.entries(CANARIES))('hides the shape of a %s token anywhere', (_name, token) => {
    for (const text of [
      token,
      `got ${token}.`,
      `{"x":"${token}"}`,
      `https://a.example/p/${token}?y=1`,
      `(${token})`,
    ]) {
      expect(scrub(text)).not.toContain('canary')
    }
  })

  it.each([
    'https://graph.example/me?fields=id&access_token=canary&x=1',
    'https://a.example/cb?code=canary%23_&state=canary-2',
    'client_secret=canary&grant_type=x',
    'fb_exchange_token=canary',
    '{"access_token":"canary","expires_in":3600}',
    '{"body":"{\\"refresh_token\\":\\"canary\\"}"}',
    '{"body":"{\\\\\\"refresh_token\\\\\\":\\\\\\"canary\\\\\\"}"}',
    'redirect=https%3A%2F%2Fa.example%3Fcode%3Dcanary',
    'redirect=https%3A%2F%2Fa.example%3Faccess_token%3Dcanary',
    'Authorization: Bearer canary-0123456789',
    '{"authorization":"Bearer canary-0123456789"}',
    '{"headers":{"set-cookie":["rechannel.session_token=canary; Path=/"]}}',
    'cookie: a=1; b=canary',
    'set-cookie: __Host-rechannel.session_token=canary.abc; Path=/',
    'error with Bearer canary-0123456789 in it',
    'code_verifier=canary',
    'verifier: canary',
    'signed_request=canary.canary',
    '/sign-in/link?token=canary&next=/',
    "{ access_token: 'canary' }",
    'password=canary',
  ])('hides the value in %s', (text) => {
    expect(scrub(text)).not.toContain('canary')
  })

  it.each([
    'error_code=190 error_subcode=463',
    '{"code":"ECONNREFUSED","state":"disconnected"}',
    '{"level":"info","msg":"The act was fine; contact.example answered"}',
    '{"expires_in":5183944,"token_type":null}',
    'channel chn_0123456789abcdefghjkmnpqrs lost its connection',
    'Basic research and OAuth in general',
  ])('leaves alone: %s', (text) => {
    expect(scrub(text)).toBe(text)
  })

  it('does the same again to its own result', () => {
    const text = '{"access_token":"canary","h":"cookie: a=canary"} ya29.canary?code=canary'
    expect(scrub(scrub(text))).toBe(scrub(text))
  })

  it.each([
    'token'.repeat(20_000),
    `token${'\\'.repeat(100_000)}`,
    `token${' '.repeat(100_000)}=`,
    'eyJ-'.repeat(25_000),
    'act.'.repeat(25_000),
    'EAA-'.repeat(25_000),
    'cookie: "'.repeat(10_000),
    'cookie:'.repeat(15_000),
    'Bearer '.repeat(15_000),
    '%3Dcode%3D'.repeat(10_000),
    'state='.repeat(15_000),
    '1//'.repeat(30_000),
  ])('gets through a long and hostile text in time (%#)', (text) => {
    const from = performance.now()
    scrub(text)
    expect(performance.now() - from).toBeLessThan(1_000)
  })
})

describe('the log', () => {
  it('prints no canary, however it was handed over', () => {
    const { log, written } = lines()
    const error = Object.assign(new Error('reply: access_token=canary-a'), {
      config: { headers: { authorization: 'Bearer canary-b' } },
      cause: new Error('inner ya29.canary-0123456789'),
    })
    log.error(
      { error, err: error, url: new URL('https://a.example/?code=canary-c') },
      'failed with state=canary-d',
    )
    log.warn(
      {
        accessToken: 'canary-e',
        headers: { Cookie: 'x=canary-f' },
        nested: { deep: { password: 'canary-g' } },
      },
      'x',
    )
    log.info(
      { secret: new Secret('canary-h'), list: [new Secret('canary-i')], bytes: Buffer.from('canary-j') },
      'x',
    )
    log.debug(
      { form: 'client_secret=canary-k&code=canary-l', headers: new Headers({ cookie: 'canary-m' }) },
      'x',
    )
    log.child({ token: 'canary-n' }).info({}, 'x')
    expect(written).toHaveLength(5)
    expect(written.join('')).not.toContain('canary')
    for (const line of written) expect(() => JSON.parse(line)).not.toThrow()
  })

  it('keeps what helps: code, message, stack and cause of an error', () => {
    const { log, written } = lines()
    const error = Object.assign(new Error('refused', { cause: new Error('why') }), { code: 'ECONNREFUSED' })
    log.error({ error, channel: 'chn_1', tries: 3 }, 'The call failed')
    expect(JSON.parse(written[0] ?? '')).toMatchObject({
      level: 'error',
      msg: 'The call failed',
      channel: 'chn_1',
      tries: 3,
      error: { name: 'Error', code: 'ECONNREFUSED', message: 'refused', cause: { message: 'why' } },
    })
    expect(written[0]).toContain('log.test.ts')
  })

  it('says nothing below its level', () => {
    const { log, written } = lines({ level: 'warn' })
    log.info({}, 'quiet')
    log.debug({}, 'quieter')
    expect(written).toEqual([])
  })

  it('carries the fields of a child on every line', () => {
    const { log, written } = lines()
    log.child({ job: 'tend' }).child({ run: 7 }).info({ n: 1 }, 'x')
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ job: 'tend', run: 7, n: 1 })
  })

  it.each(['json', 'readable'] as const)('cannot be made to forge a second line (%s)', (form) => {
    const { log, written } = lines({ form })
    log.info({ name: 'a\nlevel=error b\u2028c' }, 'one\r\ntwo\u202e')
    const text = written.join('')
    expect(written).toHaveLength(1)
    expect(text.trimEnd().split(/[\r\n\u2028]/)).toHaveLength(1)
    expect(text).not.toContain('\u202e')
  })

  it('says the same words once in a while, and other words at once', () => {
    let now = 0
    const said: string[] = []
    const warn = seldom(
      60_000,
      (fields, message) => said.push(`${message} ${fields.version}`),
      () => now,
    )
    const speak = () => {
      warn({ version: 'v25.0' }, 'Old.')
      warn({ version: 'v24.0' }, 'Old.')
    }
    speak()
    now = 59_999
    speak()
    expect(said).toEqual(['Old. v25.0', 'Old. v24.0'])
    now = 60_000
    speak()
    expect(said).toHaveLength(4)
    for (let index = 0; index < 5_000; index += 1) warn({ version: String(index) }, 'New.')
    expect(said).toHaveLength(5_004)
  })

  it('reads well in the sandbox', () => {
    const { log, written } = lines({ form: 'readable' })
    log.info({ channel: 'chn_1', state: 'connected', n: 2 }, 'Looked after a channel')
    expect(written[0]).toMatch(
      /^\d\d:\d\d:\d\d info {2}Looked after a channel channel=chn_1 state=connected n=2\n$/,
    )
  })

  it('survives what cannot be printed', () => {
    const { log, written } = lines()
    const circle: Record<string, unknown> = { n: 1n, f: () => 1, s: Symbol('x'), d: new Date(Number.NaN) }
    circle.self = circle
    log.info({ circle, map: new Map([['a', 'canary']]) }, 'x')
    expect(inspect(written)).toContain('invalid date')
  })
})
