/** Who reads, in which language and in which colours: settled once a request, before any page asks. */
import { createContext } from 'react-router'
import type { App } from '../src/app.ts'
import { isTheme, type Theme } from '../src/domain/person/theme.ts'
import { databaseWasAway } from '../src/trace.ts'
import { readChoices } from '../src/usecases/person/preferences.ts'
import { isLanguage, type Language, languageOrFirst, negotiate } from '../src/words/languages.ts'
import { type Asked, cookieOf } from './cookies.ts'

type Person = Awaited<ReturnType<App['signIn']['person']>>

export type Reader = {
  language: Language
  theme: Theme
  /** Null where nobody is signed in. Asked for at most once a request. */
  person(): Promise<Person>
}

export const readerContext = createContext<Reader>()

const LANGUAGE_COOKIE = 'lang'
const THEME_COOKIE = 'theme'

/** What the person chose, wherever they are signed in; else what this browser chose; else what it asks for. */
export async function readReader(app: App, request: Request): Promise<Reader> {
  let asked: Promise<Person> | null = null
  const person = () => {
    asked ??= app.signIn.person(request.headers)
    return asked
  }
  const browser = { ...browsers(request), person }
  // Most visitors of public pages are nobody we know, and need no question to the database.
  if (!(request.headers.get('cookie')?.includes('rechannel') ?? false)) return browser
  try {
    const someone = await person()
    if (someone === null) return browser
    const chosen = await readChoices(app, { userId: someone.userId, browserLanguage: browser.language })
    return { language: chosen.language ?? browser.language, theme: chosen.theme ?? browser.theme, person }
  } catch (error) {
    // The page meets the same database, and says in the browser's language that it is away.
    if (databaseWasAway()) return browser
    throw error
  }
}

/** The same request as if its browser had chosen this language, whatever is done with it from here on. */
export function inLanguage(request: Request, language: Language): Request {
  const headers = new Headers(request.headers)
  // The first of two cookies with one name is the one that is read.
  headers.set('cookie', `${LANGUAGE_COOKIE}=${language}; ${headers.get('cookie') ?? ''}`)
  const { method, body, signal } = request
  const streamed = body === null ? {} : { body, duplex: 'half' as const }
  return new Request(request.url, { method, headers, signal, ...streamed })
}

/** What this browser chose, else what it asks for. */
export function readersLanguage(request: Asked): Language {
  const chosen = cookieOf(request, LANGUAGE_COOKIE)
  return isLanguage(chosen) ? chosen : languageOrFirst(negotiate(request.headers.get('accept-language')))
}

/** Says what was chosen elsewhere to a browser that does not know it yet: public pages go by its cookies alone. */
export function tellBrowser(app: App, request: Request, reader: Reader, reply: Response): void {
  const known = browsers(request)
  if (reader.language !== known.language) {
    reply.headers.append('set-cookie', languageCookie(app, reader.language))
  }
  if (reader.theme !== known.theme) reply.headers.append('set-cookie', themeCookie(app, reader.theme))
}

export function languageCookie(app: App, language: Language): string {
  return cookieFor(app, LANGUAGE_COOKIE, language)
}

export function themeCookie(app: App, theme: Theme): string {
  return cookieFor(app, THEME_COOKIE, theme)
}

function browsers(request: Request): Pick<Reader, 'language' | 'theme'> {
  const theme = cookieOf(request, THEME_COOKIE)
  return { language: readersLanguage(request), theme: isTheme(theme) ? theme : 'system' }
}

function cookieFor(app: App, name: string, value: string): string {
  const secure = app.config.publicUrl.protocol === 'https:' ? '; Secure' : ''
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000${secure}`
}
