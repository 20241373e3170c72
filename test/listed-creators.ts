/** Creators with numbers, put into the database as their past would have: for tests of what brands find. */
import { sql } from 'kysely'
import type { App } from '../src/app.ts'
import type { Breakdown } from '../src/domain/insight/reading.ts'
import type { Network } from '../src/domain/network.ts'
import type { Category } from '../src/domain/person/profile.ts'
import { DAY, later } from '../src/domain/time.ts'
import { listChannel } from '../src/store/listings.ts'
import { newId } from '../src/vault/random.ts'

export type ListedChannel = {
  network?: Network
  followers: number
  followersBefore?: number
  breakdowns?: Omit<Breakdown, 'takenAt'>[]
  /** Interactions and reach of each of its posts. */
  posts?: { likes: number; reach: number; views?: number }[]
  proofAgoMs?: number
}

export type ListedCreator = {
  handle: string
  name?: string
  bio?: string
  place?: string
  country?: string
  languages?: string[]
  categories?: Category[]
  channels: ListedChannel[]
}

export async function putCreator(
  app: App,
  of: ListedCreator,
): Promise<{ creatorId: string; channelIds: string[] }> {
  const { db } = app.store
  const now = app.clock.now()
  const creatorId = newId('cre')
  await db
    .insertInto('creator')
    .values({
      id: creatorId,
      handle: of.handle,
      name: of.name ?? of.handle,
      bio: of.bio ?? '',
      place: of.place ?? null,
      country: of.country ?? null,
      languages: of.languages ?? [],
      categories: of.categories ?? [],
      data_key: app.vault.makeDataKey(creatorId),
      created_at: later(now, -90 * DAY),
    })
    .execute()
  const channelIds: string[] = []
  for (const channel of of.channels) channelIds.push(await putChannel(app, { ...channel, creatorId, of }))
  return { creatorId, channelIds }
}

async function putChannel(
  app: App,
  one: ListedChannel & { creatorId: string; of: ListedCreator },
): Promise<string> {
  const { db } = app.store
  const now = app.clock.now()
  const id = newId('chn')
  const { network = 'instagram', followers, creatorId, of } = one
  await db
    .insertInto('channel')
    .values({
      id,
      creator_id: creatorId,
      network,
      network_id: id,
      other_ids: [],
      handle: `${of.handle}.${network}`,
      title: of.name ?? of.handle,
      state: 'connected',
      since: later(now, -90 * DAY),
      missing_scopes: [],
      proof_at: later(now, -(one.proofAgoMs ?? 0)),
      created_at: later(now, -90 * DAY),
    })
    .execute()
  const snapshot = (at: Date, value: number) => ({
    channel_id: id,
    day: at.toISOString().slice(0, 10),
    taken_at: at,
    readings: JSON.stringify([{ metric: 'followers', value, takenAt: at }]),
    breakdowns: JSON.stringify((one.breakdowns ?? []).map((cut) => ({ ...cut, takenAt: at }))),
    gaps: '[]',
  })
  const days = [snapshot(now, followers)]
  if (one.followersBefore !== undefined) days.push(snapshot(later(now, -30 * DAY), one.followersBefore))
  await db.insertInto('snapshot').values(days).execute()
  for (const [place, numbers] of (one.posts ?? []).entries()) {
    await db
      .insertInto('channel_post')
      .values({
        channel_id: id,
        network_id: `post-${place}`,
        posted_at: later(now, -(place + 2) * DAY),
        kind: 'picture',
        title: '',
        numbers: sql`${JSON.stringify({ comments: 0, shares: 0, saves: 0, ...numbers })}::jsonb` as never,
        gaps: sql`'[]'::jsonb` as never,
        taken_at: now,
      })
      .execute()
  }
  await db.transaction().execute((trx) => listChannel(trx, id, DERIVED))
  return id
}

export const DERIVED = { instagram: true, facebook: true, tiktok: true, youtube: false }
