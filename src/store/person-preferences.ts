/** In which language people are told things, and which colours they see. What the values mean, others decide. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

type Db = Kysely<Tables>

export type PersonPreference = {
  language: string | null
  /** Who said the language: a person's choice is not changed by a browser. */
  languageFrom: 'browser' | 'person' | null
  theme: string | null
}

const UNSAID: PersonPreference = { language: null, languageFrom: null, theme: null }

export async function findPersonPreference(db: Db, userId: string): Promise<PersonPreference> {
  const row = await db
    .selectFrom('person_preference')
    .select(['language', 'language_from', 'theme'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (row === undefined) return UNSAID
  return { language: row.language, languageFrom: row.language_from, theme: row.theme }
}

/** By mail address, for those who are not signed in. */
export async function findLanguageByEmail(db: Db, email: string): Promise<string | null> {
  const row = await db
    .selectFrom('user')
    .innerJoin('person_preference as p', 'p.user_id', 'user.id')
    .select('p.language')
    .where('user.email', '=', email.trim().toLowerCase())
    .executeTakeFirst()
  return row?.language ?? null
}

export async function setLanguage(db: Db, userId: string, language: string): Promise<void> {
  const said = { language, language_from: 'person' } as const
  await db
    .insertInto('person_preference')
    .values({ user_id: userId, theme: null, ...said })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(said))
    .execute()
}

export async function noteBrowserLanguage(db: Db, userId: string, language: string): Promise<void> {
  const said = { language, language_from: 'browser' } as const
  await db
    .insertInto('person_preference')
    .values({ user_id: userId, theme: null, ...said })
    .onConflict((conflict) =>
      conflict
        .column('user_id')
        .doUpdateSet(said)
        .where(sql<boolean>`person_preference.language_from is distinct from 'person'`),
    )
    .execute()
}

export async function setTheme(db: Db, userId: string, theme: string): Promise<void> {
  await db
    .insertInto('person_preference')
    .values({ user_id: userId, language: null, language_from: null, theme })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ theme }))
    .execute()
}
