/** A creator's people edit what stands on the profile beside the numbers. */
import type { App } from '../../app.ts'
import { COUNTRIES } from '../../domain/country.ts'
import { LANGUAGES } from '../../domain/language.ts'
import {
  type ProfileFields,
  type ProfileForm,
  type ProfileMistake,
  readProfileForm,
} from '../../domain/person/profile.ts'
import { type KeptProfile, readProfile, saveProfile } from '../../store/profiles.ts'

export type Saved =
  | { kind: 'saved' }
  | { kind: 'mistakes'; fields: ProfileFields; mistakes: readonly ProfileMistake[] }
  /** Somebody else saved in between: what they saved, and its version. */
  | { kind: 'changed_meanwhile'; fields: ProfileFields; now: KeptProfile }
  | { kind: 'unknown_creator' }

export function profileToEdit(app: App, input: { creatorId: string }): Promise<KeptProfile | null> {
  return readProfile(app.store.db, input.creatorId)
}

export function readEdited(form: ProfileForm) {
  return readProfileForm(form, { countries: COUNTRIES, languages: LANGUAGES })
}

export async function editProfile(
  app: App,
  input: { creatorId: string; version: number; form: ProfileForm },
): Promise<Saved> {
  const { db } = app.store
  const { fields, mistakes } = readEdited(input.form)
  if (mistakes.length > 0) return { kind: 'mistakes', fields, mistakes }
  const save = { version: input.version, fields, derived: app.config.derivedNumbers }
  if (await saveProfile(db, input.creatorId, save)) return { kind: 'saved' }
  const now = await readProfile(db, input.creatorId)
  return now === null ? { kind: 'unknown_creator' } : { kind: 'changed_meanwhile', fields, now }
}
