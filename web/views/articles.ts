/** The help's articles: Markdoc in `help/<language>/`, read once, and laid out as trees of plain nodes. */
import Markdoc, { type Config, type RenderableTreeNode } from '@markdoc/markdoc'
import { FIRST_LANGUAGE, isLanguage, LANGUAGE_IDS, type Language } from '../../src/words/languages.ts'
import type { Speaker } from '../../src/words/speaker.ts'
import type { ArticleNode } from './article-nodes.ts'
import { helpAt } from './help-address.ts'
import { LIVE_PARTS, type LivePart, type Reader } from './live-parts.ts'

/** The shelves, and the sections on each, in the order in which they are shown. */
export const COLLECTIONS = {
  creators: ['connecting', 'trouble', 'insights', 'care'],
  brands: ['profiles'],
  operators: ['running'],
} as const
export type CollectionId = keyof typeof COLLECTIONS
export type SectionId<C extends CollectionId = CollectionId> = (typeof COLLECTIONS)[C][number]

export type Article = {
  slug: string
  /** The one it is written in. */
  language: Language
  title: string
  summary: string
  collection: CollectionId
  section: SectionId
  /** Words that people use for it and that are not in it. */
  keywords: string[]
  /** The day on which it was last gone over, as 2026-11-25. */
  updated: string
  related: string[]
  source: string
}

const SOURCES: Record<string, string> = import.meta.glob('../../help/*/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const byLanguage = new Map<Language, Article[]>()
for (const [file, source] of Object.entries(SOURCES)) {
  const [, language = '', slug = ''] = /\/help\/([^/]+)\/([^/]+)\.md$/.exec(file) ?? []
  if (!isLanguage(language)) throw new Error(`help: ${file} is in no language that there is.`)
  byLanguage.set(language, [...(byLanguage.get(language) ?? []), articleFrom(language, slug, source)])
}
for (const articles of byLanguage.values())
  articles.sort((a, b) => place(a) - place(b) || order(a) - order(b))

const forReaders = new Map(
  LANGUAGE_IDS.map((language) => [
    language,
    withEnglish(byLanguage.get(language) ?? [], byLanguage.get(FIRST_LANGUAGE) ?? []),
  ]),
)

/** The language that the help speaks to a reader of this one. */
export function helpLanguage(language: Language): Language {
  return byLanguage.has(language) ? language : FIRST_LANGUAGE
}

/** The languages that the help speaks. */
export const HELP_LANGUAGES = LANGUAGE_IDS.filter((language) => byLanguage.has(language))

/** All articles for readers of a language, in the order of their shelves. What is not in theirs is in English. */
export function articlesIn(language: Language): readonly Article[] {
  return forReaders.get(language) ?? []
}

export function withEnglish(own: readonly Article[], english: readonly Article[]): Article[] {
  const bySlug = new Map(own.map((article) => [article.slug, article]))
  return english.map((article) => bySlug.get(article.slug) ?? article)
}

/** The articles that somebody has written in this language. */
export function writtenIn(language: Language): readonly Article[] {
  return byLanguage.get(language) ?? []
}

/** The languages that an article is written in. */
export function languagesOf(slug: string): Language[] {
  return HELP_LANGUAGES.filter((language) => writtenIn(language).some((one) => one.slug === slug))
}

export function findArticle(language: Language, slug: string): Article | null {
  return articlesIn(language).find((one) => one.slug === slug) ?? null
}

export function isCollection(id: string): id is CollectionId {
  return Object.hasOwn(COLLECTIONS, id)
}

const config: Config = {
  tags: Object.fromEntries(
    Object.keys(LIVE_PARTS).map((name) => [
      name,
      { render: name, selfClosing: true, attributes: { network: { type: String } } },
    ]),
  ),
}

/**
 * Its body in its own language, with the facts of this installation, of this moment and of this reader put in. Its
 * links stay at the addresses of a language, where there is one.
 */
export function bodyOf(
  article: Article,
  reader: Reader,
  readers: Speaker,
  named: Language | null = null,
): ArticleNode[] {
  const speaker = readers.for({ language: article.language })
  const tree = Markdoc.transform(Markdoc.parse(article.source), {
    ...config,
    variables: { platform: speaker.platform },
  })
  return Markdoc.Tag.isTag(tree) ? plain(tree.children, { reader, speaker, named }) : []
}

/** What is wrong with an article's Markdoc, as the writer should read it. */
export function mistakesIn(article: Article): string[] {
  return Markdoc.validate(Markdoc.parse(article.source), { ...config, variables: { platform: '' } }).map(
    ({ lines, error }) => `${article.slug}.md:${(lines[0] ?? 0) + 1} ${error.message}`,
  )
}

type Surroundings = { reader: Reader; speaker: Speaker; named: Language | null }

function plain(nodes: readonly RenderableTreeNode[], around: Surroundings): ArticleNode[] {
  const { reader, speaker, named } = around
  return nodes.flatMap((one): ArticleNode[] => {
    if (typeof one === 'string' || typeof one === 'number') return [String(one)]
    if (!Markdoc.Tag.isTag(one)) return []
    const attributes = Object.fromEntries(
      Object.entries(one.attributes).map(([name, value]) => [name, String(value)]),
    )
    if (isLivePart(one.name)) return LIVE_PARTS[one.name](reader, speaker, attributes)
    if (attributes.href !== undefined) attributes.href = helpAt(named, attributes.href)
    const children = plain(one.children, around)
    return [{ name: one.name, attributes, children: /^h\d$/.test(one.name) ? trimmed(children) : children }]
  })
}

/** Before the id of a heading stands a space that is not part of it. */
function trimmed(nodes: readonly ArticleNode[]): ArticleNode[] {
  const last = nodes.at(-1)
  return typeof last === 'string' ? [...nodes.slice(0, -1), last.trimEnd()] : [...nodes]
}

function isLivePart(name: string): name is LivePart {
  return Object.hasOwn(LIVE_PARTS, name)
}

function articleFrom(language: Language, slug: string, source: string): Article {
  const head = /^---\n([\s\S]*?)\n---\n/.exec(source)?.[1] ?? ''
  const fields = new Map(
    head.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()]
    }),
  )
  const field = (name: string): string => {
    const value = fields.get(name)
    if (value === undefined || value === '') throw new Error(`help: ${slug}.md says nothing about "${name}".`)
    return value
  }
  const list = (name: string) =>
    field(name)
      .split(',')
      .map((one) => one.trim())
  const collection = field('collection')
  const section = field('section')
  if (!isCollection(collection) || !isSectionOf(collection, section)) {
    throw new Error(`help: ${slug}.md stands on no shelf that there is: ${collection}, ${section}.`)
  }
  return {
    slug,
    language,
    source,
    title: field('title'),
    summary: field('summary'),
    collection,
    section,
    keywords: list('keywords'),
    updated: field('updated'),
    related: list('related'),
  }
}

function isSectionOf(collection: CollectionId, section: string): section is SectionId {
  return (COLLECTIONS[collection] as readonly string[]).includes(section)
}

function place({ collection, section }: Article): number {
  const shelves = Object.keys(COLLECTIONS)
  return shelves.indexOf(collection) * 100 + (COLLECTIONS[collection] as readonly string[]).indexOf(section)
}

function order({ source }: Article): number {
  return Number(/^order: (\d+)$/m.exec(source)?.[1] ?? 99)
}
