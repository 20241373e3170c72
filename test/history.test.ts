/** A channel's story: whole, in pages, and with the names of those who have left meanwhile. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EVENT_KINDS } from '../src/domain/channel/event.ts'
import { POLICIES } from '../src/domain/network.ts'
import { writeEvent } from '../src/store/events.ts'
import { addTeammate } from '../src/store/teams.ts'
import { type History, readHistory } from '../src/usecases/channel/read-history.ts'
import { deleteAccount } from '../src/usecases/person/delete-account.ts'
import { leaveTeam } from '../src/usecases/person/keep-team.ts'
import { createSpeaker } from '../src/words/speaker.ts'
import { historyPage } from '../web/views/history-page.ts'
import { ENGINES } from './databases.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type Visitor, type World } from './world.ts'

describe.each(ENGINES)('a history, on %s', (engine) => {
  let world: World
  let lina: Visitor
  let channelId: string

  beforeAll(async () => {
    world = await openWorld({ engine })
    lina = await world.visitor('lina')
    await connect(world, lina, { network: 'instagram', consent: LINA.instagram.consent })
    channelId = (await cardOf(world, lina, 'instagram')).id
  })
  afterAll(() => world[Symbol.asyncDispose]())

  function read(before: string | null = null): Promise<History | null> {
    return readHistory(world.app, { creatorId: lina.creatorId, channelId, before })
  }

  async function happened(kind: (typeof EVENT_KINDS)[number], actor: string | null, detail = {}) {
    await writeEvent(world.app.store.db, { channelId, at: world.app.clock.now(), kind, actor, detail })
  }

  function shown(history: History | null) {
    if (history === null) throw new Error('There is no such channel.')
    const now = world.app.clock.now()
    return historyPage(
      history,
      { mayTurnOff: true, asked: new Set() },
      createSpeaker({ timeZone: 'Europe/Warsaw', now, platform: 'Test' }),
    )
  }

  it('tells every kind of thing that can happen, with what is known of it', async () => {
    const missing = POLICIES.instagram.scopes.filter(({ use }) => use === 'numbers').map(({ name }) => name)
    for (const kind of EVENT_KINDS) await happened(kind, null)
    await happened('limited', null, { missing })
    await happened('renewed', null, { until: '2026-12-24T10:00:00Z' })
    await happened('renewal_failed', null, { until: 'no date' })
    await happened('corrected', null, { lostAt: '2026-11-20T10:00:00Z' })
    const { events } = shown(await read())
    expect(events.filter(({ title }) => title === '')).toEqual([])
    const told = new Set(events.map(({ kind }) => kind))
    expect(EVENT_KINDS.filter((kind) => !told.has(kind))).toEqual([])
    expect(events.slice(0, 4).map(({ detail }) => detail)).toEqual([
      expect.stringContaining('20 Nov, 11:00'),
      null,
      'Good until 24\u00a0Dec.',
      'Missing: its insights.',
    ])
  })

  it('is whole over its pages, though all of it happened in one moment', async () => {
    for (let place = 0; place < 120; place++) await happened('told', null, { place })
    const places: unknown[] = []
    let pages = 0
    for (let before: string | null | undefined = null; before !== undefined; pages++) {
      const page: History | null = await read(before)
      places.push(...(page?.events ?? []).flatMap(({ detail }) => detail.place ?? []))
      before = page?.older ?? undefined
    }
    expect(places).toEqual(Array.from({ length: 120 }, (_, place) => 119 - place))
    expect(pages).toBeGreaterThan(2)
  })

  it('shows the newest page to an address that somebody made up', async () => {
    const newest = await read()
    for (const before of ['', '-1', '1e3', "1' or '1'='1", '9'.repeat(40), 'null', '１２']) {
      expect(await read(before)).toEqual(newest)
    }
  })

  it('gives nothing away by the number of an event of somebody else', async () => {
    const other = await world.visitor('other')
    const asked = await readHistory(world.app, { creatorId: other.creatorId, channelId })
    expect(asked).toBeNull()
    expect((await read('999999999999'))?.events).toEqual([])
  })

  it('says who did it: a teammate, one who has left, one whose account is gone', async () => {
    const at = world.app.clock.now()
    const maja = await world.visitor('maja')
    const piotr = await world.app.signIn.createPerson({
      email: 'piotr@people.example',
      name: 'Piotr',
      password: null,
    })
    for (const { userId } of [maja, piotr]) {
      await addTeammate(world.app.store.db, 'creator', { of: lina.creatorId, userId, role: 'manager', at })
    }
    for (const { userId } of [lina, maja, piotr]) await happened('cancelled', userId)
    await leaveTeam(
      world.app,
      { kind: 'creator', of: lina.creatorId, userId: maja.userId },
      { who: maja.userId },
    )
    await deleteAccount(world.app, { userId: piotr.userId })
    const { events } = shown(await read())
    expect(events.slice(0, 3).map(({ by }) => by)).toEqual([
      'by somebody whose account is gone',
      'by maja, no longer on the team',
      'by lina',
    ])
  })

  it('says that whoever connected the channel works here no more', async () => {
    const at = world.app.clock.now()
    const { userId } = await world.visitor('ola')
    await addTeammate(world.app.store.db, 'creator', { of: lina.creatorId, userId, role: 'manager', at })
    const ola = { ...lina, userId, sessionId: 'session-of-ola' }
    await connect(world, ola, { network: 'instagram', channelId, consent: LINA.instagram.consent })
    expect(shown(await read()).connectedBy).toBe('Last connected by ola.')
    await leaveTeam(world.app, { kind: 'creator', of: lina.creatorId, userId }, { who: userId })
    expect(shown(await read()).connectedBy).toBe('Last connected by ola, no longer on the team.')
    expect((await read())?.card.state.kind).toBe('connected')
  })
})
