/** The way back from a network, in every way it should not go. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NETWORKS, type Network } from '../src/domain/network.ts'
import { confirmConnect } from '../src/usecases/channel/confirm-connect.ts'
import { listChannels } from '../src/usecases/channel/list-channels.ts'
import { readOutcome } from '../src/usecases/channel/read-outcome.ts'
import { startConnect } from '../src/usecases/channel/start-connect.ts'
import { showProfile } from '../src/usecases/insight/show-profile.ts'
import { newState } from '../src/vault/random.ts'
import { count, times } from './counted.ts'
import { AISHA, DIEGO, HENRIK, LINA, NOOR, TOMAS } from './pretend-accounts.ts'
import { arrive, cardOf, connect, goAndReturn, openWorld, type Visitor, type World } from './world.ts'

let world: World
let visitors = 0
beforeAll(async () => {
  world = await openWorld({ engine: 'postgres' })
})
afterAll(() => world[Symbol.asyncDispose]())

/** Somebody new each time, so that tests share a world and nothing else. */
function somebody(): Promise<Visitor> {
  visitors++
  return world.visitor(`visitor-${visitors}`)
}

async function tokenCalls(): Promise<number> {
  const { calls } = (await world.control('GET', '/calls')) as { calls: { path: string; method: string }[] }
  return calls.filter((call) => /access_token$|\/token\/?$/.test(call.path)).length
}

async function channelsOf(visitor: Visitor): Promise<number> {
  return (await listChannels(world.app, { creatorId: visitor.creatorId })).cards.length
}

const going = { network: 'youtube' as Network, consent: NOOR.own }

describe('a return that nothing here began', () => {
  it('without a state is refused, and nothing is exchanged', async () => {
    const visitor = await somebody()
    const back = await goAndReturn(world, visitor, going)
    back.searchParams.delete('state')
    const before = await tokenCalls()
    expect(await arrive(world, visitor, 'youtube', back)).toMatchObject({
      kind: 'problem',
      problem: 'no_state',
    })
    expect(await tokenCalls()).toBe(before)
  })

  it('with any other state is refused in one and the same way', async () => {
    const visitor = await somebody()
    const back = await goAndReturn(world, visitor, going)
    const state = back.searchParams.get('state') ?? ''
    const flipped = (state.startsWith('A') ? 'B' : 'A') + state.slice(1)
    const before = await tokenCalls()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constantFrom(flipped, state.slice(0, -1), `${state}A`, state.toLowerCase(), ` ${state}`),
          fc.string({ minLength: 1 }),
          fc.constant(null).map(() => newState()),
        ),
        async (other) => {
          if (other === state) return
          back.searchParams.set('state', other)
          const returned = await arrive(world, visitor, 'youtube', back)
          count('forgedReturns', { tried: 1, accepted: returned.kind === 'outcome' ? 1 : 0 })
          expect(returned).toMatchObject({ problem: 'not_open' })
        },
      ),
      { numRuns: times({ test: 300, trust: 10_000 }) },
    )
    expect(await tokenCalls()).toBe(before)
  })

  it('is exchanged exactly once when it arrives fifty times at once', async () => {
    const visitor = await somebody()
    const back = await goAndReturn(world, visitor, going)
    const before = await tokenCalls()
    const returned = await Promise.all(
      Array.from({ length: 50 }, () => arrive(world, visitor, 'youtube', back)),
    )
    expect(returned.filter((one) => one.kind === 'outcome')).toHaveLength(1)
    expect(await tokenCalls()).toBe(before + 1)
  })

  it('is refused when it is older than ten minutes', async () => {
    const visitor = await somebody()
    const back = await goAndReturn(world, visitor, going)
    await world.advance('10m')
    const before = await tokenCalls()
    expect(await arrive(world, visitor, 'youtube', back)).toMatchObject({ problem: 'not_open' })
    expect(await tokenCalls()).toBe(before)
  })

  it("is refused in another person's browser, links nothing there, and cannot be used afterwards", async () => {
    const [attacker, victim] = [await somebody(), await somebody()]
    const back = await goAndReturn(world, attacker, going)
    const before = await tokenCalls()
    expect(await arrive(world, victim, 'youtube', back)).toMatchObject({ problem: 'other_browser' })
    expect(await arrive(world, attacker, 'youtube', back)).toMatchObject({ problem: 'not_open' })
    expect(await tokenCalls()).toBe(before)
    expect([await channelsOf(victim), await channelsOf(attacker)]).toEqual([0, 0])
  })

  it('is refused in another browser of the same person', async () => {
    const visitor = await somebody()
    const back = await goAndReturn(world, visitor, going)
    const elsewhere = { ...visitor, sessionId: 'another-session' }
    expect(await arrive(world, elsewhere, 'youtube', back)).toMatchObject({ problem: 'other_browser' })
  })

  it('is left alone when nobody is signed in', async () => {
    const visitor = await somebody()
    const back = await goAndReturn(world, visitor, going)
    expect(await arrive(world, null, 'youtube', back)).toMatchObject({ problem: 'signed_out' })
    expect(await arrive(world, visitor, 'youtube', back)).toMatchObject({ kind: 'outcome' })
  })

  it.each(NETWORKS.filter((network) => network !== 'youtube'))(
    "one network's code on the path of %s goes to nobody",
    async (other) => {
      const visitor = await somebody()
      const back = await goAndReturn(world, visitor, going)
      const before = await tokenCalls()
      expect(await arrive(world, visitor, other, back)).toMatchObject({ problem: 'not_open' })
      expect(await tokenCalls()).toBe(before)
    },
  )

  it.each([
    ['state twice', (back: URL) => back.searchParams.append('state', 'x'), 'no_state'],
    ['code twice', (back: URL) => back.searchParams.append('code', 'x'), 'no_state'],
    ['an empty state', (back: URL) => back.searchParams.set('state', ''), 'no_state'],
    ['a foreign issuer', (back: URL) => back.searchParams.set('iss', 'https://evil.example'), 'not_open'],
    [
      'an issuer that only ends alike',
      (back: URL) => back.searchParams.set('iss', 'https://notaccounts.google.com'),
      'not_open',
    ],
  ])('with %s is refused before anything is exchanged', async (_, spoil, problem) => {
    const visitor = await somebody()
    const back = await goAndReturn(world, visitor, going)
    spoil(back)
    const before = await tokenCalls()
    expect(await arrive(world, visitor, 'youtube', back)).toMatchObject({ problem })
    expect(await tokenCalls()).toBe(before)
  })
})

describe('an error in the return', () => {
  it('wins over a code beside it', async () => {
    const visitor = await somebody()
    const back = await goAndReturn(world, visitor, going)
    back.searchParams.set('error', 'access_denied')
    const before = await tokenCalls()
    const returned = await arrive(world, visitor, 'youtube', back)
    expect(returned.kind).toBe('outcome')
    expect(await tokenCalls()).toBe(before)
    expect(await channelsOf(visitor)).toBe(0)
  })

  it.each([['<script>alert(1)</script>'], ['one\r\nset-cookie: a=b'], [`\u202e${'x'.repeat(100_000)}`]])(
    'with hostile words stays out of the log whole: %#',
    async (words) => {
      const visitor = await somebody()
      const back = await goAndReturn(world, visitor, going)
      back.searchParams.set('error', 'server_error')
      back.searchParams.set('error_description', words)
      const from = world.log.length
      expect((await arrive(world, visitor, 'youtube', back)).kind).toBe('outcome')
      for (const line of world.log.slice(from)) {
        expect(line.length).toBeLessThan(2_000)
        expect(line.trimEnd()).not.toMatch(/[\r\n\u202e]/)
      }
    },
  )

  it('cancelled at the network, an existing connection stays as it was', async () => {
    const visitor = await somebody()
    await connect(world, visitor, { network: 'instagram', consent: TOMAS.frames })
    const before = await cardOf(world, visitor, 'instagram')
    const result = await connect(world, visitor, {
      network: 'instagram',
      channelId: before.id,
      consent: { ...TOMAS.frames, cancel: true },
    })
    expect(result).toEqual({ kind: 'cancelled' })
    expect((await cardOf(world, visitor, 'instagram')).state).toEqual(before.state)
  })
})

describe('who came back', () => {
  it('a new account waits for a yes: nothing is stored before it', async () => {
    const visitor = await somebody()
    const back = await goAndReturn(world, visitor, { network: 'youtube', consent: NOOR.brand })
    const returned = await arrive(world, visitor, 'youtube', back)
    if (returned.kind !== 'outcome') throw new Error(returned.problem)
    expect(await channelsOf(visitor)).toBe(0)
    const stranger = await somebody()
    const networkIds = [NOOR.brand.channel]
    expect(await confirmConnect(world.app, { outcomeId: returned.id, person: stranger, networkIds })).toEqual(
      {
        kind: 'gone',
      },
    )
    expect(await readOutcome(world.app, { outcomeId: returned.id, person: stranger })).toBeNull()
    await confirmConnect(world.app, { outcomeId: returned.id, person: visitor, networkIds })
    expect(await channelsOf(visitor)).toBe(1)
    // The button pressed twice adds nothing and loses nothing.
    await confirmConnect(world.app, { outcomeId: returned.id, person: visitor, networkIds })
    expect(await channelsOf(visitor)).toBe(1)
  })

  it('a yes that is pressed twice at once is one yes', async () => {
    const visitor = await somebody()
    const back = await goAndReturn(world, visitor, { network: 'youtube', consent: DIEGO.youtube })
    const returned = await arrive(world, visitor, 'youtube', back)
    if (returned.kind !== 'outcome') throw new Error(returned.problem)
    const yes = { outcomeId: returned.id, person: visitor, networkIds: [DIEGO.youtube.channel] }
    await Promise.all([confirmConnect(world.app, yes), confirmConnect(world.app, yes)])
    const view = await readOutcome(world.app, { outcomeId: returned.id, person: visitor })
    const { id } = await cardOf(world, visitor, 'youtube')
    expect(view?.result).toMatchObject({ kind: 'connected', channelIds: [id] })
    expect(await channelsOf(visitor)).toBe(1)
  })

  it('a new account that nobody confirms is forgotten with its tokens after half an hour', async () => {
    const visitor = await somebody()
    const back = await goAndReturn(world, visitor, { network: 'tiktok', consent: DIEGO.tiktok })
    const returned = await arrive(world, visitor, 'tiktok', back)
    if (returned.kind !== 'outcome') throw new Error(returned.problem)
    const held = () =>
      world.app.store.db.selectFrom('connect_outcome').select('id').where('id', '=', returned.id).execute()
    expect(await held()).toHaveLength(1)
    await world.advance('31m')
    expect(await held()).toHaveLength(0)
    expect(await channelsOf(visitor)).toBe(0)
  })

  it('another account than the channel is refused: old tokens and history stay', async () => {
    const visitor = await somebody()
    await connect(world, visitor, { network: 'instagram', consent: TOMAS.tapas })
    const { id: channelId } = await cardOf(world, visitor, 'instagram')
    const result = await connect(world, visitor, {
      network: 'instagram',
      channelId,
      consent: LINA.instagram.consent,
    })
    expect(result).toMatchObject({
      kind: 'wrong_account',
      expected: '@tomas.tapas',
      used: [{ name: '@lina.k' }],
    })
    expect(await channelsOf(visitor)).toBe(1)
    expect((await cardOf(world, visitor, 'instagram')).state.kind).toBe('connected')
  })

  it("an account of another creator's is refused without naming them", async () => {
    const [owner, other] = [await somebody(), await somebody()]
    await connect(world, owner, { network: 'tiktok', consent: LINA.tiktok.consent })
    const result = await connect(world, other, { network: 'tiktok', consent: LINA.tiktok.consent })
    expect(result).toEqual({ kind: 'belongs_to_another', used: ['@lina.k'] })
    expect(await channelsOf(other)).toBe(0)
  })

  it('ids above 2^53 are kept to the last digit', async () => {
    const visitor = await somebody()
    await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
    const row = await world.app.store.db
      .selectFrom('channel')
      .select('network_id')
      .where('creator_id', '=', visitor.creatorId)
      .executeTakeFirstOrThrow()
    expect(row.network_id).toBe('17841480573224741')
  })

  it('two Pages behind one login are two channels when both are wanted', async () => {
    const visitor = await somebody()
    const result = await connect(world, visitor, { network: 'facebook', consent: HENRIK.facebook })
    expect(result).toMatchObject({ kind: 'connected', again: false })
    expect(await channelsOf(visitor)).toBe(2)
  })

  it('a personal Instagram account ends in a clear no', async () => {
    const visitor = await somebody()
    expect(await connect(world, visitor, { network: 'instagram', consent: AISHA.instagram })).toEqual({
      kind: 'cancelled',
    })
    expect(await channelsOf(visitor)).toBe(0)
  })

  it('a permission that was left out makes the channel limited, says which, and shows none of its numbers', async () => {
    const visitor = await somebody()
    const analytics = 'https://www.googleapis.com/auth/yt-analytics.readonly'
    const result = await connect(world, visitor, {
      network: 'youtube',
      consent: { ...LINA.youtube.consent, decline: [analytics] },
    })
    expect(result).toMatchObject({ kind: 'connected', missing: ['numbers'] })
    const card = await cardOf(world, visitor, 'youtube')
    expect(card.state).toMatchObject({ kind: 'limited', missingScopes: [analytics] })
    const profile = await showProfile(world.app, { handle: `visitor-${visitors}` })
    const [channel] = profile?.channels ?? []
    if (channel?.kind !== 'verified') throw new Error('not verified')
    expect(channel.readings.map((reading) => reading.metric)).not.toContain('watch_minutes_28d')
    expect(channel.gaps).toContainEqual({ metric: 'watch_minutes_28d', why: 'permission_missing' })

    // Fixing it asks for nothing but what is missing, and leaves the channel whole.
    const going = { network: 'youtube' as Network, channelId: card.id, consent: LINA.youtube.consent }
    const started = await startConnect(world.app, {
      person: visitor,
      creatorId: visitor.creatorId,
      network: 'youtube',
      channelId: card.id,
    })
    const asked = started.kind === 'go' ? started.url.searchParams : null
    const identity = ['openid', 'email']
    expect(
      asked
        ?.get('scope')
        ?.split(' ')
        .filter((scope) => !identity.includes(scope)),
    ).toEqual([analytics])
    expect(await connect(world, visitor, going)).toMatchObject({
      kind: 'connected',
      again: true,
      missing: [],
    })
    expect((await cardOf(world, visitor, 'youtube')).state.kind).toBe('connected')
  })

  it('a part that was asked for alone and adds up to nothing is asked for whole the next time', async () => {
    const visitor = await somebody()
    const analytics = 'https://www.googleapis.com/auth/yt-analytics.readonly'
    const consent = { ...NOOR.own, decline: [analytics] }
    await connect(world, visitor, { network: 'youtube', consent })
    const { id: channelId } = await cardOf(world, visitor, 'youtube')
    // What was given before is gone at Google, and nobody has looked since.
    await world.happen('youtube', NOOR.own.account, 'remove-app')
    const going = { network: 'youtube' as Network, channelId, consent: NOOR.own }
    expect(await connect(world, visitor, going)).toMatchObject({ kind: 'permission_missing' })
    const whole = await startConnect(world.app, {
      person: visitor,
      creatorId: visitor.creatorId,
      network: 'youtube',
      channelId,
      everything: true,
    })
    expect(whole.kind === 'go' ? whole.url.searchParams.get('scope') : '').toContain('youtube.readonly')
  })
})

describe.each([
  ['HTML', { kind: 'html' }],
  ['nothing', { kind: 'empty' }],
  ['half a body', { kind: 'cut' }],
  ['a huge body', { kind: 'huge' }],
  ['a reset connection', { kind: 'reset' }],
  ['503', { kind: 'status', status: 503 }],
  ['429', { kind: 'status', status: 429 }],
])('when the network answers the exchange with %s', (_, fault) => {
  it.each(NETWORKS)('%s stays as it was, and the person is told', async (network) => {
    const visitor = await somebody()
    const consent = LINA[network].consent
    const back = await goAndReturn(world, visitor, { network, consent })
    await world.fault({ network, ...fault, times: 1 })
    const returned = await arrive(world, visitor, network, back)
    await world.control('DELETE', '/faults')
    if (returned.kind !== 'outcome') throw new Error(returned.problem)
    const view = await readOutcome(world.app, { outcomeId: returned.id, person: visitor })
    expect(view?.result).toMatchObject({ kind: 'refused' })
    expect(['transient', 'rate_limited']).toContain(
      view?.result.kind === 'refused' ? view.result.diagnosis : '',
    )
    expect(await channelsOf(visitor)).toBe(0)
  })
})

it('no token, code or state of any of this is in the log', async () => {
  const text = world.log.join('')
  expect(text).not.toMatch(/ya29\.|\bEAA\w{10}|\bIGA\w{10}|act\.\w{8}|rft\.\w{8}|1\/\/\w/)
  expect(text).not.toMatch(/[?&](code|state)=(?!\[hidden\])/)
})
