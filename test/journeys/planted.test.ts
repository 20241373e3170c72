/** The world that a new installation begins with, as its first visitor sees it. The README's picture is taken here. */
import { copyFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantWorld } from '../../src/pretend/plant.ts'
import { listPretendPeople } from '../../src/usecases/sandbox/pretend-people.ts'
import { openWorld, type World } from '../world.ts'
import { startTravelling } from './traveller.ts'

const ARTIFACTS = fileURLToPath(new URL('../.artifacts', import.meta.url))
const DOCS = fileURLToPath(new URL('../../docs', import.meta.url))

let travelling: Awaited<ReturnType<typeof startTravelling>>
let world: World
beforeAll(async () => {
  ;[travelling, world] = await Promise.all([
    startTravelling(),
    openWorld({ engine: 'pglite', pages: true, planted: true }),
  ])
}, 60_000)
afterAll(async () => {
  await travelling.close()
  await world[Symbol.asyncDispose]()
})

describe('a new installation', () => {
  it('has fourteen people to enter as, and three of their profiles need somebody', async () => {
    const people = await listPretendPeople(world.app)
    expect(people).toHaveLength(14)
    expect(people.filter((person) => person.needYou > 0).map((person) => person.key)).toEqual([
      'lina',
      'maja',
      'noor',
      'diego',
    ])
  })

  it('stands at the present, however long its past took', () => {
    expect(Math.abs(world.app.clock.offsetMs())).toBeLessThan(60_000)
  })

  it('is planted once: planting again changes nothing', async () => {
    const count = async () => (await world.app.store.db.selectFrom('channel').select('id').execute()).length
    const before = await count()
    await plantWorld(world.app)
    expect(await count()).toBe(before)
  })

  it.each([
    [
      'desktop',
      { viewport: { width: 1280, height: 860 }, colorScheme: 'light' as const, deviceScaleFactor: 2 },
    ],
    [
      'phone',
      {
        viewport: { width: 390, height: 844 },
        colorScheme: 'dark' as const,
        deviceScaleFactor: 2,
        isMobile: true,
        hasTouch: true,
      },
    ],
  ])('shows Lina at once which channel needs her, on a %s', async (name, device) => {
    const context = await travelling.browser.newContext({
      locale: 'en-GB',
      timezoneId: 'Europe/Warsaw',
      ...device,
    })
    const page = await context.newPage()
    await page.goto(`${world.url}/sandbox/people`)
    await page.getByRole('button', { name: 'Enter as Lina Kowalski' }).click()
    await page.getByText('One of your four channels needs you.').waitFor()
    expect(await page.getByRole('link', { name: /^Connect Instagram @lina\.k again$/ }).isVisible()).toBe(
      true,
    )
    await mkdir(ARTIFACTS, { recursive: true })
    const picture = path.join(ARTIFACTS, `channels-${name}.png`)
    await page.screenshot({ path: picture })
    if (process.env.UPDATE_SCREENSHOT === '1' && name === 'desktop') {
      await copyFile(picture, path.join(DOCS, 'channels.png'))
    }
    await context.close()
  })
})
