/**
 * Lets a town of creators move in, a few at a time, while the installation is already in use: their accounts exist at
 * the pretend networks, which have given us their permissions, and ninety days of their numbers are put down as the
 * past would have left them. Safe to stop and to run again.
 */
import { setTimeout } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { App } from '../app.ts'
import { listingOf } from '../domain/brand/listing.ts'
import { nextDailyLook, renewalDue, share } from '../domain/channel/schedule.ts'
import type { TokenSet } from '../domain/grant.ts'
import { FORMULAS } from '../domain/insight/engagement.ts'
import type { Post, PostKind, PostNumbers } from '../domain/insight/post.ts'
import type { Breakdown, Gap, Reading } from '../domain/insight/reading.ts'
import { NETWORKS, type Network, POLICIES } from '../domain/network.ts'
import { type Category, isCategory } from '../domain/person/profile.ts'
import { Secret } from '../domain/secret.ts'
import { DAY, HOUR, later } from '../domain/time.ts'
import { readFact, writeFact } from '../store/installation.ts'
import { type ListingRow, putListings } from '../store/listings.ts'
import { putSnapshots } from '../store/snapshots.ts'
import type { Tables } from '../store/tables.ts'
import { sealTokens } from '../usecases/channel/tokens.ts'
import { newId } from '../vault/random.ts'
import { callSandbox } from './call-sandbox.ts'

type Db = Kysely<Tables>

/** What one step puts down keeps the embedded database busy, and everybody waits for it meanwhile. */
const AT_ONCE = 8
const REST_MS = 60
const MOVED_IN = 'town_moved_in'

type Neighbour = {
  number: number
  key: string
  name: string
  email: string
  handle: string
  bio: string
  city: string
  country: string
  languages: string[]
  topic: string
  accounts: Account[]
}

type Shown = { value: string; expires_at: number | null }

type Account = {
  network: Network
  id: string
  other_ids: string[]
  subject: string | null
  handle: string | null
  title: string
  url: string
  /** Day by day, the last one today's. */
  followers: number[]
  post_count: number
  audience: Record<'country' | 'age' | 'gender', { key: string; share: number }[]> | null
  posts: {
    number: number
    posted_at: number
    caption: string
    video: boolean
    carousel: boolean
    views: number
    reach: number
    likes: number
    comments: number
    saves: number
    shares: number
  }[]
  granted_at: number
  scopes: string[]
  access: Shown | null
  refresh: Shown | null
  person: Shown | null
}

/** Neighbours whose permission has ended before a visitor arrives, and those nobody has been able to ask for a while. */
const LOST_SHARE = 0.04
const STALE_SHARE = 0.02

export async function plantTown(app: App, stopped: AbortSignal): Promise<void> {
  const { db } = app.store
  const wanted = app.config.sandboxCreators
  if (app.sandbox === null || wanted === 0) return
  for (;;) {
    const done = Number((await readFact(db, MOVED_IN)) ?? 0)
    if (done >= wanted || stopped.aborted) return
    const count = Math.min(AT_ONCE, wanted - done)
    const { people } = (await callSandbox(app, 'POST', '/town', {
      from: done + 1,
      count,
      apps: Object.fromEntries(NETWORKS.flatMap((network) => appOf(app, network))),
    })) as { people: Neighbour[] }
    await db.transaction().execute(async (trx) => {
      await putNeighbours(app, trx, people)
      await writeFact(trx, MOVED_IN, done + count)
    })
    await setTimeout(REST_MS, undefined, { signal: stopped, ref: false }).catch(() => {})
  }
}

function appOf(app: App, network: Network): [Network, { client_id: string; scopes: string[] }][] {
  const ours = app.config.apps[network]
  if (ours === null) return []
  return [[network, { client_id: ours.clientId, scopes: POLICIES[network].scopes.map(({ name }) => name) }]]
}

async function putNeighbours(app: App, trx: Db, people: readonly Neighbour[]): Promise<void> {
  const now = app.clock.now()
  const known = await trx
    .selectFrom('creator')
    .select('handle')
    .where(
      'handle',
      'in',
      people.map(({ handle }) => handle),
    )
    .execute()
  const taken = new Set(known.map(({ handle }) => handle))
  const free = people.filter(({ handle }) => !taken.has(handle))
  if (free.length === 0) return
  const made = free.map((person) => ({
    person,
    userId: newId('usr'),
    creatorId: newId('cre'),
    since: later(now, -(20 + 300 * share(person.key)) * DAY),
  }))
  const creators = made.map((one) => {
    const { person, creatorId: id } = one
    return {
      ...one,
      row: {
        id,
        handle: person.handle,
        name: person.name,
        bio: person.bio,
        place: person.city,
        country: person.country,
        languages: person.languages,
        categories: isCategory(person.topic) ? [person.topic as Category] : [],
        data_key: app.vault.makeDataKey(id),
        created_at: one.since,
      },
    }
  })
  await sql`insert into "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
    select id, name, email, true, ${now}, ${now} from unnest(
      ${made.map(({ userId }) => userId)}::text[], ${free.map(({ name }) => name)}::text[],
      ${free.map(({ email }) => email)}::text[]) as given (id, name, email)`.execute(trx)
  await trx
    .insertInto('creator')
    .values(creators.map(({ row }) => row))
    .execute()
  // Thousands of pretend mails would bury those of the people with a story.
  await trx
    .insertInto('notice_preference')
    .values(made.map(({ userId }) => ({ user_id: userId, mails: false, time_zone: null, zone_from: null })))
    .execute()
  await trx
    .insertInto('member')
    .values(
      made.map((one) => ({
        creator_id: one.creatorId,
        user_id: one.userId,
        role: 'owner' as const,
        since: one.since,
      })),
    )
    .execute()
  const channels = creators.flatMap(({ person, row, userId }) =>
    person.accounts.map((account) => channelOf(app, account, { owner: row, userId, now })),
  )
  await trx
    .insertInto('channel')
    .values(channels.map(({ channel }) => channel))
    .execute()
  const living = channels.filter(({ lost }) => !lost)
  if (living.length > 0) {
    await trx
      .insertInto('channel_grant')
      .values(living.map(({ grant }) => grant))
      .execute()
  }
  await trx
    .insertInto('channel_schedule')
    .values(channels.map(({ schedule }) => schedule))
    .execute()
  await trx
    .insertInto('channel_event')
    .values(channels.flatMap(({ events }) => events))
    .execute()
  await putSnapshots(
    trx,
    channels.flatMap(({ snapshots }) => snapshots),
    'on_the_day',
  )
  await putPosts(trx, channels)
  await trx
    .insertInto('channel_reading')
    .values(
      channels.map(({ channel, readAt }) => ({
        channel_id: channel.id,
        tried_at: readAt,
        read_at: readAt,
        trouble: null,
        filled_from: null,
        filled: true,
      })),
    )
    .execute()
  await putListings(
    trx,
    channels.flatMap(({ listed }) => listed),
  )
}

type Planted = ReturnType<typeof channelOf>

function channelOf(
  app: App,
  account: Account,
  of: {
    owner: {
      id: string
      handle: string
      name: string
      bio: string
      place: string
      country: string
      languages: string[]
      categories: Category[]
      data_key: Uint8Array
    }
    userId: string
    now: Date
  },
) {
  const { owner, userId, now } = of
  const { network } = account
  const id = newId('chn')
  const luck = share(`${account.id} luck`)
  const lost = luck < LOST_SHARE
  const stale = !lost && luck < LOST_SHARE + STALE_SHARE
  const grantedAt = new Date(account.granted_at)
  // Those whose time is up have been without us for one to ten days; the others were asked within the last day.
  const lostAt = lost ? later(now, -Math.ceil((1 + 9 * share(account.id)) * DAY)) : null
  const readAt =
    lostAt ?? later(now, stale ? -(8 + share(account.id)) * DAY : -Math.floor(20 * HOUR * share(account.id)))
  const tokens: TokenSet = {
    access: new Secret(account.access?.value ?? ''),
    accessEndsAt: dateOf(account.access),
    refresh: account.refresh === null ? null : new Secret(account.refresh.value),
    // Where nothing else renews it, the token's end is the end of the grant.
    grantEndsAt: account.refresh === null ? dateOf(account.access) : dateOf(account.refresh),
    person: account.person === null ? null : new Secret(account.person.value),
    personEndsAt: dateOf(account.person),
    scopes: account.scopes,
    marks: [],
  }
  const sealed = sealTokens(app, { id: owner.id, dataKey: owner.data_key }, id, tokens)
  const facts = {
    generation: 1,
    scopes: tokens.scopes,
    accessEndsAt: tokens.accessEndsAt,
    grantEndsAt: tokens.grantEndsAt,
    personEndsAt: tokens.personEndsAt,
    grantedAt,
    renewedAt: null,
    renewalFailedAt: null,
  }
  const renewAt = lost ? null : renewalDue(id, network, facts, now)
  const snapshots = snapshotsOf(id, account, readAt)
  const posts = account.posts
    .filter(({ posted_at }) => posted_at <= readAt.getTime())
    .map((post) => postOf(network, post, readAt))
  const newest = snapshots.at(-1)
  const derivedAllowed = app.config.derivedNumbers[network]
  const listing =
    newest === undefined
      ? null
      : listingOf({
          network,
          creator: { ...owner, hidden: [] },
          channel: account,
          readings: newest.readings,
          breakdowns: newest.breakdowns,
          followersBefore:
            snapshots.at(-31)?.readings.find(({ metric }) => metric === 'followers')?.value ?? null,
          posts,
          derivedAllowed,
          now: readAt,
        })
  const listed: ListingRow[] =
    listing === null
      ? []
      : [
          {
            channelId: id,
            creatorId: owner.id,
            network,
            live: !lost,
            listing,
            takenAt: readAt,
            provedAt: readAt,
            profileVersion: 1,
          },
        ]
  return {
    lost,
    readAt,
    snapshots,
    posts,
    listed,
    channel: {
      id,
      creator_id: owner.id,
      network,
      network_id: account.id,
      other_ids: account.other_ids,
      subject: account.subject,
      handle: account.handle?.replace(/^@/, '') ?? null,
      title: account.title,
      url: account.url,
      avatar_url: null,
      state: lost ? ('disconnected' as const) : ('connected' as const),
      since: lostAt ?? grantedAt,
      reason: lost ? ('revoked' as const) : null,
      confidence: lost ? ('confirmed' as const) : null,
      missing_scopes: [],
      proof_at: readAt,
      created_at: grantedAt,
    },
    grant: {
      channel_id: id,
      generation: sql<number>`nextval('grant_generation')`,
      scopes: [...tokens.scopes],
      marks: [],
      access_sealed: sealed.access,
      refresh_sealed: sealed.refresh,
      person_sealed: sealed.person,
      access_ends_at: tokens.accessEndsAt,
      grant_ends_at: tokens.grantEndsAt,
      person_ends_at: tokens.personEndsAt,
      granted_by: userId,
      granted_at: grantedAt,
      renewed_at: null,
      renewal_failed_at: null,
    },
    schedule: {
      channel_id: id,
      network,
      due_at: lost ? null : nextDailyLook(id, now),
      renew_at: renewAt,
      lease_until: null,
      lease_holder: null,
      patient: true,
    },
    events: [
      { channel_id: id, at: grantedAt, kind: 'connected', actor: userId, detail: '{}' },
      ...(lostAt === null
        ? []
        : [
            {
              channel_id: id,
              at: lostAt,
              kind: 'lost',
              actor: null,
              detail: JSON.stringify({ reason: 'revoked', confidence: 'confirmed', definite: true }),
            },
          ]),
    ],
  }
}

const NOT_READ_YET: readonly Gap[] = [
  { metric: 'views_28d', why: 'not_ready_yet' },
  { metric: 'reach_28d', why: 'not_ready_yet' },
  { metric: 'interactions_28d', why: 'not_ready_yet' },
]

/** One a day, the last one when the network was asked last. */
function snapshotsOf(channelId: string, account: Account, readAt: Date) {
  return account.followers.map((value, place, all) => {
    const takenAt = later(readAt, -(all.length - 1 - place) * DAY)
    const last = place === all.length - 1
    const readings: Reading[] = [
      { metric: 'followers', value, takenAt },
      ...(last ? [{ metric: 'posts' as const, value: account.post_count, takenAt }] : []),
    ]
    const breakdowns: Breakdown[] =
      last && account.audience !== null
        ? (['country', 'age', 'gender'] as const).map((dimension) => ({
            dimension,
            parts: account.audience?.[dimension] ?? [],
            takenAt,
          }))
        : []
    return {
      channelId,
      day: takenAt.toISOString().slice(0, 10),
      takenAt,
      readings,
      breakdowns,
      gaps: last ? NOT_READ_YET : [],
    }
  })
}

function postOf(network: Network, post: Account['posts'][number], takenAt: Date): Post {
  const { bases, parts } = FORMULAS[network]
  const given = [...parts, ...bases.filter((base) => base !== 'followers')]
  const numbers: PostNumbers = Object.fromEntries(given.map((metric) => [metric, post[metric]]))
  const kind: PostKind = post.video ? 'video' : post.carousel ? 'album' : 'picture'
  return {
    networkId: `${post.number}`,
    postedAt: new Date(post.posted_at),
    kind: (bases as readonly string[]).includes('views') ? 'video' : kind,
    title: post.caption,
    url: null,
    numbers,
    gaps: [],
    takenAt,
  }
}

async function putPosts(trx: Db, channels: readonly Planted[]): Promise<void> {
  const rows = channels.flatMap(({ channel, posts }) =>
    posts.map((post) => ({ ...post, channelId: channel.id })),
  )
  if (rows.length === 0) return
  const texts = (pick: (row: (typeof rows)[number]) => string) => rows.map(pick)
  await sql`
    insert into channel_post (channel_id, network_id, posted_at, kind, title, url, numbers, gaps, taken_at)
    select channel_id, network_id, posted_at::timestamptz, kind, title, null, numbers::jsonb, '[]', taken_at::timestamptz
    from unnest(
      ${texts((row) => row.channelId)}::text[], ${texts((row) => row.networkId)}::text[],
      ${texts((row) => row.postedAt.toISOString())}::text[], ${texts((row) => row.kind)}::text[],
      ${texts((row) => row.title)}::text[], ${texts((row) => JSON.stringify(row.numbers))}::text[],
      ${texts((row) => row.takenAt.toISOString())}::text[]
    ) as given (channel_id, network_id, posted_at, kind, title, numbers, taken_at)`.execute(trx)
}

function dateOf(token: Shown | null): Date | null {
  return token?.expires_at == null ? null : new Date(token.expires_at)
}
