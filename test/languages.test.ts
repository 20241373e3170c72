/** In which language a page comes: what a person chose, else what their browser chose, else what it asks for. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSpeaker } from '../src/words/speaker.ts'
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
