/** Creators, and who works for them. */
import type { Kysely } from 'kysely'
import type { MemberRole } from '../domain/person/member.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type Creator = {
  id: string
  handle: string
  name: string
  bio: string
  place: string | null
  dataKey: Uint8Array
}

export async function findCreator(db: Db, id: string): Promise<Creator | null> {
  const row = await db.selectFrom('creator').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : { ...row, dataKey: row.data_key }
}

export async function findCreatorByHandle(db: Db, handle: string): Promise<Creator | null> {
  const row = await db
    .selectFrom('creator')
    .selectAll()
    .where('handle', '=', handle.toLowerCase())
    .executeTakeFirst()
  return row === undefined ? null : { ...row, dataKey: row.data_key }
}

/** Also of one that is on its way out: what ends its permissions needs the key. */
export async function findDataKey(db: Db, creatorId: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('every_creator')
    .select('data_key')
    .where('id', '=', creatorId)
    .executeTakeFirst()
  return row?.data_key ?? null
}

/** Also one that is on its way out. */
export async function findToErase(db: Db, by: { id: string } | { handle: string }): Promise<string | null> {
  const row = await db
    .selectFrom('every_creator')
    .select('id')
    .where((eb) => ('id' in by ? eb('id', '=', by.id) : eb('handle', '=', by.handle.toLowerCase())))
    .executeTakeFirst()
  return row?.id ?? null
}

/** Some creators' wrapped keys, to see whether our outer keys open them. */
export async function sampleDataKeys(db: Db): Promise<{ creatorId: string; dataKey: Uint8Array }[]> {
  const rows = await db
    .selectFrom('every_creator')
    .select(['id', 'data_key'])
    .orderBy('id')
    .limit(100)
    .execute()
  return rows.map((row) => ({ creatorId: row.id, dataKey: row.data_key }))
}

/** False where the handle is taken. */
export async function insertCreator(
  db: Db,
  creator: Creator & { ownerId: string; at: Date },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const done = await trx
      .insertInto('creator')
      .values({
        id: creator.id,
        handle: creator.handle,
        name: creator.name,
        bio: creator.bio,
        place: creator.place,
        data_key: creator.dataKey,
        created_at: creator.at,
      })
      .onConflict((conflict) => conflict.column('handle').doNothing())
      .executeTakeFirst()
    if ((done.numInsertedOrUpdatedRows ?? 0n) === 0n) return false
    await trx
      .insertInto('member')
      .values({ creator_id: creator.id, user_id: creator.ownerId, role: 'owner', since: creator.at })
      .execute()
    return true
  })
}

/** Everything that is theirs goes with the row, and so does the key that sealed it: copies elsewhere lose their meaning. */
export async function deleteCreator(db: Db, id: string): Promise<void> {
  await db.deleteFrom('every_creator').where('id', '=', id).execute()
}

/** The creators a person works for, the longest-standing first. */
export async function creatorsOfUser(
  db: Db,
  userId: string,
): Promise<{ id: string; handle: string; name: string; role: MemberRole }[]> {
  return db
    .selectFrom('member')
    .innerJoin('creator', 'creator.id', 'member.creator_id')
    .select(['creator.id', 'creator.handle', 'creator.name', 'member.role'])
    .where('member.user_id', '=', userId)
    .orderBy('member.since')
    .orderBy('creator.id')
    .execute()
}

/** Names of users by id, for history lines. */
export async function namesOf(db: Db, userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('user')
    .select(['id', 'name'])
    .where('id', 'in', [...userIds])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
