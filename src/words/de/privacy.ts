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
    lede: 'Das lässt sich nicht rückgängig machen. Niemand kann es zurückholen, auch wir nicht.',
    what: {
      channels:
        'Alle seine Kanäle werden getrennt, und ihre Erlaubnisse enden bei den Netzwerken, die antworten.',
      numbers:
        'Jede Zahl, jeder Beitrag und jede Zeile des Verlaufs wird gelöscht, samt dem Schlüssel, der die Erlaubnisse versiegelt hat.',
      brands: 'Das Profil verschwindet sofort aus Suche, Merklisten und geteilten Mediakits.',
      team: 'Alle im Team verlieren ihren Zugang. Ihre eigenen Konten bleiben.',
    },
    confirm: 'Gib zur Bestätigung {handle} ein',
    wrong: 'Das ist nicht die Adresse des Profils. Gib {handle} ein.',
    button: 'Dieses Profil endgültig löschen',
    mail: {
      subject: 'Das Profil {profile} ist gelöscht',
      text: 'Du hast das Profil {profile} bei {platform} gelöscht. Was wir davon hatten, ist weg. Warst du das nicht, schreib uns sofort. Die Adresse unten zeigt, wie es um die Löschung steht; heb sie auf.',
      link: 'So steht es',
    },
  },
  account: {
    title: 'Dein Konto löschen?',
    lede: 'Das lässt sich nicht rückgängig machen.',
    what: {
      sessions: 'Du wirst überall abgemeldet, und {email} kann sich nicht mehr anmelden.',
      teams: 'Du verlässt jedes Team. Was du für andere verbunden hast, bleibt für sie verbunden.',
      words: 'Deine Gespräche mit uns und alles, was dir hier gesagt wurde, werden gelöscht.',
    },
    last_owner: 'Nur dir gehört {names}. Mach zuerst jemand anderen zum Inhaber, oder lösch das Profil.',
    confirm: 'Gib zur Bestätigung {email} ein',
    wrong: 'Das ist nicht die Adresse deines Kontos. Gib {email} ein.',
    button: 'Mein Konto endgültig löschen',
    done_title: 'Dein Konto ist gelöscht',
    done: 'Du bist überall abgemeldet. Danke, dass du hier warst.',
    way_on: 'Zur Startseite',
  },
  what_title: 'Was passiert',
  keep: 'Alles behalten',
} as const satisfies Translation['erase']
