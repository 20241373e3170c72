import { describe, expect, test } from 'vitest'
import type { TokenSet } from '../domain/grant.ts'
import { NETWORKS } from '../domain/network.ts'
import { Secret } from '../domain/secret.ts'
import type { Adapter, Held } from './contract.ts'
import { diagnose } from './diagnose.ts'
import { createNetworks } from './registry.ts'
import { NOW, standIn } from './stand-in.ts'

const tokens: TokenSet = {
  access: new Secret('a-token'),
  accessEndsAt: NOW,
  refresh: new Secret('r-token'),
  grantEndsAt: NOW,
  person: new Secret('p-token'),
  personEndsAt: NOW,
  scopes: ['openid', 'user.info.profile', 'user.info.stats', 'video.list', 'read_insights'],
  marks: [],
}
const held: Held = { networkId: '111', tokens }

const VERBS: readonly [string, (adapter: Adapter) => Promise<unknown>][] = [
  [
    'exchange',
    (adapter) =>
      adapter.exchange({
        returned: new URLSearchParams({ code: 'c' }),
        redirectUri: 'https://app.test/r',
        verifier: new Secret('v'.repeat(43)),
      }),
  ],
  ['identify', (adapter) => adapter.identify(tokens)],
  ['prove', (adapter) => adapter.prove(held)],
  ['confirm', (adapter) => adapter.confirm(held)],
  ['renew', (adapter) => adapter.renew(held)],
  ['collect', (adapter) => adapter.collect(held)],
  ['posts', (adapter) => adapter.posts(held)],
  ['pastDays', (adapter) => adapter.pastDays(held, { from: '2026-09-01', to: '2026-11-21' })],
]

/** Nothing to say is an answer here. */
const NUMBERS = new Set(['collect', 'posts', 'pastDays'])

/** Deep enough to be trouble for whoever walks it, and not too deep to be read. */
const deep = (inner: string) => `${'{"data":['.repeat(1_500)}${inner}${']}'.repeat(1_500)}`

const BODIES: readonly [string, string][] = [
  ['a number', '7'],
  ['null', 'null'],
  ['a list of lists', `${'['.repeat(2_000)}${']'.repeat(2_000)}`],
  ['brackets that stay open', '['.repeat(500_000)],
  ['a deep object', deep('1')],
  ['an error that is deep', `{"error":${deep('"x"')}}`],
  ['text inside text inside text', JSON.stringify(JSON.stringify(JSON.stringify('{"error":{"code":190}}')))],
  [
    'a prototype',
    '{"__proto__":{"error":{"code":190,"error_subcode":458}},"data":{"__proto__":{"is_valid":false}}}',
  ],
  [
    'names of what every object has',
    '{"constructor":{"error":{"code":190}},"toString":1,"hasOwnProperty":2}',
  ],
  [
    'fields of the wrong kind',
    '{"access_token":{},"expires_in":[],"data":"x","items":7,"id":[1],"user_id":true,"error":[]}',
  ],
  ['a token with a line break', '{"access_token":"a\\r\\nb","refresh_token":"a\\nb","expires_in":3600}'],
  ['broken letters', '\u0000\ufffd{"a"'],
]

describe.each(NETWORKS)('%s, answered with', (network) => {
  test.each(BODIES)('%s, concludes nothing', async (_, body) => {
    for (const status of [200, 400, 500]) {
      await using server = await standIn(() => ({ status, body }))
      const adapter = createNetworks(() => server.settings)[network]
      for (const [verb, call] of VERBS) {
        const outcome = await call(adapter)
        // A refusal of ours to read it, or numbers that are all missing; never a loss that is settled.
        expect(JSON.stringify(outcome), verb).not.toContain('"definite":true')
        expect(JSON.stringify(outcome), verb).not.toContain('"readings":[{')
        expect(JSON.stringify(outcome), verb).not.toContain('"posts":[{')
        if (!NUMBERS.has(verb)) expect(outcome, verb).toHaveProperty('kind', expect.not.stringMatching('ok'))
      }
    }
  })
})

describe('words without end', () => {
  const unit = [
    'access token ',
    'oauth token ',
    'authorization code ',
    'requires the ',
    'account ',
    'app_id ',
    'submit ',
  ]
  test.each(unit)('%j a hundred thousand times is read at once', (words) => {
    const message = words.repeat(100_000)
    const started = performance.now()
    for (const network of NETWORKS) {
      for (const call of ['api', 'token_exchange', 'token_refresh', 'authorize_redirect'] as const) {
        const body = { error: { code: 1, message, errors: [{ reason: message }] } }
        expect(diagnose({ network, call, httpStatus: 400, body }).definite).toBe(false)
      }
    }
    // Without a bound on the words that are read, one of these alone takes longer.
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
