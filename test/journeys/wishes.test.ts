/** "Tell me when it's back": from a network that falls silent to the mail that says it answers, in a real browser. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems } from '../axe.ts'
import { bringBack, takeDown } from '../outage.ts'
import { cardOf, toHour } from '../world.ts'
import { awake, checked, connected, lost, visitorOf } from './tour.ts'
import { card, startTravelling } from './traveller.ts'

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

let travelling: Awaited<ReturnType<typeof startTravelling>>
beforeAll(async () => {
  travelling = await startTravelling()
})
afterAll(() => travelling.close())

describe('a network that is down', () => {
  it('warns before leaving, is asked about with one button, and says itself when it is back: in the app and by mail', async () => {
    await using lina = await travelling.lina('postgres')
    const { page, world } = lina
    await toHour(world, 9)
    await connected(lina, 'instagram')
    await takeDown(lina.world, 'instagram', () => checked(lina, 'instagram'))
    const { id } = await cardOf(world, await visitorOf(lina), 'instagram')
    await page.goto(`${world.url}/channels/connect/instagram?channel=${id}`)
    await page.getByText('Instagram has trouble answering just now').waitFor()
    await awake(page)
    await page.getByRole('button', { name: 'Tell me when it’s back: Instagram' }).focus()
    await page.keyboard.press('Enter')
    const undo = page.getByRole('button', { name: 'Never mind: don’t tell me about Instagram' })
    await undo.waitFor()
    await page.getByText('We’ll tell you', { exact: true }).waitFor()
    // Said once to those who hear the page, and the focus has stayed where it was.
    expect(await said(page)).toEqual(['We’ll tell you when Instagram is back.'])
    expect(await undo.evaluate((button) => button === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Tell me when it’s back: Instagram' }).waitFor()
    await expect.poll(() => said(page)).toEqual(['All right. We won’t tell you about Instagram.'])
    await page.keyboard.press('Enter')
    await undo.waitFor()
    await page.reload()
    await page.getByText('We’ll tell you', { exact: true }).waitFor()
    await page.goto(`${world.url}/notifications`)
    await page.getByRole('heading', { name: 'You asked to hear' }).waitFor()

    await bringBack(world, 'instagram')
    await world.advance('30m')
    await page.goto(`${world.url}/channels`)
    await page.getByRole('link', { name: 'Notifications 1 new notification' }).click()
    await page.getByRole('heading', { level: 3, name: /^Instagram is back/ }).waitFor()
    expect(await page.getByRole('heading', { name: 'You asked to hear' }).count()).toBe(0)
    await awake(page)
    await page.getByRole('button', { name: 'Mark as read: Instagram is back' }).click()
    await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor()
    await page.getByRole('heading', { name: 'Earlier' }).waitFor()

    await page.goto(`${world.url}/sandbox/mailbox`)
    expect(await page.getByRole('link', { name: 'Instagram is back' }).count()).toBe(1)
    await page.getByRole('link', { name: 'Instagram is back' }).click()
    await page.locator('.mail-text').getByText('You asked us to tell you').waitFor()
    const [there] = await Promise.all([
      page.context().waitForEvent('page'),
      page.frameLocator('.mail-frame').getByRole('link', { name: 'See your channels' }).click(),
    ])
    await there.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
    await there.close()
    expect(lina.complaints).toEqual([])
  })

  it('is asked about from its card with a finger, and without any script', async () => {
    await using lina = await travelling.lina('pglite', { ...PHONE, javaScriptEnabled: false })
    const { page, world } = lina
    await connected(lina, 'instagram')
    await takeDown(lina.world, 'instagram', () => checked(lina, 'instagram'))
    await world.advance('2d')
    await page.goto(`${world.url}/channels`)
    const late = card(page, 'instagram')
    await late.getByText('Updates delayed').first().waitFor()
    const ask = late.getByRole('button', { name: 'Tell me when it’s back: Instagram' })
    expect((await ask.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await ask.tap()
    await late.getByText('We’ll tell you', { exact: true }).waitFor()
    await late.getByRole('button', { name: /^Never mind/ }).tap()
    await ask.waitFor()
    await ask.tap()
    await late.getByText('We’ll tell you', { exact: true }).waitFor()
    const { id } = await cardOf(world, await visitorOf(lina), 'instagram')
    await page.goto(`${world.url}/channels/${id}`)
    await page.getByText('We’ll tell you', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^Never mind/ }).tap()
    expect(page.url()).toBe(`${world.url}/channels/${id}`)
  })

  it('has nothing that a machine could find wrong, asked about or not', async () => {
    await using lina = await travelling.lina('pglite', {
      viewport: { width: 320, height: 700 },
      bypassCSP: true,
    })
    const { page, world } = lina
    await connected(lina, 'instagram')
    await takeDown(lina.world, 'instagram', () => checked(lina, 'instagram'))
    await world.advance('2d')
    await page.goto(`${world.url}/channels`)
    await awake(page)
    expect(await seriousProblems(page, 'everything')).toEqual([])
    await page.getByRole('button', { name: /^Tell me when/ }).click()
    await page.getByRole('button', { name: /^Never mind/ }).waitFor()
    expect(await seriousProblems(page, 'everything')).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    await page.goto(`${world.url}/notifications`)
    await page.getByRole('heading', { name: 'You asked to hear' }).waitFor()
    expect(await seriousProblems(page, 'everything')).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })

  it('that nobody has a living channel at is knocked at, so that whoever asked hears of it', async () => {
    await using lina = await travelling.lina('pglite')
    const { page, world } = lina
    await connected(lina, 'instagram')
    await lost(lina, 'instagram')
    const { id } = await cardOf(world, await visitorOf(lina), 'instagram')
    const at = world.app.clock.now()
    const down = { failures: 5, opened_at: at, probe_at: at, probes: 0 }
    await world.app.store.db
      .insertInto('network_circuit')
      .values({ network: 'instagram', ...down })
      .onConflict((of) => of.column('network').doUpdateSet(down))
      .execute()
    await page.goto(`${world.url}/channels/connect/instagram?channel=${id}`)
    await awake(page)
    await page.getByRole('button', { name: /^Tell me when it’s back/ }).click()
    await page.getByText('We’ll tell you', { exact: true }).waitFor()
    await bringBack(world, 'instagram')
    await world.advance('30m')
    await page.goto(`${world.url}/notifications`)
    await page.getByRole('heading', { level: 3, name: /^Instagram is back/ }).waitFor()
  })
})

async function said(page: Page): Promise<string[]> {
  const texts = await page.locator('main [role=status]').allInnerTexts()
  return texts.filter((text) => text !== '')
}
