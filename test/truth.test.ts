/**
 * Verified numbers are shown only while their channel is connected and its proof is fresh: every surface on which they
 * stand is walked through everything that can happen to a channel. A new surface is one line of the table.
 */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { readSearch } from '../src/domain/brand/search.ts'
import type { Reading } from '../src/domain/insight/reading.ts'
import { PRETEND_PASSWORD } from '../src/domain/person/pretend-people.ts'
import { listChangedProfiles } from '../src/jobs/list-changed-profiles.ts'
import { discover } from '../src/usecases/brand/discover.ts'
import { checkNow } from '../src/usecases/channel/check-now.ts'
import { turnOff } from '../src/usecases/channel/turn-off-channel.ts'
import { collectInsights } from '../src/usecases/insight/collect-insights.ts'
import { makeKit } from '../src/usecases/insight/kits.ts'
import { showProfile } from '../src/usecases/insight/show-profile.ts'
import { leaveProfile } from '../src/usecases/person/delete-profile.ts'
import { eraseCreator } from '../src/usecases/person/erase-creator.ts'
import { foundCreator } from '../src/usecases/person/found-creator.ts'
import { keepProfile } from '../src/usecases/person/undo-deletion.ts'
import { count } from './counted.ts'
import { ENGINES } from './databases.ts'
import { LINA } from './pretend-accounts.ts'
import { cardOf, connect, openWorld, type Visitor, type World, withoutPorts } from './world.ts'

type Stage = {
  world: World
  visitor: Visitor
  channelId: string
  cookie: string
  kit: { token: string; code: string }
}

type Surface = {
  name: string
  /** `numbers`: they stand there while they may. `never`: it holds none, so that copies of it elsewhere hold none. */
  holds: 'numbers' | 'never'
  read(stage: Stage): Promise<string>
}

const page =
  (path: (stage: Stage) => string, headers: Record<string, string> = {}) =>
  async ({ world, ...stage }: Stage): Promise<string> => {
    const reply = await fetch(world.url + path({ world, ...stage }), {
      redirect: 'manual',
      headers: { cookie: stage.cookie, ...headers },
    })
    // Whoever keeps a copy on the way must ask again.
    expect(reply.headers.get('cache-control') ?? 'no-store').toContain('no-store')
    return reply.text()
  }

const pictures = new Set<string>()
const profile = () => '/@lina'
const SURFACES: readonly Surface[] = [
  // Twice each: drawn, and then kept ready.
  { name: 'the profile', holds: 'numbers', read: page(profile) },
  { name: 'the profile once more', holds: 'numbers', read: page(profile) },
  {
    name: 'the profile for another time zone',
    holds: 'numbers',
    read: page(profile, { cookie: 'tz=Asia%2FTokyo' }),
  },
  {
    name: 'the profile for another time zone once more',
    holds: 'numbers',
    read: page(profile, { cookie: 'tz=Asia%2FTokyo' }),
  },
  { name: 'the profile by another spelling', holds: 'numbers', read: page(() => '/@Lina') },
  {
    name: 'what machines read of the profile',
    holds: 'numbers',
    read: async (stage) =>
      /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(await page(profile)(stage))?.[1] ?? '',
  },
  {
    name: 'what a link preview shows',
    holds: 'never',
    read: async (stage) =>
      [...(await page(profile)(stage)).matchAll(/<meta[^>]*>/g)].map(([tag]) => tag).join(),
  },
  {
    // The same bytes whatever happens, so that there is nothing in them that could have to vanish.
    name: 'the picture of a link preview',
    holds: 'never',
    read: async ({ world }) => {
      const reply = await fetch(`${world.url}/@lina/card.png`)
      if (reply.status === 404) return ''
      const bytes = Buffer.from(await reply.arrayBuffer()).toString('base64')
      pictures.add(bytes)
      expect(pictures.size).toBe(1)
      return ''
    },
  },
  { name: 'the preview of the editor', holds: 'numbers', read: page(() => '/profile/preview') },
  { name: 'a kit', holds: 'numbers', read: page(({ kit }) => `/kit/${kit.token}`) },
  { name: 'the check of a kit', holds: 'numbers', read: page(({ kit }) => `/verify/${kit.code}`) },
  {
    name: 'the profile as its use-case tells it',
    holds: 'numbers',
    read: async ({ world }) => JSON.stringify(await showProfile(world.app, { handle: 'lina' })),
  },
  {
    name: 'the search of brands',
    holds: 'numbers',
    read: async ({ world }) =>
      JSON.stringify(
        await discover(world.app, { search: readSearch(new URLSearchParams()), after: null }),
        (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
      ),
  },
]

const lost = async ({ world, visitor, channelId }: Stage): Promise<void> => {
  await world.happen('instagram', LINA.instagram.consent.account, 'remove-app')
  await checkNow(world.app, { creatorId: visitor.creatorId, channelId })
}

/** What happens, one after the other, and whether numbers stand on the surfaces afterwards. */
const LIFE: readonly { name: string; shown: boolean; happens(stage: Stage): Promise<unknown> }[] = [
  { name: 'nothing since it was connected', shown: true, happens: async () => {} },
  {
    name: 'a permission is missing',
    shown: true,
    happens: ({ world, channelId }) =>
      sql`update channel set state = 'limited', missing_scopes = '{instagram_business_manage_insights}'
        where id = ${channelId}`.execute(world.app.store.db),
  },
  {
    name: 'its proof is too old',
    shown: false,
    happens: ({ world, channelId }) =>
      sql`update channel set proof_at = proof_at - interval '8 days' where id = ${channelId}`.execute(
        world.app.store.db,
      ),
  },
  {
    name: 'it is proved again',
    shown: true,
    happens: ({ world, visitor, channelId }) =>
      checkNow(world.app, { creatorId: visitor.creatorId, channelId }),
  },
  { name: 'its permission is taken back', shown: false, happens: lost },
  {
    name: 'a reading that was under way comes to its end',
    shown: false,
    happens: ({ world, channelId }) => collectInsights(world.app, channelId, 'now'),
  },
  {
    name: 'it is connected again',
    shown: true,
    happens: ({ world, visitor, channelId }) =>
      connect(world, visitor, { network: 'instagram', channelId, consent: LINA.instagram.consent }),
  },
  {
    name: 'it is turned off',
    shown: false,
    happens: ({ world, visitor, channelId }) =>
      turnOff(world.app, { creatorId: visitor.creatorId, channelId, userId: visitor.userId }),
  },
  {
    name: 'it is connected once more',
    shown: true,
    happens: ({ world, visitor, channelId }) =>
      connect(world, visitor, { network: 'instagram', channelId, consent: LINA.instagram.consent }),
  },
  {
    name: 'its profile is deleted, and could still be brought back',
    shown: false,
    happens: ({ world, visitor }) =>
      leaveProfile(world.app, { creator: { id: visitor.creatorId, name: 'Lina' }, by: 'Lina' }),
  },
  {
    name: 'a reading that was under way when it was deleted comes to its end',
    shown: false,
    happens: ({ world, channelId }) => collectInsights(world.app, channelId, 'now'),
  },
  {
    name: 'the deletion is undone',
    shown: true,
    happens: async ({ world, visitor, channelId }) => {
      expect(await keepProfile(world.app, visitor)).toMatchObject({ kind: 'kept' })
      await collectInsights(world.app, channelId, 'now')
      await listChangedProfiles(world.app)
    },
  },
  {
    name: 'the creator is erased',
    shown: false,
    happens: ({ world }) => eraseCreator(world.app, { handle: 'lina' }),
  },
]

describe.each(ENGINES)('on %s', (engine) => {
  it('no surface shows a number of a channel that may not be shown', async () => {
    await using world = await openWorld({ engine, pages: true })
    const stage = await setStage(world)
    let numbers = await numbersOf(stage)
    for (const { name, shown, happens } of LIFE) {
      await happens(stage)
      if (shown) {
        numbers = [...new Set([...numbers, ...(await numbersOf(stage))])]
        // What a kit said was forgotten with the numbers, so a new one is made, as a person would.
        stage.kit = await newKit(stage)
      }
      for (const surface of SURFACES) {
        const text = withoutPorts(await surface.read(stage))
        const found = numbers.filter((number) => text.includes(number))
        const what = `${surface.name}, when ${name}`
        if (surface.holds === 'numbers' && shown) expect(found.length, what).toBeGreaterThan(0)
        else {
          count('numbersThatMayNotBeShown', { looks: 1, found: found.length })
          expect(found, what).toEqual([])
        }
      }
    }
  }, 120_000)
})

async function setStage(world: World): Promise<Stage> {
  const email = 'lina@people.example'
  const { userId } = await world.app.signIn.createPerson({ email, name: 'Lina', password: PRETEND_PASSWORD })
  const founded = await foundCreator(world.app, {
    userId,
    handle: 'lina',
    name: 'Lina',
    bio: '',
    place: null,
  })
  if (founded.kind !== 'ok') throw new Error(founded.kind)
  const visitor = { userId, sessionId: 'session-of-lina', creatorId: founded.creatorId, email }
  await connect(world, visitor, { network: 'instagram', consent: LINA.instagram.consent })
  const { id: channelId } = await cardOf(world, visitor, 'instagram')
  const headers = await world.app.signIn.enterAs(visitor.email)
  const cookie = headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const stage = { world, visitor, channelId, cookie, kit: { token: '', code: '' } }
  return { ...stage, kit: await newKit(stage) }
}

async function newKit({ world, visitor }: Stage): Promise<Stage['kit']> {
  const made = await makeKit(world.app, {
    creatorId: visitor.creatorId,
    userId: visitor.userId,
    forWhom: 'A brand',
    days: 30,
  })
  if (made.kind !== 'made') throw new Error(made.kind)
  return made
}

/** As people and as machines write them; long enough that nothing else is written so by chance. */
async function numbersOf({ world, channelId }: Stage): Promise<string[]> {
  const { rows } = await sql<{ readings: Reading[]; numbers: Record<string, number>[] | null }>`
    select readings, (select jsonb_agg(numbers) from channel_post where channel_id = ${channelId}) as numbers
    from snapshot where channel_id = ${channelId}`.execute(world.app.store.db)
  const values = rows.flatMap(({ readings, numbers }) => [
    ...readings.map(({ value }) => value),
    ...(numbers ?? []).flatMap((one) => Object.values(one)),
  ])
  const format = new Intl.NumberFormat('en-GB')
  return values.filter((value) => value >= 20_000).flatMap((value) => [String(value), format.format(value)])
}
