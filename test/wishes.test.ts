/** "Tell me when it's back", from a network that falls silent to the mail that says it answers, on both databases. */
import { describe, expect, it } from 'vitest'
import type { App } from '../src/app.ts'
import { HOUR, later } from '../src/domain/time.ts'
import { exportedPerson } from '../src/store/exports.ts'
import { putPreferences, UNSAID_PREFERENCES } from '../src/store/notice-preferences.ts'
import { addTeammate } from '../src/store/teams.ts'
import { checkNow } from '../src/usecases/channel/check-now.ts'
import { forgetOldNotices } from '../src/usecases/notice/forget-old-notices.ts'
import { ringBell } from '../src/usecases/notice/ring-bell.ts'
import { askToHear, listWishes, neverMind, readToldWishes } from '../src/usecases/notice/wish.ts'
import { deleteAccount } from '../src/usecases/person/delete-account.ts'
import { readMailbox } from '../src/usecases/sandbox/read-mailbox.ts'
import { ENGINES } from './databases.ts'
import { bringBack, takeDown } from './outage.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, toHour, type Visitor, type World } from './world.ts'

const ZONE = 'Europe/Warsaw'
const _DOWN = { network: 'instagram', kind: 'status', status: 503, times: null }

describe.each(ENGINES)('on %s', (engine) => {
  /** Lina with a connected Instagram, which falls silent at nine in her morning. */
  async function inTheDark(): Promise<{ world: World; lina: Visitor } & AsyncDisposable> {
    const world = await openWorld({ engine })
    const lina = await world.visitor('lina')
    await livesIn(world.app, lina.userId)
    await toHour(world, 9)
    await connect(world, lina, { network: 'instagram', consent: LINA.instagram.consent })
    await goDown(world, lina)
    return { world, lina, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
  }
  const ask = (world: World, { userId }: { userId: string }) =>
    askToHear(world.app, { userId, network: 'instagram' })

  it('is told once, in the app and by one mail, when it has answered for a quarter of an hour', async () => {
    await using opened = await inTheDark()
    const { world, lina } = opened
    await ask(world, lina)
    await ask(world, lina)
    await Promise.all([ask(world, lina), ask(world, lina)])
    await world.advance('3h')
    expect(await heard(world, lina)).toEqual({ waiting: 1, told: 0, unread: 0, mails: [] })

    const { asked_to_hear_of } = await exportedPerson(world.app.store.db, lina.userId)
    expect(asked_to_hear_of).toMatchObject([{ network: 'instagram', told_at: null }])

    await bringBack(world, 'instagram')
    await world.advance('10m')
    expect(await heard(world, lina)).toEqual({ waiting: 1, told: 0, unread: 0, mails: [] })
    await world.advance('30m')
    expect(await heard(world, lina)).toEqual({ waiting: 0, told: 1, unread: 1, mails: ['Instagram is back'] })
    const [mail] = await readMailbox(world.app)
    expect(mail?.text).toContain('You asked us to tell you: Instagram answers again.')
    expect(mail?.text).toContain('because you asked on Rechannel to be told')
    expect(mail?.text).toContain(`${world.url}/channels`)

    await readToldWishes(world.app, { userId: lina.userId, wishId: null })
    await world.advance('3d')
    expect(await heard(world, lina)).toEqual({ waiting: 0, told: 1, unread: 0, mails: ['Instagram is back'] })
    await world.advance('97d', 'none')
    await forgetOldNotices(world.app)
    expect(await heard(world, lina)).toMatchObject({ told: 0 })
  })

  it('says nothing while it comes and goes, and nothing after "never mind"', async () => {
    await using opened = await inTheDark()
    const { world, lina } = opened
    await ask(world, lina)
    for (let round = 0; round < 3; round++) {
      await bringBack(world, 'instagram')
      await world.advance('10m')
      await goDown(world, lina)
      await world.advance('20m')
    }
    expect(await heard(world, lina)).toEqual({ waiting: 1, told: 0, unread: 0, mails: [] })
    await neverMind(world.app, { userId: lina.userId, network: 'instagram' })
    await neverMind(world.app, { userId: lina.userId, network: 'instagram' })
    await bringBack(world, 'instagram')
    await world.advance('1d')
    expect(await heard(world, lina)).toEqual({ waiting: 0, told: 0, unread: 0, mails: [] })
  })

  it('in the night is told in the app at once and by mail in the morning, unless it was read or has gone again', async () => {
    await using opened = await inTheDark()
    const { world, lina } = opened
    const maja = await teammate(world, lina, 'maja')
    const jonas = await teammate(world, lina, 'jonas')
    for (const one of [lina, maja, jonas]) await ask(world, one)
    await toHour(world, 23)
    await bringBack(world, 'instagram')
    await world.advance('1h')
    for (const one of [lina, maja, jonas])
      expect(await heard(world, one)).toMatchObject({ told: 1, mails: [] })
    await readToldWishes(world.app, { userId: maja.userId, wishId: null })
    await toHour(world, 9)
    expect(await mailsTo(world, lina)).toEqual(['Instagram is back'])
    expect(await mailsTo(world, maja)).toEqual([])
    expect(await mailsTo(world, jonas)).toEqual(['Instagram is back'])

    await toHour(world, 22)
    await goDown(world, lina)
    for (const one of [lina, maja]) await ask(world, one)
    await bringBack(world, 'instagram')
    await world.advance('1h')
    await readToldWishes(world.app, { userId: maja.userId, wishId: null })
    await goDown(world, lina)
    await toHour(world, 9)
    // Lina had not heard yet, so she goes on waiting; Maja had.
    expect(await heard(world, lina)).toMatchObject({ waiting: 1, unread: 0, mails: ['Instagram is back'] })
    expect(await heard(world, maja)).toMatchObject({ waiting: 0, unread: 0, mails: [] })
    await bringBack(world, 'instagram')
    await world.advance('1h')
    expect(await heard(world, lina)).toMatchObject({ waiting: 0, unread: 1 })
    expect(await mailsTo(world, lina)).toEqual(['Instagram is back', 'Instagram is back'])
  })

  it('keeps to what people want mailed', async () => {
    await using opened = await inTheDark()
    const { world, lina } = opened
    const { db } = world.app.store
    const kinds = { ...UNSAID_PREFERENCES.kinds, network: false }
    const zone = { timeZone: ZONE, zoneFrom: 'person' } as const
    await putPreferences(db, lina.userId, { mails: true, kinds, ...zone })
    const maja = await teammate(world, lina, 'maja')
    await putPreferences(db, maja.userId, { ...UNSAID_PREFERENCES, mails: false, ...zone })
    for (const one of [lina, maja]) await ask(world, one)
    await bringBack(world, 'instagram')
    await world.advance('1d')
    for (const one of [lina, maja]) {
      expect(await heard(world, one)).toEqual({ waiting: 0, told: 1, unread: 1, mails: [] })
    }
  })

  it('waits for a channel that is late for another reason, and tells when it is read again', async () => {
    await using opened = await inTheDark()
    const { world, lina } = opened
    await world.advance('2d')
    expect((await cardOf(world, lina, 'instagram')).state.kind).toBe('delayed')
    await ask(world, lina)
    const closed = { failures: 0, opened_at: null, probe_at: null, closed_at: world.app.clock.now() }
    await world.app.store.db.updateTable('network_circuit').set(closed).execute()
    await world.advance('20m', 'none')
    expect(await heard(world, lina)).toMatchObject({ waiting: 1, told: 0 })
    await bringBack(world, 'instagram')
    await world.advance('1h')
    expect((await cardOf(world, lina, 'instagram')).state.kind).toBe('connected')
    expect(await heard(world, lina)).toMatchObject({ waiting: 0, told: 1 })
  })

  it('is forgotten after thirty days, with the account, and where the person has just connected there', async () => {
    await using opened = await inTheDark()
    const { world, lina } = opened
    const maja = await teammate(world, lina, 'maja')
    await ask(world, maja)
    const gone = await deleteAccount(world.app, { userId: maja.userId })
    expect(gone.kind).toBe('deleted')
    expect(await world.app.store.db.selectFrom('network_wish').selectAll().execute()).toEqual([])

    await ask(world, lina)
    await world.control('DELETE', '/faults')
    const { id: channelId } = await cardOf(world, lina, 'instagram')
    await connect(world, lina, { network: 'instagram', channelId, consent: LINA.instagram.consent })
    expect(await heard(world, lina)).toMatchObject({ waiting: 0 })
    await world.advance('1h')
    expect(await heard(world, lina)).toEqual({ waiting: 0, told: 0, unread: 0, mails: [] })

    await goDown(world, lina)
    await ask(world, lina)
    await world.advance('29d', 'none')
    await world.advance('1m')
    expect(await heard(world, lina)).toMatchObject({ waiting: 1 })
    await world.advance('2d', 'none')
    await world.advance('1m')
    expect(await heard(world, lina)).toMatchObject({ waiting: 0, told: 0 })
  })
})

async function goDown(world: World, lina: Visitor): Promise<void> {
  const { id: channelId } = await cardOf(world, lina, 'instagram')
  await takeDown(world, 'instagram', () => checkNow(world.app, { creatorId: lina.creatorId, channelId }))
}

async function heard(world: World, one: { userId: string; email: string }) {
  const { waiting, told } = await listWishes(world.app, one)
  const { unread } = await ringBell(world.app, { userId: one.userId, browserZone: null })
  return { waiting: waiting.size, told: told.length, unread, mails: await mailsTo(world, one) }
}

async function mailsTo(world: World, { email }: { email: string }): Promise<string[]> {
  const mails = await readMailbox(world.app)
  return mails.filter(({ recipient }) => recipient === email).map(({ subject }) => subject)
}

async function teammate(world: World, lina: Visitor, name: string) {
  const email = `${name}@people.example`
  const { userId } = await world.app.signIn.createPerson({ email, name, password: null })
  const at = later(world.app.clock.now(), -HOUR)
  await addTeammate(world.app.store.db, 'creator', { of: lina.creatorId, userId, role: 'admin', at })
  await livesIn(world.app, userId)
  return { userId, email }
}

async function livesIn(app: App, userId: string): Promise<void> {
  await putPreferences(app.store.db, userId, { ...UNSAID_PREFERENCES, timeZone: ZONE, zoneFrom: 'person' })
}
