/** Countries to choose from, by their names in the reader's language. */
import { COUNTRIES } from '../../src/domain/country.ts'
import type { Speaker } from '../../src/words/speaker.ts'

export function countryChoices(speaker: Speaker): { value: string; label: string }[] {
  const collator = new Intl.Collator(speaker.language)
  return COUNTRIES.map((code) => ({ value: code, label: speaker.country(code) })).sort((a, b) =>
    collator.compare(a.label, b.label),
  )
}
