/** When companies asked creators to reconnect. */
import { type Kysely, sql } from 'kysely'
import { UNDER_WAY } from '../domain/collaboration/moves.ts'
import { companiesWaiting } from './collaboration-channels.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export async function nudgedAt(
  db: Db,
  companyId: string,
  creatorIds: readonly string[],
): Promise<Map<string, Date>> {
  if (creatorIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('nudge')
    .select(['creator_id', 'asked_at'])
    .where('company_id', '=', companyId)
    .where('creator_id', 'in', [...creatorIds])
    .execute()
  return new Map(rows.map((row) => [row.creator_id, row.asked_at]))
}

/** False where the company asked after `unlessSince` already, however many of its people press at once. */
export async function putNudge(
  trx: Db,
  one: { creatorId: string; companyId: string; userId: string; at: Date; unlessSince: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into nudge (creator_id, company_id, asked_by, asked_at)
    values (${one.creatorId}, ${one.companyId}, ${one.userId}, ${one.at})
    on conflict (creator_id, company_id) do update set asked_by = excluded.asked_by, asked_at = excluded.asked_at
    where nudge.asked_at <= ${one.unlessSince}
    returning creator_id`.execute(trx)
  return rows.length > 0
}

/** Where these channels are part of work under way between the two, so that both read there who asked whom and when. */
export async function collaborationsAbout(
  db: Db,
  of: { companyId: string; channelIds: readonly string[] },
): Promise<{ collaborationId: string; channelId: string }[]> {
  if (of.channelIds.length === 0) return []
  const rows = await db
    .selectFrom('collaboration_channel as a')
    .innerJoin('collaboration as k', 'k.id', 'a.collaboration_id')
    .select(['a.collaboration_id', 'a.channel_id'])
    .where('a.channel_id', 'in', [...of.channelIds])
    .where('k.company_id', '=', of.companyId)
    .where('k.state', 'in', [...UNDER_WAY])
    .orderBy('a.collaboration_id')
    .orderBy('a.channel_id')
    .execute()
  return rows.map((row) => ({ collaborationId: row.collaboration_id, channelId: row.channel_id }))
}

/** Companies that work with these channels or have asked for them since they were lost, by name. */
export async function companiesThatWait(
  db: Db,
  channelIds: readonly string[],
): Promise<Map<string, string[]>> {
  const [working, asking] = [await companiesWaiting(db, channelIds), await companiesAsking(db, channelIds)]
  return new Map(
    channelIds.map((id) => [id, [...new Set([...(working.get(id) ?? []), ...(asking.get(id) ?? [])])]]),
  )
}

async function companiesAsking(db: Db, channelIds: readonly string[]): Promise<Map<string, string[]>> {
  if (channelIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('channel as c')
    .innerJoin('nudge as n', 'n.creator_id', 'c.creator_id')
    .innerJoin('company as b', 'b.id', 'n.company_id')
    .select(['c.id', 'b.name'])
    .distinct()
    .where('c.id', 'in', [...channelIds])
    .where('c.state', '=', 'disconnected')
    .whereRef('n.asked_at', '>=', 'c.since')
    .orderBy('c.id')
    .orderBy('b.name')
    .execute()
  const asking = new Map<string, string[]>()
  for (const { id, name } of rows) asking.set(id, [...(asking.get(id) ?? []), name])
  return asking
}

/**
 * The lines about this creator's lost channels are news again for their people, and go into the next mail that they
 * may get: one a day, in their morning, like all others.
 */
export async function ringAgain(trx: Db, creatorId: string, now: Date): Promise<void> {
  await sql`
    update notice n set read_at = null, told_at = ${now},
      mail_wanted = true,
      mail_id = (select m.id from outgoing_mail m where m.id = n.mail_id and m.ended is null)
    where n.creator_id = ${creatorId} and n.kind = 'lost' and n.settled_at is null`.execute(trx)
  await sql`
    update notice_look set look_at = least(look_at, ${now})
    where user_id in (select user_id from member where creator_id = ${creatorId})`.execute(trx)
}
