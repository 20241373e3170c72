import type { Translation } from '../en/index.ts'

export const privacy = {
  title: 'Privatsphäre',
  lede: 'Was wir für {profile} haben, wofür wir es nutzen und wie du es beendest.',
  channels: 'Erlaubnisse',
  none: 'Es ist kein Kanal verbunden, also gibt es keine Erlaubnis zu zeigen. Sobald du einen verbindest, steht hier alles, was wir damit tun.',
  connect: 'Kanal verbinden',
  held: 'Wir dürfen lesen',
  reads: {
    identity: 'Name, Bild und Adresse des Kontos',
    numbers: 'seine Insights',
    audience: 'sein Publikum in Gruppen, nie einzelne Menschen',
    posts: 'seine letzten Beiträge und ihre Zahlen',
  },
  network_names: 'Wie {network} es nennt',
  since: 'Seit',
  until: 'Bis',
  no_end: 'kein Enddatum; endet, wenn du es beendest',
  given_by: 'Gegeben von',
  by: '{name, select, none {jemandem, dessen Konto es nicht mehr gibt} other {{name}}}{team, select, no { (nicht mehr im Team)} other {}}',
  nothing_held: 'Für diesen Kanal haben wir keine Erlaubnis.',
  uses: 'In den letzten 30 Tagen genutzt',
  no_uses: 'Noch nicht genutzt.',
  times: '{times, plural, one {einmal} other {#-mal}}',
  last: 'zuletzt {when}',
  purpose: {
    proof: 'Um zu prüfen, ob die Verbindung geht',
    insights: 'Um deine Insights zu lesen',
    revocation: 'Um die Erlaubnis zu beenden',
    other: 'Für {purpose}',
  },
  end: 'Diese Erlaubnis beenden',
  end_label: 'Diese Erlaubnis beenden: {network} {name}',
  history: 'Verlauf',
  never_title: 'Was wir nie tun',
  never: {
    post: 'In deinem Namen posten, liken, folgen oder etwas schreiben.',
    messages: 'Nachrichten lesen oder wer deine Follower sind.',
    passwords: 'Das Passwort eines Netzwerks sehen oder aufbewahren.',
    sell: 'Deine Erlaubnis an andere weitergeben.',
  },
  take: {
    title: 'Nimm deine Daten mit',
    body: 'Eine Datei mit allem, was wir über dich und, wo deine Rolle es erlaubt, über {profile} haben: Profil, Kanäle, jede Zahl mit ihrem Tag und den Verlauf. Schlüssel zu deinen Kanälen sind nicht darin.',
    button: 'Datei herunterladen',
    file: 'rechannel-{handle}-{day}.json',
  },
  erase: {
    title: 'Löschen',
    profile: 'Profil {profile} löschen',
    account: 'Dein Konto löschen',
  },
} as const satisfies Translation['privacy']

export const erase = {
  profile: {
    title: 'Profil {profile} löschen?',
    lede: 'Es verschwindet sofort von jeder Seite. Bis {moment} kannst du es mit einem Knopf zurückholen. Danach kann es niemand mehr, auch wir nicht.',
    what: {
      channels:
        'Von seinen Kanälen wird nichts mehr gelesen. Wird es gelöscht, enden ihre Erlaubnisse bei den Netzwerken, die antworten.',
      numbers:
        'Endgültig gelöscht werden jede Zahl, jeder Beitrag und jede Zeile des Verlaufs, samt dem Schlüssel, der die Erlaubnisse versiegelt hat.',
      brands: 'Das Profil verschwindet sofort aus Suche, Merklisten und geteilten Mediakits.',
      team: 'Alle im Team verlieren ihren Zugang. Ihre eigenen Konten bleiben.',
    },
    confirm: 'Gib zur Bestätigung {handle} ein',
    wrong: 'Das ist nicht die Adresse des Profils. Gib {handle} ein.',
    button: 'Dieses Profil löschen',
    mail: {
      subject: 'Das Profil {profile} ist gelöscht',
      text: 'Du hast das Profil {profile} bei {platform} gelöscht. Was wir davon hatten, ist weg. Warst du das nicht, schreib uns sofort. Die Adresse unten zeigt, wie es um die Löschung steht; heb sie auf.',
      link: 'So steht es',
    },
  },
  account: {
    title: 'Dein Konto löschen?',
    lede: 'Bis {moment} kannst du doch noch bleiben: mit dem Link, den wir dir mailen, oder indem du dich anmeldest. Danach kann niemand dein Konto zurückholen.',
    what: {
      sessions:
        'Du wirst überall abgemeldet. Ist es endgültig gelöscht, kann sich {email} nicht mehr anmelden.',
      teams: 'Du verlässt jedes Team. Was du für andere verbunden hast, bleibt für sie verbunden.',
      words:
        'Endgültig gelöscht werden dann auch deine Gespräche mit uns und alles, was dir hier gesagt wurde.',
    },
    last_owner: 'Nur dir gehört {names}. Mach zuerst jemand anderen zum Inhaber, oder lösch das Profil.',
    confirm: 'Gib zur Bestätigung {email} ein',
    wrong: 'Das ist nicht die Adresse deines Kontos. Gib {email} ein.',
    button: 'Mein Konto löschen',
    done_title: 'Dein Konto ist gelöscht',
    done: 'Du bist überall abgemeldet. Danke, dass du hier warst.',
    way_on: 'Zur Startseite',
  },
  now: {
    title: 'Ohne Weg zurück',
    body: 'Sofort gelöscht, mit allem, was oben steht. Dann kann es niemand zurückholen, auch wir nicht.',
    button: 'Jetzt endgültig löschen',
  },
  undo: {
    title: 'Gelöscht, und noch rückgängig zu machen',
    lede: 'Niemand sieht es mehr. Wenn du das so willst, ist nichts mehr zu tun.',
    until: 'Endgültig gelöscht am {moment} ({zone}).',
    profile: {
      title: 'Das Profil {profile}',
      what: 'Mit einem Knopf ist es wieder auf jeder Seite, mit seinen Kanälen, seinem Verlauf und seinem Team.',
      keep: '{profile} zurückholen',
      mail: {
        subject: 'Das Profil {profile} ist gelöscht',
        text: '{name} hat das Profil {profile} bei {platform} gelöscht. Niemand sieht es mehr, und nichts wird dafür gelesen. Bis {moment} ({zone}) holt ein Knopf auf der Seite unten alles zurück. Danach wird es endgültig gelöscht.',
        link: 'Zurückholen',
      },
    },
    account: {
      title: 'Dein Konto',
      what: '{email} meldet sich dann an wie bisher, in denselben Teams.',
      keep: 'Mein Konto behalten',
      mail: {
        subject: 'Dein Konto ist gelöscht',
        text: 'Du hast dein Konto bei {platform} gelöscht. Du bist überall abgemeldet, und niemand sieht dich dort mehr. Bis {moment} ({zone}) behält ein Knopf auf der Seite unten alles. Danach wird es endgültig gelöscht. Warst du das nicht, drück ihn jetzt und ändere dein Passwort.',
        link: 'Mein Konto behalten',
      },
    },
    over_title: 'Hier ist nichts rückgängig zu machen',
    over: 'Das ist schon geschehen, oder die Zeit dafür ist vorbei. Was endgültig gelöscht ist, lässt sich nicht zurückholen.',
    kept_title: 'Es ist wieder da',
    kept: 'Alles ist, wo es war. Melde dich an, um es zu sehen.',
    no_owner_title: 'Behalte zuerst dein Konto',
    no_owner:
      'Das Profil würde niemandem mehr gehören, denn auch dein Konto ist gelöscht. Melde dich an, behalte dein Konto, und hol dann das Profil zurück.',
    way_on: 'Anmelden',
    home: 'Zu deinen Kanälen',
    without: 'Ohne es weitermachen',
    link: 'Gelöschte Profile, die sich zurückholen lassen',
  },
  what_title: 'Was passiert',
  keep: 'Alles behalten',
} as const satisfies Translation['erase']
