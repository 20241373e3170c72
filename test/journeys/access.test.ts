/** For every hand and eye: by keyboard, by mouse, by finger, and read out; and when things cross on the way. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems } from '../axe.ts'
import { ENGINES } from '../databases.ts'
import { LINA } from '../pretend-accounts.ts'
import { cardOf, connect } from '../world.ts'
import { isFocused, press, sidewaysBy, tabTo } from './senses.ts'
import {
  awake,
  channelPages,
  connected,
  lost,
  publicPages,
  resultPages,
  settingsPages,
  visitorOf,
} from './tour.ts'
import { answer, card, LINA_THERE, leaveFor, startTravelling } from './traveller.ts'

const WIDE = { viewport: { width: 1280, height: 860 } }
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const AT_THE_NETWORK = /127\.0\.0\.1/

let travelling: Awaited<ReturnType<typeof startTravelling>>
beforeAll(async () => {
  travelling = await startTravelling()
})
afterAll(() => travelling.close())

describe.each(ENGINES)('on %s', (engine) => {
  describe('with the keyboard alone', () => {
    it('a lost channel is found, understood and regained without ever touching a mouse', async () => {
      await using lina = await travelling.lina(engine, WIDE)
      const { page, world } = lina
      await connected(lina, 'instagram')
      await lost(lina, 'instagram')
      await page.context().clearCookies()

      await page.goto(`${world.url}/sandbox/people`)
      await press(page, page.getByRole('button', { name: /Lina Kowalski/ }))
      await page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
      await awake(page)

      const badge = page.getByRole('button', { name: 'Instagram @lina.k: Reconnect needed. Details' })
      await tabTo(page, badge)
      const tip = page.getByRole('dialog')
      await tip.waitFor()
      expect(await badge.getAttribute('aria-expanded')).toBe('true')
      expect(await tip.innerText()).toContain('Brands can’t see your verified insights right now')
      await tabTo(page, tip.getByRole('link', { name: 'Why does this happen?' }))
      expect(await tip.isVisible()).toBe(true)
      await page.keyboard.press('Escape')
      await tip.waitFor({ state: 'hidden' })
      expect(await isFocused(badge)).toBe(true)

      // What was sent away opens again when it is asked for, and Escape on the badge itself stays there.
      await page.keyboard.press('Enter')
      await tip.waitFor()
      await page.keyboard.press('Escape')
      await tip.waitFor({ state: 'hidden' })
      expect(await isFocused(badge)).toBe(true)

      await press(page, page.getByRole('link', { name: 'Connect Instagram @lina.k again' }))
      await page.getByRole('heading', { level: 1, name: 'Connect @lina.k again' }).waitFor()
      await press(page, page.getByRole('button', { name: 'Continue to Instagram' }))
      await page.waitForURL(AT_THE_NETWORK)
      const choice = page.getByRole('button', { name: LINA_THERE.instagram, exact: true })
      const allow = page.getByRole('button', { name: 'Allow', exact: true })
      await choice.or(allow).first().waitFor()
      if (await choice.isVisible()) await press(page, choice)
      await allow.waitFor()
      await press(page, allow)

      const heading = page.getByRole('heading', { level: 1, name: '@lina.k is back' })
      await heading.waitFor()
      await page.locator('h1:focus').waitFor()
      expect(await isFocused(heading)).toBe(true)
      await press(page, page.getByRole('link', { name: 'Back to Channels' }))
      await card(page, 'instagram').getByText('Connected', { exact: true }).waitFor()
      expect(lina.complaints).toEqual([])
    })

    it('the first stop on every page leads past everything that repeats', async () => {
      await using lina = await travelling.lina(engine, WIDE)
      const { page, world } = lina
      for (const address of ['/channels', '/help', '/@lina']) {
        await page.goto(`${world.url}${address}`)
        await page.keyboard.press('Tab')
        const skip = page.getByRole('link', { name: 'Skip to content' })
        expect(await isFocused(skip)).toBe(true)
        await page.keyboard.press('Enter')
        await page.waitForURL(/#content$/)
      }
    })

    it('the menu at the foot of a narrow screen covers nothing that is reached', async () => {
      await using lina = await travelling.lina(engine, { viewport: { width: 390, height: 500 } })
      const { page, world } = lina
      await connected(lina, 'instagram', 'facebook')
      for (const address of ['/channels', '/settings/team', '/settings/privacy', '/notifications']) {
        await page.goto(`${world.url}${address}`)
        await awake(page)
        const menu = await boxOf(
          page
            .getByRole('navigation')
            .filter({ has: page.getByText('Channels') })
            .first(),
        )
        expect(menu.y).toBeGreaterThan(400)
        const covered: string[] = []
        for (;;) {
          await page.keyboard.press('Tab')
          const reached = await page.evaluate(() => {
            const one = document.activeElement
            if (one === null || one === document.body) return null
            const { bottom } = one.getBoundingClientRect()
            const name = one.getAttribute('aria-label') ?? one.textContent?.trim() ?? ''
            return { name, bottom, inMenu: one.closest('.nav') !== null }
          })
          if (reached === null) break
          if (!reached.inMenu && reached.bottom > menu.y) covered.push(reached.name)
        }
        expect({ address, covered }).toEqual({ address, covered: [] })
      }
    })
  })

  describe('with the mouse', () => {
    it('a badge explains itself for as long as the pointer stays, and longer when it is asked to', async () => {
      await using lina = await travelling.lina(engine, WIDE)
      const { page, world } = lina
      await connected(lina, 'instagram', 'facebook')
      await lost(lina, 'instagram')
      await lost(lina, 'facebook')
      await page.goto(`${world.url}/channels`)
      await awake(page)
      const badge = (name: string) => page.getByRole('button', { name: new RegExp(`^${name} .*Reconnect`) })
      const tip = page.getByRole('dialog')

      await badge('Instagram').hover()
      await tip.waitFor()
      const [from, to] = [await boxOf(badge('Instagram')), await boxOf(tip)]
      // Across the gap between them, and then about inside for longer than a tip outlives its pointer.
      await page.mouse.move(from.x + from.width / 2, from.y + from.height - 1)
      await page.mouse.move(to.x + from.width / 2, to.y + to.height / 2, { steps: 12 })
      const since = Date.now()
      for (let step = 0; Date.now() - since < 600; step++) {
        await page.mouse.move(to.x + 20 + (step % 40), to.y + to.height / 2)
      }
      expect(await tip.isVisible()).toBe(true)

      await page.mouse.move(to.x + to.width + 200, 5, { steps: 6 })
      await tip.waitFor({ state: 'hidden' })

      // The lower one first: an open tip may lie over the badges below it.
      await badge('Facebook').click()
      await page.mouse.move(5, 5, { steps: 6 })
      const pinnedAt = Date.now()
      for (let step = 0; Date.now() - pinnedAt < 600; step++) await page.mouse.move(5 + (step % 40), 5)
      expect(await tip.isVisible()).toBe(true)

      await badge('Instagram').click()
      await card(page, 'instagram').getByRole('dialog').waitFor()
      expect(await tip.count()).toBe(1)
      expect(await badge('Facebook').getAttribute('aria-expanded')).toBe('false')
      await tip.getByRole('button', { name: 'Close' }).click()
      await tip.waitFor({ state: 'hidden' })
      expect(await isFocused(badge('Instagram'))).toBe(true)

      await page.mouse.move(5, 5)
      await badge('Instagram').hover()
      await tip.getByRole('link', { name: 'Why does this happen?' }).click()
      await page.waitForURL(/\/help\/why-channels-disconnect#/)
      const section = page.locator(new URL(page.url()).hash)
      expect(await section.isVisible()).toBe(true)
      expect(await section.evaluate((one) => one.matches(':target'))).toBe(true)
    })
  })

  describe('with a finger', () => {
    it('a tap opens the tip, every target is large enough, and the whole way back works', async () => {
      await using lina = await travelling.lina(engine, PHONE)
      const { page, world } = lina
      await connected(lina, 'instagram', 'tiktok')
      await lost(lina, 'instagram')
      await page.goto(`${world.url}/channels`)
      await awake(page)
      expect(await tooSmall(page)).toEqual([])

      await page.getByRole('button', { name: /Reconnect needed/ }).tap()
      await page.getByRole('dialog').waitFor()
      expect(await tooSmall(page)).toEqual([])
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).tap()
      await page.getByRole('dialog').waitFor({ state: 'hidden' })

      await page.getByRole('link', { name: 'Connect Instagram @lina.k again' }).tap()
      await page.getByRole('button', { name: 'Continue to Instagram' }).tap()
      await page.waitForURL(AT_THE_NETWORK)
      const choice = page.getByRole('button', { name: LINA_THERE.instagram, exact: true })
      const allow = page.getByRole('button', { name: 'Allow', exact: true })
      await choice.or(allow).first().waitFor()
      if (await choice.isVisible()) await choice.tap()
      await allow.tap()
      await page.getByRole('heading', { level: 1, name: '@lina.k is back' }).waitFor()
      await page.getByRole('link', { name: 'Back to Channels' }).tap()
      await card(page, 'instagram').getByText('Connected', { exact: true }).waitFor()
    })

    it.each([320, 390, 1280])(
      'at %d pixels nothing hides Connect and nothing runs off the side',
      async (width) => {
        await using lina = await travelling.lina(engine, {
          ...(width < 800 ? PHONE : {}),
          viewport: { width, height: 844 },
        })
        const { page, world } = lina
        await connected(lina, 'instagram', 'facebook')
        await lost(lina, 'instagram')
        await lost(lina, 'facebook')
        await page.goto(`${world.url}/channels`)
        await awake(page)
        for (const network of ['instagram', 'facebook'] as const) {
          await card(page, network)
            .getByRole('button', { name: /Reconnect needed/ })
            .click()
          const tip = card(page, network).getByRole('dialog')
          await tip.waitFor()
          const way = card(page, network).getByRole('link', { name: /^Connect / })
          expect(overlap(await boxOf(tip), await boxOf(way))).toBe(false)
          expect(await sidewaysBy(page)).toBe(0)
          await page.keyboard.press('Escape')
          await tip.waitFor({ state: 'hidden' })
        }
        const { id } = await cardOf(world, await visitorOf(lina), 'instagram')
        for (const address of [
          `/channels/connect/instagram?channel=${id}`,
          `/channels/${id}`,
          '/@lina',
          '/help',
        ]) {
          await page.goto(`${world.url}${address}`)
          expect([address, await sidewaysBy(page)]).toEqual([address, 0])
        }
      },
    )
  })

  // Pages are the same on either database, and a walk through all of them is long.
  describe.runIf(engine === 'postgres')('read by a machine that knows the rules', () => {
    it.each([
      ['pages for everybody', publicPages],
      ['channels in every state', channelPages],
      ['every result of a connection', resultPages],
      ['accounts, teams and permissions', settingsPages],
    ])('%s: nothing serious, in light and in dark', { timeout: 120_000 }, async (_, pages) => {
      await using lina = await travelling.lina(engine, { ...WIDE, bypassCSP: true })
      const found: string[] = []
      for await (const stop of pages(lina)) {
        found.push(...(await seriousProblems(lina.page, 'everything')).map((one) => `${stop}: ${one}`))
        await lina.page.emulateMedia({ colorScheme: 'dark' })
        found.push(...(await seriousProblems(lina.page, 'colours')).map((one) => `${stop}, dark: ${one}`))
        await lina.page.emulateMedia({ colorScheme: 'light' })
      }
      expect(found).toEqual([])
    })
  })

  describe('when things change meanwhile', () => {
    it('a tab that is looked at again shows what was found elsewhere, and says it once', async () => {
      await using lina = await travelling.lina(engine, WIDE)
      const { page, world } = lina
      await connected(lina, 'instagram', 'tiktok')
      await page.goto(`${world.url}/channels`)
      await awake(page)
      const visitor = await visitorOf(lina)
      await rememberWhatIsSaid(page)
      await lost(lina, 'instagram')
      await lookAgain(page)
      await card(page, 'instagram')
        .getByRole('button', { name: /Reconnect needed/ })
        .waitFor()
      const region = page.locator('main').getByRole('status')
      await region.filter({ hasText: 'Instagram @lina.k: Reconnect needed.' }).waitFor()
      await lookAgain(page)
      await connect(world, visitor, {
        network: 'instagram',
        channelId: (await cardOf(world, visitor, 'instagram')).id,
        consent: LINA.instagram.consent,
      })
      await lookAgain(page)
      await region.filter({ hasText: 'Instagram @lina.k: Connected.' }).waitFor()
      // The look under way while somebody was connecting may have seen the open attempt: that is true, too.
      const said = (await whatWasSaid(page)).filter((text) => !text.includes('Finishing'))
      expect(said).toEqual(['Instagram @lina.k: Reconnect needed.', 'Instagram @lina.k: Connected.'])
      expect(await region.getAttribute('aria-live')).toBe('polite')
      expect(lina.complaints).toEqual([])
    })

    it('reload and back at every step lead to a page of ours that makes sense', async () => {
      await using lina = await travelling.lina(engine, WIDE)
      const { page, world } = lina
      const returns: string[] = []
      page.on('request', (request) => {
        if (request.url().includes('/return?')) returns.push(request.url())
      })
      await page.getByRole('link', { name: 'Connect Instagram' }).click()
      await page.getByRole('heading', { level: 1, name: 'Connect Instagram' }).waitFor()
      await page.reload()
      await page.getByRole('button', { name: 'Continue to Instagram' }).click()
      await page.waitForURL(AT_THE_NETWORK)
      await page.reload()
      await page.goBack()
      await page.getByRole('heading', { level: 1, name: 'Connect Instagram' }).waitFor()
      await page.reload()
      await page.getByRole('button', { name: 'Continue to Instagram' }).click()
      await page.waitForURL(AT_THE_NETWORK)
      await answer(page, LINA_THERE.instagram)
      await page.getByRole('heading', { level: 1, name: 'Is this the one?' }).waitFor()
      const asked = page.url()
      await page.reload()
      await page.getByRole('heading', { level: 1, name: 'Is this the one?' }).waitFor()
      await page.getByRole('button', { name: /^Add @lina\.k/ }).click()
      await page.getByRole('heading', { level: 1, name: '@lina.k is connected' }).waitFor()
      await page.reload()
      await page.getByRole('heading', { level: 1, name: '@lina.k is connected' }).waitFor()
      await page.goto(asked)
      await page.getByRole('heading', { level: 1, name: '@lina.k is connected' }).waitFor()

      await page.getByRole('link', { name: 'Back to Channels' }).click()
      await page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
      await page.goBack()
      await page.getByRole('heading', { level: 1, name: '@lina.k is connected' }).waitFor()
      await page.goForward()
      await page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
      // The address of the return, opened once more: from the history, or from a tab that was restored.
      await page.goto(returns[0] ?? '')
      await page.getByRole('heading', { level: 1, name: 'That sign-in is already closed' }).waitFor()
      await page.getByRole('link', { name: 'Start again' }).click()
      await page.getByRole('heading', { level: 1, name: 'Connect Instagram' }).waitFor()
      await page.goto(`${world.url}/channels`)
      expect(await card(page, 'instagram').count()).toBe(1)
    })

    it('two tabs that connect the same network end with one channel', async () => {
      await using lina = await travelling.lina(engine, WIDE)
      const { page, world } = lina
      const other = await page.context().newPage()
      await other.goto(`${world.url}/channels`)
      for (const tab of [page, other]) await leaveFor(tab, 'instagram')
      for (const tab of [page, other]) {
        await answer(tab, LINA_THERE.instagram)
        await tab.locator('main h1').waitFor()
      }
      for (const tab of [page, other]) {
        const add = tab.getByRole('button', { name: /^Add @lina\.k/ })
        if (await add.isVisible()) await add.click()
        await tab.getByRole('heading', { level: 1, name: /is connected$|already/i }).waitFor()
        expect(await tab.getByRole('heading', { name: 'This page stumbled' }).count()).toBe(0)
      }
      await page.goto(`${world.url}/channels`)
      expect(await card(page, 'instagram').count()).toBe(1)
    })
  })

  describe('coming in', () => {
    it('an address that leads nowhere says so, with the way home around it', async () => {
      await using lina = await travelling.lina(engine, WIDE)
      const { page, world } = lina
      for (const address of ['/nowhere/at/all', '/@nobody', '/channels/connect/nowhere']) {
        const reply = await page.goto(`${world.url}${address}`)
        expect(reply?.status()).toBe(404)
        await page.getByRole('heading', { level: 1, name: 'There’s nothing at this address' }).waitFor()
        expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(true)
        expect(await page.title()).toContain('nothing at this address')
      }
    })

    it('a mailed link signs in once, and says so when it is used again', async () => {
      await using lina = await travelling.lina(engine, WIDE)
      const { page, world } = lina
      await page.context().clearCookies()
      await page.goto(`${world.url}/sign-in`)
      await page.getByLabel('E-mail').last().fill('lina@people.example')
      await page.getByRole('button', { name: 'Mail me a link' }).click()
      await page.getByRole('link', { name: 'Open the sandbox mailbox' }).click()
      await page.getByRole('link', { name: /lina@people\.example/ }).click()
      const link = page.locator('.mail-text a')
      const address = (await link.getAttribute('href')) ?? ''
      // A scanner that reads the mail first spends nothing.
      expect((await page.request.get(address)).status()).toBe(200)
      await link.click()
      await page.locator('main').getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL(`${world.url}/`)
      await page.goto(address)
      await page.locator('main').getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('alert').getByText('That link has been used or is too old.').waitFor()
    })

    it('somebody new signs up, sets up a profile and stands before four networks', async () => {
      await using lina = await travelling.lina(engine, WIDE)
      const { page, world } = lina
      await page.context().clearCookies()
      await page.goto(`${world.url}/`)
      await page.getByRole('link', { name: 'Create an account' }).click()
      await page.getByLabel('Your name').fill('Nadia Novak')
      await page.getByLabel('E-mail').fill('nadia@people.example')
      await page.getByRole('button', { name: 'Create account' }).click()
      await page.getByRole('link', { name: 'Open the sandbox mailbox' }).click()
      await page.getByRole('link', { name: /nadia@people\.example/ }).click()
      await page.locator('.mail-text a').click()
      await page.locator('main').getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { level: 1, name: 'Welcome, Nadia Novak' }).waitFor()
      await page.getByLabel('Address of your profile').fill('lina')
      await page.getByRole('button', { name: 'Create profile' }).click()
      await page.getByText('Someone already has that address.').waitFor()
      await page.getByLabel('Address of your profile').fill('nadia')
      await page.getByRole('button', { name: 'Create profile' }).click()
      await page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
      expect(await page.getByRole('link', { name: /^Connect / }).count()).toBe(4)
      expect(await page.locator('article[data-state]').count()).toBe(0)
    })
  })
})

type Box = { x: number; y: number; width: number; height: number }

async function boxOf(one: Locator): Promise<Box> {
  const box = await one.boundingBox()
  if (box === null) throw new Error('It is not on the page.')
  return box
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** What a finger would miss: under 44 px in its larger direction, or under 24 in the smaller; with what it catches around it. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = Array.from(document.querySelectorAll<HTMLElement>('a[href], button, input, summary'))
    return all.flatMap((one) => {
      // What is hidden, or waits off the page for the keyboard, is not there for a finger.
      const box = one.getBoundingClientRect()
      if (!one.checkVisibility() || box.bottom < 0 || one.classList.contains('skip')) return []
      const around = getComputedStyle(one, '::after')
      const grown = around.content === 'none' ? 0 : -(Number.parseFloat(around.top) || 0)
      const grownAside = around.content === 'none' ? 0 : -(Number.parseFloat(around.left) || 0)
      const sides = [box.width + 2 * grownAside, box.height + 2 * grown]
      const fine = Math.max(...sides) >= 44 && Math.min(...sides) >= 24
      return fine ? [] : [`${one.textContent?.trim() || one.ariaLabel}: ${sides.map(Math.round).join('×')}`]
    })
  })
}

declare global {
  var said: string[]
}

/** What coming back to a tab tells its page. */
async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new Event('focus'))
  })
}

async function rememberWhatIsSaid(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.said = []
    const region = document.querySelector('main [role="status"]')
    if (region === null) throw new Error('There is nothing to listen to.')
    const listener = new MutationObserver(() => globalThis.said.push(region.textContent ?? ''))
    listener.observe(region, { childList: true, characterData: true, subtree: true })
  })
}

function whatWasSaid(page: Page): Promise<string[]> {
  return page.evaluate(() => globalThis.said)
}
