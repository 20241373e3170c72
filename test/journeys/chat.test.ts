/** Journey 8: from help to chat to fixed, with a creator and an agent in two browsers at once. */
import { readFile } from 'node:fs/promises'
import type { AxeResults } from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseOfficeHours } from '../../src/domain/chat/office-hours.ts'
import { PRETEND_PASSWORD } from '../../src/domain/person/pretend-people.ts'
import { addAgent } from '../../src/store/agents.ts'
import { keepCanned } from '../../src/usecases/team/desk.ts'
import { ENGINES } from '../databases.ts'
import { cardOf } from '../world.ts'
import { accessibilityTree } from './senses.ts'
import { awake, connected, lost, visitorOf } from './tour.ts'
import { answer, LINA_THERE, startTravelling, type Traveller } from './traveller.ts'

const AXE = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 860 } }
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

let travelling: Awaited<ReturnType<typeof startTravelling>>
let axeSource: string
beforeAll(async () => {
  travelling = await startTravelling()
  axeSource = await readFile(AXE, 'utf8')
})
afterAll(() => travelling.close())

describe.each([
  ['on a desktop', 'pglite', DESKTOP],
  ['on a phone', 'postgres', PHONE],
] as const)('%s, on %s', (device, engine, size) => {
  it('a lost channel is asked about, answered, reconnected inside the chat, and seen by both', async () => {
    await using lina = await travelling.lina(engine, size)
    const { page, world } = lina
    const asPromised = parseOfficeHours('Sun 03:00-03:01 Europe/Amsterdam')
    world.app.config.supportHours = asPromised
    await connected(lina, 'instagram')
    await lost(lina, 'instagram')
    await using robin = await enterAsAgent(lina, 'Robin Vale', size)
    const desk = robin.page

    // The question: from an article, with facts that can be left out.
    await page.goto(`${world.url}/help/reconnecting-your-channels`)
    const launcher = page.locator('.launcher')
    if (device === 'on a desktop') {
      await page.waitForFunction(
        () => performance.getEntriesByName(`${location.origin}/chat-launcher.js`).length > 0,
      )
      await launcher.click()
      const panel = page.getByRole('dialog', { name: 'Chat' })
      await panel.waitFor()
      await page
        .frameLocator('iframe[title="Chat"]')
        .getByRole('heading', { level: 1, name: 'Chat' })
        .waitFor()
      await page.keyboard.press('Escape')
      await panel.waitFor({ state: 'detached' })
      expect(await launcher.evaluate((link) => link === document.activeElement)).toBe(true)
    } else {
      await launcher.click()
      await page.getByRole('heading', { level: 1, name: 'Chat' }).waitFor()
    }
    const { id: channelId } = await cardOf(world, await visitorOf(lina), 'instagram')
    await page.goto(`${world.url}/channels/${channelId}`)
    await page.getByRole('link', { name: 'Chat about this channel' }).click()
    await page.getByRole('group', { name: 'Facts we would ask for' }).waitFor()
    await awake(page)
    expect(
      await page.getByText(/We’re away until Sun.* your time\. We’ll answer here and by mail\./).isVisible(),
    ).toBe(true)
    await page.getByRole('checkbox', { name: /^Browser/ }).uncheck()
    expect(await blemishes(page)).toEqual([])
    await page.getByRole('textbox', { name: 'Your message' }).fill('Why is my Instagram gone? <b>Help</b>')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('heading', { level: 1, name: /^Chat with/ }).waitFor()
    const log = page.getByRole('log', { name: 'Messages' })
    await log.getByText('Why is my Instagram gone? <b>Help</b>').waitFor()
    expect(await log.getByText('Instagram @lina.k', { exact: true }).isVisible()).toBe(true)
    expect(await log.getByText('Browser', { exact: true }).count()).toBe(0)
    expect(await log.getByText('Sent', { exact: true }).isVisible()).toBe(true)
    const tree = await accessibilityTree(page)
    expect(tree).toContainEqual({ role: 'log', name: 'Messages', live: 'polite' })
    expect(tree).toContainEqual({ role: 'textbox', name: 'Your message', live: null })
    expect(tree.some(({ role, live }) => role === 'status' && live === 'polite')).toBe(true)

    // The agent: by keyboard from the list to the answer.
    await desk.getByRole('link', { name: /Lina Kowalski @lina/ }).waitFor()
    await desk.keyboard.press('j')
    await desk.keyboard.press('Enter')
    await desk.getByRole('heading', { level: 1, name: 'Conversation with Lina Kowalski' }).waitFor()
    await log.getByText('Seen', { exact: true }).waitFor()
    await desk.keyboard.press('a')
    await desk.getByRole('button', { name: 'Give it back' }).waitFor()
    await desk.keyboard.press('r')
    await desk.keyboard.type('jke?a')
    const area = desk.getByRole('textbox', { name: 'Your reply' })
    expect(await area.inputValue()).toBe('jke?a')
    await page.getByRole('status').filter({ hasText: 'Robin Vale is typing…' }).waitFor()
    await desk.getByRole('combobox', { name: 'Ready reply' }).selectOption({ label: 'Hello' })
    expect(await area.inputValue()).toBe('Hello Lina, Robin here, about Instagram @lina.k.')

    // What the agent sends is before the creator's eyes after one push and one reading.
    const readings: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'GET' && request.url().includes('.data')) readings.push(request.url())
    })
    await desk.getByRole('button', { name: 'Send', exact: true }).click()
    await log.getByText('Hello Lina, Robin here, about Instagram @lina.k.').waitFor()
    expect(readings.length).toBeLessThanOrEqual(2)
    await desk.getByRole('button', { name: 'Send a reconnect card for Instagram @lina.k' }).click()
    const connect = log.getByRole('link', { name: 'Connect Instagram @lina.k again' })
    await connect.waitFor()
    expect(await blemishes(page)).toEqual([])
    expect(await blemishes(desk)).toEqual([])

    // Fixed without leaving the talk.
    await connect.click()
    await page.getByRole('button', { name: 'Continue to Instagram' }).click()
    await page.waitForURL(/127\.0\.0\.1/)
    await answer(page, LINA_THERE.instagram)
    await page.getByRole('heading', { level: 1, name: /^Chat with/ }).waitFor()
    await log.getByText(/Instagram @lina\.k is connected again/).waitFor()
    await desk
      .getByRole('log', { name: 'Messages' })
      .getByText(/Instagram @lina\.k is connected again/)
      .waitFor()

    // Ended, and rated.
    await desk.getByRole('heading', { level: 1 }).click()
    await desk.keyboard.press('e')
    await page.getByText('This conversation has ended.').waitFor()
    await page.getByRole('radio', { name: 'Good' }).check()
    await page.getByRole('button', { name: 'Tell us' }).click()
    await page.getByText('Thank you. That helps.').waitFor()
    await desk.getByText('Rated: Good').waitFor()
    expect(lina.complaints).toEqual([])
    expect(robin.complaints).toEqual([])
  })
})

describe.each(ENGINES)('on %s', (engine) => {
  it('what is written while the line is dead waits, and arrives once', async () => {
    await using lina = await travelling.lina(engine, DESKTOP)
    const { page } = lina
    await startTalking(lina, 'First words')
    await page.context().setOffline(true)
    const area = page.getByRole('textbox', { name: 'Your message' })
    await area.fill('Written in a tunnel')
    await area.press('Enter')
    await page.getByText('Waiting to be sent').waitFor()
    await page.getByText(/You’re offline/).waitFor()
    expect(await page.getByText('Written in a tunnel').count()).toBe(1)
    await page.context().setOffline(false)
    await page.getByText('Waiting to be sent').waitFor({ state: 'detached' })
    await page.reload()
    expect(await page.getByText('Written in a tunnel').count()).toBe(1)
  })

  it('an answer that was lost on its way back is asked for again, and the message stands once', async () => {
    await using lina = await travelling.lina(engine, DESKTOP)
    const { page } = lina
    await startTalking(lina, 'First words')
    let cut = 0
    await page.route('**/send', async (route) => {
      const reply = await route.fetch()
      cut += 1
      // The server has it; the browser does not hear so.
      if (cut === 1) await route.abort('connectionreset')
      else await route.fulfill({ response: reply })
    })
    const area = page.getByRole('textbox', { name: 'Your message' })
    await area.fill('Cut in the middle')
    await area.press('Enter')
    await page.waitForFunction(() => Object.keys(localStorage).every((key) => !key.includes('outbox')))
    await page.reload()
    expect(cut).toBe(2)
    expect(await page.getByText('Cut in the middle').count()).toBe(1)
  })

  it('two agents at one conversation are told of each other before they answer twice', async () => {
    await using lina = await travelling.lina(engine, DESKTOP)
    await startTalking(lina, 'Who takes me?')
    await using robin = await enterAsAgent(lina, 'Robin Vale', DESKTOP)
    await using kim = await enterAsAgent(lina, 'Kim Berg', DESKTOP)
    for (const { page } of [robin, kim]) {
      await page.getByRole('link', { name: /Lina Kowalski/ }).click()
      await page.getByRole('textbox', { name: 'Your reply' }).waitFor()
    }
    await robin.page.getByText('Kim Berg looks at this too.').waitFor()
    await kim.page.getByText('Robin Vale looks at this too.').waitFor()
    await kim.page.getByRole('textbox', { name: 'Your reply' }).pressSequentially('Hello')
    await robin.page.getByText('Kim Berg is writing an answer right now.').waitFor()
  })

  it('an answer is told of on whatever page the person is, and is no longer new once it was seen', async () => {
    await using lina = await travelling.lina(engine, DESKTOP)
    const { page, world } = lina
    await startTalking(lina, 'Anybody there?')
    const conversationId = page.url().split('/').at(-1) ?? ''
    await using robin = await enterAsAgent(lina, 'Robin Vale', DESKTOP)
    await page.goto(`${world.url}/channels`)
    await awake(page)
    await robin.page.getByRole('link', { name: /Lina Kowalski/ }).click()
    const area = robin.page.getByRole('textbox', { name: 'Your reply' })
    await area.fill('Yes.')
    await area.press('Enter')
    await page.getByRole('link', { name: /Chat with us.*1 new reply/ }).waitFor()
    await page.waitForFunction(() => document.title.startsWith('(1) '))
    await page.goto(`${world.url}/chat/${conversationId}`)
    await page.getByRole('log', { name: 'Messages' }).getByText('Yes.').waitFor()
    await robin.page.getByRole('log', { name: 'Messages' }).getByText('Seen', { exact: true }).waitFor()
    await page.waitForFunction(() => !document.title.startsWith('('))
  })

  it('a second tab hears through the stream of the first, and goes on when the first is closed', async () => {
    await using lina = await travelling.lina(engine, DESKTOP)
    const { page, world } = lina
    await connected(lina, 'instagram')
    await page.goto(`${world.url}/channels`)
    await awake(page)
    const second = await page.context().newPage()
    await second.goto(`${world.url}/channels`)
    await awake(second)
    await expect.poll(() => world.app.live.count(), { timeout: 30_000 }).toBe(1)
    await lost(lina, 'instagram')
    for (const one of [page, second]) {
      await one.getByText('Reconnect needed').first().waitFor()
    }
    await page.close()
    await expect.poll(() => world.app.live.count(), { timeout: 30_000 }).toBe(1)
    await connected(lina, 'tiktok')
    await second.getByText('TikTok').first().waitFor()
    await second.locator('article[data-state]').nth(1).waitFor()
  })
})

it('without scripts the whole talk works as plain pages', async () => {
  await using lina = await travelling.lina('postgres', { javaScriptEnabled: false })
  const { page, world } = lina
  await page.getByRole('link', { name: 'Chat with us' }).click()
  await page.getByRole('textbox', { name: 'Your message' }).fill('No scripts here')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('heading', { level: 1, name: /^Chat with/ }).waitFor()
  await page.getByRole('log', { name: 'Messages' }).getByText('No scripts here').waitFor()
  await page.getByRole('textbox', { name: 'Your message' }).fill('x'.repeat(4001))
  await page.getByRole('button', { name: 'Send' }).click()
  await page
    .getByRole('alert')
    .getByText(/longer than 4000/)
    .waitFor()
  expect((await page.getByRole('textbox', { name: 'Your message' }).inputValue()).length).toBe(4001)
  await page.getByRole('button', { name: 'End conversation' }).click()
  await page.getByText('This conversation has ended.').waitFor()
  await page.getByRole('radio', { name: 'Fair' }).check()
  await page.getByRole('button', { name: 'Tell us' }).click()
  await page.getByText('Thank you. That helps.').waitFor()
  await page.getByRole('link', { name: 'Transcript' }).click()
  await page.getByText('No scripts here').waitFor()
  const [, id = ''] = /chat\/(con_\w+)/.exec(page.url()) ?? []
  const text = await page.context().request.get(`${world.url}/chat/${id}/transcript.txt`)
  expect(await text.text()).toContain('You: No scripts here')
})

async function startTalking(lina: Traveller, words: string): Promise<void> {
  const { page, world } = lina
  await page.goto(`${world.url}/chat`)
  await awake(page)
  await page.getByRole('textbox', { name: 'Your message' }).fill(words)
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('heading', { level: 1, name: /^Chat with/ }).waitFor()
  await page.getByRole('log', { name: 'Messages' }).getByText(words).waitFor()
}

/** A second browser beside Lina's, with an agent at the inbox. */
async function enterAsAgent(
  lina: Traveller,
  name: string,
  size: BrowserContextOptions,
): Promise<AsyncDisposable & { page: Page; complaints: string[] }> {
  const { app, url } = lina.world
  const email = `${name.toLowerCase().replace(' ', '.')}@people.example`
  const { userId } = await app.signIn.createPerson({ email, name, password: PRETEND_PASSWORD })
  await addAgent(app.store.db, { email, invitedBy: null, at: app.clock.now() })
  const person = { userId, name, email, emailProven: true }
  const body = 'Hello {name}, {agent} here, about {network} {channel}.'
  await keepCanned(app, { person, title: 'Hello', body })
  const context = await travelling.browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    ...size,
  })
  context.setDefaultTimeout(40_000)
  const cookies = (await app.signIn.enterAs(email)).getSetCookie().map((cookie) => {
    const [pair = ''] = cookie.split(';')
    const [key = '', ...value] = pair.split('=')
    return { name: key, value: value.join('='), url }
  })
  await context.addCookies(cookies)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(`${url}/team/inbox`)
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
  await awake(page)
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() }
}

async function blemishes(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const results = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })')
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1)
  return [
    ...results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`),
    ...(wide ? ['scrolls sideways'] : []),
  ]
}
