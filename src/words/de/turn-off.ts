import type { Translation } from '../en/index.ts'

export const turnOff = {
  title: '{name} ausschalten?',
  lede: 'Du kannst ihn jederzeit neu verbinden; sein Verlauf bleibt.',
  what: 'Was passiert',
  numbers: 'Seine verifizierten Insights verlassen dein Profil sofort, und die Zahlen werden hier gelöscht.',
  permission: {
    grant:
      'Wir bitten {network}, unsere Erlaubnis zu beenden, und löschen unsere Schlüssel, jetzt oder binnen einer Woche, falls {network} nicht antwortet.',
    person:
      'Wir bitten {network}, unsere Erlaubnis zu beenden, falls kein anderer Kanal derselben Person sie braucht, und löschen unsere Schlüssel, jetzt oder binnen einer Woche, falls {network} nicht antwortet.',
  },
  others: 'Deine anderen Kanäle laufen weiter wie bisher.',
  button: 'Ausschalten',
  button_label: '{network} {name} ausschalten',
  back: 'Anlassen',
  link: 'Ausschalten',
  link_label: '{network} {name} ausschalten',
} as const satisfies Translation['turnOff']
