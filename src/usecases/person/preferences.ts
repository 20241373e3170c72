/** In which language somebody is told things, and which colours they see. */
import type { App } from '../../app.ts'
import { isTheme, type Theme } from '../../domain/person/theme.ts'
import {
  findLanguageByEmail,
  findPersonPreference,
  noteBrowserLanguage,
  setLanguage,
  setTheme,
} from '../../store/person-preferences.ts'
import { isLanguage, type Language } from '../../words/languages.ts'

/** What a person has chosen; null where they have not. */
export type Choices = { language: Language | null; theme: Theme | null }

/** `browserLanguage` is what their browser asks for. Mails go by it as long as they have chosen nothing. */
export async function readChoices(
  app: App,
  input: { userId: string; browserLanguage: Language },
): Promise<Choices> {
  const { userId, browserLanguage } = input
  const known = await findPersonPreference(app.store.db, userId)
  const chosen = known.languageFrom === 'person' && isLanguage(known.language) ? known.language : null
  if (chosen === null && known.language !== browserLanguage) {
    await noteBrowserLanguage(app.store.db, userId, browserLanguage)
  }
  return { language: chosen, theme: isTheme(known.theme) ? known.theme : null }
}

export async function chooseLanguage(app: App, input: { userId: string; language: Language }): Promise<void> {
  await setLanguage(app.store.db, input.userId, input.language)
}

export async function chooseTheme(app: App, input: { userId: string; theme: Theme }): Promise<void> {
  await setTheme(app.store.db, input.userId, input.theme)
}

/** The language of a mail to this address; `unsaid` where nobody has it, or has said nothing. */
export async function languageOfMail(
  app: App,
  input: { email: string; unsaid: Language },
): Promise<Language> {
  const stored = await findLanguageByEmail(app.store.db, input.email)
  return isLanguage(stored) ? stored : input.unsaid
}
