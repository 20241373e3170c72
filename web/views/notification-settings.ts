import { MAIL_KINDS } from '../../src/domain/notice/notice.ts'
import type { readPreferences } from '../../src/usecases/notice/preferences.ts'
import type { Speaker } from '../../src/words/speaker.ts'

type Preferences = Awaited<ReturnType<typeof readPreferences>>

export function settingsPage(
  { mails, kinds, timeZone, zoneFrom }: Preferences,
  about: { email: string; browserZone: string | null },
  speaker: Speaker,
) {
  const { say } = speaker
  const title = say('notices.settings_page.title')
  const counted = timeZone ?? 'UTC'
  const chosen = zoneFrom === 'person' ? timeZone : null
  const { browserZone } = about
  return {
    pageTitle: say('shell.page_title', { page: title }),
    title,
    back: say('notices.settings_page.back'),
    lede: say('notices.settings_page.lede', { email: about.email }),
    off: mails ? null : say('notices.settings_page.off'),
    mailsTitle: say('notices.settings_page.mails'),
    master: {
      on: mails,
      label: say('notices.settings_page.master'),
      hint: say('notices.settings_page.master_hint'),
    },
    kindsTitle: say('notices.settings_page.kinds'),
    kinds: MAIL_KINDS.map((kind) => ({
      kind,
      on: kinds[kind],
      label: say(`notices.settings_page.kind.${kind}`),
      hint: say(`notices.settings_page.kind_hint.${kind}`),
    })),
    hoursTitle: say('notices.settings_page.hours'),
    zone: {
      label: say('notices.settings_page.zone'),
      hint: say('notices.settings_page.zone_hint', {
        time: speaker.for({ timeZone: counted }).time(speaker.now),
      }),
      chosen: chosen ?? '',
      asBrowser:
        (browserZone ?? timeZone) === null
          ? say('notices.settings_page.zone_unknown')
          : say('notices.settings_page.zone_browser', { zone: spelled(browserZone ?? counted) }),
      regions: regions(chosen),
    },
    quiet: { label: say('notices.settings_page.quiet'), hint: say('notices.settings_page.quiet_hint') },
    save: say('notices.settings_page.save'),
  }
}

/** Every zone that this machine knows, by its part of the world; the chosen one even where it goes by an older name. */
function regions(chosen: string | null): { region: string; zones: { value: string; label: string }[] }[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  const names = chosen === null || known.includes(chosen) ? known : [...known, chosen].sort()
  const byRegion = Map.groupBy([...new Set(names)], (name) =>
    name.includes('/') ? (name.split('/')[0] ?? name) : name,
  )
  return [...byRegion].map(([region, zones]) => ({
    region,
    zones: zones.map((value) => ({ value, label: spelled(value) })),
  }))
}

function spelled(zone: string): string {
  return zone.replaceAll('_', ' ')
}
