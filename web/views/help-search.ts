/** Finds articles by people's own words: typing mistakes, other words for the same thing, half sentences. */
import MiniSearch from 'minisearch'
import type { Language } from '../../src/words/languages.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { type ArticleNode, textOf } from './article-nodes.ts'
import { type Article, articleLanguage, articlesIn, bodyOf, findArticle } from './articles.ts'

export type Excerpt = { text: string; hit: boolean }[]
export type Found = {
  article: Article
  /** The part of the article that fits best; null: its beginning. */
  place: { id: string; heading: string } | null
  excerpt: Excerpt
}

type Section = { id: string; article: string; anchor: string | null; heading: string; text: string }
type Index = { articles: MiniSearch; sections: MiniSearch; texts: Map<string, Section>; groups: string[][] }

const RESULTS_AT_MOST = 6
const EXCERPT_LETTERS = 180
/** A result this much weaker than the best one only makes the list longer. */
const WEAKEST_SHARE = 0.05
/** Words that were not asked for but mean the same. */
const ADDED_COUNTS = 0.4
const OPERATORS_COUNT = 0.7

const SYNONYMS: Record<string, string> = import.meta.glob('../../help/*/synonyms.txt', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const indexes = new Map<string, Index>()

export function searchHelp(query: string, speaker: Speaker): Found[] {
  const index = indexFor(speaker)
  const { text, added } = widened(query, index.groups)
  if (text === '') return []
  const options = {
    prefix: (term: string) => !added.has(term) && term.length >= 4,
    fuzzy: (term: string) => (added.has(term) || term.length < 5 ? false : term.length < 7 ? 1 : 2),
    boostTerm: (term: string) => (added.has(term) ? ADDED_COUNTS : 1),
    weights: { fuzzy: 0.4, prefix: 0.5 },
  }
  const whole = index.articles.search(text, {
    ...options,
    boost: { title: 3, keywords: 3, headings: 2.5, summary: 2 },
    // Its catalogues have every word that anybody could ask with; few who ask run an installation.
    boostDocument: (slug: string) =>
      findArticle(speaker.language, slug)?.collection === 'operators' ? OPERATORS_COUNT : 1,
  })
  const parts = index.sections.search(text, { ...options, boost: { heading: 3 } })
  const partOf = (slug: string) => parts.find((one) => index.texts.get(String(one.id))?.article === slug)
  const best = whole[0]?.score ?? 0
  const near = whole.filter(({ score }) => score >= best * WEAKEST_SHARE).slice(0, RESULTS_AT_MOST)
  return near.flatMap((hit): Found[] => {
    const part = partOf(String(hit.id))
    const article = findArticle(speaker.language, String(hit.id))
    if (article === null) return []
    const section = part === undefined ? undefined : index.texts.get(String(part.id))
    const terms = new Set([...Object.keys(part?.match ?? {}), ...Object.keys(hit.match)])
    return [
      {
        article,
        place:
          section === undefined || section.anchor === null
            ? null
            : { id: section.anchor, heading: section.heading },
        excerpt: excerptOf(section?.text ?? article.summary, terms),
      },
    ]
  })
}

function indexFor(speaker: Speaker): Index {
  const language = articleLanguage(speaker.language)
  const key = `${language} ${speaker.platform}`
  const known = indexes.get(key)
  if (known !== undefined) return known
  const articles = new MiniSearch({
    fields: ['title', 'keywords', 'summary', 'headings', 'text'],
    processTerm: stem,
  })
  const sections = new MiniSearch({ fields: ['heading', 'text'], processTerm: stem })
  const texts = new Map<string, Section>()
  for (const article of articlesIn(language)) {
    const parts = sectionsOf(article, bodyOf(article, { channels: null }, speaker))
    for (const part of parts) texts.set(part.id, part)
    sections.addAll(parts)
    articles.add({
      id: article.slug,
      title: article.title,
      keywords: article.keywords.join(' '),
      summary: article.summary,
      headings: parts.map(({ heading }) => heading).join(' '),
      text: parts.map(({ text }) => text).join(' '),
    })
  }
  const index = { articles, sections, texts, groups: synonymsOf(language) }
  indexes.set(key, index)
  return index
}

/** Cut at its headings; what stands before the first belongs to the article itself. */
function sectionsOf(article: Article, nodes: readonly ArticleNode[]): Section[] {
  const sections: Section[] = [
    { id: article.slug, article: article.slug, anchor: null, heading: article.title, text: article.summary },
  ]
  for (const one of nodes) {
    const isHeading = typeof one !== 'string' && (one.name === 'h2' || one.name === 'h3')
    const last = sections.at(-1)
    if (isHeading && one.attributes.id !== undefined) {
      const { id } = one.attributes
      sections.push({
        id: `${article.slug}#${id}`,
        article: article.slug,
        anchor: id,
        heading: textOf(one),
        text: '',
      })
    } else if (last !== undefined) {
      last.text = `${last.text} ${spaced(one)}`.trim()
    }
  }
  return sections
}

/** The words of a block, with room between its cells and items. */
function spaced(one: ArticleNode): string {
  if (typeof one === 'string') return one
  if (one.name === 'badge') return textOf(one)
  const apart = ['ul', 'ol', 'table', 'thead', 'tbody', 'tr', 'div'].includes(one.name)
  return one.children.map(spaced).join(apart ? ' ' : '')
}

/** The query with other words for what it says. Those that were added count for less. */
function widened(query: string, groups: readonly string[][]): { text: string; added: Set<string> } {
  const asked = plain(query)
  const own = new Set(wordsOf(asked).map(stem))
  const others = groups
    .filter((group) => group.some((entry) => ` ${asked} `.includes(` ${entry} `)))
    .flat()
    .flatMap(wordsOf)
    .filter((word) => !own.has(stem(word)))
  const added = new Set(others.flatMap((word) => stem(word) ?? []))
  return { text: [...wordsOf(asked), ...others].join(' '), added }
}

function synonymsOf(language: Language): string[][] {
  const file = Object.keys(SYNONYMS).find((one) => one.includes(`/${language}/`))
  return (file === undefined ? '' : (SYNONYMS[file] ?? ''))
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').map(plain))
}

function excerptOf(text: string, terms: ReadonlySet<string>): Excerpt {
  const pieces = text.split(/([\p{L}\p{N}_’'-]+)/u)
  const isHit = (piece: string) => {
    const term = stem(piece)
    return term !== null && terms.has(term)
  }
  const from = startOf(pieces, isHit)
  const excerpt: Excerpt = from > 0 ? [{ text: '… ', hit: false }] : []
  let letters = 0
  for (const piece of pieces.slice(from)) {
    if (letters >= EXCERPT_LETTERS) {
      excerpt.push({ text: ' …', hit: false })
      break
    }
    letters += piece.length
    const hit = isHit(piece)
    const last = excerpt.at(-1)
    if (last !== undefined && last.hit === hit) last.text += piece
    else excerpt.push({ text: piece, hit })
  }
  return excerpt
}

/** The beginning of the sentence in which the most is found. */
function startOf(pieces: readonly string[], isHit: (piece: string) => boolean): number {
  let best = { from: 0, hits: -1 }
  for (let from = 0; from < pieces.length; from++) {
    if (from > 0 && !/[.:!?]\s*$/.test(pieces[from - 1] ?? '')) continue
    let letters = 0
    let hits = 0
    for (let at = from; at < pieces.length && letters < EXCERPT_LETTERS; at++) {
      letters += pieces[at]?.length ?? 0
      if (isHit(pieces[at] ?? '')) hits++
    }
    if (hits > best.hits) best = { from, hits }
  }
  return best.from
}

function plain(text: string): string {
  return wordsOf(text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/['’]/g, '')).join(
    ' ',
  )
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== '')
}

/** Words that stand in every question and say nothing about it. */
const SILENT = new Set(
  `a an and any anymore are as at be been but by can cant could did do does dont doesnt for from get got had has have how
  i if im in into is isnt it its ive just keep keeps like me mine my no not of on one or our out please s should so some t than that
  the their them then there they thing this to too u up us was way we well were what when where which who why will with
  would you your`.split(/\s+/),
)

/** One form for the forms of an English word; null where it says nothing. */
function stem(term: string): string | null {
  const word = term.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/['’]/g, '')
  if (word === '' || SILENT.has(word)) return null
  if (word.includes('_') || word.length < 4) return word
  const cut = word
    .replace(/ies$/, 'y')
    .replace(/(?<=\w{3})(?:ing|ed|es|s|ly)$/, '')
    .replace(/([bdgmnprt])\1$/, '$1')
    .replace(/(?<=\w{3})e$/, '')
  return cut.length < 3 ? word : cut
}
