/** What people ask, in their own words, and the articles that answer. Written before the search was tuned. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Language } from '../src/words/languages.ts'
import { createSpeaker } from '../src/words/speaker.ts'
import { findArticle, HELP_LANGUAGES } from '../web/views/articles.ts'
import { searchHelp } from '../web/views/help-search.ts'

const speaker = createSpeaker({
  timeZone: 'UTC',
  now: new Date('2026-11-25T12:00:00Z'),
  platform: 'Rechannel',
})
const questions = questionsIn('./help-questions.jsonl')
/** Written after the search, and never looked at while words and articles were chosen. */
const unseen = questionsIn('./help-questions-unseen.jsonl')

describe('the search of the help', () => {
  it('is asked at least sixty questions, about articles that there are', () => {
    expect(questions.length).toBeGreaterThanOrEqual(60)
    const unknown = [...questions, ...unseen]
      .flatMap((one) => one.expect)
      .filter((slug) => findArticle('en', slug) === null)
    expect(unknown).toEqual([])
  })

  it.each([
    ['nine of ten', questions, 0.9],
    ['eight of ten that it had never seen', unseen, 0.8],
  ])('has the right article among the first three for %s', (_, asked, atLeast) => {
    const missed = asked.filter(({ q, expect: right }) => {
      const first = searchHelp(q, speaker).slice(0, 3)
      return !first.some(({ article }) => right.includes(article.slug))
    })
    const share = 1 - missed.length / asked.length
    const report = missed.map(({ q }) => `${q} → ${slugs(q).slice(0, 3).join(', ') || 'nothing'}`)
    expect(share, report.join('\n')).toBeGreaterThanOrEqual(atLeast)
  })

  it.each([
    ['instgram reconect', 'reconnecting-your-channels'],
    ['DELET my chanel', 'turning-a-channel-off'],
    ['éxpiry périod', 'how-long-permissions-last'],
  ])('forgives “%s”', (query, slug) => {
    expect(slugs(query).slice(0, 3)).toContain(slug)
  })

  it('finds nothing for what is not here, and nothing for nothing', () => {
    expect(slugs('pinterest')).toEqual([])
    expect(slugs('the of and')).toEqual([])
    expect(slugs('  ')).toEqual([])
    expect(slugs('<script>')).toEqual([])
  })

  it('leads to the part that answers, and shows where the words stand', () => {
    const [first] = searchHelp('page unpublished', speaker)
    expect(first?.article.slug).toBe('pages-and-roles')
    expect(first?.place?.id).toBe('unpublished')
    const marked = first?.excerpt.filter(({ hit }) => hit).map(({ text }) => text.toLowerCase())
    expect(marked).toContain('page')
  })

  it('takes a page of text without trouble', () => {
    expect(searchHelp('why is my channel gone '.repeat(200), speaker).length).toBeGreaterThan(0)
  })
})

/** The same word, as it stands in articles and as people write it. */
const WRITTEN: Partial<Record<Language, [asked: string, stands: string][]>> = {
  es: [
    ['conexion', 'conexión'],
    ['CONTRASENA', 'contraseña'],
    ['paginas', 'página'],
    ['reconectarlo', 'reconectar'],
    ['permizo', 'permiso'],
  ],
  de: [
    ['loeschen', 'löschen'],
    ['loschen', 'Löschung'],
    ['ausgeschaltet', 'ausschalten'],
    ['Kanalverbindung', 'Verbindung'],
    ['Instagramkonto', 'Konto'],
    ['Verbidnung', 'Verbindung'],
  ],
  ar: [
    ['قناة', 'القناة'],
    ['القناه', 'قناة'],
    ['بالقناة', 'قناة'],
    ['قناتي', 'القناة'],
    ['اذن', 'إذن'],
    ['إِذْن', 'الإذن'],
  ],
}

describe.each(HELP_LANGUAGES.filter((language) => language !== 'en'))('the search in %s', (language) => {
  const speakerHere = speaker.for({ language })

  it('has the right article among the first three for nine of ten', () => {
    const asked = questionsIn(`./help-questions.${language}.jsonl`)
    expect(asked.length).toBeGreaterThanOrEqual(20)
    const missed = asked.filter(({ q, expect: right }) => {
      const first = searchHelp(q, speakerHere).slice(0, 3)
      return !first.some(({ article }) => right.includes(article.slug))
    })
    const named = (q: string) => searchHelp(q, speakerHere).map(({ article }) => article.slug)
    const report = missed.map(({ q }) => `${q} → ${named(q).slice(0, 3).join(', ') || 'nothing'}`)
    expect(1 - missed.length / asked.length, report.join('\n')).toBeGreaterThanOrEqual(0.9)
  })

  it.each(WRITTEN[language] ?? [])(
    'finds by “%s” what stands there as “%s”, and marks it',
    (asked, stands) => {
      const [first, second] = [searchHelp(asked, speakerHere), searchHelp(stands, speakerHere)]
      expect(first.length).toBeGreaterThan(0)
      const among = new Set(first.map(({ article }) => article.slug))
      expect(second.slice(0, 3).some(({ article }) => among.has(article.slug))).toBe(true)
      expect(first.some(({ excerpt }) => excerpt.some(({ hit }) => hit))).toBe(true)
    },
  )

  it('finds nothing for what is not here', () => {
    expect(searchHelp('pinterest', speakerHere)).toEqual([])
  })
})

function questionsIn(file: string): { q: string; expect: string[] }[] {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { q: string; expect: string[] })
}

function slugs(query: string): string[] {
  return searchHelp(query, speaker).map(({ article }) => article.slug)
}
