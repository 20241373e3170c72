import type { Theme } from '../../domain/person/theme.ts'

export const settings = {
  title: 'Settings',
  nav: 'Settings',
  saved: 'Saved.',
  save: 'Save',
  pages: {
    account: 'Language and looks',
    person: 'Account',
    team: 'Team',
    notifications: 'Notifications',
    sign_ins: 'Sign-ins',
    privacy: 'Privacy',
  },
  language: {
    title: 'Language',
    label: 'Language',
    hint: 'For every page, mail and notice. Dates and numbers follow it.',
  },
  region: {
    title: 'Region',
    now: 'Times are shown for {zone}.',
    unknown: 'Times are shown in UTC until your browser says where it is.',
    link: 'Choose the time zone for your mails',
  },
  theme: {
    title: 'Theme',
    hint: 'Kept for you, wherever you sign in.',
    contrast_hint: 'Stronger text and lines, light or dark like your device.',
    ...({
      system: 'Like my device',
      light: 'Light',
      dark: 'Dark',
      contrast: 'High contrast',
    } as const satisfies Record<Theme, string>),
  },
  sign_ins: {
    title: 'Where you’re signed in',
    lede: 'Every browser that is signed in as you. If you don’t know one of them, sign out everywhere else.',
    this_one: 'This browser',
    browser: '{browser} on {system}',
    unknown: 'A browser',
    since: 'Since {date}',
    sign_out_others: 'Sign out everywhere else',
    only_here: 'You’re signed in nowhere else.',
    signed_out:
      '{count, plural, =0 {You were signed in nowhere else.} one {# other browser is signed out.} other {# other browsers are signed out.}}',
  },
} as const
