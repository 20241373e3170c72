/** A channel's life without a browser: every network, every cause, on both databases. */
import { describe, expect, it } from 'vitest'
import { NETWORKS } from '../src/domain/network.ts'
import { checkNow } from '../src/usecases/channel/check-now.ts'
import { listChannels } from '../src/usecases/channel/list-channels.ts'
import { readHistory } from '../src/usecases/channel/read-history.ts'
import { showProfile } from '../src/usecases/insight/show-profile.ts'
import { countReason } from './counted.ts'
import { ENGINES } from './databases.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type Visitor, type World } from './world.ts'

describe.each(ENGINES)('on %s', (engine) => {
  async function lina(): Promise<{ world: World; visitor: Visitor } & AsyncDisposable> {
    const world = await openWorld({ engine })
    const visitor = await world.visitor('lina')
    return { world, visitor, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
  }

  async function verifiedNetworks(world: World): Promise<string[]> {
    const profile = await showProfile(world.app, { handle: 'lina' })
    return (profile?.channels ?? []).filter((one) => one.kind === 'verified').map((one) => one.network)
  }

  it.each(NETWORKS)('a %s channel is connected, with numbers on the profile', async (network) => {
    await using opened = await lina()
    const { world, visitor } = opened
    expect(await connect(world, visitor, { network, consent: LINA[network].consent })).toMatchObject({
      kind: 'connected',
      again: false,
      missing: [],
    })
    const card = await cardOf(world, visitor, network)
    expect(card.state.kind).toBe('connected')
    expect(card.followers).toBeGreaterThan(1000)
    expect(await verifiedNetworks(world)).toEqual([network])
  })

  it.each([
    ['instagram', 'change-password', 'account_changed', 'likely'],
    ['instagram', 'remove-app', 'revoked', 'confirmed'],
    ['instagram', 'security-check', 'security', 'likely'],
    ['facebook', 'change-password', 'account_changed', 'likely'],
    ['facebook', 'remove-app', 'revoked', 'confirmed'],
    ['facebook', 'security-check', 'security', 'confirmed'],
  ] as const)(
    '%s says why: after %s the channel is lost as %s',
    async (network, action, reason, confidence) => {
      await using opened = await lina()
      const { world, visitor } = opened
      await connect(world, visitor, { network, consent: LINA[network].consent })
      const before = await cardOf(world, visitor, network)
      await world.happen(network, LINA[network].consent.account, action)

      expect(await checkNow(world.app, { creatorId: visitor.creatorId, channelId: before.id })).toEqual({
        kind: 'lost',
      })
      const lost = await cardOf(world, visitor, network)
      countReason(lost.state, { reason, confidence })
      expect(lost.state).toMatchObject({ kind: 'reconnect', reason, confidence })
      expect(await verifiedNetworks(world)).toEqual([])

      if (action === 'security-check')
        await world.happen(network, LINA[network].consent.account, 'pass-security-check')
      expect(
        await connect(world, visitor, { network, channelId: before.id, consent: LINA[network].consent }),
      ).toMatchObject({ kind: 'connected', again: true, channelIds: [before.id] })
      expect(await verifiedNetworks(world)).toEqual([network])
      const history = await readHistory(world.app, { creatorId: visitor.creatorId, channelId: before.id })
      expect(history?.events.map((event) => event.kind)).toEqual(['reconnected', 'lost', 'connected'])
    },
  )

  it.each([
    ['youtube', 'remove-app'],
    ['youtube', 'security-check'],
    ['tiktok', 'remove-app'],
    ['tiktok', 'security-check'],
  ] as const)(
    '%s does not say why where no event arrives: after %s a second call must agree ten minutes later',
    async (network, action) => {
      await using opened = await lina()
      const { world, visitor } = opened
      await world.mute(network)
      await connect(world, visitor, { network, consent: LINA[network].consent })
      const { id: channelId } = await cardOf(world, visitor, network)
      const ask = () => checkNow(world.app, { creatorId: visitor.creatorId, channelId })
      await world.happen(network, LINA[network].consent.account, action)

      expect((await ask()).kind).toBe('looking_again')
      expect((await cardOf(world, visitor, network)).state.kind).toBe('connected')
      expect(await verifiedNetworks(world)).toEqual([network])
      await world.advance('9m')
      expect((await ask()).kind).toBe('looking_again')
      await world.advance('2m')
      const { state } = await cardOf(world, visitor, network)
      const unknown = { reason: 'ambiguous_reconnect', confidence: 'unknown' }
      countReason(state, unknown)
      expect(state).toMatchObject({ kind: 'reconnect', ...unknown })
      expect(await verifiedNetworks(world)).toEqual([])
    },
  )

  it.each(['youtube', 'tiktok'] as const)(
    '%s keeps its permission when the password changes',
    async (network) => {
      await using opened = await lina()
      const { world, visitor } = opened
      await connect(world, visitor, { network, consent: LINA[network].consent })
      const { id: channelId } = await cardOf(world, visitor, network)
      await world.happen(network, LINA[network].consent.account, 'change-password')
      expect(await checkNow(world.app, { creatorId: visitor.creatorId, channelId })).toEqual({ kind: 'fine' })
    },
  )

  it('a renamed account keeps its channel and gets its new name', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
    const { id: channelId } = await cardOf(world, visitor, 'instagram')
    await world.happen('instagram', LINA.instagram.consent.account, 'change-username', {
      username: 'lina.cooks',
    })
    expect(await checkNow(world.app, { creatorId: visitor.creatorId, channelId })).toEqual({ kind: 'fine' })
    expect(await cardOf(world, visitor, 'instagram')).toMatchObject({ id: channelId, name: '@lina.cooks' })
  })

  it('a passed security check brings the same token back to life, without the person connecting again', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
    const { id: channelId } = await cardOf(world, visitor, 'instagram')
    await world.happen('instagram', LINA.instagram.consent.account, 'security-check')
    await world.advance('26h')
    expect((await cardOf(world, visitor, 'instagram')).state).toMatchObject({
      kind: 'reconnect',
      reason: 'security',
    })
    await world.happen('instagram', LINA.instagram.consent.account, 'pass-security-check')
    expect(await checkNow(world.app, { creatorId: visitor.creatorId, channelId })).toEqual({ kind: 'back' })
    expect(await verifiedNetworks(world)).toEqual(['instagram'])
  })

  describe('when the clock moves by sixty days', () => {
    it('Instagram has renewed itself silently', async () => {
      await using opened = await lina()
      const { world, visitor } = opened
      await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
      const { id: channelId } = await cardOf(world, visitor, 'instagram')
      await world.advance('60d')
      expect((await cardOf(world, visitor, 'instagram')).state).toMatchObject({
        kind: 'connected',
        outlook: { kind: 'renewed_by_us' },
      })
      const history = await readHistory(world.app, { creatorId: visitor.creatorId, channelId })
      expect(history?.events.map((event) => event.kind)).toContain('renewed')
    })

    it('Instagram asks to be renewed and then expires where renewal is made to fail', async () => {
      await using opened = await lina()
      const { world, visitor } = opened
      await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
      await world.control('PATCH', '/settings', { 'instagram.refresh': 'fails-transient' })
      await world.advance('50d')
      expect((await cardOf(world, visitor, 'instagram')).state.kind).toBe('renew')
      await world.advance('11d')
      expect((await cardOf(world, visitor, 'instagram')).state).toMatchObject({
        kind: 'reconnect',
        reason: 'expired',
        confidence: 'confirmed',
      })
    })

    it("Facebook's Page reads on after the person's own sixty days, once it has asked", async () => {
      await using opened = await lina()
      const { world, visitor } = opened
      await connect(world, visitor, { network: 'facebook', consent: LINA.facebook.consent })
      await world.advance('45d')
      expect((await cardOf(world, visitor, 'facebook')).state.kind).toBe('connected')
      await world.advance('3d')
      expect((await cardOf(world, visitor, 'facebook')).state.kind).toBe('renew')
      await world.advance('14d')
      expect((await cardOf(world, visitor, 'facebook')).state.kind).toBe('connected')
      expect(await verifiedNetworks(world)).toEqual(['facebook'])
    })

    it('Facebook never asks where the network moves the end', async () => {
      await using opened = await lina()
      const { world, visitor } = opened
      await world.control('PATCH', '/settings', { 'facebook.exchange_extends': true })
      await connect(world, visitor, { network: 'facebook', consent: LINA.facebook.consent })
      await world.advance('70d')
      expect((await cardOf(world, visitor, 'facebook')).state.kind).toBe('connected')
    })

    it('Facebook expires where Page tokens do end', async () => {
      await using opened = await lina()
      const { world, visitor } = opened
      await world.control('PATCH', '/settings', { 'facebook.page_tokens_end': true })
      await connect(world, visitor, { network: 'facebook', consent: LINA.facebook.consent })
      await world.advance('62d')
      expect((await cardOf(world, visitor, 'facebook')).state).toMatchObject({
        kind: 'reconnect',
        reason: 'expired',
      })
    })

    it('YouTube has no end', async () => {
      await using opened = await lina()
      const { world, visitor } = opened
      await connect(world, visitor, { network: 'youtube', consent: LINA.youtube.consent })
      await world.advance('60d')
      expect((await cardOf(world, visitor, 'youtube')).state).toEqual({
        kind: 'connected',
        outlook: { kind: 'no_end' },
      })
    })
  })

  it.each([
    ['tiktok-2026-11', 180],
    ['tiktok-legacy', 365],
  ])(
    'TikTok in the profile %s asks two weeks before its %i days and expires with them',
    async (profile, days) => {
      await using opened = await lina()
      const { world, visitor } = opened
      await world.control('PATCH', '/settings', { 'tiktok.lifetimes': profile })
      await connect(world, visitor, { network: 'tiktok', consent: LINA.tiktok.consent })
      // Day by day would be the same; a long jump keeps the test short, and renewals need no day in between.
      await world.advance(`${days - 20}d`, 'none')
      expect((await cardOf(world, visitor, 'tiktok')).state.kind).toBe('connected')
      await world.advance('7d')
      expect((await cardOf(world, visitor, 'tiktok')).state.kind).toBe('renew')
      await world.advance('15d')
      expect((await cardOf(world, visitor, 'tiktok')).state).toMatchObject({
        kind: 'reconnect',
        reason: 'expired',
        confidence: 'confirmed',
      })
    },
  )

  it('a network that is down for three days takes no channel away, and nobody is told to reconnect', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    for (const network of NETWORKS) await connect(world, visitor, { network, consent: LINA[network].consent })
    for (const network of NETWORKS) {
      await world.fault({ network, times: null, kind: 'status', status: 503, body: '<html>down</html>' })
    }
    await world.advance('3d')
    const view = await listChannels(world.app, { creatorId: visitor.creatorId })
    expect(view.cards.map((card) => card.state.kind)).toEqual(['delayed', 'delayed', 'delayed', 'delayed'])
    expect(view.needYou).toBe(0)
    await world.control('DELETE', '/faults')
    await world.advance('1d')
    const healed = await listChannels(world.app, { creatorId: visitor.creatorId })
    expect(healed.cards.map((card) => card.state.kind)).toEqual(Array(4).fill('connected'))
  })
})
