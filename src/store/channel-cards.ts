/** Everything a creator's list of channels shows, read by one statement: the page is opened more than any other. */
import { type Kysely, sql } from 'kysely'
import type { Channel, GrantFacts } from '../domain/channel/channel.ts'
import type { Reading } from '../domain/insight/reading.ts'
import { channelOf } from './channels.ts'
import { factsOf } from './grants.ts'
import { USUAL_MINUTES_FACT } from './installation.ts'
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
  /** What was kept of how long connecting again usually takes. */
  usualMinutes: unknown
}

/** What decides how a channel stands, of several creators at once. */
export async function standingRowsOf(
  db: Kysely<Tables>,
  creatorIds: readonly string[],
  now: Date,
): Promise<Pick<CardRow, 'channel' | 'grant' | 'attemptUntil'>[]> {
  if (creatorIds.length === 0) return []
  const rows = await db
    .selectFrom('channel')
    .leftJoin('channel_grant as g', 'g.channel_id', 'channel.id')
    .selectAll('channel')
    .select(GRANT_COLUMNS)
    .select(attemptUntil(now).as('attempt_until'))
    .where('channel.creator_id', 'in', [...creatorIds])
    .execute()
  return rows.map((row) => ({
    channel: channelOf(row),
    grant: grantOf(row),
    attemptUntil: row.attempt_until,
  }))
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
      ...GRANT_COLUMNS,
      'u.name as granted_by_name',
      'newest.readings',
      attemptUntil(at.now).as('attempt_until'),
      sql<string | number>`(
        select count(*) from channel_event e
        where e.channel_id = channel.id and e.kind = 'lost' and e.at >= ${at.lossesSince}
      )`.as('losses'),
      sql<unknown>`(select value from installation where name = ${USUAL_MINUTES_FACT})`.as('usual_minutes'),
    ])
    .where('channel.creator_id', '=', creatorId)
    .orderBy('channel.created_at')
    .orderBy('channel.id')
    .execute()
  return rows.map((row) => ({
    channel: channelOf(row),
    grant: grantOf(row),
    grantedBy: row.granted_by_name,
    attemptUntil: row.attempt_until,
    losses: Number(row.losses),
    followers: followersIn(row.readings),
    usualMinutes: row.usual_minutes,
  }))
}

const GRANT_COLUMNS = [
  'g.generation',
  'g.scopes',
  'g.access_ends_at',
  'g.grant_ends_at',
  'g.person_ends_at',
  'g.granted_at',
  'g.renewed_at',
  'g.renewal_failed_at',
] as const

function attemptUntil(now: Date) {
  return sql<Date | null>`(
    select max(expires_at) from connect_attempt a where a.channel_id = channel.id and a.expires_at > ${now}
  )`
}

type JoinedGrant = {
  [Column in keyof Parameters<typeof factsOf>[0]]: Parameters<typeof factsOf>[0][Column] | null
}

/** Null where the join found none. */
function grantOf(row: JoinedGrant): GrantFacts | null {
  const { generation, scopes, granted_at } = row
  return generation === null || scopes === null || granted_at === null
    ? null
    : factsOf({ ...row, generation, scopes, granted_at })
}

function followersIn(readings: readonly Reading[] | null): number | null {
  return readings?.find((reading) => reading.metric === 'followers')?.value ?? null
}
