/** Everything that handing out one channel's token needs to know, by one prepared read. */
import type { Connection } from '../domain/channel/channel.ts'
import type { Network } from '../domain/network.ts'
import { factsOf, type SealedGrant } from './grants.ts'
import type { Row, Store } from './open.ts'

export type HeldTokens = {
  creatorId: string
  network: Network
  networkId: string
  /** As it is at this moment: a channel that was lost hands out nothing any more. */
  state: Connection['state']
  grant: SealedGrant
}

/** Two rows by their keys. The creator's wrapped key is not among them: it never changes, so callers keep it. */
const READ = {
  name: 'held-tokens',
  text: `
    select c.creator_id, c.network, c.network_id, c.state,
      g.generation, g.scopes, g.access_sealed, g.refresh_sealed, g.person_sealed, g.access_ends_at, g.grant_ends_at,
      g.person_ends_at, g.granted_at, g.renewed_at, g.renewal_failed_at
    from channel_grant g join channel c on c.id = g.channel_id
    where g.channel_id = $1`,
}

type HeldRow = Row &
  Parameters<typeof factsOf>[0] & {
    creator_id: string
    network: Network
    network_id: string
    state: Connection['state']
    access_sealed: Uint8Array
    refresh_sealed: Uint8Array | null
    person_sealed: Uint8Array | null
  }

export async function readHeldTokens(
  store: Pick<Store, 'prepared'>,
  channelId: string,
): Promise<HeldTokens | null> {
  const [row] = await store.prepared<HeldRow>({ ...READ, values: [channelId] })
  if (row === undefined) return null
  return {
    creatorId: row.creator_id,
    network: row.network,
    networkId: row.network_id,
    state: row.state,
    grant: {
      facts: factsOf(row),
      sealed: { access: row.access_sealed, refresh: row.refresh_sealed, person: row.person_sealed },
    },
  }
}
