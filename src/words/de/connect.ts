import type { Translation } from '../en/index.ts'

export const connect = {
  title: {
    new: '{network} verbinden',
    again: '{name} neu verbinden',
    renew: '{name} erneuern',
    fix: '{name} beheben',
    early: '{name} früher erneuern',
    late: '{name} früher erneuern',
  },
  lede: {
    new: 'Du gehst zu {host}, sagst dort Ja und kommst gleich zurück.',
    again: 'Du gehst zu {host}, sagst noch einmal Ja und kommst gleich zurück. Das dauert etwa eine Minute.',
    renew: 'Du gehst zu {host}, sagst noch einmal Ja und kommst gleich zurück. Solange pausiert nichts.',
    fix: 'Du gehst zu {host}, schaltest ein, was fehlte, und kommst gleich zurück.',
    early:
      '{name} ist verbunden und in Ordnung. Du kannst trotzdem jetzt ein frisches Ja geben; solange pausiert nichts.',
    late: '{name} ist verbunden; nur die Zahlen kommen später, und du musst nichts tun. Du kannst trotzdem jetzt ein frisches Ja geben.',
  },
  before_title: 'Bevor du losgehst',
  go_title: 'Wohin es geht',
  go: 'Du gehst zu **{host}**.',
  go_as: 'Du gehst zu **{host}**. Melde dich als **{name}** an.',
  same_account: 'Es muss {name} sein. Ein anderes Konto ändert hier nichts.',
  reads_title: 'Was wir lesen werden',
  never_title: 'Was wir nie tun',
  never:
    'Posten, folgen, liken, Nachrichten schicken oder dein Passwort sehen. Du kannst das jederzeit in den Einstellungen von {network} beenden.',
  button: 'Weiter zu {network}',
  back: 'Zurück',
  off: 'Diese Installation ist für {network} gerade nicht eingerichtet, deshalb geht das im Moment nicht. Deine anderen Kanäle laufen weiter wie bisher.',
  slow: '{network} antwortet gerade nicht gut. Versuch es, oder komm später wieder: Solange ändert sich nichts.',
  fix: {
    all: 'Alle beheben ({count})',
    left: '{count, plural, =0 {Das ist der letzte.} one {Danach noch #.} other {Danach noch #.}}',
    skip: 'Diesen überspringen',
    done_title: 'Alles erledigt',
    done: 'Alles ist verbunden. Sonst braucht dich nichts.',
    skipped_title: 'Das war’s fürs Erste',
    skipped:
      '{count, plural, one {Ein Kanal braucht dich noch; er wartet auf deiner Seite Kanäle.} other {# Kanäle brauchen dich noch; sie warten auf deiner Seite Kanäle.}}',
    to_channels: 'Zurück zu den Kanälen',
    next: 'Als Nächstes: {network} {name}',
    next_left: '{count, plural, =0 {Der letzte} one {Danach noch einer} other {Danach noch #}}',
    next_skip: 'Diesen auslassen und weiter',
  },
  inside: {
    get: 'Link für meinen Browser holen',
    get_body:
      'Wir machen einen Link, mit dem es dort mit diesem Kanal weitergeht. Er gilt einmal, eine halbe Stunde lang, und du musst dich nicht neu anmelden.',
    new_body: 'Öffne diese Seite dort; zuerst wirst du gebeten, dich anzumelden.',
    made_body: 'Gilt einmal, bis {time}. Diese Seite merkt von selbst, wenn du fertig bist.',
    check: 'Noch einmal prüfen',
    waiting: 'Warten auf deinen Browser …',
    done_title: 'In deinem Browser erledigt',
    done: '{name} ist verbunden. Hier bleibt nichts zu tun.',
    too_many: 'Das sind viele Links in kurzer Zeit. Nimm den, den du hast, oder warte eine halbe Stunde.',
  },
  networks: {
    instagram: {
      before: {
        one: 'Das Konto ist ein professionelles: Creator oder Business.',
        two: 'Dieser Browser ist bei Instagram mit diesem Konto angemeldet, oder du kennst sein Passwort.',
        three: 'Lass alle Schalter an, wenn Instagram fragt.',
      },
      reads: {
        identity: 'Name, Bild und Followerzahl deines Kontos',
        numbers: 'Seine Insights: Reichweite, Interaktionen und Publikum',
        audience: 'Wer dein Publikum ist, in Prozent',
        posts: 'Deine Beiträge und wie sie liefen',
      },
    },
    youtube: {
      before: {
        one: 'Du weißt, welchem Google-Konto der Kanal gehört.',
        two: 'Wenn Google fragt, wähl den Kanal selbst, nicht nur das Konto.',
        three: 'Google zeigt die Kästchen einzeln: Hak beide an.',
      },
      reads: {
        identity: 'Name, Bild und Abozahl deines Kanals',
        numbers: 'YouTube Analytics, nur zum Ansehen: Aufrufe, Wiedergabezeit und Publikum',
        audience: 'Wer dein Publikum ist, in Prozent',
        posts: 'Deine Videos und wie sie liefen',
      },
    },
    tiktok: {
      before: {
        one: 'Das richtige Konto ist in der TikTok-App oder in diesem Browser offen.',
        two: 'Apps können das Konto sehen: weder privat noch eingeschränkt.',
        three: 'Lass alle Schalter an, wenn TikTok fragt.',
      },
      reads: {
        identity: 'Name und Bild deines Kontos',
        numbers: 'Wie viele Follower, Likes und Videos es hat',
        audience: 'Wer dein Publikum ist, in Prozent',
        posts: 'Deine öffentlichen Videos und wie sie liefen',
      },
    },
    facebook: {
      before: {
        one: 'Du hast vollen Zugriff auf die Seite.',
        two: 'Wähl die Seite selbst, wenn Facebook eine Liste zeigt.',
        three: 'Lass alle Kästchen angehakt.',
      },
      reads: {
        identity: 'Namen und Bilder der Seiten, die du wählst',
        numbers: 'Seiten-Insights: Reichweite, Aufrufe und Interaktionen',
        audience: 'Wer dein Publikum ist, in Prozent',
        posts: 'Die Beiträge der Seite und wie sie liefen',
      },
    },
  },
} as const satisfies Translation['connect']
