/** Finds articles by people's own words: typing mistakes, other words for the same thing, half sentences. */
import MiniSearch from 'minisearch'
import type { Language } from '../../src/words/languages.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import { type ArticleNode, textOf } from './article-nodes.ts'
import { type Article, articlesIn, bodyOf, findArticle, helpLanguage } from './articles.ts'
import { type Terms, termsOf, wordsOf } from './help-terms.ts'

export type Excerpt = { text: string; hit: boolean }[]
export type Found = {
  article: Article
  /** The part of the article that fits best; null: its beginning. */
  place: { id: string; heading: string } | null
  excerpt: Excerpt
}

type Section = { id: string; article: string; anchor: string | null; heading: string; text: string }
type Index = {
  articles: MiniSearch
  sections: MiniSearch
  texts: Map<string, Section>
  groups: string[][]
  terms: Terms
  /** What a word is found by: itself, and the words that it is put together from. */
  found(word: string): string[]
}

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
  const { text, added } = widened(query, index)
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
    const hits = new Set([...Object.keys(part?.match ?? {}), ...Object.keys(hit.match)])
    const isHit = (piece: string) => index.found(piece).some((term) => hits.has(term))
    return [
      {
        article,
        place:
          section === undefined || section.anchor === null
            ? null
            : { id: section.anchor, heading: section.heading },
        excerpt: excerptOf(section?.text ?? article.summary, isHit),
      },
    ]
  })
}

function indexFor(speaker: Speaker): Index {
  const language = helpLanguage(speaker.language)
  const key = `${language} ${speaker.platform}`
  const known = indexes.get(key)
  if (known !== undefined) return known
  const entries = articlesIn(language).map((article) => {
    const parts = sectionsOf(article, bodyOf(article, { channels: null }, speaker))
    return {
      parts,
      id: article.slug,
      title: article.title,
      keywords: article.keywords.join(' '),
      summary: article.summary,
      headings: parts.map(({ heading }) => heading).join(' '),
      text: parts.map(({ text }) => text).join(' '),
    }
  })
  const terms = termsOf(language)
  const found = finder(
    terms,
    entries.flatMap(({ title, keywords, summary, headings, text }) => [
      title,
      keywords,
      summary,
      headings,
      text,
    ]),
  )
  const articles = new MiniSearch({
    fields: ['title', 'keywords', 'summary', 'headings', 'text'],
    processTerm: found,
  })
  const sections = new MiniSearch({ fields: ['heading', 'text'], processTerm: found })
  const texts = new Map<string, Section>()
  for (const { parts, ...entry } of entries) {
    for (const part of parts) texts.set(part.id, part)
    sections.addAll(parts)
    articles.add(entry)
  }
  const index: Index = { articles, sections, texts, groups: synonymsOf(language, terms), terms, found }
  indexes.set(key, index)
  return index
}

const SHORTEST_PART = 4
/** What German puts between two words that it writes together. */
const JOINTS = /^(?:s|n|en|es)$/

function finder(terms: Terms, texts: readonly string[]): (word: string) => string[] {
  const stem = (word: string) => terms.stem(terms.plain(word))
  if (!terms.compounds) return (word) => [stem(word) ?? []].flat()
  const known = new Set(
    texts.flatMap((text) => wordsOf(terms.plain(text))).flatMap((word) => terms.stem(word) ?? []),
  )
  const single = (word: string) => {
    const root = word.length < SHORTEST_PART ? null : terms.stem(word)
    return root !== null && known.has(root) ? root : null
  }
  /** The longest known word that it ends in, and what stands before it; null where it is no such word. */
  const partsOf = (word: string): string[] | null => {
    for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++) {
      const last = single(word.slice(at))
      if (last === null) continue
      const before = [word.slice(0, at), word.slice(0, at - 1), word.slice(0, at - 2)].filter(
        (head, cut) => cut === 0 || JOINTS.test(word.slice(head.length, at)),
      )
      for (const head of before) {
        const first = single(head)
        if (first !== null) return [first, last]
      }
    }
    return null
  }
  return (word) => {
    const root = stem(word)
    return root === null ? [] : [...new Set([root, ...(partsOf(terms.plain(word)) ?? [])])]
  }
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
function widened(query: string, { groups, terms, found }: Index): { text: string; added: Set<string> } {
  const asked = wordsOf(terms.plain(query))
  const own = new Set(asked.flatMap(found))
  const phrase = ` ${asked.map((word) => rooted(word, terms)).join(' ')} `
  const others = groups
    .filter((group) =>
      group.some((entry) =>
        phrase.includes(
          ` ${wordsOf(entry)
            .map((word) => rooted(word, terms))
            .join(' ')} `,
        ),
      ),
    )
    .flatMap((group) => group.flatMap(wordsOf))
    .filter((word) => !found(word).some((term) => own.has(term)))
  return { text: [...asked, ...others].join(' '), added: new Set(others.flatMap(found)) }
}

/** Fillers stay where they stand: “log in” is not “log”. */
function rooted(word: string, { stem }: Terms): string {
  return stem(word) ?? word
}

function synonymsOf(language: Language, { plain }: Terms): string[][] {
  const file = Object.keys(SYNONYMS).find((one) => one.includes(`/${language}/`))
  return (file === undefined ? '' : (SYNONYMS[file] ?? ''))
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').map(plain))
}

function excerptOf(text: string, isHit: (piece: string) => boolean): Excerpt {
  const pieces = text.split(/([\p{L}\p{M}\p{N}_’'-]+)/u)
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
