import type { App } from '../../app.ts'
import { editionKey } from '../../domain/help/edition.ts'
import type { Reaction } from '../../domain/help/reaction.ts'
import { findReaction } from '../../store/help.ts'
import { readerHash } from './reader.ts'

/** What this browser said of an article before, or null. */
export async function readReaction(
  app: App,
  input: { article: { slug: string; language: string }; reader: string | null },
): Promise<Reaction | null> {
  const { reader } = input
  const article = editionKey(input.article.language, input.article.slug)
  return reader === null ? null : findReaction(app.store.db, article, readerHash(reader, article))
}
