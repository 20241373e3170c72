/** How a page is gone through without a mouse, and what it is to those who hear it. */
import type { Locator, Page } from 'playwright-core'

export function isFocused(one: Locator): Promise<boolean> {
  return one.evaluate((element) => element === document.activeElement)
}

/** Tab by Tab, as far as a page is long. */
export async function tabTo(page: Page, goal: Locator): Promise<void> {
  await goal.waitFor()
  for (let step = 0; step < 60; step++) {
    if (await isFocused(goal)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not reach ${goal}.`)
}

export async function press(page: Page, goal: Locator): Promise<void> {
  await tabTo(page, goal)
  await page.keyboard.press('Enter')
}

export function sidewaysBy(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
}

/** What assistive technology is handed of a page. */
export async function accessibilityTree(
  page: Page,
): Promise<{ role: string; name: string; live: string | null }[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, properties }) => ({
      role: String(role?.value ?? ''),
      name: String(name?.value ?? '').replace(/\s+/g, ' '),
      live: (properties?.find((one) => one.name === 'live')?.value.value as string | undefined) ?? null,
    }))
}
