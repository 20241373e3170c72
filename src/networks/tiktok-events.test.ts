import { describe, expect, test } from 'vitest'
import { Secret } from '../domain/secret.ts'
import type { AdapterSettings } from './contract.ts'
import { delivery, tiktokSigned } from './signed.ts'
import { NOW, SECRET } from './stand-in.ts'
import { tiktok } from './tiktok.ts'

const settings: AdapterSettings = {
  clientId: 'bwo2m45353a6k85',
  clientSecret: new Secret(SECRET),
  eventSecrets: [new Secret('the-secret-before-this-one')],
  verifyToken: null,
  identityScopes: false,
  origin: () => expect.unreachable('verifying needs no network'),
  now: () => NOW,
  deadlineMs: 1_000,
  warn: () => expect.unreachable('nothing to warn of'),
}
const adapter = tiktok(settings)
const SECONDS = NOW.getTime() / 1000
const REJECTED = { kind: 'rejected', status: 401 }

const told = {
  client_key: 'bwo2m45353a6k85',
  event: 'authorization.removed',
  create_time: 1_763_800_000,
  user_openid: '-000abc-d_e',
  content: '{"reason": 1 }',
}
const body = (more: object = {}) => JSON.stringify({ ...told, ...more })

const signalOf = async (text: string, at = SECONDS) => {
  const received = await adapter.receive(tiktokSigned(text, at))
  if (received.kind !== 'signals') return expect.unreachable(JSON.stringify(received))
  expect(received.status).toBe(200)
  expect(received.signals).toHaveLength(1)
  return received.signals[0]
}

describe('a removed authorization', () => {
  test.each([
    [0, 'ambiguous_reconnect', 'unknown'],
    [1, 'revoked', 'confirmed'],
    [2, 'account_unavailable', 'confirmed'],
    [3, 'account_unavailable', 'confirmed'],
    [4, 'account_unavailable', 'confirmed'],
    [5, 'revoked', 'confirmed'],
    [99, 'ambiguous_reconnect', 'unknown'],
  ])('for reason %i is %s', async (reason, diagnosis, confidence) => {
    // The token is dead when the event arrives, whatever the reason, so each of them settles it.
    expect(await signalOf(body({ content: JSON.stringify({ reason }) }))).toMatchObject({
      at: new Date(1_763_800_000_000),
      about: { kind: 'account', id: '-000abc-d_e' },
      verdict: { diagnosis, confidence, definite: true, evidence: { subcode: String(reason) } },
      lostScopes: [],
      erasure: false,
    })
  })

  test.each(['', 'no JSON', '{"reason":"because"}', '[1]', '{'.repeat(50_000)])(
    'with the content %j has no reason',
    async (content) => {
      expect(await signalOf(body({ content: content.slice(0, 50_000) }))).toMatchObject({
        verdict: { diagnosis: 'ambiguous_reconnect', definite: true },
      })
    },
  )

  test('of nobody concerns nobody, and a token in place of an id is not kept', async () => {
    expect((await signalOf(body({ user_openid: undefined })))?.about).toBeNull()
    const slip = await signalOf(body({ user_openid: 'act.0123456789abcdef' }))
    expect(slip?.about).toBeNull()
    expect(JSON.stringify(slip)).not.toContain('act.')
  })

  test('has one key for all its deliveries, and another when anything in it differs', async () => {
    const key = (await signalOf(body()))?.key
    expect((await signalOf(body(), SECONDS - 3_600))?.key).toBe(key)
    expect((await signalOf(JSON.stringify(Object.fromEntries(Object.entries(told).reverse()))))?.key).toBe(
      key,
    )
    for (const more of [{ create_time: 1_763_800_001 }, { user_openid: 'b' }, { content: '{"reason":2}' }]) {
      expect((await signalOf(body(more)))?.key).not.toBe(key)
    }
  })
})

describe('a delivery', () => {
  test.each(['video.publish.completed', 'video.upload.failed', 'portability.download.ready', undefined, 7])(
    'of %j is taken note of, and that is all',
    async (event) => {
      expect(await adapter.receive(tiktokSigned(body({ event }), SECONDS))).toEqual({
        kind: 'signals',
        status: 200,
        signals: [],
      })
    },
  )

  test.each([
    ['now', 0, true],
    ['after three days of repetitions', -72 * 3600, true],
    ['after a week and an hour', -169 * 3600, false],
    ['from next week', 169 * 3600, false],
  ])('signed %s', async (_, seconds, isGood) => {
    const received = await adapter.receive(tiktokSigned(body(), SECONDS + seconds))
    expect(received.kind).toBe(isGood ? 'signals' : 'rejected')
  })

  test('may be signed with the secret before this one, and with no other', async () => {
    const by = (secret: string) => adapter.receive(tiktokSigned(body(), SECONDS, secret))
    expect((await by('the-secret-before-this-one')).kind).toBe('signals')
    expect(await by('somebody-elses-secret')).toEqual(REJECTED)
  })

  test('for another app is not ours', async () => {
    for (const client_key of ['another', '', undefined, 7, ['bwo2m45353a6k85']]) {
      expect(await adapter.receive(tiktokSigned(body({ client_key }), SECONDS))).toEqual(REJECTED)
    }
  })

  const signed = tiktokSigned(body(), SECONDS)
  const signature = signed.headers['tiktok-signature'] ?? ''
  test.each([
    ['no signature', ''],
    ['the time changed', signature.replace(/t=\d+/, `t=${SECONDS - 1}`)],
    ['two times', `t=${SECONDS},${signature}`],
    ['two signatures', `${signature},s=${'0'.repeat(64)}`],
    ['the header twice', `${signature}, ${signature}`],
    ['a time that is none', signature.replace(/t=\d+/, 't=now')],
    ['a signature in capitals', signature.toUpperCase()],
  ])('with %s is refused', async (_, header) => {
    const sent = { ...signed, headers: { 'tiktok-signature': header } }
    expect(await adapter.receive(sent)).toEqual(REJECTED)
  })

  test('that is signed and no object is refused', async () => {
    for (const text of ['', 'x', '[]', 'null', '['.repeat(200_000)]) {
      expect(await adapter.receive(tiktokSigned(text, SECONDS))).toEqual(REJECTED)
    }
  })

  test('comes to the webhook by POST or not at all', async () => {
    expect(await adapter.receive({ ...signed, method: 'GET' })).toEqual(REJECTED)
    for (const door of ['deauthorize', 'deletion'] as const) {
      expect(await adapter.receive({ ...signed, door })).toEqual({ kind: 'not_offered' })
    }
    expect(await adapter.receive(delivery('webhook', body()))).toEqual(REJECTED)
  })
})
