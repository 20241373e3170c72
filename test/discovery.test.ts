/** What brands find, on both databases: every filter, every page, and never a number that should be gone. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { placeText, readPlace, readSearch } from '../src/domain/brand/search.ts'
import { SHARE_STEPS } from '../src/domain/brand/terms.ts'
import { DAY } from '../src/domain/time.ts'
import { listChangedProfiles } from '../src/jobs/list-changed-profiles.ts'
import { type Discovered, discover } from '../src/usecases/brand/discover.ts'
import { ENGINES } from './databases.ts'
import { putCreator } from './listed-creators.ts'
import { openWorld, type World } from './world.ts'

describe.each(ENGINES)('discovery on %s', (engine) => {
  let world: World
  let lina: { creatorId: string; channelIds: string[] }

  beforeAll(async () => {
    world = await openWorld({ engine })
    lina = await putCreator(world.app, {
      handle: 'lina',
      name: 'Lina Kowalska',
      bio: 'Slow soup from Łódź. Żurek, patience.',
      country: 'PL',
      languages: ['pl', 'en'],
      categories: ['food'],
      channels: [
        {
          followers: 48_000,
          followersBefore: 40_000,
          breakdowns: [
            { dimension: 'country', parts: [{ key: 'PL', share: 0.62 }] },
            { dimension: 'gender', parts: [{ key: 'F', share: 0.7 }] },
            { dimension: 'age', parts: [{ key: '25-34', share: 0.41 }] },
          ],
          posts: Array.from({ length: 6 }, () => ({ likes: 50, reach: 1000 })),
        },
        { network: 'tiktok', followers: 90_000 },
        { network: 'youtube', followers: 20_000, followersBefore: 10_000 },
      ],
    })
    await putCreator(world.app, {
      handle: 'tomas',
      name: 'Tomás Ferreira',
      bio: 'Light, corners, soup on Sundays.',
      place: 'Lisbon',
      country: 'PT',
      languages: ['pt'],
      categories: ['photography', 'travel'],
      channels: [{ followers: 18_000, followersBefore: 20_000 }],
    })
    await putCreator(world.app, {
      handle: 'old.news',
      name: 'Old News',
      country: 'PL',
      categories: ['news'],
      channels: [{ followers: 500_000, proofAgoMs: 8 * DAY }],
    })
    for (let number = 0; number < 60; number++) {
      await putCreator(world.app, {
        handle: `many${number}`,
        name: `Many ${number}`,
        country: 'DE',
        categories: ['gaming'],
        // Many have the same number, so that pages end between equals.
        channels: [{ network: 'tiktok', followers: 1000 + (number % 3) }],
      })
    }
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const find = (query: string, after: string | null = null): Promise<Discovered> =>
    discover(world.app, { search: readSearch(new URLSearchParams(query)), after: readPlace(after) })
  const handles = async (query: string) => (await find(query)).found.map(({ handle }) => handle)

  it('shows a creator once, by the channel that comes first, and hides those without fresh proof', async () => {
    const { found, count } = await find('from=10000')
    expect(found.map(({ handle, network }) => [handle, network])).toEqual([
      ['lina', 'tiktok'],
      ['tomas', 'instagram'],
    ])
    expect(count).toEqual({ value: 2, more: false })
  })

  it.each([
    ['network=instagram', ['lina', 'tomas']],
    ['network=youtube&from=20k&to=20k', ['lina']],
    ['country=PT', ['tomas']],
    ['country=pt', ['tomas']],
    ['category=travel', ['tomas']],
    ['category=food&country=PL', ['lina']],
    ['category=food&country=PT', []],
    ['category=food&language=pl&audience=PL&audience_share=20', ['lina']],
    ['category=food&sort=growth&audience=PL', ['lina']],
    ['category=food&q=soup', ['lina']],
    ['language=en', ['lina']],
    ['audience=PL&audience_share=60', ['lina']],
    ['audience=PL&audience_share=70', []],
    ['gender=female&gender_share=70&network=instagram', ['lina']],
    ['age=25-34&age_share=40', ['lina']],
    ['rate=reach&rate_from=4.9', ['lina']],
    ['rate=reach&rate_from=5.1', []],
    ['sort=growth&network=instagram', ['lina', 'tomas']],
    // What YouTube's terms forbid to work out has no place in the order.
    ['sort=growth&network=youtube', []],
    ['q=zurek', ['lina']],
    ['q=LODZ soup', ['lina']],
    ['q=soup', ['lina', 'tomas']],
    ['q=soup tomas', ['tomas']],
    ['q=ferr', ['tomas']],
    ['q=kowalska news', []],
    ['q=lisbon', ['tomas']],
    ['q=corner lisb', ['tomas']],
  ])('finds by %s', async (query, expected) => {
    expect(await handles(query)).toEqual(expected)
  })

  it('leads through every creator once, page by page, though many have the same number', async () => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Discovered = await find('category=gaming', after)
      seen.push(...page.found.map(({ handle }) => handle))
      after = page.next === null ? null : placeText(page.next)
    } while (after !== null)
    expect(seen).toHaveLength(60)
    expect(new Set(seen).size).toBe(60)
  })

  it('leads through them by every other order as well', async () => {
    for (const sort of ['checked', 'followers']) {
      const first = await find(`category=gaming&sort=${sort}`)
      const second = await find(
        `category=gaming&sort=${sort}`,
        first.next === null ? null : placeText(first.next),
      )
      const both = new Set([...first.found, ...second.found].map(({ handle }) => handle))
      expect(both.size).toBe(40)
    }
  })

  it('puts paused creators last, with a date and no number', async () => {
    const { found } = await find('show=all&country=PL')
    expect(found.map(({ handle, numbers }) => [handle, numbers === null])).toEqual([
      ['lina', false],
      ['old.news', true],
    ])
    expect(found[1]?.lastVerifiedAt).toBeInstanceOf(Date)
  })

  it('lets nobody find a paused number by asking how large it is', async () => {
    expect(await handles('show=all&from=400000')).toEqual([])
    expect(await handles('show=all&to=600000&country=PL')).toEqual(['lina'])
  })

  it('offers another order where the one that was asked for leaves everybody out', async () => {
    const { looser } = await find('sort=engagement&rate=views&network=youtube')
    expect(looser[0]).toEqual({ filter: 'sort', count: 1, more: false })
  })

  it('says which filter to loosen', async () => {
    const { found, looser } = await find('country=EE&category=gaming')
    expect(found).toEqual([])
    expect(looser).toEqual([{ filter: 'country', count: 60, more: false }])
  })

  it('loses a channel from every search in the transaction that disconnects it', async () => {
    const { db } = world.app.store
    const [instagram = ''] = lina.channelIds
    await db
      .transaction()
      .execute(async (trx) => {
        await trx
          .updateTable('channel')
          .set({ state: 'disconnected', reason: 'revoked', since: world.app.clock.now() })
          .where('id', '=', instagram)
          .execute()
        const row = await trx
          .selectFrom('listing')
          .select('live')
          .where('channel_id', '=', instagram)
          .executeTakeFirstOrThrow()
        expect(row.live).toBe(false)
        throw new Error('undone')
      })
      .catch((error: Error) => expect(error.message).toBe('undone'))
    expect(await handles('audience=PL&audience_share=60')).toEqual(['lina'])
  })

  it('finds a profile by its new words once they are changed, and not by the old ones', async () => {
    const { db } = world.app.store
    const rename = (name: string) =>
      db.updateTable('creator').set({ name }).where('id', '=', lina.creatorId).execute()
    await rename('Lina Zielińska')
    await listChangedProfiles(world.app)
    expect(await handles('q=zielinska')).toEqual(['lina'])
    await rename('Lina Kowalska')
    await listChangedProfiles(world.app)
    expect(await handles('q=zielinska')).toEqual([])
  })

  it('shows and finds a channel by its new name once the network tells of it', async () => {
    const { db } = world.app.store
    const [instagram = ''] = lina.channelIds
    const before = await db
      .selectFrom('channel')
      .select(['handle', 'title'])
      .where('id', '=', instagram)
      .executeTakeFirstOrThrow()
    const rename = async (name: { handle: string | null; title: string }) => {
      await db.updateTable('channel').set(name).where('id', '=', instagram).execute()
      await listChangedProfiles(world.app)
    }
    await rename({ handle: 'barszcz', title: 'Barszcz' })
    const { found } = await find('q=barszcz')
    expect(found.map(({ handle, channelName }) => [handle, channelName])).toEqual([['lina', '@barszcz']])
    await rename(before)
    expect(await handles('q=barszcz')).toEqual([])
  })

  it('does not believe its own row against the channel', async () => {
    const { db } = world.app.store
    const [instagram = ''] = lina.channelIds
    const set = (proof: Date) =>
      db.updateTable('channel').set({ proof_at: proof }).where('id', '=', instagram).execute()
    const now = world.app.clock.now()
    await set(new Date(now.getTime() - 8 * DAY))
    expect(await handles('audience=PL&audience_share=60')).toEqual([])
    await set(now)
    expect(await handles('audience=PL&audience_share=60')).toEqual(['lina'])
  })

  it('asks the channel where its own row has not heard of the newest proof', async () => {
    const { db } = world.app.store
    const [instagram = ''] = lina.channelIds
    const old = new Date(world.app.clock.now().getTime() - 8 * DAY)
    await db.updateTable('listing').set({ proved_at: old }).where('channel_id', '=', instagram).execute()
    for (const query of [
      'audience=PL&audience_share=60',
      'network=instagram&country=PL',
      'language=pl&q=soup',
    ]) {
      const { found, count } = await find(query)
      expect([query, found.map(({ handle }) => handle), count.value]).toEqual([query, ['lina'], 1])
    }
  })

  it('leads through whatever is asked for in its order, as if every row were looked at', async () => {
    const crowd = await putCrowd(world)
    const [share, from, to] = [fc.constantFrom(null, ...SHARE_STEPS), bound(), bound()]
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          from,
          to,
          share,
          country: fc.constantFrom(null, 'NO', 'SE'),
          word: fc.constantFrom('', 'tin', 'boa'),
        }),
        async (asked) => {
          const expected = crowd
            .filter(
              (one) =>
                (asked.country === null || one.country === asked.country) &&
                (asked.from === null || one.followers >= asked.from) &&
                (asked.to === null || one.followers <= asked.to) &&
                (asked.share === null || one.share >= asked.share) &&
                (asked.word !== 'tin' || one.tin),
            )
            .sort((a, b) => b.followers - a.followers || (a.channelId < b.channelId ? -1 : 1))
            .map(({ handle }) => handle)
          const query = new URLSearchParams({ category: 'outdoors', q: asked.word })
          if (asked.country !== null) query.set('country', asked.country)
          if (asked.from !== null) query.set('from', String(asked.from))
          if (asked.to !== null) query.set('to', String(asked.to))
          if (asked.share !== null) query.set('audience', 'FI')
          if (asked.share !== null) query.set('audience_share', String(asked.share))
          const seen: string[] = []
          let after: string | null = null
          do {
            const page: Discovered = await find(query.toString(), after)
            expect(page.count.value).toBe(expected.length)
            seen.push(...page.found.map(({ handle }) => handle))
            after = page.next === null ? null : placeText(page.next)
          } while (after !== null)
          expect(seen).toEqual(expected)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('finds a creator by nothing that is theirs while their profile is not listed', async () => {
    const listed = (value: boolean) =>
      world.app.store.db
        .updateTable('creator')
        .set({ listed: value })
        .where('id', '=', lina.creatorId)
        .execute()
    const theirs = [
      ...[
        'category=food',
        'country=PL&category=food',
        'language=pl',
        'language=en',
        'q=zurek',
        'network=youtube',
      ],
      ...['audience=PL&audience_share=60', 'age=25-34&age_share=40', 'gender=female&gender_share=70'],
    ]
    for (const [value, expected] of [
      [true, ['lina']],
      [false, []],
      [true, ['lina']],
    ] as const) {
      await listed(value)
      for (const query of theirs) {
        expect([query, await handles(query)]).toEqual([query, expected])
        expect([query, await handles(`${query}&show=all`)]).toEqual([query, expected])
      }
    }
  })

  it('counts creators, not channels', async () => {
    const { count } = await find('country=PL')
    expect(count).toEqual({ value: 1, more: false })
  })

  it.each([
    ['%'],
    ["' or 1=1 --"],
    ['soup & !tomas | (:*'],
    ['\u202esoup\u200f'],
    ['<script>alert(1)</script>'],
    ["a'b\\c"],
    ['💥'],
    ['x'.repeat(10_000)],
    ['ﷺ ½ ①'],
    ['\u0000'],
  ])('takes %j for words, and breaks on nothing', async (text) => {
    const { found } = await find(new URLSearchParams({ q: text }).toString())
    expect(found.length).toBeLessThanOrEqual(20)
  })

  it('finds nobody by a text without a letter', async () => {
    expect(await handles('q=%25%25')).toEqual([])
  })

  it('takes forged places for no place, or for an empty end', async () => {
    for (const after of [
      '1e99~chn_x',
      'NaN~chn_a',
      "5~chn_'; drop table creator",
      '-1~chn_0',
      '999999999999999999~chn_a',
      '5.5~chn_a',
      '-7~chn_a',
      '~',
    ]) {
      const { found } = await find('category=gaming', after)
      expect(found.length).toBeLessThanOrEqual(20)
    }
  })

  it('answers whatever an address says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom(
              'q',
              'network',
              'from',
              'to',
              'rate',
              'rate_from',
              'country',
              'language',
              'category',
              'audience',
              'audience_share',
              'age',
              'gender',
              'show',
              'sort',
            ),
            fc.oneof(
              fc.string(),
              fc.string({ unit: 'binary' }),
              fc.constantFrom('PL', 'all', 'growth', 'checked', '5k', 'reach'),
            ),
          ),
          { maxLength: 8 },
        ),
        async (pairs) => {
          const { found } = await find(new URLSearchParams(pairs).toString())
          expect(found.length).toBeLessThanOrEqual(20)
        },
      ),
      { numRuns: 60 },
    )
  })
})

function bound() {
  return fc.option(
    fc.oneof(fc.integer({ min: 0, max: 3_000_000 }), fc.constantFrom(1, 1024, 2048, 1_000_000)),
  )
}

/** Many with the same numbers, many of both ends, and some at the edge of a band. */
async function putCrowd(world: World) {
  const crowd = []
  for (let number = 0; number < 90; number++) {
    const followers =
      [number % 3, 1023 + (number % 4), 1_000_000 + number, Math.floor(1.17 ** number)][number % 4] ?? 0
    const [share, tin] = [number % 101, number % 5 < 3]
    const country = number % 3 === 0 ? 'NO' : 'SE'
    const handle = `outside${number}`
    const { channelIds } = await putCreator(world.app, {
      handle,
      bio: tin ? 'Tin boats' : 'Wood boats',
      country,
      categories: ['outdoors'],
      channels: [
        { followers, breakdowns: [{ dimension: 'country', parts: [{ key: 'FI', share: share / 100 }] }] },
      ],
    })
    crowd.push({ handle, followers, country, tin, share, channelId: channelIds[0] ?? '' })
  }
  return crowd
}
