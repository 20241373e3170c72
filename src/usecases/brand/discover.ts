/** A brand looks for creators. */
import type { App } from '../../app.ts'
import {
  COUNT_AT_MOST,
  EVERYTHING,
  type Filter,
  filtersOf,
  type Place,
  type Search,
  searchParams,
  without,
} from '../../domain/brand/search.ts'
import { PROOF_COUNTS_FOR_MS } from '../../domain/channel/health.ts'
import type { Network } from '../../domain/network.ts'
import { later } from '../../domain/time.ts'
import { countChannels, type FoundChannel, findChannels, networksOf } from '../../store/discovery.ts'
import {
  dropSavedSearch,
  putSavedSearch,
  type SavedSearch,
  savedSearches,
} from '../../store/saved-searches.ts'
import { newId } from '../../vault/random.ts'

const PAGE = 20
const LOOSER_AT_MOST = 100

export type Found = FoundChannel & {
  /** Everything of theirs, by network; `verified` where numbers may be shown now. */
  networks: { network: Network; verified: boolean }[]
}

export type Discovered = {
  found: Found[]
  /** Where the next page begins; null at the end. */
  next: Place | null
  count: { value: number; more: boolean }
  /** Where nothing was found: what to leave out to find somebody, and how many that would be. */
  looser: { filter: Filter | 'sort'; count: number; more: boolean }[]
}

export async function discover(
  app: App,
  input: { search: Search; after: Place | null },
): Promise<Discovered> {
  const { db } = app.store
  const { search, after } = input
  const proofSince = later(app.clock.now(), -PROOF_COUNTS_FOR_MS)
  const [rows, count] = await Promise.all([
    findChannels(app.store, { search, proofSince, after, limit: PAGE + 1 }),
    countChannels(app.store, { search, proofSince, atMost: COUNT_AT_MOST + 1 }),
  ])
  const page = rows.slice(0, PAGE)
  const networks = await networksOf(
    db,
    page.map(({ creatorId }) => creatorId),
    proofSince,
  )
  return {
    found: page.map((one) => ({ ...one, networks: networks.get(one.creatorId) ?? [] })),
    next: rows.length > PAGE ? (page.at(-1)?.place ?? null) : null,
    count: { value: Math.min(count, COUNT_AT_MOST), more: count > COUNT_AT_MOST },
    looser: count === 0 ? await looserThan(app, search, proofSince) : [],
  }
}

async function looserThan(app: App, search: Search, proofSince: Date): Promise<Discovered['looser']> {
  const tried = await Promise.all(
    [...filtersOf(search), ...(search.sort === EVERYTHING.sort ? [] : ['sort' as const])].map(
      async (filter) => {
        const count = await countChannels(app.store, {
          search: without(search, filter),
          proofSince,
          atMost: LOOSER_AT_MOST + 1,
        })
        return { filter, count: Math.min(count, LOOSER_AT_MOST), more: count > LOOSER_AT_MOST }
      },
    ),
  )
  return tried.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)
}

const MOST_SAVED = 50
const LONGEST_NAME = 80

export function listSavedSearches(app: App, input: { companyId: string }): Promise<SavedSearch[]> {
  return savedSearches(app.store.db, input.companyId)
}

export async function saveSearch(
  app: App,
  input: { companyId: string; userId: string; name: string; search: Search },
): Promise<{ kind: 'saved' | 'name_missing' | 'too_many' }> {
  const name = input.name.trim().normalize('NFC').slice(0, LONGEST_NAME)
  if (name === '') return { kind: 'name_missing' }
  const saved = await putSavedSearch(app.store.db, {
    id: newId('sea'),
    name,
    query: searchParams(input.search).toString().slice(0, 2000),
    companyId: input.companyId,
    madeBy: input.userId,
    at: app.clock.now(),
    most: MOST_SAVED,
  })
  return { kind: saved ? 'saved' : 'too_many' }
}

export async function forgetSearch(app: App, input: { companyId: string; id: string }): Promise<void> {
  await dropSavedSearch(app.store.db, input)
}
