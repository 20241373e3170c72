import type { App } from '../../src/app.ts'
import type { Speaker } from '../../src/words/speaker.ts'

export type StripView = ReturnType<typeof stripView>

/** The strip that says that nothing here is real; null where everything is. */
export function stripView(app: App, speaker: Speaker) {
  if (app.config.mode !== 'sandbox') return null
  const { say } = speaker
  const date = speaker.fullDay(speaker.now)
  const moved = movedWords(app.clock.offsetMs(), speaker)
  return {
    label: say('shell.sandbox.label'),
    name: say('shell.sandbox.name'),
    line: say('shell.sandbox.line'),
    clock:
      moved === null ? say('shell.sandbox.clock', { date }) : say('shell.sandbox.moved', { date, moved }),
    links: [
      { label: say('shell.sandbox.people'), href: '/sandbox/people' },
      { label: say('shell.sandbox.mailbox'), href: '/sandbox/mailbox' },
      { label: say('shell.sandbox.clock_link'), href: '/sandbox/clock' },
      ...(app.sandbox === null
        ? []
        : [
            {
              label: say('shell.sandbox.networks'),
              href: `${app.sandbox.url.replace(/\/$/, '')}/_sandbox/`,
            },
          ]),
    ],
  }
}

/** How far the clock was moved, in the largest whole unit; null where it was not. */
export function movedWords(offsetMs: number, { say }: Speaker): string | null {
  const minutes = Math.round(offsetMs / 60_000)
  if (minutes <= 0) return null
  if (minutes < 120) return say('shell.sandbox.moved_minutes', { minutes })
  if (minutes < 48 * 60) return say('shell.sandbox.moved_hours', { hours: Math.round(minutes / 60) })
  return say('shell.sandbox.moved_days', { days: Math.round(minutes / 1440) })
}
