import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { TokenSet } from '../domain/grant.ts'
import { NETWORKS } from '../domain/network.ts'
import { Secret } from '../domain/secret.ts'
import { createNetworks } from './registry.ts'
import { NOW, SECRET, standIn } from './stand-in.ts'

// Short and plain, so that only knowing them helps.
const ACCESS = 'tok-access!1*'
const REFRESH = 'tok-refresh~2'
const PERSON = 'tok-person+3='
const CODE = 'code/4 x'
const VERIFIER = 'verifier.5'

const tokens: TokenSet = {
  access: new Secret(ACCESS),
  accessEndsAt: NOW,
  refresh: new Secret(REFRESH),
  grantEndsAt: NOW,
  person: new Secret(PERSON),
  personEndsAt: NOW,
  scopes: [],
  marks: [],
}
const held = { networkId: '111', tokens }

const SHAPES = [
  (echo: string) => ({
    error: { message: echo, code: echo, error_subcode: echo, fbtrace_id: echo, log_id: echo },
  }),
  (echo: string) => ({ error: echo, error_description: echo, error_subtype: echo, log_id: echo }),
  (echo: string) => ({ error_type: echo, code: 400, error_message: echo }),
  (echo: string) => ({ error: { message: echo, errors: [{ reason: echo }], details: [{ reason: echo }] } }),
  (echo: string) => echo,
]

test.each(NETWORKS)('%s may echo all it was sent; the verdict shows none of it', async (network) => {
  for (const shape of SHAPES) {
    for (const encode of [(text: string) => text, encodeURIComponent]) {
      await using server = await standIn((asked) => {
        const sent = [...asked.query.values(), ...asked.form.values(), asked.authorization ?? '']
        const echo = sent.map(encode).join(' and ')
        return { status: 400, body: shape(echo), headers: { 'x-request-id': encode(ACCESS) } }
      })
      const adapter = createNetworks(() => server.settings)[network]
      const returned = new URLSearchParams({ code: CODE, state: 's' })
      const outcomes = [
        await adapter.exchange({
          returned,
          redirectUri: 'http://localhost/r',
          verifier: new Secret(VERIFIER),
        }),
        await adapter.identify(tokens),
        await adapter.prove(held),
        await adapter.confirm(held),
        await adapter.renew(held),
        await adapter.collect(held),
        ...(network === 'instagram' ? [] : [await adapter.revoke(held)]),
      ]
      for (const outcome of outcomes) {
        expect(outcome.kind).toBe('refused')
        const shown = JSON.stringify(outcome) + inspect(outcome, { depth: 9 })
        for (const secret of [ACCESS, REFRESH, PERSON, CODE, VERIFIER, SECRET]) {
          expect(shown).not.toContain(secret)
          expect(shown).not.toContain(encodeURIComponent(secret))
        }
      }
    }
  }
})
