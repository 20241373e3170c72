import type { App } from '../../app.ts'
import type { Reaction } from '../../domain/help/reaction.ts'
import { findReaction } from '../../store/help.ts'
import { readerHash } from './reader.ts'

/** What this browser said of an article before, or null. */
export async function readReaction(
  app: App,
  { article, reader }: { article: string; reader: string | null },
): Promise<Reaction | null> {
  return reader === null ? null : findReaction(app.store.db, article, readerHash(reader, article))
}
