/** A person in a real browser, in a world of their own. */
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { inject } from 'vitest'
import { type Network, POLICIES } from '../../src/domain/network.ts'
import { PRETEND_PASSWORD } from '../../src/domain/person/pretend-people.ts'
import type { Store } from '../../src/store/open.ts'
import { foundCreator } from '../../src/usecases/person/found-creator.ts'
import { type FoundBrowser, launchBrowser } from '../browser.ts'
import { openWorld, type World } from '../world.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browser: FoundBrowser
  }
}

export type Traveller = AsyncDisposable & {
  page: Page
  world: World
  creatorId: string
  /** What the browser complained about: scripts that failed, resources that were refused. */
  complaints: string[]
}

/** What Chromium says where somebody leaves a page that was still reading an answer: nobody is there to miss it. */
const LEFT_WHILE_READING = /^BodyStreamBuffer was aborted$/

/** One browser a test file; every traveller has a context, a world and a database of their own. */
export async function startTravelling() {
  const browser = await launchBrowser(inject('browser'))
  return {
    browser,
    close: () => browser.close(),
    /** Somebody else, or the same person in another browser. */
    async elsewhere(options: BrowserContextOptions = {}): Promise<{ page: Page } & AsyncDisposable> {
      const context = await browser.newContext({ locale: 'en-GB', ...options })
      context.setDefaultTimeout(40_000)
      return { page: await context.newPage(), [Symbol.asyncDispose]: () => context.close() }
    },
    /** `env`: settings of the installation, as an operator would make them. */
    async lina(
      engine: Store['engine'],
      context: BrowserContextOptions = {},
      env: Record<string, string> = {},
    ): Promise<Traveller> {
      const world = await openWorld({ engine, pages: true, env })
      const { app } = world
      const { userId } = await app.signIn.createPerson({
        email: 'lina@people.example',
        name: 'Lina Kowalski',
        password: PRETEND_PASSWORD,
      })
      const founded = await foundCreator(app, {
        userId,
        handle: 'lina',
        name: 'Lina Kowalski',
        bio: 'Slow food.',
        place: 'Warsaw',
      })
      if (founded.kind !== 'ok') throw new Error(founded.kind)
      const ctx = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Warsaw', ...context })
      ctx.setDefaultTimeout(40_000)
      const page = await ctx.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => {
        if (!LEFT_WHILE_READING.test(error.message)) complaints.push(error.message)
      })
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      await page.goto(`${world.url}/sandbox/people`)
      await page.getByRole('button', { name: /Lina Kowalski/ }).click()
      await page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
      return {
        page,
        world,
        creatorId: founded.creatorId,
        complaints,
        async [Symbol.asyncDispose]() {
          await ctx.close()
          await world[Symbol.asyncDispose]()
        },
      }
    },
  }
}

/** As after a link that was mailed; how that goes is walked elsewhere. */
export async function enterAs(context: BrowserContext, world: World, email: string): Promise<void> {
  const headers = await world.app.signIn.enterAs(email)
  await context.addCookies(
    headers.getSetCookie().map((one) => {
      const [pair = ''] = one.split(';')
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: world.url }
    }),
  )
}

/** The names under which Lina's accounts stand in the networks' choosers. */
export const LINA_THERE: Record<Network, string> = {
  instagram: '@lina.k',
  youtube: 'Lina Kowalski',
  tiktok: '@lina.k',
  facebook: 'Lina Kowalski',
}

/** At a pretend network: choose the account where there is a choice, then say yes or no. */
export async function answer(
  page: Page,
  account: string,
  decision: 'Allow' | 'Cancel' = 'Allow',
): Promise<void> {
  const choice = page.getByRole('button', { name: account, exact: true })
  const yes = page.getByRole('button', { name: 'Allow', exact: true })
  await choice.or(yes).first().waitFor()
  if (await choice.isVisible()) await choice.click()
  await page.getByRole('button', { name: decision, exact: true }).click()
}

/** From the Channels page out to the network. */
export async function leaveFor(page: Page, network: Network): Promise<void> {
  const { name } = POLICIES[network]
  await page
    .getByRole('link', { name: new RegExp(`^Connect ${name}`) })
    .first()
    .click()
  await page.getByRole('button', { name: `Continue to ${name}` }).click()
  await page.waitForURL(/127\.0\.0\.1/)
}

/** A new channel, all the way to "is connected". */
export async function connectNew(page: Page, network: Network): Promise<void> {
  await leaveFor(page, network)
  await answer(page, LINA_THERE[network])
  await page.getByRole('button', { name: /^Add .* to Lina Kowalski’s profile$/ }).click()
  await page.getByRole('heading', { level: 1, name: /is connected$/ }).waitFor()
  await page.getByRole('link', { name: 'Back to Channels' }).click()
  await page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
}

/** The card of one network's channel on the Channels page. */
export function card(page: Page, network: Network) {
  return page.locator('article[data-state]').filter({ hasText: POLICIES[network].name })
}

/** The way back to a lost channel, from its card to the network. */
export async function reconnect(page: Page, network: Network): Promise<void> {
  const { name } = POLICIES[network]
  await page.getByRole('link', { name: new RegExp(`^Connect ${name} .* again$`) }).click()
  await page.getByRole('button', { name: `Continue to ${name}` }).click()
  await page.waitForURL(/127\.0\.0\.1/)
}

export async function checkNow(page: Page, network: Network): Promise<void> {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await pressCheckNow(page, network)
  await answered
  await card(page, network)
    .getByText(/Checked just now|It was checked/)
    .first()
    .waitFor()
}

/** Opens the card's menu, with scripts or without. */
export async function openMenu(page: Page, network: Network) {
  const shown = card(page, network)
  await shown.locator('summary').click()
  return shown
}

export async function pressCheckNow(page: Page, network: Network): Promise<void> {
  const menu = await openMenu(page, network)
  await menu.getByRole('button', { name: /^Check now/ }).click()
}

/** What the public profile says, without its markup. */
export async function profileText(world: World): Promise<string> {
  const html = await (await fetch(`${world.url}/@lina`)).text()
  return html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ')
}
