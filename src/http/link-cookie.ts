/** The name of a browser that came by a reconnect link: without it, nobody comes back from a network or reads the end. */
import type { App } from '../app.ts'
import { linkCookieName } from '../domain/channel/reconnect-link.ts'

/** Longer than any sign-in and its result are kept. */
const MAX_AGE_SECONDS = 60 * 60

export function linkCookieOf(app: App, request: Request): string | null {
  const name = linkCookieName(app.config.publicUrl)
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value = ''] = part.trim().split('=')
    if (key === name && /^[\w-]{43}$/.test(value)) return value
  }
  return null
}

export function linkCookie(app: App, session: string): string {
  const { publicUrl } = app.config
  const secure = publicUrl.protocol === 'https:' ? '; Secure' : ''
  return `${linkCookieName(publicUrl)}=${session}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${MAX_AGE_SECONDS}${secure}`
}
