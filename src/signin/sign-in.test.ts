import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ENGINES, openTestStore } from '../../test/databases.ts'
import { Secret } from '../domain/secret.ts'
import { createMailbox } from '../mail/mailer.ts'
import type { Store } from '../store/open.ts'
import { createSignIn, type SignIn, type SignInOptions, type SignInResult } from './sign-in.ts'

const BASE = 'http://127.0.0.1:3000'
const nobody = new Headers()

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
      mail: createMailbox(store, () => new Date()),
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

  it('signs up, knows the person, signs out and in again', async () => {
    const signedUp = acceptedCookies(await signIn.signUpWithPassword('Lina', email, 'correct horse', nobody))
    const person = await signIn.person(signedUp)
    expect(person).toEqual({
      userId: expect.any(String),
      name: 'Lina',
      email,
      emailProven: false,
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
    await signIn.signUpWithPassword('Lina', email, 'correct horse', nobody)
    const wrong = await signIn.signInWithPassword(email, 'wrong horse here', nobody)
    const unknown = await signIn.signInWithPassword('nobody@people.example', 'wrong horse here', nobody)
    expect(wrong).toEqual({ kind: 'refused', code: 'invalid_email_or_password' })
    expect(unknown).toEqual(wrong)
  })

  it.each([
    ['a short password', 'Lina', 'x@people.example', 'short', 'password_too_short'],
    ['something that is no address', 'Lina', 'lina', 'correct horse', 'invalid_email'],
    ['no name', '  ', 'x@people.example', 'correct horse', 'invalid_name'],
    ['an endless name', 'x'.repeat(81), 'x@people.example', 'correct horse', 'invalid_name'],
    ['an endless password', 'Lina', 'x@people.example', 'x'.repeat(201), 'password_too_long'],
  ])('refuses to sign up with %s', async (_what, name, address, password, code) => {
    expect(await signIn.signUpWithPassword(name, address, password, nobody)).toEqual({
      kind: 'refused',
      code,
    })
  })

  it('refuses a second person with the same address, however it is written', async () => {
    await signIn.signUpWithPassword('Lina', email, 'correct horse', nobody)
    const second = await signIn.signUpWithPassword('Eve', ` ${email.toUpperCase()} `, 'correct horse', nobody)
    expect(second).toEqual({ kind: 'refused', code: 'user_already_exists_use_another_email' })
  })

  it('knows nobody without a cookie, with a changed one and with a made-up one', async () => {
    const cookies = acceptedCookies(await signIn.signUpWithPassword('Lina', email, 'correct horse', nobody))
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
    const cookies = acceptedCookies(await signIn.signUpWithPassword('Lina', email, 'correct horse', nobody))
    const other = signInWith({ secret: new Secret('another secret of thirty-two characters') })
    expect(await other.person(cookies)).toBeNull()
  })

  it('lets a new person in by a mailed link, once, and counts the address as proven', async () => {
    const asked = await signIn.requestMagicLink(email, nobody, '/channels')
    expect(asked).toEqual({ kind: 'ok', headers: new Headers() })
    const { url } = await mailedLink(email)
    expect(url.origin).toBe(BASE)
    const response = await signIn.handler(new Request(url))
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe(`${BASE}/channels`)
    const person = await signIn.person(cookiesOf(response.headers))
    expect(person).toMatchObject({ email, emailProven: true, name: email.split('@')[0] })

    const second = await signIn.handler(new Request(url))
    expect(second.headers.getSetCookie()).toEqual([])
    expect(second.headers.get('location')).toBe(`${BASE}/sign-in?error=INVALID_TOKEN`)
  })

  it('writes a mail that says what it is for, in text and in safe HTML', async () => {
    await signIn.requestMagicLink(email, nobody)
    const { text, html, url } = await mailedLink(email)
    expect(text).toContain('sign in to Rechannel & Co')
    expect(html).toContain('Sign in to Rechannel &amp; Co')
    expect(html).toContain(url.href.replaceAll('&', '&amp;'))
  })

  it('keeps no link in the database that could be used', async () => {
    await signIn.requestMagicLink(email, nobody)
    const { url } = await mailedLink(email)
    const { rows } = await sql<{
      all: string
    }>`select string_agg(v::text, ' ') as all from verification v`.execute(store.db)
    expect(url.searchParams.get('token')).toMatch(/^[A-Za-z]{32}$/)
    expect(rows[0]?.all).not.toContain(url.searchParams.get('token'))
  })

  it('refuses a link that is more than 15 minutes old', async () => {
    await signIn.requestMagicLink(email, nobody)
    const { url } = await mailedLink(email)
    await sql`update verification set "expiresAt" = "expiresAt" - interval '15 minutes 1 second'`.execute(
      store.db,
    )
    const response = await signIn.handler(new Request(url))
    expect(response.headers.getSetCookie()).toEqual([])
    expect(response.headers.get('location')).toContain('error=')
  })

  it('takes a password away that somebody else set before the address was proven', async () => {
    const early = acceptedCookies(await signIn.signUpWithPassword('Eve', email, 'correct horse', nobody))
    await signIn.requestMagicLink(email, nobody)
    const { url } = await mailedLink(email)
    await signIn.handler(new Request(url))
    expect(await signIn.person(early)).toBeNull()
    expect((await signIn.signInWithPassword(email, 'correct horse', nobody)).kind).toBe('refused')
  })

  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/%0d%0a/x\r\nSet-Cookie: a=b',
  ])('never leads from a link to %j', async (path) => {
    await signIn.requestMagicLink(email, nobody, path)
    const { url } = await mailedLink(email)
    const response = await signIn.handler(new Request(url))
    expect(new URL(response.headers.get('location') ?? '').origin).toBe(BASE)
  })

  it.each(['callbackURL', 'errorCallbackURL', 'newUserCallbackURL'])(
    'refuses a link whose %s was changed to lead elsewhere',
    async (name) => {
      await signIn.requestMagicLink(email, nobody)
      const { url } = await mailedLink(email)
      url.searchParams.set(name, 'https://evil.example')
      const response = await signIn.handler(new Request(url))
      expect(response.headers.get('location') ?? '').not.toContain('evil')
      expect(response.headers.getSetCookie()).toEqual([])
    },
  )

  it.each([
    ['POST', '/auth/sign-up/email'],
    ['POST', '/auth/sign-in/email'],
    ['GET', '/auth/get-session'],
    ['POST', '/auth/update-user'],
    ['POST', '/auth/magic-link/verify'],
    ['GET', '/auth/ok'],
    ['GET', '/auth/../auth/list-sessions'],
  ])('offers nothing else to the network: %s %s', async (method, path) => {
    const response = await signIn.handler(new Request(`${BASE}${path}`, { method }))
    expect(response.status).toBe(404)
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
    const result = await signIn.signUpWithPassword('Lina', email, 'correct horse', nobody)
    const [cookie] = result.kind === 'ok' ? result.headers.getSetCookie() : []
    expect(cookie).toMatch(/^rechannel\.session_token=/)
    expect(cookie).toMatch(/; Path=\/(;|$)/)
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Lax/)
    expect(cookie).not.toMatch(/; (Secure|Domain)/)
  })

  it('binds the cookie to the host where there is TLS, and reads it back', async () => {
    const secure = signInWith({ baseUrl: new URL('https://channels.example') })
    const result = await secure.signUpWithPassword('Lina', email, 'correct horse', nobody)
    const [cookie] = result.kind === 'ok' ? result.headers.getSetCookie() : []
    expect(cookie).toMatch(/^__Host-rechannel\.session_token=/)
    expect(cookie).toMatch(/; Path=\/(;|$)/)
    expect(cookie).toMatch(/; Secure/)
    expect(cookie).not.toMatch(/; Domain/)
    expect(await secure.person(acceptedCookies(result))).toMatchObject({ email })
    const out = await secure.signOut(acceptedCookies(result))
    expect(out.kind === 'ok' && out.headers.getSetCookie().every((one) => /; Secure/.test(one))).toBe(true)
    await secure.requestMagicLink(email, nobody)
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
    for (let n = 0; n < 5; n++) expect((await limited.requestMagicLink(email, nobody)).kind).toBe('ok')
    expect(await limited.requestMagicLink(email.toUpperCase(), nobody)).toEqual({
      kind: 'refused',
      code: 'too_many_tries',
    })
  })
})
