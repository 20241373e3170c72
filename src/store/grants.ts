/** Grants, sealed. A save names the generation whose token it spent, and changes nothing if that has moved on. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { GrantFacts } from '../domain/channel/channel.ts'
import type { TokenSet } from '../domain/grant.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type SealedTokens = {
  access: Uint8Array
  refresh: Uint8Array | null
  person: Uint8Array | null
}

export type SealedGrant = { facts: GrantFacts; sealed: SealedTokens }

export async function findGrant(db: Db, channelId: string): Promise<SealedGrant | null> {
  const row = await db
    .selectFrom('channel_grant')
    .selectAll()
    .where('channel_id', '=', channelId)
    .executeTakeFirst()
  return row === undefined ? null : grantOf(row)
}

type GrantEnds = Pick<GrantFacts, 'scopes' | 'accessEndsAt' | 'grantEndsAt' | 'personEndsAt'> &
  Pick<TokenSet, 'marks' | 'endAssumed'>

/** Never used twice, also after a grant was dropped and given anew: no late answer to an old token fits a new one. */
const NEXT_GENERATION = sql<number>`nextval('grant_generation')`

/** A person gave this permission just now: it replaces whatever was there. */
export async function putGrant(
  db: Db,
  channelId: string,
  grant: GrantEnds & { sealed: SealedTokens; grantedBy: string | null; at: Date },
): Promise<void> {
  const columns = {
    ...columnsOf(grant, grant.sealed),
    granted_by: grant.grantedBy,
    granted_at: grant.at,
    renewed_at: null,
    renewal_failed_at: null,
  }
  await db
    .insertInto('channel_grant')
    .values({ channel_id: channelId, generation: NEXT_GENERATION, ...columns })
    .onConflict((conflict) =>
      conflict.column('channel_id').doUpdateSet({ ...columns, generation: NEXT_GENERATION }),
    )
    .execute()
}

/**
 * False where another token has been saved since `spent` was read. The lease is not asked, whoever holds it; saving
 * ends it, and every doubt about the spent token with it.
 */
export async function saveRenewed(
  db: Db,
  channelId: string,
  spent: number,
  renewed: GrantEnds & { sealed: SealedTokens; at: Date; helped: boolean },
): Promise<boolean> {
  const done = await db
    .with('saved', (grants) =>
      grants
        .updateTable('channel_grant')
        .set({
          ...columnsOf(renewed, renewed.sealed),
          generation: NEXT_GENERATION,
          renewed_at: renewed.at,
          renewal_failed_at: renewed.helped ? null : renewed.at,
        })
        .where('channel_id', '=', channelId)
        .where('generation', '=', spent)
        .returning('channel_id'),
    )
    .updateTable('channel_schedule')
    .set({
      spending_generation: null,
      spending_until: null,
      spending_holder: null,
      doubt_generation: null,
      doubt_since: null,
    })
    .where('channel_id', 'in', (saved) => saved.selectFrom('saved').select('channel_id'))
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

export async function noteRenewalFailed(db: Db, channelId: string, spent: number, at: Date): Promise<void> {
  await db
    .updateTable('channel_grant')
    .set({ renewal_failed_at: at })
    .where('channel_id', '=', channelId)
    .where('generation', '=', spent)
    .execute()
}

/** Nothing secret of this channel is left. */
export async function dropGrant(db: Db, channelId: string): Promise<void> {
  await db.deleteFrom('channel_grant').where('channel_id', '=', channelId).execute()
}

/** The scopes that the grant has now, as the network said; the tokens stay. False where another token came since. */
export async function setScopes(
  db: Db,
  channelId: string,
  of: { generation: number; scopes: readonly string[] },
): Promise<boolean> {
  const done = await db
    .updateTable('channel_grant')
    .set({ scopes: [...of.scopes] })
    .where('channel_id', '=', channelId)
    .where('generation', '=', of.generation)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

function columnsOf(ends: GrantEnds, sealed: SealedTokens) {
  return {
    scopes: [...ends.scopes],
    marks: [...ends.marks],
    access_sealed: sealed.access,
    refresh_sealed: sealed.refresh,
    person_sealed: sealed.person,
    access_ends_at: ends.accessEndsAt,
    grant_ends_at: ends.grantEndsAt,
    person_ends_at: ends.personEndsAt,
    end_assumed: ends.endAssumed === true,
  }
}

function grantOf(row: Selectable<Tables['channel_grant']>): SealedGrant {
  return {
    facts: factsOf(row),
    sealed: { access: row.access_sealed, refresh: row.refresh_sealed, person: row.person_sealed },
  }
}

type FactColumns = Pick<
  Selectable<Tables['channel_grant']>,
  | 'generation'
  | 'scopes'
  | 'access_ends_at'
  | 'grant_ends_at'
  | 'person_ends_at'
  | 'granted_at'
  | 'renewed_at'
  | 'renewal_failed_at'
>

export function factsOf(row: FactColumns): GrantFacts {
  return {
    generation: Number(row.generation),
    scopes: row.scopes,
    accessEndsAt: row.access_ends_at,
    grantEndsAt: row.grant_ends_at,
    personEndsAt: row.person_ends_at,
    grantedAt: row.granted_at,
    renewedAt: row.renewed_at,
    renewalFailedAt: row.renewal_failed_at,
  }
}
