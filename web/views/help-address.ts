/**
 * Where the help is read: `/help/signing-in` speaks the language of whoever opens it, `/help/es/signing-in` speaks
 * Spanish to everybody, so that an article can be found, sent and kept in one language.
 */
import { isLanguage, LANGUAGE_IDS, type Language } from '../../src/words/languages.ts'

const HEAD = new RegExp(`^/help(?:/(${LANGUAGE_IDS.join('|')}))?(?=[/?#]|$)`)

/** The language that an address names; null where it leaves the choice to the reader. */
export function languageNamed(pathname: string): Language | null {
  const named = HEAD.exec(pathname)?.[1]
  return isLanguage(named) ? named : null
}

/** The same page of the help at the address of a language, or at the one that is for all of them. */
export function helpAt(language: Language | null, address: string): string {
  return address.replace(HEAD, language === null ? '/help' : `/help/${language}`)
}
