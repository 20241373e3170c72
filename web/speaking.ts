import type { App } from '../src/app.ts'
import type { Language } from '../src/words/languages.ts'
import { createSpeaker, isZone, type Speaker, WITHOUT_ZONE } from '../src/words/speaker.ts'
import { type Asked, cookieOf } from './cookies.ts'
import { readersLanguage } from './reader.ts'

/** Who says the words of this request: in the reader's language, and their own time zone where it is known. */
export function speakerFor(app: App, request: Asked, language?: Language): Speaker {
  return createSpeaker({
    language: language ?? readersLanguage(request),
    timeZone: browserZone(request),
    now: app.clock.now(),
    platform: app.config.platformName,
  })
}

/** The time zone that a script of ours noted in a cookie; null where none has run. */
export function browserZone(request: Asked): string | null {
  const zone = cookieOf(request, 'tz')
  return zone !== null && isZone(zone) ? zone : null
}

/** What a document that is drawn for one reader has in common with those for others: all that its words depend on. */
export function variantOf(app: App, request: Asked): string {
  return `${readersLanguage(request)} ${browserZone(request) ?? WITHOUT_ZONE} ${app.clock.offsetMs()}`
}
