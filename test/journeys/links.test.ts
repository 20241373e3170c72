/** Others with the sign-in, browsers inside apps, several channels in a row, and the ways of getting lost between. */
import { readFile } from 'node:fs/promises'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRETEND_PASSWORD } from '../../src/domain/person/pretend-people.ts'
import { readHistory } from '../../src/usecases/channel/read-history.ts'
import { LINA } from '../pretend-accounts.ts'
import { cardOf } from '../world.ts'
import { awake, checked, connected, lost, visitorOf } from './tour.ts'
import { answer, card, LINA_THERE, startTravelling, type Traveller } from './traveller.ts'

const AT_THE_NETWORK = /127\.0\.0\.1/
const INSTAGRAM_ON_IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22B83 Instagram 354.0.0.29.90 (iPhone12,8; iOS 18_1; en_US; en; scale=2.00; 750x1334; 654111336; IABMV/1)'
const TIKTOK_ON_ANDROID =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A.240105.004; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/121.0.6167.143 Mobile Safari/537.36 musical_ly_2023303040 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/musical_ly app_version/33.3.4 BytedanceWebview/d8a21c6'
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

let travelling: Awaited<ReturnType<typeof startTravelling>>
let axeSource: string
beforeAll(async () => {
  travelling = await startTravelling()
  axeSource = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
})
afterAll(() => travelling.close())

/** From a card's menu to a link that is shown once. */
async function askForHelp({ page, world }: Traveller, network: 'Instagram' | 'Facebook'): Promise<string> {
  await page.goto(`${world.url}/channels`)
  await awake(page)
  await card(page, network === 'Facebook' ? 'facebook' : 'instagram')
    .getByRole('group')
    .locator('summary')
    .click()
  await page
    .getByRole('link', { name: new RegExp(`^Send link to a teammate to reconnect ${network}`) })
    .click()
  await page.getByRole('heading', { level: 1, name: /^Ask somebody to reconnect/ }).waitFor()
  await page.getByRole('button', { name: 'Make a link' }).click()
  return page.getByLabel('The address to copy').inputValue()
}

async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const found = (await page.evaluate(
    'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] })',
  )) as AxeResults
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`))
}

describe('somebody else, another browser, several in a row', () => {
  it('a manager without account and script reconnects the Page by a link, and the page of whoever asked sees it', async () => {
    await using lina = await travelling.lina('postgres')
    const { page, world } = lina
    await connected(lina, 'facebook')
    await lost(lina, 'facebook')
    const link = await askForHelp(lina, 'Facebook')
    // The list has read itself again by then, and what is shown once is still there.
    await page.getByText(/^Made by Lina Kowalski/).waitFor()
    expect(await page.getByLabel('The address to copy').inputValue()).toBe(link)

    await using manager = await travelling.elsewhere({ ...PHONE, javaScriptEnabled: false })
    await manager.page.goto(link)
    await manager.page
      .getByRole('heading', { level: 1, name: /^Lina Kowalski asks you to reconnect Facebook/ })
      .waitFor()
    await manager.page.getByLabel('Your name, if you like').fill('Jonas from the agency')
    await manager.page.getByRole('button', { name: 'Continue to Facebook' }).click()
    await manager.page.waitForURL(AT_THE_NETWORK)
    await answer(manager.page, LINA_THERE.facebook, 'Cancel')
    await manager.page.getByRole('heading', { level: 1, name: 'No change made' }).waitFor()
    await manager.page.getByRole('button', { name: 'Try again' }).click()
    await manager.page.waitForURL(AT_THE_NETWORK)
    await answer(manager.page, LINA_THERE.facebook)
    await manager.page.getByRole('heading', { level: 1, name: 'Done. Thank you' }).waitFor()

    await page.getByText(/Used .* by Jonas from the agency/).waitFor()
    await page.goto(`${world.url}/channels`)
    await card(page, 'facebook').getByText('Connected', { exact: true }).waitFor()
    const { id } = await cardOf(world, await visitorOf(lina), 'facebook')
    await page.goto(`${world.url}/channels/${id}`)
    await page.getByText('by Jonas from the agency, with the link').first().waitFor()
    await page.getByText('With the link that Lina Kowalski made.').waitFor()

    await manager.page.goto(link)
    await manager.page.getByRole('heading', { level: 1, name: 'This link has done its work' }).waitFor()
    expect(lina.complaints).toEqual([])
  })

  it('inside Instagram, YouTube is stopped before Google; a link goes on elsewhere, and the page there sees it', async () => {
    await using lina = await travelling.lina('postgres', { ...PHONE, userAgent: INSTAGRAM_ON_IPHONE })
    const { page, world } = lina
    await connected(lina, 'youtube')
    await world.happen('youtube', LINA.youtube.consent.account, 'remove-app')
    await checked(lina, 'youtube')
    await world.advance('11m')
    const { id } = await cardOf(world, await visitorOf(lina), 'youtube')

    await page.goto(`${world.url}/channels/connect/youtube?channel=${id}`)
    await page.getByRole('heading', { name: 'One step first: open this in your browser' }).waitFor()
    await page.getByText('You’re in Instagram’s own little browser').waitFor()
    expect(await page.getByRole('button', { name: /^Continue to/ }).count()).toBe(0)
    await awake(page)
    await page.getByRole('button', { name: 'Get a link for my browser' }).tap()
    const link = await page.getByLabel('The address to copy').inputValue()
    const out = await page.getByRole('link', { name: 'Open in Safari' }).getAttribute('href')
    expect(out).toBe(link.replace('http://', 'x-safari-http://'))

    await using safari = await travelling.elsewhere()
    await safari.page.goto(link)
    await safari.page.getByRole('heading', { level: 1, name: /^Go on here with YouTube/ }).waitFor()
    await safari.page.getByRole('button', { name: 'Continue to YouTube' }).click()
    await answer(safari.page, LINA_THERE.youtube)
    await safari.page.getByRole('heading', { level: 1, name: 'Done. Thank you' }).waitFor()

    await page.getByRole('heading', { name: 'Done in your browser' }).waitFor()
    await page.getByRole('link', { name: 'Back to Channels' }).tap()
    await card(page, 'youtube').getByText('Connected', { exact: true }).waitFor()
    const { creatorId } = lina
    const history = await readHistory(world.app, { creatorId, channelId: id })
    expect(history?.events[0]).toMatchObject({ kind: 'reconnected', actor: 'Lina Kowalski' })
    expect(lina.complaints).toEqual([])
  })

  it('another account changes nothing: the right one is met again, or the other one is added by a yes of its own', async () => {
    await using lina = await travelling.lina('postgres')
    const { page, world } = lina
    await connected(lina, 'instagram')
    await lost(lina, 'instagram')
    const { id } = await cardOf(world, await visitorOf(lina), 'instagram')
    const wrong = async () => {
      await page.goto(`${world.url}/channels/connect/instagram?channel=${id}`)
      await page.getByRole('button', { name: 'Continue to Instagram' }).click()
      await page.waitForURL(AT_THE_NETWORK)
      await answerAs('@tomas.frames')
      await page.getByRole('heading', { level: 1, name: 'That was another account' }).waitFor()
    }
    // Whoever is signed in there already is offered first.
    const answerAs = async (name: string) => {
      const choice = page.getByRole('button', { name, exact: true })
      const others = page.getByText('Use another account', { exact: true })
      await choice.or(others).first().waitFor()
      if (!(await choice.isVisible())) await others.click()
      await answer(page, name)
    }
    await wrong()
    await page.getByRole('link', { name: 'Try again as @lina.k' }).click()
    await page.getByRole('button', { name: 'Continue to Instagram' }).click()
    await page.waitForURL(AT_THE_NETWORK)
    await answerAs(LINA_THERE.instagram)
    await page.getByRole('heading', { level: 1, name: '@lina.k is back' }).waitFor()

    await wrong()
    await page.getByRole('link', { name: 'Add @tomas.frames' }).click()
    // Instagram lets whoever is signed in there straight back, so what comes back waits for a yes here.
    await page.getByRole('button', { name: 'Continue to Instagram' }).click()
    await page.getByRole('button', { name: /^Add @tomas.frames to Lina Kowalski’s profile$/ }).click()
    await page.getByRole('heading', { level: 1, name: '@tomas.frames is connected' }).waitFor()
    await page.goto(`${world.url}/channels`)
    expect(await page.locator('article[data-state]').count()).toBe(2)
  })

  it('all that is broken is fixed in a row; one is left out, and the end says so', async () => {
    await using lina = await travelling.lina('postgres')
    const { page, world } = lina
    await connected(lina, 'instagram', 'facebook', 'tiktok')
    await lost(lina, 'instagram')
    await lost(lina, 'facebook')
    await world.happen('tiktok', LINA.tiktok.consent.account, 'remove-app')
    await checked(lina, 'tiktok')
    await world.advance('11m')
    await page.goto(`${world.url}/channels`)
    await awake(page)
    await page.getByRole('link', { name: 'Fix all (3)' }).click()
    await page.getByText('After this one, 2 more.').waitFor()
    const first = await page.getByRole('heading', { level: 1 }).innerText()
    await page.getByRole('link', { name: 'Skip this one' }).click()
    await page.getByText('After this one, 1 more.').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toBe(first)

    const name = /^Continue to (\w+)$/
    for (const left of ['The last one', null]) {
      const button = page.getByRole('button', { name })
      const [, network = ''] = name.exec(await button.innerText()) ?? []
      await button.click()
      await page.waitForURL(AT_THE_NETWORK)
      await answer(page, LINA_THERE[network.toLowerCase() as keyof typeof LINA_THERE])
      await page.getByRole('heading', { level: 1, name: /is back$/ }).waitFor()
      if (left !== null) await page.getByRole('link', { name: new RegExp(`^Next: .* · ${left}$`) }).click()
    }
    await page.getByRole('heading', { level: 2, name: 'All done' }).waitFor()
    await page.goto(`${world.url}/channels`)
    await card(page, 'instagram').getByText('Reconnect needed').first().waitFor()
    for (const network of ['facebook', 'tiktok'] as const)
      await card(page, network).getByText('Connected', { exact: true }).waitFor()
    await page.goto(`${world.url}/channels/fix`)
    await page.getByText('This is the last one.').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(first)
    await page.getByRole('link', { name: 'Skip this one' }).click()
    await page.getByRole('heading', { level: 1, name: 'That’s all for now' }).waitFor()
  })
})

describe('without scripts, inside TikTok', () => {
  it('the page offers what can be copied, and a button to look again', async () => {
    await using lina = await travelling.lina('pglite', {
      ...PHONE,
      userAgent: TIKTOK_ON_ANDROID,
      javaScriptEnabled: false,
    })
    const { page, world } = lina
    await connected(lina, 'youtube')
    const { id } = await cardOf(world, await visitorOf(lina), 'youtube')
    await page.goto(`${world.url}/channels/connect/youtube?channel=${id}`)
    await page.getByRole('button', { name: 'Get a link for my browser' }).click()
    const link = await page.getByLabel('The address to copy').inputValue()
    // TikTok lets no such address through, so none is offered that would do nothing.
    expect(await page.getByRole('link', { name: /^Open in/ }).count()).toBe(0)
    await page.getByText('Waiting for your browser…').waitFor()

    await using chrome = await travelling.elsewhere()
    await chrome.page.goto(link)
    await chrome.page.getByRole('button', { name: 'Continue to YouTube' }).click()
    await answer(chrome.page, LINA_THERE.youtube)
    await chrome.page.getByRole('heading', { level: 1, name: 'Done. Thank you' }).waitFor()
    await page.getByRole('link', { name: 'Check again' }).click()
    await page.getByRole('heading', { name: 'Done in your browser' }).waitFor()

    await page.goto(`${world.url}/channels/connect/instagram`)
    await page.getByText('keep your Instagram password at hand').waitFor()
    expect(await page.getByRole('button', { name: 'Continue to Instagram' }).isVisible()).toBe(true)
    await page.goto(`${world.url}/channels/connect/youtube`)
    expect(await page.getByLabel('The address to copy').inputValue()).toBe(
      `${world.url}/channels/connect/youtube`,
    )
  })
})

describe('somebody who gets lost on the way', () => {
  it('signed out meanwhile, signs in and stands before the same channel', async () => {
    await using lina = await travelling.lina('postgres')
    const { page, world } = lina
    await connected(lina, 'instagram')
    await lost(lina, 'instagram')
    const { id } = await cardOf(world, await visitorOf(lina), 'instagram')
    const goal = `${world.url}/channels/connect/instagram?channel=${id}`
    await page.goto(goal)
    await page.getByRole('button', { name: 'Continue to Instagram' }).click()
    await page.waitForURL(AT_THE_NETWORK)
    await page.context().clearCookies({ domain: 'localhost' })
    await answer(page, LINA_THERE.instagram)
    await page.getByRole('heading', { level: 1, name: 'You’re not signed in here' }).waitFor()
    await page.getByRole('link', { name: 'Sign in and go on' }).click()
    await signIn(page)
    await page.getByRole('heading', { level: 1, name: 'Connect @lina.k again' }).waitFor()
    expect(page.url()).toBe(goal)

    // Also where the session ended before the button was pressed.
    await page.context().clearCookies({ domain: 'localhost' })
    await page.getByRole('button', { name: 'Continue to Instagram' }).click()
    await signIn(page)
    await page.getByRole('heading', { level: 1, name: 'Connect @lina.k again' }).waitFor()
    expect(page.url()).toBe(goal)
  })

  it('coming back in another browser starts the same again there with one button', async () => {
    await using lina = await travelling.lina('postgres')
    const { page, world } = lina
    await connected(lina, 'instagram')
    await lost(lina, 'instagram')
    const { id } = await cardOf(world, await visitorOf(lina), 'instagram')
    await page.goto(`${world.url}/channels/connect/instagram?channel=${id}`)
    await page.getByRole('button', { name: 'Continue to Instagram' }).click()
    await page.waitForURL(AT_THE_NETWORK)

    await using other = await travelling.elsewhere()
    await other.page.goto(`${world.url}/sandbox/people`)
    await other.page.getByRole('button', { name: /Lina Kowalski/ }).click()
    await other.page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
    await other.page.goto(page.url())
    await answer(other.page, LINA_THERE.instagram)
    await other.page.getByRole('heading', { level: 1, name: 'Started in another browser' }).waitFor()
    await other.page.getByRole('button', { name: 'Start again here' }).click()
    await other.page.waitForURL(AT_THE_NETWORK)
    await answer(other.page, LINA_THERE.instagram)
    await other.page.getByRole('heading', { level: 1, name: '@lina.k is back' }).waitFor()
    // The first browser has nothing left to spend.
    await answer(page, LINA_THERE.instagram)
    await page.getByRole('heading', { level: 1, name: 'That sign-in is already closed' }).waitFor()
  })

  it('is told before leaving that a network has trouble answering, and may try all the same', async () => {
    await using lina = await travelling.lina('postgres')
    const { page, world } = lina
    await connected(lina, 'instagram')
    await lost(lina, 'instagram')
    const link = await askForHelp(lina, 'Instagram')
    await world.app.store.db
      .insertInto('network_circuit')
      .values({ network: 'instagram', failures: 5, opened_at: world.app.clock.now(), probes: 0 })
      .onConflict((of) => of.column('network').doUpdateSet({ failures: 5, opened_at: world.app.clock.now() }))
      .execute()
    const { id } = await cardOf(world, await visitorOf(lina), 'instagram')
    await page.goto(`${world.url}/channels/connect/instagram?channel=${id}`)
    await page.getByText('Instagram has trouble answering just now').waitFor()
    expect(await page.getByRole('button', { name: 'Continue to Instagram' }).isVisible()).toBe(true)
    await page.goto(link)
    await page.getByText('the link waits').waitFor()
    expect(await page.getByRole('button', { name: 'Continue to Instagram' }).isVisible()).toBe(true)
  })
})

describe('the pages of links', () => {
  it('are clean to axe in light and in dark, and fit 320 px', async () => {
    await using lina = await travelling.lina('postgres', {
      viewport: { width: 320, height: 700 },
      // A colour on its way to another is none to judge by.
      reducedMotion: 'reduce',
    })
    const { page, world } = lina
    await connected(lina, 'instagram')
    await lost(lina, 'instagram')
    const link = await askForHelp(lina, 'Instagram')
    const found: Record<string, string[]> = {}
    const look = async (what: string): Promise<void> => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      found[what] = wide > 320 ? [`${wide} px wide`] : []
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme })
        found[what].push(...(await violations(page)))
      }
    }
    await look('make')
    await page.goto(link)
    await look('open')
    await page.getByRole('button', { name: 'Continue to Instagram' }).click()
    await page.waitForURL(AT_THE_NETWORK)
    await answer(page, LINA_THERE.instagram, 'Cancel')
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await look('cancelled')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.waitForURL(AT_THE_NETWORK)
    await answer(page, LINA_THERE.instagram)
    await page.getByRole('heading', { level: 1, name: 'Done. Thank you' }).waitFor()
    await look('done')
    await page.goto(link)
    await look('used')
    await page.goto(`${world.url}/r/nowhere`)
    await look('unknown')
    await page.goto(`${world.url}/channels/fix`)
    await look('nothing to fix')
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((what) => [what, []])))
  })
})

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail').first().fill('lina@people.example')
  await page.getByRole('textbox', { name: 'Password' }).fill(PRETEND_PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
