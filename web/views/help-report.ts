import type { HelpReport } from '../../src/usecases/help/read-help-report.ts'
import { isLanguage, LANGUAGES } from '../../src/words/languages.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { findArticle } from './articles.ts'
import { helpAt } from './help-address.ts'

/** The worst answered first: that is where work is waiting. */
export function reportView({ counts, comments, missed }: HelpReport, speaker: Speaker) {
  const { say } = speaker
  const title = say('help.report.title')
  const named = ({ article: slug, language }: { article: string; language: string }) => {
    const article = isLanguage(language) ? findArticle(language, slug) : null
    return article === null
      ? { title: say('help.report.gone', { article: slug }), href: null, lang: undefined }
      : { title: article.title, href: helpAt(article.language, `/help/${slug}`), lang: article.language }
  }
  const nameOf = (language: string) => (isLanguage(language) ? LANGUAGES[language].name : language)
  const share = ({ no, partly, yes }: HelpReport['counts'][number]) => yes / (no + partly + yes)
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    lede: say('help.report.lede'),
    counts: {
      title: say('help.report.counts'),
      none: say('help.report.no_counts'),
      columns: [
        say('help.report.article'),
        say('help.report.language'),
        say('help.reaction.face.no'),
        say('help.reaction.face.partly'),
        say('help.reaction.face.yes'),
        say('help.report.happy'),
      ],
      rows: counts
        .toSorted((a, b) => share(a) - share(b))
        .map((row) => ({
          ...row,
          ...named(row),
          key: `${row.language} ${row.article}`,
          language: nameOf(row.language),
          share: speaker.percent(share(row)),
        })),
    },
    missed: {
      title: say('help.report.missed'),
      hint: say('help.report.missed_hint'),
      none: say('help.report.no_missed'),
      columns: [
        say('help.report.query'),
        say('help.report.language'),
        say('help.report.times'),
        say('help.report.last'),
      ],
      rows: missed.map(({ query, language, times, lastAt }) => ({
        key: `${language} ${query}`,
        query,
        language: nameOf(language),
        times,
        last: speaker.moment(lastAt),
      })),
    },
    comments: {
      title: say('help.report.comments'),
      none: say('help.report.no_comments'),
      rows: comments.map(({ article, language, face, missing, at }, place) => ({
        ...named({ article, language }),
        language: nameOf(language),
        key: place,
        text: missing,
        face: say(`help.reaction.face.${face}`),
        at: speaker.moment(at),
      })),
    },
  }
}
