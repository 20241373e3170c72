/** The languages that people can read this in, and which of them a reader gets. */

export const LANGUAGES = {
  en: { name: 'English', formats: 'en-GB', dir: 'ltr' },
  es: { name: 'Español', formats: 'es', dir: 'ltr' },
  de: { name: 'Deutsch', formats: 'de', dir: 'ltr' },
  // The figures that the networks' own Arabic apps show; without naming them they would differ by region.
  ar: { name: 'العربية', formats: 'ar-u-nu-latn', dir: 'rtl' },
} as const satisfies Record<string, { name: string; formats: string; dir: 'ltr' | 'rtl' }>

export type Language = keyof typeof LANGUAGES

export const LANGUAGE_IDS = Object.keys(LANGUAGES) as Language[]

/** What those read who have said nothing that we know. */
export const FIRST_LANGUAGE: Language = 'en'

export function isLanguage(text: unknown): text is Language {
  return typeof text === 'string' && Object.hasOwn(LANGUAGES, text)
}

/** A stored language as it is read; one that is not kept any more, or was never said, is the first. */
export function languageOrFirst(stored: string | null): Language {
  return isLanguage(stored) ? stored : FIRST_LANGUAGE
}

/**
 * The language that an Accept-Language header (RFC 9110, 12.5.4) likes best among ours; null where it likes none.
 * A region is read as its language: `de-AT` is German. `*` stands for every language that is not named.
 */
export function negotiate(header: string | null): Language | null {
  if (header === null) return null
  const wishes = header.split(',').flatMap((part, place) => {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    const language = range.split('-')[0] ?? ''
    const weight = weightOf(parameters)
    return weight === null || (language !== '*' && !isLanguage(language)) ? [] : [{ language, weight, place }]
  })
  const named = new Set(wishes.map(({ language }) => language))
  const best = wishes
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)[0]
  if (best === undefined) return null
  if (isLanguage(best.language)) return best.language
  return LANGUAGE_IDS.find((one) => !named.has(one)) ?? null
}

/** From 0 to 1; null where it is no weight. */
function weightOf(parameters: readonly string[]): number | null {
  const given = parameters.find((one) => one.startsWith('q='))
  if (given === undefined) return 1
  return /^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(given) ? Number(given.slice(2)) : null
}
