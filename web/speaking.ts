import type { App } from '../src/app.ts'
import { createSpeaker, isZone, type Speaker } from '../src/words/speaker.ts'
import { cookieOf } from './cookies.ts'

/** Who says the words of this request: the reader's own time zone where their browser has told us. */
export function speakerFor(app: App, request: Request): Speaker {
  const zone = cookieOf(request, 'tz')
  return createSpeaker({
    timeZone: zone !== null && isZone(zone) ? zone : null,
    now: app.clock.now(),
    platform: app.config.platformName,
  })
}
