/** What came back from a network, kept for the page that tells it. */
import type { Kysely } from 'kysely'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type StoredOutcome = {
  id: string
  sessionId: string
  userId: string
  creatorId: string
  channelId: string | null
  network: Network
  /** Written and parsed by the use-cases of connecting. */
  result: unknown
  foundSealed: Uint8Array | null
  /** A name of one of our pages to come back to. */
  returnTo: string | null
  createdAt: Date
  expiresAt: Date
}

export async function putOutcome(db: Db, outcome: StoredOutcome): Promise<void> {
  await db
    .insertInto('connect_outcome')
    .values({
      id: outcome.id,
      session_id: outcome.sessionId,
      user_id: outcome.userId,
      creator_id: outcome.creatorId,
      channel_id: outcome.channelId,
      network: outcome.network,
      result: JSON.stringify(outcome.result),
      found_sealed: outcome.foundSealed,
      return_to: outcome.returnTo,
      created_at: outcome.createdAt,
      expires_at: outcome.expiresAt,
    })
    .execute()
}

export async function findOutcome(db: Db, id: string): Promise<StoredOutcome | null> {
  const row = await db.selectFrom('connect_outcome').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    sessionId: row.session_id,
    userId: row.user_id,
    creatorId: row.creator_id,
    channelId: row.channel_id,
    network: row.network,
    result: row.result,
    foundSealed: row.found_sealed,
    returnTo: row.return_to,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

/** Replaces the result and forgets what was held; false where another request did so first. */
export async function settleOutcome(db: Db, id: string, result: unknown): Promise<boolean> {
  const done = await db
    .updateTable('connect_outcome')
    .set({ result: JSON.stringify(result), found_sealed: null })
    .where('id', '=', id)
    .where('found_sealed', 'is not', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
