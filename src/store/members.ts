/** What members of a creator's team have given. */
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

/** How many channels live by each person's own yes to the network. */
export async function grantsByPerson(db: Db, creatorId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('channel_grant as g')
    .innerJoin('channel as c', 'c.id', 'g.channel_id')
    .select(['g.granted_by', (of) => of.fn.countAll().as('count')])
    .where('c.creator_id', '=', creatorId)
    .groupBy('g.granted_by')
    .execute()
  return new Map(
    rows.flatMap((row) => (row.granted_by === null ? [] : [[row.granted_by, Number(row.count)]])),
  )
}

export async function memberIds(db: Db, creatorId: string): Promise<Set<string>> {
  const rows = await db.selectFrom('member').select('user_id').where('creator_id', '=', creatorId).execute()
  return new Set(rows.map((row) => row.user_id))
}
