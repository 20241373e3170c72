import type { Translation } from '../en/index.ts'

export const channels = {
  title: 'Kanäle',
  summary: {
    none: 'Verbinde einen Kanal, dann stehen deine verifizierten Insights auf deinem Profil, wo Marken suchen.',
    all_good:
      '{total, plural, one {Um deinen Kanal wird sich gekümmert. Nichts zu tun.} =2 {Um beide Kanäle wird sich gekümmert. Nichts zu tun.} other {Um alle {total_word} Kanäle wird sich gekümmert. Nichts zu tun.}}',
    needs:
      '{needs, plural, one {{total, plural, one {Dein Kanal braucht dich.} other {Einer deiner {total_word} Kanäle braucht dich. Um den Rest wird sich gekümmert.}}} other {{all, select, yes {{total, plural, one {Dein Kanal braucht dich.} =2 {Beide Kanäle brauchen dich.} other {Alle {total_word} Kanäle brauchen dich.}}} other {{needs_word_cap} deiner {total_word} Kanäle brauchen dich. Um den Rest wird sich gekümmert.}}}}',
  },
  number: {
    one: 'ein',
    two: 'zwei',
    three: 'drei',
    four: 'vier',
    five: 'fünf',
    six: 'sechs',
    seven: 'sieben',
    eight: 'acht',
    nine: 'neun',
  },
  network: { instagram: 'Instagram', youtube: 'YouTube', tiktok: 'TikTok', facebook: 'Facebook-Seite' },
  badge: {
    connected: 'Verbunden',
    connecting: 'Fast fertig …',
    renew: 'Bis {date} erneuern',
    limited: 'Ein Teil der Insights fehlt',
    reconnect: 'Neu verbinden',
    delayed: 'Aktualisierung verzögert',
    off: 'Ausgeschaltet',
    double_checking: 'Verbunden · wir prüfen nach',
  },
  badge_label: '{network} {name}: {badge}. Mehr dazu',
  badge_announced: '{network} {name}: {badge}.',
  checked:
    '{followers, plural, =-1 {Geprüft {ago}.} one {# {audience, select, subscribers {Abo} other {Follower}}. Geprüft {ago}.} other {# {audience, select, subscribers {Abos} other {Follower}}. Geprüft {ago}.}}',
  audience: { instagram: 'followers', youtube: 'subscribers', tiktok: 'followers', facebook: 'followers' },
  never_checked: 'Die ersten Insights kommen in wenigen Stunden.',
  double_checking:
    'Es kam eine seltsame Antwort. Bevor wir etwas sagen, sehen wir noch einmal nach. Nichts zu tun.',
  impact: {
    paused: 'Marken sehen deine verifizierten Insights gerade nicht; zuletzt verifiziert am {date}.',
    paused_never: 'Marken sehen für diesen Kanal gerade keine verifizierten Insights.',
    kept: 'Bis dahin bleiben deine Insights auf deinem Profil.',
    numbers_paused:
      'Die letzten Zahlen sind älter als eine Woche. Auf deinem Profil pausieren sie, bis das Netzwerk antwortet.',
    numbers_dated: 'Dein Profil zeigt die letzten Zahlen mit ihrem Datum.',
    off: 'Seine Insights stehen nicht auf deinem Profil.',
    limited: 'Marken sehen die übrigen Insights; diese bleiben leer.',
  },
  safe: 'Dein Verlauf und dein Profil sind sicher.',
  how_long:
    '{minutes, plural, =0 {Dauert keine Minute} =1 {Dauert etwa eine Minute} other {Dauert etwa # Minuten}}',
  safe_short: 'Verlauf und Profil sind sicher',
  repeats: {
    times: 'Das ist in zwei Monaten schon das {times}. Mal.',
    why: {
      expired: 'Mails vor dem Ende einer Erlaubnis lassen dir Zeit, sie zu erneuern.',
      account_changed:
        'Oft teilen sich mehrere eine Anmeldung, oder eine Rolle hat sich geändert. Eine eigene Anmeldung für jede Person hilft.',
      revoked: 'Oft räumt jemand bei den verbundenen Apps auf. Es hilft zu sagen, dass {platform} nur liest.',
      security: 'Anmeldungen von vielen Orten lösen oft Prüfungen aus. Ein bekanntes Gerät hilft.',
      account_unavailable:
        'Ein Konto, das eine Weile verborgen oder nicht veröffentlicht ist, nimmt seine Insights mit.',
      permissions_reduced:
        'Oft wurde beim Aufräumen ein Schalter umgelegt, oder eine Rolle hat sich geändert.',
      ambiguous_reconnect: 'Oft teilen sich mehrere eine Anmeldung. Eine eigene für jede Person hilft.',
    },
    link: 'So lässt es sich vermeiden',
  },
  turn: {
    you: 'Du bist dran',
    us: 'Wir sind dran',
    network: 'Warten auf {network}',
    nobody: 'Nichts zu tun',
  },
  why: 'Warum passiert das?',
  close: 'Schließen',
  action: {
    connect: 'Verbinden',
    fix: 'Beheben',
    renew: 'Erneuern',
    connect_again_label: '{network} {name} neu verbinden',
    fix_label: '{network} {name} beheben',
    renew_label: '{network} {name} erneuern',
    connect_new_label: '{network} verbinden',
  },
  check_now: 'Jetzt prüfen',
  check_now_label: 'Jetzt prüfen: {network} {name}',
  checking: 'Wird geprüft …',
  history: 'Verlauf',
  history_label: 'Verlauf von {network} {name}',
  more: 'Mehr',
  more_label: 'Mehr zu {network} {name}',
  reads: 'Was wir lesen',
  reads_label: 'Was wir von {network} {name} lesen',
  report: {
    fine: 'Gerade geprüft: alles in Ordnung.',
    lost: 'Gerade geprüft: dieser Kanal braucht dich.',
    back: 'Gerade geprüft: er ist zurück. Deine verifizierten Insights sind wieder zu sehen.',
    looking_again:
      'Gerade geprüft: eine seltsame Antwort. Um {at} sehen wir noch einmal nach, bevor wir etwas sagen.',
    delayed_us: 'Wir konnten gerade nicht prüfen. Das liegt an uns; deine Verbindung ist in Ordnung.',
    delayed_network: '{network} hat gerade nicht geantwortet. Deine Verbindung ist in Ordnung.',
    limited: 'Gerade geprüft: verbunden, ein Teil der Insights fehlt.',
    too_soon: 'Er wurde eben erst geprüft. Um {at} kannst du wieder prüfen.',
    unknown_channel: 'Diesen Kanal gibt es hier nicht mehr.',
  },
  use: { identity: 'Name und Bild', numbers: 'Insights', audience: 'Publikum', posts: 'Videozahlen' },
  add: {
    title: 'Kanal hinzufügen',
    network_off: 'Auf dieser Installation noch nicht verfügbar.',
    waiting: 'Eine Anmeldung ist offen. Schließ sie dort ab oder fang hier neu an.',
  },
  error: {
    title: 'Wir konnten deine Kanäle nicht laden',
    body: 'Deine Verbindungen sind in Ordnung. Nur diese Seite ist gestolpert.',
    retry: 'Noch einmal',
  },
  loading: 'Deine Kanäle werden geladen …',
} as const satisfies Translation['channels']
