/**
 * All that handing out a channel's access token needs to know, by one prepared read and nothing beside it. Callers of
 * the same moment share it: most of what a small read costs is its way to the database and back.
 */
import type { Connection } from '../domain/channel/channel.ts'
import type { Network } from '../domain/network.ts'
import { noteDatabaseAway } from '../trace.ts'
import { isAway } from './away.ts'
import type { Row, Store } from './open.ts'

export type Lendable = {
  creatorId: string
  network: Network
  networkId: string
  /** As it is at this moment: a channel that was lost hands out nothing any more. */
  state: Connection['state']
  generation: number
  scopes: readonly string[]
  accessSealed: Uint8Array
  accessEndsAt: Date | null
  grantedAt: Date
  renewedAt: Date | null
}

export type Lendables = {
  /** As it stands after the caller asked, never before; null where there is nothing of that id. */
  read(channelId: string): Promise<Lendable | null>
}

type Caller = {
  channelId: string
  found: (lendable: Lendable | null) => void
  failed: (error: unknown) => void
}

const MOST_AT_ONCE = 200
/** While one read is on its way, the next group goes by another: more of them only make groups smaller. */
const LANES = 2

export function createLendables(store: Pick<Store, 'prepared'>): Lendables {
  let waiting: Caller[] = []
  let lanes = 0

  async function work(): Promise<void> {
    lanes += 1
    // One turn of the event loop, so that callers who came together are answered together.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const callers = waiting.slice(0, MOST_AT_ONCE)
      waiting = waiting.slice(MOST_AT_ONCE)
      await answer(store, callers)
    }
    lanes -= 1
  }

  return {
    read: (channelId) =>
      new Promise<Lendable | null>((found, failed) => {
        waiting.push({ channelId, found, failed })
        if (lanes < LANES) void work()
      }).catch((error) => {
        // It was met on behalf of several strands at once, and each of them must know.
        if (isAway(error)) noteDatabaseAway()
        throw error
      }),
  }
}

async function answer(store: Pick<Store, 'prepared'>, callers: readonly Caller[]): Promise<void> {
  try {
    const lendables = await readLendables(
      store,
      callers.map((caller) => caller.channelId),
    )
    for (const { channelId, found } of callers) found(lendables.get(channelId) ?? null)
  } catch (error) {
    if (callers.length === 1 || isAway(error)) for (const { failed } of callers) failed(error)
    // One of them may be the culprit, with an id that no database takes: nobody else is refused for its sake.
    else for (const caller of callers) await answer(store, [caller])
  }
}

/** A few rows each, by their keys. The creator's wrapped key is not among them: callers remember it. */
const COLUMNS = `
  select g.channel_id, c.creator_id, c.network, c.network_id, c.state,
    g.generation, g.scopes, g.access_sealed, g.access_ends_at, g.granted_at, g.renewed_at
  from channel_grant g join channel c on c.id = g.channel_id join creator o on o.id = c.creator_id`
const READ_ONE = { name: 'lendable-one', text: `${COLUMNS} where g.channel_id = $1` }
const READ_SOME = { name: 'lendable-some', text: `${COLUMNS} where g.channel_id = any ($1::text[])` }

/**
 * PostgreSQL plans for ten where it does not know the array. A shorter one looks cheaper to it than its kept plan, and
 * it would plan each time anew, which takes longer than the read (PostgreSQL 18, 2026-11).
 */
const LEAST_IN_ARRAY = 10

type LendableRow = Row & {
  channel_id: string
  creator_id: string
  network: Network
  network_id: string
  state: Connection['state']
  generation: string | number
  scopes: string[]
  access_sealed: Uint8Array
  access_ends_at: Date | null
  granted_at: Date
  renewed_at: Date | null
}

async function readLendables(
  store: Pick<Store, 'prepared'>,
  channelIds: readonly string[],
): Promise<Map<string, Lendable>> {
  const ids = [...new Set(channelIds)]
  const [first] = ids
  if (first === undefined) return new Map()
  const padding = ids.length < LEAST_IN_ARRAY ? Array<string>(LEAST_IN_ARRAY - ids.length).fill(first) : []
  const rows = await store.prepared<LendableRow>(
    ids.length === 1 ? { ...READ_ONE, values: [first] } : { ...READ_SOME, values: [[...ids, ...padding]] },
  )
  return new Map(rows.map((row) => [row.channel_id, lendableOf(row)]))
}

function lendableOf(row: LendableRow): Lendable {
  return {
    creatorId: row.creator_id,
    network: row.network,
    networkId: row.network_id,
    state: row.state,
    generation: Number(row.generation),
    scopes: row.scopes,
    accessSealed: row.access_sealed,
    accessEndsAt: row.access_ends_at,
    grantedAt: row.granted_at,
    renewedAt: row.renewed_at,
  }
}
