/** A person moves to another address and back, with the keyboard, on a phone, and with a thief in the house. */
import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRETEND_PASSWORD } from '../../src/domain/person/pretend-people.ts'
import { awake, growOld, mailedLink } from './tour.ts'
import { startTravelling } from './traveller.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

let travelling: Awaited<ReturnType<typeof startTravelling>>
beforeAll(async () => {
  travelling = await startTravelling()
})
afterAll(() => travelling.close())

describe('an account', () => {
  it('gets another name, address and password, by keyboard alone, without losing the place', async () => {
    await using lina = await travelling.lina('pglite')
    const { page, world } = lina
    await page.goto(`${world.url}/settings/account`)
    await awake(page)
    await page.getByLabel('Your name').focus()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('Lina K.')
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('Your name is saved.').waitFor()

    await page.getByLabel('New e-mail address').focus()
    await page.keyboard.type('Lina@Studio.example')
    await page.keyboard.press('Enter')
    await page.getByText('We wrote to lina@studio.example.').waitFor()
    const [confirm, undo] = [
      await mailedLink(lina, 'lina@studio.example'),
      await mailedLink(lina, 'lina@people.example'),
    ]
    await page.goto(confirm)
    await page.getByRole('button', { name: 'Use lina@studio.example' }).press('Enter')
    await page.getByRole('status').getByText('Your address is changed.').waitFor()
    await page.getByText('You sign in as lina@studio.example.').waitFor()

    await page.getByLabel('New password').fill('short')
    await page.getByLabel('New password').fill('another short sentence')
    await page.getByLabel('New password').press('Enter')
    await page.getByRole('status').getByText('Your password is set.').waitFor()
    await look(page, 'account-wide')

    // The former mailbox takes it all back: whoever holds this browser is out.
    await page.goto(undo)
    await page.getByRole('heading', { level: 1, name: 'Keep lina@people.example?' }).waitFor()
    await page.getByRole('button', { name: /^It wasn’t me/ }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'The account is yours again' }).waitFor()
    await page.goto(`${world.url}/settings/account`)
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    expect(lina.complaints).toEqual([])
  })

  it('asks for the password or a mailed link where the sign-in is old, without a script, on a phone', async () => {
    await using lina = await travelling.lina('pglite', { ...PHONE, javaScriptEnabled: false })
    const { page, world } = lina
    await growOld(lina)
    await page.goto(`${world.url}/settings/account`)
    await look(page, 'account-phone')
    const address = page.getByRole('region', { name: 'E-mail address' })
    await address.getByLabel('New e-mail address').fill('thief@people.example')
    await address.getByLabel('Your password').fill('a guess that is wrong')
    await address.getByRole('button', { name: 'Write to the new address' }).click()
    await page.getByText('That isn’t your password.').waitFor()
    expect(await address.getByLabel('Your password').getAttribute('aria-invalid')).toBe('true')
    await address.getByLabel('New e-mail address').fill('lina@studio.example')
    await address.getByLabel('Your password').fill(PRETEND_PASSWORD)
    await address.getByRole('button', { name: 'Write to the new address' }).click()
    await page.getByText('We wrote to lina@studio.example.').waitFor()
    await page.getByRole('button', { name: 'Keep the address I have' }).click()
    await page.getByText('Your address stays as it is.').waitFor()

    await page.goto(`${world.url}/settings/delete-profile`)
    await page.getByLabel('Your password').waitFor()
    await page.getByRole('button', { name: 'Mail me a link' }).click()
    await page.getByText('A link is on its way to lina@people.example.').waitFor()
    await page.goto(await mailedLink(lina, 'lina@people.example'))
    await page.locator('main').getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { level: 1, name: /^Delete the profile/ }).waitFor()
    expect(await page.getByLabel('Your password').count()).toBe(0)
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(sideways).toBeLessThanOrEqual(0)
  })
})

describe('a deletion', () => {
  it('of a profile is undone by the mailed link, on a phone, without a script', async () => {
    await using lina = await travelling.lina('pglite', { ...PHONE, javaScriptEnabled: false })
    const { page, world } = lina
    await page.goto(`${world.url}/settings/delete-profile`)
    await page.getByRole('heading', { level: 2, name: 'Without a way back' }).waitFor()
    await look(page, 'delete-profile-phone')
    await page.getByLabel(/^Type .* to confirm/).fill('lina')
    await page.getByRole('button', { name: 'Delete this profile' }).click()
    await page.getByRole('heading', { level: 1, name: 'Deleted, and still to be undone' }).waitFor()
    await look(page, 'undo-phone')
    const gone = await page.goto(`${world.url}/@lina`)
    expect(gone?.status()).toBe(404)
    // Who signs in is asked first, before a new profile is founded.
    await page.goto(`${world.url}/channels`)
    await page.getByRole('heading', { level: 1, name: 'Deleted, and still to be undone' }).waitFor()

    const link = await mailedLink(lina, 'lina@people.example')
    for (let opens = 0; opens < 2; opens += 1) await page.goto(link)
    await page.getByRole('button', { name: /^Bring back/ }).click()
    await page.getByRole('heading', { level: 1, name: 'It is back' }).waitFor()
    const back = await page.goto(`${world.url}/@lina`)
    expect(back?.status()).toBe(200)
    await page.goto(link)
    await page.getByRole('heading', { level: 1, name: 'There is nothing to undo' }).waitFor()
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(sideways).toBeLessThanOrEqual(0)
  })

  it('of an account is undone by signing in, by keyboard alone', async () => {
    await using lina = await travelling.lina('pglite')
    const { page, world } = lina
    await page.goto(`${world.url}/settings/delete-profile`)
    await awake(page)
    await page.getByLabel(/^Type .* to confirm/).fill('lina')
    await page.getByRole('button', { name: 'Delete this profile' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Deleted, and still to be undone' }).waitFor()
    await page.goto(`${world.url}/settings/account`)
    await page.getByRole('link', { name: 'Deleted profiles that can be brought back' }).waitFor()
    await page.goto(`${world.url}/settings/delete-account`)
    await awake(page)
    await look(page, 'delete-account-wide')
    await page.getByLabel(/^Type .* to confirm/).fill('lina@people.example')
    await page.getByRole('button', { name: 'Delete my account' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Deleted, and still to be undone' }).waitFor()

    await page.goto(`${world.url}/channels`)
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await page.getByLabel('E-mail').first().fill('lina@people.example')
    await page.getByRole('textbox', { name: 'Password' }).fill(PRETEND_PASSWORD)
    await page.getByRole('textbox', { name: 'Password' }).press('Enter')
    await page.getByRole('button', { name: 'Keep my account' }).waitFor()
    await look(page, 'deleted-wide')
    // Nothing else opens meanwhile.
    await page.goto(`${world.url}/settings/account`)
    await page.getByRole('button', { name: 'Keep my account' }).press('Enter')
    await page.getByRole('button', { name: /^Bring back/ }).waitFor()
    await page.getByRole('button', { name: /^Bring back/ }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
    expect(lina.complaints).toEqual([])
  })
})

/** Leaves a picture where one is asked for: `LOOK_IN=/tmp/looks`. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.LOOK_IN
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
