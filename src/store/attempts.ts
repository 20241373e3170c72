/** People on the way to a network. Reading an attempt deletes it, in one statement. */
import type { Kysely, Selectable } from 'kysely'
import type { Traveller } from '../domain/channel/traveller.ts'
import type { Network } from '../domain/network.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Attempt = {
  stateHash: Uint8Array
  by: Traveller
  creatorId: string
  channelId: string | null
  network: Network
  callbackPath: string
  scopes: string[]
  verifierSealed: Uint8Array
  /** A name of one of our pages to come back to. */
  returnTo: string | null
  createdAt: Date
  expiresAt: Date
}

export async function putAttempt(db: Db, attempt: Attempt): Promise<void> {
  await db
    .insertInto('connect_attempt')
    .values({
      state_hash: attempt.stateHash,
      ...travellerColumns(attempt.by),
      creator_id: attempt.creatorId,
      channel_id: attempt.channelId,
      network: attempt.network,
      callback_path: attempt.callbackPath,
      scopes: attempt.scopes,
      verifier_sealed: attempt.verifierSealed,
      return_to: attempt.returnTo,
      created_at: attempt.createdAt,
      expires_at: attempt.expiresAt,
    })
    .execute()
}

export async function takeAttempt(db: Db, stateHash: Uint8Array): Promise<Attempt | null> {
  const row = await db
    .deleteFrom('connect_attempt')
    .where('state_hash', '=', stateHash)
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? null : attemptOf(row)
}

/** A look that takes nothing: the attempt is still there for whoever began it. */
export async function findAttempt(db: Db, stateHash: Uint8Array): Promise<Attempt | null> {
  const row = await db
    .selectFrom('connect_attempt')
    .selectAll()
    .where('state_hash', '=', stateHash)
    .executeTakeFirst()
  return row === undefined ? null : attemptOf(row)
}

function attemptOf(row: Selectable<Tables['connect_attempt']>): Attempt {
  return {
    stateHash: row.state_hash,
    by: travellerOf(row),
    creatorId: row.creator_id,
    channelId: row.channel_id,
    network: row.network,
    callbackPath: row.callback_path,
    scopes: row.scopes,
    verifierSealed: row.verifier_sealed,
    returnTo: row.return_to,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

type TravellerColumns = Pick<
  Selectable<Tables['connect_attempt']>,
  'session_id' | 'user_id' | 'link_id' | 'helper'
>

export function travellerColumns(by: Traveller): TravellerColumns {
  return by.kind === 'member'
    ? { session_id: by.sessionId, user_id: by.userId, link_id: null, helper: null }
    : { session_id: by.sessionId, user_id: null, link_id: by.linkId, helper: by.helper }
}

export function travellerOf(row: TravellerColumns): Traveller {
  const { session_id: sessionId } = row
  // The table holds exactly one of the two.
  return row.link_id === null
    ? { kind: 'member', userId: row.user_id ?? '', sessionId }
    : { kind: 'link', linkId: row.link_id, sessionId, helper: row.helper }
}

/** The networks for which somebody is connecting a new channel of this creator right now. */
export async function openForNew(db: Db, creatorId: string, now: Date): Promise<Network[]> {
  const rows = await db
    .selectFrom('connect_attempt')
    .select('network')
    .distinct()
    .where('creator_id', '=', creatorId)
    .where('channel_id', 'is', null)
    .where('expires_at', '>', now)
    .execute()
  return rows.map((row) => row.network)
}

/** A new start for the same goal takes the place of older ones from the same browser. */
export async function dropAttempts(
  db: Db,
  goal: { sessionId: string; creatorId: string; network: Network; channelId: string | null },
): Promise<void> {
  await db
    .deleteFrom('connect_attempt')
    .where('session_id', '=', goal.sessionId)
    .where('creator_id', '=', goal.creatorId)
    .where('network', '=', goal.network)
    .where('channel_id', goal.channelId === null ? 'is' : '=', goal.channelId)
    .execute()
}

export async function dropExpired(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('connect_attempt').where('expires_at', '<', now).execute()
  await db.deleteFrom('connect_outcome').where('expires_at', '<', now).execute()
}
