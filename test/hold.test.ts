/** A network that refuses too much at once, and one that is down: nothing is lost to either, and nobody is told to reconnect. */
import { describe, expect, it } from 'vitest'
import { eventsOf } from '../src/store/events.ts'
import { beginHold, lastHoldOf } from '../src/store/network-holds.ts'
import { listChannels } from '../src/usecases/channel/list-channels.ts'
import { lendToken } from '../src/usecases/channel/use-token.ts'
import { isHeld, networksHeld, releaseByHand, undoLosses } from '../src/usecases/network/hold-network.ts'
import { crowd, LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type Visitor, type World } from './world.ts'

type CrowdNetwork = 'instagram' | 'tiktok'
const MANY = 24

describe('many channels that a network suddenly doubts', () => {
  it('keep their connections, show as delayed, and are back when it takes the refusal back', async () => {
    await using opened = await many('tiktok')
    const { world, visitor } = opened
    await refuseAll(world, 'tiktok')
    await lookAtAll(world)
    expect(await states(opened)).toMatchObject({ delayed: MANY })
    expect(await isHeld(world.app, 'tiktok')).toBe(true)
    expect(await networksHeld(world.app)).toEqual(new Set(['tiktok']))
    expect(errors(world)).toEqual([expect.stringContaining('refuses too much at once')])
    expect((await listChannels(world.app, { creatorId: visitor.creatorId })).needYou).toBe(0)

    // Long enough for every second look, with the refusals going on.
    await world.advance('4h', '1h')
    expect(await states(opened)).toMatchObject({ delayed: MANY })
    expect(await eventKinds(opened)).not.toContain('lost')

    await world.control('DELETE', '/faults')
    await world.advance('3h', '30m')
    expect(await isHeld(world.app, 'tiktok')).toBe(false)
    expect(await states(opened)).toEqual({ connected: MANY })
    expect((await lastHoldOf(world.app.store.db, 'tiktok'))?.endedBy).toBe('probes')
  })

  it('are lost after all, one by one, where they are truly gone and the others are well', async () => {
    await using opened = await many('tiktok', 40)
    const { world } = opened
    for (let number = 1; number <= 22; number++)
      await world.happen('tiktok', crowd.tiktok(number), 'remove-app')
    await lookAtAll(world)
    expect(await isHeld(world.app, 'tiktok')).toBe(true)
    expect((await states(opened)).delayed).toBeGreaterThan(20)
    await world.advance('12h', '1h')
    expect(await states(opened)).toEqual({ connected: 18, reconnect: 22 })
    expect(await isHeld(world.app, 'tiktok')).toBe(false)
  })

  it('stay held until an operator decides, where nobody is well', async () => {
    await using opened = await many('tiktok')
    const { world } = opened
    await refuseAll(world, 'tiktok')
    await lookAtAll(world)
    await world.advance('2d', '6h')
    expect(await isHeld(world.app, 'tiktok')).toBe(true)
    expect(await states(opened)).toEqual({ delayed: MANY })
    expect(await releaseByHand(world.app, 'tiktok', 'ops@rechannel.example')).toBe(true)
    expect(await releaseByHand(world.app, 'tiktok', 'ops@rechannel.example')).toBe(false)
    await world.advance('3h', '15m')
    expect((await states(opened)).reconnect).toBe(MANY)
    expect(await isHeld(world.app, 'tiktok')).toBe(false)
  })
})

describe('many channels whose loss a network suddenly calls settled', () => {
  it('are lost no further than the threshold, and one action takes that back', async () => {
    await using opened = await many('instagram')
    const { world } = opened
    await refuseAll(world, 'instagram')
    await lookAtAll(world)
    const held = await states(opened)
    expect(held.reconnect).toBeLessThanOrEqual(20)
    expect((held.reconnect ?? 0) + (held.delayed ?? 0)).toBe(MANY)
    expect(errors(world)).toHaveLength(1)

    await world.control('DELETE', '/faults')
    expect(await undoLosses(world.app, 'instagram')).toBe(held.reconnect)
    expect(await states(opened)).toEqual({ delayed: MANY })
    expect(await undoLosses(world.app, 'instagram')).toBe(0)
    await world.advance('3h', '30m')
    expect(await states(opened)).toEqual({ connected: MANY })
    expect(await isHeld(world.app, 'instagram')).toBe(false)
    const corrected = (await eventKinds(opened)).filter((kind) => kind === 'corrected')
    expect(corrected).toHaveLength(held.reconnect ?? 0)
  })

  it('are lost no further than that, either, where ambiguous evidence was held before', async () => {
    await using opened = await many('instagram')
    const { world } = opened
    const { db } = world.app.store
    const held = { scope: 'ambiguous', why: 'suspect', counted: 21, usual: 0, channels: MANY } as const
    await beginHold(db, { network: 'instagram', beganAt: world.app.clock.now(), ...held })
    await refuseAll(world, 'instagram')
    await lookAtAll(world)
    expect((await states(opened)).reconnect).toBeLessThanOrEqual(20)
    expect((await lastHoldOf(db, 'instagram'))?.scope).toBe('all')
    expect(errors(world)).toEqual([expect.stringContaining('settles too many losses at once')])
  })

  it('are lost at once where it is a few', async () => {
    await using opened = await many('instagram')
    const { world, visitor } = opened
    for (let number = 1; number <= 20; number++)
      await world.happen('instagram', crowd.instagram(number), 'remove-app')
    await lookAtAll(world)
    expect(await states(opened)).toEqual({ connected: MANY - 20, reconnect: 20 })
    expect((await listChannels(world.app, { creatorId: visitor.creatorId })).needYou).toBe(20)
    expect(await isHeld(world.app, 'instagram')).toBe(false)
    expect(await undoLosses(world.app, 'instagram')).toBeNull()
  })

  it('are lost whatever their number, where their own end has come', async () => {
    await using opened = await many('tiktok')
    const { world } = opened
    await world.advance('181d', 'none')
    await lookAtAll(world)
    expect(await isHeld(world.app, 'tiktok')).toBe(false)
    expect(await states(opened)).toEqual({ reconnect: MANY })
  })
})

it('a network that refuses our own app is held, and single settled losses still go through', async () => {
  await using opened = await many('tiktok', 4)
  const { world } = opened
  const body = { error: 'invalid_client', error_description: 'Client key is incorrect.' }
  await world.fault({ network: 'tiktok', times: null, kind: 'status', status: 400, body })
  await world.advance('3h', 'none')
  await lookAtAll(world)
  expect(await isHeld(world.app, 'tiktok')).toBe(true)
  expect(await states(opened)).toEqual({ connected: 4 })
  await world.advance('2d')
  expect(await states(opened)).toEqual({ delayed: 4 })
  await world.control('DELETE', '/faults')
  await world.advance('4h', '1h')
  expect(await isHeld(world.app, 'tiktok')).toBe(false)
  expect(await states(opened)).toEqual({ connected: 4 })
  world.log.splice(0)
})

describe('a network that is asked too much', () => {
  it.each([
    ['no wish', undefined, 60],
    ['a wish that makes sense', '120', 120],
    ['a negative wish', '-1', 60],
    ['thirty years', '1000000000', 3600],
    ['a day in 1970', 'Thu, 01 Jan 1970 00:00:00 GMT', 60],
  ])(
    'and names %s is left alone for a bounded while by every worker, and no connection is touched',
    async (_, wish, most) => {
      await using opened = await many('tiktok', 2)
      const { world, visitor } = opened
      const other = await world.worker()
      const headers = wish === undefined ? {} : { 'retry-after': wish }
      const body = { error: { code: 'rate_limit_exceeded', message: 'Too many.' } }
      const read = { host: 'open.tiktokapis.com', path: '/v2/user/info', kind: 'status', status: 429, body }
      await world.fault({ ...read, headers })
      await lookAtAll(world)
      expect(await states(opened)).toEqual({ connected: 2 })
      const allowance = await other.gates.tiktok.allowance(40)
      const until = allowance.kind === 'none' ? allowance.until : null
      const pausedMs = (until?.getTime() ?? 0) - world.app.clock.now().getTime()
      expect(pausedMs).toBeGreaterThan(0)
      expect(pausedMs).toBeLessThanOrEqual(most * 1_000)
      await world.advance('1d', '6h')
      expect(await states(opened)).toEqual({ connected: 2 })
      expect((await listChannels(world.app, { creatorId: visitor.creatorId })).needYou).toBe(0)
    },
  )
})

describe('a network that is down', () => {
  it('for three days takes nothing away, is asked now and then, and comes back gently while others go on', async () => {
    await using opened = await many('tiktok', 12)
    const { world, visitor } = opened
    await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
    await world.fault({
      network: 'tiktok',
      times: null,
      kind: 'status',
      status: 503,
      body: '<html>down</html>',
    })
    await world.advance('1d', '6h')
    await world.control('DELETE', '/calls')
    await world.advance('2d', '6h')
    // Eight steps, and at each a probe that may take two calls; not twelve channels.
    expect((await callsTo(world, 'open.tiktokapis.com')).length).toBeLessThanOrEqual(16)
    expect(await states(opened)).toEqual({ delayed: 12 })
    expect((await cardOf(world, visitor, 'instagram')).state.kind).toBe('connected')
    expect(world.log.filter((line) => line.includes('A network is down'))).toHaveLength(1)

    await world.control('DELETE', '/faults')
    await world.control('DELETE', '/calls')
    await world.advance('16m')
    const first = new Set(await callsTo(world, 'open.tiktokapis.com')).size
    expect(first).toBeGreaterThan(0)
    await world.advance('1d', '2h')
    expect(await states(opened)).toEqual({ connected: 12 })
    expect(await eventKinds(opened)).not.toContain('lost')
  })

  it('is no place to spend a token: who asks for one is told to come back', async () => {
    await using opened = await many('tiktok', 6)
    const { world, ids } = opened
    await world.advance('3h', 'none')
    await world.fault({ network: 'tiktok', times: null, kind: 'status', status: 503 })
    const ask = (channelId: string) =>
      lendToken(world.app, { channelId, askedBy: 'key', purpose: 'test', minLifeSeconds: 0 })
    // A reading that was on its way before the fault may still be answered, and starts the count again.
    await expect
      .poll(async () => (await ask(ids[0] ?? '')).kind, { timeout: 30_000, interval: 20 })
      .toBe('busy')
    await world.control('DELETE', '/calls')
    expect(await ask(ids[5] ?? '')).toMatchObject({ kind: 'busy', whose: 'network' })
    expect(await callsTo(world, 'open.tiktokapis.com')).toEqual([])
    await world.control('DELETE', '/faults')
    await world.advance('1m', 'none')
    expect(await ask(ids[5] ?? '')).toMatchObject({ kind: 'ok' })
    expect(await ask(ids[0] ?? '')).toMatchObject({ kind: 'ok' })
    world.log.splice(0)
  })
})

it('YouTube is verified anew at least every thirty days', async () => {
  const world = await openWorld({ engine: 'postgres' })
  await using _world = world
  const visitor = await world.visitor('lina')
  await connect(world, visitor, { network: 'youtube', consent: LINA.youtube.consent })
  for (let day = 0; day < 35; day++) {
    await world.advance('1d')
    const { checkedAt } = await cardOf(world, visitor, 'youtube')
    const age = world.app.clock.now().getTime() - (checkedAt?.getTime() ?? 0)
    expect(age).toBeLessThan(2 * 86_400_000)
  }
})

type Opened = { world: World; visitor: Visitor; network: CrowdNetwork; ids: string[] } & AsyncDisposable

async function many(network: CrowdNetwork, count = MANY): Promise<Opened> {
  const world = await openWorld({ engine: 'postgres' })
  const visitor = await world.visitor('agency')
  for (let number = 1; number <= count; number++) {
    await connect(world, visitor, { network, consent: { account: crowd[network](number) } })
  }
  const { cards } = await listChannels(world.app, { creatorId: visitor.creatorId })
  const ids = cards.map((card) => card.id)
  // What the network tells by itself would settle each loss: these tests are about what it answers.
  await world.mute(network)
  return {
    world,
    visitor,
    network,
    ids,
    async [Symbol.asyncDispose]() {
      // Operators are told by errors, which other tests must not have.
      const told = errors(world)
      for (let at = world.log.length - 1; at >= 0; at--) {
        if (told.includes(world.log[at] ?? '')) world.log.splice(at, 1)
      }
      await world[Symbol.asyncDispose]()
    },
  }
}

/** What a network says when it doubts everybody, or when it has closed our app and says so of everybody's token. */
async function refuseAll(world: World, network: CrowdNetwork): Promise<void> {
  const bodies = {
    tiktok: { error: 'invalid_grant', error_description: 'Refresh token is invalid or expired.' },
    instagram: {
      error: {
        message: 'Error validating access token',
        type: 'OAuthException',
        code: 190,
        error_subcode: 458,
      },
    },
  }
  const api = { error: { code: 'access_token_invalid', message: 'The access token is invalid.' } }
  if (network === 'tiktok') {
    await world.fault({
      host: 'open.tiktokapis.com',
      path: '/v2/user',
      times: null,
      kind: 'status',
      status: 401,
      body: api,
    })
  }
  await world.fault({ network, times: null, kind: 'status', status: 400, body: bodies[network] })
}

/** Everything is due at once. */
async function lookAtAll(world: World): Promise<void> {
  await world.app.store.db.updateTable('channel_schedule').set({ due_at: world.app.clock.now() }).execute()
  await world.advance('1s')
}

async function states({ world, visitor, network }: Opened): Promise<Record<string, number>> {
  const { cards } = await listChannels(world.app, { creatorId: visitor.creatorId })
  const counts: Record<string, number> = {}
  for (const card of cards.filter((one) => one.network === network)) {
    counts[card.state.kind] = (counts[card.state.kind] ?? 0) + 1
  }
  return counts
}

async function eventKinds({ world, ids }: Opened): Promise<string[]> {
  const all = await Promise.all(ids.map((id) => eventsOf(world.app.store.db, id, { limit: 50 })))
  return all.flat().map((event) => event.kind)
}

async function callsTo(world: World, host: string): Promise<string[]> {
  const { calls } = (await world.control('GET', '/calls')) as { calls: { host: string; path: string }[] }
  return calls.filter((call) => call.host === host).map((call) => call.path)
}

function errors(world: World): string[] {
  return world.log.filter((line) => line.includes('"level":"error"'))
}
