/** What a creator's people say of them. A save names the version it was made from. */
import type { Kysely } from 'kysely'
import type { ProfileFields } from '../domain/person/profile.ts'
import { type DerivedNumbers, listChannel } from './listings.ts'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type KeptProfile = { fields: ProfileFields; version: number; handle: string }

export async function readProfile(db: Db, creatorId: string): Promise<KeptProfile | null> {
  const row = await db.selectFrom('creator').selectAll().where('id', '=', creatorId).executeTakeFirst()
  if (row === undefined) return null
  const { name, bio, place, country, languages, categories, links, listed, rates } = row
  return {
    fields: {
      name,
      bio,
      place,
      country,
      languages,
      categories,
      links,
      listed,
      hidden: row.hidden_blocks,
      rates,
    },
    version: row.profile_version,
    handle: row.handle,
  }
}

/** False where somebody else has saved since; nothing is changed then. What brands search follows at once. */
export async function saveProfile(
  db: Db,
  creatorId: string,
  save: { version: number; fields: ProfileFields; derived: DerivedNumbers },
): Promise<boolean> {
  const { fields, version } = save
  return db.transaction().execute(async (trx) => {
    const done = await trx
      .updateTable('creator')
      .set({
        name: fields.name,
        bio: fields.bio,
        place: fields.place,
        country: fields.country,
        languages: [...fields.languages],
        categories: [...fields.categories],
        links: JSON.stringify(fields.links),
        listed: fields.listed,
        hidden_blocks: [...fields.hidden],
        rates: JSON.stringify(fields.rates),
        profile_version: version + 1,
      })
      .where('id', '=', creatorId)
      .where('profile_version', '=', version)
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) return false
    const channels = await trx
      .selectFrom('channel')
      .select('id')
      .where('creator_id', '=', creatorId)
      .orderBy('id')
      .execute()
    for (const { id } of channels) await listChannel(trx, id, save.derived)
    return true
  })
}
