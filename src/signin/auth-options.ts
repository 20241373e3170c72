/** How better-auth is set up here. The migration with its tables was generated from these options. */
import type { BetterAuthOptions, betterAuth } from 'better-auth'
import { magicLink } from 'better-auth/plugins/magic-link'
import type { Secret } from '../domain/secret.ts'
import type { Log } from '../log.ts'
import type { Posted } from '../mail/post.ts'
import type { SimpleMail } from '../mail/simple-mail.ts'
import type { Store } from '../store/open.ts'

/** What the mail with a link says; the link itself is labelled with its subject. */
export type LinkWords = Pick<SimpleMail, 'language' | 'dir' | 'subject' | 'before' | 'after'>

export type LinkErrand = { next: string; words: LinkWords; posted(how: Posted): void }

export type AuthSettings = {
  store: Pick<Store, 'db'>
  /** Signs the cookies; at least 32 characters. */
  secret: Secret
  /** The origin that people open. */
  baseUrl: URL
  platformName: string
  trustedOrigins?: readonly string[]
  log?: Log
  sendLink(link: { email: string; token: string } & LinkErrand): Promise<void>
}

export const AUTH_PATH = '/auth'
export const LINK_SECONDS = 15 * 60
const DAY_SECONDS = 24 * 60 * 60

export function authOptions(settings: AuthSettings) {
  const https = settings.baseUrl.protocol === 'https:'
  return {
    appName: settings.platformName,
    baseURL: settings.baseUrl.origin,
    basePath: AUTH_PATH,
    secret: settings.secret.reveal(),
    trustedOrigins: [settings.baseUrl.origin, ...(settings.trustedOrigins ?? [])],
    database: { db: settings.store.db, type: 'postgres' },
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 200 },
    // Set and taken back by src/store/deletions.ts alone.
    user: {
      additionalFields: { leaving: { type: 'boolean', required: true, defaultValue: false, input: false } },
    },
    session: {
      expiresIn: 30 * DAY_SECONDS,
      // Pages read the session without answering a cookie, so a later end would never reach the browser.
      disableSessionRefresh: true,
    },
    plugins: [
      magicLink({
        expiresIn: LINK_SECONDS,
        // Whoever reads the table must not be able to sign in with it.
        storeToken: 'hashed',
        // better-auth hands over untouched what sign-in.ts gave it.
        sendMagicLink: async ({ email, token, metadata }) =>
          settings.sendLink({ email, token, ...(metadata as LinkErrand) }),
      }),
    ],
    // Tries are counted in sign-in.ts, by mail address: what better-auth counts by is a header anybody may send.
    rateLimit: { enabled: false },
    advanced: {
      // A name that begins with __Host- is accepted by browsers only with Secure, path / and no domain.
      // better-auth's own switch would put __Secure- in front of it.
      cookiePrefix: https ? '__Host-rechannel' : 'rechannel',
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: https, path: '/' },
      // Said outright, because better-auth leaves these checks out where NODE_ENV is "test".
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { disableIpTracking: true },
    },
    telemetry: { enabled: false },
    logger: settings.log ? loggerFor(settings.log) : { disabled: true },
  } satisfies BetterAuthOptions
}

/** What better-auth makes of these options. */
export type Auth = ReturnType<typeof betterAuth<ReturnType<typeof authOptions>>>

function loggerFor(log: Log): NonNullable<BetterAuthOptions['logger']> {
  return {
    level: 'warn',
    log: (level, message, ...details) => {
      const write = level === 'error' ? log.error : log.warn
      write({ part: 'sign-in', ...(details.length > 0 ? { details } : {}) }, message)
    },
  }
}
