/** Who is there: sign-in by password and by mailed link. The library behind it does not show through. */
import { betterAuth } from 'better-auth'
import { z } from 'zod'
import { Mistake } from '../domain/mistake.ts'
import type { Secret } from '../domain/secret.ts'
import type { Log } from '../log.ts'
import type { Post, Posted } from '../mail/post.ts'
import { simpleMail } from '../mail/simple-mail.ts'
import type { Store } from '../store/open.ts'
import { createAttemptLimit } from './attempt-limit.ts'
import { authOptions, LINK_SECONDS, type LinkWords } from './auth-options.ts'
import { createOwnAccount, type OwnAccount } from './own-account.ts'

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
 * `invalid_link`, or better-auth's in lower case: `invalid_email_or_password`.
 */
export type SignInResult = { kind: 'ok'; headers: Headers } | { kind: 'refused'; code: string }
export type LinkMailed = { kind: 'ok'; posted: Posted } | { kind: 'refused'; code: string }

export type SignIn = OwnAccount & {
  /** Null as well for whoever is on their way out. */
  person(headers: Headers): Promise<Person | null>
  /** Somebody who asked for the deletion of their account, and can still stay. */
  leaver(headers: Headers): Promise<{ userId: string; email: string } | null>
  /** Sandbox only. Throws `not_pretend` where nobody may be entered as, or not as this one. */
  enterAs(email: string): Promise<Headers>
  /** Throws `person_exists`. The address counts as proven. */
  createPerson(input: { email: string; name: string; password: string | null }): Promise<{ userId: string }>
  signInWithPassword(email: string, password: string, headers: Headers): Promise<SignInResult>
  /** `ok` says that a mail is on its way, whether or not the address is known: nobody learns here who is. */
  mailLink(link: LinkRequest, headers: Headers): Promise<LinkMailed>
  /** Spends a mailed link. A new address becomes a person. */
  enterByLink(token: string, headers: Headers): Promise<SignInResult>
  signOut(headers: Headers): Promise<SignInResult>
  /** Where the person of these headers is signed in; none where nobody is. */
  sessions(headers: Headers): Promise<SignedIn[]>
  /** Ends every session of that person but this one, and says how many. */
  signOutOthers(headers: Headers): Promise<number>
}

export type SignedIn = { thisOne: boolean; since: Date; userAgent: string | null }

export type LinkRequest = {
  email: string
  /** What a new person is called; whoever is known keeps their name. */
  name?: string
  /** Where the link leads in the end, one of our own paths. */
  next: string
  words: LinkWords
}

export type SignInOptions = {
  store: Store
  /** Signs the cookies; at least 32 characters. */
  secret: Secret
  /** The origin that people open; known only once the port is chosen. */
  baseUrl: URL
  platformName: string
  post: Pick<Post, 'send'>
  trustedOrigins?: readonly string[]
  /** The one password of all pretend people. Null outside of the sandbox. */
  pretendPassword?: string | null
  /** Counts tries a mail address; on in production. */
  limited: boolean
  log?: Log
  /** Real time in milliseconds. */
  now?: () => number
}

const WINDOW_MS = 15 * 60 * 1000
const LONGEST_TOKEN = 200
/** Whoever gets a link must still have the time to open it. */
const A_WHILE_MS = 3 * 60 * 1000
/** Where mailed links lead: a page with a button, because mail scanners open every link. */
export const LINK_PATH = '/sign-in/link'

export function createSignIn(options: SignInOptions): SignIn {
  const { store, post, now = Date.now } = options
  const auth = betterAuth(
    authOptions({
      store,
      secret: options.secret,
      baseUrl: options.baseUrl,
      platformName: options.platformName,
      trustedOrigins: options.trustedOrigins ?? [],
      ...(options.log ? { log: options.log } : {}),
      async sendLink({ email, token, next, words, posted }) {
        const url = new URL(LINK_PATH, options.baseUrl)
        url.searchParams.set('token', token)
        url.searchParams.set('next', next)
        const link = { label: words.subject, href: url.href }
        posted(
          await post.send({ to: email, ...simpleMail({ ...words, link }) }, LINK_SECONDS * 1000 - A_WHILE_MS),
        )
      },
    }),
  )
  const { secret } = options
  const counted = { store, secret, windowMs: WINDOW_MS, now: options.now }
  const passwords = createAttemptLimit({ ...counted, what: 'password', tries: 10 })
  const links = createAttemptLimit({ ...counted, what: 'letter', tries: 5 })
  const sessionsOf = async (headers: Headers) => {
    const found = await auth.api.getSession({ headers })
    if (!found) return []
    const { internalAdapter } = await auth.$context
    const sessions = await internalAdapter.listSessions(found.user.id, { onlyActiveSessions: true })
    return sessions.map((session) => ({ ...session, thisOne: session.id === found.session.id }))
  }
  const tooMany = async (limit: typeof passwords, email: string): Promise<boolean> =>
    options.limited && !(await limit.allow(email.trim().toLowerCase()))

  return {
    ...createOwnAccount({ auth, limited: options.limited, passwords, letters: links, now, isName }),

    async person(headers) {
      const found = await auth.api.getSession({ headers })
      if (!found || found.user.leaving) return null
      const { user, session } = found
      return {
        userId: user.id,
        name: user.name || (user.email.split('@')[0] ?? ''),
        email: user.email,
        emailProven: user.emailVerified,
        sessionId: session.id,
      }
    },

    async leaver(headers) {
      const found = await auth.api.getSession({ headers })
      return found?.user.leaving ? { userId: found.user.id, email: found.user.email } : null
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

    async signInWithPassword(email, password, headers) {
      if (!isAddress(email)) return { kind: 'refused', code: 'invalid_email' }
      if (await tooMany(passwords, email)) return { kind: 'refused', code: 'too_many_tries' }
      const body = { email: email.trim(), password }
      return await resultOf(auth.api.signInEmail({ body, headers: known(headers), asResponse: true }))
    },

    async mailLink({ email, name, next, words }, headers) {
      if (!isAddress(email)) return { kind: 'refused', code: 'invalid_email' }
      if (name !== undefined && !isName(name)) return { kind: 'refused', code: 'invalid_name' }
      if (await tooMany(links, email)) return { kind: 'refused', code: 'too_many_tries' }
      let posted: Posted = 'sent'
      const body = {
        email: email.trim().toLowerCase(),
        ...(name === undefined ? {} : { name: name.trim() }),
        metadata: {
          next: isOwnPath(next) ? next : '/',
          words,
          posted: (how: Posted) => {
            posted = how
          },
        },
      }
      const asked = await resultOf(
        auth.api.signInMagicLink({ body, headers: known(headers), asResponse: true }),
      )
      return asked.kind === 'ok' ? { kind: 'ok', posted } : asked
    },

    async enterByLink(token, headers) {
      const query = { token: token.slice(0, LONGEST_TOKEN) }
      // Where a link does not work, better-auth answers with a way elsewhere instead of a refusal.
      const answer = await auth.api.magicLinkVerify({ query, headers: known(headers), asResponse: true })
      if (answer.status >= 300 && answer.status < 400) return { kind: 'refused', code: 'invalid_link' }
      return await resultOf(Promise.resolve(answer))
    },

    async signOut(headers) {
      return await resultOf(auth.api.signOut({ headers: known(headers), asResponse: true }))
    },

    async sessions(headers) {
      return (await sessionsOf(headers)).map(({ thisOne, createdAt, userAgent }) => ({
        thisOne,
        since: createdAt,
        userAgent: userAgent || null,
      }))
    },

    async signOutOthers(headers) {
      const others = (await sessionsOf(headers)).filter(({ thisOne }) => !thisOne)
      const { internalAdapter } = await auth.$context
      for (const { token } of others) await internalAdapter.deleteSession(token)
      return others.length
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

/** Marks that turn the words around a name upside down are no part of one. */
function isName(name: string): boolean {
  return /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]{1,80}$/u.test(name.trim())
}

function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[\w\-./~%?=&]*$/.test(path)
}
