/** What a creator writes about themselves, the kits they hand out, and the page on which anybody checks them. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems } from '../axe.ts'
import { awake, connected, lost } from './tour.ts'
import { startTravelling, type Traveller } from './traveller.ts'

let travelling: Awaited<ReturnType<typeof startTravelling>>
beforeAll(async () => {
  travelling = await startTravelling()
}, 60_000)
afterAll(() => travelling.close())

const preview = (page: Page) => page.frameLocator('iframe[name="profile-preview"]')

describe('the profile editor', () => {
  it('shows what is written while it is written, points at each mistake, and saves', async () => {
    await using lina = await travelling.lina('pglite')
    const { page, world } = lina
    await openEditor(lina)
    expect(await seriousProblems(page, 'everything')).toEqual([])
    await preview(page).getByText('Slow food.').waitFor()

    await page.getByLabel('A few words about you').fill('Soup <b>first</b>.')
    await preview(page).getByText('Soup <b>first</b>.').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('   ')
    await page.getByLabel('Link 1: address').fill('javascript:alert(1)')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('2 fields need another look.').waitFor()
    expect(await page.getByLabel('A few words about you').inputValue()).toBe('Soup <b>first</b>.')
    expect(await page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true')
    expect(await seriousProblems(page, 'everything')).toEqual([])

    await page.getByLabel('Name', { exact: true }).fill('Lina K.')
    await page.getByLabel('Link 1: address').fill('https://lina.example')
    await page.getByLabel('Link 1: words').fill('My kitchen')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. This is what brands see now.').waitFor()
    const shown = await (await fetch(`${world.url}/@lina`)).text()
    expect(shown).toContain('Soup &lt;b&gt;first&lt;/b&gt;.')
    expect(shown).toContain('https://lina.example')
    expect(shown).not.toContain('javascript:')
  }, 120_000)

  it('lets nothing of either be lost when two save at once', async () => {
    await using lina = await travelling.lina('pglite')
    const { page, world } = lina
    await openEditor(lina)
    const other = await page.context().newPage()
    await other.goto(`${world.url}/profile`)
    await awake(other)
    await other.getByLabel('A few words about you').fill('What the manager wrote.')
    await other.getByRole('button', { name: 'Save' }).click()
    await other.getByText('Saved. This is what brands see now.').waitFor()

    await page.getByLabel('A few words about you').fill('What Lina wrote.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody else saved while you were editing').waitFor()
    await page.getByRole('alert').getByText('What the manager wrote.').waitFor()
    expect(await page.getByLabel('A few words about you').inputValue()).toBe('What Lina wrote.')
    expect(await seriousProblems(page, 'everything')).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. This is what brands see now.').waitFor()
    expect(await (await fetch(`${world.url}/@lina`)).text()).toContain('What Lina wrote.')
  }, 120_000)

  it('keeps what is written when it cannot be sent, or the server cannot take it', async () => {
    await using lina = await travelling.lina('pglite')
    const { page, world } = lina
    await openEditor(lina)
    await page.getByLabel('A few words about you').fill('Written in a tunnel.')
    await preview(page).getByText('Written in a tunnel.').waitFor()
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/Everything you typed is still here/).waitFor()
    expect(await page.getByLabel('A few words about you').inputValue()).toBe('Written in a tunnel.')
    await page.context().setOffline(false)

    await page.route('**/profile.data*', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }))
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/Everything you typed is still here/).waitFor()
    expect(await page.getByLabel('A few words about you').inputValue()).toBe('Written in a tunnel.')
    await page.unroute('**/profile.data*')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. This is what brands see now.').waitFor()
    expect(await (await fetch(`${world.url}/@lina`)).text()).toContain('Written in a tunnel.')
  }, 120_000)
})

describe.each(['pglite', 'postgres'] as const)('kits, on %s', (engine) => {
  it('are made, opened by their link, printed, checked, and end when they are withdrawn or their time is over', async () => {
    await using lina = await travelling.lina(engine)
    const { page, world } = lina
    await connected(lina, 'instagram')
    const first = await makeKit(lina, 'Nordfjell <i>&', '7')
    const [number] = await numbersOf(world.url)
    if (number === undefined) throw new Error('The profile shows no number.')

    // Whoever holds the link needs no account.
    const context = await travelling.browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Oslo' })
    const reader = await context.newPage()
    await reader.goto(first.link)
    await reader.getByRole('heading', { level: 1, name: 'Lina Kowalski' }).waitFor()
    await reader.getByText(number, { exact: true }).first().waitFor()
    expect(await reader.content()).not.toContain('Nordfjell')
    expect(await seriousProblems(reader, 'everything')).toEqual([])

    // On paper: the numbers and the address of the check, and nothing to press.
    await reader.emulateMedia({ media: 'print' })
    expect(await reader.getByText(number, { exact: true }).first().isVisible()).toBe(true)
    expect(await reader.locator('.seal code').isVisible()).toBe(true)
    expect(await reader.getByRole('link', { name: /^Visit on/ }).isVisible()).toBe(false)
    await reader.emulateMedia({ media: 'screen' })

    const check = (await reader.locator('.seal a').getAttribute('href')) ?? ''
    await reader.goto(check)
    await reader.getByText('Unchanged since the kit was made').waitFor()
    expect(await seriousProblems(reader, 'everything')).toEqual([])

    await world.advance('3d')
    await reader.reload()
    await reader.getByText('Changed since the kit was made').waitFor()
    await reader.getByRole('columnheader', { name: 'In the kit' }).waitFor()
    expect(await seriousProblems(reader, 'everything')).toEqual([])

    const later = await numbersOf(world.url)
    await lost(lina, 'instagram')
    for (const address of [first.link, check]) {
      await reader.goto(address)
      await reader
        .getByText(/Insights paused/)
        .first()
        .waitFor()
      const html = await reader.content()
      expect([number, ...later].filter((one) => html.includes(one))).toEqual([])
    }

    const second = await makeKit(lina, '', '30')
    await page.getByRole('button', { name: 'Withdraw the kit for For nobody in particular' }).click()
    await page.getByText(/withdrawn/).waitFor()
    await expectGone(reader, second.link)
    await world.advance('5d')
    await expectGone(reader, first.link)
    await reader.goto(check)
    await reader.getByRole('heading', { name: 'No kit has this code' }).waitFor()
    await page.reload()
    await page.getByText(/ended/).first().waitFor()
    expect(await seriousProblems(page, 'everything')).toEqual([])
    expect(lina.complaints).toEqual([])
    await context.close()
  }, 180_000)

  it('say one and the same of every code and link that opens nothing, whatever is in it', async () => {
    await using lina = await travelling.lina(engine)
    const { url } = lina.world
    const HOSTILE = [
      'AAAA-BBBB-CCCC-DDDD',
      '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
      '%00',
      'a%00b',
      "'%20or%201=1--",
      '..%2F..%2Fetc%2Fpasswd',
      '%F0%9F%8D%B2',
      '%E2%80%AE',
      'a'.repeat(5_000),
    ]
    for (const code of HOSTILE) {
      for (const [path, said] of [
        ['verify', 'No kit has this code'],
        ['kit', 'This link doesn’t open a kit'],
      ]) {
        const reply = await fetch(`${url}/${path}/${code}`)
        const html = await reply.text()
        expect([path, code, reply.status]).toEqual([path, code, 404])
        expect(html).not.toContain('<script>alert')
        // With a slash or a NUL in it, it is another address, at which there is nothing either.
        expect(html).toMatch(new RegExp(`${said}|There’s nothing at this address`))
      }
    }
  }, 60_000)
})

async function openEditor({ page, world }: Traveller): Promise<void> {
  await page.goto(`${world.url}/profile`)
  await page.getByRole('heading', { level: 1, name: 'Your profile' }).waitFor()
  await awake(page)
}

/** By the page, as a person makes one. */
async function makeKit({ page, world }: Traveller, forWhom: string, days: string): Promise<{ link: string }> {
  await page.goto(`${world.url}/profile/kits`)
  await awake(page)
  await page.getByLabel('For whom').fill(forWhom)
  await page.getByLabel('Ends after').selectOption(days)
  await page.getByRole('button', { name: 'Make a kit' }).click()
  await page.getByText('Your kit is ready.').waitFor()
  expect(await seriousProblems(page, 'everything')).toEqual([])
  return { link: await page.getByLabel('Link').inputValue() }
}

async function expectGone(reader: Page, link: string): Promise<void> {
  const reply = await reader.goto(link)
  expect(reply?.status()).toBe(404)
  await reader.getByRole('heading', { name: 'This link doesn’t open a kit' }).waitFor()
}

/** The large numbers of the profile, as they are written there. */
async function numbersOf(url: string): Promise<string[]> {
  const html = await (await fetch(`${url}/@lina`)).text()
  return [...html.matchAll(/<b>(\d[\d,]{4,})<\/b>/g)].map(([, number = '']) => number)
}
