/** The help, as people use it: searching, reading, saying whether it helped; with keyboard and finger, without scripts. */
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readHelpReport } from '../../src/usecases/help/read-help-report.ts'
import { launchBrowser } from '../browser.ts'
import { openWorld, type World } from '../world.ts'
import { enterAs } from './traveller.ts'
import './traveller.ts'

const ARTIFACTS = fileURLToPath(new URL('../.artifacts', import.meta.url))
const AXE = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)
const WIDE: BrowserContextOptions = { viewport: { width: 1280, height: 860 } }
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
}
const NO_SCRIPT: BrowserContextOptions = { ...WIDE, javaScriptEnabled: false }
const ARTICLE = '/help/reconnecting-your-channels'

let browser: Browser
let world: World
let axeSource: string
beforeAll(async () => {
  ;[browser, world, axeSource] = await Promise.all([
    launchBrowser(inject('browser')),
    openWorld({ engine: 'pglite', pages: true, planted: true }),
    readFile(AXE, 'utf8'),
  ])
  await mkdir(ARTIFACTS, { recursive: true })
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await world?.[Symbol.asyncDispose]()
})

describe('a reader without scripts', () => {
  it('finds the shelves, a collection, a section and an article, and the way back', async () => {
    await using reader = await open(NO_SCRIPT)
    const { page } = reader
    await page.goto(`${world.url}/help`)
    await page.getByRole('link', { name: 'I’m a creator' }).click()
    await page.getByRole('heading', { level: 1, name: 'I’m a creator' }).waitFor()
    expect(await page.getByRole('heading', { level: 2, name: 'Login and troubleshooting' }).count()).toBe(1)
    await page.getByRole('link', { name: /^Reconnecting your social media channels/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Reconnecting your social media channels' }).waitFor()
    const crumbs = page.getByRole('navigation', { name: 'Where you are' })
    expect(await crumbs.getByRole('link').allInnerTexts()).toEqual([
      'All collections',
      'I’m a creator',
      'Login and troubleshooting',
    ])
    await crumbs.getByRole('link', { name: 'Login and troubleshooting' }).click()
    await page.waitForURL(/\/help\/collections\/creators#trouble$/)
  })

  it('searches with a typing mistake, and lands on the part that answers', async () => {
    await using reader = await open(NO_SCRIPT)
    const { page } = reader
    await page.goto(`${world.url}/help`)
    await page.getByRole('searchbox', { name: 'Search the help' }).fill('tiktok expirs')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await page.waitForURL(/\/help\?q=tiktok/)
    const found = page.locator('.results > li').filter({ hasText: 'How long permissions last' })
    expect(await found.locator('mark').count()).toBeGreaterThan(0)
    await found.getByRole('link').click()
    await page.waitForURL(/\/help\/how-long-permissions-last#/)
    expect(await page.locator(new URL(page.url()).hash).isVisible()).toBe(true)
  })

  it('is told kindly when nothing was found, and the team learns of it without learning of the reader', async () => {
    await using reader = await open(NO_SCRIPT)
    const { page } = reader
    for (let time = 0; time < 2; time++) {
      await page.goto(`${world.url}/help?q=${encodeURIComponent('Pinterest 600123456')}`)
    }
    await page.getByRole('heading', { name: /^Nothing found for/ }).waitFor()
    expect(
      await page.locator('#content').getByRole('link', { name: 'Chat with us' }).getAttribute('href'),
    ).toBe('/chat')
    const { missed } = await readHelpReport(world.app)
    expect(missed.map(({ query, times }) => ({ query, times }))).toEqual([{ query: 'pinterest', times: 2 }])
  })

  it('says that something was missing, and changes the answer later: one say a browser', async () => {
    await using reader = await open(NO_SCRIPT)
    const { page } = reader
    await page.goto(`${world.url}/help/wrong-account`)
    const missing = page.getByLabel('What was missing?')
    expect(await missing.isVisible()).toBe(false)
    await page.getByRole('radio', { name: 'Partly' }).check()
    await missing.fill('<b>Nothing</b> about\ntwo phones')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Thank you for saying so.').waitFor()
    expect(await page.locator('#reaction').getByRole('link', { name: 'Chat with us' }).isVisible()).toBe(true)
    expect(await page.getByRole('radio', { name: 'Partly' }).isChecked()).toBe(true)

    await page.getByRole('radio', { name: 'Yes' }).check()
    await page.getByRole('button', { name: 'Change my answer' }).click()
    await page.getByText('Thank you, good to know.').waitFor()
    const { counts, comments } = await readHelpReport(world.app)
    expect(counts).toEqual([{ language: 'en', article: 'wrong-account', no: 0, partly: 0, yes: 1 }])
    expect(comments).toEqual([])
  })

  it('is asked to choose where nothing was chosen', async () => {
    const reply = await fetch(`${world.url}/help/wrong-account`, {
      method: 'POST',
      body: new URLSearchParams({ missing: 'x' }),
      headers: { origin: world.url },
      redirect: 'manual',
    })
    expect(reply.status).toBe(303)
    expect(reply.headers.get('location')).toBe('/help/wrong-account?said=nothing#reaction')
    expect(reply.headers.get('set-cookie')).toBe(null)
  })
})

describe('a reader of another language', () => {
  it('asks without accents, reads the part that answers, and finds the same article in the next language', async () => {
    await using reader = await open({ ...NO_SCRIPT, locale: 'es-ES' })
    const { page } = reader
    await page.goto(`${world.url}/help`)
    await page.getByLabel('Buscar en la ayuda').fill('olvide mi contrasena')
    await page.getByRole('button', { name: 'Buscar' }).click()
    await page.locator('.results mark', { hasText: 'contraseña' }).first().waitFor()
    await page.getByRole('link', { name: /^Entrar en tu cuenta de aquí/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Entrar en tu cuenta de aquí' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('es')

    await page.locator('.in-languages').getByRole('link', { name: 'Deutsch' }).click()
    await page.waitForURL(`${world.url}/help/de/signing-in`)
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await page.locator('.related a').first().click()
    await page.waitForURL(/\/help\/de\//)
    await page.goBack()
    await page.getByRole('button', { name: 'العربية' }).click()
    await page.waitForURL(`${world.url}/help/signing-in`)
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
  })

  it.each(['es', 'de', 'ar'])('has nothing in the way at 320 pixels in %s', async (language) => {
    await using reader = await open({ viewport: { width: 320, height: 700 } })
    const { page } = reader
    const addresses = [
      '',
      '/collections/creators',
      '?q=instagram',
      '/reconnecting-your-channels',
      '/what-we-read',
    ]
    for (const address of addresses) {
      await page.goto(`${world.url}/help/${language}${address}`)
      expect(await axe(page), address).toEqual([])
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(over, address).toBeLessThanOrEqual(0)
    }
    expect(reader.complaints).toEqual([])
  })
})

describe('a reaction', () => {
  it('is refused from another site, and of an article that is not there', async () => {
    const post = (path: string, origin: string) =>
      fetch(world.url + path, {
        method: 'POST',
        body: new URLSearchParams({ face: 'no' }),
        headers: { origin },
        redirect: 'manual',
      })
    expect((await post('/help/wrong-account', 'https://elsewhere.example')).status).toBe(403)
    expect((await post('/help/no-such-article', world.url)).status).toBe(404)
  })

  it('leaves one cookie, which no script can read and which only the help sees', async () => {
    const reply = await fetch(`${world.url}/help/signing-in`, {
      method: 'POST',
      body: new URLSearchParams({ face: 'yes' }),
      headers: { origin: world.url },
      redirect: 'manual',
    })
    expect(reply.headers.get('set-cookie')).toMatch(
      /^help_reader=[\w-]{36}; Path=\/help; HttpOnly; SameSite=Lax; Max-Age=31536000$/,
    )
  })
})

describe('a reader who is signed in', () => {
  it('sees the own channel that waits, and comes straight to its reconnection', async () => {
    await using reader = await open(WIDE, 'lina@people.example')
    const { page } = reader
    await page.goto(`${world.url}${ARTICLE}`)
    const mine = page.getByRole('complementary', { name: 'One of your channels needs you' })
    await mine.getByText('Instagram @lina.k').waitFor()
    await page.screenshot({ path: path.join(ARTIFACTS, 'help-article-yours.png') })
    await mine.getByRole('link', { name: 'Connect Instagram @lina.k again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Connect @lina.k again' }).waitFor()
  })

  it('who has nothing to do is told so, and strangers are told nothing', async () => {
    await using content = await open(WIDE, 'tomas@people.example')
    await content.page.goto(`${world.url}${ARTICLE}`)
    await content.page.getByText('Your channels need nothing right now.').waitFor()
    const strange = await (await fetch(world.url + ARTICLE)).text()
    expect(strange).not.toMatch(/class="yours/)
  })
})

describe('the page of the team', () => {
  it('is there for operators with a proven address, and for nobody else', async () => {
    const { db } = world.app.store
    const at = await world.app.store.realNow()
    await db.insertInto('operator').values({ email: 'lina@people.example', added_at: at }).execute()
    await using operator = await open(WIDE, 'lina@people.example')
    await using other = await open(WIDE, 'maja@people.example')
    await using stranger = await open(WIDE)
    expect((await other.page.goto(`${world.url}/team/help`))?.status()).toBe(404)
    await stranger.page.goto(`${world.url}/team/help`)
    expect(stranger.page.url()).toBe(`${world.url}/sign-in?next=%2Fteam%2Fhelp`)

    await operator.page.goto(`${world.url}/help/what-we-read`)
    await operator.page.getByRole('radio', { name: 'No' }).check()
    await operator.page.getByLabel('What was missing?').fill('<script>alert(1)</script>\nsecond line')
    await operator.page.getByRole('button', { name: 'Send' }).click()
    await operator.page.getByText('Thank you for saying so.').waitFor()
    await operator.page.goto(`${world.url}/team/help`)
    await operator.page.getByText('<script>alert(1)</script>').waitFor()
    expect(await axe(operator.page)).toEqual([])
    await operator.page.screenshot({ path: path.join(ARTIFACTS, 'help-team.png'), fullPage: true })

    await db
      .updateTable('user')
      .set({ emailVerified: false })
      .where('email', '=', 'lina@people.example')
      .execute()
    expect((await operator.page.goto(`${world.url}/team/help`))?.status()).toBe(404)
  })
})

describe('with the keyboard alone', () => {
  it('a question is asked, answered and judged', async () => {
    await using reader = await open(WIDE)
    const { page } = reader
    await page.goto(`${world.url}/help`)
    await tabTo(page, '#help-q')
    await page.keyboard.type('wrong account')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\?q=/)
    await tabTo(page, '.results a')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/help\/wrong-account/)
    await tabTo(page, 'input[name=face]')
    await page.keyboard.press('Space')
    expect(await page.getByRole('radio', { name: 'No' }).isChecked()).toBe(true)
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('radio', { name: 'Partly' }).isChecked()).toBe(true)
    await page.keyboard.press('Tab')
    await page.keyboard.type('A picture')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Thank you for saying so.').waitFor()
    expect(reader.complaints).toEqual([])
  })
})

describe.each([
  ['desktop', 'light', { ...WIDE, colorScheme: 'light' as const }],
  ['desktop', 'dark', { ...WIDE, colorScheme: 'dark' as const }],
  ['phone', 'light', { ...PHONE, colorScheme: 'light' as const }],
  ['phone', 'dark', { ...PHONE, colorScheme: 'dark' as const }],
  ['narrow', 'light', { viewport: { width: 320, height: 700 } }],
])('on a %s, %s', (device, scheme, context) => {
  const PAGES = {
    home: '/help',
    collection: '/help/collections/creators',
    results: '/help?q=instagram%20logged%20out',
    nothing: '/help?q=pinterest',
    article: ARTICLE,
    expiry: '/help/how-long-permissions-last',
    badges: '/help/what-the-badges-mean',
    diagnosis: '/help/reading-a-diagnosis',
  }

  it('nothing stands in anybody’s way, and nothing sticks out', async () => {
    await using reader = await open(context)
    const { page } = reader
    for (const [name, address] of Object.entries(PAGES)) {
      await page.goto(world.url + address)
      await page.locator('h1').waitFor()
      expect(await axe(page), name).toEqual([])
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(over, name).toBeLessThanOrEqual(0)
      await page.screenshot({
        path: path.join(ARTIFACTS, `help-${name}-${device}-${scheme}.png`),
        fullPage: true,
      })
    }
    await page.goto(world.url + ARTICLE)
    await page.getByRole('radio', { name: 'Partly' }).check()
    await page.locator('#reaction').screenshot({
      path: path.join(ARTIFACTS, `help-reaction-${device}-${scheme}.png`),
    })
    expect(await axe(page), 'reaction').toEqual([])
    expect(reader.complaints).toEqual([])
  })
})

describe('for programs and printers', () => {
  it('an article prints as its text alone', async () => {
    await using reader = await open(WIDE)
    const { page } = reader
    await page.goto(world.url + ARTICLE)
    await page.emulateMedia({ media: 'print' })
    for (const hidden of ['.toc', '.reaction', '.related', '.ask', '.public-head nav', '.strip']) {
      expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false)
    }
    expect(await page.getByRole('heading', { name: 'Reconnect a channel' }).isVisible()).toBe(true)
    await page.screenshot({ path: path.join(ARTIFACTS, 'help-print.png'), fullPage: true })
  })

  it('an article is Markdown, too, without anything of the reader', async () => {
    const reply = await fetch(`${world.url}/help/how-long-permissions-last.md`)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    const text = await reply.text()
    expect(text).toMatch(/^# How long permissions last\n/)
    expect(text).toContain('| TikTok | 180 days')
    expect(text).toContain(`](${world.url}/help/setting-up-the-networks#youtube)`)
    expect(text).not.toMatch(/\{%|<[a-z]/)
    expect((await fetch(`${world.url}/help/no-such.md`)).status).toBe(404)
  })

  it('llms.txt and the sitemap name every article, at addresses that answer', async () => {
    const llms = await (await fetch(`${world.url}/llms.txt`)).text()
    const sitemap = await (await fetch(`${world.url}/sitemap.xml`)).text()
    const addresses = [
      ...[...llms.matchAll(/\]\((\S+)\)/g)].map(([, url = '']) => url),
      ...[...sitemap.matchAll(/<loc>(\S+)<\/loc>/g)].map(([, url = '']) => url),
    ]
    expect(addresses.length).toBeGreaterThan(50)
    const answers = await Promise.all(
      addresses.map(async (url) => ({ url, status: (await fetch(url)).status })),
    )
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
  })

  it('an article says what it is in structured data, and where it lives', async () => {
    const html = await (await fetch(`${world.url}/help/wrong-account?said=yes`)).text()
    expect(html).toContain(`<link rel="canonical" href="${world.url}/help/en/wrong-account"/>`)
    const [, json = ''] = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html) ?? []
    const graph = (JSON.parse(json) as { '@graph': { '@type': string }[] })['@graph']
    expect(graph.map((one) => one['@type'])).toEqual(['Article', 'BreadcrumbList', 'FAQPage'])
  })

  it('a wrong address is a page that is not there', async () => {
    expect((await fetch(`${world.url}/help/no-such-article`)).status).toBe(404)
    expect((await fetch(`${world.url}/help/collections/nobody`)).status).toBe(404)
    expect((await fetch(`${world.url}/help/collections/toString`)).status).toBe(404)
  })
})

type Reader = AsyncDisposable & { page: Page; complaints: string[] }

async function open(options: BrowserContextOptions, email?: string): Promise<Reader> {
  const context: BrowserContext = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Warsaw',
    ...options,
  })
  context.setDefaultTimeout(20_000)
  if (email !== undefined) {
    await enterAs(context, world, email)
  }
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() }
}

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((one) => document.activeElement?.matches(one) === true, selector)) return
  }
  throw new Error(`Tab never reached ${selector}`)
}

async function axe(page: Page): Promise<string[]> {
  await page.evaluate(`(() => { ${axeSource} })()`)
  const results = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )) as AxeResults
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`,
  )
}
