/** Who is there: sign-in by password and by mailed link. The library behind it does not show through. */
import { betterAuth } from 'better-auth'
import { z } from 'zod'
import { Mistake } from '../domain/mistake.ts'
import type { Secret } from '../domain/secret.ts'
import type { Log } from '../log.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Store } from '../store/open.ts'
import { createAttemptLimit } from './attempt-limit.ts'
import { AUTH_PATH, authOptions } from './auth-options.ts'
import { linkMail } from './link-mail.ts'

export type Person = {
  userId: string
  name: string
  email: string
  /** The person has opened a link that was mailed there. Decide nothing by an address that is not proven. */
  emailProven: boolean
  sessionId: string
}

/**
 * `headers` holds the cookies to set and nothing else. `code` is `invalid_email`, `invalid_name`, `too_many_tries`,
 * or better-auth's in lower case: `invalid_email_or_password`, `password_too_short`, `password_too_long`,
 * `user_already_exists_use_another_email`.
 */
export type SignInResult = { kind: 'ok'; headers: Headers } | { kind: 'refused'; code: string }

export type SignIn = {
  /** Answers what lies under `/auth`: only the mailed link. */
  handler(request: Request): Promise<Response>
  person(headers: Headers): Promise<Person | null>
  /** Sandbox only. Throws `not_pretend` where nobody may be entered as, or not as this one. */
  enterAs(email: string): Promise<Headers>
  /** Throws `person_exists`. The address counts as proven. */
  createPerson(input: { email: string; name: string; password: string | null }): Promise<{ userId: string }>
  signUpWithPassword(name: string, email: string, password: string, headers: Headers): Promise<SignInResult>
  signInWithPassword(email: string, password: string, headers: Headers): Promise<SignInResult>
  /** `ok` says that a mail is on its way, whether or not the address is known. `returnPath` is one of our own. */
  requestMagicLink(email: string, headers: Headers, returnPath?: string): Promise<SignInResult>
  signOut(headers: Headers): Promise<SignInResult>
}

export type SignInOptions = {
  store: Store
  /** Signs the cookies; at least 32 characters. */
  secret: Secret
  /** The origin that people open; known only once the port is chosen. */
  baseUrl: URL
  platformName: string
  mail: Mailer
  trustedOrigins?: readonly string[]
  /** The one password of all pretend people. Null outside of the sandbox. */
  pretendPassword?: string | null
  /** Counts tries a mail address; on in production. */
  limited: boolean
  /** Where a link that no longer works leads, with `?error=…`. */
  failedLinkPath?: string
  log?: Log
  /** Real time in milliseconds. */
  now?: () => number
}

const WINDOW_MS = 15 * 60 * 1000
const LINK_PATH = `${AUTH_PATH}/magic-link/verify`

export function createSignIn(options: SignInOptions): SignIn {
  const { store, mail, platformName, now = Date.now } = options
  const auth = betterAuth(
    authOptions({
      store,
      secret: options.secret,
      baseUrl: options.baseUrl,
      platformName,
      trustedOrigins: options.trustedOrigins ?? [],
      ...(options.log ? { log: options.log } : {}),
      sendLink: ({ email, url }) => mail.send({ to: email, ...linkMail({ platformName, url }) }),
    }),
  )
  const passwords = createAttemptLimit({ tries: 10, windowMs: WINDOW_MS, now })
  const links = createAttemptLimit({ tries: 5, windowMs: WINDOW_MS, now })
  const tooMany = (limit: typeof passwords, email: string): boolean =>
    options.limited && !limit.allow(email.trim().toLowerCase())

  return {
    async handler(request) {
      // Forms of ours call the functions below, so nothing else of the library needs to face the network.
      const offered = request.method === 'GET' && new URL(request.url).pathname === LINK_PATH
      return offered ? await auth.handler(request) : new Response('Not found', { status: 404 })
    },

    async person(headers) {
      const found = await auth.api.getSession({ headers })
      if (!found) return null
      const { user, session } = found
      return {
        userId: user.id,
        name: user.name || (user.email.split('@')[0] ?? ''),
        email: user.email,
        emailProven: user.emailVerified,
        sessionId: session.id,
      }
    },

    async enterAs(email) {
      if (!options.pretendPassword) throw new Mistake('not_pretend', 'Only a sandbox has pretend people.')
      const body = { email, password: options.pretendPassword }
      const result = await resultOf(auth.api.signInEmail({ body, asResponse: true }))
      if (result.kind === 'refused') throw new Mistake('not_pretend', `${email} is not a pretend person.`)
      return result.headers
    },

    async createPerson({ email, name, password }) {
      const { internalAdapter, password: hasher } = await auth.$context
      const address = email.trim().toLowerCase()
      if (await internalAdapter.findUserByEmail(address)) {
        throw new Mistake('person_exists', `There is a person with the address ${address} already.`)
      }
      const user = await internalAdapter.createUser(
        { email: address, name, emailVerified: true },
        { method: 'admin' },
      )
      if (password) {
        const hash = await hasher.hash(password)
        await internalAdapter.linkAccount({
          userId: user.id,
          providerId: 'credential',
          accountId: user.id,
          password: hash,
        })
      }
      return { userId: user.id }
    },

    async signUpWithPassword(name, email, password, headers) {
      if (!isAddress(email)) return { kind: 'refused', code: 'invalid_email' }
      if (!isName(name)) return { kind: 'refused', code: 'invalid_name' }
      if (tooMany(passwords, email)) return { kind: 'refused', code: 'too_many_tries' }
      const body = { name: name.trim(), email: email.trim(), password }
      return await resultOf(auth.api.signUpEmail({ body, headers: known(headers), asResponse: true }))
    },

    async signInWithPassword(email, password, headers) {
      if (!isAddress(email)) return { kind: 'refused', code: 'invalid_email' }
      if (tooMany(passwords, email)) return { kind: 'refused', code: 'too_many_tries' }
      const body = { email: email.trim(), password }
      return await resultOf(auth.api.signInEmail({ body, headers: known(headers), asResponse: true }))
    },

    async requestMagicLink(email, headers, returnPath = '/') {
      if (!isAddress(email)) return { kind: 'refused', code: 'invalid_email' }
      if (tooMany(links, email)) return { kind: 'refused', code: 'too_many_tries' }
      const body = {
        email: email.trim().toLowerCase(),
        callbackURL: isOwnPath(returnPath) ? returnPath : '/',
        errorCallbackURL: options.failedLinkPath ?? '/sign-in',
      }
      return await resultOf(auth.api.signInMagicLink({ body, headers: known(headers), asResponse: true }))
    },

    async signOut(headers) {
      return await resultOf(auth.api.signOut({ headers: known(headers), asResponse: true }))
    },
  }
}

/** Only what a session is made of: other headers of a form's request describe that form, not this call. */
function known(headers: Headers): Headers {
  const kept = new Headers()
  for (const name of ['cookie', 'user-agent']) {
    const value = headers.get(name)
    if (value !== null) kept.set(name, value)
  }
  return kept
}

async function resultOf(answer: Promise<Response>): Promise<SignInResult> {
  const response = await answer
  if (response.status >= 500) throw new Mistake('sign_in_failed', 'The sign-in could not be looked up.')
  if (!response.ok) return { kind: 'refused', code: await codeOf(response) }
  const headers = new Headers()
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return { kind: 'ok', headers }
}

async function codeOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null)
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null
  return typeof code === 'string' ? code.toLowerCase() : 'refused'
}

function isAddress(email: string): boolean {
  return email.length <= 254 && z.email().safeParse(email.trim()).success
}

function isName(name: string): boolean {
  return /^\P{Cc}{1,80}$/u.test(name.trim())
}

function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[\w\-./~%?=&]*$/.test(path)
}
