/** All that handing out one channel's access token needs to know, by one prepared read and nothing beside it. */
import type { Connection } from '../domain/channel/channel.ts'
import type { Network } from '../domain/network.ts'
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

/** Two rows by their keys. The creator's wrapped key is not among them: callers remember it. */
const READ = {
  name: 'lendable',
  text: `
    select c.creator_id, c.network, c.network_id, c.state,
      g.generation, g.scopes, g.access_sealed, g.access_ends_at, g.granted_at, g.renewed_at
    from channel_grant g join channel c on c.id = g.channel_id
    where g.channel_id = $1`,
}

type LendableRow = Row & {
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

export async function readLendable(
  store: Pick<Store, 'prepared'>,
  channelId: string,
): Promise<Lendable | null> {
  const [row] = await store.prepared<LendableRow>({ ...READ, values: [channelId] })
  if (row === undefined) return null
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
