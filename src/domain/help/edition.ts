/** What is counted of the help is counted for each language: an article, or words that were looked for in vain. */
export type Edition = { language: string; name: string }

/** What was counted before there was a second language is in this one, and so its names stand alone. */
const WITHOUT_LANGUAGE = 'en'

/** As it is kept: `es/signing-in`, and `signing-in` for the English one. Neither slugs nor kept words hold a slash. */
export function editionKey(language: string, name: string): string {
  return language === WITHOUT_LANGUAGE ? name : `${language}/${name}`
}

export function editionFrom(key: string): Edition {
  const slash = key.indexOf('/')
  return slash === -1
    ? { language: WITHOUT_LANGUAGE, name: key }
    : { language: key.slice(0, slash), name: key.slice(slash + 1) }
}
