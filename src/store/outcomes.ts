/** What came back from a network, kept for the page that tells it. */
import type { Kysely } from 'kysely'
import type { Traveller } from '../domain/channel/traveller.ts'
import type { Network } from '../domain/network.ts'
import { travellerColumns, travellerOf } from './attempts.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type StoredOutcome = {
  id: string
  by: Traveller
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
      ...travellerColumns(outcome.by),
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
    by: travellerOf(row),
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

/** An outcome belongs to a person in one browser. */
export function isOutcomeOf({ by }: StoredOutcome, person: { userId: string; sessionId: string }): boolean {
  return by.kind === 'member' && by.sessionId === person.sessionId && by.userId === person.userId
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
