import type { App } from '../../app.ts'
import { editionKey } from '../../domain/help/edition.ts'
import { missedSearch } from '../../domain/help/missed-search.ts'
import { countMissedSearch } from '../../store/help.ts'
import { forgetOldWords } from './forget-old-words.ts'

/** Different searches that are kept; beyond them only known ones are counted on. */
const DIFFERENT_AT_MOST = 2000

/** A search that found nothing is something to write about. */
export async function noteMissedSearch(
  app: App,
  { query, language }: { query: string; language: string },
): Promise<void> {
  const kept = missedSearch(query)
  if (kept === null) return
  await countMissedSearch(app.store.db, editionKey(language, kept), app.clock.now(), DIFFERENT_AT_MOST)
  await forgetOldWords(app)
}
