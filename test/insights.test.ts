/** Numbers, posts and days gone by are read and kept, and what could not be read is said to be missing. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { NETWORKS, type Network } from '../src/domain/network.ts'
import { DAY, later } from '../src/domain/time.ts'
import { keepReading, readingProgress } from '../src/store/channel-readings.ts'
import { findChannel } from '../src/store/channels.ts'
import { turnOff } from '../src/usecases/channel/turn-off-channel.ts'
import { collectInsights } from '../src/usecases/insight/collect-insights.ts'
import { ENGINES } from './databases.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type World } from './world.ts'

describe.each(ENGINES)('on %s', (engine) => {
  async function connected(network: Network) {
    const world = await openWorld({ engine })
    const visitor = await world.visitor('lina')
    await connect(world, visitor, { network, consent: LINA[network].consent })
    const { id } = await cardOf(world, visitor, network)
    return { world, visitor, id, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
  }

  it.each(NETWORKS)(
    'a first reading of %s keeps posts and, where they are offered, days gone by',
    async (network) => {
      await using opened = await connected(network)
      const { world, id } = opened
      expect((await postsOf(world, id)).length).toBeGreaterThan(5)
      const days = await daysOf(world, id)
      const past = days.filter(({ afterwards }) => afterwards)
      const offered = network === 'youtube' || network === 'facebook'
      expect(past.length).toBeGreaterThanOrEqual(offered ? 80 : 0)
      if (!offered) expect(past).toEqual([])
      expect(days.filter(({ afterwards }) => !afterwards)).toHaveLength(1)
      expect(await readingProgress(world.app.store.db, id)).toMatchObject({ filled: true, trouble: null })
    },
  )

  it('days on which we were away are asked for when we are back, and a failed try is made again', async () => {
    await using opened = await connected('facebook')
    const { world, id } = opened
    await sql`delete from snapshot where channel_id = ${id} and afterwards`.execute(world.app.store.db)
    await sql`update snapshot set day = day - 5, taken_at = taken_at - interval '5 days' where channel_id = ${id}`.execute(
      world.app.store.db,
    )
    const channel = await findChannel(world.app.store.db, id)
    const path = `/v26.0/${channel?.networkId}/insights`
    await world.fault({ network: 'facebook', kind: 'status', status: 503, path, times: null })
    await collectInsights(world.app, id, 'now')
    await world.control('DELETE', '/faults')
    const progress = await readingProgress(world.app.store.db, id)
    const due = later(world.app.clock.now(), -4 * DAY)
      .toISOString()
      .slice(0, 10)
    expect(progress).toMatchObject({ filled: false, filledFrom: due })
    expect((await daysOf(world, id)).filter(({ afterwards }) => afterwards)).toEqual([])

    await collectInsights(world.app, id, 'now')
    expect((await daysOf(world, id)).filter(({ afterwards }) => afterwards)).toHaveLength(4)
    expect(await readingProgress(world.app.store.db, id)).toMatchObject({ filled: true, filledFrom: null })
  })

  it('a channel that is turned off while its network answers keeps nothing', async () => {
    await using opened = await connected('tiktok')
    const { world, visitor, id } = opened
    await turnOff(world.app, { creatorId: visitor.creatorId, channelId: id, userId: visitor.userId })
    const at = world.app.clock.now()
    const collected = { readings: [], breakdowns: [], gaps: [], refusedScopes: [] }
    const filled = { done: true, from: null }
    const { derivedNumbers } = world.app.config
    const reading = { at, collected, posts: [], past: [], trouble: null, filled, derivedNumbers }
    expect(await keepReading(world.app.store.db, id, reading)).toBe(false)
    expect(await daysOf(world, id)).toEqual([])
    expect(await postsOf(world, id)).toEqual([])
    expect(await readingProgress(world.app.store.db, id)).toBeNull()
  })

  it('posts that are gone at the network are gone here with the next reading', async () => {
    await using opened = await connected('instagram')
    const { world, id } = opened
    await sql`insert into channel_post (channel_id, network_id, posted_at, kind, title, numbers, gaps, taken_at)
      values (${id}, 'taken-down', now(), 'picture', 'Gone', '{}', '[]', now())`.execute(world.app.store.db)
    await collectInsights(world.app, id, 'now')
    expect((await postsOf(world, id)).map((post) => post.network_id)).not.toContain('taken-down')
  })
})

async function postsOf(world: World, id: string) {
  return world.app.store.db.selectFrom('channel_post').selectAll().where('channel_id', '=', id).execute()
}

async function daysOf(world: World, id: string): Promise<{ day: string; afterwards: boolean }[]> {
  const { rows } = await sql<{ day: string; afterwards: boolean }>`
    select day::text as day, afterwards from snapshot where channel_id = ${id} order by day`.execute(
    world.app.store.db,
  )
  return rows
}
