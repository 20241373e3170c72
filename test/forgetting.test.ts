/** Endings: what is turned off, lost or erased leaves, in time and wholly. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { NETWORKS } from '../src/domain/network.ts'
import { createLendables } from '../src/store/lendable.ts'
import { openStore } from '../src/store/open.ts'
import { listChannels } from '../src/usecases/channel/list-channels.ts'
import { readHistory } from '../src/usecases/channel/read-history.ts'
import { turnOff } from '../src/usecases/channel/turn-off-channel.ts'
import { showProfile } from '../src/usecases/insight/show-profile.ts'
import { eraseCreator } from '../src/usecases/person/erase-creator.ts'
import { erasedIn, forgetAgain } from '../src/usecases/person/forget-again.ts'
import { readReceipt } from '../src/usecases/signal/read-receipt.ts'
import { HENRIK, LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type Visitor, type World } from './world.ts'

const engine = 'postgres'

async function lina(): Promise<{ world: World; visitor: Visitor } & AsyncDisposable> {
  const world = await openWorld({ engine })
  const visitor = await world.visitor('lina')
  return { world, visitor, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
}

const off = (world: World, visitor: Visitor, channelId: string) =>
  turnOff(world.app, { creatorId: visitor.creatorId, channelId, userId: visitor.userId })

/** What the sandbox was asked to end. */
async function revocations(world: World): Promise<string[]> {
  const { calls } = (await world.control('GET', '/calls')) as {
    calls: { method: string; host: string; path: string; status: number }[]
  }
  return calls
    .filter(({ method, path }) => path.includes('revoke') || method === 'DELETE')
    .map(({ host, status }) => `${host} ${status}`)
}

/** The tables in which a text stands anywhere, as a database dump would hold it. */
async function tablesWith(world: World, text: string): Promise<string[]> {
  const { db } = world.app.store
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
    -- Mail that has left is its reader's; only the sandbox keeps what would have been sent.
    and table_name <> 'mailbox'`.execute(db)
  const found: string[] = []
  for (const { name } of rows) {
    const hit = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(name)} as t where t::text ilike ${`%${text}%`}`.execute(db)
    if ((hit.rows[0]?.n ?? 0) > 0) found.push(name)
  }
  return found.sort()
}

async function heldTokens(world: World, channelId: string): Promise<number> {
  const rows = await world.app.store.db
    .selectFrom('channel_grant')
    .select('channel_id')
    .where('channel_id', '=', channelId)
    .execute()
  return rows.length
}

async function kinds(world: World, visitor: Visitor, channelId: string) {
  const history = await readHistory(world.app, { creatorId: visitor.creatorId, channelId })
  return history?.events.map(({ kind, detail }) =>
    kind === 'permission_ended' ? `${kind}: ${detail.how}` : kind,
  )
}

describe('turning a channel off', () => {
  it.each([
    ['instagram', 'not_offered', []],
    ['youtube', 'revoked', ['oauth2.googleapis.com 200']],
    ['tiktok', 'revoked', ['open.tiktokapis.com 200']],
    ['facebook', 'revoked', ['graph.facebook.com 200']],
  ] as const)('ends %s here and there at once: %s', async (network, how, calls) => {
    await using opened = await lina()
    const { world, visitor } = opened
    await connect(world, visitor, { network, consent: LINA[network].consent })
    const { id } = await cardOf(world, visitor, network)
    await world.advance('2m', 'none')
    expect(await off(world, visitor, id)).toEqual({ kind: 'off' })
    expect((await cardOf(world, visitor, network)).state.kind).toBe('off')
    expect(await revocations(world)).toEqual(calls)
    expect(await heldTokens(world, id)).toBe(0)
    const profile = await showProfile(world.app, { handle: 'lina' })
    expect(profile?.channels.filter((one) => one.kind === 'verified')).toEqual([])

    // What the network tells of our own wish changes nothing.
    await world.control('POST', '/deliveries/flush')
    await world.advance('1s', 'none')
    expect(await kinds(world, visitor, id)).toEqual([`permission_ended: ${how}`, 'turned_off', 'connected'])
    expect(await off(world, visitor, id)).toEqual({ kind: 'off_already' })
  })

  it('takes nothing away from another Page of the same person', async () => {
    await using world = await openWorld({ engine })
    const henrik = await world.visitor('henrik')
    await connect(world, henrik, { network: 'facebook', consent: HENRIK.facebook })
    const { cards } = await listChannels(world.app, { creatorId: henrik.creatorId })
    const [one, other] = cards
    await off(world, henrik, one?.id ?? '')
    expect(await revocations(world)).toEqual([])
    expect(await heldTokens(world, one?.id ?? '')).toBe(0)
    await world.advance('1d')
    const later = await listChannels(world.app, { creatorId: henrik.creatorId })
    expect(later.cards.find(({ id }) => id === other?.id)?.state.kind).toBe('connected')
    await off(world, henrik, other?.id ?? '')
    expect(await revocations(world)).toEqual(['graph.facebook.com 200'])
  })

  it('is tried again while the network is down, and done when it is back', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await connect(world, visitor, { network: 'tiktok', consent: LINA.tiktok.consent })
    const { id } = await cardOf(world, visitor, 'tiktok')
    await world.fault({ network: 'tiktok', kind: 'status', status: 503, times: null, handled: false })
    await off(world, visitor, id)
    await world.advance('2d')
    expect(await heldTokens(world, id)).toBe(1)
    await world.control('DELETE', '/faults')
    await world.advance('1d')
    expect(await heldTokens(world, id)).toBe(0)
    expect(await kinds(world, visitor, id)).toEqual(['permission_ended: revoked', 'turned_off', 'connected'])
  })

  it('is over within seven days even where the network never answers', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await connect(world, visitor, { network: 'youtube', consent: LINA.youtube.consent })
    const { id } = await cardOf(world, visitor, 'youtube')
    await world.fault({ network: 'youtube', kind: 'reset', times: null, handled: false })
    await off(world, visitor, id)
    await world.advance('7d')
    expect(await heldTokens(world, id)).toBe(0)
    expect(await kinds(world, visitor, id)).toEqual([
      'forgotten',
      'permission_ended: gave_up',
      'turned_off',
      'connected',
    ])
  })

  it('can be taken back: the same row lives again, and nothing ends the new permission', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await connect(world, visitor, { network: 'tiktok', consent: LINA.tiktok.consent })
    const { id } = await cardOf(world, visitor, 'tiktok')
    await world.fault({
      network: 'tiktok',
      path: '/v2/oauth/revoke',
      kind: 'status',
      status: 503,
      times: null,
      handled: false,
    })
    await off(world, visitor, id)
    expect(
      await connect(world, visitor, { network: 'tiktok', channelId: id, consent: LINA.tiktok.consent }),
    ).toMatchObject({ kind: 'connected', again: true, channelIds: [id] })
    await world.control('DELETE', '/faults')
    await world.advance('3d')
    expect((await cardOf(world, visitor, 'tiktok')).state.kind).toBe('connected')
    expect(await heldTokens(world, id)).toBe(1)
  })

  it('is undone by a yes of its own, never in passing', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
    const { id } = await cardOf(world, visitor, 'instagram')
    await off(world, visitor, id)
    expect(
      await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent }),
    ).toMatchObject({ kind: 'connected', channelIds: [id] })
    expect((await listChannels(world.app, { creatorId: visitor.creatorId })).cards).toHaveLength(1)
  })

  it('is for the creator whose channel it is', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await connect(world, visitor, { network: 'tiktok', consent: LINA.tiktok.consent })
    const { id } = await cardOf(world, visitor, 'tiktok')
    const stranger = await world.visitor('stranger')
    expect(await off(world, stranger, id)).toEqual({ kind: 'unknown_channel' })
    expect((await cardOf(world, visitor, 'tiktok')).state.kind).toBe('connected')
  })
})

describe('a channel that was lost', () => {
  it('or turned off at YouTube is forgotten within seven days of the creator’s own wish', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await connect(world, visitor, { network: 'youtube', consent: LINA.youtube.consent })
    const { id } = await cardOf(world, visitor, 'youtube')
    await off(world, visitor, id)
    await world.advance('7d')
    for (const word of [LINA.youtube.channelNetworkId, 'linacooksslowly', 'Lina Cooks Slowly']) {
      expect(await tablesWith(world, word), word).toEqual([])
    }
    expect((await cardOf(world, visitor, 'youtube')).state.kind).toBe('off')
  })

  it('at YouTube is forgotten within thirty days, and known again when it comes back', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    const { consent, channelNetworkId } = LINA.youtube
    await connect(world, visitor, { network: 'youtube', consent })
    const { id, name } = await cardOf(world, visitor, 'youtube')
    await world.advance('2m', 'none')
    await world.happen('youtube', consent.account, 'remove-app')
    await world.control('POST', '/deliveries/flush')
    await world.advance('1s', 'none')
    await world.advance('29d')
    expect((await cardOf(world, visitor, 'youtube')).name).toBe(name)
    await world.advance('1d')
    expect(await heldTokens(world, id)).toBe(0)
    expect((await cardOf(world, visitor, 'youtube')).state.kind).toBe('reconnect')
    for (const word of [channelNetworkId, name.replace('@', ''), 'Lina Cooks Slowly']) {
      expect(await tablesWith(world, word), word).toEqual([])
    }
    expect(await connect(world, visitor, { network: 'youtube', channelId: id, consent })).toMatchObject({
      kind: 'connected',
      again: true,
      channelIds: [id],
    })
    expect((await cardOf(world, visitor, 'youtube')).name).toBe(name)
  })

  it('elsewhere keeps its name and its numbers, and loses its keys', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
    const { id, name } = await cardOf(world, visitor, 'instagram')
    await world.happen('instagram', LINA.instagram.consent.account, 'change-password')
    await world.advance('32d')
    expect(await heldTokens(world, id)).toBe(0)
    expect((await cardOf(world, visitor, 'instagram')).name).toBe(name)
    expect(await tablesWith(world, LINA.instagram.channelNetworkId)).toEqual(['channel'])
  })
})

describe('a creator who is erased', () => {
  it('leaves nothing but a receipt, and no permission at any network that can end one', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    for (const network of NETWORKS) await connect(world, visitor, { network, consent: LINA[network].consent })
    const other = await world.visitor('henrik')
    await connect(world, other, { network: 'facebook', consent: HENRIK.facebook })
    const erased = await eraseCreator(world.app, { handle: 'lina' })
    expect(erased).toMatchObject({ kind: 'erased', channels: 4, revoked: 3 })
    // TikTok tells us of our own wish; that waits for a moment as well.
    await world.control('POST', '/deliveries/flush')
    await world.advance('1s', 'none')
    const words = [visitor.creatorId, ...NETWORKS.map((network) => LINA[network].channelNetworkId)]
    for (const word of words) expect(await tablesWith(world, word), word).toEqual([])
    // Her way to sign in is hers, not the profile's.
    expect(await tablesWith(world, 'lina')).toEqual(['user'])
    const code = erased.kind === 'erased' ? erased.receipt : ''
    expect(await readReceipt(world.app, { code })).toMatchObject({ network: null, done: true })
    expect(await showProfile(world.app, { handle: 'lina' })).toBeNull()
    const theirs = await listChannels(world.app, { creatorId: other.creatorId })
    expect(theirs.cards.map(({ state }) => state.kind)).toEqual(['connected', 'connected'])
    await world.control('POST', '/deliveries/flush')
    await world.advance('1d')
  })

  it('is forgotten again after a backup was restored, by what the log says', async () => {
    await using world = await openWorld({ engine: 'pglite' })
    const visitor = await world.visitor('lina')
    await connect(world, visitor, { network: 'tiktok', consent: LINA.tiktok.consent })
    const other = await world.visitor('henrik')
    await connect(world, other, { network: 'facebook', consent: HENRIK.facebook })
    const { root } = world.app.store
    if (root.kind !== 'pglite') return expect.unreachable()
    const backup = await root.pglite.dumpDataDir('none')
    await eraseCreator(world.app, { handle: 'lina' })

    await using store = await openStore({ kind: 'pglite', folder: null, loadFrom: backup })
    const app = { ...world.app, store, dataKeys: new Map(), lendables: createLendables(store) }
    expect(await showProfile(app, { handle: 'lina' })).not.toBeNull()
    const ids = erasedIn(world.log.join(''))
    expect(ids).toEqual([visitor.creatorId])
    expect(await forgetAgain(app, visitor.creatorId)).toBe('erased_again')
    expect(await forgetAgain(app, visitor.creatorId)).toBe('gone_already')
    expect(await showProfile(app, { handle: 'lina' })).toBeNull()
    expect(await tablesWith({ ...world, app }, visitor.creatorId)).toEqual([])
    expect(await listChannels(app, { creatorId: other.creatorId })).toMatchObject({ cards: [{}, {}] })
  })

  it.each([
    ['a log in JSON', '{"level":"info","erased":"cre_0123456789abcdefghjkmnpqrs","channels":2}'],
    [
      'a log for people',
      '12:00:00 info  A creator was erased erased=cre_0123456789abcdefghjkmnpqrs channels=2',
    ],
    ['the command', 'Keep this line beside your backups. erased: cre_0123456789abcdefghjkmnpqrs'],
  ])('is named by %s, and nobody else in it', (_, line) => {
    const others = '{"channel":"chn_0123456789abcdefghjkmnpqrs","msg":"A channel was lost"}'
    expect(erasedIn(`${others}\n${line}\n${others}\n${line}`)).toEqual(['cre_0123456789abcdefghjkmnpqrs'])
  })

  it('is not somebody whom nobody knows', async () => {
    await using opened = await lina()
    expect(await eraseCreator(opened.world.app, { handle: 'nobody' })).toEqual({ kind: 'unknown_creator' })
  })

  it('has a receipt that cannot be guessed', async () => {
    await using opened = await lina()
    const { world } = opened
    const erased = await eraseCreator(world.app, { handle: 'lina' })
    const code = erased.kind === 'erased' ? erased.receipt : ''
    const letters = '0123456789abcdefghjkmnpqrstvwxyz'
    expect(code.slice(4)).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/)
    for (const letter of letters) {
      const guess = `${code.slice(0, -1)}${letter}`
      if (guess !== code) expect(await readReceipt(world.app, { code: guess })).toBeNull()
    }
  })
})
