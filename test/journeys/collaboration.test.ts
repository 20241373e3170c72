/**
 * A brand and a creator work together, and a channel breaks in the middle: found by verified numbers, proposed, agreed
 * on, lost, told, asked for, back; and what a network wants forgotten is.
 */
import { sql } from 'kysely'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PRETEND_PASSWORD } from '../../src/domain/person/pretend-people.ts'
import { foundCompany } from '../../src/usecases/brand/found-company.ts'
import { seriousProblems } from '../axe.ts'
import { putCreator } from '../listed-creators.ts'
import { LINA } from '../pretend-accounts.ts'
import { awake, connected } from './tour.ts'
import { answer, enterAs, LINA_THERE, reconnect, startTravelling, type Traveller } from './traveller.ts'

let travelling: Awaited<ReturnType<typeof startTravelling>>
beforeAll(async () => {
  travelling = await startTravelling()
}, 60_000)
afterAll(() => travelling.close())

it('a collaboration survives the loss of its channel, and both sides know at each moment how it stands', async () => {
  await using lina = await travelling.lina('pglite')
  const { page: hers, world } = lina
  await connected(lina, 'tiktok', 'youtube')
  await world.advance('4d', '1d')
  await putCreator(world.app, {
    handle: 'diego',
    name: 'Diego Álvarez',
    country: 'ES',
    categories: ['sports'],
    channels: [
      {
        network: 'tiktok',
        followers: 21_000,
        posts: Array.from({ length: 6 }, () => ({ likes: 900, reach: 20_000, views: 30_000 })),
      },
    ],
  })
  const { context, page } = await ingrid(lina)

  // Found by verified numbers, in the order of engagement by views.
  await page.goto(`${world.url}/brand/discover?network=tiktok&sort=engagement&rate=views`)
  await page.getByText('2 creators', { exact: true }).waitFor()
  expect(await page.getByLabel(/^Also creators whose insights are paused/).isChecked()).toBe(false)
  await page
    .getByText(/% engagement per view/)
    .first()
    .waitFor()
  for (const name of ['Diego Álvarez', 'Lina Kowalski']) {
    await page.getByRole('link', { name }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    if (name.startsWith('Diego')) {
      await page.getByText('New shortlist').click()
      await page.getByLabel('Name of the new list').fill('Soups')
      await page.getByRole('button', { name: 'Make list and add' }).click()
    } else await page.getByRole('button', { name: 'Add to Soups' }).click()
    await page.getByRole('link', { name: 'On Soups' }).waitFor()
    if (name.startsWith('Diego'))
      await page.goto(`${world.url}/brand/discover?network=tiktok&sort=engagement&rate=views`)
  }
  await page.getByRole('link', { name: 'On Soups' }).click()
  await page.getByLabel('Engagement').selectOption('views')
  await page.getByRole('columnheader', { name: 'Engagement per view' }).waitFor()
  expect(
    await page
      .locator('.comparison tbody')
      .getByText(/\d %|\d%/)
      .count(),
  ).toBeGreaterThan(1)

  // Proposed and accepted.
  await page.locator('.comparison').getByRole('link', { name: 'Lina Kowalski' }).first().click()
  await page.getByRole('link', { name: 'Propose a collaboration' }).click()
  await page.getByLabel('Title').fill('Soup above the tree line')
  await page.getByLabel('Brief').fill('Three soups, one burner.')
  await page.getByLabel('Deliverables').fill('2 videos')
  await page.getByLabel('Budget').fill('1800')
  const today = world.app.clock.now()
  const day = (ahead: number) => new Date(today.getTime() + ahead * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('First day').fill(day(1))
  await page.getByLabel('Last day').fill(day(80))
  await page.getByRole('checkbox', { name: /TikTok/ }).check()
  await page.getByRole('checkbox', { name: /YouTube/ }).check()
  await page.getByRole('button', { name: 'Send proposal' }).click()
  await page.getByText(/Waiting for Lina Kowalski until/).waitFor()
  const deal = page.url()
  await hers.goto(`${world.url}/proposals`)
  await hers
    .getByRole('link', { name: /Soup above the tree line/ })
    .first()
    .click()
  await awake(hers)
  await hers.getByText(/Answer by .* After that the proposal runs out/).waitFor()
  await hers.getByRole('button', { name: 'Accept', exact: true }).click()
  await hers.getByText(/Agreed\. It begins on/).waitFor()
  await page.getByText('Lina Kowalski accepted.').waitFor()
  await world.advance('2d', '1d')

  // TikTok says that she removed us. The numbers leave the page that is open, at once.
  const channels = page.locator('.deal-channels')
  const number = (await channels.getByText(/followers$/).textContent()) ?? ''
  expect(number).toMatch(/\d/)
  await awake(page)
  await world.happen('tiktok', LINA.tiktok.consent.account, 'remove-app')
  await world.control('POST', '/deliveries/flush')
  await world.advance('1s', 'none')
  await channels.getByText(/Insights paused, last verified/).waitFor()
  expect(await page.content()).not.toContain(number)
  await page.goto(`${world.url}/brand/creators/@lina`)
  await page
    .locator('section', { hasText: '@lina.k' })
    .getByText(/paused/)
    .first()
    .waitFor()

  // Both are told once it has lasted, and each reads of the other that they were.
  await world.advance('1h')
  await page.goto(deal)
  await channels.getByText(/Nordfjell was told on/).waitFor()
  await channels.getByText(/Lina Kowalski was told on/).waitFor()
  await page.getByText(/Insights of TikTok @lina\.k paused, last verified .* Nordfjell was told\./).waitFor()
  expect(await seriousProblems(page, 'everything')).toEqual([])
  await page.goto(`${world.url}/brand/notifications`)
  await page
    .getByText(/Insights of TikTok @lina\.k paused/)
    .first()
    .waitFor()
  await hers.goto(`${world.url}/notifications`)
  await hers
    .getByText(/Nordfjell is waiting for your insights/)
    .first()
    .waitFor()

  // Asked once; whoever still has the button before them is refused, and other windows know by themselves.
  const second = await context.newPage()
  for (const one of [page, second]) {
    await one.goto(deal)
    await one.getByRole('link', { name: 'Ask Lina Kowalski to reconnect' }).click()
    await one.getByRole('button', { name: 'Ask Lina Kowalski to reconnect' }).waitFor()
    await awake(one)
  }
  await page.getByRole('button', { name: 'Ask Lina Kowalski to reconnect' }).click()
  await page.getByText(/We’ve asked Lina Kowalski\. You can ask again on/).waitFor()
  await second.getByText(/You can ask again on/).waitFor()
  await second.close()
  const late = await context.request.post(`${world.url}/brand/creators/@lina`, {
    form: { intent: 'ask' },
    headers: { origin: world.url },
  })
  expect(await late.text()).toContain('Somebody of Nordfjell has asked this week already.')
  await page.goto(deal)
  await channels.getByText(/You can ask again on/).waitFor()
  for (const side of [page, hers]) {
    await side.goto(side === page ? deal : deal.replace('/brand/collaborations/', '/proposals/'))
    const asked = side.getByText('Nordfjell asked Lina Kowalski to reconnect TikTok @lina.k.')
    await asked.waitFor()
    expect(await asked.count()).toBe(1)
  }
  expect(await seriousProblems(hers, 'everything')).toEqual([])

  // Five days later she comes back, and the brand sees it without doing anything.
  await world.advance('5d', '1d')
  await page.reload()
  await awake(page)
  await hers.goto(`${world.url}/channels`)
  expect(lina.complaints).toEqual([])
  await reconnect(hers, 'tiktok')
  await answer(hers, LINA_THERE.tiktok)
  await hers.getByRole('heading', { level: 1, name: /is back/ }).waitFor()
  await channels
    .getByText(/^Verified, /)
    .first()
    .waitFor()
  await world.advance('1m')
  await page.getByText('Insights of TikTok @lina.k are back. Both sides were told.').waitFor()
  await page.goto(`${world.url}/brand/notifications`)
  await page.getByText('Insights of TikTok @lina.k are back').first().waitFor()

  // The chart shades the days of the gap, for eyes and for ears.
  await world.advance('1d')
  await page.goto(`${world.url}/brand/creators/@lina`)
  const tiktok = page.locator('section.pane', { hasText: 'TikTok' })
  expect(await tiktok.locator('svg rect.gp').count()).toBe(1)
  await tiktok.getByText(/^Shaded: \d days on which nothing was read/).waitFor()
  await tiktok.locator('summary', { hasText: 'table' }).click()
  await tiktok.getByRole('rowheader').first().waitFor()
  expect(await seriousProblems(page, 'everything')).toEqual([])

  // What Google wants forgotten thirty days after a loss is, and nothing of it stands anywhere.
  const { db } = world.app.store
  const kept = async () => {
    const { rows } = await sql<{ kept: string | number }>`
      select count(*) as kept from snapshot s join channel c on c.id = s.channel_id where c.network = 'youtube'`.execute(
      db,
    )
    return Number(rows[0]?.kept)
  }
  await world.happen('youtube', LINA.youtube.consent.account, 'remove-app')
  await world.control('POST', '/deliveries/flush')
  await world.advance('29d', '1d')
  expect(await kept()).toBeGreaterThan(0)
  await page.reload()
  await page
    .locator('section.pane', { hasText: 'YouTube' })
    .getByText(/paused/)
    .first()
    .waitFor()
  await world.advance('2d', '1d')
  expect(await kept()).toBe(0)
  await page.goto(deal)
  await channels
    .getByText(/YouTube/)
    .first()
    .waitFor()
  await context.close()
}, 400_000)

/** Nordfjell's owner, signed in. */
async function ingrid({ world }: Traveller): Promise<{ context: BrowserContext; page: Page }> {
  const { signIn } = world.app
  const email = 'ingrid@people.example'
  const { userId } = await signIn.createPerson({ email, name: 'Ingrid Solheim', password: PRETEND_PASSWORD })
  await foundCompany(world.app, { userId, name: 'Nordfjell', website: '', country: 'NO' })
  const context = await travelling.browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  context.setDefaultTimeout(40_000)
  await enterAs(context, world, email)
  return { context, page: await context.newPage() }
}
