/** The whole life of collaborations on both databases: who may what, what time does, and what both sides are told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Side } from '../src/domain/collaboration/moves.ts'
import type { GivenTerms } from '../src/domain/collaboration/terms.ts'
import { addTeammate } from '../src/store/teams.ts'
import { foundCompany } from '../src/usecases/brand/found-company.ts'
import { nudgeCreator } from '../src/usecases/brand/nudge.ts'
import { countWaiting, listCollaborations } from '../src/usecases/collaboration/list-collaborations.ts'
import { listNews } from '../src/usecases/collaboration/list-news.ts'
import { mindCollaborations } from '../src/usecases/collaboration/mind-collaborations.ts'
import { type Asked, moveOn } from '../src/usecases/collaboration/move-collaboration.ts'
import { beginDraft, proposeTerms } from '../src/usecases/collaboration/propose.ts'
import { readCollaboration, sawCollaboration } from '../src/usecases/collaboration/read-collaboration.ts'
import { showPost } from '../src/usecases/collaboration/show-posts.ts'
import { sawThread, write } from '../src/usecases/collaboration/write.ts'
import { listNotices } from '../src/usecases/notice/list-notices.ts'
import { exportData } from '../src/usecases/person/export-data.ts'
import { readMailbox } from '../src/usecases/sandbox/read-mailbox.ts'
import { ENGINES } from './databases.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type Visitor, type World } from './world.ts'

type Person = { userId: string; name: string }

describe.each(ENGINES)('on %s', (engine) => {
  let world: World
  let lina: Visitor
  let other: Visitor
  let ingrid: Person
  let kofi: Person
  let rival: Person
  let companyId: string
  let rivalId: string
  let channelId: string

  beforeAll(async () => {
    world = await openWorld({ engine, pages: true })
    lina = await world.visitor('lina')
    other = await world.visitor('other')
    await connect(world, lina, { network: 'instagram', consent: LINA.instagram.consent })
    channelId = (await cardOf(world, lina, 'instagram')).id
    ;[ingrid, kofi, rival] = (await Promise.all(['ingrid', 'kofi', 'rival'].map((name) => signUp(name)))) as [
      Person,
      Person,
      Person,
    ]
    companyId = await company(ingrid, 'Nordfjell')
    rivalId = await company(rival, 'Rival')
    await addTeammate(world.app.store.db, 'company', {
      of: companyId,
      userId: kofi.userId,
      role: 'member',
      at: world.app.clock.now(),
    })
  })
  afterAll(() => world[Symbol.asyncDispose]())

  async function signUp(name: string): Promise<Person> {
    const email = `${name}@companies.example`
    const { userId } = await world.app.signIn.createPerson({ email, name, password: null })
    return { userId, name }
  }

  async function company(owner: Person, name: string): Promise<string> {
    const founded = await foundCompany(world.app, { userId: owner.userId, name, website: '', country: 'NO' })
    if (founded.kind !== 'ok') throw new Error(founded.kind)
    return founded.companyId
  }

  const day = (daysAhead: number) =>
    new Date(world.app.clock.now().getTime() + daysAhead * 86_400_000).toISOString().slice(0, 10)

  function terms(over: Partial<GivenTerms> = {}): GivenTerms {
    return {
      title: 'Autumn soups',
      brief: 'Three soups from one pot.',
      deliverables: '2 Reels\n1 story',
      budget: '1200',
      currency: 'EUR',
      startsOn: day(3),
      endsOn: day(20),
      channels: [channelId],
      ...over,
    }
  }

  async function draft(person: Person = ingrid, ofCompany = companyId): Promise<string> {
    const begun = await beginDraft(world.app, {
      person,
      companyId: ofCompany,
      handle: 'lina',
      draft: terms(),
    })
    if (begun.kind !== 'begun') throw new Error(begun.kind)
    return begun.collaborationId
  }

  const propose = (
    collaborationId: string,
    person: { userId: string },
    side: Side,
    version: number,
    given = terms(),
  ) => proposeTerms(world.app, { person, side, collaborationId, version, given, today: day(0) })

  const move = (
    collaborationId: string,
    person: { userId: string },
    side: Side,
    what: Asked['move'],
    version = 1,
    reason = 'Because.',
  ) => moveOn(world.app, { person, side, collaborationId, move: what, version, reason })

  async function sent(over: Partial<GivenTerms> = {}): Promise<string> {
    const id = await draft()
    expect(await propose(id, ingrid, 'brand', 0, terms(over))).toEqual({ kind: 'sent' })
    return id
  }

  /** Nothing stays open between two tests: a company may only have so many proposals with one creator. */
  async function ended(id: string): Promise<void> {
    await move(id, ingrid, 'brand', 'withdraw', (await read(id, ingrid, 'brand'))?.seat.collaboration.version)
    await move(id, ingrid, 'brand', 'cancel', (await read(id, ingrid, 'brand'))?.seat.collaboration.version)
  }

  const read = (collaborationId: string, person: { userId: string }, side: Side) =>
    readCollaboration(world.app, { person, side, collaborationId })

  const kindsTold = async (person: { userId: string }, side: Side) =>
    (await listNews(world.app, { userId: person.userId, side })).open.map(({ kind }) => kind)

  it('a draft is nobody’s but its company’s', async () => {
    const id = await draft()
    expect(await read(id, kofi, 'brand')).not.toBeNull()
    for (const [person, side] of [
      [lina, 'creator'],
      [other, 'creator'],
      [rival, 'brand'],
      [ingrid, 'creator'],
    ] as const) {
      expect(await read(id, person, side)).toBeNull()
    }
    expect(await listCollaborations(world.app, { side: 'creator', partyId: lina.creatorId })).toEqual([])
    expect(await propose(id, rival, 'brand', 0)).toEqual({ kind: 'unknown' })
    expect(await propose(id, kofi, 'brand', 0)).toEqual({ kind: 'not_yours_to_decide' })
    expect((await propose(id, ingrid, 'brand', 0, terms({ budget: '-1', title: '' }))).kind).toBe('flawed')
  })

  it('another company’s channel, creator or proposal cannot be reached by its id', async () => {
    const id = await draft(rival, rivalId)
    expect(await read(id, ingrid, 'brand')).toBeNull()
    expect((await propose(id, rival, 'brand', 0, terms({ channels: ['chn_forged'] }))).kind).toBe('flawed')
    const begun = await beginDraft(world.app, { person: rival, companyId, handle: 'lina', draft: terms() })
    expect(begun).toEqual({ kind: 'unknown' })
    expect(
      (
        await beginDraft(world.app, {
          person: rival,
          companyId: rivalId,
          handle: 'nobody-here',
          draft: terms(),
        })
      ).kind,
    ).toBe('unknown_creator')
  })

  it('terms go back and forth, and old ones can be accepted by nobody', async () => {
    const id = await sent()
    expect(await countWaiting(world.app, { side: 'creator', partyId: lina.creatorId })).toBe(1)
    expect(await kindsTold(lina, 'creator')).toContain('sent')
    expect(await propose(id, lina, 'creator', 1, terms())).toEqual({ kind: 'unchanged' })
    expect(await propose(id, lina, 'creator', 1, terms({ budget: '1500' }))).toEqual({ kind: 'sent' })
    // Her old page still shows the button; so does the company's other tab.
    expect(await move(id, lina, 'creator', 'accept', 1)).toEqual({ kind: 'moved_on', state: 'countered' })
    expect(await move(id, ingrid, 'brand', 'agree', 1)).toEqual({ kind: 'moved_on', state: 'countered' })
    expect(await propose(id, ingrid, 'brand', 2, terms({ budget: '1400' }))).toEqual({ kind: 'sent' })
    expect(await kindsTold(lina, 'creator')).toContain('answered')
    expect(await move(id, kofi, 'brand', 'withdraw', 3)).toEqual({ kind: 'not_yours_to_decide' })
    expect(await move(id, other, 'creator', 'accept', 3)).toEqual({ kind: 'unknown' })
    expect(await move(id, lina, 'creator', 'accept', 3)).toEqual({ kind: 'moved', state: 'accepted' })
    expect(await move(id, lina, 'creator', 'accept', 3)).toEqual({ kind: 'moved', state: 'accepted' })
    expect(await kindsTold(ingrid, 'brand')).toContain('accepted')
    const view = await read(id, lina, 'creator')
    expect(view?.versions.map(({ terms }) => terms.budget.amount)).toEqual([120_000, 150_000, 140_000])
    expect(view?.events.map(({ kind }) => kind)).toEqual(['send', 'counter', 'answer', 'accept'])
    await ended(id)
  })

  it('of two who act at once, one is heard', async () => {
    const id = await sent()
    const results = await Promise.all([
      move(id, lina, 'creator', 'accept'),
      move(id, ingrid, 'brand', 'withdraw'),
      propose(id, lina, 'creator', 1, terms({ budget: '1' })),
    ])
    expect(results.filter(({ kind }) => kind === 'moved' || kind === 'sent')).toHaveLength(1)
    expect(results.filter(({ kind }) => kind === 'moved_on')).toHaveLength(2)
    await ended(id)
  })

  it('declining takes a reason, which the other side reads', async () => {
    const id = await sent()
    expect(await move(id, lina, 'creator', 'decline', 1, '  ')).toEqual({ kind: 'reason_missing' })
    expect(await move(id, lina, 'creator', 'decline', 1, 'x'.repeat(10_000))).toEqual({
      kind: 'reason_missing',
    })
    expect(await move(id, lina, 'creator', 'decline', 1, 'Not <b>soups</b>.')).toEqual({
      kind: 'moved',
      state: 'declined',
    })
    expect((await read(id, ingrid, 'brand'))?.events.at(-1)?.detail.reason).toBe('Not <b>soups</b>.')
  })

  it('floods are stopped: three open proposals to one creator, and no more', async () => {
    const ids = [await sent(), await sent(), await sent()]
    const fourth = await draft()
    expect(await propose(fourth, ingrid, 'brand', 0)).toEqual({ kind: 'too_many_open' })
    for (const id of ids) await ended(id)
  })

  it('what is written is there once, is seen, and reaches no stranger', async () => {
    const id = await sent()
    const knock = {
      collaborationId: id,
      key: 'a-key-of-one-message',
      text: 'Hello <script>alert(1)</script>',
    }
    expect(await write(world.app, { ...knock, person: ingrid, side: 'brand' })).toEqual({ kind: 'sent' })
    expect(await write(world.app, { ...knock, person: ingrid, side: 'brand' })).toEqual({ kind: 'sent' })
    expect(await write(world.app, { ...knock, person: rival, side: 'brand' })).toEqual({ kind: 'unknown' })
    expect(
      await write(world.app, {
        ...knock,
        person: lina,
        side: 'creator',
        key: 'long-message',
        text: 'x'.repeat(10_000),
      }),
    ).toEqual({ kind: 'refused', why: 'too_long' })
    const view = await read(id, lina, 'creator')
    expect(view?.messages.map(({ body }) => body)).toEqual(['Hello <script>alert(1)</script>'])
    expect(await kindsTold(lina, 'creator')).toContain('message')
    const newest = view?.messages[0]?.id ?? 0
    await sawThread(world.app, { person: lina, side: 'creator', collaborationId: id, upTo: newest + 1_000 })
    expect((await read(id, ingrid, 'brand'))?.seat.collaboration.read.creator).toBe(newest)
    expect(await kindsTold(lina, 'creator')).not.toContain('message')
    await ended(id)
  })

  it('what was agreed, said and asked goes along with the data of either side, and a draft with nobody’s', async () => {
    const unsent = await draft()
    const id = await sent({ title: 'Taken along' })
    const knock = { collaborationId: id, key: 'a-key-to-take-along' }
    await write(world.app, { ...knock, person: ingrid, side: 'brand', text: 'From the company.' })
    const taken = async (person: { userId: string }, creatorId: string | null) => {
      const creator = creatorId === null ? null : { id: creatorId, role: 'owner' as const }
      let text = ''
      for await (const piece of exportData(world.app, { userId: person.userId, creator })) text += piece
      return text
    }
    const creators = JSON.parse(await taken(lina, lina.creatorId))
    expect(creators.collaborations.find((one: { id: string }) => one.id === id)).toMatchObject({
      company: 'Nordfjell',
      state: 'sent',
      terms: [
        {
          title: 'Taken along',
          by: 'ingrid',
          deliverables: ['2 Reels', '1 story'],
          channel_ids: [channelId],
        },
      ],
      history: [{ kind: 'send', side: 'brand' }],
      messages: [{ side: 'brand', by: 'ingrid', body: 'From the company.' }],
    })
    expect(creators.you.collaboration_notices).toContainEqual(
      expect.objectContaining({ collaboration_id: id, kind: 'message', side: 'creator' }),
    )
    expect(JSON.parse(await taken(ingrid, null)).you).toMatchObject({
      works_for_companies: [{ name: 'Nordfjell', role: 'owner' }],
      collaboration_messages: expect.arrayContaining([
        expect.objectContaining({ collaboration_id: id, body: 'From the company.' }),
      ]),
    })
    expect(await taken(lina, lina.creatorId)).not.toContain(unsent)
    expect(await taken(other, other.creatorId)).not.toContain(id)
    expect(await taken(rival, null)).not.toContain(id)
    await ended(id)
  })

  it('a post is shown once, on a channel and for a deliverable that were agreed on', async () => {
    const id = await sent({ startsOn: day(0) })
    const show = (
      over: Partial<{ url: string; channelId: string; deliverable: number }>,
      who: { userId: string } = lina,
      side: Side = 'creator',
    ) =>
      showPost(world.app, {
        person: who,
        side,
        collaborationId: id,
        url: 'https://instagram.example/p/1',
        channelId,
        deliverable: 0,
        ...over,
      })
    expect((await show({})).kind).toBe('moved_on')
    await move(id, lina, 'creator', 'accept')
    expect(await show({ url: 'javascript:alert(1)' })).toEqual({ kind: 'refused', why: 'not_an_address' })
    expect(await show({ channelId: 'chn_forged' })).toEqual({ kind: 'refused', why: 'unknown_channel' })
    expect(await show({ deliverable: 7 })).toEqual({ kind: 'refused', why: 'unknown_deliverable' })
    expect(await show({}, ingrid, 'brand')).toEqual({ kind: 'unknown' })
    expect(await show({})).toEqual({ kind: 'shown' })
    expect(await show({})).toEqual({ kind: 'refused', why: 'already' })
    expect(await move(id, lina, 'creator', 'deliver')).toEqual({ kind: 'moved', state: 'delivered' })
    expect(await move(id, ingrid, 'brand', 'reopen')).toEqual({ kind: 'moved', state: 'live' })
    expect(await move(id, lina, 'creator', 'deliver')).toEqual({ kind: 'moved', state: 'delivered' })
    expect(await move(id, ingrid, 'brand', 'complete')).toEqual({ kind: 'moved', state: 'completed' })
    expect(await move(id, ingrid, 'brand', 'cancel')).toEqual({ kind: 'moved_on', state: 'completed' })
  })

  it('a verified number of a delivered post stands there while its channel is connected, and not a moment longer', async () => {
    const { db } = world.app.store
    const id = await sent({ startsOn: day(0) })
    await move(id, lina, 'creator', 'accept')
    const recent = (await read(id, lina, 'creator'))?.recent[0]
    if (recent === undefined) throw new Error('The pretend Instagram shows no post.')
    await showPost(world.app, {
      person: lina,
      side: 'creator',
      collaborationId: id,
      ...recent,
      deliverable: 0,
    })
    const found = async () => (await read(id, ingrid, 'brand'))?.posts[0]?.found?.numbers ?? null
    expect(await found()).toEqual(recent.numbers)
    expect((await read(id, ingrid, 'brand'))?.recent).toEqual([])
    for (const state of ['disconnected', 'off'] as const) {
      await db
        .updateTable('channel')
        .set({
          state,
          reason: state === 'off' ? null : 'expired',
          confidence: state === 'off' ? null : 'confirmed',
        })
        .where('id', '=', channelId)
        .execute()
      expect(await found()).toBeNull()
      const view = await read(id, ingrid, 'brand')
      expect(view?.channels.every(({ followers }) => followers === null)).toBe(true)
    }
    await db
      .updateTable('channel')
      .set({ state: 'connected', reason: null, confidence: null })
      .where('id', '=', channelId)
      .execute()
    expect(await found()).toEqual(recent.numbers)
    await ended(id)
  })
})

describe.each(ENGINES)('time, on %s', (engine) => {
  it('an unanswered proposal runs out after seven days; agreed work begins on its day; a lost channel is told to both', async () => {
    await using world = await openWorld({ engine, pages: true })
    const { app } = world
    const lina = await world.visitor('lina')
    await connect(world, lina, { network: 'instagram', consent: LINA.instagram.consent })
    const channelId = (await cardOf(world, lina, 'instagram')).id
    const { userId } = await app.signIn.createPerson({
      email: 'ingrid@companies.example',
      name: 'Ingrid',
      password: null,
    })
    const ingrid = { userId }
    const founded = await foundCompany(app, { userId, name: 'Nordfjell', website: '', country: 'NO' })
    if (founded.kind !== 'ok') throw new Error(founded.kind)
    const day = (ahead: number) =>
      new Date(app.clock.now().getTime() + ahead * 86_400_000).toISOString().slice(0, 10)
    const send = async (title: string) => {
      const given: GivenTerms = {
        title,
        brief: 'Soup.',
        deliverables: '1 Reel',
        budget: '0',
        currency: 'NOK',
        startsOn: day(2),
        endsOn: day(60),
        channels: [channelId],
      }
      const begun = await beginDraft(app, {
        person: ingrid,
        companyId: founded.companyId,
        handle: 'lina',
        draft: given,
      })
      if (begun.kind !== 'begun') throw new Error(begun.kind)
      const collaborationId = begun.collaborationId
      expect(
        await proposeTerms(app, {
          person: ingrid,
          side: 'brand',
          collaborationId,
          version: 0,
          given,
          today: day(0),
        }),
      ).toEqual({ kind: 'sent' })
      return collaborationId
    }
    const [unanswered, agreed] = [await send('Unanswered'), await send('Agreed')]
    const accept = (collaborationId: string) =>
      moveOn(app, { person: lina, side: 'creator', collaborationId, move: 'accept', version: 1, reason: '' })
    expect(await accept(agreed)).toEqual({ kind: 'moved', state: 'accepted' })
    const kinds = async (id: string, side: Side, person: { userId: string }) =>
      (await readCollaboration(app, { person, side, collaborationId: id }))?.events.map(({ kind }) => kind)

    await world.advance('3d')
    expect(
      (await readCollaboration(app, { person: lina, side: 'creator', collaborationId: agreed }))?.standing,
    ).toBe('live')
    expect(await kinds(agreed, 'brand', ingrid)).toEqual(['send', 'accept', 'start'])

    await world.advance('5d')
    expect(await accept(unanswered)).toEqual({ kind: 'moved_on', state: 'expired' })
    expect(await kinds(unanswered, 'brand', ingrid)).toEqual(['send', 'expire'])

    // Lost: the numbers are gone at once, both sides are told once it has lasted, and the creator reads who waits.
    await world.happen('instagram', LINA.instagram.consent.account, 'change-password')
    await world.advance('2d')
    await mindCollaborations(app)
    const lost = await readCollaboration(app, { person: ingrid, side: 'brand', collaborationId: agreed })
    expect(lost?.channels[0]).toMatchObject({ verified: false, followers: null })
    expect(lost?.channels[0]?.lastVerifiedAt).toBeInstanceOf(Date)
    expect(await kinds(agreed, 'brand', ingrid)).toEqual([
      'send',
      'accept',
      'start',
      'paused',
      'creator_told',
    ])
    const brandNews = await listNews(app, { userId, side: 'brand' })
    expect(brandNews.open.map(({ kind }) => kind)).toContain('paused')
    const { open } = await listNotices(app, lina)
    expect(open[0]?.waiting).toEqual(['Nordfjell'])
    const mails = await readMailbox(app)
    const toLina = mails.filter(({ recipient }) => recipient === lina.email).map(({ text }) => text)
    expect(toLina.some((text) => text.includes('Nordfjell is waiting for your insights.'))).toBe(true)
    const toIngrid = mails.filter(({ recipient }) => recipient === 'ingrid@companies.example')
    expect(toIngrid.some(({ text }) => text.includes('Insights of Instagram @lina.k paused'))).toBe(true)
    for (const { text } of toIngrid) expect(text).not.toMatch(/password|expired|revoked|security/i)
    const days = toIngrid.map(({ at }) => at.toISOString().slice(0, 10))
    expect(new Set(days).size).toBe(days.length)

    // Asked for once a week at most: both read who asked, and a second try leaves nothing behind.
    const ask = () => nudgeCreator(app, { companyId: founded.companyId, userId, handle: 'lina' })
    const first = await ask()
    expect(first.kind).toBe('asked')
    expect(await ask()).toEqual({ ...first, kind: 'asked_before' })
    expect((await kinds(agreed, 'creator', lina))?.filter((kind) => kind === 'asked')).toHaveLength(1)
    expect(await kinds(unanswered, 'brand', ingrid)).not.toContain('asked')
    const asked = await readCollaboration(app, { person: ingrid, side: 'brand', collaborationId: agreed })
    expect(asked?.events.at(-1)).toMatchObject({
      kind: 'asked',
      side: 'brand',
      actor: 'Ingrid',
      detail: { channelId },
    })
    expect(asked?.asksAgainAt).toEqual('againAt' in first ? first.againAt : null)

    // Back: told in the app once, and mailed to nobody.
    await connect(world, lina, { network: 'instagram', channelId, consent: LINA.instagram.consent })
    await mindCollaborations(app)
    await mindCollaborations(app)
    expect((await kinds(agreed, 'brand', ingrid))?.filter((kind) => kind === 'back')).toHaveLength(1)
    expect((await listNews(app, { userId, side: 'brand' })).open.map(({ kind }) => kind)).toContain('back')
    await world.advance('1m')
    expect((await listNotices(app, lina)).open.map(({ notice }) => notice.kind)).toEqual(['back'])
    await sawCollaboration(app, { person: ingrid, side: 'brand', collaborationId: agreed })
    expect((await listNews(app, { userId, side: 'brand' })).open.map(({ kind }) => kind)).not.toContain(
      'back',
    )
  })
})
