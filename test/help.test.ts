/** What readers leave behind in the help, on both databases. */
import { describe, expect, it } from 'vitest'
import { DAY, later } from '../src/domain/time.ts'
import { putReaction } from '../src/store/help.ts'
import { noteMissedSearch } from '../src/usecases/help/note-missed-search.ts'
import { reactToArticle } from '../src/usecases/help/react-to-article.ts'
import { readHelpReport } from '../src/usecases/help/read-help-report.ts'
import { readReaction } from '../src/usecases/help/read-reaction.ts'
import { readerHash } from '../src/usecases/help/reader.ts'
import { ENGINES } from './databases.ts'
import { openWorld } from './world.ts'

const SIGNING_IN = { slug: 'signing-in', language: 'en' }

describe.each(ENGINES)('on %s', (engine) => {
  it('one browser has one say on an article, and may change its mind', async () => {
    await using world = await openWorld({ engine })
    const { app } = world
    const say = (reader: string, article: string, face: 'no' | 'yes', missing = '') =>
      reactToArticle(app, { reader, article: { slug: article, language: 'en' }, face, missing })
    await say('ada', 'signing-in', 'no', 'Passkeys')
    await say('ada', 'signing-in', 'no', 'Passkeys, please')
    await say('ada', 'wrong-account', 'yes')
    await say('bo', 'signing-in', 'yes')
    const report = await readHelpReport(app)
    expect(report.counts).toEqual([
      { language: 'en', article: 'signing-in', no: 1, partly: 0, yes: 1 },
      { language: 'en', article: 'wrong-account', no: 0, partly: 0, yes: 1 },
    ])
    expect(report.comments.map(({ missing }) => missing)).toEqual(['Passkeys, please'])
    expect(await readReaction(app, { article: SIGNING_IN, reader: 'ada' })).toEqual({
      face: 'no',
      missing: 'Passkeys, please',
    })
    expect(await readReaction(app, { article: SIGNING_IN, reader: 'cleo' })).toBe(null)
    expect(await readReaction(app, { article: SIGNING_IN, reader: null })).toBe(null)
  })

  it('what one browser said of two articles cannot be put together', async () => {
    await using world = await openWorld({ engine })
    for (const slug of ['signing-in', 'wrong-account']) {
      await reactToArticle(world.app, {
        reader: 'ada',
        article: { slug, language: 'en' },
        face: 'no',
        missing: '',
      })
    }
    const rows = await world.app.store.db.selectFrom('help_reaction').select('reader_hash').execute()
    const hashes = rows.map(({ reader_hash }) => Buffer.from(reader_hash).toString('hex'))
    expect(new Set(hashes).size).toBe(2)
  })

  it('a script that reacts without end is stopped counting, and the operators’ log says so', async () => {
    await using world = await openWorld({ engine })
    const { app } = world
    const at = app.clock.now()
    for (let reader = 0; reader < 500; reader++) {
      await putReaction(app.store.db, {
        article: 'signing-in',
        readerHash: readerHash(String(reader), 'signing-in'),
        face: 'no',
        missing: null,
        at,
      })
    }
    await reactToArticle(app, { article: SIGNING_IN, reader: 'late', face: 'no', missing: '' })
    expect((await readHelpReport(app)).counts[0]?.no).toBe(500)
    expect(world.log.some((line) => line.includes('more reactions in a day'))).toBe(true)
  })

  it('each language is counted for itself: its articles, and what was looked for in it', async () => {
    await using world = await openWorld({ engine })
    const { app } = world
    const inSpanish = { slug: 'signing-in', language: 'es' }
    await reactToArticle(app, { article: SIGNING_IN, reader: 'ada', face: 'yes', missing: '' })
    await reactToArticle(app, { article: inSpanish, reader: 'ada', face: 'no', missing: 'Fotos' })
    await noteMissedSearch(app, { query: 'Pinterest', language: 'en' })
    await noteMissedSearch(app, { query: 'en/Pinterest', language: 'ar' })
    const report = await readHelpReport(app)
    expect(report.counts.map(({ language, article, no, yes }) => [language, article, no, yes])).toEqual([
      ['es', 'signing-in', 1, 0],
      ['en', 'signing-in', 0, 1],
    ])
    expect(report.comments.map(({ language, article }) => [language, article])).toEqual([
      ['es', 'signing-in'],
    ])
    expect(report.missed.map(({ language, query }) => `${language}: ${query}`).sort()).toEqual([
      'ar: en pinterest',
      'en: pinterest',
    ])
    expect(await readReaction(app, { article: inSpanish, reader: 'ada' })).toEqual({
      face: 'no',
      missing: 'Fotos',
    })
  })

  it('words are forgotten after a year, and the faces stay', async () => {
    await using world = await openWorld({ engine })
    const { app } = world
    const old = later(app.clock.now(), -366 * DAY)
    await putReaction(app.store.db, {
      article: 'signing-in',
      readerHash: readerHash('ada', 'signing-in'),
      face: 'no',
      missing: 'Long ago',
      at: old,
    })
    await noteMissedSearch(app, { query: 'snapchat', language: 'en' })
    await app.store.db.updateTable('help_missed_search').set({ last_at: old }).execute()
    await noteMissedSearch(app, { query: 'Pinterest', language: 'en' })
    await noteMissedSearch(app, { query: ' pinterest ', language: 'en' })
    await noteMissedSearch(app, { query: 'lina@people.example', language: 'en' })
    const report = await readHelpReport(app)
    expect(report.counts).toEqual([{ language: 'en', article: 'signing-in', no: 1, partly: 0, yes: 0 }])
    expect(report.comments).toEqual([])
    expect(report.missed.map(({ query, times }) => [query, times])).toEqual([['pinterest', 2]])
  })
})
