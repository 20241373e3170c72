import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ENGINES, openTestStore } from '../../test/databases.ts'
import { postThrough } from '../../test/post-through.ts'
import { Secret } from '../domain/secret.ts'
import { createMailbox } from '../mail/mailer.ts'
import type { Store } from '../store/open.ts'
import { createSignIn, type SignIn, type SignInOptions, type SignInResult } from './sign-in.ts'

const BASE = 'http://127.0.0.1:3000'
const nobody = new Headers()
const WORDS = {
  language: 'en',
  dir: 'ltr' as const,
  subject: 'Sign in to Rechannel & Co',
  before: 'Open this link to sign in to Rechannel & Co.',
  after: 'If you did not ask for it, leave it alone.',
}

/** What a browser would send back. */
function cookiesOf(headers: Headers): Headers {
  const pairs = headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  return new Headers({ cookie: pairs.join('; ') })
}

function acceptedCookies(result: SignInResult): Headers {
  if (result.kind === 'refused') throw new Error(`refused: ${result.code}`)
  return cookiesOf(result.headers)
}

describe.each(ENGINES)('signing in on %s', (engine) => {
  let store: Store
  let signIn: SignIn
  let people = 0
  let email: string
  const signInWith = (changes: Partial<SignInOptions> = {}): SignIn =>
    createSignIn({
      store,
      secret: new Secret('a secret of at least thirty-two characters'),
      baseUrl: new URL(BASE),
      platformName: 'Rechannel & Co',
      post: postThrough(createMailbox(store, () => new Date())),
      pretendPassword: 'pretend-password',
      limited: false,
      ...changes,
    })

  beforeAll(async () => {
    store = await openTestStore(engine)
    signIn = signInWith()
  })
  afterAll(() => store.close())
  beforeEach(() => {
    people += 1
    email = `lina${people}@people.example`
  })

  async function mailedLink(to: string): Promise<{ url: URL; text: string; html: string }> {
    const mail = await store.db
      .selectFrom('mailbox')
      .selectAll()
      .where('recipient', '=', to)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    const url = new URL(/https?:\S+/.exec(mail.body_text)?.[0] ?? '')
    return { url, text: mail.body_text, html: mail.body_html }
  }

  /** Somebody with a password, signed in. */
  async function entered(of: SignIn = signIn): Promise<Headers> {
    await of.createPerson({ email, name: 'Lina', password: 'correct horse' })
    return acceptedCookies(await of.signInWithPassword(email, 'correct horse', nobody))
  }

  async function mailedToken(name?: string): Promise<string> {
    const link = { email, next: '/channels', words: WORDS, ...(name === undefined ? {} : { name }) }
    expect(await signIn.mailLink(link, nobody)).toEqual({ kind: 'ok', posted: 'sent' })
    return (await mailedLink(email)).url.searchParams.get('token') ?? ''
  }

  it('knows the person, signs out and in again', async () => {
    const signedUp = await entered()
    const person = await signIn.person(signedUp)
    expect(person).toEqual({
      userId: expect.any(String),
      name: 'Lina',
      email,
      emailProven: true,
      sessionId: expect.any(String),
    })
    const out = await signIn.signOut(signedUp)
    expect(out.kind).toBe('ok')
    expect(await signIn.person(signedUp)).toBeNull()
    const again = acceptedCookies(await signIn.signInWithPassword(email, 'correct horse', nobody))
    const found = await signIn.person(again)
    expect(found?.userId).toBe(person?.userId)
    expect(found?.sessionId).not.toBe(person?.sessionId)
  })

  it('answers a wrong password and an unknown address alike', async () => {
    await entered()
    const wrong = await signIn.signInWithPassword(email, 'wrong horse here', nobody)
    const unknown = await signIn.signInWithPassword('nobody@people.example', 'wrong horse here', nobody)
    expect(wrong).toEqual({ kind: 'refused', code: 'invalid_email_or_password' })
    expect(unknown).toEqual(wrong)
  })

  it.each([
    ['something that is no address', 'Lina', 'lina', 'invalid_email'],
    ['no name', '  ', 'x@people.example', 'invalid_name'],
    ['an endless name', 'x'.repeat(81), 'x@people.example', 'invalid_name'],
    ['a name with a line break', 'Lina\r\nBcc: x', 'x@people.example', 'invalid_name'],
  ])('mails no link to %s', async (_what, name, address, code) => {
    const link = { email: address, name, next: '/welcome', words: WORDS }
    expect(await signIn.mailLink(link, nobody)).toEqual({ kind: 'refused', code })
  })

  it('answers a new address and a known one alike, and leaves the known person their name', async () => {
    await entered()
    const person = await signIn.person(
      acceptedCookies(await signIn.enterByLink(await mailedToken('Eve'), nobody)),
    )
    expect(person).toMatchObject({ email, name: 'Lina' })
  })

  it('calls a new person what they asked to be called', async () => {
    const cookies = acceptedCookies(await signIn.enterByLink(await mailedToken(' Lina Berg '), nobody))
    expect(await signIn.person(cookies)).toMatchObject({ email, emailProven: true, name: 'Lina Berg' })
  })

  it('knows nobody without a cookie, with a changed one and with a made-up one', async () => {
    const cookies = await entered()
    const cookie = cookies.get('cookie') ?? ''
    const [name] = cookie.split('=')
    const changed = [...cookie].map((letter, at) =>
      at === (name?.length ?? 0) + 3 ? (letter === 'a' ? 'b' : 'a') : letter,
    )
    for (const value of ['', changed.join(''), `${name}=made-up`, `${name}=made-up.signature`]) {
      expect(await signIn.person(new Headers({ cookie: value }))).toBeNull()
    }
    expect(await signIn.person(nobody)).toBeNull()
  })

  it('does not trust a cookie that another installation signed', async () => {
    const cookies = await entered()
    const other = signInWith({ secret: new Secret('another secret of thirty-two characters') })
    expect(await other.person(cookies)).toBeNull()
  })

  it('lets a new person in by a mailed link, once, and counts the address as proven', async () => {
    const token = await mailedToken()
    const { url } = await mailedLink(email)
    expect(url.origin + url.pathname).toBe(`${BASE}/sign-in/link`)
    expect(url.searchParams.get('next')).toBe('/channels')
    const person = await signIn.person(acceptedCookies(await signIn.enterByLink(token, nobody)))
    expect(person).toMatchObject({ email, emailProven: true, name: email.split('@')[0] })
    expect(await signIn.enterByLink(token, nobody)).toEqual({ kind: 'refused', code: 'invalid_link' })
  })

  it.each(['', 'made-up', 'x'.repeat(100_000), "' or 1=1 --"])('lets nobody in by %.20j', async (token) => {
    expect(await signIn.enterByLink(token, nobody)).toEqual({ kind: 'refused', code: 'invalid_link' })
  })

  it('writes a mail that says what it is for, in text and in safe HTML', async () => {
    await mailedToken()
    const { text, html, url } = await mailedLink(email)
    expect(text).toContain('sign in to Rechannel & Co')
    expect(html).toContain('Sign in to Rechannel &amp; Co')
    expect(html).toContain(url.href.replaceAll('&', '&amp;'))
  })

  it('keeps no link in the database that could be used', async () => {
    const token = await mailedToken()
    const { rows } = await sql<{
      all: string
    }>`select string_agg(v::text, ' ') as all from verification v`.execute(store.db)
    expect(token).toMatch(/^[A-Za-z]{32}$/)
    expect(rows[0]?.all).not.toContain(token)
  })

  it('refuses a link that is more than 15 minutes old', async () => {
    const token = await mailedToken()
    await sql`update verification set "expiresAt" = "expiresAt" - interval '15 minutes 1 second'`.execute(
      store.db,
    )
    expect(await signIn.enterByLink(token, nobody)).toEqual({ kind: 'refused', code: 'invalid_link' })
  })

  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/%0d%0a/x\r\nSet-Cookie: a=b',
  ])('never leads from a link to %j', async (path) => {
    await signIn.mailLink({ email, next: path, words: WORDS }, nobody)
    expect((await mailedLink(email)).url.searchParams.get('next')).toBe('/')
  })

  it('makes a person whose address counts as proven, once', async () => {
    const { userId } = await signIn.createPerson({ email, name: 'Pretend', password: 'pretend-password' })
    const person = await signIn.person(cookiesOf(await signIn.enterAs(email)))
    expect(person).toMatchObject({ userId, emailProven: true, name: 'Pretend' })
    const again = signIn.createPerson({ email: email.toUpperCase(), name: 'Pretend', password: null })
    await expect(again).rejects.toMatchObject({ code: 'person_exists' })
  })

  it('enters only as a pretend person, and only where there are any', async () => {
    await signIn.createPerson({ email, name: 'Real', password: 'her own password' })
    await expect(signIn.enterAs(email)).rejects.toMatchObject({ code: 'not_pretend' })
    await expect(signIn.enterAs('nobody@people.example')).rejects.toMatchObject({ code: 'not_pretend' })
    await signIn.createPerson({ email: `x${email}`, name: 'Pretend', password: 'pretend-password' })
    const production = signInWith({ pretendPassword: null })
    await expect(production.enterAs(`x${email}`)).rejects.toMatchObject({ code: 'not_pretend' })
  })

  it('sets a cookie that scripts cannot read and other sites cannot send along', async () => {
    const result = await signIn.enterByLink(await mailedToken(), nobody)
    const [cookie] = result.kind === 'ok' ? result.headers.getSetCookie() : []
    expect(cookie).toMatch(/^rechannel\.session_token=/)
    expect(cookie).toMatch(/; Path=\/(;|$)/)
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Lax/)
    expect(cookie).not.toMatch(/; (Secure|Domain)/)
  })

  it('binds the cookie to the host where there is TLS, and reads it back', async () => {
    const secure = signInWith({ baseUrl: new URL('https://channels.example') })
    await secure.createPerson({ email, name: 'Lina', password: 'correct horse' })
    const result = await secure.signInWithPassword(email, 'correct horse', nobody)
    const [cookie] = result.kind === 'ok' ? result.headers.getSetCookie() : []
    expect(cookie).toMatch(/^__Host-rechannel\.session_token=/)
    expect(cookie).toMatch(/; Path=\/(;|$)/)
    expect(cookie).toMatch(/; Secure/)
    expect(cookie).not.toMatch(/; Domain/)
    expect(await secure.person(acceptedCookies(result))).toMatchObject({ email })
    const out = await secure.signOut(acceptedCookies(result))
    expect(out.kind === 'ok' && out.headers.getSetCookie().every((one) => /; Secure/.test(one))).toBe(true)
    await secure.mailLink({ email, next: '/', words: WORDS }, nobody)
    expect((await mailedLink(email)).url.origin).toBe('https://channels.example')
  })

  it('stops guessing after ten tries at one address, and lets in again a quarter of an hour later', async () => {
    let now = 0
    const limited = signInWith({ limited: true, now: () => now })
    await limited.createPerson({ email, name: 'Lina', password: 'correct horse' })
    const tries = async (count: number, password: string): Promise<SignInResult[]> => {
      const results = []
      for (let n = 0; n < count; n++) results.push(await limited.signInWithPassword(email, password, nobody))
      return results
    }
    const wrong = await tries(10, 'wrong horse here')
    expect(wrong.every((one) => one.kind === 'refused' && one.code !== 'too_many_tries')).toBe(true)
    expect(await tries(1, 'correct horse')).toEqual([{ kind: 'refused', code: 'too_many_tries' }])
    now += 15 * 60_000
    expect((await tries(1, 'correct horse'))[0]?.kind).toBe('ok')
  })

  it('does not flood a mailbox with links', async () => {
    const limited = signInWith({ limited: true, now: () => 0 })
    const link = { next: '/', words: WORDS }
    for (let n = 0; n < 5; n++) expect((await limited.mailLink({ email, ...link }, nobody)).kind).toBe('ok')
    expect(await limited.mailLink({ email: email.toUpperCase(), ...link }, nobody)).toEqual({
      kind: 'refused',
      code: 'too_many_tries',
    })
  })
})
