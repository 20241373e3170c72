/** What we hold of a creator's channels by their permission, and how often we used it. */
import { type Kysely, sql } from 'kysely'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type HeldPermission = {
  channelId: string
  network: Network
  scopes: string[]
  grantedAt: Date
  grantEndsAt: Date | null
  /** Null where that person's account is gone. */
  grantedByName: string | null
  grantedByMember: boolean
}

export async function heldPermissions(db: Db, creatorId: string): Promise<HeldPermission[]> {
  const rows = await db
    .selectFrom('channel as c')
    .innerJoin('channel_grant as g', 'g.channel_id', 'c.id')
    .leftJoin('user as u', 'u.id', 'g.granted_by')
    .leftJoin('member as m', (join) =>
      join.onRef('m.user_id', '=', 'g.granted_by').onRef('m.creator_id', '=', 'c.creator_id'),
    )
    .select(['c.id', 'c.network', 'g.scopes', 'g.granted_at', 'g.grant_ends_at', 'u.name', 'm.role'])
    .where('c.creator_id', '=', creatorId)
    .execute()
  return rows.map((row) => ({
    channelId: row.id,
    network: row.network,
    scopes: row.scopes,
    grantedAt: row.granted_at,
    grantEndsAt: row.grant_ends_at,
    grantedByName: row.name,
    grantedByMember: row.role !== null,
  }))
}

export type UsesFor = { channelId: string; purpose: string; uses: number; lastAt: Date }

/** `since` is a day, `YYYY-MM-DD` in product time. Newest purpose first. */
export async function usesByPurpose(db: Db, creatorId: string, since: string): Promise<UsesFor[]> {
  const { rows } = await sql<{ channel_id: string; purpose: string; uses: string; last_at: Date }>`
    select t.channel_id, t.purpose, sum(t.uses) as uses, max(t.last_at) as last_at
    from token_use t join channel c on c.id = t.channel_id
    where c.creator_id = ${creatorId} and t.day >= ${since}
    group by t.channel_id, t.purpose
    order by last_at desc, t.purpose`.execute(db)
  return rows.map((row) => ({
    channelId: row.channel_id,
    purpose: row.purpose,
    uses: Number(row.uses),
    lastAt: row.last_at,
  }))
}
