import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ARTICLE_BUDGET,
  type Budget,
  CHANNELS_BUDGET,
  LAUNCHER_BUDGET,
  LINK_BUDGET_BYTES,
  overBudget,
  PROFILE_BUDGET,
  type Weight,
  weigh,
  weighWhole,
} from '../bench/weight.ts'
import { makeReconnectLink } from '../src/usecases/channel/make-reconnect-link.ts'
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
    expect(weight.css).toBeGreaterThan(0)
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

  it('are refused once they are too heavy, or bring to life what should lie still', async () => {
    const weight = await weighed(CHANNELS_BUDGET)
    expect(overBudget(weight, { ...CHANNELS_BUDGET, scripts: weight.scripts - 1 })).toMatch(/bytes of script/)
    expect(overBudget(weight, { ...CHANNELS_BUDGET, hydrates: false })).toMatch(/hydrates, and should not/)
  })
})

describe('the page of a reconnect link', () => {
  it('is at most 20 kB in all, before any compression, with no script and nothing but its icon to fetch', async () => {
    const { db } = world.app.store
    const channel = await db
      .selectFrom('channel')
      .innerJoin('member', 'member.creator_id', 'channel.creator_id')
      .innerJoin('user', 'user.id', 'member.user_id')
      .select(['channel.id', 'channel.creator_id', 'member.user_id', 'user.name'])
      .where('channel.state', '=', 'disconnected')
      .executeTakeFirstOrThrow()
    const made = await makeReconnectLink(world.app, {
      asker: { userId: channel.user_id, name: channel.name },
      creatorId: channel.creator_id,
      channelId: channel.id,
    })
    if (made.kind !== 'made') throw new Error(made.kind)
    const { bytes, files } = await weighWhole(world.url, made.url.pathname)
    expect(files).toEqual(['/icon.svg'])
    expect(bytes).toBeLessThanOrEqual(LINK_BUDGET_BYTES)
    const weight = await weigh(world.url, made.url.pathname)
    expect(weight).toMatchObject({ css: 0, scripts: 0, hydrates: false })
    console.log(`A reconnect link's page weighs ${bytes} bytes in all, ${weight.html} of them compressed.`)
  })
})

function weighed({ page }: Budget): Promise<Weight> {
  return weigh(world.url, page, cookie)
}
