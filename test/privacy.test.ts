/** What a creator can see, take along and end. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeUses } from '../src/usecases/channel/note-uses.ts'
import { collectInsights } from '../src/usecases/insight/collect-insights.ts'
import { creatorsOf } from '../src/usecases/person/creators-of.ts'
import { deleteAccount } from '../src/usecases/person/delete-account.ts'
import { exportData } from '../src/usecases/person/export-data.ts'
import { foundCreator } from '../src/usecases/person/found-creator.ts'
import { readLedger } from '../src/usecases/person/read-ledger.ts'
import { ENGINES } from './databases.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type Visitor, type World } from './world.ts'

describe.each(ENGINES)('what is kept, on %s', (engine) => {
  let world: World
  let number = 0

  beforeAll(async () => {
    world = await openWorld({ engine })
  })
  afterAll(() => world[Symbol.asyncDispose]())

  async function somebody(): Promise<{ userId: string; email: string }> {
    number += 1
    const email = `person${number}@people.example`
    const { userId } = await world.app.signIn.createPerson({
      email,
      name: `Person ${number}`,
      password: null,
    })
    return { userId, email }
  }

  async function owner(): Promise<Visitor> {
    const { userId, email } = await somebody()
    const handle = `profile${number}`
    const founded = await foundCreator(world.app, { userId, handle, name: handle, bio: '', place: '' })
    if (founded.kind !== 'ok') throw new Error(founded.kind)
    const [creator] = await creatorsOf(world.app, { userId })
    return { userId, email, creatorId: creator?.id ?? '', sessionId: `session of ${userId}` }
  }

  async function exported(visitor: Visitor, role: 'owner' | 'admin' | 'manager') {
    let text = ''
    const creator = { id: visitor.creatorId, role }
    for await (const piece of exportData(world.app, { userId: visitor.userId, creator })) text += piece
    return { text, value: JSON.parse(text) as Record<string, unknown> }
  }

  it('names each permission, who gave it, until when, and every use by its purpose', async () => {
    const lina = await owner()
    await connect(world, lina, { network: 'instagram', consent: LINA.instagram.consent })
    await collectInsights(world.app, (await cardOf(world, lina, 'instagram')).id, 'now')
    await writeUses(world.app)
    const [entry] = await readLedger(world.app, { creatorId: lina.creatorId })
    expect(entry?.held).toMatchObject({
      reads: ['identity', 'numbers'],
      by: { name: expect.stringMatching(/^Person/), onTeam: true },
    })
    const days = ((entry?.held?.until?.getTime() ?? 0) - world.app.clock.now().getTime()) / 86_400_000
    expect(days).toBeGreaterThan(59)
    expect(days).toBeLessThan(61)
    expect(entry?.uses.map(({ purpose }) => purpose)).toContain('insights')
    const { value, text } = await exported(lina, 'owner')
    expect(value).toMatchObject({
      you: { email: lina.email },
      profile: { handle: expect.any(String) },
      team: [{ role: 'owner' }],
      channels: [{ network: 'instagram', state: 'connected', history: [{ kind: 'connected' }] }],
    })
    const channels = value.channels as { numbers: unknown[] }[]
    expect(channels[0]?.numbers.length).toBeGreaterThan(0)
    expect(text).not.toMatch(/sealed|data_key|token_hash|password/)
  })

  it('writes years of days and history in small pieces, each row once and in its order', async () => {
    const lina = await owner()
    await connect(world, lina, { network: 'youtube', consent: LINA.youtube.consent })
    const { id } = await cardOf(world, lina, 'youtube')
    const { db } = world.app.store
    await sql`
      insert into snapshot (channel_id, day, taken_at, readings, breakdowns, gaps, afterwards)
      select ${id}, date '2001-01-01' + n, now(), '[]', '[]', '[]', true from generate_series(1, 1500) as n`.execute(
      db,
    )
    await sql`
      insert into channel_event (channel_id, at, kind, detail)
      select ${id}, now(), 'cleared', jsonb_build_object('n', n) from generate_series(1, 1000) as n`.execute(
      db,
    )
    let longest = 0
    let text = ''
    const creator = { id: lina.creatorId, role: 'owner' as const }
    for await (const piece of exportData(world.app, { userId: lina.userId, creator })) {
      longest = Math.max(longest, piece.length)
      text += piece
    }
    expect(longest).toBeLessThan(text.length / 2)
    const [channel] = (
      JSON.parse(text) as {
        channels: { numbers: { day: string }[]; history: { detail: { n?: number } }[] }[]
      }
    ).channels
    const days = channel?.numbers.map(({ day }) => day) ?? []
    expect(days.length).toBeGreaterThanOrEqual(1500)
    expect(days).toEqual([...new Set(days)].sort())
    const events = channel?.history.flatMap(({ detail }) => detail?.n ?? [])
    expect(events).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1))
  })

  it('gives a manager their own data, and not the creator’s', async () => {
    const { value } = await exported(await owner(), 'manager')
    expect(Object.keys(value).sort()).toEqual(['made_at', 'you'])
  })

  it('keeps an account whose going would leave a profile without an owner', async () => {
    const lina = await owner()
    expect(await deleteAccount(world.app, lina)).toMatchObject({ kind: 'last_owner' })
    expect(await creatorsOf(world.app, lina)).toHaveLength(1)
  })

  it('lets a teammate’s account go, and what they connected stay', async () => {
    const lina = await owner()
    const other = await somebody()
    await world.app.store.db
      .insertInto('member')
      .values({
        creator_id: lina.creatorId,
        user_id: other.userId,
        role: 'admin',
        since: world.app.clock.now(),
      })
      .execute()
    const visitor = { ...other, creatorId: lina.creatorId, sessionId: `session of ${other.userId}` }
    await connect(world, visitor, { network: 'tiktok', consent: LINA.tiktok.consent })
    expect(await deleteAccount(world.app, other)).toEqual({ kind: 'deleted' })
    const [entry] = await readLedger(world.app, { creatorId: lina.creatorId })
    expect(entry?.card.state.kind).toBe('connected')
    expect(entry?.held?.by).toBeNull()
    expect(await creatorsOf(world.app, other)).toEqual([])
  })
})
