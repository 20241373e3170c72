/** The help's pages as views: shelves, an article with what surrounds it, and what was found. */
import type { Face, Reaction } from '../../src/domain/help/reaction.ts'
import { FACES } from '../../src/domain/help/reaction.ts'
import { FIRST_LANGUAGE, LANGUAGES, type Language } from '../../src/words/languages.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { headingsOf, textOf } from './article-nodes.ts'
import {
  type Article,
  articlesIn,
  bodyOf,
  COLLECTIONS,
  type CollectionId,
  findArticle,
  helpLanguage,
  languagesOf,
  type SectionId,
} from './articles.ts'
import { helpAt } from './help-address.ts'
import type { Found } from './help-search.ts'
import type { Reader } from './live-parts.ts'

export type Crumb = { label: string; href: string }
export type Shelf = {
  id: CollectionId
  href: string
  title: string
  summary: string
  count: string
  sections: { id: SectionId; title: string; articles: Teaser[] }[]
}
/** `language` is the one its words are in, which need not be the reader's. */
export type Teaser = {
  slug: string
  href: string
  language: Language
  dir: 'ltr' | 'rtl'
  title: string
  summary: string
}
/** The language that the address names, at which the links of the page stay; null where it names none. */
type Named = Language | null
/** Where a question goes that no article answered. */
export type AskView = ReturnType<typeof askView>

const WORDS_A_MINUTE = 220

export function collectionTitle(id: CollectionId, { say }: Speaker): string {
  return say(`help.collections.${id}.title`)
}

function sectionTitle(section: SectionId, { say }: Speaker): string {
  return say(`help.sections.${section}`)
}

export function shelf(id: CollectionId, speaker: Speaker, named: Named): Shelf {
  const { say } = speaker
  const mine = articlesIn(speaker.language).filter((article) => article.collection === id)
  return {
    id,
    href: helpAt(named, `/help/collections/${id}`),
    title: collectionTitle(id, speaker),
    summary: say(`help.collections.${id}.summary`),
    count: say('help.articles', { count: mine.length }),
    sections: COLLECTIONS[id].map((section) => ({
      id: section,
      title: sectionTitle(section, speaker),
      articles: mine
        .filter((article) => article.section === section)
        .map((article) => teaser(article, named)),
    })),
  }
}

export function shelves(speaker: Speaker, named: Named): Shelf[] {
  return (Object.keys(COLLECTIONS) as CollectionId[]).map((id) => shelf(id, speaker, named))
}

export function searchWords(query: string, { say }: Speaker, named: Named) {
  return {
    query,
    action: helpAt(named, '/help'),
    label: say('help.search.label'),
    placeholder: say('help.search.placeholder'),
    button: say('help.search.button'),
  }
}

export function askView(contactEmail: string, { say }: Speaker) {
  return {
    title: say('help.ask.title'),
    chat: { label: say('help.ask.chat'), href: '/chat' },
    write: { label: say('help.ask.or_write', { email: contactEmail }), href: `mailto:${contactEmail}` },
  }
}

export function resultsView(query: string, found: readonly Found[], speaker: Speaker, named: Named) {
  const { say } = speaker
  return {
    title: say('help.search.title', { count: found.length, query }),
    back: { label: say('help.search.back'), href: helpAt(named, '/help') },
    results: found.map(({ article, place, excerpt }) => ({
      language: article.language,
      dir: LANGUAGES[article.language].dir,
      title: article.title,
      href: helpAt(named, `/help/${article.slug}${place === null ? '' : `#${place.id}`}`),
      crumbs: `${collectionTitle(article.collection, speaker)} › ${sectionTitle(article.section, speaker)}`,
      part: place === null ? null : say('help.search.in_section', { heading: place.heading }),
      excerpt,
    })),
    none:
      found.length > 0
        ? null
        : {
            text: say('help.search.none'),
            tipsTitle: say('help.search.none_tips'),
            tips: [
              say('help.search.none_network'),
              say('help.search.none_seen'),
              say('help.search.none_short'),
            ],
          },
  }
}

/** Says in the reader's language that the articles are in another one; null where they are in theirs. */
export function inOtherLanguage({ say, language }: Speaker): string | null {
  return helpLanguage(language) === language ? null : say('help.in_english.all')
}

export function articleView(article: Article, reader: Reader, speaker: Speaker, named: Named) {
  const { say } = speaker
  const body = bodyOf(article, reader, speaker, named)
  const address = `/help/${article.slug}`
  const words = body.map(textOf).join(' ').split(/\s+/).length
  const { collection, section } = article
  return {
    slug: article.slug,
    language: article.language,
    dir: LANGUAGES[article.language].dir,
    inOther: article.language === speaker.language ? null : say('help.in_english.article'),
    inLanguages: {
      label: say('help.in_languages'),
      others: languagesOf(article.slug)
        .filter((language) => language !== article.language)
        .map((language) => ({
          language,
          dir: LANGUAGES[language].dir,
          name: LANGUAGES[language].name,
          href: helpAt(language, address),
        })),
    },
    href: helpAt(named, address),
    title: article.title,
    summary: article.summary,
    updated: say('help.updated', { date: speaker.datedDay(new Date(article.updated)) }),
    updatedDay: article.updated,
    reading: say('help.reading', { minutes: Math.max(1, Math.round(words / WORDS_A_MINUTE)) }),
    asMarkdown: { label: say('help.as_markdown'), href: markdownAddress(article) },
    breadcrumb: say('help.breadcrumb'),
    crumbs: crumbsOf(collection, section, speaker, named),
    onThisPage: say('help.on_this_page'),
    headings: headingsOf(body).filter(({ level }) => level === 2),
    body,
    relatedTitle: say('help.related'),
    related: article.related.flatMap((slug) => {
      const one = findArticle(speaker.language, slug)
      return one === null ? [] : [teaser(one, named)]
    }),
  }
}

export type ArticleView = ReturnType<typeof articleView>

/** As text it says nothing of the reader, and so the English one, at the address without a language, is English for all. */
export function markdownAddress({ slug, language }: Pick<Article, 'slug' | 'language'>): string {
  return helpAt(language === FIRST_LANGUAGE ? null : language, `/help/${slug}.md`)
}

function crumbsOf(collection: CollectionId, section: SectionId, speaker: Speaker, named: Named): Crumb[] {
  const shelfHref = helpAt(named, `/help/collections/${collection}`)
  return [
    { label: speaker.say('help.all'), href: helpAt(named, '/help') },
    { label: collectionTitle(collection, speaker), href: shelfHref },
    { label: sectionTitle(section, speaker), href: `${shelfHref}#${section}` },
  ]
}

/** The three faces, and what is said once one of them was chosen. */
export function reactionView(
  given: Reaction | null,
  about: { justNow: boolean; nothingChosen: boolean; ask: AskView },
  { say }: Speaker,
) {
  const unhappy = given !== null && given.face !== 'yes'
  return {
    title: say('help.reaction.title'),
    faces: FACES.map((face: Face) => ({
      face,
      label: say(`help.reaction.face.${face}`),
      chosen: given?.face === face,
    })),
    missing: {
      label: say('help.reaction.missing'),
      hint: say('help.reaction.missing_hint'),
      text: given?.missing ?? '',
    },
    send: say(given === null ? 'help.reaction.send' : 'help.reaction.change'),
    thanks: given !== null && about.justNow ? say(`help.reaction.thanks.${given.face}`) : null,
    stuck: unhappy && about.justNow ? { text: say('help.reaction.stuck'), chat: about.ask.chat } : null,
    nothingChosen: about.nothingChosen ? say('help.reaction.nothing_chosen') : null,
  }
}

export type ReactionView = ReturnType<typeof reactionView>

function teaser({ slug, language, title, summary }: Article, named: Named): Teaser {
  return {
    slug,
    href: helpAt(named, `/help/${slug}`),
    language,
    dir: LANGUAGES[language].dir,
    title,
    summary,
  }
}
