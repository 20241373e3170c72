/** For those who write the articles: what readers thought, what was missing, what nobody found, in which language. */
import type { App } from '../../app.ts'
import { editionFrom } from '../../domain/help/edition.ts'
import {
  type ArticleCount,
  type Comment,
  latestComments,
  type MissedSearch,
  missedSearches,
  reactionCounts,
} from '../../store/help.ts'

type In<T> = T & { language: string }

export type HelpReport = { counts: In<ArticleCount>[]; comments: In<Comment>[]; missed: In<MissedSearch>[] }

export async function readHelpReport(app: App): Promise<HelpReport> {
  const { db } = app.store
  const [counts, comments, missed] = await Promise.all([
    reactionCounts(db),
    latestComments(db, 100),
    missedSearches(db, 100),
  ])
  return {
    counts: counts.map(ofArticle),
    comments: comments.map(ofArticle),
    missed: missed.map((row) => {
      const { language, name } = editionFrom(row.query)
      return { ...row, language, query: name }
    }),
  }
}

function ofArticle<T extends { article: string }>(row: T): In<T> {
  const { language, name } = editionFrom(row.article)
  return { ...row, language, article: name }
}
