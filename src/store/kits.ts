/** Kits that were shared: who holds a link is known by its hash alone. */
import type { Kysely } from 'kysely'
import type { Said } from '../domain/insight/kit.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Kit = {
  id: string
  creatorId: string
  code: string
  forWhom: string
  madeBy: string
  madeAt: Date
  expiresAt: Date
  revokedAt: Date | null
  signature: Uint8Array
}

export async function insertKit(
  db: Db,
  kit: Omit<Kit, 'revokedAt'> & { tokenHash: Uint8Array; said: ReadonlyMap<string, Said> },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('kit')
      .values({
        id: kit.id,
        creator_id: kit.creatorId,
        token_hash: kit.tokenHash,
        code: kit.code,
        for_whom: kit.forWhom,
        made_by: kit.madeBy,
        made_at: kit.madeAt,
        expires_at: kit.expiresAt,
        signature: kit.signature,
      })
      .execute()
    const rows = [...kit.said].map(([channel_id, said]) => ({
      kit_id: kit.id,
      channel_id,
      said: JSON.stringify(said),
    }))
    if (rows.length > 0) await trx.insertInto('kit_channel').values(rows).execute()
  })
}

export async function kitsOf(db: Db, creatorId: string): Promise<Kit[]> {
  const rows = await db
    .selectFrom('kit')
    .selectAll()
    .where('creator_id', '=', creatorId)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
  return rows.map(kitOf)
}

/** Neither of these opens a kit that has ended. */
export async function kitByToken(
  db: Db,
  tokenHash: Uint8Array,
  now: Date,
): Promise<(Kit & { handle: string }) | null> {
  return findKit(db, now, ['kit.token_hash', tokenHash])
}

export async function kitByCode(db: Db, code: string, now: Date): Promise<(Kit & { handle: string }) | null> {
  return findKit(db, now, ['kit.code', code])
}

async function findKit(
  db: Db,
  now: Date,
  by: ['kit.token_hash', Uint8Array] | ['kit.code', string],
): Promise<(Kit & { handle: string }) | null> {
  const query = db
    .selectFrom('kit')
    .innerJoin('creator', 'creator.id', 'kit.creator_id')
    .selectAll('kit')
    .select('creator.handle')
    .where('kit.expires_at', '>', now)
    .where('kit.revoked_at', 'is', null)
  const row = await (by[0] === 'kit.code'
    ? query.where('kit.code', '=', by[1])
    : query.where('kit.token_hash', '=', by[1])
  ).executeTakeFirst()
  return row === undefined ? null : { ...kitOf(row), handle: row.handle }
}

export async function saidOf(db: Db, kitId: string): Promise<Map<string, Said>> {
  const rows = await db
    .selectFrom('kit_channel')
    .select(['channel_id', 'said'])
    .where('kit_id', '=', kitId)
    .execute()
  return new Map(rows.map((row) => [row.channel_id, row.said]))
}

export async function revokeKit(db: Db, kit: { id: string; creatorId: string; at: Date }): Promise<boolean> {
  const done = await db
    .updateTable('kit')
    .set({ revoked_at: kit.at })
    .where('id', '=', kit.id)
    .where('creator_id', '=', kit.creatorId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

function kitOf(row: {
  id: string
  creator_id: string
  code: string
  for_whom: string
  made_by: string
  made_at: Date
  expires_at: Date
  revoked_at: Date | null
  signature: Uint8Array
}): Kit {
  return {
    id: row.id,
    creatorId: row.creator_id,
    code: row.code,
    forWhom: row.for_whom,
    madeBy: row.made_by,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    signature: row.signature,
  }
}
