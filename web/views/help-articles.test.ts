import Markdoc from '@markdoc/markdoc'
import { describe, expect, it } from 'vitest'
import { HELP_PLACES, type HelpPlace } from '../../src/domain/help/places.ts'
import { isLanguage, LANGUAGE_IDS, type Language } from '../../src/words/languages.ts'
import { createSpeaker } from '../../src/words/speaker.ts'
import { type ArticleNode, headingsOf, textOf } from './article-nodes.ts'
import {
  type Article,
  articlesIn,
  bodyOf,
  COLLECTIONS,
  HELP_LANGUAGES,
  mistakesIn,
  withEnglish,
  writtenIn,
} from './articles.ts'
import { articleView } from './help-page.ts'

const speaker = createSpeaker({
  timeZone: 'UTC',
  now: new Date('2026-11-25T12:00:00Z'),
  platform: 'Rechannel',
})
const english = articlesIn('en')

describe('what the product says', () => {
  const places: [string, HelpPlace][] = Object.entries(HELP_PLACES).flatMap(([kind, of]) =>
    typeof of === 'string'
      ? [[kind, of] as [string, HelpPlace]]
      : Object.entries(of as Record<string, HelpPlace>).map(([name, place]): [string, HelpPlace] => [
          `${kind} ${name}`,
          place,
        ]),
  )

  it.each(places)('is explained where its link leads: %s', (_name, place) => {
    const [slug = '', anchor = ''] = place.split('#')
    for (const language of LANGUAGE_IDS) expect(anchorsIn(language).get(slug), language).toContain(anchor)
  })
})

describe('the articles', () => {
  it('cover creators, brands and operators', () => {
    expect(english.length).toBeGreaterThanOrEqual(14)
    for (const [collection, sections] of Object.entries(COLLECTIONS)) {
      for (const section of sections) {
        const there = english.filter((one) => one.collection === collection && one.section === section)
        expect(there.length, `${collection}, ${section}`).toBeGreaterThan(0)
      }
    }
  })

  it('have no name that is a language’s, because that stands in the same place of an address', () => {
    expect(english.map(({ slug }) => slug).filter((slug) => isLanguage(slug))).toEqual([])
  })
})

describe.each(HELP_LANGUAGES)('an article in %s', (language) => {
  const written = writtenIn(language)
  const bodies = new Map(written.map((one) => [one.slug, bodyOf(one, { channels: null }, speaker)]))

  it.each(written.map((one) => [one.slug, one] as const))('%s is sound', (slug, article) => {
    expect(mistakesIn(article)).toEqual([])
    expect(article.updated).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(article.summary.length).toBeLessThanOrEqual(160)
    const anchors = anchorsIn(language).get(slug)
    expect(anchors?.length).toBeGreaterThan(1)
    expect(new Set(anchors).size).toBe(anchors?.length)
    for (const other of article.related) {
      expect(anchorsIn(language).has(other), other).toBe(true)
      expect(other).not.toBe(slug)
    }
  })

  it.each([...bodies])('%s has an id at every heading, and nothing left unfilled', (_slug, body) => {
    const headings = elements(body).filter(({ name }) => /^h\d$/.test(name))
    expect(headings.filter(({ attributes }) => attributes.id === undefined)).toEqual([])
    const text = body.map(textOf).join(' ')
    expect(text).not.toMatch(/\{%|%\}|\$platform|undefined|\bnull\b/)
  })

  it.each([...bodies])('%s links only to what is there', (_slug, body) => {
    const broken = elements(body)
      .flatMap(({ name, attributes }) => (name === 'a' ? [attributes.href ?? ''] : []))
      .filter((href) => href.startsWith('/help/'))
      .filter((href) => {
        const [slug = '', anchor] = href.slice('/help/'.length).split('#')
        const anchors = anchorsIn(language).get(slug)
        return anchors === undefined || (anchor !== undefined && !anchors.includes(anchor))
      })
    expect(broken).toEqual([])
  })
})

describe('an article that a language has not', () => {
  const spanish = writtenIn('es').filter(({ slug }) => slug !== 'wrong-account')
  const shown = withEnglish(spanish, english)

  it('is the English one, in its place', () => {
    expect(shown.map(({ slug }) => slug)).toEqual(english.map(({ slug }) => slug))
    const others = shown.filter(({ language }) => language !== 'es')
    expect(others.map(({ slug, language }) => [slug, language])).toEqual([['wrong-account', 'en']])
  })

  it('says so in the reader’s language, and runs the way of its own', () => {
    const reader = speaker.for({ language: 'ar' })
    const [article] = english
    if (article === undefined) throw new Error('no article')
    const view = articleView(article, { channels: null }, reader, 'ar')
    expect(view.inOther).toBe(reader.say('help.in_english.article'))
    expect([view.language, view.dir]).toEqual(['en', 'ltr'])
    expect(articleView(article, { channels: null }, speaker, null).inOther).toBe(null)
  })
})

describe.each(LANGUAGE_IDS.filter((language) => language !== 'en'))('in %s', (language) => {
  const written = new Map(writtenIn(language).map((article) => [article.slug, article]))

  it('there is every English article, and no other', () => {
    const missing = english.map(({ slug }) => slug).filter((slug) => !written.has(slug))
    expect(missing).toEqual([])
    const slugs = new Set(english.map(({ slug }) => slug))
    expect([...written.keys()].filter((slug) => !slugs.has(slug))).toEqual([])
  })

  const both = english.flatMap((article) => {
    const translated = written.get(article.slug)
    return translated === undefined ? [] : [[article.slug, article, translated] as const]
  })

  it.each(both)('%s stands where the English one stands', (_slug, one, other) => {
    const shelfOf = ({ collection, section, updated, related }: Article) => ({
      collection,
      section,
      updated,
      related,
    })
    expect(shelfOf(other)).toEqual(shelfOf(one))
    expect(fieldsOf(other)).toEqual(fieldsOf(one))
    expect(orderOf(other)).toBe(orderOf(one))
  })

  it.each(both)('%s is built as the English one is', (_slug, one, other) => {
    expect(buildOf(other)).toEqual(buildOf(one))
    expect(linksOf(other)).toEqual(linksOf(one))
  })

  it.each(both)('%s says nothing in English', (_slug, one, other) => {
    const said = new Set(sentencesOf(one))
    expect(sentencesOf(other).filter((sentence) => said.has(sentence))).toEqual([])
    expect([one.title, one.summary]).not.toContain(other.title)
    expect(one.summary).not.toBe(other.summary)
  })
})

type Node = ReturnType<typeof Markdoc.parse>

const known = new Map<Language, Map<string, string[]>>()
function anchorsIn(language: Language): Map<string, string[]> {
  const made =
    known.get(language) ??
    new Map(
      articlesIn(language).map((one) => {
        const headings = headingsOf(bodyOf(one, { channels: null }, speaker))
        return [one.slug, headings.map(({ id }) => id)]
      }),
    )
  known.set(language, made)
  return made
}

/** Its headings with their anchors, lists, tables, live parts and commands, in order, without a word of it. */
function buildOf({ source }: Article): string[] {
  return [...Markdoc.parse(source).walk()].flatMap((part: Node): string[] => {
    const { type, tag, attributes } = part
    switch (type) {
      case 'heading':
        return [`h${attributes.level} ${attributes.id}`]
      case 'tag':
        return [`${tag} ${JSON.stringify(attributes)}`]
      case 'fence':
        return [`fence ${attributes.content}`]
      case 'paragraph':
      case 'list':
      case 'item':
      case 'table':
      case 'tr':
      case 'th':
      case 'td':
      case 'image':
        return [type]
      default:
        return []
    }
  })
}

/** In no order: another language may say them the other way round. */
function linksOf({ source }: Article): string[] {
  return [...Markdoc.parse(source).walk()]
    .flatMap(({ type, attributes }: Node) => (type === 'link' ? [String(attributes.href)] : []))
    .sort()
}

/** What is said in at least three words; names and commands are the same everywhere. */
function sentencesOf({ source }: Article): string[] {
  return [...Markdoc.parse(source).walk()]
    .flatMap(({ type, attributes }: Node) => (type === 'text' ? [String(attributes.content)] : []))
    .flatMap((text) => text.split(/(?<=[.:?!])\s+/))
    .map((sentence) => sentence.trim())
    .filter((sentence) => (sentence.match(/\p{L}{2,}/gu)?.length ?? 0) >= 3)
}

function fieldsOf({ source }: Article): string[] {
  const head = /^---\n([\s\S]*?)\n---\n/.exec(source)?.[1] ?? ''
  return head.split('\n').map((line) => line.slice(0, line.indexOf(':')))
}

function orderOf({ source }: Article): string {
  return /^order: (.*)$/m.exec(source)?.[1] ?? ''
}

function elements(nodes: readonly ArticleNode[]): Exclude<ArticleNode, string>[] {
  return nodes.flatMap((one) => (typeof one === 'string' ? [] : [one, ...elements(one.children)]))
}
