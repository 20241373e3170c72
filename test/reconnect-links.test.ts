/** Reconnect links over real HTTP: who opens them, who uses them, and everything that must come of neither. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LINK_BUDGET_BYTES, weigh, weighWhole } from '../bench/weight.ts'
import type { Network } from '../src/domain/network.ts'
import { callSandbox } from '../src/pretend/call-sandbox.ts'
import {
  handOver,
  listReconnectLinks,
  mailReconnectLink,
  makeReconnectLink,
  revokeReconnectLink,
} from '../src/usecases/channel/make-reconnect-link.ts'
import { readHistory } from '../src/usecases/channel/read-history.ts'
import { turnOff } from '../src/usecases/channel/turn-off-channel.ts'
import { readMailbox } from '../src/usecases/sandbox/read-mailbox.ts'
import { LINA, TOMAS } from './pretend-accounts.ts'
import { type Consent, cardOf, connect, openWorld, type Visitor, type World } from './world.ts'

let world: World
let count = 0
beforeAll(async () => {
  world = await openWorld({ engine: 'postgres', pages: true })
})
afterAll(() => world[Symbol.asyncDispose]())

/** Somebody with a channel that is lost; each test takes an account that no other test holds. */
async function brokenChannel(network: 'instagram' | 'facebook' = 'instagram') {
  count++
  const visitor = await world.visitor(`asker-${count}`)
  const { consent } = LINA[network]
  await connect(world, visitor, { network, consent })
  const { id } = await cardOf(world, visitor, network)
  await world.app.store.db
    .updateTable('channel')
    .set({ state: 'disconnected', reason: 'expired', confidence: 'confirmed', since: world.app.clock.now() })
    .where('id', '=', id)
    .execute()
  return {
    visitor,
    channelId: id,
    network,
    consent: consent as Consent,
    /** Leaves the account to the next test. */
    async [Symbol.asyncDispose]() {
      await world.app.store.db.deleteFrom('channel').where('id', '=', id).execute()
    },
  }
}

type Broken = Awaited<ReturnType<typeof brokenChannel>>

async function linkFor({ visitor, channelId }: Broken): Promise<URL> {
  const made = await makeReconnectLink(world.app, {
    asker: { userId: visitor.userId, name: 'Maja' },
    creatorId: visitor.creatorId,
    channelId,
  })
  if (made.kind !== 'made') throw new Error(made.kind)
  return made.url
}

/** A browser of somebody who has never been here: it keeps cookies and follows nothing by itself. */
function browser(headers: Record<string, string> = {}) {
  const cookies = new Map<string, string>()
  async function ask(address: string | URL, init: RequestInit = {}) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await fetch(new URL(address, world.url), {
      ...init,
      redirect: 'manual',
      headers: { ...headers, cookie, ...(init.headers as Record<string, string> | undefined) },
    })
    for (const line of reply.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      cookies.set(pair.split('=')[0] ?? '', pair.split('=')[1] ?? '')
    }
    return reply
  }
  const press = (address: string | URL, form: Record<string, string> = {}) =>
    ask(address, { method: 'POST', body: new URLSearchParams(form) })
  return {
    cookies,
    ask,
    press,
    text: async (address: string | URL) => (await ask(address)).text(),
    /** From the button of a page to the network, and to where the network sends them back to. */
    async go(address: string | URL, consent: Consent, form: Record<string, string> = {}): Promise<URL> {
      const gone = await press(address, form)
      const there = gone.headers.get('location') ?? ''
      if (!there.startsWith(world.app.sandbox?.url ?? '-')) throw new Error(`Led to ${there}`)
      const done = (await callSandbox(world.app, 'POST', '/consent', {
        authorize_url: there,
        ...consent,
      })) as { redirect_to: string }
      return new URL(done.redirect_to)
    },
    /** Where the way back from a network leads, without the name of the heading there. */
    async arrive(back: URL): Promise<string> {
      const reply = await ask(back)
      expect(reply.status).toBe(303)
      return (reply.headers.get('location') ?? '').replace('#result', '')
    },
  }
}

async function stateOf({ visitor, network }: { visitor: Visitor; network: Network }): Promise<string> {
  return (await cardOf(world, visitor, network)).state.kind
}

async function attempts(channelId: string): Promise<number> {
  const { db } = world.app.store
  return (
    await db.selectFrom('connect_attempt').select('session_id').where('channel_id', '=', channelId).execute()
  ).length
}

async function networkCalls(): Promise<number> {
  return ((await world.control('GET', '/calls')) as { calls: unknown[] }).calls.length
}

describe('opening a link', () => {
  it('a hundred times by programs that scan mails changes nothing and asks no network', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    const before = await networkCalls()
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, place) => browser().ask(link, { method: place % 2 ? 'HEAD' : 'GET' })),
    )
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
    expect(replies.flatMap(({ headers }) => headers.getSetCookie())).toEqual([])
    expect(await attempts(broken.channelId)).toBe(0)
    expect(await networkCalls()).toBe(before)
    expect(await stateOf(broken)).toBe('reconnect')
  })

  it('says who asks, for whom, what will be read and what never will be done', async () => {
    await using broken = await brokenChannel()
    const page = await browser().text(await linkFor(broken))
    for (const part of [
      'asker-',
      'Instagram @lina.k',
      'instagram.com',
      'Its insights: reach, interactions and audience',
      'Post, follow, like, send messages',
      'This link works once, until',
    ]) {
      expect(page).toContain(part)
    }
  })

  it('sends nothing on to anybody, is kept by nobody, and runs nothing', async () => {
    await using broken = await brokenChannel()
    const reply = await browser().ask(await linkFor(broken))
    const page = await reply.text()
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer')
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(reply.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(reply.headers.get('content-security-policy')).not.toContain('script-src')
    expect(page).not.toMatch(/<script|\son\w+=|javascript:/i)
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  })

  it('weighs at most 20 kB in all before any compression, with nothing but its icon to fetch', async () => {
    await using broken = await brokenChannel()
    const { pathname } = await linkFor(broken)
    const { bytes, files } = await weighWhole(world.url, pathname)
    expect(files).toEqual(['/icon.svg'])
    expect(bytes).toBeLessThanOrEqual(LINK_BUDGET_BYTES)
    const { html, css, scripts, hydrates } = await weigh(world.url, pathname)
    expect({ css, scripts, hydrates }).toEqual({ css: 0, scripts: 0, hydrates: false })
    console.log(`A reconnect link’s page weighs ${bytes} bytes in all; its document compressed ${html}.`)
  })

  it('only its hash is kept', async () => {
    await using broken = await brokenChannel()
    const token = (await linkFor(broken)).pathname.slice('/r/'.length)
    const { db } = world.app.store
    const rows = await db.selectFrom('reconnect_link').selectAll().execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map((row) => `${JSON.stringify(row)} ${Buffer.from(row.token_hash)}`).join()).not.toContain(
      token,
    )
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(world.log.filter((line) => line.includes(token))).toEqual([])
  })
})

describe('using a link', () => {
  it('without script and account the same channel lives again, and the history says who did it', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    const helper = browser()
    const end = await helper.arrive(await helper.go(link, broken.consent, { name: '  Jonas\u202e  ' }))
    expect(end).toMatch(/^\/r\/back\/out_/)
    const page = await helper.text(end)
    expect(page).toContain('Done. Thank you')
    expect(page).not.toMatch(/<script/)
    expect(await stateOf(broken)).toBe('connected')

    const { visitor, channelId } = broken
    const history = await readHistory(world.app, { creatorId: visitor.creatorId, channelId })
    expect(history?.events[0]).toMatchObject({
      kind: 'reconnected',
      actor: null,
      asker: visitor.email.split('@')[0],
      detail: { helper: 'Jonas', for: 'teammate' },
    })
    expect(history?.events[1]).toMatchObject({ kind: 'link_made', actor: visitor.email.split('@')[0] })
    const list = await listReconnectLinks(world.app, { creatorId: visitor.creatorId, channelId })
    expect(list?.links).toMatchObject([{ state: 'used', helper: 'Jonas' }])
  })

  it('a second time says that it has done its work, and starts nothing', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    const helper = browser()
    await helper.arrive(await helper.go(link, broken.consent))
    await breakAgain(broken)
    const late = await browser().ask(link)
    expect(late.status).toBe(410)
    expect(await late.text()).toContain('This link has done its work')
    const pressed = await browser().press(link)
    expect(pressed.headers.get('location')).toBe(link.pathname)
    expect(pressed.headers.getSetCookie()).toEqual([])
    expect(await attempts(broken.channelId)).toBe(0)
  })

  it('by two at once, one of them does it and the other is told so', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    const [one, other] = [browser(), browser()]
    const ways = [await one.go(link, broken.consent), await other.go(link, broken.consent)] as const
    const ends = await Promise.all([one.arrive(ways[0]), other.arrive(ways[1])])
    const pages = [await one.text(ends[0]), await other.text(ends[1])]
    expect(pages.filter((page) => page.includes('Done. Thank you'))).toHaveLength(1)
    expect(pages.filter((page) => page.includes('The link ended meanwhile'))).toHaveLength(1)
  })

  it('with another account stores nothing, shows both, and the next try works', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    const helper = browser()
    const end = await helper.arrive(await helper.go(link, TOMAS.tapas))
    const page = await helper.text(end)
    expect(page).toContain('That was another account')
    expect(page).toContain('@tomas.tapas')
    expect(page).toContain('Try again as @lina.k')
    expect(page).not.toContain('Add @tomas.tapas')
    expect(await stateOf(broken)).toBe('reconnect')
    const again = await helper.arrive(await helper.go(end, broken.consent))
    expect(await helper.text(again)).toContain('Done. Thank you')
    expect(await stateOf(broken)).toBe('connected')
  })

  it('and saying no there changes nothing', async () => {
    await using broken = await brokenChannel()
    const helper = browser()
    const back = await helper.go(await linkFor(broken), { ...broken.consent, cancel: true })
    expect(await helper.text(await helper.arrive(back))).toContain('No change made')
    expect(await stateOf(broken)).toBe('reconnect')
  })

  it('a return in another browser is refused, links nothing, and cannot be used afterwards', async () => {
    await using broken = await brokenChannel()
    const helper = browser()
    const back = await helper.go(await linkFor(broken), broken.consent)
    const before = await networkCalls()
    expect(await browser().arrive(back)).toMatch(/^\/connect\/problem\/open_link_again/)
    expect(await helper.arrive(back)).toMatch(/^\/connect\/problem\/open_link_again/)
    expect(await networkCalls()).toBe(before)
    expect(await stateOf(broken)).toBe('reconnect')
  })

  it('never opens anything but this one channel', async () => {
    await using broken = await brokenChannel()
    const helper = browser()
    const end = await helper.arrive(await helper.go(await linkFor(broken), broken.consent))
    for (const address of ['/channels', `/channels/${broken.channelId}`, '/notifications', '/live?as=x']) {
      const reply = await helper.ask(address)
      expect([302, 204]).toContain(reply.status)
    }
    expect((await browser().ask(end)).status).toBe(404)
    expect((await helper.ask(end.replace('/r/back/', '/channels/result/'))).status).toBe(302)
  })
})

describe('a link that works no more', () => {
  it('runs out after seven days, and until then for whoever set out in time', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    const helper = browser()
    await moveEnd(broken, '1 minute')
    const back = await helper.go(link, broken.consent)
    await moveEnd(broken, '-1 second')
    const late = await browser().ask(link)
    expect([late.status, (await late.text()).includes('This link has run out')]).toEqual([410, true])
    expect((await browser().press(link)).headers.get('location')).toBe(link.pathname)
    expect(await helper.text(await helper.arrive(back))).toContain('Done. Thank you')
  })

  it('taken back, it ends at once, also for whoever is on the way', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    const helper = browser()
    const back = await helper.go(link, broken.consent)
    const { visitor, channelId } = broken
    const about = { creatorId: visitor.creatorId, channelId }
    const [line] = (await listReconnectLinks(world.app, about))?.links ?? []
    const stranger = await world.visitor(`stranger-${count}`)
    const revoke = { channelId, linkId: line?.id ?? '', userId: visitor.userId }
    expect(await revokeReconnectLink(world.app, { ...revoke, creatorId: stranger.creatorId })).toEqual({
      kind: 'unknown',
    })
    await revokeReconnectLink(world.app, { ...revoke, creatorId: visitor.creatorId })
    const page = await browser().ask(link)
    expect([page.status, (await page.text()).includes('This link was taken back')]).toEqual([410, true])
    expect(await helper.text(await helper.arrive(back))).toContain('The link ended meanwhile')
    expect(await stateOf(broken)).toBe('reconnect')
    const history = await readHistory(world.app, about)
    expect(history?.events.map(({ kind }) => kind)).toContain('link_revoked')
  })

  it('thanks where the channel was fixed in another way', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    const { visitor, channelId, network, consent } = broken
    await connect(world, visitor, { network, channelId, consent })
    const page = await browser().ask(link)
    expect([page.status, (await page.text()).includes('Already fixed. Thank you')]).toEqual([200, true])
    await breakAgain(broken)
    expect(await browser().text(link)).toContain('Already fixed')
    expect((await browser().press(link)).headers.get('location')).toBe(link.pathname)
  })

  it('ends with the channel being turned off, also for whoever is on the way', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    const helper = browser()
    const back = await helper.go(link, broken.consent)
    const { visitor, channelId } = broken
    await turnOff(world.app, { creatorId: visitor.creatorId, channelId, userId: visitor.userId })
    expect((await browser().ask(link)).status).toBe(410)
    expect(await helper.text(await helper.arrive(back))).toContain('The link ended meanwhile')
    expect(await stateOf(broken)).toBe('off')
  })

  it('is worth nothing once whoever made it has left the team', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    await world.app.store.db.deleteFrom('member').where('user_id', '=', broken.visitor.userId).execute()
    const page = await browser().ask(link)
    expect([page.status, (await page.text()).includes('This link was taken back')]).toEqual([410, true])
    expect((await browser().press(link)).headers.get('location')).toBe(link.pathname)
  })

  it('leads nowhere when the channel is gone, as any other that never was', async () => {
    const broken = await brokenChannel()
    const link = await linkFor(broken)
    await broken[Symbol.asyncDispose]()
    const gone = await browser({ 'x-forwarded-for': '203.0.113.1' }).ask(link)
    const never = await browser({ 'x-forwarded-for': '203.0.113.1' }).ask(`/r/${'A'.repeat(43)}`)
    expect([gone.status, never.status]).toEqual([404, 404])
    expect(await gone.text()).toBe(await never.text())
  })
})

describe('guessing', () => {
  it('is stopped after thirty tries an address, and nobody else is', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    const guesser = browser({ 'x-forwarded-for': '203.0.113.7' })
    const tries = ['x', '..%2f..%2fchannels', "' or 1=1 --", 'A'.repeat(43), 'A'.repeat(5_000)]
    for (let place = 0; place < 30; place++) {
      const reply = await guesser.ask(`/r/${encodeURIComponent(tries[place % tries.length] ?? '')}`)
      expect(reply.status).toBe(404)
    }
    const stopped = await guesser.ask(`/r/${'B'.repeat(43)}`)
    expect([stopped.status, stopped.headers.get('retry-after')]).toEqual([429, '900'])
    expect((await guesser.ask(link)).status).toBe(429)
    expect((await browser({ 'x-forwarded-for': '203.0.113.8' }).ask(link)).status).toBe(200)
  })
})

describe('the button', () => {
  it('is pressed from our own page only, which sends no origin', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    const press = (headers: Record<string, string>) =>
      browser().ask(link, { method: 'POST', body: new URLSearchParams({ name: '' }), headers })
    expect((await press({ origin: 'null', 'sec-fetch-site': 'same-origin' })).status).toBe(303)
    expect((await press({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await press({ origin: 'null', 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })

  it('takes a name and nothing larger', async () => {
    await using broken = await brokenChannel()
    const link = await linkFor(broken)
    expect((await browser().press(link, { name: 'x'.repeat(5_000) })).status).toBe(400)
    const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
    expect((await browser().ask(link, json)).status).toBe(400)
    const helper = browser()
    await helper.arrive(await helper.go(link, broken.consent, { name: `${'é'.repeat(80)}<b>` }))
    const { visitor, channelId } = broken
    const list = await listReconnectLinks(world.app, { creatorId: visitor.creatorId, channelId })
    expect(list?.links[0]?.helper).toBe('é'.repeat(60))
  })
})

describe('asking', () => {
  it('is for whoever looks after the channel, and only while it needs somebody', async () => {
    await using broken = await brokenChannel()
    const stranger = await world.visitor(`nobody-${count}`)
    const asker = { userId: stranger.userId, name: 'Nobody' }
    const { visitor, channelId, network, consent } = broken
    expect(await makeReconnectLink(world.app, { asker, creatorId: stranger.creatorId, channelId })).toEqual({
      kind: 'unknown_channel',
    })
    expect(await listReconnectLinks(world.app, { creatorId: stranger.creatorId, channelId })).toBeNull()
    await connect(world, visitor, { network, channelId, consent })
    expect(
      await makeReconnectLink(world.app, {
        asker: { userId: visitor.userId, name: 'Maja' },
        creatorId: visitor.creatorId,
        channelId,
      }),
    ).toEqual({ kind: 'not_needed' })
  })

  it('ends at twenty links that work', async () => {
    await using broken = await brokenChannel()
    for (let place = 0; place < 20; place++) await linkFor(broken)
    await expect(linkFor(broken)).rejects.toThrow('too_many')
  })

  it('by mail checks the address, says who asks, and fills no mailbox', async () => {
    await using broken = await brokenChannel()
    const { visitor, channelId } = broken
    const to = `jonas-${count}@agency.example`
    const ask = (address: string) =>
      mailReconnectLink(world.app, {
        asker: { userId: visitor.userId, name: 'Maja' },
        creatorId: visitor.creatorId,
        channelId,
        to: address,
        write: ({ url, channel }) => ({ subject: `About ${channel}`, text: url.href, html: '' }),
      })
    for (const bad of ['', 'jonas', 'a@b', 'a@b.c, d@e.f', 'a@b.example\r\nbcc: x@y.example']) {
      expect(await ask(bad)).toEqual({ kind: 'no_address' })
    }
    expect(await ask(to.toUpperCase())).toMatchObject({ kind: 'mailed', to })
    const [mail] = await readMailbox(world.app)
    expect(mail).toMatchObject({ recipient: to, subject: 'About @lina.k' })
    for (let place = 0; place < 9; place++) await ask(to)
    expect(await ask(to)).toEqual({ kind: 'too_many_mails' })
  })
})

describe('from one browser to another of the same person', () => {
  it('a link goes on with the channel, also while that is well, and is that person in the history', async () => {
    await using broken = await brokenChannel()
    const { visitor, channelId, network, consent } = broken
    await connect(world, visitor, { network, channelId, consent })
    const made = await handOver(world.app, {
      userId: visitor.userId,
      creatorId: visitor.creatorId,
      channelId,
    })
    if (made.kind !== 'made') throw new Error(made.kind)
    const elsewhere = browser()
    expect(await elsewhere.text(made.url)).toContain('Go on here with Instagram @lina.k')
    const end = await elsewhere.arrive(await elsewhere.go(made.url, consent))
    expect(await elsewhere.text(end)).toContain('Done. Thank you')
    const history = await readHistory(world.app, { creatorId: visitor.creatorId, channelId })
    expect(history?.events[0]).toMatchObject({ kind: 'reconnected', actor: visitor.email.split('@')[0] })
    expect((await browser().ask(made.url)).status).toBe(410)
  })

  it('and works for half an hour', async () => {
    await using broken = await brokenChannel()
    const { visitor, channelId } = broken
    const made = await handOver(world.app, {
      userId: visitor.userId,
      creatorId: visitor.creatorId,
      channelId,
    })
    if (made.kind !== 'made') throw new Error(made.kind)
    expect(made.expiresAt.getTime() - world.app.clock.now().getTime()).toBeLessThanOrEqual(30 * 60_000)
    await moveEnd(broken, '-1 second')
    expect((await browser().ask(made.url)).status).toBe(410)
  })
})

async function breakAgain({ channelId }: Broken): Promise<void> {
  await world.app.store.db
    .updateTable('channel')
    .set({ state: 'disconnected', reason: 'expired', confidence: 'confirmed', since: world.app.clock.now() })
    .where('id', '=', channelId)
    .execute()
}

/** Moves the end of a channel's links, which is quicker than a week. */
async function moveEnd({ channelId }: Broken, by: '1 minute' | '-1 second'): Promise<void> {
  const ms = by === '1 minute' ? 60_000 : -1_000
  await world.app.store.db
    .updateTable('reconnect_link')
    .set({ expires_at: new Date(world.app.clock.now().getTime() + ms) })
    .where('channel_id', '=', channelId)
    .execute()
}
