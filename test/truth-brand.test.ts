/**
 * Everything that a brand can open, and what both sides of a collaboration can, through every change that can take a
 * number away or bring it back: a number that should be gone stands nowhere, in no page, no data of a page, no file.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GivenTerms } from '../src/domain/collaboration/terms.ts'
import { DAY, later } from '../src/domain/time.ts'
import { companiesOf } from '../src/usecases/brand/companies-of.ts'
import { foundCompany } from '../src/usecases/brand/found-company.ts'
import { changeShortlist, makeShortlist } from '../src/usecases/brand/shortlists.ts'
import { moveOn } from '../src/usecases/collaboration/move-collaboration.ts'
import { beginDraft, proposeTerms } from '../src/usecases/collaboration/propose.ts'
import { showPost } from '../src/usecases/collaboration/show-posts.ts'
import { ENGINES } from './databases.ts'
import { putCreator } from './listed-creators.ts'
import { openWorld, type World, withoutPorts } from './world.ts'

const EMAIL = 'ingrid@people.example'
const LINA = 'lina@people.example'
const PASSWORD = 'pretend-people-only'
/** A number that stands for nothing else. */
const FOLLOWERS = 48_217
const SHOWN = /48[,.]?217|48217/
/** Of the same creator's other channel, which stays as it is. */
const OTHER = /90[,.]?463|90463/
/** Likes of one of its posts, which was delivered for a collaboration. */
const LIKES = 73_519
const LIKED = /73[,.]?519/
const POST = 'https://instagram.example/p/soup'

type Surface = { path: string; by: 'brand' | 'creator'; shows: readonly RegExp[] }

describe.each(ENGINES)('what brands see on %s', (engine) => {
  let world: World
  let cookies: Record<Surface['by'], string>
  let listId: string
  let dealId: string
  let draftId: string
  let channelId: string
  let creatorId: string

  beforeAll(async () => {
    world = await openWorld({ engine, pages: true })
    const { app } = world
    const { userId } = await app.signIn.createPerson({ email: EMAIL, name: 'Ingrid', password: PASSWORD })
    await foundCompany(app, { userId, name: 'Nordfjell', website: '', country: 'NO' })
    const [company] = await companiesOf(app, { userId })
    if (company === undefined) throw new Error('no company')
    const planted = await putCreator(app, {
      handle: 'lina',
      name: 'Lina Kowalski',
      bio: 'Slow soup.',
      country: 'PL',
      categories: ['food'],
      channels: [
        { followers: FOLLOWERS, followersBefore: FOLLOWERS - 1000 },
        { network: 'tiktok', followers: 90_463 },
      ],
    })
    creatorId = planted.creatorId
    channelId = planted.channelIds[0] ?? ''
    const made = await makeShortlist(app, { companyId: company.id, userId, name: 'Autumn' })
    if (made.kind !== 'made') throw new Error(made.kind)
    listId = made.id
    const reader = { companyId: company.id, userId, id: listId }
    await changeShortlist(app, { ...reader, change: { kind: 'add', handle: 'lina' } })
    await plantCollaborations({ companyId: company.id, userId })
    cookies = { brand: await cookieOf(EMAIL), creator: await cookieOf(LINA) }
  })
  afterAll(() => world[Symbol.asyncDispose]())

  async function cookieOf(email: string): Promise<string> {
    const entered = await world.app.signIn.enterAs(email)
    return entered
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
  }

  /** Lina agrees to one proposal and shows a post for it; another is only a draft. */
  async function plantCollaborations(brand: { companyId: string; userId: string }): Promise<void> {
    const { app } = world
    const { userId } = await app.signIn.createPerson({ email: LINA, name: 'Lina', password: PASSWORD })
    const now = app.clock.now()
    const since = { creator_id: creatorId, user_id: userId, role: 'owner' as const, since: now }
    await app.store.db.insertInto('member').values(since).execute()
    await app.store.db
      .insertInto('channel_post')
      .values({
        channel_id: channelId,
        network_id: 'soup',
        posted_at: later(now, -DAY),
        kind: 'picture',
        title: 'Soup',
        url: POST,
        numbers: JSON.stringify({ likes: LIKES }) as never,
        gaps: '[]' as never,
        taken_at: now,
      })
      .execute()
    const [today, person] = [now.toISOString().slice(0, 10), { userId: brand.userId }]
    const given: GivenTerms = {
      title: 'Soups',
      brief: 'Slow ones.',
      deliverables: '1 picture',
      budget: '100',
      currency: 'EUR',
      startsOn: today,
      endsOn: today,
      channels: [channelId],
    }
    const begin = async () => {
      const begun = await beginDraft(app, { ...brand, person, handle: 'lina', draft: given })
      if (begun.kind !== 'begun') throw new Error(begun.kind)
      return begun.collaborationId
    }
    dealId = await begin()
    const knock = { side: 'brand' as const, collaborationId: dealId, person }
    expect((await proposeTerms(app, { ...knock, version: 0, given, today })).kind).toBe('sent')
    const answer = { side: 'creator' as const, collaborationId: dealId, person: { userId } }
    expect((await moveOn(app, { ...answer, move: 'accept', version: 1, reason: '' })).kind).toBe('moved')
    expect((await showPost(app, { ...answer, url: POST, channelId, deliverable: 0 })).kind).toBe('shown')
    draftId = await begin()
  }

  const surfaces = (): Surface[] => {
    const at = (path: string, ...shows: RegExp[]): Surface => ({ path, by: 'brand', shows })
    const hers = (path: string, ...shows: RegExp[]): Surface => ({ path, by: 'creator', shows })
    return [
      at('/brand/discover?network=instagram', SHOWN),
      at('/brand/discover?network=instagram&q=soup&country=PL&category=food', SHOWN),
      at('/brand/discover?show=all&network=instagram', SHOWN),
      at('/brand/discover?show=all&sort=checked&network=instagram', SHOWN),
      at('/brand/discover.data?network=instagram', SHOWN),
      at('/brand/creators/@lina', SHOWN, LIKED),
      at('/brand/creators/@lina.data', SHOWN, LIKED),
      at(`/brand/shortlists/${listId}`, SHOWN),
      at(`/brand/shortlists/${listId}.data`, SHOWN),
      at(`/brand/shortlists/${listId}/csv`, SHOWN),
      at(`/brand/collaborations/${dealId}`, SHOWN, LIKED),
      at(`/brand/collaborations/${dealId}.data`, SHOWN, LIKED),
      hers(`/proposals/${dealId}`, SHOWN, LIKED),
      hers(`/proposals/${dealId}.data`, SHOWN, LIKED),
      // What says how a channel stands without a number of it holds none in its data either.
      at('/brand/collaborations'),
      at('/brand/collaborations.data'),
      at(`/brand/collaborations/${draftId}/terms`),
      at(`/brand/collaborations/${draftId}/terms.data`),
      at('/brand/proposals/new?creator=lina'),
      at('/brand/proposals/new.data?creator=lina'),
      at('/brand/notifications'),
      hers('/proposals'),
      hers('/proposals.data'),
      hers('/notifications'),
    ]
  }
  const holding = (number: RegExp) =>
    surfaces().flatMap(({ path, shows }) => (shows.includes(number) ? [path] : []))

  async function whereSeen(number: RegExp): Promise<string[]> {
    const seen: string[] = []
    for (const { path, by } of surfaces()) {
      const reply = await fetch(`${world.url}${path}`, { headers: { cookie: cookies[by] } })
      expect([path, reply.status]).toEqual([path, 200])
      expect(reply.headers.get('cache-control') ?? '').not.toMatch(/public|max-age=[1-9]/)
      if (number.test(withoutPorts(await reply.text()))) seen.push(path)
    }
    return seen
  }

  async function seenEverywhere(): Promise<void> {
    expect(await whereSeen(SHOWN)).toEqual(holding(SHOWN))
    expect(await whereSeen(LIKED)).toEqual(holding(LIKED))
  }

  async function seenNowhere(): Promise<void> {
    expect(await whereSeen(SHOWN)).toEqual([])
    expect(await whereSeen(LIKED)).toEqual([])
  }

  async function set(change: Record<string, unknown>): Promise<void> {
    const since = world.app.clock.now()
    await world.app.store.db
      .updateTable('channel')
      .set({ since, reason: null, confidence: null, missing_scopes: [], proof_at: since, ...change })
      .where('id', '=', channelId)
      .execute()
  }
  const lost = { state: 'disconnected', confidence: 'confirmed' }

  it('shows the number on every one of them while it may', async () => {
    await seenEverywhere()
  })

  it.each([
    ['its permission was taken back', { ...lost, reason: 'revoked' }],
    ['its permission ran out', { ...lost, reason: 'expired' }],
    ['the account changed', { ...lost, reason: 'account_changed' }],
    ['nobody knows why it was lost', { ...lost, reason: 'ambiguous_reconnect', confidence: 'unknown' }],
    ['it was turned off', { state: 'off' }],
  ])('shows it nowhere once %s, and everywhere again once it is back', async (_, change) => {
    await set(change)
    await seenNowhere()
    expect(await whereSeen(OTHER)).not.toEqual([])
    await set({ state: 'connected' })
    await seenEverywhere()
  })

  it('shows it nowhere once its proof is too old, though nobody has lost anything', async () => {
    await set({ state: 'connected', proof_at: later(world.app.clock.now(), -7 * DAY - 60_000) })
    await seenNowhere()
    await set({ state: 'connected' })
    await seenEverywhere()
  })

  it('shows it where something else is missing: what is left is still true', async () => {
    await set({ state: 'limited', missing_scopes: ['instagram_business_manage_insights'] })
    await seenEverywhere()
    await set({ state: 'connected' })
  })

  it('leaves the search once its creator does not want to be listed, and comes back', async () => {
    const listed = (value: boolean) =>
      world.app.store.db.updateTable('creator').set({ listed: value }).where('id', '=', creatorId).execute()
    await listed(false)
    expect((await whereSeen(SHOWN)).filter((path) => path.includes('discover'))).toEqual([])
    await listed(true)
    await seenEverywhere()
  })

  it('has it nowhere any more once what was read is forgotten', async () => {
    const { db } = world.app.store
    await db.deleteFrom('snapshot').where('channel_id', '=', channelId).execute()
    await db.deleteFrom('channel_post').where('channel_id', '=', channelId).execute()
    await seenNowhere()
  })

  it('lets nobody in who is not of a company', async () => {
    for (const { path } of surfaces()) {
      const reply = await fetch(`${world.url}${path}`, { redirect: 'manual' })
      const body = withoutPorts(await reply.text())
      // Data of a page is answered 202 with the address to go to, a page with a redirect.
      expect([path, [202, 302, 303].includes(reply.status)]).toEqual([path, true])
      expect(body).not.toMatch(SHOWN)
      expect(body).not.toMatch(LIKED)
    }
  })
})
