/** From a lost channel to the notice, the mail, its link and back, in a real browser. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRETEND_PASSWORD } from '../../src/domain/person/pretend-people.ts'
import { findPreferences } from '../../src/store/notice-preferences.ts'
import { foundCreator } from '../../src/usecases/person/found-creator.ts'
import { readMailbox } from '../../src/usecases/sandbox/read-mailbox.ts'
import { ENGINES } from '../databases.ts'
import { cardOf, toHour, type World } from '../world.ts'
import { awake, connected, lost, visitorOf } from './tour.ts'
import { answer, card, LINA_THERE, startTravelling, type Traveller } from './traveller.ts'

let travelling: Awaited<ReturnType<typeof startTravelling>>
beforeAll(async () => {
  travelling = await startTravelling()
})
afterAll(() => travelling.close())

describe.each(ENGINES)('on %s', (engine) => {
  it('a loss is told by the bell and by mail; its link leads back; being well is said once; then silence', async () => {
    await using lina = await travelling.lina(engine)
    const { page, world } = lina
    await connected(lina, 'instagram')
    await toHour(world, 9)
    await lost(lina, 'instagram')
    await world.advance('1d')

    await page.goto(`${world.url}/channels`)
    await page.getByRole('link', { name: 'Notifications 1 new notification' }).click()
    await page.getByRole('heading', { level: 3, name: /^Access was switched off/ }).waitFor()
    expect(await page.getByRole('link', { name: 'Connect Instagram @lina.k again' }).isVisible()).toBe(true)

    await openMail(page, world, 'Access to Instagram @lina.k was switched off, so its insights are paused')
    const text = await page.locator('.mail-text').innerText()
    expect(text).toContain('Brands can’t see your verified insights right now')
    expect(text).toMatch(/\/r\/[\w-]{43}\b/)
    const letter = page.frameLocator('.mail-frame')
    const [there] = await Promise.all([
      page.context().waitForEvent('page'),
      letter.getByRole('link', { name: 'Connect Instagram @lina.k again' }).click(),
    ])
    await there.getByRole('heading', { level: 1, name: 'Reconnect Instagram @lina.k' }).waitFor()
    await there.getByRole('button', { name: 'Continue to Instagram' }).click()
    await answer(there, LINA_THERE.instagram)
    await there.getByRole('heading', { level: 1, name: 'Done. Thank you' }).waitFor()
    await there.close()

    await world.advance('1m')
    await page.goto(`${world.url}/notifications`)
    await page.getByRole('heading', { level: 3, name: '@lina.k is back' }).waitFor()
    await page.getByText('Connection lost').waitFor()
    await awake(page)
    await page.getByRole('button', { name: 'Mark as read: @lina.k is back' }).click()
    await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor()

    await world.advance('35d')
    await page.reload()
    expect(await page.getByText('@lina.k is back', { exact: true }).count()).toBe(1)
    expect(await readMailbox(world.app)).toHaveLength(1)
    expect(lina.complaints).toEqual([])
  })
})

describe('a mail', () => {
  it('ends all others by one click: its own link asks once, and the app goes on showing what needs her', async () => {
    await using lina = await travelling.lina('pglite')
    const { page, world } = lina
    await connected(lina, 'instagram')
    await toHour(world, 9)
    await lost(lina, 'instagram')
    await world.advance('1d')
    await openMail(page, world, /^Access to Instagram/)
    const [way] = await Promise.all([
      page.context().waitForEvent('page'),
      page
        .frameLocator('.mail-frame')
        .getByRole('link', { name: 'Unsubscribe from mails about channels' })
        .click(),
    ])
    await way.getByRole('heading', { name: 'Unsubscribe' }).waitFor()
    expect(await way.locator('script').count()).toBe(0)
    await way.getByRole('button', { name: 'Unsubscribe' }).click()
    await way.getByRole('heading', { name: 'You’re unsubscribed' }).waitFor()
    await way.close()

    await world.advance('35d')
    expect(await readMailbox(world.app)).toHaveLength(1)
    await page.goto(`${world.url}/channels`)
    await card(page, 'instagram').getByText('Reconnect needed').first().waitFor()
    await page.getByRole('link', { name: 'Notifications 1 new notification' }).click()
    await page.locator('main').getByRole('link', { name: 'Settings' }).click()
    await page.getByText('because you unsubscribed').waitFor()
    await page.getByLabel('Mail me about my channels').check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    expect(await page.getByText('because you unsubscribed').count()).toBe(0)
  })

  it('is ended by the button of a mail program, too', async () => {
    await using lina = await travelling.lina('pglite', { javaScriptEnabled: false })
    const { page, world } = lina
    await connected(lina, 'instagram')
    await toHour(world, 9)
    await lost(lina, 'instagram')
    await world.advance('31m')
    await openMail(page, world, /^Access to Instagram/)
    await page.getByRole('button', { name: 'Unsubscribe' }).click()
    await page.getByText('it was heard').waitFor()
    const { userId } = await visitorOf(lina)
    expect((await findPreferences(world.app.store.db, userId)).mails).toBe(false)
  })

  it('leads whoever is signed out through sign-in to its channel, on whichever profile it stands', async () => {
    await using lina = await travelling.lina('pglite')
    const { page, world } = lina
    const visitor = await visitorOf(lina)
    const other = await foundCreator(world.app, {
      userId: visitor.userId,
      handle: 'soups',
      name: 'Soups only',
      bio: '',
      place: null,
    })
    if (other.kind !== 'ok') throw new Error(other.kind)
    await connected(lina, 'instagram')
    await lost(lina, 'instagram')
    const { id } = await cardOf(world, visitor, 'instagram')
    await page.context().clearCookies()
    const cookie = { name: 'creator', value: other.creatorId, url: world.url }
    await page.context().addCookies([cookie])
    await page.goto(`${world.url}/channels/${id}/reconnect`)
    await page.getByLabel('E-mail').first().fill('lina@people.example')
    await page.getByRole('textbox', { name: 'Password' }).fill(PRETEND_PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Connect @lina.k again' }).waitFor()

    await page.goto(`${world.url}/channels/chn_of_somebody_else/reconnect`)
    await page.getByRole('heading', { level: 1, name: 'That channel isn’t here' }).waitFor()
  })
})

describe('the settings', () => {
  it('work without scripts: which mails, and in whose morning', async () => {
    await using lina = await travelling.lina('pglite', { javaScriptEnabled: false })
    const { page, world } = lina
    await page.goto(`${world.url}/settings/notifications`)
    const zone = page.getByLabel('Time zone')
    expect(await zone.locator('option:checked').innerText()).toBe('Not known yet: hours are counted in UTC')
    await zone.selectOption('Asia/Tokyo')
    await page.getByLabel('Once a month, what is still paused').uncheck()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    expect(await zone.inputValue()).toBe('Asia/Tokyo')
    expect(await page.getByLabel('Once a month, what is still paused').isChecked()).toBe(false)
    expect(await page.getByLabel('When a connection is lost').isChecked()).toBe(true)
  })

  it('take the time zone from the browser until the person says another', async () => {
    await using lina = await travelling.lina('pglite')
    const { page, world } = lina
    const { userId } = await visitorOf(lina)
    const known = async () => (await findPreferences(world.app.store.db, userId)).timeZone
    await page.goto(`${world.url}/channels`)
    expect(await known()).toBe('Europe/Warsaw')
    await page.goto(`${world.url}/settings/notifications`)
    await page.getByLabel('Time zone').selectOption('America/Mexico_City')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    await page.goto(`${world.url}/channels`)
    expect(await known()).toBe('America/Mexico_City')
  })

  it('and the centre are quiet where there is nothing to say', async () => {
    await using lina = await travelling.lina('pglite')
    const { page, world } = lina
    await page.goto(`${world.url}/notifications`)
    await page.getByText('All quiet.').waitFor()
    await sees(lina, 'Notifications')
  })
})

async function openMail(page: Page, world: World, subject: string | RegExp): Promise<void> {
  await page.goto(`${world.url}/sandbox/mailbox`)
  await page.getByRole('link', { name: subject }).first().click()
  await page.locator('.mail-text').waitFor()
}

async function sees({ page }: Traveller, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
}
