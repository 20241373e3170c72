/** A reader says whether an article answered their question. */
import type { App } from '../../app.ts'
import { editionKey } from '../../domain/help/edition.ts'
import { type Face, reactionFrom } from '../../domain/help/reaction.ts'
import { DAY, later } from '../../domain/time.ts'
import { countReactionsSince, putReaction } from '../../store/help.ts'
import { forgetOldWords } from './forget-old-words.ts'
import { readerHash } from './reader.ts'

/** More than this of one article in a day is a script, not readers. */
const A_DAY_AT_MOST = 500

export async function reactToArticle(
  app: App,
  input: { article: { slug: string; language: string }; reader: string; face: Face; missing: string },
): Promise<void> {
  const { reader, face, missing } = input
  const article = editionKey(input.article.language, input.article.slug)
  const { db } = app.store
  const at = app.clock.now()
  if ((await countReactionsSince(db, article, later(at, -DAY))) >= A_DAY_AT_MOST) {
    app.log.warn(
      { article },
      'An article had more reactions in a day than readers give; this one is not kept',
    )
    return
  }
  await putReaction(db, {
    ...reactionFrom(face, missing),
    article,
    readerHash: readerHash(reader, article),
    at,
  })
  await forgetOldWords(app)
}
