export const turnOff = {
  title: '{name} ausschalten?',
  lede: 'Du kannst den Kanal jederzeit wieder verbinden; sein Verlauf bleibt.',
  what: 'Was dann passiert',
  numbers:
    'Die geprüften Einblicke verschwinden sofort von deinem Profil, und die Zahlen werden hier gelöscht.',
  permission: {
    grant:
      'Wir bitten {network}, unsere Erlaubnis zu beenden, und löschen unsere Schlüssel: gleich, oder innerhalb einer Woche, falls {network} nicht antwortet.',
    person:
      'Wir bitten {network}, unsere Erlaubnis zu beenden, es sei denn, ein anderer Kanal derselben Person braucht sie, und löschen unsere Schlüssel: gleich, oder innerhalb einer Woche, falls {network} nicht antwortet.',
  },
  others: 'Deine anderen Kanäle laufen weiter wie bisher.',
  button: 'Ausschalten',
  button_label: '{network} {name} ausschalten',
  back: 'Anlassen',
  link: 'Ausschalten',
  link_label: '{network} {name} ausschalten',
} as const
