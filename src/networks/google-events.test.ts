import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Secret } from '../domain/secret.ts'
import type { Received } from './contract.ts'
import { receiveGoogle } from './google-events.ts'
import { googleKeys } from './google-keys.ts'
import { marksOf } from './google-marks.ts'
import { delivery, type SigningKey, securityToken, signingKey } from './signed.ts'
import { type Answered, type Asked, NOW, type StandIn, standIn } from './stand-in.ts'
import { youtube } from './youtube.ts'

const ISSUER = 'https://accounts.google.com/'
const SCHEMA = 'https://schemas.openid.net/secevent/'
const key = signingKey('key-1')
const other = signingKey('key-2')
const REJECTED = { kind: 'rejected', status: 400 }
const UNDECIDED = { kind: 'undecided' }

const person = { subject_type: 'iss-sub', iss: ISSUER, sub: '7375626a656374' }
const claims = (name: string, event: object = {}, more: object = {}) => ({
  iss: ISSUER,
  aud: '1234567890',
  iat: NOW.getTime() / 1000 - 60,
  jti: '756E69717565206964656E746966696572',
  events: { [`${SCHEMA}${name}`]: { subject: person, ...event } },
  ...more,
})
const revoked = claims('oauth/event-type/tokens-revoked')

/** Google's two documents; everything else is not there. */
const google =
  (keys: () => readonly SigningKey[], jwks_uri = 'https://www.googleapis.com/oauth2/v3/certs') =>
  (asked: Asked): Answered => {
    if (asked.path === 'accounts.google.com/.well-known/risc-configuration') {
      return { body: { issuer: ISSUER, jwks_uri } }
    }
    if (asked.path === 'www.googleapis.com/oauth2/v3/certs')
      return { body: { keys: keys().map((one) => one.jwk) } }
    return { status: 404 }
  }

const receiver = (network: StandIn) => {
  const adapter = youtube(network.settings)
  return (token: string): Promise<Received> => adapter.receive(delivery('webhook', token))
}

const receive = async (token: string): Promise<Received> => {
  await using network = await standIn(google(() => [key]))
  return await receiver(network)(token)
}

const only = (received: Received) => {
  if (received.kind !== 'signals') return expect.unreachable(JSON.stringify(received))
  expect(received.status).toBe(202)
  expect(received.signals).toHaveLength(1)
  return received.signals[0]
}

describe('a security event', () => {
  test.each([
    ['oauth/event-type/tokens-revoked', {}, 'revoked', true],
    ['risc/event-type/sessions-revoked', {}, 'security', false],
    ['risc/event-type/account-disabled', { reason: 'hijacking' }, 'security', false],
    ['risc/event-type/account-disabled', { reason: 'bulk-account' }, 'account_unavailable', false],
    ['risc/event-type/account-disabled', {}, 'account_unavailable', false],
    ['risc/event-type/account-enabled', {}, 'not_disconnected', false],
    ['risc/event-type/account-credential-change-required', {}, 'security', false],
    ['risc/event-type/account-purged', {}, 'account_unavailable', true],
  ])('%s %j is about the person: %s', async (name, event, diagnosis, definite) => {
    expect(only(await receive(securityToken(key, claims(name, event))))).toEqual({
      key: 'jti:756E69717565206964656E746966696572',
      at: new Date(NOW.getTime() - 60_000),
      about: { kind: 'person', subject: '7375626a656374', accounts: null },
      verdict: expect.objectContaining({ diagnosis, definite }),
      lostScopes: [],
      erasure: false,
    })
  })

  test('of a test concerns nobody', async () => {
    const events = { [`${SCHEMA}risc/event-type/verification`]: { state: 'hello' } }
    expect(only(await receive(securityToken(key, { ...revoked, events })))).toMatchObject({
      about: null,
      verdict: { diagnosis: 'not_disconnected' },
    })
  })

  const refresh = '1//0abcdefghijklmnopqrstuvwxyz-0123456789'
  const twice = createHash('sha512').update(createHash('sha512').update(refresh).digest()).digest()
  test.each([
    ['its beginning', 'prefix', refresh.slice(0, 16)],
    ['its hash', 'hash_base64_sha512_sha512', twice.toString('base64')],
    ['its hash in the other alphabet', 'hash_base64_sha512_sha512', twice.toString('base64url')],
  ])('of one token names it by %s', async (_, token_identifier_alg, token) => {
    const subject = { subject_type: 'oauth_token', token_type: 'refresh_token', token_identifier_alg, token }
    const signal = only(
      await receive(securityToken(key, claims('oauth/event-type/token-revoked', { subject }))),
    )
    const marks = marksOf(new Secret(refresh))
    expect(signal).toMatchObject({
      about: { kind: 'grant' },
      verdict: { diagnosis: 'revoked', definite: true },
    })
    expect(marks).toContain(signal?.about?.kind === 'grant' ? signal.about.mark : null)
    expect(marks).toHaveLength(2)
    expect(JSON.stringify([signal, marks])).not.toContain(refresh.slice(0, 8))
  })

  test.each([
    [
      'a token in a way we do not know',
      { subject_type: 'oauth_token', token_type: 'refresh_token', token: 'x' },
    ],
    [
      'an access token',
      {
        subject_type: 'oauth_token',
        token_type: 'access_token',
        token_identifier_alg: 'prefix',
        token: 'ya29.0123456789a',
      },
    ],
    ['another provider’s person', { ...person, iss: 'https://login.example/' }],
    ['a person who is a path', { ...person, sub: '../1' }],
    ['nobody', undefined],
  ])('about %s is taken note of, and that is all', async (_, subject) => {
    const token = securityToken(key, claims('oauth/event-type/token-revoked', { subject }))
    expect(await receive(token)).toEqual({ kind: 'signals', status: 202, signals: [] })
  })

  test.each(['https://accounts.google.com', 'accounts.google.com', ISSUER])(
    'may write the person’s issuer as %s',
    async (iss) => {
      const subject = { subject_type: 'id_token_claims', iss, sub: '42', email: 'a@b.example' }
      const signal = only(
        await receive(securityToken(key, claims('risc/event-type/sessions-revoked', { subject }))),
      )
      expect(signal?.about).toEqual({ kind: 'person', subject: '42', accounts: null })
      expect(JSON.stringify(signal)).not.toContain('a@b.example')
    },
  )

  test('is ours in a list of audiences, long after its `exp`, and with a long name', async () => {
    const jti = 'x'.repeat(5_000)
    const token = securityToken(key, { ...revoked, aud: ['another', '1234567890'], exp: 1, jti })
    const signal = only(await receive(token))
    expect(signal?.key.length).toBeLessThanOrEqual(200)
    expect(only(await receive(token))?.key).toBe(signal?.key)
  })

  test('without a type counts as one', async () => {
    expect((await receive(securityToken(key, revoked, { typ: undefined }))).kind).toBe('signals')
    expect((await receive(securityToken(key, revoked, { typ: 'application/secevent+jwt' }))).kind).toBe(
      'signals',
    )
  })

  test('of a plain type counts, because Google names none', async () => {
    await using network = await standIn(google(() => [key]))
    const read = await receiver(network)(securityToken(key, revoked, { typ: 'JWT' }))
    expect(read).toMatchObject({ kind: 'signals', status: 202 })
  })

  test('of another type is refused, and an operator hears of it', async () => {
    await using network = await standIn(google(() => [key]))
    expect(await receiver(network)(securityToken(key, revoked, { typ: 'at+jwt' }))).toEqual(REJECTED)
    expect(network.warned).toMatchObject([{ type: 'at+jwt' }])
    // Only what Google has signed is worth a line.
    expect(
      await receiver(network)(securityToken({ ...other, id: key.id }, revoked, { typ: 'at+jwt' })),
    ).toEqual(REJECTED)
    expect(network.warned).toHaveLength(1)
  })
})

describe('what is refused', () => {
  const good = securityToken(key, revoked)
  const [header = '', payload = '', signature = ''] = good.split('.')
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const withHeader = (fields: object) => `${encode(fields)}.${payload}.${signature}`
  const byPublicKey = (material: string) => {
    const signed = `${encode({ alg: 'HS256', kid: key.id })}.${payload}`
    return `${signed}.${createHmac('sha256', material).update(signed).digest('base64url')}`
  }

  test.each([
    ['nothing', ''],
    ['no algorithm', withHeader({ alg: 'none', kid: key.id })],
    ['no algorithm and no signature', `${encode({ alg: 'none', kid: key.id })}.${payload}.`],
    ['another algorithm over the public key', byPublicKey(key.pem)],
    ['the same over the key as JSON', byPublicKey(JSON.stringify(key.jwk))],
    ['another algorithm of the family', withHeader({ alg: 'PS256', kid: key.id })],
    ['a key of its own', securityToken(other, revoked, { kid: key.id, jwk: other.jwk })],
    ['an address of a key of its own', securityToken(key, revoked, { jku: 'https://evil.test/keys' })],
    ['a certificate of its own', securityToken(key, revoked, { x5u: 'https://evil.test/cert' })],
    ['demands on us', securityToken(key, revoked, { crit: ['exp'], exp: 1 })],
    ['no key named', securityToken(key, revoked, { kid: undefined })],
    ['a key that does not exist', securityToken(key, revoked, { kid: 'nobody' })],
    ['another key’s signature', securityToken({ ...other, id: key.id }, revoked)],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${good}.${signature}`],
    ['two dots', good.replace('.', '..')],
    ['white space', ` ${good}`],
    ['a line end', `${good}\n`],
    ['JSON', JSON.stringify(revoked)],
    ['another audience', securityToken(key, { ...revoked, aud: 'another' })],
    ['no audience', securityToken(key, { ...revoked, aud: undefined })],
    ['an empty list of audiences', securityToken(key, { ...revoked, aud: [] })],
    ['the issuer of ID tokens', securityToken(key, { ...revoked, iss: 'https://accounts.google.com' })],
    ['no issuer', securityToken(key, { ...revoked, iss: undefined })],
    ['no name', securityToken(key, { ...revoked, jti: undefined })],
    ['no time', securityToken(key, { ...revoked, iat: undefined })],
    ['a time to come', securityToken(key, { ...revoked, iat: NOW.getTime() / 1000 + 7_200 })],
    ['a time long past', securityToken(key, { ...revoked, iat: NOW.getTime() / 1000 - 40 * 86_400 })],
    ['no event, as an ID token has none', securityToken(key, { ...revoked, events: undefined })],
    ['claims that are no object', securityToken(key, [revoked])],
    ['twenty thousand characters and more', securityToken(key, { ...revoked, more: 'x'.repeat(20_000) })],
  ])('%s', async (_, token) => {
    expect(await receive(token)).toEqual(REJECTED)
  })

  test('a GET, and the other doors are not there', async () => {
    await using network = await standIn(google(() => [key]))
    const adapter = youtube(network.settings)
    expect(await adapter.receive({ ...delivery('webhook', good), method: 'GET' })).toEqual(REJECTED)
    for (const door of ['deauthorize', 'deletion'] as const) {
      expect(await adapter.receive(delivery(door, good))).toEqual({ kind: 'not_offered' })
    }
    expect(network.asked).toEqual([])
  })
})

describe('Google’s keys', () => {
  const MINUTE = 60_000
  const HOUR = 60 * MINUTE
  /** A receiver whose real time is moved by the test. */
  const timed = (network: StandIn) => {
    const clock = { now: 1_000_000 }
    const keys = googleKeys(network.settings, () => clock.now)
    const send = (token: string) => receiveGoogle(network.settings, keys, delivery('webhook', token))
    return { clock, send }
  }
  const good = securityToken(key, revoked)
  const forged = securityToken(other, revoked)

  test('are asked for once, by however many at the same time', async () => {
    await using network = await standIn(google(() => [key]))
    const { send, clock } = timed(network)
    const received = await Promise.all(Array.from({ length: 50 }, () => send(good)))
    expect(received.every((one) => one.kind === 'signals')).toBe(true)
    expect(network.asked.map((one) => one.path)).toEqual([
      'accounts.google.com/.well-known/risc-configuration',
      'www.googleapis.com/oauth2/v3/certs',
    ])
    clock.now += HOUR - 1
    await send(good)
    expect(network.asked).toHaveLength(2)
    clock.now += 1
    await send(good)
    expect(network.asked).toHaveLength(4)
  })

  test('are asked for again when a new one signs, and forgers cannot make us ask more than once a minute', async () => {
    const published = [key]
    await using network = await standIn(google(() => published))
    const { send, clock } = timed(network)
    await send(good)
    expect(await send(forged)).toEqual(REJECTED)
    expect(network.asked).toHaveLength(2)
    clock.now += MINUTE
    for (let turn = 0; turn < 100; turn += 1) expect(await send(forged)).toEqual(REJECTED)
    expect(network.asked).toHaveLength(4)
    published.push(other)
    clock.now += MINUTE
    expect((await send(forged)).kind).toBe('signals')
  })

  test('that cannot be had leave it undecided, and Google alone for a while', async () => {
    let down = true
    const answer = google(() => [key])
    await using network = await standIn((asked) => (down ? { status: 503 } : answer(asked)))
    const { send, clock } = timed(network)
    for (let turn = 0; turn < 10; turn += 1) expect(await send(good)).toEqual(UNDECIDED)
    expect(network.asked).toHaveLength(1)
    down = false
    clock.now += 5_000
    expect((await send(good)).kind).toBe('signals')
    // Once had, they bridge an outage of a day and no longer; a stranger's key is then nobody's to judge.
    down = true
    clock.now += 23 * HOUR
    expect((await send(good)).kind).toBe('signals')
    clock.now += HOUR
    expect(await send(good)).toEqual(UNDECIDED)
    expect(await send(forged)).toEqual(UNDECIDED)
  })

  test.each([
    'https://evil.test/keys',
    'http://www.googleapis.com/oauth2/v3/certs',
    'https://www.googleapis.com:8443/oauth2/v3/certs',
    'https://www.googleapis.com@evil.test/oauth2/v3/certs',
    'https://www.googleapis.com.evil.test/oauth2/v3/certs',
    'file:///etc/passwd',
    '',
  ])('are not taken from %j', async (address) => {
    await using network = await standIn(google(() => [key], address))
    expect(await timed(network).send(good)).toEqual(UNDECIDED)
    expect(network.asked).toHaveLength(1)
  })

  test.each([
    ['a redirect', { status: 302, headers: { location: 'https://evil.test/' } }],
    ['a page', { body: '<html>' }],
    ['no keys', { body: { keys: [] } }],
    ['more than we read', { body: 'x'.repeat(1_000_001) }],
    ['keys of another kind', { body: { keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'key-1', alg: 'HS256' }] } }],
    [
      'a key that is too short to be safe',
      { body: { keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'key-1' }] } },
    ],
    ['keys for secrets', { body: { keys: [{ ...key.jwk, use: 'enc' }] } }],
  ])('that are %s count as none', async (_, answered: Answered) => {
    const answer = google(() => [])
    await using network = await standIn((asked) => (asked.path.includes('certs') ? answered : answer(asked)))
    const received = await timed(network).send(good)
    expect(['undecided', 'rejected']).toContain(received.kind)
  })

  test('that are no keys spoil none of the others', async () => {
    const answer = google(() => [])
    const list = [null, 7, { kid: 'a' }, { kty: 'RSA', kid: 'b', n: '!', e: '?' }, key.jwk]
    await using network = await standIn((asked) =>
      asked.path.includes('certs') ? { body: { keys: list } } : answer(asked),
    )
    expect((await timed(network).send(good)).kind).toBe('signals')
  })
})
