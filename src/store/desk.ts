/** What agents keep at hand: replies made ready, and the outages that many write about. */
import type { Kysely } from 'kysely'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type CannedReply = { id: string; title: string; body: string }
export type Outage = {
  id: string
  network: Network
  words: string
  since: Date
  until: Date | null
  tied: number
}

export function cannedReplies(db: Db): Promise<CannedReply[]> {
  return db.selectFrom('canned_reply').selectAll().orderBy('title').execute()
}

export async function putCannedReply(db: Db, reply: CannedReply): Promise<void> {
  await db
    .insertInto('canned_reply')
    .values(reply)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ title: reply.title, body: reply.body }))
    .execute()
}

export async function dropCannedReply(db: Db, id: string): Promise<void> {
  await db.deleteFrom('canned_reply').where('id', '=', id).execute()
}

/** The running ones first, then the newest. */
export async function outages(db: Db): Promise<Outage[]> {
  const rows = await db
    .selectFrom('outage')
    .selectAll('outage')
    .select((eb) =>
      eb
        .selectFrom('conversation')
        .select((inner) => inner.fn.countAll<string | number>().as('count'))
        .whereRef('conversation.outage_id', '=', 'outage.id')
        .as('tied'),
    )
    .orderBy('until', (order) => order.desc().nullsFirst())
    .orderBy('since', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({ ...row, tied: Number(row.tied ?? 0) }))
}

export async function insertOutage(
  db: Db,
  outage: { id: string; network: Network; words: string; since: Date },
): Promise<void> {
  await db
    .insertInto('outage')
    .values({ ...outage, until: null })
    .execute()
}

/** False where it has ended before, or never was. */
export async function endOutage(db: Db, id: string, until: Date): Promise<boolean> {
  const done = await db
    .updateTable('outage')
    .set({ until })
    .where('id', '=', id)
    .where('until', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export async function findOutage(db: Db, id: string): Promise<Omit<Outage, 'tied'> | null> {
  return (await db.selectFrom('outage').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function conversationsTiedTo(
  db: Db,
  outageId: string,
): Promise<{ id: string; userId: string }[]> {
  return db
    .selectFrom('conversation')
    .select(['id', 'user_id as userId'])
    .where('outage_id', '=', outageId)
    .where('status', '<>', 'closed')
    .orderBy('id')
    .execute()
}
