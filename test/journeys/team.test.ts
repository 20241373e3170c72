/** Two people in two browsers look after one profile: asked in, at work, and gone again. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems } from '../axe.ts'
import { connected, mailedLink } from './tour.ts'
import { startTravelling, type Traveller } from './traveller.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

let travelling: Awaited<ReturnType<typeof startTravelling>>
beforeAll(async () => {
  travelling = await startTravelling()
})
afterAll(() => travelling.close())

describe('a team', () => {
  it('asks a manager in, who signs up on the way, works, is kept from turning off, and leaves', async () => {
    await using lina = await travelling.lina('pglite')
    const { page, world } = lina
    await connected(lina, 'instagram')
    await page.goto(`${world.url}/settings/team`)
    await page.getByLabel('E-mail').fill('Maja@Studio.example')
    await page.getByLabel('Role', { exact: true }).selectOption('manager')
    await page.getByLabel('E-mail').press('Enter')
    await page.getByRole('status').getByText('The invitation is on its way.').waitFor()
    await page.getByText('maja@studio.example').waitFor()

    const maja = await somebodyElse(lina)
    await joinAnew(lina, maja, { title: 'Join the team of Lina Kowalski', button: 'Join the team' })
    await maja.getByRole('heading', { level: 1, name: 'Channels' }).waitFor()
    const channel = maja.locator('article[data-state]')
    expect(await channel.count()).toBe(1)
    const id = await channelId(lina)
    await maja.goto(`${world.url}/channels/${id}/off`)
    await maja.getByRole('heading', { level: 1, name: 'Your role doesn’t include this' }).waitFor()
    const pressed = await maja.request.post(`${world.url}/channels/${id}/off`, {
      headers: { origin: world.url },
    })
    expect(pressed.status()).toBe(403)
    expect((await world.app.store.db.selectFrom('channel').select('state').executeTakeFirst())?.state).toBe(
      'connected',
    )

    await maja.goto(`${world.url}/settings/team`)
    expect(await maja.getByRole('heading', { name: 'Ask somebody in' }).count()).toBe(0)
    await maja.getByRole('button', { name: 'Leave Lina Kowalski' }).click()
    await maja.getByRole('heading', { level: 1, name: /^Welcome/ }).waitFor()
    await page.reload()
    expect(await page.getByText('Maja Nowak').count()).toBe(0)
  })

  it('turns away whoever is signed in under another address, and says which one was meant', async () => {
    await using lina = await travelling.lina('pglite')
    const { page, world } = lina
    await page.goto(`${world.url}/settings/team`)
    await page.getByLabel('E-mail').fill('maja@studio.example')
    await page.getByRole('button', { name: 'Send invitation' }).click()
    await page.getByText('The invitation is on its way.').waitFor()
    const link = await mailedLink(lina, 'maja@studio.example')
    await page.goto(link)
    await page.getByText('You are signed in as lina@people.example.').waitFor()
    expect(await page.getByRole('button', { name: 'Join the team' }).count()).toBe(0)
    await page.request.post(link, { headers: { origin: world.url } })
    await page.reload()
    await page.getByText('You are signed in as lina@people.example.').waitFor()
  })

  it('of a company asks a colleague in, makes them an admin, and parts from them again', async () => {
    await using lina = await travelling.lina('pglite', PHONE)
    const { page, world } = lina
    await page.goto(`${world.url}/brand/sign-up`)
    await page.getByLabel('Name of your company').fill('Nordfjell')
    await page.getByLabel('Country').selectOption('NO')
    await page.getByRole('button', { name: 'Start looking' }).click()
    await page.getByRole('heading', { level: 1, name: 'Discover' }).waitFor()
    await page.goto(`${world.url}/brand/team`)
    await page.getByText('A company needs an owner.').waitFor()
    await page.getByLabel('E-mail').fill('Maja@Studio.example')
    await page.getByLabel('Role', { exact: true }).selectOption('member')
    await page.getByLabel('E-mail').press('Enter')
    await page.getByRole('status').getByText('The invitation is on its way.').waitFor()

    const maja = await somebodyElse(lina)
    await joinAnew(lina, maja, { title: 'Join Nordfjell', button: 'Join Nordfjell' })
    await maja.getByRole('heading', { level: 1, name: 'Discover' }).waitFor()
    await maja.goto(`${world.url}/brand/team`)
    expect(await maja.getByRole('heading', { name: 'Ask a colleague in' }).count()).toBe(0)

    await page.reload()
    await page.getByLabel('Role of Maja Nowak', { exact: true }).selectOption('admin')
    await page.getByRole('button', { name: 'Change the role of Maja Nowak' }).click()
    await page.getByRole('status').getByText('The role is changed.').waitFor()
    await maja.reload()
    await maja.getByRole('heading', { name: 'Ask a colleague in' }).waitFor()

    await page.getByRole('button', { name: 'Remove Maja Nowak' }).click()
    await page.getByRole('status').getByText('They are not on your team any more.').waitFor()
    await maja.goto(`${world.url}/brand/team`)
    await maja.waitForURL(/\/brand\/sign-up/)
    expect(await seriousProblems(page, 'everything')).toEqual([])
    expect(lina.complaints).toEqual([])
  })

  it('sees what is held, takes it along, and deletes the profile only with its address typed', async () => {
    await using lina = await travelling.lina('pglite', PHONE)
    const { page, world } = lina
    await connected(lina, 'instagram')
    await page.goto(`${world.url}/settings/privacy`)
    const held = page.getByRole('article', { name: /Instagram/ })
    await held.getByText('its insights').waitFor()
    await held.getByText('Lina Kowalski').waitFor()
    await held.getByRole('link', { name: 'End this permission: Instagram @lina.k' }).waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the file' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^rechannel-lina-\d{4}-\d\d-\d\d\.json$/)
    const taken = JSON.parse(await readFile(await file.path(), 'utf8')) as { channels: unknown[] }
    expect(taken.channels).toHaveLength(1)

    await page.getByRole('link', { name: 'Delete the profile Lina Kowalski' }).click()
    await page.getByLabel(/^Type lina/).fill('somebody')
    await page.getByRole('button', { name: 'Erase it now, for good' }).click()
    await page.getByText('That isn’t the profile’s address.').waitFor()
    await page.getByLabel(/^Type lina/).fill('@lina')
    await page.getByRole('button', { name: 'Erase it now, for good' }).click()
    await page.getByText('Done. What we held of that account is gone.').waitFor()
    expect((await page.request.get(`${world.url}/@lina`)).status()).toBe(404)

    await page.goto(`${world.url}/channels`)
    await page.getByRole('heading', { level: 1, name: /^Welcome/ }).waitFor()
    expect(lina.complaints.filter((line) => !line.includes('422'))).toEqual([])
  })
})

async function somebodyElse({ page }: Traveller): Promise<Page> {
  const context = await page.context().browser()?.newContext({ locale: 'en-GB' })
  if (context === undefined) throw new Error('There is no browser.')
  context.setDefaultTimeout(40_000)
  return await context.newPage()
}

async function channelId({ world }: Traveller): Promise<string> {
  return (await world.app.store.db.selectFrom('channel').select('id').executeTakeFirstOrThrow()).id
}

/** From an invitation by mail through a new account to the button that accepts it. */
async function joinAnew(lina: Traveller, maja: Page, of: { title: string; button: string }): Promise<void> {
  await maja.goto(await mailedLink(lina, 'maja@studio.example'))
  await maja.getByRole('heading', { level: 1, name: of.title }).waitFor()
  await maja.getByRole('link', { name: 'Create an account' }).click()
  await maja.getByLabel('Your name').fill('Maja Nowak')
  await maja.getByLabel('E-mail').fill('maja@studio.example')
  await maja.getByRole('button', { name: 'Create account' }).click()
  await maja.getByRole('heading', { name: 'Check your mail' }).waitFor()
  await maja.goto(await mailedLink(lina, 'maja@studio.example'))
  await maja.locator('main').getByRole('button', { name: 'Sign in' }).click()
  await maja.getByRole('button', { name: of.button }).click()
}
