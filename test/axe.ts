/** What a machine that knows the rules of accessibility finds on a page. */
import { readFile } from 'node:fs/promises'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const AXE = new URL('../node_modules/axe-core/axe.min.js', import.meta.url)

declare global {
  var axe: { run(options: object): Promise<AxeResults> }
}

let source: Promise<string> | null = null

/** One line a finding that axe calls serious or critical. The page must let scripts of ours in (`bypassCSP`). */
export async function seriousProblems(page: Page, what: 'everything' | 'colours'): Promise<string[]> {
  source ??= readFile(AXE, 'utf8')
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await source)
  // Colours that are still on their way to being others are nobody's colours.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)))
  const options = {
    resultTypes: ['violations'],
    // The one frame there is holds a mail and lets no script in.
    iframes: false,
    preload: false,
    ...(what === 'colours' ? { runOnly: ['color-contrast'] } : {}),
  }
  const { violations } = await page.evaluate((given) => globalThis.axe.run(given), options)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} at ${nodes.map(({ html }) => html.slice(0, 120)).join(' and ')}`)
}
