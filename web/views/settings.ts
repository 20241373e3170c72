/** The settings' pages as views: the list beside them, language and looks, and where somebody is signed in. */
import { browserNames } from '../../src/domain/person/browser.ts'
import { THEMES, type Theme } from '../../src/domain/person/theme.ts'
import type { SignIns } from '../../src/usecases/person/sign-ins.ts'
import { LANGUAGE_IDS, LANGUAGES } from '../../src/words/languages.ts'
import type { Key, Speaker } from '../../src/words/speaker.ts'

/** Every page of the settings, in the order of the list beside them. */
const PAGES = [
  { to: '/settings', label: 'settings.pages.account' },
  { to: '/settings/account', label: 'settings.pages.person' },
  { to: '/settings/team', label: 'settings.pages.team' },
  { to: '/settings/notifications', label: 'settings.pages.notifications' },
  { to: '/settings/sign-ins', label: 'settings.pages.sign_ins' },
  { to: '/settings/privacy', label: 'settings.pages.privacy' },
] as const satisfies { to: string; label: Key }[]

export function settingsFrame({ say }: Speaker) {
  return { nav: say('settings.nav'), pages: PAGES.map(({ to, label }) => ({ to, label: say(label) })) }
}

export function accountPage(theme: Theme, browserZone: string | null, { say, language, timeZone }: Speaker) {
  return {
    pageTitle: say('shell.page_title', { page: say('settings.title') }),
    title: say('settings.title'),
    save: say('settings.save'),
    language: {
      title: say('settings.language.title'),
      label: say('settings.language.label'),
      hint: say('settings.language.hint'),
      chosen: language,
      all: LANGUAGE_IDS.map((id) => ({ id, name: LANGUAGES[id].name, dir: LANGUAGES[id].dir })),
    },
    region: {
      title: say('settings.region.title'),
      line:
        browserZone === null
          ? say('settings.region.unknown')
          : say('settings.region.now', { zone: timeZone.replaceAll('_', ' ') }),
      link: say('settings.region.link'),
    },
    theme: {
      title: say('settings.theme.title'),
      hint: say('settings.theme.hint'),
      chosen: theme,
      all: THEMES.map((id) => ({
        id,
        label: say(`settings.theme.${id}`),
        hint: id === 'contrast' ? say('settings.theme.contrast_hint') : null,
      })),
    },
  }
}

export function signInsPage(signIns: SignIns, ended: number | null, speaker: Speaker) {
  const { say } = speaker
  return {
    pageTitle: say('shell.page_title', { page: say('settings.sign_ins.title') }),
    title: say('settings.sign_ins.title'),
    lede: say('settings.sign_ins.lede'),
    said: ended === null ? null : say('settings.sign_ins.signed_out', { count: ended }),
    signIns: signIns.map(({ thisOne, since, userAgent }, place) => ({
      key: `${since.getTime()} ${place}`,
      name: browserName(userAgent, speaker),
      badge: thisOne ? say('settings.sign_ins.this_one') : null,
      since: {
        iso: since.toISOString(),
        text: say('settings.sign_ins.since', { date: speaker.moment(since) }),
      },
    })),
    others:
      signIns.length > 1
        ? { button: say('settings.sign_ins.sign_out_others'), only: null }
        : { button: null, only: say('settings.sign_ins.only_here') },
  }
}

function browserName(userAgent: string | null, { say }: Speaker): string {
  const { browser, system } = browserNames(userAgent)
  if (browser === null) return say('settings.sign_ins.unknown')
  return system === null ? browser : say('settings.sign_ins.browser', { browser, system })
}
