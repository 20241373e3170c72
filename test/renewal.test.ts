/** Renewals that lose nothing, with several workers on one PostgreSQL and the trouble that networks and databases make. */
import { describe, expect, it } from 'vitest'
import type { App } from '../src/app.ts'
import { DEADLINES, type Deadlines } from '../src/domain/channel/deadlines.ts'
import type { Network } from '../src/domain/network.ts'
import { DAY, HOUR, MINUTE } from '../src/domain/time.ts'
import { findChannel } from '../src/store/channels.ts'
import { eventsOf } from '../src/store/events.ts'
import { findGrant } from '../src/store/grants.ts'
import { tokenUsesOf } from '../src/store/token-uses.ts'
import { checkNow } from '../src/usecases/channel/check-now.ts'
import { mendStrayPlans } from '../src/usecases/channel/mend-plans.ts'
import { writeUses } from '../src/usecases/channel/note-uses.ts'
import { renewGrant } from '../src/usecases/channel/renew-grant.ts'
import { lendToken } from '../src/usecases/channel/use-token.ts'
import { count } from './counted.ts'
import { addressOfStore } from './databases.ts'
import { asAdmin } from './global-setup.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type Visitor, type World } from './world.ts'

const TOKENS = { host: 'open.tiktokapis.com', path: '/v2/oauth/token' }
/** A lease that ends within a test; everything else in the same order as ever. */
const SHORT: Deadlines = {
  callMs: 90,
  renewLeaseMs: 300,
  renewOpenMs: 20_000,
  tendLeaseMs: 60_000,
  drainMs: 20_000,
}

describe('many callers', () => {
  it('a thousand of one expired token cause one call and get one token', async () => {
    await using opened = await lina()
    const { world, channelId } = opened
    await world.advance('3h', 'none')
    const before = await renewals(world)
    const loans = await Promise.all(Array.from({ length: 1_000 }, () => lend(world.app, channelId)))
    expect(new Set(loans).size).toBe(1)
    expect(await renewals(world)).toEqual({ ok: before.ok + 1, refused: before.refused })
  })

  it('in three processes cause one call, and whoever waits gets the token of whoever called', async () => {
    await using opened = await lina()
    const { world, channelId } = opened
    const apps = [world.app, await world.worker(), await world.worker()]
    await world.advance('3h', 'none')
    for (const app of apps) app.clock.follow(world.app.clock.offsetMs())
    const before = await renewals(world)
    await world.fault({ ...TOKENS, kind: 'slow', delay_ms: 400 })
    const loans = await Promise.all(
      apps.flatMap((app) => Array.from({ length: 12 }, () => lend(app, channelId))),
    )
    expect(new Set(loans).size).toBe(1)
    expect(await renewals(world)).toEqual({ ok: before.ok + 1, refused: before.refused })
  })

  it('get a token with the life they ask for, and nobody more than half of its whole life', async () => {
    await using opened = await lina()
    const { world, channelId } = opened
    const ask = (minLifeSeconds: number) =>
      lendToken(world.app, { channelId, askedBy: 'key', purpose: 'test', minLifeSeconds })
    const first = await ask(0)
    await world.advance('70m', 'none')
    expect(await ask(45 * 60)).toEqual(first)
    const second = await ask(55 * 60)
    expect(second).not.toEqual(first)
    expect(await ask(1e9)).toEqual(second)
  })

  it('write nothing by reading: their uses are counted and written together', async () => {
    await using opened = await lina()
    const { world, channelId } = opened
    await withReadOnly(world, async () => {
      const loans = await Promise.all(Array.from({ length: 50 }, () => lend(world.app, channelId)))
      expect(new Set(loans).size).toBe(1)
      await expect(writeUses(world.app)).rejects.toMatchObject({ code: '25006' })
    })
    await lendToken(world.app, { channelId, askedBy: 'another', purpose: 'numbers', minLifeSeconds: 0 })
    await writeUses(world.app)
    await lend(world.app, channelId)
    await writeUses(world.app)
    const uses = await tokenUsesOf(world.app.store.db, channelId, 10)
    const lent = uses.filter(({ askedBy }) => askedBy !== 'platform')
    expect(lent.map(({ askedBy, purpose, uses }) => [askedBy, purpose, uses])).toEqual([
      ['key', 'test', 51],
      ['another', 'numbers', 1],
    ])
  })

  it('get nothing from a channel that was lost or turned off a moment ago, or that never was', async () => {
    await using opened = await lina('instagram')
    const { world, visitor, channelId } = opened
    await world.happen('instagram', LINA.instagram.consent.account, 'remove-app')
    await checkNow(world.app, { creatorId: visitor.creatorId, channelId })
    const request = { askedBy: 'key', purpose: 'test', minLifeSeconds: 0 }
    expect(await lendToken(world.app, { ...request, channelId })).toEqual({ kind: 'not_connected' })
    expect(await lendToken(world.app, { ...request, channelId: 'chn_none' })).toEqual({
      kind: 'unknown_channel',
    })
  })
})

describe('an answer that comes late', () => {
  it('is saved although its callers have gone, and the row was in doubt until then', async () => {
    await using opened = await lina('tiktok', { ...SHORT, renewLeaseMs: 10_000 })
    const { world, channelId } = opened
    await world.advance('3h', 'none')
    await world.fault({ ...TOKENS, kind: 'slow', delay_ms: 4_000 })
    const given = await lendToken(world.app, {
      channelId,
      askedBy: 'key',
      purpose: 'test',
      minLifeSeconds: 0,
    })
    expect(given).toMatchObject({
      kind: 'refused',
      verdict: { diagnosis: 'transient', evidence: { code: 'timeout' } },
    })
    await expect
      .poll(() => doubtOf(world, channelId))
      .toMatchObject({ doubt_generation: 1, spending_generation: 1 })
    await landed(world.app)
    expect(await generationOf(world, channelId)).toBe(2)
    expect(await doubtOf(world, channelId)).toEqual({ doubt_generation: null, spending_generation: null })
    const before = await renewals(world)
    await lend(world.app, channelId)
    expect(await renewals(world)).toEqual(before)
  })

  it('after its lease is saved, too, and a refusal that crossed it on the way takes nothing away', async () => {
    await using opened = await lina('tiktok', SHORT)
    const { world, channelId, visitor } = opened
    const other = await world.worker({ deadlines: DEADLINES })
    await world.advance('3h', 'none')
    other.clock.follow(world.app.clock.offsetMs())
    const channel = await channelOf(world, channelId)
    await world.fault({ ...TOKENS, kind: 'slow', delay_ms: 1_500 })
    const first = renewGrant(world.app, channel, 1)
    await expect.poll(() => doubtOf(world, channelId)).toMatchObject({ doubt_generation: 1 })
    await first
    await endLease(world, channelId)
    // The lease is over and the answer still on its way: the old token is shown once, and refused.
    const second = await renewGrant(other, channel, 1)
    expect(second).toMatchObject({
      kind: 'refused',
      verdict: { definite: false, evidence: { code: 'reply_lost' } },
    })
    await landed(world.app)
    expect(await generationOf(world, channelId)).toBe(2)
    expect(await checkNow(world.app, { creatorId: visitor.creatorId, channelId })).toEqual({ kind: 'fine' })
  })

  it('that was refused while another worker saved a newer token is a race, not a loss', async () => {
    await using opened = await lina('tiktok', { ...SHORT, callMs: 10_000 })
    const { world, channelId } = opened
    const other = await world.worker()
    const channel = await channelOf(world, channelId)
    await world.fault({ ...TOKENS, kind: 'slow', delay_ms: 700 })
    const first = renewGrant(world.app, channel, 1)
    await struck(world)
    await endLease(world, channelId)
    await world.fault({ ...TOKENS, kind: 'slow', delay_ms: 1_500 })
    const second = await renewGrant(other, channel, 1)
    expect(await first).toMatchObject({ kind: 'ok', value: { generation: 2 } })
    expect(second).toMatchObject({ kind: 'ok', value: { generation: 2 } })
    expect((await renewals(world)).refused).toBe(1)
  })
})

describe('an answer that is lost', () => {
  it.each([
    ['the connection ends before the network acts', { kind: 'reset', handled: false }],
    ['the network is not reached by the first try', { kind: 'cut', handled: false }],
  ])('costs nothing where %s: the same token is shown once more', async (_, fault) => {
    await using opened = await lina()
    const { world, channelId } = opened
    await world.advance('3h', 'none')
    await world.fault({ ...TOKENS, ...fault })
    await lend(world.app, channelId)
    expect(await generationOf(world, channelId)).toBe(2)
  })

  it.each(['reset', 'cut'])(
    'by a %s where tokens are for single use has a name of its own, and a second look decides',
    async (kind) => {
      await using opened = await lina()
      const { world, visitor, channelId } = opened
      await world.advance('3h', 'none')
      await world.fault({ ...TOKENS, kind, handled: true })
      const ask = () => checkNow(world.app, { creatorId: visitor.creatorId, channelId })
      expect(await ask()).toMatchObject({ kind: 'looking_again' })
      expect((await cardOf(world, visitor, 'tiktok')).state.kind).toBe('connected')
      await world.advance('11m')
      expect((await cardOf(world, visitor, 'tiktok')).state).toMatchObject({
        kind: 'reconnect',
        reason: 'ambiguous_reconnect',
        confidence: 'unknown',
        evidence: { call: 'token_refresh', code: 'reply_lost', subcode: 'invalid_grant' },
      })
      const events = await eventsOf(world.app.store.db, channelId, { limit: 10 })
      expect(events.map((event) => event.kind)).toEqual(['lost', 'suspected', 'connected'])
    },
  )

  it('costs nothing where tokens may be shown again', async () => {
    await using opened = await lina('youtube')
    const { world, channelId } = opened
    await world.advance('3h', 'none')
    await world.fault({ host: 'oauth2.googleapis.com', path: '/token', kind: 'reset', handled: true })
    await lend(world.app, channelId)
    expect(await generationOf(world, channelId)).toBe(2)
  })

  it('with the process leaves a lease that runs out, and the next worker shows the old token once', async () => {
    await using opened = await lina()
    const { world, channelId } = opened
    await world.advance('3h', 'none')
    await begunAndGone(world, channelId)
    const before = await renewals(world)
    await lend(world.app, channelId)
    expect(await renewals(world)).toEqual({ ok: before.ok + 1, refused: before.refused })
    expect(await doubtOf(world, channelId)).toEqual({ doubt_generation: null, spending_generation: null })
  })
})

describe('what a network says', () => {
  it.each([
    ['nothing', undefined],
    ['zero', 0],
    ['a negative number', -7200],
    ['a second', 1],
    ['words', 'soon'],
    ['an absurd number', 1e12],
    ['not a number', 'NaN'],
    ['a list', [7200]],
  ])('of a life of %s is replaced by a bounded one, flagged, and starts no storm', async (_, expires_in) => {
    await using opened = await lina()
    const { world, channelId } = opened
    await world.advance('3h', 'none')
    const body = { access_token: 'act.assumed!1234.va', refresh_token: 'rft.assumed!1234.va', expires_in }
    await world.fault({ ...TOKENS, kind: 'body', body, times: 1 })
    await lend(world.app, channelId)
    const { db } = world.app.store
    const row = await db.selectFrom('channel_grant').selectAll().executeTakeFirstOrThrow()
    const lifeMs = (row.access_ends_at?.getTime() ?? 0) - world.app.clock.now().getTime()
    expect(row.end_assumed).toBe(true)
    expect(lifeMs).toBeGreaterThan(60 * 60_000)
    expect(lifeMs).toBeLessThanOrEqual(2 * 60 * 60_000)
    expect(world.log.filter((line) => line.includes('no believable end')).length).toBe(1)
    const before = await renewals(world)
    for (let use = 0; use < 20; use++) await lend(world.app, channelId)
    expect(await renewals(world)).toEqual(before)
  })

  it.each([[''], [null], [undefined], [' '], [{ token: 'x' }]])(
    'of %j as the next refresh token leaves the one that we hold',
    async (refresh_token) => {
      await using opened = await lina()
      const { world, channelId } = opened
      await world.advance('3h', 'none')
      const body = { access_token: 'act.kept!1234.va', refresh_token, expires_in: 7200 }
      await world.fault({ ...TOKENS, kind: 'body', body })
      expect(await lend(world.app, channelId)).toBe('act.kept!1234.va')
      await world.advance('3h', 'none')
      expect(await lend(world.app, channelId)).toMatch(/^act\./)
      expect((await renewals(world)).refused).toBe(0)
    },
  )
})

describe('a database', () => {
  it('that cannot be written costs no token, and a renewal goes on as soon as it can', async () => {
    await using opened = await lina()
    const { world, channelId } = opened
    await world.advance('3h', 'none')
    const before = await renewals(world)
    await withReadOnly(world, async () => {
      const request = { channelId, askedBy: 'key', purpose: 'test', minLifeSeconds: 0 }
      expect(await lendToken(world.app, request)).toMatchObject({ kind: 'busy' })
    })
    expect(await renewals(world)).toEqual(before)
    await lend(world.app, channelId)
    expect((await renewals(world)).ok).toBe(before.ok + 1)
  })

  it.each([
    ['is full', '53100'],
    ['refuses what runs beside another', '40001'],
    ['ends a deadlock', '40P01'],
    ['is told to stop', '57P01'],
    ['follows another one only', '25006'],
  ])('that %s when a token comes back is waited for until it takes it', async (_, code) => {
    await using opened = await lina()
    const { world, channelId } = opened
    await world.advance('3h', 'none')
    const before = await renewals(world)
    await refuseWrites(world, ['channel_grant'], code)
    count('databaseTrouble', { injected: 1 })
    const loan = lend(world.app, channelId)
    await expect.poll(() => world.log.some((line) => line.includes('could not be saved yet'))).toBe(true)
    expect(world.app.renewals.size).toBe(1)
    await takeWrites(world, ['channel_grant'])
    await loan
    expect(await generationOf(world, channelId)).toBeGreaterThan(1)
    expect(await renewals(world)).toEqual({ ok: before.ok + 1, refused: 0 })
    count('databaseTrouble', { survived: 1 })
  })

  it('whose connections are all taken gives no lease, and nothing is spent', async () => {
    await using opened = await lina('tiktok', { ...SHORT, callMs: 5_000, renewLeaseMs: 3_000 })
    const { world, channelId } = opened
    await world.advance('3h', 'none')
    const before = await renewals(world)
    const { promise: enough, resolve: letGo } = Promise.withResolvers<void>()
    const taken = Array.from({ length: 5 }, () => world.app.store.db.connection().execute(() => enough))
    count('databaseTrouble', { injected: 1 })
    const request = { channelId, askedBy: 'key', purpose: 'test', minLifeSeconds: 0 }
    const refusal = await lendToken(world.app, request).catch((error: unknown) => error)
    letGo()
    await Promise.all(taken)
    expect(refusal).toMatchObject({ kind: 'busy', whose: 'us' })
    expect(await renewals(world)).toEqual(before)
    await lend(world.app, channelId)
    count('databaseTrouble', { survived: 1 })
  })

  it('that was away for longer than a lease lets its holder save first: nobody spends the same token again', async () => {
    await using opened = await lina()
    const { world, channelId } = opened
    const another = await world.worker()
    await world.advance('3h', 'none')
    another.clock.follow(world.app.clock.offsetMs())
    const before = await renewals(world)
    await world.fault({ ...TOKENS, kind: 'slow', delay_ms: 500 })
    const loan = lend(world.app, channelId)
    await struck(world)
    await endLease(world, channelId)
    await refuseWrites(world, ['channel_grant', 'channel_schedule'])
    // By now it tries again so seldom that anybody else would come first.
    await expect.poll(() => world.log.some((line) => line.includes('"attempt":4'))).toBe(true)
    const request = { channelId, askedBy: 'key', purpose: 'test', minLifeSeconds: 0 }
    expect(await lendToken(another, request)).toMatchObject({ kind: 'busy' })
    await takeWrites(world, ['channel_grant', 'channel_schedule'])
    expect(await lend(another, channelId)).toBe(await loan)
    expect(await renewals(world)).toEqual({ ok: before.ok + 1, refused: before.refused })
  })

  it('that is slow to give the lease gives none: nothing is spent that it may be too slow to keep', async () => {
    await using opened = await lina('tiktok', { ...SHORT, callMs: 5_000, renewLeaseMs: 3_000 })
    const { world, channelId } = opened
    await world.advance('3h', 'none')
    const before = await renewals(world)
    let loan: ReturnType<typeof lendToken> | null = null
    await asAdmin(addressOfStore(world.app.store), async (admin) => {
      await admin.query('begin')
      await admin.query(`select 1 from channel_schedule where channel_id = '${channelId}' for update`)
      loan = lendToken(world.app, { channelId, askedBy: 'key', purpose: 'test', minLifeSeconds: 0 })
      await admin.query('select pg_sleep(0.7)')
      await admin.query('commit')
    })
    expect(await loan).toMatchObject({ kind: 'busy', whose: 'us' })
    expect(await renewals(world)).toEqual(before)
    await lend(world.app, channelId)
  })

  it('whose connections all end while a token is on its way still gets it', async () => {
    await using opened = await lina()
    const { world, channelId } = opened
    await world.advance('3h', 'none')
    await world.fault({ ...TOKENS, kind: 'slow', delay_ms: 500 })
    const loan = lend(world.app, channelId)
    await struck(world)
    await endConnections(world)
    await loan
    expect(await generationOf(world, channelId)).toBe(2)
  })
})

describe('a clock', () => {
  it.each([
    ['ten minutes ahead of the network', 10 * MINUTE],
    ['ten minutes behind the network', -10 * MINUTE],
    ['that says 2038', 12 * 365 * DAY],
    ['a year behind the network', -365 * DAY],
  ])(
    '%s takes nothing away, renews nobody twice, and leaves nothing for the far future',
    async (_, offset) => {
      await using opened = await lina()
      const { world, visitor, channelId } = opened
      const ask = () => checkNow(world.app, { creatorId: visitor.creatorId, channelId })
      world.app.clock.follow(offset)
      count('wrongClocks', { injected: 1 })
      expect((await ask()).kind).toBe('fine')
      const before = await renewals(world)
      await Promise.all(Array.from({ length: 50 }, () => lend(world.app, channelId)))
      expect(await renewals(world)).toEqual(before)
      world.app.clock.follow(0)
      await mendStrayPlans(world.app)
      const { due_at } = await world.app.store.db
        .selectFrom('channel_schedule')
        .select('due_at')
        .executeTakeFirstOrThrow()
      expect(due_at?.getTime()).toBeLessThan(Date.now() + 26 * HOUR)
      expect((await ask()).kind).toBe('fine')
      expect((await cardOf(world, visitor, 'tiktok')).state.kind).toBe('connected')
      expect((await renewals(world)).refused).toBe(0)
      count('wrongClocks', { survived: 1 })
    },
  )

  it('that jumps while a token is on its way changes nothing: leases run on the database’s own', async () => {
    await using opened = await lina()
    const { world, channelId } = opened
    const other = await world.worker()
    await world.advance('3h', 'none')
    await world.fault({ ...TOKENS, kind: 'slow', delay_ms: 600 })
    const first = lend(world.app, channelId)
    await struck(world)
    other.clock.follow(world.app.clock.offsetMs() + 400 * DAY)
    const second = lend(other, channelId)
    expect(await second).toBe(await first)
    expect((await renewals(world)).ok).toBe(1)
  })
})

type Opened = { world: World; visitor: Visitor; channelId: string } & AsyncDisposable

/** Lina with one channel of hers. */
async function lina(network: Network = 'tiktok', deadlines: Deadlines = DEADLINES): Promise<Opened> {
  const world = await openWorld({ engine: 'postgres', deadlines })
  const visitor = await world.visitor('lina')
  await connect(world, visitor, { network, consent: LINA[network].consent })
  const { id: channelId } = await cardOf(world, visitor, network)
  // Its slot of the day may be any: a look on the way would renew what the test wants to see renewed.
  await world.app.store.db.updateTable('channel_schedule').set({ due_at: null }).execute()
  return { world, visitor, channelId, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
}

async function lend(app: App, channelId: string): Promise<string> {
  const loan = await lendToken(app, { channelId, askedBy: 'key', purpose: 'test', minLifeSeconds: 0 })
  if (loan.kind !== 'ok') throw new Error(JSON.stringify(loan))
  return loan.access.reveal()
}

async function channelOf(world: World, channelId: string) {
  const channel = await findChannel(world.app.store.db, channelId)
  if (channel === null) throw new Error('There is no such channel.')
  return channel
}

async function generationOf(world: World, channelId: string): Promise<number | undefined> {
  return (await findGrant(world.app.store.db, channelId))?.facts.generation
}

async function doubtOf(world: World, channelId: string) {
  const row = await world.app.store.db
    .selectFrom('channel_schedule')
    .select(['doubt_generation', 'spending_generation'])
    .where('channel_id', '=', channelId)
    .executeTakeFirstOrThrow()
  const number = (value: string | number | null) => (value === null ? null : Number(value))
  return {
    doubt_generation: number(row.doubt_generation),
    spending_generation: number(row.spending_generation),
  }
}

/** How many refreshes the network has answered, and how. */
async function renewals(world: World): Promise<{ ok: number; refused: number }> {
  const { calls } = (await world.control('GET', '/calls')) as {
    calls: { path: string; parameters: string[]; status: number | null }[]
  }
  const all = calls.filter(
    (call) => call.path.endsWith('/token') && call.parameters.includes('refresh_token'),
  )
  const count = (status: number): number => all.filter((call) => call.status === status).length
  return { ok: count(200), refused: count(400) }
}

/** The fault that was ordered has met its request. */
async function struck(world: World): Promise<void> {
  await expect.poll(() => world.control('GET', '/faults')).toEqual({ faults: [] })
}

async function landed(app: App): Promise<void> {
  await Promise.all(app.renewals.values())
}

async function endLease(world: World, channelId: string): Promise<void> {
  await inDatabase(world, [
    `update channel_schedule set spending_until = now() - interval '1 second' where channel_id = '${channelId}'`,
  ])
}

/** What a process leaves that was killed after it had taken the lease. */
async function begunAndGone(world: World, channelId: string): Promise<void> {
  await inDatabase(world, [
    `update channel_schedule set spending_generation = 1, spending_holder = 'gone', spending_until = now() - interval '1 second' where channel_id = '${channelId}'`,
  ])
}

async function inDatabase(world: World, statements: readonly string[]): Promise<void> {
  await asAdmin(addressOfStore(world.app.store), async (admin) => {
    for (const statement of statements) await admin.query(statement)
  })
}

/** From now on nothing in these tables can be written, for a reason by its code in PostgreSQL. */
async function refuseWrites(world: World, tables: readonly string[], code = '53100'): Promise<void> {
  await inDatabase(world, [
    `create function refuse_write() returns trigger language plpgsql as $$ begin raise exception 'not now' using errcode = '${code}'; end $$`,
    ...tables.map(
      (table) =>
        `create trigger refuse_write before update on ${table} for each row execute function refuse_write()`,
    ),
  ])
}

async function takeWrites(world: World, tables: readonly string[]): Promise<void> {
  await inDatabase(
    world,
    tables.map((table) => `drop trigger refuse_write on ${table}`),
  )
}

async function endConnections(world: World): Promise<void> {
  await inDatabase(world, [
    'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  ])
}

async function withReadOnly(world: World, work: () => Promise<void>): Promise<void> {
  const name = new URL(addressOfStore(world.app.store)).pathname.slice(1)
  const switchTo = async (state: 'on' | 'off'): Promise<void> => {
    await asAdmin(addressOfStore(world.app.store), async (admin) => {
      await admin.query('set default_transaction_read_only = off')
      await admin.query(`alter database ${name} set default_transaction_read_only = ${state}`)
    })
    await endConnections(world)
    // A pool hears of it a moment later.
    await expect
      .poll(() =>
        Promise.all(Array.from({ length: 10 }, () => world.app.store.realNow())).then(
          () => 'there',
          () => 'away',
        ),
      )
      .toBe('there')
  }
  await switchTo('on')
  await work()
  await switchTo('off')
}
