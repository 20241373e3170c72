import { LANGUAGE_IDS, LANGUAGES } from '../../src/words/languages.ts'
import type { Speaker } from '../../src/words/speaker.ts'

/** Every language in its own words, so that whoever does not read this page finds theirs. */
export function languagesView({ say, language }: Speaker) {
  return {
    label: say('settings.language.label'),
    all: LANGUAGE_IDS.map((id) => ({
      id,
      name: LANGUAGES[id].name,
      dir: LANGUAGES[id].dir,
      chosen: id === language,
    })),
  }
}

export type LanguagesView = ReturnType<typeof languagesView>
