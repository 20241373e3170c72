/** Who asked to hear when a network is back, and what they were told of it. */
import { type Kysely, sql } from 'kysely'
import type { Network } from '../domain/network.ts'
import type { Wish } from '../domain/notice/wish.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

/** Once a person and network, however often it is pressed. What was told before is over with it. */
export async function insertWish(
  trx: Db,
  wish: { id: string; userId: string; network: Network; at: Date },
): Promise<void> {
  await trx
    .updateTable('network_wish')
    .set({ settled_at: wish.at })
    .where('user_id', '=', wish.userId)
    .where('network', '=', wish.network)
    .where('told_at', 'is not', null)
    .where('settled_at', 'is', null)
    .execute()
  await trx
    .insertInto('network_wish')
    .values({
      id: wish.id,
      user_id: wish.userId,
      network: wish.network,
      asked_at: wish.at,
      told_at: null,
      settled_at: null,
      read_at: null,
      mail_id: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'network']).where('settled_at', 'is', null).doNothing(),
    )
    .execute()
}

/** Taken back, or come true by their own hand: what they were told already stays. */
export async function dropWaitingWish(db: Db, of: { userId: string; network: Network }): Promise<void> {
  await db
    .deleteFrom('network_wish')
    .where('user_id', '=', of.userId)
    .where('network', '=', of.network)
    .where('told_at', 'is', null)
    .execute()
}

export async function networksWishedFor(db: Db, userId: string): Promise<Network[]> {
  const rows = await db
    .selectFrom('network_wish')
    .select('network')
    .where('user_id', '=', userId)
    .where('told_at', 'is', null)
    .orderBy('asked_at')
    .execute()
  return rows.map(({ network }) => network)
}

/** What these people wait for, and what stands open of what they were told. */
export async function openWishes(db: Db, userIds: readonly string[]): Promise<Map<string, Wish[]>> {
  const rows = await listed(db)
    .where('w.user_id', 'in', [...userIds])
    .where('w.settled_at', 'is', null)
    .orderBy('w.asked_at')
    .execute()
  const found = new Map<string, Wish[]>()
  for (const row of rows) found.set(row.user_id, [...(found.get(row.user_id) ?? []), wishOf(row)])
  return found
}

export async function tellWishes(trx: Db, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('network_wish')
    .set({ told_at: now })
    .where('id', 'in', [...ids])
    .execute()
}

/** As if it had never been told: its person waits on. */
export async function takeBackWishes(trx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('network_wish')
    .set({ told_at: null, mail_id: null })
    .where('id', 'in', [...ids])
    .execute()
}

export async function settleWishes(trx: Db, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('network_wish')
    .set({ settled_at: now })
    .where('id', 'in', [...ids])
    .execute()
}

export async function dropWishes(trx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await trx
    .deleteFrom('network_wish')
    .where('id', 'in', [...ids])
    .execute()
}

export async function putWishesIntoMail(
  trx: Db,
  ids: readonly string[],
  mailId: string | null,
): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('network_wish')
    .set({ mail_id: mailId })
    .where('id', 'in', [...ids])
    .execute()
}

/** A line that was told: it says that a network is back. */
export type ToldWish = { id: string; network: Network; toldAt: Date; settledAt: Date | null }

/** Newest first: what is open, and what was told since. */
export async function listedWishes(
  db: Db,
  userId: string,
  about: { since: Date; limit: number },
): Promise<ToldWish[]> {
  const rows = await db
    .selectFrom('network_wish')
    .select(['id', 'network', 'told_at', 'settled_at'])
    .where('user_id', '=', userId)
    .where('told_at', 'is not', null)
    .where((eb) => eb.or([eb('settled_at', 'is', null), eb('told_at', '>', about.since)]))
    .orderBy('told_at', 'desc')
    .limit(about.limit)
    .execute()
  return rows.flatMap(({ id, network, told_at, settled_at }) =>
    told_at === null ? [] : [{ id, network, toldAt: told_at, settledAt: settled_at }],
  )
}

export async function countToldWishes(db: Db, userId: string): Promise<number> {
  const row = await db
    .selectFrom('network_wish')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('user_id', '=', userId)
    .where('told_at', 'is not', null)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Good news is over once it was read. `id` null: all of it. */
export async function readWishes(db: Db, userId: string, id: string | null, now: Date): Promise<void> {
  await db
    .updateTable('network_wish')
    .set({ read_at: now, settled_at: now })
    .where('user_id', '=', userId)
    .where('told_at', 'is not', null)
    .where('settled_at', 'is', null)
    .$if(id !== null, (query) => query.where('id', '=', id ?? ''))
    .execute()
}

/** Of what was told before `before`, whether or not anybody has read it. Who still waits stays. */
export async function dropToldWishes(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('network_wish').where('told_at', '<', before).execute()
}

function listed(db: Db) {
  return db
    .selectFrom('network_wish as w')
    .leftJoin('outgoing_mail as m', 'm.id', 'w.mail_id')
    .select(['w.id', 'w.user_id', 'w.network', 'w.asked_at', 'w.told_at', 'w.read_at', 'w.mail_id'])
    .select(sql<boolean>`m.ended is not distinct from 'sent'`.as('mailed'))
}

function wishOf(row: Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number]): Wish {
  return {
    id: row.id,
    network: row.network,
    askedAt: row.asked_at,
    toldAt: row.told_at,
    readAt: row.read_at,
    mailId: row.mail_id,
    mailed: row.mailed,
  }
}
