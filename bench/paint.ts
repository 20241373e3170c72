/**
 * How soon Channels is there, how little it moves and how soon it answers, on a slow telephone as Chromium plays one:
 * beside a document without scripts of the same bytes, in turn.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { findBrowser, launchBrowser } from '../test/browser.ts'
import { printTable, shown, spreadOf } from './figures.ts'
import type { Measured } from './programs.ts'
import { weigh } from './weight.ts'

const PAGE = '/channels'
/** Interaction to next paint, and layout shift. */
const INTERACTION_MS = 150
const SHIFT = 0.05
/** A middling telephone, by the numbers of Lighthouse: https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md (2026-11-25). */
const CPU_SLOWER = 4
const SLOW_4G = { latency: 150, downloadThroughput: (1_638 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 }
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const

type Visit = { firstPaint: number; largestPaint: number; shift: number; interaction: number }
type Side = 'static' | 'ours'

export async function measurePaint(
  start: () => Promise<Measured>,
  enter: (app: string) => Promise<string>,
  rounds: number,
): Promise<void> {
  await using cleanup = new AsyncDisposableStack()
  const ours = await start()
  cleanup.defer(() => ours.stop())
  const cookie = await enter(ours.url)
  const browser = await launchBrowser(await findBrowser())
  cleanup.defer(() => browser.close())
  const still = await serveStill(ours.url, cookie)
  cleanup.defer(() => still.stop())
  const visits: Record<Side, Visit[]> = { static: [], ours: [] }
  // The first turn of each side only warms it up.
  for (let round = -1; round < rounds; round++) {
    for (const side of ['static', 'ours'] as const) {
      const visit = await lookAt(
        browser,
        side === 'ours' ? { app: ours.url, cookie } : { app: still.url, cookie: '' },
      )
      if (round >= 0) visits[side].push(visit)
    }
  }
  console.log(`${PAGE} on a slow telephone: CPU ÷ ${CPU_SLOWER}, slow 4G, nothing kept from before.\n`)
  const row = (side: Side): string[] => {
    const of = (pick: (visit: Visit) => number) => shown(spreadOf(visits[side].map(pick)))
    return [
      side,
      of((visit) => visit.firstPaint),
      of((visit) => visit.largestPaint),
      of((visit) => visit.interaction),
      String(Math.max(...visits[side].map((visit) => visit.shift)).toFixed(3)),
    ]
  }
  printTable(
    ['side', 'first paint, ms', 'largest paint, ms', 'slowest interaction, ms', 'most layout shift'],
    [row('static'), row('ours')],
  )
  const median = spreadOf(visits.ours.map((visit) => visit.interaction)).median
  const shift = Math.max(...visits.ours.map((visit) => visit.shift))
  console.log(
    `Aims: interaction ${INTERACTION_MS} ms ${median <= INTERACTION_MS ? 'kept' : 'MISSED'}, shift ${SHIFT} ${shift <= SHIFT ? 'kept' : 'MISSED'}.\n`,
  )
}

async function lookAt(browser: Browser, { app, cookie }: { app: string; cookie: string }): Promise<Visit> {
  const context = await browser.newContext(PHONE)
  try {
    await carry(context, app, cookie)
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER })
    await devtools.send('Network.emulateNetworkConditions', { offline: false, ...SLOW_4G })
    await page.addInitScript(watch)
    await page.goto(`${app}${PAGE}`, { waitUntil: 'load' })
    // A card that works: at once without scripts, and once they have arrived with them.
    await page.waitForFunction(() => {
      const hydrates = '__reactRouterContext' in globalThis
      const card = document.querySelector('article.card')
      return card !== null && (!hydrates || Object.keys(card).some((key) => key.startsWith('__react')))
    })
    await interact(page)
    return await page.evaluate(() => globalThis.seen)
  } finally {
    await context.close()
  }
}

async function carry(context: BrowserContext, app: string, cookie: string): Promise<void> {
  const pairs = cookie === '' ? [] : cookie.split('; ')
  await context.addCookies(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return { name, value: value.join('='), url: app }
    }),
  )
}

/** What a thumb does on this page: what the badge says, what else can be done, and back again. */
async function interact(page: Page): Promise<void> {
  const card = page.locator('article.card').first()
  for (let time = 0; time < 3; time++) {
    await card.locator('.badge').tap()
    await settled(page)
    await page.keyboard.press('Escape')
    await settled(page)
    await card.locator('summary').tap()
    await settled(page)
    await card.locator('summary').tap()
    await settled(page)
  }
}

/** Two frames and an idle moment later everything that an interaction set off has been painted and counted. */
function settled(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => resolve())))
      }),
  )
}

declare global {
  var seen: Visit
}

/** Runs in the page, before anything of it. */
function watch(): void {
  globalThis.seen = { firstPaint: Number.NaN, largestPaint: Number.NaN, shift: 0, interaction: 0 }
  const observe = (type: string, note: (entry: PerformanceEntry) => void, more: object = {}): void => {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) note(entry)
    })
    observer.observe({ type, buffered: true, ...more })
  }
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') globalThis.seen.firstPaint = startTime
  })
  observe('largest-contentful-paint', ({ startTime }) => {
    globalThis.seen.largestPaint = startTime
  })
  observe('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
    if (!hadRecentInput) globalThis.seen.shift += value
  })
  observe(
    'event',
    (entry) => {
      const { interactionId, duration } = entry as PerformanceEntry & { interactionId: number }
      if (interactionId > 0) globalThis.seen.interaction = Math.max(globalThis.seen.interaction, duration)
    },
    { durationThreshold: 16 },
  )
}

/** The same document and styles, with noise of the scripts' weight in the place of the scripts. */
async function serveStill(app: string, cookie: string): Promise<{ url: string; stop(): Promise<void> }> {
  const read = async (path: string) => {
    const reply = await fetch(new URL(path, app), { headers: { cookie } })
    if (reply.status !== 200) throw new Error(`${path} answered ${reply.status}.`)
    return { type: reply.headers.get('content-type') ?? '', body: Buffer.from(await reply.arrayBuffer()) }
  }
  const { scripts } = await weigh(app, PAGE, cookie)
  const html = (await read(PAGE)).body.toString()
  const bare = html
    .replaceAll(/<script\b[\s\S]*?<\/script>/g, '')
    .replaceAll(/<link\b[^>]*rel="modulepreload"[^>]*>/g, '')
  // What is random does not compress, so base64 of it travels as three quarters of its length.
  const noise = `<!--${randomBytes(scripts).toString('base64')}-->`
  const files = new Map([[PAGE, { type: 'text/html; charset=utf-8', body: Buffer.from(bare + noise) }]])
  for (const [, path = ''] of bare.matchAll(/<link\b[^>]*href="(\/assets\/[^"]+)"/g))
    files.set(path, await read(path))
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '')
    if (file === undefined) return void response.writeHead(404).end()
    const packed = file.type.startsWith('font/') ? file.body : gzipSync(file.body)
    response
      .writeHead(200, {
        'content-type': file.type,
        'content-length': packed.byteLength,
        ...(packed === file.body ? {} : { 'content-encoding': 'gzip' }),
      })
      .end(packed)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
