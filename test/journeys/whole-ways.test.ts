import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMailbox } from '../../src/usecases/sandbox/read-mailbox.ts'
import { seriousProblems } from '../axe.ts'
import { LINA, TOMAS } from '../pretend-accounts.ts'
import { cardOf, connect, toHour, type World } from '../world.ts'
import { accessibilityTree, isFocused, press, sidewaysBy, tabTo } from './senses.ts'
import { awake, connected, lost, visitorOf } from './tour.ts'
import { answer, card, LINA_THERE, leaveFor, profileText, startTravelling } from './traveller.ts'

const AT_THE_NETWORK = /127\.0\.0\.1/
const DESK = { viewport: { width: 1280, height: 860 } }
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const ANALYTICS = 'https://www.googleapis.com/auth/yt-analytics.readonly'
/** What 400 % leave of a desk's screen. */
const ENLARGED = { width: 320, height: 256 }
/** Instagram cannot be renewed without the person any more. */
const NO_RENEWAL = {
  network: 'instagram',
  path: '/refresh_access_token',
  kind: 'status',
  status: 500,
  times: null,
}

let travelling: Awaited<ReturnType<typeof startTravelling>>
beforeAll(async () => {
  travelling = await startTravelling()
})
afterAll(() => travelling.close())

describe.each([
  ['at a desk', DESK],
  ['on a phone', PHONE],
] as const)('%s', (_, device) => {
  it('a permission that ran out is heard of, understood and given again by keyboard, and said once', async () => {
    await using lina = await travelling.lina('pglite', { ...device, bypassCSP: true })
    const { page, world } = lina
    await connected(lina, 'instagram')
    await world.fault(NO_RENEWAL)
    await world.advance('61d', 'none')
    await world.advance('1h')
    await world.control('DELETE', '/faults')
    const clean = async () => {
      expect(await seriousProblems(page, 'everything')).toEqual([])
      const { width, height } = page.viewportSize() ?? ENLARGED
      await page.setViewportSize(ENLARGED)
      expect(await sidewaysBy(page)).toBe(0)
      await page.setViewportSize({ width, height })
    }

    await page.goto(`${world.url}/channels`)
    await awake(page)
    const names = (await accessibilityTree(page)).map(({ name }) => name)
    expect(names).toContain('Channels 1 channel needs you')
    expect(names).toContain('Instagram @lina.k: Reconnect needed. Details')
    expect(await profileText(world)).toContain('Insights paused, last verified')
    await tabTo(page, page.getByRole('button', { name: /Reconnect needed. Details$/ }))
    await page.getByRole('dialog').getByText('reached its end on').waitFor()
    await clean()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await press(page, page.getByRole('link', { name: 'Connect Instagram @lina.k again' }))
    await page.getByRole('heading', { level: 1, name: 'Connect @lina.k again' }).waitFor()
    await clean()
    await press(page, page.getByRole('button', { name: 'Continue to Instagram' }))
    await page.waitForURL(AT_THE_NETWORK)
    await answer(page, LINA_THERE.instagram)

    const heading = page.getByRole('heading', { level: 1, name: '@lina.k is back' })
    await page.locator('h1:focus').waitFor()
    expect(await isFocused(heading)).toBe(true)
    // The heading that has the focus says it; no region of the page says it a second time.
    const heard = await accessibilityTree(page)
    expect(heard.filter(({ role, name }) => role === 'heading' && name.includes('is back'))).toHaveLength(1)
    const aloud = await page.locator('[role=status], [role=alert], [aria-live]').allInnerTexts()
    expect(aloud.filter((text) => text.includes('is back'))).toEqual([])
    await clean()
    await press(page, page.getByRole('link', { name: 'Back to Channels' }))
    await card(page, 'instagram').getByText('Connected', { exact: true }).waitFor()
    expect(await profileText(world)).toContain('From Instagram, as of')
    expect(lina.complaints).toEqual([])
  })

  it('a new channel is heard of by its heading, and by nothing else a second time', async () => {
    await using lina = await travelling.lina('pglite', device)
    const { page } = lina
    await leaveFor(page, 'instagram')
    await answer(page, LINA_THERE.instagram)
    const yes = page.getByRole('button', { name: /^Add .* to Lina Kowalski’s profile$/ })
    await yes.waitFor()
    await awake(page)
    const regions = page.locator('[role=status], [role=alert], [aria-live]')
    await yes.click()
    const heading = page.getByRole('heading', { level: 1, name: '@lina.k is connected' })
    await heading.waitFor()
    await expect.poll(() => isFocused(heading)).toBe(true)
    const aloud = (await regions.allInnerTexts()).filter((text) => text.trim() !== '')
    expect(aloud).toHaveLength(1)
    expect(aloud[0]).not.toContain('@lina.k is connected')
    expect(lina.complaints).toEqual([])
  })

  it('another account shows both and stores nothing; one that is somebody else’s is told without a name', async () => {
    await using lina = await travelling.lina('pglite', device)
    const { page, world } = lina
    await connected(lina, 'instagram')
    await lost(lina, 'instagram')
    const stored = () => world.app.store.db.selectFrom('channel').select(['id', 'network_id']).execute()
    const before = await stored()
    const { id } = await cardOf(world, await visitorOf(lina), 'instagram')
    const wrong = async () => {
      await page.goto(`${world.url}/channels/connect/instagram?channel=${id}`)
      await page.getByRole('button', { name: 'Continue to Instagram' }).click()
      await page.waitForURL(AT_THE_NETWORK)
      const choice = page.getByRole('button', { name: '@tomas.frames', exact: true })
      const others = page.getByText('Use another account', { exact: true })
      await choice.or(others).first().waitFor()
      if (!(await choice.isVisible())) await others.click()
      await answer(page, '@tomas.frames')
      await page.getByRole('heading', { level: 1, name: 'That was another account' }).waitFor()
    }
    await wrong()
    const main = page.locator('main')
    for (const text of ['Nothing was changed and nothing was stored.', '@lina.k', '@tomas.frames']) {
      await main.getByText(text, { exact: true }).first().waitFor()
    }
    expect(await stored()).toEqual(before)
    await page.goto(`${world.url}/channels`)
    await card(page, 'instagram').getByText('Reconnect needed').first().waitFor()

    await wrong()
    const add = page.getByRole('link', { name: 'Add @tomas.frames' })
    await add.waitFor()
    const owner = await world.visitor('quiet-owner')
    await connect(world, owner, { network: 'instagram', consent: TOMAS.frames })
    const owned = await stored()
    await add.click()
    await page.getByRole('button', { name: 'Continue to Instagram' }).click()
    await page.getByRole('heading', { level: 1, name: 'Already connected elsewhere' }).waitFor()
    await main.getByText('is already connected to another profile here, so nothing was changed').waitFor()
    const source = await page.content()
    for (const secret of ['quiet-owner', owner.creatorId, owner.userId, ...owned.map((one) => one.id)]) {
      if (secret !== id) expect(source).not.toContain(secret)
    }
    expect(await stored()).toEqual(owned)
    expect(lina.complaints).toEqual([])
  })

  it('an end that is near is said in the app, then by one mail for both channels; its link works without sign-in or script, and then it is quiet', async () => {
    await using lina = await travelling.lina('postgres', device)
    const { page, world } = lina
    await toHour(world, 9)
    await connected(lina, 'instagram', 'facebook')
    await world.fault(NO_RENEWAL)
    await world.advance('40d', 'none')
    await world.advance('7d')
    await page.goto(`${world.url}/channels`)
    for (const network of ['instagram', 'facebook'] as const) {
      await card(page, network)
        .getByText(/^Renew by/)
        .first()
        .waitFor()
    }
    await page.getByRole('link', { name: 'Notifications 2 new notifications' }).click()
    await page.getByRole('heading', { name: 'Now' }).waitFor()
    expect(await page.getByRole('link', { name: /^Renew (Instagram|Facebook)/ }).count()).toBe(2)
    expect(await subjects(world)).toEqual([])

    await world.advance('7d')
    expect(await subjects(world)).toEqual([expect.stringMatching(BOTH)])
    await page.goto(`${world.url}/sandbox/mailbox`)
    await page.getByRole('link', { name: /^Renew .* and nothing pauses/ }).click()
    await page.locator('.mail-text').waitFor()
    const [first] = await readMailbox(world.app)
    const links = first?.text.match(/http:\S+\/r\/[\w-]{43}/g) ?? []
    expect(new Set(links).size).toBe(2)
    // A program that reads mails before people do, or shows what is behind a link.
    for (const link of links) {
      for (const method of ['HEAD', 'GET', 'HEAD', 'GET', 'GET']) {
        const headers = { 'user-agent': 'Mozilla/5.0 (compatible; SafeLinksScanner/1.0)' }
        expect((await fetch(link, { method, headers })).status).toBe(200)
      }
    }
    await world.advance('4d')
    expect(await subjects(world)).toEqual([expect.stringMatching(BOTH), expect.stringMatching(BOTH)])

    await using mailed = await travelling.elsewhere({ ...device, javaScriptEnabled: false })
    const goThrough = async (link: string) => {
      await mailed.page.goto(link)
      const title = mailed.page.getByRole('heading', { level: 1, name: /^Reconnect / })
      const network = /Instagram|Facebook/.exec(await title.innerText())?.[0] ?? ''
      await mailed.page.getByRole('button', { name: `Continue to ${network}` }).click()
      await mailed.page.waitForURL(AT_THE_NETWORK)
      await answer(mailed.page, LINA_THERE[network === 'Facebook' ? 'facebook' : 'instagram'])
      await mailed.page.getByRole('heading', { level: 1, name: 'Done. Thank you' }).waitFor()
    }
    for (const link of links) await goThrough(link)
    await mailed.page.goto(links[0] ?? '')
    await mailed.page.getByRole('heading', { level: 1, name: 'This link has done its work' }).waitFor()

    await world.control('DELETE', '/faults')
    await world.advance('10d')
    expect(await subjects(world)).toHaveLength(2)
    for (const network of ['instagram', 'facebook'] as const) {
      const { id } = await cardOf(world, await visitorOf(lina), network)
      await page.goto(`${world.url}/channels/${id}`)
      const story = page.locator('main')
      await story.getByText('Connected', { exact: true }).first().waitFor()
      await story.getByText('Connected again').first().waitFor()
      await story.getByText('With the link from a reminder by mail.').first().waitFor()
      await story.getByText('Renewing by ourselves didn’t work').first().waitFor()
      expect(await story.getByText('A reminder was mailed').count()).toBe(2)
    }
    expect(lina.complaints).toEqual([])
  })

  it('a box that was left out is named and asked for alone; an engagement rate is worked out where that was accepted', async () => {
    await using lina = await travelling.lina('pglite', device)
    const { page, world } = lina
    const visitor = await visitorOf(lina)
    const { consent } = LINA.youtube
    await connect(world, visitor, { network: 'youtube', consent: { ...consent, decline: [ANALYTICS] } })
    await page.goto(`${world.url}/channels`)
    const shown = card(page, 'youtube')
    await shown
      .getByText(/Some insights missing/)
      .first()
      .waitFor()
    expect(await profileText(world)).toContain('Minutes watched, 28 days: not shared with us.')
    await shown.getByRole('link', { name: /^Fix YouTube/ }).click()
    await page.getByRole('heading', { level: 1, name: /^Fix / }).waitFor()
    await page.getByRole('button', { name: 'Continue to YouTube' }).click()
    await page.waitForURL(AT_THE_NETWORK)
    // Besides who is there, which Google’s events need.
    const asked = new URL(page.url()).searchParams.get('scope')?.split(' ')
    expect(asked?.filter((one) => one.startsWith('https:'))).toEqual([ANALYTICS])
    await answer(page, LINA_THERE.youtube)
    await page.getByRole('heading', { level: 1, name: /is back$/ }).waitFor()
    const whole = await profileText(world)
    expect(whole).not.toContain('not shared with us')
    // Google’s terms let its numbers be worked on only where the operator has accepted its amendment.
    expect(whole).toContain('Not shown: YouTube lets its numbers be shown as they are, not worked on.')
    expect(whole).not.toContain('By views')

    await using accepted = await travelling.lina('pglite', device, { YOUTUBE_DERIVED_METRICS: 'on' })
    await connected(accepted, 'youtube')
    const worked = await profileText(accepted.world)
    expect(worked).toContain('By views')
    expect(worked).not.toContain('not worked on')
    expect(lina.complaints).toEqual([])
  })

  it('what renews itself is never spoken of, however long it goes on', async () => {
    await using lina = await travelling.lina('pglite', device)
    const { page, world } = lina
    await connected(lina, 'instagram', 'youtube', 'tiktok')
    await world.advance('60d', '2d')
    await page.goto(`${world.url}/notifications`)
    await page.getByText('All quiet.').waitFor()
    expect(await page.getByRole('link', { name: 'Notifications', exact: true }).isVisible()).toBe(true)
    expect(await subjects(world)).toEqual([])
    expect(await world.app.store.db.selectFrom('notice').select('id').execute()).toEqual([])
    await page.goto(`${world.url}/channels`)
    await page.getByText('All three channels are looked after. Nothing to do.').waitFor()
  })

  it('a link that was used, has run out, was taken back or is not needed any more says which; the history names who helped', async () => {
    await using lina = await travelling.lina('postgres', device)
    const { page, world } = lina
    await connected(lina, 'facebook')
    await lost(lina, 'facebook')
    const { id } = await cardOf(world, await visitorOf(lina), 'facebook')
    const make = async () => {
      await page.goto(`${world.url}/channels/${id}/links`)
      await awake(page)
      await page.getByRole('button', { name: 'Make a link' }).click()
      return await page.getByLabel('The address to copy').inputValue()
    }
    await using manager = await travelling.elsewhere({ ...device, javaScriptEnabled: false })
    const shows = async (link: string, title: string) => {
      await manager.page.goto(link)
      await manager.page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
      expect(await manager.page.getByRole('button').count()).toBe(0)
      expect(await sidewaysBy(manager.page)).toBe(0)
    }
    const tooOld = await make()
    await world.advance('8d', 'none')
    await world.advance('1m')
    await shows(tooOld, 'This link has run out')

    const takenBack = await make()
    await page
      .getByRole('button', { name: /^Take back the link/ })
      .first()
      .click()
    await page.getByText('Taken back').first().waitFor()
    await shows(takenBack, 'This link was taken back')

    const [used, other] = [await make(), await make()]
    await manager.page.goto(used)
    await manager.page.getByLabel('Your name, if you like').fill('Jonas from the agency')
    await manager.page.getByRole('button', { name: 'Continue to Facebook' }).click()
    await manager.page.waitForURL(AT_THE_NETWORK)
    await answer(manager.page, LINA_THERE.facebook)
    await manager.page.getByRole('heading', { level: 1, name: 'Done. Thank you' }).waitFor()
    await shows(used, 'This link has done its work')
    await shows(other, 'Already fixed. Thank you')
    await shows(`${world.url}/r/nowhere`, 'This link leads nowhere')

    await page.goto(`${world.url}/channels/${id}`)
    await page.getByText('by Jonas from the agency, with the link').first().waitFor()
    await page.getByText('With the link that Lina Kowalski made.').waitFor()
    await page.getByText('A reconnect link was taken back').waitFor()
    expect(lina.complaints).toEqual([])
  })
})

describe('inside an app on a phone', () => {
  it('every app’s own browser is stopped before Google, and the way on in another one ends with both knowing', async () => {
    await using lina = await travelling.lina('postgres', PHONE)
    const { page, world } = lina
    await connected(lina, 'youtube', 'instagram')
    await lost(lina, 'instagram')
    const { id } = await cardOf(world, await visitorOf(lina), 'youtube')
    const address = `${world.url}/channels/connect/youtube?channel=${id}`
    const storageState = await page.context().storageState()
    for (const [app, userAgent] of INSIDE) {
      await using within = await travelling.elsewhere({ ...PHONE, userAgent, storageState })
      await within.page.goto(address)
      await within.page.getByRole('heading', { name: 'One step first: open this in your browser' }).waitFor()
      await within.page.getByText(`You’re in ${app} own little browser`).waitFor()
      expect(await within.page.getByRole('button', { name: /^Continue to/ }).count()).toBe(0)
      expect(await sidewaysBy(within.page)).toBe(0)
      // Whoever presses it all the same, on a page that stood open, is not led into the refusal either.
      const headers = { origin: world.url }
      const pressed = await within.page.request.post(address, { headers, maxRedirects: 0 })
      expect(pressed.status()).toBe(200)
    }

    await using within = await travelling.elsewhere({ ...PHONE, userAgent: INSIDE[0][1], storageState })
    await within.page.goto(`${world.url}/channels`)
    await awake(within.page)
    await within.page.getByRole('button', { name: /Reconnect needed/ }).tap()
    const tip = within.page.getByRole('dialog')
    await tip.getByText('Brands can’t see your verified insights').waitFor()
    const close = await tip.getByRole('button', { name: 'Close' }).boundingBox()
    expect(Math.min(close?.width ?? 0, close?.height ?? 0)).toBeGreaterThanOrEqual(44)

    await within.page.goto(address)
    await awake(within.page)
    await within.page.getByRole('button', { name: 'Get a link for my browser' }).tap()
    const link = await within.page.getByLabel('The address to copy').inputValue()
    await using safari = await travelling.elsewhere(PHONE)
    await safari.page.goto(link)
    await safari.page.getByRole('heading', { level: 1, name: /^Go on here with YouTube/ }).waitFor()
    await safari.page.getByRole('button', { name: 'Continue to YouTube' }).tap()
    await safari.page.waitForURL(AT_THE_NETWORK)
    await answer(safari.page, LINA_THERE.youtube)
    await safari.page.getByRole('heading', { level: 1, name: 'Done. Thank you' }).waitFor()
    // Nobody touches the page that was left.
    await within.page.getByRole('heading', { name: 'Done in your browser' }).waitFor()
  })
})

/** One browser a row: whose it is, in words, and what it calls itself. */
const INSIDE = [
  [
    'Instagram’s',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22B83 Instagram 354.0.0.29.90 (iPhone12,8; iOS 18_1; en_US; en; scale=2.00; 750x1334; 654111336; IABMV/1)',
  ],
  [
    'Instagram’s',
    'Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/124.0.6367.179 Mobile Safari/537.36 Instagram 334.0.0.42.95 Android (34/14; 450dpi; 1080x2316; samsung; SM-S918B; dm3q; qcom; en_US; 598301456)',
  ],
  [
    'TikTok’s',
    'Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A.240105.004; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/121.0.6167.143 Mobile Safari/537.36 musical_ly_2023303040 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/musical_ly app_version/33.3.4 BytedanceWebview/d8a21c6',
  ],
  [
    'Facebook’s',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 11_2_6 like Mac OS X) AppleWebKit/604.5.6 (KHTML, like Gecko) Mobile/15D100 [FBAN/FBIOS;FBAV/165.0.0.74.96;FBBV/100174821;FBDV/iPhone9,4;FBMD/iPhone;FBSN/iOS;FBSV/11.2.6;FBSS/3;FBCR/TELIA;FBID/phone;FBLC/sv_SE;FBOP/5;FBRV/0]',
  ],
  [
    'Messenger’s',
    'Mozilla/5.0 (Linux; Android 6.0.1; SM-N9208 Build/MMB29K; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/58.0.3029.83 Mobile Safari/537.36 [FB_IAB/MESSENGER;FBAV/118.0.0.19.82;]',
  ],
] as const

const BOTH =
  /^Renew (Instagram @lina\.k and Facebook Page|Facebook Page .* and Instagram @lina\.k).* and nothing pauses$/

async function subjects(world: World): Promise<string[]> {
  return (await readMailbox(world.app)).map(({ subject }) => subject)
}
