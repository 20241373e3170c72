/** Connecting, losing and regaining in a real browser, on both databases. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NETWORKS, POLICIES } from '../../src/domain/network.ts'
import { ENGINES } from '../databases.ts'
import { LINA } from '../pretend-accounts.ts'
import {
  answer,
  card,
  checkNow,
  connectNew,
  LINA_THERE,
  leaveFor,
  openMenu,
  pressCheckNow,
  profileText,
  reconnect,
  startTravelling,
} from './traveller.ts'

let travelling: Awaited<ReturnType<typeof startTravelling>>
beforeAll(async () => {
  travelling = await startTravelling()
})
afterAll(() => travelling.close())

describe.each(ENGINES)('on %s', (engine) => {
  it('an empty page offers the four networks, and each is connected in turn', async () => {
    await using lina = await travelling.lina(engine)
    const { page, world } = lina
    for (const network of NETWORKS) {
      await connectNew(page, network)
      expect(await card(page, network).getByText('Connected').first().isVisible()).toBe(true)
    }
    expect(await page.getByText('All four channels are looked after.').isVisible()).toBe(true)
    await page.goto(`${world.url}/@lina`)
    for (const network of NETWORKS) {
      expect(await profileText(world)).toContain(`From ${POLICIES[network].name}, as of`)
    }
    expect(lina.complaints).toEqual([])
  })

  it.each([
    ['instagram', 'change-password', /signed us out/],
    ['instagram', 'remove-app', /switched off|turned off|removed/i],
    ['instagram', 'security-check', /check/i],
    ['facebook', 'change-password', /sign-in/],
    ['facebook', 'remove-app', /switched off|turned off|removed/i],
    ['facebook', 'security-check', /check/i],
  ] as const)(
    '%s: %s is seen by Check now, explained, and repaired by Connect',
    async (network, action, told) => {
      await using lina = await travelling.lina(engine)
      const { page, world } = lina
      const account = LINA[network].consent.account
      await connectNew(page, network)
      await world.happen(network, account, action)
      await checkNow(page, network)
      const lost = card(page, network)
      await lost.getByText('Reconnect needed').first().waitFor()
      expect(await lost.locator('.told').first().innerText()).toMatch(told)
      expect(await page.getByRole('link', { name: /Channels.*1 channel needs you/ }).isVisible()).toBe(true)
      const gone = await profileText(world)
      expect(gone).toContain('Insights paused, last verified')
      expect(gone).not.toContain('as of')

      if (action === 'security-check') await world.happen(network, account, 'pass-security-check')
      await reconnect(page, network)
      await answer(page, LINA_THERE[network])
      await page.getByRole('heading', { level: 1, name: /is back$/ }).waitFor()
      await page.locator('h1:focus').waitFor()
      expect(await profileText(world)).toMatch(/From (Instagram|Facebook), as of/)
      await page.goto(`${world.url}/channels`)
      expect(await card(page, network).count()).toBe(1)
      expect(lina.complaints).toEqual([])
    },
  )

  it.each(['youtube', 'tiktok'] as const)(
    '%s gives no reason: nothing changes before the second look, then the card says so and Connect repairs it',
    async (network) => {
      await using lina = await travelling.lina(engine)
      const { page, world } = lina
      await connectNew(page, network)
      await world.happen(network, LINA[network].consent.account, 'remove-app')
      await checkNow(page, network)
      expect(await card(page, network).getByText('Reconnect needed').count()).toBe(0)
      await world.advance('11m')
      await page.reload()
      await card(page, network).getByText('Reconnect needed').first().waitFor()
      await reconnect(page, network)
      await answer(page, LINA_THERE[network])
      await page.getByRole('heading', { level: 1, name: /is back$/ }).waitFor()
    },
  )

  it('sixty days go by: Instagram renews itself, the Page asks and reads on, and nothing is lost', async () => {
    await using lina = await travelling.lina(engine)
    const { page, world } = lina
    await connectNew(page, 'instagram')
    await connectNew(page, 'facebook')
    await world.advance('47d')
    await page.reload()
    await card(page, 'facebook')
      .getByText(/^Renew by/)
      .first()
      .waitFor()
    await world.advance('13d')
    await page.reload()
    await card(page, 'instagram').getByText('Connected').first().waitFor()
    await card(page, 'facebook').getByText('Connected').first().waitFor()
  })

  it('another account changes nothing, and the person is told which one was used', async () => {
    await using lina = await travelling.lina(engine)
    const { page, world } = lina
    await connectNew(page, 'instagram')
    await world.happen('instagram', LINA.instagram.consent.account, 'remove-app')
    await checkNow(page, 'instagram')
    await page.getByRole('link', { name: /^Connect Instagram .* again$/ }).click()
    await page.getByRole('button', { name: 'Continue to Instagram' }).click()
    await page.waitForURL(/127\.0\.0\.1/)
    const others = page.getByText('Use another account', { exact: true })
    if (await others.isVisible()) await others.click()
    await page.getByRole('button', { name: '@tomas.frames', exact: true }).click()
    await page.getByRole('button', { name: 'Allow', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'That was another account' }).waitFor()
    expect(await page.getByText('@tomas.frames').first().isVisible()).toBe(true)
    expect(await page.getByText('@lina.k').first().isVisible()).toBe(true)
    await page.goto(`${world.url}/channels`)
    expect(await page.locator('article[data-state]').count()).toBe(1)
    expect(await card(page, 'instagram').getByText('Reconnect needed').first().isVisible()).toBe(true)
  })

  it('saying no at the network changes nothing', async () => {
    await using lina = await travelling.lina(engine)
    const { page, world } = lina
    await connectNew(page, 'tiktok')
    const menu = await openMenu(page, 'tiktok')
    await menu.getByRole('link', { name: /^History of/ }).click()
    await page.getByRole('link', { name: /^Renew TikTok .* early$/ }).click()
    await page.getByRole('button', { name: 'Continue to TikTok' }).click()
    await page.waitForURL(/127\.0\.0\.1/)
    await answer(page, LINA_THERE.tiktok, 'Cancel')
    await page.getByRole('heading', { level: 1, name: 'No change made' }).waitFor()
    await page.goto(`${world.url}/channels`)
    await card(page, 'tiktok').getByText('Connected').first().waitFor()
  })
})

describe('without scripts', () => {
  it('the whole way still works: connect, check, lose, regain', async () => {
    await using lina = await travelling.lina('postgres', { javaScriptEnabled: false })
    const { page, world } = lina
    await connectNew(page, 'instagram')
    await world.happen('instagram', LINA.instagram.consent.account, 'remove-app')
    await pressCheckNow(page, 'instagram')
    await card(page, 'instagram').getByText('Reconnect needed').first().waitFor()
    await leaveFor(page, 'instagram')
    await answer(page, LINA_THERE.instagram)
    await page.getByRole('heading', { level: 1, name: /is back$/ }).waitFor()
  })
})
