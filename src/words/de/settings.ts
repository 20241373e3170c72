import type { Translation } from '../en/index.ts'

export const settings = {
  title: 'Einstellungen',
  nav: 'Einstellungen',
  saved: 'Gespeichert.',
  save: 'Speichern',
  pages: {
    account: 'Sprache und Aussehen',
    person: 'Konto',
    team: 'Team',
    notifications: 'Mitteilungen',
    sign_ins: 'Anmeldungen',
    privacy: 'Privatsphäre',
  },
  language: {
    title: 'Sprache',
    label: 'Sprache',
    hint: 'Für jede Seite, Mail und Mitteilung. Daten und Zahlen richten sich danach.',
  },
  region: {
    title: 'Region',
    now: 'Uhrzeiten gelten für {zone}.',
    unknown: 'Uhrzeiten stehen in UTC, bis dein Browser sagt, wo er ist.',
    link: 'Zeitzone für deine Mails wählen',
  },
  theme: {
    title: 'Farben',
    hint: 'Gilt für dich, wo immer du dich anmeldest.',
    contrast_hint: 'Kräftigere Schrift und Linien, hell oder dunkel wie dein Gerät.',
    system: 'Wie mein Gerät',
    light: 'Hell',
    dark: 'Dunkel',
    contrast: 'Hoher Kontrast',
  },
  sign_ins: {
    title: 'Wo du angemeldet bist',
    lede: 'Jeder Browser, der als du angemeldet ist. Kennst du einen nicht, melde dich überall sonst ab.',
    this_one: 'Dieser Browser',
    browser: '{browser} auf {system}',
    unknown: 'Ein Browser',
    since: 'Seit {date}',
    sign_out_others: 'Überall sonst abmelden',
    only_here: 'Du bist sonst nirgends angemeldet.',
    signed_out:
      '{count, plural, =0 {Du warst sonst nirgends angemeldet.} one {# anderer Browser ist abgemeldet.} other {# andere Browser sind abgemeldet.}}',
  },
} as const satisfies Translation['settings']
