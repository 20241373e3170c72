/** Everything a creator's list of channels shows, read by one statement: the page is opened more than any other. */
import { type Kysely, sql } from 'kysely'
import type { Channel, GrantFacts } from '../domain/channel/channel.ts'
import type { Reading } from '../domain/insight/reading.ts'
import { channelOf } from './channels.ts'
import { factsOf } from './grants.ts'
import type { Tables } from './tables.ts'

export type CardRow = {
  channel: Channel
  grant: GrantFacts | null
  /** Who gave the permission, by name. */
  grantedBy: string | null
  /** The end of an attempt for this channel that is open now. */
  attemptUntil: Date | null
  /** How often it was lost since `lossesSince`. */
  losses: number
  followers: number | null
}

/** Oldest channel first. */
export async function cardRowsOf(
  db: Kysely<Tables>,
  creatorId: string,
  at: { now: Date; lossesSince: Date },
): Promise<CardRow[]> {
  const rows = await db
    .selectFrom('channel')
    .leftJoin('channel_grant as g', 'g.channel_id', 'channel.id')
    .leftJoin('user as u', 'u.id', 'g.granted_by')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('snapshot')
          .select('readings')
          .whereRef('channel_id', '=', 'channel.id')
          .orderBy('day', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .selectAll('channel')
    .select([
      'g.generation',
      'g.scopes',
      'g.access_ends_at',
      'g.grant_ends_at',
      'g.person_ends_at',
      'g.granted_at',
      'g.renewed_at',
      'g.renewal_failed_at',
      'u.name as granted_by_name',
      'newest.readings',
      sql<Date | null>`(
        select max(expires_at) from connect_attempt a where a.channel_id = channel.id and a.expires_at > ${at.now}
      )`.as('attempt_until'),
      sql<string | number>`(
        select count(*) from channel_event e
        where e.channel_id = channel.id and e.kind = 'lost' and e.at >= ${at.lossesSince}
      )`.as('losses'),
    ])
    .where('channel.creator_id', '=', creatorId)
    .orderBy('channel.created_at')
    .orderBy('channel.id')
    .execute()
  return rows.map((row) => {
    const { generation, scopes, granted_at } = row
    return {
      channel: channelOf(row),
      grant:
        generation === null || scopes === null || granted_at === null
          ? null
          : factsOf({ ...row, generation, scopes, granted_at }),
      grantedBy: row.granted_by_name,
      attemptUntil: row.attempt_until,
      losses: Number(row.losses),
      followers: followersIn(row.readings),
    }
  })
}

function followersIn(readings: readonly Reading[] | null): number | null {
  return readings?.find((reading) => reading.metric === 'followers')?.value ?? null
}
