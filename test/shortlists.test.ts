/** Comparing, exporting and asking: on both databases, and never a number that should be gone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY } from '../src/domain/time.ts'
import { foundCompany } from '../src/usecases/brand/found-company.ts'
import { nudgeCreator } from '../src/usecases/brand/nudge.ts'
import { readCreatorForBrand } from '../src/usecases/brand/read-creator.ts'
import {
  changeShortlist,
  compareShortlist,
  listShortlists,
  makeShortlist,
} from '../src/usecases/brand/shortlists.ts'
import { listNotices } from '../src/usecases/notice/list-notices.ts'
import { tellPeople } from '../src/usecases/notice/tell-people.ts'
import { createSpeaker } from '../src/words/speaker.ts'
import { shortlistCsv } from '../web/views/shortlist-page.ts'
import { ENGINES } from './databases.ts'
import { putCreator } from './listed-creators.ts'
import { openWorld, type World } from './world.ts'

describe.each(ENGINES)('shortlists on %s', (engine) => {
  let world: World
  let number = 0
  let brand: { companyId: string; userId: string }
  let lina: { creatorId: string; channelIds: string[] }

  beforeAll(async () => {
    world = await openWorld({ engine })
    brand = await company('Nordfjell')
    lina = await putCreator(world.app, {
      handle: 'lina',
      name: '=HYPERLINK("http://x")',
      country: 'PL',
      channels: [{ followers: 48_123 }, { network: 'tiktok', followers: 90_456 }],
    })
  })
  afterAll(() => world[Symbol.asyncDispose]())

  async function company(name: string): Promise<{ companyId: string; userId: string }> {
    number += 1
    const email = `brand${number}@brand.example`
    const { userId } = await world.app.signIn.createPerson({ email, name: `Brand ${number}`, password: null })
    const founded = await foundCompany(world.app, { userId, name, website: '', country: '' })
    if (founded.kind !== 'ok') throw new Error(founded.kind)
    return { companyId: founded.companyId, userId }
  }

  async function listOf(reader: typeof brand, name = 'Autumn'): Promise<string> {
    const made = await makeShortlist(world.app, { ...reader, name })
    if (made.kind !== 'made') throw new Error(made.kind)
    const change = { kind: 'add', handle: 'lina' } as const
    expect((await changeShortlist(world.app, { ...reader, id: made.id, change })).kind).toBe('added')
    return made.id
  }

  const setState = (channelId: string, lost: boolean) =>
    world.app.store.db
      .updateTable('channel')
      .set({
        state: lost ? 'disconnected' : 'connected',
        reason: lost ? 'revoked' : null,
        confidence: lost ? 'confirmed' : null,
        since: world.app.clock.now(),
      })
      .where('id', '=', channelId)
      .execute()

  it('is found by its company alone, and by its maker alone while it is not shared', async () => {
    const id = await listOf(brand)
    const other = await company('Casa Lumbre')
    expect(await compareShortlist(world.app, { ...other, id })).toBeNull()
    for (const change of [
      { kind: 'delete' },
      { kind: 'rename', name: 'Mine' },
      { kind: 'add', handle: 'lina' },
    ] as const) {
      expect((await changeShortlist(world.app, { ...other, id, change })).kind).toBe('unknown')
    }
    const change = { kind: 'share', shared: false } as const
    expect((await changeShortlist(world.app, { ...brand, id, change })).kind).toBe('changed')
    const colleague = { companyId: brand.companyId, userId: other.userId }
    expect(await compareShortlist(world.app, { ...colleague, id })).toBeNull()
    expect((await listShortlists(world.app, colleague)).map((list) => list.id)).not.toContain(id)
  })

  it('adds a creator once, keeps a note as it was written, and lets them go', async () => {
    const id = await listOf(brand)
    await changeShortlist(world.app, { ...brand, id, change: { kind: 'add', handle: 'lina' } })
    const note = '<b>Great</b> with knives\u0000'
    await changeShortlist(world.app, {
      ...brand,
      id,
      change: { kind: 'note', creatorId: lina.creatorId, note },
    })
    const comparison = await compareShortlist(world.app, { ...brand, id })
    expect(comparison?.creators.map((one) => one.note)).toEqual(['<b>Great</b> with knives'])
    await changeShortlist(world.app, { ...brand, id, change: { kind: 'remove', creatorId: lina.creatorId } })
    expect((await compareShortlist(world.app, { ...brand, id }))?.creators).toEqual([])
  })

  it('loses the numbers of a lost channel everywhere at once, and has them back with it', async () => {
    const id = await listOf(brand)
    const [instagram = ''] = lina.channelIds
    const everything = async () => {
      const comparison = await compareShortlist(world.app, { ...brand, id })
      const creator = await readCreatorForBrand(world.app, { ...brand, handle: 'lina' })
      const speaker = createSpeaker({ timeZone: 'UTC', now: world.app.clock.now(), platform: 'Rechannel' })
      if (comparison === null) throw new Error('the list is gone')
      return `${JSON.stringify(comparison)}${JSON.stringify(creator)}${shortlistCsv(comparison, speaker)}`
    }
    expect(await everything()).toMatch(/48123/)
    await setState(instagram, true)
    const without = await everything()
    expect(without).not.toMatch(/48123/)
    expect(without).toMatch(/90456/)
    await setState(instagram, false)
    expect(await everything()).toMatch(/48123/)
  })

  it('writes cells that no spreadsheet runs', async () => {
    const id = await listOf(brand)
    const change = { kind: 'note', creatorId: lina.creatorId, note: '@SUM(A1:A9)' } as const
    await changeShortlist(world.app, { ...brand, id, change })
    const comparison = await compareShortlist(world.app, { ...brand, id })
    const speaker = createSpeaker({ timeZone: 'UTC', now: world.app.clock.now(), platform: 'Rechannel' })
    const csv = comparison === null ? '' : shortlistCsv(comparison, speaker)
    expect(csv.startsWith('\ufeff')).toBe(true)
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(csv).toContain(`"'@SUM(A1:A9)"`)
    // A handle of a network begins with an at sign.
    expect(csv).not.toMatch(/(^|,)"?[=+@-]/m)
  })

  it('asks a creator once a week for each company, however many press at once', async () => {
    const [instagram = ''] = lina.channelIds
    expect((await nudgeCreator(world.app, { ...brand, handle: 'lina' })).kind).toBe('not_needed')
    await setState(instagram, true)
    const pressed = await Promise.all(
      [1, 2, 3].map(() => nudgeCreator(world.app, { ...brand, handle: 'lina' })),
    )
    expect(pressed.map(({ kind }) => kind).sort()).toEqual(['asked', 'asked_before', 'asked_before'])
    const other = await company('Casa Lumbre')
    expect((await nudgeCreator(world.app, { ...other, handle: 'lina' })).kind).toBe('asked')
    const seen = await readCreatorForBrand(world.app, { ...brand, handle: 'lina' })
    expect(seen?.nudge?.againAt?.getTime()).toBeGreaterThan(world.app.clock.now().getTime() + 6 * DAY)
    await setState(instagram, false)
    expect((await readCreatorForBrand(world.app, { ...brand, handle: 'lina' }))?.nudge).toBeNull()
  })
})

describe.each(ENGINES)('a nudge on %s', (engine) => {
  it('reaches the creator as the one line about the channel, new again, with who is waiting', async () => {
    await using world = await openWorld({ engine })
    const creator = await world.visitor('henrik')
    const brandPerson = await world.app.signIn.createPerson({
      email: 'brand@brand.example',
      name: 'Ingrid',
      password: null,
    })
    const founded = await foundCompany(world.app, {
      userId: brandPerson.userId,
      name: 'Nordfjell',
      website: '',
      country: '',
    })
    if (founded.kind !== 'ok') throw new Error(founded.kind)
    const reader = { companyId: founded.companyId, userId: brandPerson.userId }
    const { db } = world.app.store
    const planted = await putCreator(world.app, { handle: 'other', channels: [{ followers: 10 }] })
    const [channelId = ''] = planted.channelIds
    await db
      .updateTable('channel')
      .set({ creator_id: creator.creatorId })
      .where('id', '=', channelId)
      .execute()
    await db
      .updateTable('channel')
      .set({
        state: 'disconnected',
        reason: 'revoked',
        confidence: 'confirmed',
        since: world.app.clock.now(),
      })
      .where('id', '=', channelId)
      .execute()
    await world.advance('1h')
    await tellPeople(world.app, new Set())
    const before = await listNotices(world.app, { userId: creator.userId })
    expect(before.open).toHaveLength(1)
    await db.updateTable('notice').set({ read_at: world.app.clock.now() }).execute()

    expect((await nudgeCreator(world.app, { ...reader, handle: 'henrik' })).kind).toBe('asked')
    await tellPeople(world.app, new Set())
    const after = await listNotices(world.app, { userId: creator.userId })
    expect(after.open).toHaveLength(1)
    expect(after.unread).toBe(1)
    expect(after.open[0]?.waiting).toEqual(['Nordfjell'])
  })
})
