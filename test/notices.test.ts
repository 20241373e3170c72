/** Telling people, from the real loss at a pretend network to the mail, on both databases. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { App } from '../src/app.ts'
import { DAY, later, MINUTE } from '../src/domain/time.ts'
import type { Mail } from '../src/mail/mailer.ts'
import { findPreferences, putPreferences, UNSAID_PREFERENCES } from '../src/store/notice-preferences.ts'
import { claimLooks, lookAgain, nextLookAt, setLooks } from '../src/store/notices.ts'
import { addTeammate } from '../src/store/teams.ts'
import { checkNow } from '../src/usecases/channel/check-now.ts'
import { forgetOldNotices } from '../src/usecases/notice/forget-old-notices.ts'
import { listNotices } from '../src/usecases/notice/list-notices.ts'
import { ringBell } from '../src/usecases/notice/ring-bell.ts'
import { sendMails } from '../src/usecases/notice/send-mails.ts'
import { tellPeople } from '../src/usecases/notice/tell-people.ts'
import { readMailbox } from '../src/usecases/sandbox/read-mailbox.ts'
import { createSpeaker } from '../src/words/speaker.ts'
import { ENGINES } from './databases.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, toHour, type Visitor, type World } from './world.ts'

const NOBODY_HELD = new Set<never>()
const ZONE = 'Europe/Warsaw'
const speaker = createSpeaker({ timeZone: ZONE, now: new Date(), platform: 'Rechannel' })

describe.each(ENGINES)('on %s', (engine) => {
  /** Lina with a connected Instagram, at nine in her morning. */
  async function lina(): Promise<{ world: World; visitor: Visitor } & AsyncDisposable> {
    const world = await openWorld({ engine })
    const visitor = await world.visitor('lina')
    await livesIn(world.app, visitor.userId, ZONE)
    await toHour(world, 9)
    await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
    return { world, visitor, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
  }

  it('a loss is mailed after half an hour and on the mornings of days 2 and 7, and never once it is well', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await lose(world, visitor)
    const lostAt = world.app.clock.now()
    await world.advance('8d')
    expect(await mailsOf(world)).toEqual([
      `${moment(later(lostAt, 30 * MINUTE))} Instagram @lina.k needs a quick reconnect: its insights are paused`,
      `${day(later(lostAt, 2 * DAY))}, 08:00 Instagram @lina.k is still waiting: its insights are paused`,
      `${day(later(lostAt, 7 * DAY))}, 08:00 Instagram @lina.k is still waiting: its insights are paused`,
    ])
    const before = await listNotices(world.app, visitor)
    expect(before.open.map(({ notice }) => [notice.kind, notice.step])).toEqual([['lost', 7]])
    expect(before.unread).toBe(1)

    await reconnect(world, visitor)
    await world.advance('40d')
    expect(await mailsOf(world)).toHaveLength(3)
    const after = await listNotices(world.app, visitor)
    expect([...after.open, ...after.before].map(({ notice }) => notice.kind)).toEqual([
      'back',
      'lost',
      'lost',
      'lost',
    ])
    expect(after.open.map(({ notice }) => notice.kind)).toEqual(['back'])
  })

  it('what heals by itself within half an hour is never spoken of', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    const { id: channelId } = await cardOf(world, visitor, 'instagram')
    await world.happen('instagram', LINA.instagram.consent.account, 'security-check')
    await checkNow(world.app, { creatorId: visitor.creatorId, channelId })
    await world.advance('11m')
    expect((await cardOf(world, visitor, 'instagram')).state.kind).toBe('reconnect')
    await world.happen('instagram', LINA.instagram.consent.account, 'pass-security-check')
    expect(await checkNow(world.app, { creatorId: visitor.creatorId, channelId })).toEqual({ kind: 'back' })
    await world.advance('2d')
    expect((await listNotices(world.app, visitor)).open).toEqual([])
    expect(await mailsOf(world)).toEqual([])
  })

  it('everybody who looks after the profile is told, each in their own morning', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    const maja = await world.app.signIn.createPerson({
      email: 'maja@people.example',
      name: 'Maja Lind',
      password: null,
    })
    await addTeammate(world.app.store.db, 'creator', {
      of: visitor.creatorId,
      userId: maja.userId,
      role: 'admin',
      at: world.app.clock.now(),
    })
    await livesIn(world.app, maja.userId, 'Asia/Tokyo')
    await toHour(world, 15)
    await lose(world, visitor)
    await world.advance('1d')
    const mails = await readMailbox(world.app)
    expect(mails.map(({ recipient, at }) => [recipient, hourIn(at, 'Asia/Tokyo')]).sort()).toEqual([
      ['lina@visitors.example', 23],
      ['maja@people.example', 8],
    ])
    const theirs = mails.find(({ recipient }) => recipient.startsWith('maja'))
    expect(theirs?.text).toContain('Instagram @lina.k (on lina’s profile)')
  })

  it('Facebook’s Page asks in the app first, and by mail from seven days before', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await connect(world, visitor, { network: 'facebook', consent: LINA.facebook.consent })
    await world.advance('48d')
    const { open } = await listNotices(world.app, visitor)
    expect(open.map(({ notice }) => [notice.kind, notice.step])).toEqual([['ending', 14]])
    expect(await mailsOf(world)).toEqual([])
    await world.advance('20d')
    expect((await mailsOf(world)).map((line) => line.replace(/^.*? (?=Renew)/, ''))).toHaveLength(3)
    expect((await mailsOf(world)).every((line) => /, 08:00 Renew Facebook Page /.test(line))).toBe(true)
    // It reads on after its day, so that is the end of it.
    expect((await listNotices(world.app, visitor)).open.map(({ notice }) => notice.kind)).toEqual(['renewed'])
  })

  it('a mail that the server would not take yet is tried again as the same mail', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    const tried: Mail[] = []
    breakMail(world.app, async (mail, send) => {
      tried.push(mail)
      if (tried.length === 1) throw Object.assign(new Error('Try later'), { responseCode: 451 })
      // The second time it arrives, and we never hear of it.
      await send(mail)
      if (tried.length === 2) throw new Error('The connection broke')
    })
    await lose(world, visitor)
    await world.advance('31m')
    for (let round = 0; round < 2; round++) {
      await world.app.store.db
        .updateTable('outgoing_mail')
        .set({ try_at: new Date(0) })
        .execute()
      await world.advance('1m')
    }
    await world.advance('1m')
    expect(tried).toHaveLength(3)
    expect(new Set(tried.map(({ messageId }) => messageId)).size).toBe(1)
    expect(tried[0]?.messageId).toMatch(/^mal_\w+@localhost$/)
    // Both copies that arrived have a way out that works.
    for (const { unsubscribeUrl } of await readMailbox(world.app)) {
      const reply = await fetch(unsubscribeUrl ?? '', {
        method: 'POST',
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      })
      expect(reply.status).toBe(200)
    }
  })

  it('a mail that the server refuses for good is given up, and the app still says it', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    let tries = 0
    breakMail(world.app, async () => {
      tries++
      throw Object.assign(new Error('No such mailbox'), { responseCode: 550 })
    })
    await lose(world, visitor)
    await world.advance('1d')
    await world.app.store.db
      .updateTable('outgoing_mail')
      .set({ try_at: new Date(0) })
      .execute()
    await world.advance('2h')
    expect(tries).toBe(1)
    expect(world.log.filter((line) => line.includes('is given up')).length).toBe(1)
    // It is an error, and this test is the one that wanted it.
    world.log.length = 0
    expect((await listNotices(world.app, visitor)).open).toHaveLength(1)
    const rows = await world.app.store.db.selectFrom('outgoing_mail').select('ended').execute()
    expect(rows).toEqual([{ ended: 'failed' }])
  })

  it('what became well while its mail waited is not mailed', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    breakMail(world.app, async () => {
      throw Object.assign(new Error('Try later'), { responseCode: 421 })
    })
    await lose(world, visitor)
    await world.advance('31m')
    mendMail(world.app)
    await reconnect(world, visitor)
    await world.app.store.db
      .updateTable('outgoing_mail')
      .set({ try_at: new Date(0) })
      .execute()
    expect(await sendMails(world.app, NOBODY_HELD)).toEqual(['dropped'])
    expect(await mailsOf(world)).toEqual([])
  })

  it('a mail that waited into the evening keeps the quiet hours, and is the one of the next day', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await toHour(world, 20)
    breakMail(world.app, async () => {
      throw Object.assign(new Error('Try later'), { responseCode: 421 })
    })
    await lose(world, visitor)
    await world.advance('31m')
    await world.advance('1h')
    mendMail(world.app)
    await world.app.store.db
      .updateTable('outgoing_mail')
      .set({ try_at: new Date(0) })
      .execute()
    expect(await sendMails(world.app, NOBODY_HELD)).toEqual(['postponed'])
    await world.advance('1d')
    expect((await mailsOf(world)).map((line) => line.replace(/^.*?, /, ''))).toEqual([
      '08:00 Instagram @lina.k needs a quick reconnect: its insights are paused',
    ])
  })

  it('many workers at once tell each person once and send each mail once', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    const { app } = world
    const others = await Promise.all(
      Array.from({ length: 12 }, async (_, number) => {
        const email = `helper-${number}@people.example`
        const { userId } = await app.signIn.createPerson({ email, name: `Helper ${number}`, password: null })
        await addTeammate(app.store.db, 'creator', {
          of: visitor.creatorId,
          userId,
          role: 'admin',
          at: later(app.clock.now(), -DAY),
        })
        return userId
      }),
    )
    await lose(world, visitor)
    app.clock.follow(app.clock.offsetMs() + 31 * MINUTE)
    const workers = Array.from({ length: 6 }, (_, number): App => ({ ...app, holder: `worker-${number}` }))
    await Promise.all(workers.map((worker) => tellPeople(worker, NOBODY_HELD)))
    await Promise.all(workers.map((worker) => sendMails(worker, NOBODY_HELD)))
    await Promise.all(workers.map((worker) => sendMails(worker, NOBODY_HELD)))
    const mails = await readMailbox(app)
    expect(mails).toHaveLength(others.length + 1)
    expect(new Set(mails.map(({ recipient }) => recipient)).size).toBe(mails.length)
  })

  // The embedded database has one connection, so nothing ever comes in between there.
  if (engine === 'postgres')
    it('a loss that comes while its person is being looked at is looked at afterwards', async () => {
      await using opened = await lina()
      const { world, visitor } = opened
      const { db } = world.app.store
      await lookAgain(db, visitor.userId, world.app.clock.now())
      const losing = await db.transaction().execute(async (trx) => {
        expect(await claimLooks(trx, world.app.clock.now(), 10)).toEqual([visitor.userId])
        const underWay = lose(world, visitor)
        for (let waiting = 0; waiting === 0; ) {
          const { rows } = await sql<{ count: string }>`
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
          waiting = Number(rows[0]?.count)
        }
        // Nothing to say, as far as this look could see.
        await setLooks(trx, [{ userId: visitor.userId, lookAt: null }])
        return { underWay }
      })
      await losing.underWay
      expect(await nextLookAt(db)).not.toBeNull()
      await world.advance('31m')
      expect(await mailsOf(world)).toHaveLength(1)
    })

  it('the clock of the sandbox may jump as if we had been off: one mail tells the newest step', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await lose(world, visitor)
    await world.advance('9d', 'none')
    await world.advance('1d')
    expect((await mailsOf(world)).map((line) => line.replace(/^.*?\d\d:\d\d /, ''))).toEqual([
      'Instagram @lina.k is still waiting: its insights are paused',
    ])
    expect((await listNotices(world.app, visitor)).open.map(({ notice }) => notice.step)).toEqual([7])
  })

  it('what is settled is forgotten after ninety days; what is open stays, and is never mailed again', async () => {
    await using opened = await lina()
    const { world, visitor } = opened
    await lose(world, visitor)
    await world.advance('31d')
    const mails = (await mailsOf(world)).length
    expect(mails).toBe(5)
    await world.advance('100d', 'none')
    await forgetOldNotices(world.app)
    await world.advance('1d')
    const { open, before } = await listNotices(world.app, visitor)
    expect(open.map(({ notice }) => notice.step)).toEqual([30])
    expect(before).toEqual([])
    const lines = await mailsOf(world)
    expect(lines.slice(mails).every((line) => line.includes('Still paused'))).toBe(true)
  })

  describe('the way out', () => {
    async function withMail() {
      const opened = await lina()
      await lose(opened.world, opened.visitor)
      await opened.world.advance('31m')
      const [mail] = await readMailbox(opened.world.app)
      if (mail === undefined || mail.unsubscribeUrl === null) throw new Error('There is no mail.')
      return { ...opened, link: mail.unsubscribeUrl, mail }
    }
    const wants = async (app: App, userId: string) => (await findPreferences(app.store.db, userId)).mails

    it('one click of a mail program, from wherever it runs, ends the mails and nothing in the app', async () => {
      await using opened = await withMail()
      const { world, visitor, link, mail } = opened
      expect(mail.text).toContain(link)
      expect(mail.html).toContain(link)
      const press = (address: string) =>
        fetch(address, {
          method: 'POST',
          redirect: 'manual',
          headers: { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' },
          body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
        })
      expect((await press(`${link}x`)).status).toBe(404)
      expect(await wants(world.app, visitor.userId)).toBe(true)
      expect((await press(link)).status).toBe(200)
      expect((await press(link)).status).toBe(200)
      expect(await wants(world.app, visitor.userId)).toBe(false)
      await world.advance('32d')
      expect(await mailsOf(world)).toHaveLength(1)
      const { open } = await listNotices(world.app, visitor)
      expect(open.map(({ notice }) => [notice.kind, notice.step])).toEqual([['lost', 30]])
      expect((await ringBell(world.app, { userId: visitor.userId, browserZone: null })).unread).toBe(1)
    })

    it('looking at the link changes nothing, however often', async () => {
      await using opened = await withMail()
      const { world, visitor, link } = opened
      for (const method of ['GET', 'HEAD', 'GET']) await fetch(link, { method })
      expect(await wants(world.app, visitor.userId)).toBe(true)
    })

    it('only its hash is kept', async () => {
      await using opened = await withMail()
      const { world, link } = opened
      const token = new URL(link).pathname.split('/').at(-1) ?? ''
      const rows = await world.app.store.db.selectFrom('unsubscribe_link').selectAll().execute()
      expect(token.length).toBe(43)
      expect(rows.map(({ token_hash }) => Buffer.from(token_hash).toString('base64url'))).not.toContain(token)
      expect(world.log.filter((line) => line.includes(token))).toEqual([])
    })
  })
})

async function livesIn(app: App, userId: string, timeZone: string): Promise<void> {
  await putPreferences(app.store.db, userId, { ...UNSAID_PREFERENCES, timeZone, zoneFrom: 'person' })
}

async function lose(world: World, visitor: Visitor): Promise<void> {
  await world.happen('instagram', LINA.instagram.consent.account, 'change-password')
  const { id: channelId } = await cardOf(world, visitor, 'instagram')
  const report = await checkNow(world.app, { creatorId: visitor.creatorId, channelId })
  if (report.kind !== 'lost') throw new Error(report.kind)
}

async function reconnect(world: World, visitor: Visitor): Promise<void> {
  const { id: channelId } = await cardOf(world, visitor, 'instagram')
  await connect(world, visitor, { network: 'instagram', channelId, consent: LINA.instagram.consent })
}

function hourIn(at: Date, timeZone: string): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric' }).format(at))
}

/** What arrived, oldest first, with Lina's own time. */
async function mailsOf(world: World): Promise<string[]> {
  const mails = await readMailbox(world.app)
  return mails.map(({ at, subject }) => `${moment(at)} ${subject}`).reverse()
}

const moment = (at: Date) => speaker.moment(at)
const day = (at: Date) => speaker.moment(at).replace(/, \d\d:\d\d$/, '')

const whole = new WeakMap<App, App['mail']>()

function breakMail(app: App, send: (mail: Mail, send: (mail: Mail) => Promise<void>) => Promise<void>): void {
  const { mail } = app
  whole.set(app, mail)
  app.mail = { send: (one) => send(one, (passed) => mail.send(passed)) }
}

function mendMail(app: App): void {
  app.mail = whole.get(app) ?? app.mail
}
