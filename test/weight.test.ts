import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ARTICLE_BUDGET,
  type Budget,
  CHANNELS_BUDGET,
  LAUNCHER_BUDGET,
  overBudget,
  PROFILE_BUDGET,
  type Weight,
  weigh,
} from '../bench/weight.ts'
import { openWorld, type World } from './world.ts'

const LINA = 'lina@people.example'

let world: World
let cookie: string

beforeAll(async () => {
  world = await openWorld({ engine: 'pglite', pages: true, planted: true })
  const headers = await world.app.signIn.enterAs(LINA)
  cookie = headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}, 60_000)

afterAll(() => world?.[Symbol.asyncDispose]())

describe('the scripts of a page', () => {
  it('stay within the budget of the Channels page', async () => {
    const weight = await weighed(CHANNELS_BUDGET)
    expect(overBudget(weight, CHANNELS_BUDGET)).toBe(null)
    expect(weight.files.length).toBeGreaterThan(1)
  })

  it('are none to speak of on a profile, which is a plain document', async () => {
    const weight = await weighed(PROFILE_BUDGET)
    expect(overBudget(weight, PROFILE_BUDGET)).toBe(null)
    // Its style comes along in the page: one flight.
    expect(weight.css).toBe(0)
    expect(weight.html).toBeLessThan(14_000)
  })

  it('are none at all on an article of the help for whoever is not signed in', async () => {
    const weight = await weigh(world.url, ARTICLE_BUDGET.page)
    expect(overBudget(weight, ARTICLE_BUDGET)).toBe(null)
    expect(weight.files).toEqual([])
  })

  it('are the launcher of the chat and nothing else on a help page', async () => {
    const weight = await weighed(LAUNCHER_BUDGET)
    expect(overBudget(weight, LAUNCHER_BUDGET)).toBe(null)
    expect(weight.files).toEqual(['/chat-launcher.js'])
    console.log(`The launcher weighs ${weight.scripts} bytes.`)
  })

  it('bring nothing along that only a server has', async () => {
    const folder = new URL('../build/client/assets/', import.meta.url)
    const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(10)
    const texts = await Promise.all(scripts.map((name) => readFile(new URL(name, folder), 'utf8')))
    expect(
      scripts.filter((_, index) => /AsyncLocalStorage|node:[a-z]+["']/.test(texts[index] ?? '')),
    ).toEqual([])
  })

  it('are refused once they are too heavy, or bring to life what should lie still', async () => {
    const weight = await weighed(CHANNELS_BUDGET)
    expect(overBudget(weight, { ...CHANNELS_BUDGET, scripts: weight.scripts - 1 })).toMatch(/bytes of script/)
    expect(overBudget(weight, { ...CHANNELS_BUDGET, hydrates: false })).toMatch(/hydrates, and should not/)
  })
})

function weighed({ page }: Budget): Promise<Weight> {
  return weigh(world.url, page, cookie)
}
