/** What the networks tell us by themselves: taken once, believed only when signed, and never against a newer connection. */
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Network } from '../src/domain/network.ts'
import { listChannels } from '../src/usecases/channel/list-channels.ts'
import { readHistory } from '../src/usecases/channel/read-history.ts'
import { showProfile } from '../src/usecases/insight/show-profile.ts'
import { countReason } from './counted.ts'
import { ENGINES } from './databases.ts'
import { HENRIK, LINA } from './pretend-accounts.ts'
import { tiktokEvent } from './tiktok-event.ts'
import { cardOf, connect, openWorld, type Visitor, type World } from './world.ts'

type Opened = { world: World; visitor: Visitor } & AsyncDisposable

async function connected(engine: 'pglite' | 'postgres', ...networks: Network[]): Promise<Opened> {
  const world = await openWorld({ engine })
  const visitor = await world.visitor('lina')
  for (const network of networks) await connect(world, visitor, { network, consent: LINA[network].consent })
  // Events near to a connection only make us look: clocks may differ.
  await world.advance('2m', 'none')
  return { world, visitor, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
}

/** What happens to Lina's account, and what the network sends because of it, handled. */
async function happens(world: World, network: Network, action: string, details?: unknown): Promise<void> {
  await world.happen(network, LINA[network].consent.account, action, details)
  await world.control('POST', '/deliveries/flush')
  await world.advance('1s', 'none')
}

async function verified(world: World): Promise<Network[]> {
  const profile = await showProfile(world.app, { handle: 'lina' })
  return (profile?.channels ?? []).filter((one) => one.kind === 'verified').map((one) => one.network)
}

async function historyOf(world: World, visitor: Visitor, network: Network): Promise<string[]> {
  const { id: channelId } = await cardOf(world, visitor, network)
  const history = await readHistory(world.app, { creatorId: visitor.creatorId, channelId })
  return history?.events.map(({ kind }) => kind) ?? []
}

/** What stands at the network's end of a delivery: what it sent, and what it was answered. */
async function delivered(world: World): Promise<{ event: string; statuses: (number | null)[] }[]> {
  const { deliveries } = (await world.control('GET', '/deliveries')) as {
    deliveries: { event: string; attempts: { status: number | null }[] }[]
  }
  return deliveries.map(({ event, attempts }) => ({ event, statuses: attempts.map(({ status }) => status) }))
}

const seconds = (world: World) => Math.floor(world.app.clock.now().getTime() / 1000)

function signedRequest(payload: object, secret: string): RequestInit {
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url')
  const signature = createHmac('sha256', secret).update(encoded).digest('base64url')
  return { method: 'POST', body: new URLSearchParams({ signed_request: `${signature}.${encoded}` }) }
}

const send = (world: World, door: string, init: RequestInit) => fetch(`${world.url}/events/${door}`, init)
const openId = LINA.tiktok.channelNetworkId

describe.each(ENGINES)('on %s', (engine) => {
  it('what a network tells is stored, heeded once, and takes the numbers away at once', async () => {
    await using opened = await connected(engine, 'tiktok')
    const { world, visitor } = opened
    const event = tiktokEvent({ reason: 1, openId, at: seconds(world) })
    await Promise.all([1, 2, 3].map(() => send(world, 'tiktok/webhook', event)))
    await world.advance('1s', 'none')
    expect((await cardOf(world, visitor, 'tiktok')).state).toMatchObject({ reason: 'revoked' })
    expect(await historyOf(world, visitor, 'tiktok')).toEqual(['lost', 'connected'])
    expect(await verified(world)).toEqual([])
  })
})

describe('what the networks tell', () => {
  const engine = 'postgres'

  it.each([
    ['instagram', 'remove-app', 'revoked', 'confirmed'],
    ['facebook', 'remove-app', 'revoked', 'confirmed'],
    ['youtube', 'remove-app', 'revoked', 'confirmed'],
    ['tiktok', 'remove-app', 'revoked', 'confirmed'],
    ['tiktok', 'ban', 'account_unavailable', 'confirmed'],
    ['tiktok', 'age-changed', 'account_unavailable', 'confirmed'],
    ['tiktok', 'remove-app-unknown', 'ambiguous_reconnect', 'unknown'],
  ] as const)(
    '%s tells at once: after %s the channel is lost as %s, and its numbers are gone',
    async (network, action, reason, confidence) => {
      await using opened = await connected(engine, network)
      const { world, visitor } = opened
      expect(await verified(world)).toEqual([network])
      await happens(world, network, action)
      const { state } = await cardOf(world, visitor, network)
      countReason(state, { reason, confidence })
      expect(state).toMatchObject({ kind: 'reconnect', reason, confidence })
      expect(await verified(world)).toEqual([])
      expect(await historyOf(world, visitor, network)).toEqual(['lost', 'connected'])
    },
  )

  it('a Google account that was taken over is looked at, and the loss is explained by what Google told', async () => {
    await using opened = await connected(engine, 'youtube')
    const { world, visitor } = opened
    await happens(world, 'youtube', 'security-check')
    expect((await cardOf(world, visitor, 'youtube')).state.kind).toBe('connected')
    await world.advance('11m', 'none')
    expect((await cardOf(world, visitor, 'youtube')).state).toMatchObject({
      kind: 'reconnect',
      reason: 'security',
    })
    expect(await historyOf(world, visitor, 'youtube')).toEqual(['lost', 'suspected', 'told', 'connected'])
  })

  it('a permission taken back at Facebook limits the channel, and given again makes it whole', async () => {
    await using opened = await connected(engine, 'facebook')
    const { world, visitor } = opened
    await happens(world, 'facebook', 'remove-scope', { scope: 'read_insights' })
    expect((await cardOf(world, visitor, 'facebook')).state).toMatchObject({ kind: 'limited' })
    expect(await historyOf(world, visitor, 'facebook')).toEqual(['limited', 'connected'])
  })

  it('one person who removes the app loses every Page of theirs, and nobody else’s', async () => {
    await using opened = await connected(engine, 'facebook')
    const { world, visitor } = opened
    const henrik = await world.visitor('henrik')
    await connect(world, henrik, { network: 'facebook', consent: HENRIK.facebook })
    await world.advance('2m', 'none')
    await world.happen('facebook', HENRIK.facebook.account, 'remove-app')
    await world.control('POST', '/deliveries/flush')
    await world.advance('1s', 'none')
    const { cards } = await listChannels(world.app, { creatorId: henrik.creatorId })
    expect(cards.map(({ state }) => state.kind)).toEqual(['reconnect', 'reconnect'])
    expect((await cardOf(world, visitor, 'facebook')).state.kind).toBe('connected')
  })

  it('an event that is delivered a hundred times at once has one effect', async () => {
    await using opened = await connected(engine, 'tiktok')
    const { world, visitor } = opened
    const event = tiktokEvent({ reason: 1, openId, at: seconds(world) })
    const replies = await Promise.all(Array.from({ length: 100 }, () => send(world, 'tiktok/webhook', event)))
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
    await world.advance('1s', 'none')
    expect(await historyOf(world, visitor, 'tiktok')).toEqual(['lost', 'connected'])
    expect(await connect(world, visitor, { network: 'tiktok', consent: LINA.tiktok.consent })).toMatchObject({
      kind: 'connected',
      again: true,
    })
    await world.advance('2m', 'none')
    // Once more, days of back-off later: it is known.
    expect((await send(world, 'tiktok/webhook', event)).status).toBe(200)
    await world.advance('1s', 'none')
    expect((await cardOf(world, visitor, 'tiktok')).state.kind).toBe('connected')
  })

  it('an event from before a reconnection never undoes it, however late it comes', async () => {
    await using opened = await connected(engine, 'tiktok')
    const { world, visitor } = opened
    const removedAt = seconds(world)
    await world.mute('tiktok')
    await world.happen('tiktok', openId, 'remove-app')
    const { id: channelId } = await cardOf(world, visitor, 'tiktok')
    await world.advance('1d', 'none')
    await world.advance('11m', 'none')
    expect(
      await connect(world, visitor, { network: 'tiktok', channelId, consent: LINA.tiktok.consent }),
    ).toMatchObject({ kind: 'connected', again: true })
    await world.advance('1h', 'none')
    const late = tiktokEvent({ reason: 1, openId, at: removedAt, sentAt: seconds(world) })
    expect((await send(world, 'tiktok/webhook', late)).status).toBe(200)
    await world.advance('1s', 'none')
    expect((await cardOf(world, visitor, 'tiktok')).state.kind).toBe('connected')
    expect(await verified(world)).toEqual(['tiktok'])
    expect((await historyOf(world, visitor, 'tiktok'))[0]).toBe('told')
  })

  it('a loss whose cause was not known is explained by an event that comes after it', async () => {
    await using opened = await connected(engine, 'tiktok')
    const { world, visitor } = opened
    await world.mute('tiktok')
    await world.happen('tiktok', openId, 'remove-app')
    const removedAt = seconds(world)
    await world.advance('1d', 'none')
    await world.advance('11m', 'none')
    expect((await cardOf(world, visitor, 'tiktok')).state).toMatchObject({ reason: 'ambiguous_reconnect' })
    await send(
      world,
      'tiktok/webhook',
      tiktokEvent({ reason: 1, openId, at: removedAt, sentAt: seconds(world) }),
    )
    await world.advance('1s', 'none')
    expect((await cardOf(world, visitor, 'tiktok')).state).toMatchObject({
      reason: 'revoked',
      confidence: 'confirmed',
    })
    expect((await historyOf(world, visitor, 'tiktok'))[0]).toBe('explained')
  })

  it('an event about nobody here is taken like any other, and changes nothing', async () => {
    await using opened = await connected(engine, 'tiktok')
    const { world, visitor } = opened
    const stranger = tiktokEvent({ reason: 1, openId: 'somebody-else', at: seconds(world) })
    const known = tiktokEvent({ reason: 0, openId: 'also-nobody', at: seconds(world) })
    const replies = [
      await send(world, 'tiktok/webhook', stranger),
      await send(world, 'tiktok/webhook', known),
      await send(
        world,
        'instagram/deauthorize',
        signedRequest(
          { algorithm: 'HMAC-SHA256', issued_at: seconds(world), user_id: '999' },
          'sandbox-instagram-secret',
        ),
      ),
    ]
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
    await world.advance('1s', 'none')
    expect((await cardOf(world, visitor, 'tiktok')).state.kind).toBe('connected')
  })

  it('nothing that is unsigned, signed with another secret or changed on the way is stored', async () => {
    await using opened = await connected(engine, 'tiktok')
    const { world } = opened
    const honest = tiktokEvent({ reason: 1, openId, at: seconds(world) })
    const forged = [
      { ...honest, headers: {} },
      { ...honest, body: `${honest.body} ` },
      tiktokEvent({ reason: 1, openId, at: seconds(world), secret: 'another-secret' }),
    ]
    for (const request of forged) {
      const reply = await send(world, 'tiktok/webhook', request)
      expect([400, 401]).toContain(reply.status)
    }
    const wrong = { algorithm: 'HMAC-SHA256', issued_at: seconds(world), user_id: '1' }
    expect((await send(world, 'facebook/deletion', signedRequest(wrong, 'wrong-secret'))).status).toBe(401)
    expect((await send(world, 'youtube/webhook', { method: 'POST', body: 'a.b.c' })).status).toBe(400)
    expect(await world.app.store.db.selectFrom('incoming_event').select('id').execute()).toEqual([])
    expect(await world.app.store.db.selectFrom('erasure_receipt').select('asked_at').execute()).toEqual([])
  })

  it('answers no door that is not there, and takes nothing that is too large', async () => {
    await using opened = await connected(engine)
    const { world } = opened
    const statusOf = async (path: string, init: RequestInit) => (await send(world, path, init)).status
    expect(await statusOf('tiktok/deletion', { method: 'POST', body: '{}' })).toBe(404)
    expect(await statusOf('myspace/webhook', { method: 'POST', body: '{}' })).toBe(404)
    expect(await statusOf('tiktok/elsewhere', { method: 'POST', body: '{}' })).toBe(404)
    expect(await statusOf('tiktok/webhook', { method: 'DELETE' })).toBe(405)
    expect(await statusOf('tiktok/webhook', { method: 'POST', body: 'x'.repeat(1_000_001) })).toBe(413)
    expect(
      await statusOf('facebook/webhook?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1', {}),
    ).toBe(403)
  })

  it('a person who asks Meta for deletion is gone here: channel, numbers, tokens and history', async () => {
    await using opened = await connected(engine, 'instagram', 'tiktok')
    const { world, visitor } = opened
    const { id: channelId } = await cardOf(world, visitor, 'instagram')
    await happens(world, 'instagram', 'remove-app-and-data')
    const { cards } = await listChannels(world.app, { creatorId: visitor.creatorId })
    expect(cards.map(({ network }) => network)).toEqual(['tiktok'])
    expect(await verified(world)).toEqual(['tiktok'])
    const { db } = world.app.store
    for (const table of ['channel_grant', 'channel_schedule', 'channel_event', 'snapshot'] as const) {
      const rows = await db
        .selectFrom(table)
        .select('channel_id')
        .where('channel_id', '=', channelId)
        .execute()
      expect(rows, table).toEqual([])
    }
    expect(await delivered(world)).toEqual([
      { event: expect.stringContaining('deauthorize'), statuses: [200] },
      { event: expect.stringContaining('deletion'), statuses: [200] },
    ])
  })

  it('a wish for deletion from before a reconnection takes what was read before it, and no more', async () => {
    await using opened = await connected(engine, 'instagram')
    const { world, visitor } = opened
    const wishedAt = seconds(world)
    await world.advance('1d', 'none')
    const { id: channelId } = await cardOf(world, visitor, 'instagram')
    await connect(world, visitor, { network: 'instagram', channelId, consent: LINA.instagram.consent })
    const reply = await send(
      world,
      'instagram/deletion',
      signedRequest(
        { algorithm: 'HMAC-SHA256', issued_at: wishedAt, user_id: LINA.instagram.channelNetworkId },
        'sandbox-instagram-secret',
      ),
    )
    expect(reply.status).toBe(200)
    await world.advance('1s', 'none')
    expect((await cardOf(world, visitor, 'instagram')).state.kind).toBe('connected')
    const { rows } = {
      rows: await world.app.store.db
        .selectFrom('snapshot')
        .select('taken_at')
        .where('channel_id', '=', channelId)
        .execute(),
    }
    expect(rows.every((row) => row.taken_at.getTime() > wishedAt * 1000)).toBe(true)
    expect(rows.length).toBeGreaterThan(0)
  })
})
