/**
 * How everything looks. Of each section of the page of states, what is built differently is drawn at half its size, in
 * few colours, and compared with the PNG in `test/looks/` that was agreed on. `UPDATE_SNAPSHOT=1` agrees to what is
 * there now: look at it first.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pixelmatch from 'pixelmatch'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { seriousProblems } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { openWorld, type World } from './world.ts'

const AGREED = fileURLToPath(new URL('looks/', import.meta.url))
const FOUND = fileURLToPath(new URL('.artifacts/looks/', import.meta.url))
/** The one that the agreed pictures were drawn with. Another one draws letters a little differently. */
const BROWSER_FILE = `${AGREED}browser.txt`
const AGREES = process.env.UPDATE_SNAPSHOT === '1'

/** The same browser draws the same pixels; this forgives a handful on an edge. */
const FORGIVEN_PIXELS = 40
/** How much longer or shorter a section may get with another browser's letters. */
const FORGIVEN_LENGTH = 0.08

const DESKTOP = { viewport: { width: 1280, height: 860 } }
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
/** Without its own list of sections, all of them. Other languages are compared where their length or direction shows. */
const VARIANTS: Record<string, BrowserContextOptions & { sections?: readonly string[] }> = {
  'desktop-light': { ...DESKTOP, colorScheme: 'light' },
  'phone-dark': { ...PHONE, colorScheme: 'dark' },
  'desktop-forced': { ...DESKTOP, colorScheme: 'dark', forcedColors: 'active' },
  'desktop-arabic': {
    ...DESKTOP,
    locale: 'ar',
    sections: ['cards-instagram', 'unusual', 'results', 'history'],
  },
  'phone-arabic': {
    ...PHONE,
    locale: 'ar',
    sections: ['cards-instagram', 'unusual', 'connects', 'results', 'history'],
  },
  'phone-german': { ...PHONE, locale: 'de', sections: ['cards-instagram', 'unusual', 'connects', 'results'] },
}

/** The browser that tests bring along has no letters for Arabic. */
const ARABIC = [400, 700].map((weight) => ({
  weight,
  file: fileURLToPath(new URL(`fonts/noto-sans-arabic-arabic-${weight}-normal.woff2`, import.meta.url)),
}))

let world: World
let browser: Browser
beforeAll(async () => {
  world = await openWorld({ engine: 'pglite', pages: true })
  browser = await launchBrowser(inject('browser'))
  await mkdir(FOUND, { recursive: true })
  await mkdir(AGREED, { recursive: true })
  if (AGREES) await writeFile(BROWSER_FILE, `${browser.version()}\n`)
})
afterAll(async () => {
  await browser?.close()
  await world?.[Symbol.asyncDispose]()
})

describe.each(Object.keys(VARIANTS))('%s', (variant) => {
  it('looks as it was agreed, and runs off no side', async () => {
    const { sections, ...options } = VARIANTS[variant] ?? {}
    await using drawn = await draw({ ...options, deviceScaleFactor: 0.5 })
    const { page } = drawn
    const sideways = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
    expect(sideways).toBe(0)
    const exact = AGREES || (await readFile(BROWSER_FILE, 'utf8')).trim() === browser.version()
    const differences: string[] = []
    const shapes = await leaveOneOfEachShape(page)
    for (const id of sections ?? shapes) {
      await showOnly(page, id)
      const picture = await page.locator(`#${id}`).screenshot({ animations: 'disabled' })
      const difference = await compare(`${variant}-${id}`, picture, exact)
      if (difference !== null) differences.push(difference)
    }
    expect(differences).toEqual([])
  })
})

describe('every state', () => {
  it('has nothing serious that a machine could find, in light and in dark', async () => {
    await using drawn = await draw({ ...DESKTOP, bypassCSP: true })
    const { page } = drawn
    await leaveOneOfEachShape(page)
    const found = await seriousProblems(page, 'everything')
    await page.emulateMedia({ colorScheme: 'dark' })
    found.push(...(await seriousProblems(page, 'colours')).map((one) => `dark: ${one}`))
    expect(found).toEqual([])
  })

  it.each([
    [320, 800, 'en-GB'],
    // 400 %: what is left of a screen of 1280 by 1024.
    [320, 256, 'en-GB'],
    [320, 800, 'de'],
    [320, 800, 'ar'],
  ])('fits into %d by %d pixels, in %s', async (width, height, locale) => {
    await using drawn = await draw({ viewport: { width, height }, locale })
    const wide = await drawn.page.evaluate(() =>
      Array.from(document.querySelectorAll('.state'))
        .filter((state) => state.scrollWidth > state.clientWidth + 1)
        .map((state) => state.getAttribute('data-name')),
    )
    expect(wide).toEqual([])
    expect(await drawn.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })

  it('is shown in the sandbox only', async () => {
    const { mode } = world.app.config
    world.app.config.mode = 'production'
    const { status } = await fetch(`${world.url}/_states`)
    world.app.config.mode = mode
    expect(status).toBe(404)
  })
})

async function draw(options: BrowserContextOptions): Promise<AsyncDisposable & { page: Page }> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  // A late letter never moves a page, so a slow machine would be drawn in another font. Here it is waited for.
  await page.route('**/*.css', async (route) => {
    const reply = await route.fetch()
    const body = (await reply.text()).replaceAll(/font-display:\s*optional/g, 'font-display:block')
    await route.fulfill({ response: reply, body: options.locale === 'ar' ? withArabic(body) : body })
  })
  for (const { weight, file } of ARABIC) {
    await page.route(`**/arabic-${weight}.woff2`, (route) => route.fulfill({ path: file }))
  }
  const reply = await page.goto(`${world.url}/_states`)
  expect(reply?.status()).toBe(200)
  await page.evaluate(() => document.fonts.ready)
  return { page, [Symbol.asyncDispose]: () => context.close() }
}

function withArabic(css: string): string {
  const faces = ARABIC.map(
    ({ weight }) =>
      `@font-face{font-family:Arabic;font-weight:${weight};font-display:block;src:url(/arabic-${weight}.woff2)}`,
  )
  return `${faces.join('')}${css.replaceAll(/(?<=[\s:])Figtree,/g, 'Figtree,Arabic,')}`
}

/**
 * Takes away what differs from something before it by its words alone: those have tests of their own, and pictures of
 * all of them would be heavier than everything else here. The sections that are left, by name.
 */
function leaveOneOfEachShape(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shapes = new Set<string>()
    for (const state of document.querySelectorAll<HTMLElement>('.state')) {
      const parts = Array.from(
        state.querySelectorAll('*'),
        (one) => `${one.tagName}.${one.getAttribute('class')}`,
      )
      // What has something of its own is told apart by what that is.
      const own = state.closest('#unusual') ? state.dataset.name?.split(' · ')[0] : ''
      const shape = `${own} ${parts.join(' ').replaceAll(/hue-\d/g, '')}`
      if (shapes.has(shape)) state.remove()
      shapes.add(shape)
    }
    return Array.from(document.querySelectorAll('section.states:has(.state)'), ({ id }) => id)
  })
}

/** Alone on the page, a section is drawn the same whatever stands before it: today's date in the strip, for one. */
function showOnly(page: Page, id: string): Promise<void> {
  return page.evaluate((wanted) => {
    for (const one of document.querySelectorAll<HTMLElement>('section.states')) one.hidden = one.id !== wanted
    for (const one of document.querySelectorAll(
      '.strip, .public-head, .page-head:not(.state *), .states-index',
    )) {
      one.remove()
    }
  }, id)
}

/** A sentence where it differs; null where it is as it was agreed. */
async function compare(name: string, picture: Buffer, exact: boolean): Promise<string | null> {
  const file = `${AGREED}${name}.png`
  const now = inFewColours(PNG.sync.read(picture))
  if (AGREES) {
    await writeFile(file, PNG.sync.write(now, { colorType: 2, deflateLevel: 9 }))
    return null
  }
  if (!existsSync(file)) return `${name}: nothing was agreed yet. UPDATE_SNAPSHOT=1 does so.`
  const agreed = PNG.sync.read(await readFile(file))
  const says = (what: string) =>
    `${name}: ${what}. Now: ${FOUND}${name}.now.png; agreed: ${file}. UPDATE_SNAPSHOT=1 agrees to it.`
  if (agreed.width !== now.width || agreed.height !== now.height) {
    const longer = Math.abs(now.height - agreed.height) / agreed.height
    if (!exact && agreed.width === now.width && longer <= FORGIVEN_LENGTH) return null
    await writeFile(`${FOUND}${name}.now.png`, picture)
    return says(`is ${now.width} by ${now.height} pixels, was ${agreed.width} by ${agreed.height}`)
  }
  if (!exact) return null
  const difference = new PNG({ width: now.width, height: now.height })
  const pixels = pixelmatch(agreed.data, now.data, difference.data, now.width, now.height)
  if (pixels <= FORGIVEN_PIXELS) return null
  await writeFile(`${FOUND}${name}.now.png`, picture)
  await writeFile(`${FOUND}${name}.difference.png`, PNG.sync.write(difference))
  return says(`${pixels} pixels differ, in red in ${FOUND}${name}.difference.png`)
}

/** Sixteen steps of each colour: a third of the bytes, and no difference that an eye would see is lost. */
function inFewColours(picture: PNG): PNG {
  const { data } = picture
  for (let at = 0; at < data.length; at++) data[at] = Math.round((data[at] ?? 0) / 17) * 17
  return picture
}
