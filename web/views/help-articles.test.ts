import { describe, expect, it } from 'vitest'
import { HELP_PLACES, type HelpPlace } from '../../src/domain/help/places.ts'
import { createSpeaker } from '../../src/words/speaker.ts'
import { type ArticleNode, headingsOf, textOf } from './article-nodes.ts'
import { articlesIn, bodyOf, COLLECTIONS, mistakesIn } from './articles.ts'

const speaker = createSpeaker({
  timeZone: 'UTC',
  now: new Date('2026-11-25T12:00:00Z'),
  platform: 'Rechannel',
})
const articles = articlesIn('en')
const bodies = new Map(articles.map((one) => [one.slug, bodyOf(one, { channels: null }, speaker)]))
const anchors = new Map([...bodies].map(([slug, body]) => [slug, headingsOf(body).map(({ id }) => id)]))

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
    const [slug = '', anchor] = place.split('#')
    expect(anchors.get(slug)).toContain(anchor)
  })
})

describe('the articles', () => {
  it('cover creators, brands and operators', () => {
    expect(articles.length).toBeGreaterThanOrEqual(14)
    for (const [collection, sections] of Object.entries(COLLECTIONS)) {
      for (const section of sections) {
        const there = articles.filter((one) => one.collection === collection && one.section === section)
        expect(there.length, `${collection}, ${section}`).toBeGreaterThan(0)
      }
    }
  })

  it.each(articles.map((one) => [one.slug, one] as const))('%s is sound', (slug, article) => {
    expect(mistakesIn(article)).toEqual([])
    expect(article.updated).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(article.summary.length).toBeLessThanOrEqual(160)
    expect(anchors.get(slug)?.length).toBeGreaterThan(1)
    expect(new Set(anchors.get(slug)).size).toBe(anchors.get(slug)?.length)
    for (const other of article.related) {
      expect(bodies.has(other), other).toBe(true)
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
        return anchor === undefined ? !bodies.has(slug) : anchors.get(slug)?.includes(anchor) !== true
      })
    expect(broken).toEqual([])
  })
})

function elements(nodes: readonly ArticleNode[]): Exclude<ArticleNode, string>[] {
  return nodes.flatMap((one) => (typeof one === 'string' ? [] : [one, ...elements(one.children)]))
}
