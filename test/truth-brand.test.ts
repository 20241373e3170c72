/**
 * Everything that a brand can open, through every change that can take a number away or bring it back: a number that
 * should be gone stands nowhere, in no page, no data of a page, no file.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, later } from '../src/domain/time.ts'
import { companiesOf } from '../src/usecases/brand/companies-of.ts'
import { foundCompany } from '../src/usecases/brand/found-company.ts'
import { changeShortlist, makeShortlist } from '../src/usecases/brand/shortlists.ts'
import { ENGINES } from './databases.ts'
import { putCreator } from './listed-creators.ts'
import { openWorld, type World } from './world.ts'

const EMAIL = 'ingrid@people.example'
/** A number that stands for nothing else. */
const FOLLOWERS = 48_217
const SHOWN = /48[,.]?217|48217/
/** Of the same creator's other channel, which stays as it is. */
const OTHER = /90[,.]?463|90463/

describe.each(ENGINES)('what brands see on %s', (engine) => {
  let world: World
  let cookie: string
  let listId: string
  let channelId: string
  let creatorId: string

  beforeAll(async () => {
    world = await openWorld({ engine, pages: true })
    const { app } = world
    const password = 'pretend-people-only'
    const { userId } = await app.signIn.createPerson({ email: EMAIL, name: 'Ingrid', password })
    await foundCompany(app, { userId, name: 'Nordfjell', website: '', country: 'NO' })
    const [company] = await companiesOf(app, { userId })
    if (company === undefined) throw new Error('no company')
    const entered = await app.signIn.enterAs(EMAIL)
    cookie = entered
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
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
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const everywhere = () => [
    '/brand/discover?network=instagram',
    '/brand/discover?network=instagram&q=soup&country=PL&category=food',
    '/brand/discover?show=all&network=instagram',
    '/brand/discover?show=all&sort=checked&network=instagram',
    '/brand/discover.data?network=instagram',
    '/brand/creators/@lina',
    '/brand/creators/@lina.data',
    `/brand/shortlists/${listId}`,
    `/brand/shortlists/${listId}.data`,
    `/brand/shortlists/${listId}/csv`,
  ]

  async function whereSeen(number: RegExp): Promise<string[]> {
    const seen: string[] = []
    for (const path of everywhere()) {
      const reply = await fetch(`${world.url}${path}`, { headers: { cookie } })
      expect([path, reply.status]).toEqual([path, 200])
      expect(reply.headers.get('cache-control') ?? '').not.toMatch(/public|max-age=[1-9]/)
      if (number.test(await reply.text())) seen.push(path)
    }
    return seen
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
    expect(await whereSeen(SHOWN)).toEqual(everywhere())
  })

  it.each([
    ['its permission was taken back', { ...lost, reason: 'revoked' }],
    ['its permission ran out', { ...lost, reason: 'expired' }],
    ['the account changed', { ...lost, reason: 'account_changed' }],
    ['nobody knows why it was lost', { ...lost, reason: 'ambiguous_reconnect', confidence: 'unknown' }],
    ['it was turned off', { state: 'off' }],
  ])('shows it nowhere once %s, and everywhere again once it is back', async (_, change) => {
    await set(change)
    expect(await whereSeen(SHOWN)).toEqual([])
    expect(await whereSeen(OTHER)).not.toEqual([])
    await set({ state: 'connected' })
    expect(await whereSeen(SHOWN)).toEqual(everywhere())
  })

  it('shows it nowhere once its proof is too old, though nobody has lost anything', async () => {
    await set({ state: 'connected', proof_at: later(world.app.clock.now(), -7 * DAY - 60_000) })
    expect(await whereSeen(SHOWN)).toEqual([])
    await set({ state: 'connected' })
    expect(await whereSeen(SHOWN)).toEqual(everywhere())
  })

  it('shows it where something else is missing: what is left is still true', async () => {
    await set({ state: 'limited', missing_scopes: ['instagram_business_manage_insights'] })
    expect(await whereSeen(SHOWN)).toEqual(everywhere())
    await set({ state: 'connected' })
  })

  it('leaves the search once its creator does not want to be listed, and comes back', async () => {
    const listed = (value: boolean) =>
      world.app.store.db.updateTable('creator').set({ listed: value }).where('id', '=', creatorId).execute()
    await listed(false)
    expect((await whereSeen(SHOWN)).filter((path) => path.includes('discover'))).toEqual([])
    await listed(true)
    expect(await whereSeen(SHOWN)).toEqual(everywhere())
  })

  it('has it nowhere any more once what was read is forgotten', async () => {
    await world.app.store.db.deleteFrom('snapshot').where('channel_id', '=', channelId).execute()
    expect(await whereSeen(SHOWN)).toEqual([])
  })

  it('lets nobody in who is not of a company', async () => {
    for (const path of everywhere()) {
      const reply = await fetch(`${world.url}${path}`, { redirect: 'manual' })
      const body = await reply.text()
      // Data of a page is answered 202 with the address to go to, a page with a redirect.
      expect([path, [202, 302, 303].includes(reply.status)]).toEqual([path, true])
      expect(body).not.toMatch(SHOWN)
    }
  })
})
