/** A card's own menu, a box that was left out, and what somebody else repairs meanwhile; read from the accessibility tree. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measureReconnections } from '../../src/usecases/channel/measure-reconnections.ts'
import { LINA } from '../pretend-accounts.ts'
import { cardOf, connect, goAndReturn } from '../world.ts'
import { accessibilityTree, isFocused } from './senses.ts'
import { awake, connected, lost, visitorOf } from './tour.ts'
import {
  answer,
  card,
  LINA_THERE,
  openMenu,
  pressCheckNow,
  profileText,
  startTravelling,
} from './traveller.ts'

const WIDE = { viewport: { width: 1280, height: 860 } }
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const ANALYTICS = 'https://www.googleapis.com/auth/yt-analytics.readonly'

let travelling: Awaited<ReturnType<typeof startTravelling>>
beforeAll(async () => {
  travelling = await startTravelling()
})
afterAll(() => travelling.close())

describe('a card', () => {
  it('says its name, its state, whose turn it is and what can be done to those who hear it', async () => {
    await using lina = await travelling.lina('pglite', WIDE)
    const { page, world } = lina
    await connected(lina, 'instagram', 'tiktok')
    await lost(lina, 'instagram')
    await page.goto(`${world.url}/channels`)
    await awake(page)
    const tree = await accessibilityTree(page)
    const named = (role: string) => tree.filter((node) => node.role === role).map(({ name }) => name)
    expect(named('article')).toEqual(['Instagram @lina.k', 'TikTok @lina.k', 'YouTube', 'Facebook Page'])
    expect(named('link')).toContain('Channels 1 channel needs you')
    expect(named('link')).toContain('Connect Instagram @lina.k again')
    expect(named('button')).toContain('Instagram @lina.k: Reconnect needed. Details')
    // Menus that close each other are told as a group.
    expect(named('DisclosureTriangleGrouped')).toEqual([
      'More for Instagram @lina.k',
      'More for TikTok @lina.k',
    ])
    expect(named('StaticText')).toEqual(
      expect.arrayContaining(['Your turn', 'Takes about a minute', 'History and profile are safe']),
    )
    expect(tree.filter(({ role, live }) => role === 'status' && live === 'polite')).toHaveLength(1)
    expect(tree.some(({ live }) => live === 'assertive')).toBe(false)
    expect(lina.complaints).toEqual([])
  })

  it('opens its menu to the keyboard, and closes it for Escape, for Tab past its end and for another one', async () => {
    await using lina = await travelling.lina('pglite', WIDE)
    const { page, world } = lina
    await connected(lina, 'instagram', 'tiktok')
    await page.goto(`${world.url}/channels`)
    await awake(page)
    const [first, second] = [menuOf(page, 'instagram'), menuOf(page, 'tiktok')]
    await first.locator('summary').focus()
    await page.keyboard.press('Enter')
    expect(await isOpen(first)).toBe(true)
    await page.keyboard.press('Tab')
    expect(await isFocused(first.getByRole('button', { name: 'Check now: Instagram @lina.k' }))).toBe(true)
    await page.keyboard.press('Escape')
    expect(await isOpen(first)).toBe(false)
    expect(await isFocused(first.locator('summary'))).toBe(true)

    await page.keyboard.press('Enter')
    expect(await isOpen(first)).toBe(true)
    // One key after the other, as people press them: keys sent faster than pages are drawn do not all arrive.
    for (let step = await first.locator('.menu-entry').count(); step > 0; step--) {
      await page.keyboard.press('Tab')
      expect(await isOpen(first)).toBe(true)
    }
    await page.keyboard.press('Tab')
    await expect.poll(() => isOpen(first)).toBe(false)

    // The lower one first: what is open may lie over the cards below it.
    await second.locator('summary').click()
    await first.locator('summary').click()
    expect([await isOpen(first), await isOpen(second)]).toEqual([true, false])
    await page.getByRole('heading', { level: 1 }).click()
    expect(await isOpen(first)).toBe(false)
    expect(lina.complaints).toEqual([])
  })

  it('is checked from its menu with a finger: the answer stands on the card and is said once', async () => {
    await using lina = await travelling.lina('pglite', PHONE)
    const { page, world } = lina
    await connected(lina, 'facebook')
    await world.happen('facebook', LINA.facebook.consent.account, 'remove-app')
    await page.goto(`${world.url}/channels`)
    await awake(page)
    const shown = await openMenu(page, 'facebook')
    const entries = await shown.locator('.menu-entry').all()
    for (const entry of entries) expect((await entry.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    // The same summary closes it again.
    await openMenu(page, 'facebook')
    await pressCheckNow(page, 'facebook')
    await shown.getByText('Checked just now: this channel needs you.').waitFor()
    expect(await isOpen(menuOf(page, 'facebook'))).toBe(false)
    await page.locator('main').getByRole('status').filter({ hasText: 'this channel needs you' }).waitFor()
    expect(lina.complaints).toEqual([])
  })
})

describe('a box that was left out', () => {
  it('leaves the rest in place, is named on the card, and is asked for by Fix alone', async () => {
    await using lina = await travelling.lina('pglite', WIDE)
    const { page, world } = lina
    const visitor = await visitorOf(lina)
    const { consent } = LINA.youtube
    await connect(world, visitor, { network: 'youtube', consent: { ...consent, decline: [ANALYTICS] } })
    await page.goto(`${world.url}/channels`)
    await awake(page)
    const shown = card(page, 'youtube')
    await shown.getByRole('button', { name: /Some insights missing/ }).waitFor()
    expect(await shown.innerText()).toContain('Google isn’t sharing its')
    expect(await page.getByRole('link', { name: /Channels.*1 channel needs you/ }).isVisible()).toBe(true)
    const partial = await profileText(world)
    expect(partial).toContain('From YouTube, as of')
    expect(partial).toContain('Minutes watched, 28 days: not shared with us.')

    await shown.getByRole('link', { name: /^Fix YouTube/ }).click()
    await page.getByRole('button', { name: 'Continue to YouTube' }).click()
    await page.waitForURL(/127\.0\.0\.1/)
    await answer(page, LINA_THERE.youtube)
    await page.getByRole('heading', { level: 1, name: /is back$/ }).waitFor()
    await page.goto(`${world.url}/channels`)
    await card(page, 'youtube').getByText('Connected', { exact: true }).waitFor()
    expect(await profileText(world)).not.toContain('not shared with us')
    expect(lina.complaints).toEqual([])
  })
})

describe('what somebody else repairs', () => {
  it('shows at once in a tab that nobody touches, and stays where it was', async () => {
    await using lina = await travelling.lina('postgres', WIDE)
    const { page, world } = lina
    await connected(lina, 'tiktok', 'instagram')
    await lost(lina, 'instagram')
    await page.goto(`${world.url}/channels`)
    await awake(page)
    const order = () => page.locator('article[data-state] h2').allInnerTexts()
    const before = await order()
    expect(before[0]).toContain('Instagram')
    const streaming = page.waitForResponse((reply) => reply.url().includes('.data'))
    const visitor = await visitorOf(lina)
    const { id } = await cardOf(world, visitor, 'instagram')
    await connect(world, visitor, { network: 'instagram', channelId: id, consent: LINA.instagram.consent })
    // Sooner than the page would ask by itself.
    await card(page, 'instagram').getByText('Connected', { exact: true }).waitFor({ timeout: 20_000 })
    await streaming
    expect(await order()).toEqual(before)
    const said = page.locator('main').getByRole('status')
    await said.filter({ hasText: 'Instagram @lina.k: Connected.' }).waitFor()
    expect(lina.complaints).toEqual([])
  })

  it('is measured: once enough people have taken their time, the card says how long it takes', async () => {
    await using lina = await travelling.lina('pglite', WIDE)
    const { page, world } = lina
    const visitor = await visitorOf(lina)
    await connected(lina, 'instagram')
    const { id } = await cardOf(world, visitor, 'instagram')
    for (let time = 0; time < 8; time++) {
      const back = await goAndReturn(world, visitor, {
        network: 'instagram',
        channelId: id,
        consent: LINA.instagram.consent,
      })
      await world.advance('3m')
      await page.goto(back.href)
      await page.getByRole('heading', { level: 1, name: /is back$/ }).waitFor()
    }
    await measureReconnections(world.app)
    await lost(lina, 'instagram')
    await page.goto(`${world.url}/channels`)
    await card(page, 'instagram').getByText('Takes about 3 minutes').waitFor()
  })
})

function menuOf(page: Page, network: 'instagram' | 'tiktok' | 'facebook'): Locator {
  return card(page, network).locator('details.menu')
}

function isOpen(menu: Locator): Promise<boolean> {
  return menu.evaluate((one) => (one as HTMLDetailsElement).open)
}
