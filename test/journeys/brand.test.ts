/** A brand on its way: a company's account, a search, a list, a note, a file, and a creator who is asked to come back. */
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRETEND_PASSWORD } from '../../src/domain/person/pretend-people.ts'
import { seriousProblems } from '../axe.ts'
import { putCreator } from '../listed-creators.ts'
import { openWorld, type World } from '../world.ts'
import { awake } from './tour.ts'
import { enterAs, startTravelling } from './traveller.ts'

const WIDE = { viewport: { width: 1280, height: 860 } }
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

let travelling: Awaited<ReturnType<typeof startTravelling>>
let world: World
beforeAll(async () => {
  ;[travelling, world] = await Promise.all([startTravelling(), openWorld({ engine: 'pglite', pages: true })])
  await putCreator(world.app, {
    handle: 'lina',
    name: 'Lina Kowalski',
    bio: 'Slow soup from Łódź.',
    country: 'PL',
    categories: ['food'],
    channels: [
      { followers: 48_000, followersBefore: 47_000 },
      { network: 'youtube', followers: 20_000 },
    ],
  })
  await putCreator(world.app, {
    handle: 'hostile',
    name: '<img src=x onerror=alert(1)> \u202eRTL',
    bio: '<script>alert(2)</script>'.repeat(10),
    country: 'DE',
    categories: ['gaming'],
    channels: [{ network: 'tiktok', followers: 30_000 }],
  })
}, 60_000)
afterAll(async () => {
  await travelling.close()
  await world[Symbol.asyncDispose]()
})

describe.each([
  ['a wide screen', WIDE],
  ['a phone', PHONE],
])('on %s', (name, look) => {
  it('somebody new opens a company’s account, finds a creator, compares, exports and asks', async () => {
    const context = await travelling.browser.newContext({
      locale: 'en-GB',
      timezoneId: 'Europe/Oslo',
      ...look,
    })
    context.setDefaultTimeout(40_000)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => {
      complaints.push(`a script ran: ${dialog.message()}`)
      void dialog.dismiss()
    })

    await page.goto(`${world.url}/brand/sign-up`)
    expect(await seriousProblems(page, 'everything')).toEqual([])
    await enter(context, `ingrid.${name.length}@brand.example`)
    await page.reload()
    await page.getByLabel('Name of your company').fill('Nordfjell')
    await page.getByLabel('Country').selectOption('NO')
    await page.getByRole('button', { name: 'Start looking' }).click()
    await page.getByRole('heading', { level: 1, name: 'Discover' }).waitFor()
    await page.getByText('2 creators', { exact: true }).waitFor()
    expect(await seriousProblems(page, 'everything')).toEqual([])

    // Names and bios are words, whatever is in them.
    await page.getByText('<img src=x onerror=alert(1)>').waitFor()

    // Every choice applies by itself; the address holds the whole search.
    await page.getByLabel('Category').selectOption('food')
    await page.waitForURL(/category=food/)
    await page.getByText('1 creator', { exact: true }).waitFor()
    // An address of a page that is empty by now says so.
    const here = page.url()
    await page.goto(`${here}&after=0~chn_0`)
    await page.getByText('That was everybody.', { exact: true }).waitFor()
    await page.goto(here)
    await awake(page)
    await page.getByLabel('Country').selectOption('EE')
    await page.waitForURL(/country=EE/)
    await page.getByText('No creators match', { exact: true }).waitFor()
    expect(await seriousProblems(page, 'everything')).toEqual([])
    await page.getByText('Nobody fits all of this at once.', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Loosen country? 1 creator matches then.' }).click()
    await page.getByText('1 creator', { exact: true }).waitFor()
    expect(await page.getByLabel('Country').inputValue()).toBe('')

    await page.getByRole('link', { name: 'Lina Kowalski' }).click()
    await page.getByRole('heading', { level: 1, name: 'Lina Kowalski' }).waitFor()
    await page.locator('dd').getByText('48,000', { exact: true }).waitFor()
    expect(await seriousProblems(page, 'everything')).toEqual([])
    await page.getByText('New shortlist').click()
    await page.getByLabel('Name of the new list').fill('Autumn')
    await page.getByRole('button', { name: 'Make list and add' }).click()
    await page.getByRole('link', { name: 'On Autumn' }).click()
    await page.getByRole('heading', { level: 1, name: 'Autumn' }).waitFor()
    await page.getByRole('textbox', { name: 'Note about Lina Kowalski' }).fill('=ask for the soup')
    await page.getByRole('button', { name: 'Save the note about Lina Kowalski' }).click()
    await page.getByText('Saved.').waitFor()
    expect(await seriousProblems(page, 'everything')).toEqual([])
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download as CSV' }).click(),
    ])
    const csv = await (await file.createReadStream()).toArray()
    expect(Buffer.concat(csv).toString('utf8')).toContain(`"'=ask for the soup"`)

    // The channel is lost, and its numbers with it.
    const lose = (state: 'connected' | 'disconnected') =>
      world.app.store.db
        .updateTable('channel')
        .set({
          state,
          reason: state === 'connected' ? null : 'revoked',
          confidence: state === 'connected' ? null : 'confirmed',
          since: world.app.clock.now(),
        })
        .where('handle', '=', 'lina.instagram')
        .execute()
    await lose('disconnected')
    await page.reload()
    await page.getByText(/Paused, last verified/).waitFor()
    expect(await page.content()).not.toContain('48,000')
    await page.getByRole('link', { name: 'Lina Kowalski' }).click()
    await page.getByRole('button', { name: 'Ask Lina Kowalski to reconnect' }).click()
    await page.getByText(/We’ve asked Lina Kowalski. You can ask again on/).waitFor()
    await lose('connected')

    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    expect(complaints).toEqual([])
    await context.close()
  }, 120_000)
})

it('the search works without any script', async () => {
  const context = await travelling.browser.newContext({ javaScriptEnabled: false, ...WIDE })
  const page = await context.newPage()
  await enter(context, 'kofi@brand.example')
  await page.goto(`${world.url}/brand/sign-up`)
  await page.getByLabel('Name of your company').fill('Plain')
  await page.getByRole('button', { name: 'Start looking' }).click()
  await page.getByRole('searchbox').fill('lodz soup')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name: 'Lina Kowalski' }).waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toBe('lodz soup')
  await context.close()
}, 60_000)

/** Signed in, as after a link that was mailed; how that goes is walked elsewhere. */
async function enter(context: BrowserContext, email: string): Promise<void> {
  const { signIn } = world.app
  await signIn.createPerson({ email, name: 'Somebody New', password: PRETEND_PASSWORD })
  await enterAs(context, world, email)
}
