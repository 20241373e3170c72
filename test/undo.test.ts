/** A deletion takes everything out of sight at once, can be undone for a while, and is then what it always was. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { PART_WITHIN_MS } from '../src/domain/channel/forgetting.ts'
import { UNDO_LASTS_MS } from '../src/domain/person/deletion.ts'
import { DAY } from '../src/domain/time.ts'
import { findConversation, inboxCounts, inboxOf } from '../src/store/conversations.ts'
import { addTeammate } from '../src/store/teams.ts'
import { foundCompany } from '../src/usecases/brand/found-company.ts'
import { readCreatorForBrand } from '../src/usecases/brand/read-creator.ts'
import { changeShortlist, compareShortlist, makeShortlist } from '../src/usecases/brand/shortlists.ts'
import { listChannels } from '../src/usecases/channel/list-channels.ts'
import { lendToken } from '../src/usecases/channel/use-token.ts'
import { ask } from '../src/usecases/chat/ask.ts'
import { makeKit, openKit } from '../src/usecases/insight/kits.ts'
import { showProfile } from '../src/usecases/insight/show-profile.ts'
import { creatorsOf } from '../src/usecases/person/creators-of.ts'
import { deleteAccount, leaveAccount } from '../src/usecases/person/delete-account.ts'
import { leaveProfile } from '../src/usecases/person/delete-profile.ts'
import {
  keepAccount,
  keepByLink,
  keepProfile,
  readUndoLink,
  undoable,
} from '../src/usecases/person/undo-deletion.ts'
import { ENGINES } from './databases.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type Visitor, type World } from './world.ts'

async function lina(
  engine: (typeof ENGINES)[number],
  networks: ('instagram' | 'youtube' | 'tiktok')[] = ['instagram'],
) {
  const world = await openWorld({ engine })
  const visitor = await world.visitor('lina')
  for (const network of networks) await connect(world, visitor, { network, consent: LINA[network].consent })
  return { world, visitor, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
}

async function left({
  world,
  visitor,
}: {
  world: World
  visitor: Visitor
}): Promise<{ token: string; until: Date }> {
  const done = await leaveProfile(world.app, { creator: { id: visitor.creatorId, name: 'lina' }, by: 'Lina' })
  if (done.kind !== 'leaves') throw new Error(done.kind)
  return { token: done.undo.pathname.split('/')[2] ?? '', until: done.until }
}

async function gone({ world, visitor }: { world: World; visitor: Visitor }): Promise<string> {
  const done = await leaveAccount(world.app, visitor)
  if (done.kind !== 'leaves') throw new Error(done.kind)
  return done.undo.pathname.split('/')[2] ?? ''
}

async function teammate(
  world: World,
  visitor: Visitor,
  role: 'owner' | 'manager',
): Promise<{ userId: string; email: string }> {
  const email = `${role}@people.example`
  const { userId } = await world.app.signIn.createPerson({
    email,
    name: role,
    password: 'a short sentence works',
  })
  const at = world.app.clock.now()
  await addTeammate(world.app.store.db, 'creator', { of: visitor.creatorId, userId, role, at })
  return { userId, email }
}

async function mailsTo(world: World, email: string): Promise<string[]> {
  const rows = await world.app.store.db
    .selectFrom('mailbox')
    .select('subject')
    .where('recipient', '=', email)
    .execute()
  return rows.map(({ subject }) => subject)
}

async function rowsOf(
  world: World,
  table: 'every_creator' | 'user' | 'deletion' | 'channel',
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
    world.app.store.db,
  )
  return rows[0]?.n ?? 0
}

async function calls(world: World): Promise<number> {
  const { calls: made } = (await world.control('GET', '/calls')) as { calls: unknown[] }
  return made.length
}

it('leaves a day for a job that is late before what a network asks for is broken', () => {
  expect(UNDO_LASTS_MS).toBeLessThanOrEqual(PART_WITHIN_MS - DAY)
})

describe.each(ENGINES)('a profile that is deleted, on %s', (engine) => {
  it('is nowhere at once, is read no more, and comes back whole', async () => {
    await using opened = await lina(engine, ['instagram', 'tiktok'])
    const { world, visitor } = opened
    const { app } = world
    const brand = await company(world)
    const list = await makeShortlist(app, { ...brand, name: 'Autumn' })
    if (list.kind !== 'made') return expect.unreachable()
    await changeShortlist(app, { ...brand, id: list.id, change: { kind: 'add', handle: 'lina' } })
    const kit = await makeKit(app, { ...visitor, forWhom: 'A brand', days: 30 })
    if (kit.kind !== 'made') return expect.unreachable()
    const { id: channelId } = await cardOf(world, visitor, 'tiktok')
    const seen = async () => ({
      profile: (await showProfile(app, { handle: 'lina' })) !== null,
      brand: (await readCreatorForBrand(app, { ...brand, handle: 'lina' })) !== null,
      shortlist: (await compareShortlist(app, { ...brand, id: list.id }))?.creators.length,
      kit: (await openKit(app, { token: kit.token })) !== null,
      team: (await creatorsOf(app, visitor)).length,
      lent: (await lendToken(app, { channelId, askedBy: 'a test', purpose: 'test', minLifeSeconds: 1 })).kind,
    })
    const everywhere = { profile: true, brand: true, shortlist: 1, kit: true, team: 1, lent: 'ok' }
    expect(await seen()).toEqual(everywhere)

    const { token, until } = await left(opened)
    expect(until.getTime() - app.clock.now().getTime()).toBeGreaterThan(UNDO_LASTS_MS - 60_000)
    expect(await seen()).toEqual({
      profile: false,
      brand: false,
      shortlist: 0,
      kit: false,
      team: 0,
      lent: 'unknown_channel',
    })
    expect(await mailsTo(world, visitor.email)).toEqual(['The profile lina is deleted'])
    const before = await calls(world)
    await world.advance('5d')
    expect(await calls(world)).toBe(before)

    // Opening the link is not pressing the button.
    for (let opens = 0; opens < 3; opens += 1) expect(await readUndoLink(app, { token })).not.toBeNull()
    expect((await seen()).profile).toBe(false)
    const kept = await Promise.all(Array.from({ length: 5 }, () => keepByLink(app, { token })))
    expect(kept.filter(({ kind }) => kind === 'kept')).toHaveLength(1)
    await world.advance('1h')
    expect(await seen()).toEqual(everywhere)
    const { cards } = await listChannels(app, { creatorId: visitor.creatorId })
    expect(cards.map(({ state }) => state.kind)).toEqual(['connected', 'connected'])
    expect(await calls(world)).toBeGreaterThan(before)
    expect(await keepByLink(app, { token })).toEqual({ kind: 'over' })
    await world.advance('7d')
    expect(await rowsOf(world, 'every_creator')).toBe(1)
  })

  it('is erased when the time is over, permissions ended, and cannot be brought back', async () => {
    await using opened = await lina(engine, ['youtube', 'tiktok'])
    const { world, visitor } = opened
    const { token } = await left(opened)
    await world.advance('6d')
    await world.advance('2m')
    expect(await rowsOf(world, 'every_creator')).toBe(0)
    expect(await rowsOf(world, 'channel')).toBe(0)
    expect(await rowsOf(world, 'deletion')).toBe(0)
    expect(await keepByLink(world.app, { token })).toEqual({ kind: 'over' })
    expect(await readUndoLink(world.app, { token })).toBeNull()
    expect(await mailsTo(world, visitor.email)).toHaveLength(2)
    expect(world.log.join('')).toContain(`"erased":"${visitor.creatorId}"`)
  })
})

describe('a profile that is deleted', () => {
  it('can be kept by any of its owners who signs in, and by nobody else', async () => {
    await using opened = await lina('postgres')
    const { world, visitor } = opened
    const owner = await teammate(world, visitor, 'owner')
    const manager = await teammate(world, visitor, 'manager')
    await left(opened)
    expect(await mailsTo(world, owner.email)).toHaveLength(1)
    expect(await mailsTo(world, manager.email)).toEqual([])
    expect(await undoable(world.app, manager)).toEqual([])
    const { creatorId } = visitor
    expect(await keepProfile(world.app, { ...manager, creatorId })).toEqual({ kind: 'over' })
    expect(await undoable(world.app, owner)).toHaveLength(1)
    expect(await keepProfile(world.app, { ...owner, creatorId })).toMatchObject({ kind: 'kept' })
    expect(await creatorsOf(world.app, manager)).toHaveLength(1)
  })

  it('loses a channel at once that its person asks Meta to delete', async () => {
    await using opened = await lina('postgres', ['instagram', 'tiktok'])
    const { world } = opened
    await world.advance('2m', 'none')
    const { token } = await left(opened)
    await world.happen('instagram', LINA.instagram.consent.account, 'remove-app-and-data')
    await world.control('POST', '/deliveries/flush')
    await world.advance('1s', 'none')
    expect(await rowsOf(world, 'channel')).toBe(1)
    await keepByLink(world.app, { token })
    const { cards } = await listChannels(world.app, { creatorId: opened.visitor.creatorId })
    expect(cards.map(({ network }) => network)).toEqual(['tiktok'])
  })

  it('is not looked at because its network tells of it, and hears so when it is back', async () => {
    await using opened = await lina('postgres', ['tiktok'])
    const { world, visitor } = opened
    const { token } = await left(opened)
    await world.happen('tiktok', LINA.tiktok.consent.account, 'remove-app')
    await world.control('POST', '/deliveries/flush')
    await world.advance('1d')
    expect(await mailsTo(world, visitor.email)).toHaveLength(1)
    await keepByLink(world.app, { token })
    await world.advance('1h')
    expect((await cardOf(world, visitor, 'tiktok')).state.kind).toBe('reconnect')
  })

  it('keeps its address, and frees it with the erasure', async () => {
    await using opened = await lina('postgres', [])
    await left(opened)
    await expect(opened.world.visitor('lina2')).resolves.toBeDefined()
    const { db } = opened.world.app.store
    const taken = await db.selectFrom('every_creator').select('handle').orderBy('handle').execute()
    expect(taken.map(({ handle }) => handle)).toEqual(['lina', 'lina2'])
  })
})

describe.each(ENGINES)('an account that is deleted, on %s', (engine) => {
  it('is nobody to everybody, can be entered only to stay, and comes back to its teams', async () => {
    await using opened = await lina(engine, [])
    const { world, visitor } = opened
    const { app } = world
    const one = await teammate(world, visitor, 'manager')
    const asked = await ask(app, {
      person: { userId: one.userId },
      conversationId: null,
      creatorId: null,
      key: 'the-only-question',
      text: 'Hello',
      file: null,
      facts: null,
    } as Parameters<typeof ask>[1])
    if (asked.kind !== 'sent') return expect.unreachable()
    const asking = async () => [
      (await findConversation(app.store.db, asked.conversationId)) !== null,
      (await inboxOf(app.store.db, 'all', 'somebody')).length,
      (await inboxCounts(app.store.db, 'somebody')).all,
    ]
    expect(await asking()).toEqual([true, 1, 1])
    const headers = await enter(world, one.email)
    const token = await gone({ world, visitor: { ...one, creatorId: '', sessionId: '' } })
    expect(await asking()).toEqual([false, 0, 0])
    expect(await app.signIn.person(headers)).toBeNull()
    expect(await app.signIn.leaver(headers)).toBeNull()
    expect(await creatorsOf(app, one)).toEqual([])
    const again = await enter(world, one.email)
    expect(await app.signIn.person(again)).toBeNull()
    expect(await app.signIn.leaver(again)).toMatchObject({ userId: one.userId })
    expect(await undoable(app, one)).toMatchObject([{ of: { kind: 'account' } }])
    expect(await readUndoLink(app, { token })).not.toBeNull()
    expect(await keepAccount(app, one)).toMatchObject({ kind: 'kept' })
    expect(await app.signIn.person(again)).toMatchObject({ userId: one.userId })
    expect(await creatorsOf(app, one)).toMatchObject([{ role: 'manager' }])
    expect(await keepByLink(app, { token })).toEqual({ kind: 'over' })
  })

  it('is erased when the time is over', async () => {
    await using opened = await lina(engine, [])
    const { world, visitor } = opened
    const one = await teammate(world, visitor, 'manager')
    const token = await gone({ world, visitor: { ...one, creatorId: '', sessionId: '' } })
    await world.advance('6d')
    await world.advance('2m')
    expect(await rowsOf(world, 'user')).toBe(1)
    expect(await keepByLink(world.app, { token })).toEqual({ kind: 'over' })
  })
})

describe('an account that is deleted', () => {
  it('is not the last owner of anything but what is deleted as well', async () => {
    await using opened = await lina('postgres')
    const { world, visitor } = opened
    expect(await leaveAccount(world.app, visitor)).toMatchObject({ kind: 'last_owner' })
    const profile = await left(opened)
    const account = await gone(opened)
    // The profile would belong to nobody.
    expect(await keepByLink(world.app, profile)).toEqual({ kind: 'no_owner' })
    expect(await keepByLink(world.app, { token: account })).toMatchObject({ kind: 'kept' })
    expect(await keepByLink(world.app, profile)).toMatchObject({ kind: 'kept' })
    expect(await creatorsOf(world.app, visitor)).toMatchObject([{ role: 'owner' }])
  })

  it('takes a deleted profile along that nobody else could bring back, when it goes for good', async () => {
    await using opened = await lina('postgres')
    const { world, visitor } = opened
    const profile = await left(opened)
    await gone(opened)
    expect(await deleteAccount(world.app, visitor)).toEqual({ kind: 'deleted' })
    expect(await readUndoLink(world.app, profile)).toBeNull()
    await world.advance('2m')
    expect(await rowsOf(world, 'every_creator')).toBe(0)
  })
})

it('what cannot be erased is said, tried again, and keeps nobody else waiting', async () => {
  await using opened = await lina('postgres', [])
  const { world } = opened
  // More than are taken at once, and due before hers.
  for (let number = 0; number < 21; number++)
    await left({ world, visitor: await world.visitor(`stuck-${number}`) })
  await world.advance('1m')
  await left(opened)
  const { db } = world.app.store
  await sql`create function stay() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$`.execute(
    db,
  )
  await sql`create trigger stay before delete on every_creator for each row when (old.handle like 'stuck%') execute function stay()`.execute(
    db,
  )
  await world.advance('6d', 'none')
  await world.advance('2m')
  expect(await rowsOf(world, 'every_creator')).toBe(21)
  const said = world.log.splice(0).filter((line) => line.includes('could not be erased yet'))
  expect(said.length).toBeGreaterThanOrEqual(21)
  await sql`drop trigger stay on every_creator`.execute(db)
  await world.advance('2m')
  expect(await rowsOf(world, 'every_creator')).toBe(0)
})

async function company(world: World): Promise<{ companyId: string; userId: string }> {
  const { userId } = await world.app.signIn.createPerson({
    email: 'b@brand.example',
    name: 'B',
    password: null,
  })
  const founded = await foundCompany(world.app, { userId, name: 'Nordfjell', website: '', country: '' })
  if (founded.kind !== 'ok') throw new Error(founded.kind)
  return { companyId: founded.companyId, userId }
}

async function enter(world: World, email: string): Promise<Headers> {
  const entered = await world.app.signIn.signInWithPassword(email, 'a short sentence works', new Headers())
  if (entered.kind === 'refused') throw new Error(entered.code)
  const pairs = entered.headers.getSetCookie().map((one) => one.split(';')[0])
  return new Headers({ cookie: pairs.join('; ') })
}
