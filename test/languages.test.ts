/** In which language a page comes: what a person chose, else what their browser chose, else what it asks for. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readHelpReport } from '../src/usecases/help/read-help-report.ts'
import { LANGUAGE_IDS, LANGUAGES } from '../src/words/languages.ts'
import { createSpeaker } from '../src/words/speaker.ts'
import { findArticle, HELP_LANGUAGES, languagesOf } from '../web/views/articles.ts'
import { languageNamed } from '../web/views/help-address.ts'
import { linkWords } from '../web/views/link-words.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ engine: 'pglite', pages: true })
})
afterAll(() => world[Symbol.asyncDispose]())

const page = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(world.url + path, { headers })).text()

test('a visitor reads in the language that their browser asks for', async () => {
  expect(await page('/', { 'accept-language': 'fr, de-AT;q=0.8, en;q=0.5' })).toContain(
    '<html lang="de" dir="ltr"',
  )
  expect(await page('/', { 'accept-language': 'fr' })).toContain('<html lang="en"')
})

test('what was chosen in a browser goes before what it asks for, and runs the way its letters do', async () => {
  const chosen = { cookie: 'lang=ar', 'accept-language': 'de' }
  expect(await page('/sign-in', chosen)).toContain('<html lang="ar" dir="rtl"')
  expect(await page('/', { cookie: 'lang=nonsense' })).toContain('<html lang="en"')
})

test('a choice follows the person to another browser, and into their mails', async () => {
  const { signIn, clock } = world.app
  const email = 'mona@people.example'
  await signIn.createPerson({ email, name: 'Mona', password: 'pretend-pretend' })
  const enter = async () => {
    const entered = await signIn.signInWithPassword(email, 'pretend-pretend', new Headers())
    if (entered.kind !== 'ok') throw new Error(entered.code)
    return entered.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
  }
  const choice = await fetch(`${world.url}/language`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie: await enter(),
      origin: world.url,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ language: 'ar', back: '/help?q=a' }),
  })
  expect([choice.status, choice.headers.get('location')]).toEqual([303, '/help?q=a'])
  const elsewhere = { cookie: await enter(), 'accept-language': 'de' }
  expect(await page('/help', elsewhere)).toContain('<html lang="ar" dir="rtl"')
  const asked = createSpeaker({ language: 'de', timeZone: null, now: clock.now(), platform: 'Rechannel' })
  expect(await linkWords(world.app, email, asked)).toMatchObject({ language: 'ar', dir: 'rtl' })
})

describe('the help', () => {
  test.each(LANGUAGE_IDS)('speaks %s at its addresses, whatever the reader’s own language is', async (id) => {
    const reader = { 'accept-language': id === 'de' ? 'ar' : 'de' }
    const article = findArticle(id, 'signing-in')
    const switched = LANGUAGE_IDS.map((other) => `/help/${other}/signing-in`)
    for (const path of [`/help/${id}`, `/help/${id}/collections/creators`, `/help/${id}/signing-in`]) {
      const html = await page(path, reader)
      expect(html, path).toContain(`<html lang="${id}" dir="${LANGUAGES[id].dir}"`)
      expect(html, path).toContain(article?.title)
      const [, main = ''] = html.split('<main')
      const leaving = [...main.matchAll(/ (?:href|action)="(\/help[^"]*)"/g)]
        .map(([, address = '']) => address)
        .filter((address) => languageNamed(address) !== id && !address.endsWith('.md'))
        .filter((address) => !switched.includes(address))
      expect(leaving, path).toEqual([])
    }
  })

  test('an article is the reader’s own, and names the others and where it stays', async () => {
    const html = await page('/help/signing-in', { 'accept-language': 'es' })
    expect(html).toContain('<html lang="es"')
    const own = languagesOf('signing-in').includes('es') ? 'es' : 'en'
    expect(html).toContain(`<link rel="canonical" href="${world.url}/help/${own}/signing-in"/>`)
    for (const id of languagesOf('signing-in')) {
      const href = `${world.url}/help/${id}/signing-in`
      expect(html).toContain(`<link rel="alternate" hrefLang="${id}" href="${href}"/>`)
      if (id !== own) expect(html).toContain(`<a href="/help/${id}/signing-in" lang="${id}"`)
    }
    expect(html).toContain(`hrefLang="x-default" href="${world.url}/help/signing-in"/>`)
  })

  test('a language that is chosen there leads to the same article, not back to where it was left', async () => {
    const html = await page('/help/de/signing-in?said=yes')
    expect(html).toContain('<input type="hidden" name="back" value="/help/signing-in?said=yes"/>')
  })

  test('a reaction comes back to the address that it was given at', async () => {
    const reply = await fetch(`${world.url}/help/de/signing-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: world.url, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ face: 'yes' }),
    })
    expect(reply.headers.get('location')).toBe('/help/de/signing-in?said=yes#reaction')
    const { counts } = await readHelpReport(world.app)
    expect(counts.map(({ language }) => language)).toEqual([findArticle('de', 'signing-in')?.language])
  })

  test('programs get each language as text, and English where they name none', async () => {
    const german = await page('/help/de/signing-in.md')
    expect(german).toContain(`# ${findArticle('de', 'signing-in')?.title}\n`)
    const english = await page('/help/signing-in.md', { 'accept-language': 'de', cookie: 'lang=de' })
    expect(english).toContain(`# ${findArticle('en', 'signing-in')?.title}\n`)
    expect(english).toContain(`${world.url}/help/en/signing-in`)
    const contents = await page('/llms.txt', { 'accept-language': 'de' })
    for (const id of HELP_LANGUAGES.filter((one) => one !== 'en')) {
      expect(contents).toContain(`- [${LANGUAGES[id].name}](${world.url}/help/${id}/llms.txt)`)
      expect(await page(`/help/${id}/llms.txt`)).toContain(`](${world.url}/help/${id}/signing-in.md): `)
    }
  })

  test('nothing is at the address of a language that there is not', async () => {
    expect((await fetch(`${world.url}/help/fr/signing-in`)).status).toBe(404)
    expect((await fetch(`${world.url}/help/fr`)).status).toBe(404)
  })
})
