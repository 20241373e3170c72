/** For those who write the articles: what readers thought, what was missing, what nobody found. */
import type { App } from '../../app.ts'
import {
  type ArticleCount,
  type Comment,
  latestComments,
  type MissedSearch,
  missedSearches,
  reactionCounts,
} from '../../store/help.ts'

export type HelpReport = { counts: ArticleCount[]; comments: Comment[]; missed: MissedSearch[] }

export async function readHelpReport(app: App): Promise<HelpReport> {
  const { db } = app.store
  const [counts, comments, missed] = await Promise.all([
    reactionCounts(db),
    latestComments(db, 100),
    missedSearches(db, 100),
  ])
  return { counts, comments, missed }
}
