import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { count } from '../../test/counted.ts'
import { Secret } from '../domain/secret.ts'
import type { AdapterSettings, Delivery, Received } from './contract.ts'
import { facebook } from './facebook.ts'
import { instagram } from './instagram.ts'
import {
  delivery,
  hubSigned,
  type SigningKey,
  securityToken,
  signedRequest,
  signingKey,
  tiktokSigned,
} from './signed.ts'
import { NOW, SECRET, standIn } from './stand-in.ts'
import { tiktok } from './tiktok.ts'
import { youtube } from './youtube.ts'

/** How many forgeries are tried of each kind; their seeds are fixed, so every run tries the same. */
const FORGERIES = 100_000
/** A true delivery comes in between this often, so that refusing everything would be noticed. */
const HONEST_EVERY = 500
const TIME_LIMIT_MS = 120_000

type Random = { below(limit: number): number; pick<T>(list: readonly T[]): T }
type Forge = (random: Random) => Delivery
type Kind = {
  seed: number
  receive(sent: Delivery): Promise<Received>
  honest: readonly Delivery[]
  forgers: readonly Forge[]
  /** Says the same in another envelope, so taking it is right. */
  isHonest?(sent: Delivery): boolean
  rejected: Received
}

const settings: AdapterSettings = {
  clientId: '1234567890',
  clientSecret: new Secret(SECRET),
  eventSecrets: [new Secret('the-secret-before-this-one')],
  verifyToken: null,
  identityScopes: false,
  origin: () => expect.unreachable('verifying needs no network'),
  now: () => NOW,
  deadlineMs: 5_000,
  warn: () => undefined,
}
const SECONDS = NOW.getTime() / 1000
const OTHER_SECRETS = ['', 'x', `${SECRET}x`, SECRET.slice(1), SECRET.toUpperCase(), '1234567890'] as const

async function expectNoneAccepted(kind: Kind): Promise<void> {
  const random = seeded(kind.seed)
  const known = new Set(kind.honest.map(textOf))
  const accepted: Delivery[] = []
  const odd: Received[] = []
  let honestTaken = 0
  for (let tried = 0; tried < FORGERIES; tried += 1) {
    if (tried % HONEST_EVERY === 0) {
      expect((await kind.receive(random.pick(kind.honest))).kind).toBe('signals')
      honestTaken += 1
    }
    const forged = forgery(kind, known, random)
    const received = await kind.receive(forged)
    if (received.kind === 'signals') accepted.push(forged)
    else if (JSON.stringify(received) !== JSON.stringify(kind.rejected)) odd.push(received)
  }
  count('forgedEvents', { tried: FORGERIES, accepted: accepted.length, honestTaken })
  expect(accepted).toEqual([])
  // One answer to all of them, whatever was wrong.
  expect(odd).toEqual([])
}

/** A change that changed nothing is no forgery, and is drawn again. */
function forgery(kind: Kind, known: ReadonlySet<string>, random: Random): Delivery {
  for (;;) {
    const forged = random.pick(kind.forgers)(random)
    if (!known.has(textOf(forged)) && !kind.isHonest?.(forged)) return forged
  }
}

describe('of a hundred thousand forgeries none is accepted', () => {
  test('of a signed_request, at both doors of both networks', { timeout: TIME_LIMIT_MS }, async () => {
    const [atInstagram, atFacebook] = [instagram(settings), facebook(settings)]
    const payloads = Array.from({ length: 8 }, (_, index) =>
      JSON.stringify({ algorithm: 'HMAC-SHA256', issued_at: SECONDS - index, user_id: `21847${index}` }),
    )
    const requests = payloads.map((payload) => signedRequest(payload))
    const honest = requests.map((request, index) =>
      delivery(index % 2 === 0 ? 'deauthorize' : 'deletion', `signed_request=${request}`),
    )
    const form = (text: string) => delivery('deauthorize', `signed_request=${text}`)
    await expectNoneAccepted({
      seed: 1,
      receive: async (sent) => {
        const [first, second] = [await atInstagram.receive(sent), await atFacebook.receive(sent)]
        if (second.kind !== first.kind) expect.unreachable('The two networks disagree.')
        return first
      },
      honest,
      isHonest: ({ body }) => {
        const sent = new URLSearchParams(Buffer.from(body).toString('latin1')).getAll('signed_request')
        return sent.length === 1 && requests.includes((sent[0] ?? '').replace('=.', '.'))
      },
      rejected: { kind: 'rejected', status: 401 },
      forgers: [
        ...bytesChanged(honest),
        ({ pick }) => form(signedRequest(pick(payloads), pick(OTHER_SECRETS))),
        // One delivery's signature over another one's words.
        ({ pick }) => form(`${pick(requests).split('.')[0]}.${pick(requests).split('.')[1]}`),
        ({ pick }) => form(pick(requests).replace('.', pick(['', '..', '.x.', ',', '%2E%2E', '.=']))),
        ({ pick }) => form(pick(requests).replace(/^[^.]+/, pick(['', '=', 'A'.repeat(43), '!'.repeat(43)]))),
        ({ pick }) => form(`${pick(requests)}${pick(['=', '%00', '.', '%2B', '%0A', '%20'])}`),
        ({ pick }) => form(`${pick(requests)}&signed_request=${pick(requests)}`),
        // Signed as it should be, with words that are not what they should be.
        ({ pick }) =>
          form(
            signedRequest(pick(payloads).replace('HMAC-SHA256', pick(['none', 'HS256', 'hmac-sha256', '']))),
          ),
        ({ pick }) => form(signedRequest(rewritten(pick(payloads), pick), pick(OTHER_SECRETS))),
        ({ pick, below }) => form(`${pick(requests)}${'A'.repeat(below(30_000))}.`),
      ],
    })
  })

  test('of changed permissions under X-Hub-Signature-256', { timeout: TIME_LIMIT_MS }, async () => {
    const adapter = facebook(settings)
    const bodies = Array.from({ length: 8 }, (_, index) =>
      JSON.stringify({
        object: 'permissions',
        entry: [
          {
            id: '0',
            uid: `1021${index}`,
            time: SECONDS - index,
            changes: [{ field: 'read_insights', value: { verb: 'revoked', target_ids: [`${index}`] } }],
          },
        ],
      }),
    )
    const honest = bodies.map((body) => hubSigned(body))
    await expectNoneAccepted({
      seed: 2,
      receive: (sent) => adapter.receive(sent),
      honest,
      rejected: { kind: 'rejected', status: 401 },
      forgers: [
        ...bytesChanged(honest),
        ...signatureChanged(honest, bodies, (body, secret) => hubSigned(body, secret)),
      ],
    })
  })

  test('of TikTok’s events under TikTok-Signature', { timeout: TIME_LIMIT_MS }, async () => {
    const adapter = tiktok(settings)
    const bodies = Array.from({ length: 8 }, (_, index) =>
      JSON.stringify({
        client_key: '1234567890',
        event: 'authorization.removed',
        create_time: SECONDS - index,
        user_openid: `person-${index}`,
        content: '{"reason":1}',
      }),
    )
    const honest = bodies.map((body, index) => tiktokSigned(body, SECONDS - index * 3_600))
    await expectNoneAccepted({
      seed: 3,
      receive: (sent) => adapter.receive(sent),
      honest,
      rejected: { kind: 'rejected', status: 401 },
      forgers: [
        ...bytesChanged(honest),
        ...signatureChanged(honest, bodies, (body, secret) => tiktokSigned(body, SECONDS, secret)),
        // A true signature of another moment.
        ({ pick, below }) => {
          const sent = pick(honest)
          const signature = (sent.headers['tiktok-signature'] ?? '').replace(
            /t=\d+/,
            `t=${SECONDS - below(90_000)}`,
          )
          return { ...sent, headers: { 'tiktok-signature': signature } }
        },
        ({ pick, below }) => tiktokSigned(pick(bodies), SECONDS - 8 * 86_400 - below(1e8)),
        ({ pick }) =>
          tiktokSigned(pick(bodies).replace('1234567890', pick(['', '0', '12345678901'])), SECONDS),
      ],
    })
  })

  test('of Google’s security events', { timeout: TIME_LIMIT_MS }, async () => {
    const key = signingKey('key-1')
    const strangers = [signingKey('key-2'), signingKey('key-1')]
    const ours = (index: number, more: object = {}) => ({
      iss: 'https://accounts.google.com/',
      aud: '1234567890',
      iat: SECONDS - index,
      jti: `event-${index}`,
      events: {
        'https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked': {
          subject: { subject_type: 'iss-sub', iss: 'https://accounts.google.com/', sub: `10${index}` },
        },
      },
      ...more,
    })
    const tokens = Array.from({ length: 8 }, (_, index) => securityToken(key, ours(index)))
    const honest = tokens.map((token) => delivery('webhook', token))
    const wrong = wrongTokens(key, strangers, ours)
    await using google = await standIn(({ path }) =>
      path.includes('risc')
        ? {
            body: {
              issuer: 'https://accounts.google.com/',
              jwks_uri: 'https://www.googleapis.com/oauth2/v3/certs',
            },
          }
        : { body: { keys: [key.jwk] } },
    )
    const adapter = youtube({ ...google.settings, warn: () => undefined })
    const part = (token: string, index: number) => token.split('.')[index] ?? ''
    await expectNoneAccepted({
      seed: 4,
      receive: (sent) => adapter.receive(sent),
      honest,
      rejected: { kind: 'rejected', status: 400 },
      forgers: [
        ...bytesChanged(honest),
        ({ pick }) => delivery('webhook', pick(wrong)),
        ({ pick }) => delivery('webhook', hmacWithPublicKey(key, pick(tokens), pick)),
        // Parts of different tokens.
        ({ pick }) =>
          delivery('webhook', `${part(pick(tokens), 0)}.${part(pick(tokens), 1)}.${part(pick(tokens), 2)}`),
        ({ pick }) => delivery('webhook', pick(tokens).replace('.', pick(['', '..', '.x.', ',', '. ']))),
        ({ pick }) => delivery('webhook', `${pick(tokens)}${pick(['.', '=', 'A', ' ', '\n', '\0'])}`),
        ({ pick, below }) => delivery('webhook', `${pick(tokens)}${'A'.repeat(below(40_000))}`),
      ],
    })
    // A forger's many keys did not make us ask Google again and again.
    expect(google.asked.length).toBeLessThanOrEqual(2 * (1 + TIME_LIMIT_MS / 60_000))
  })
})

/** Bits flipped, bytes cut, doubled, put in and taken out, in the body and in the headers. */
function bytesChanged(honest: readonly Delivery[]): readonly Forge[] {
  const inBody =
    (change: (bytes: Buffer, random: Random) => Buffer): Forge =>
    (random) => {
      const sent = random.pick(honest)
      return { ...sent, body: change(Buffer.from(sent.body), random) }
    }
  const bit = (bytes: Buffer, { below }: Random): Buffer => {
    const at = below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8))
    return bytes
  }
  return [
    inBody(bit),
    inBody((bytes, random) => bit(bit(bytes, random), random)),
    inBody((bytes, { below }) => bytes.subarray(0, below(bytes.length))),
    inBody((bytes, { below }) => bytes.subarray(1 + below(bytes.length - 1))),
    inBody((bytes, { below }) => {
      const at = below(bytes.length)
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([below(256)]), bytes.subarray(at)])
    }),
    inBody((bytes, { below }) => {
      const at = below(bytes.length)
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(4))])
    }),
    inBody((bytes) => Buffer.concat([bytes, bytes])),
    inBody((_bytes, { below }) => Buffer.from(Array.from({ length: below(300) }, () => below(256)))),
    (random) => {
      const sent = random.pick(honest)
      const [name, value] = Object.entries(sent.headers)[0] ?? ['x-nothing', 'x']
      const changed = bit(Buffer.from(value), random).toString('latin1')
      return Object.keys(sent.headers).length === 0
        ? { ...sent, body: bit(Buffer.from(sent.body), random) }
        : { ...sent, headers: { [name]: changed } }
    },
  ]
}

/** Other secrets, other signatures, no signature, two of them, and JSON that only means the same. */
function signatureChanged(
  honest: readonly Delivery[],
  bodies: readonly string[],
  sign: (body: string, secret: string) => Delivery,
): readonly Forge[] {
  const withHeader =
    (change: (value: string, random: Random) => string): Forge =>
    (random) => {
      const sent = random.pick(honest)
      const headers = Object.entries(sent.headers).map(([name, value]) => [name, change(value, random)])
      return { ...sent, headers: Object.fromEntries(headers) }
    }
  return [
    ({ pick }) => sign(pick(bodies), pick(OTHER_SECRETS)),
    ({ pick }) => ({ ...pick(honest), headers: pick(honest).headers }),
    ({ pick }) => ({ ...pick(honest), headers: {} }),
    ({ pick }) => ({ ...pick(honest), body: Buffer.from(rewritten(pick(bodies), pick)) }),
    withHeader((value) => value.toUpperCase()),
    withHeader((value) => `${value}, ${value}`),
    withHeader((value, { pick }) => `${value}${pick([' ', ',', '00', '=', ';s=0'])}`),
    withHeader((value) => value.replace(/[0-9a-f]{64}$/, '')),
    withHeader((value) => value.replace(/[0-9a-f]{64}$/, '0'.repeat(64))),
    withHeader((value) => value.slice(0, -2)),
    withHeader((value) => Buffer.from(value.slice(-64), 'hex').toString('base64')),
    ({ pick, below }) => ({ ...pick(honest), body: Buffer.alloc(below(100_000), pick(['{', 'a', ' '])) }),
  ]
}

/** The same JSON in another order, with other white space, or with one word more. */
function rewritten(body: string, pick: Random['pick']): string {
  const value = JSON.parse(body) as Record<string, unknown>
  return pick([
    () => JSON.stringify(Object.fromEntries(Object.entries(value).reverse())),
    () => JSON.stringify(value, null, 1),
    () => ` ${body}`,
    () => `${body}\n`,
    () => body.replace('{', '{"x":1,'),
    () => body.replace(/"(\w+)"/, '"\\u00' + '61$1"'),
  ])()
}

function wrongTokens(
  key: SigningKey,
  strangers: readonly SigningKey[],
  ours: (index: number, more?: object) => object,
): readonly string[] {
  const unsigned = (header: object) =>
    `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${Buffer.from(JSON.stringify(ours(1))).toString('base64url')}.`
  const headers = [
    {},
    { jwk: strangers[0]?.jwk },
    { jku: 'https://evil.test/keys' },
    { x5u: 'https://evil.test/c' },
  ]
  return [
    ...strangers.flatMap((stranger) =>
      headers.flatMap((header) => [
        securityToken(stranger, ours(1), header),
        securityToken({ ...stranger, id: key.id }, ours(2), header),
      ]),
    ),
    ...['none', 'None', 'NONE', '', 'HS256', 'RS384', 'PS256', 'ES256', 'EdDSA'].flatMap((alg) => [
      unsigned({ alg, kid: key.id }),
      securityToken(key, ours(3), { alg }),
    ]),
    ...[
      { aud: 'another' },
      { aud: ['another'] },
      { aud: null },
      { iss: 'https://accounts.google.com' },
      { iss: 'https://evil.test/' },
      { jti: '' },
      { iat: SECONDS + 86_400 },
      { iat: SECONDS - 90 * 86_400 },
      { iat: 'now' },
      { events: {} },
      { events: null },
    ].map((more) => securityToken(key, ours(4, more))),
  ]
}

/** The oldest trick: the public key, which everybody has, as the secret of an HMAC. */
function hmacWithPublicKey(key: SigningKey, token: string, pick: Random['pick']): string {
  const header = Buffer.from(
    JSON.stringify({ alg: 'HS256', kid: key.id, typ: pick(['JWT', 'secevent+jwt']) }),
  )
  const signed = `${pick([header.toString('base64url'), token.split('.')[0]])}.${token.split('.')[1]}`
  const secret = pick([key.pem, key.pem.trim(), JSON.stringify(key.jwk)])
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

function textOf({ door, method, headers, body }: Delivery): string {
  return `${door} ${method} ${JSON.stringify(headers)} ${Buffer.from(body).toString('latin1')}`
}

/** mulberry32: small, fast, and the same everywhere. */
function seeded(seed: number): Random {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return { below, pick: (list) => list[below(list.length)] as (typeof list)[number] }
}
