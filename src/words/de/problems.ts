import type { Translation } from '../en/index.ts'

export const problems = {
  returned: {
    no_state: {
      title: 'Wir wissen nicht, woher das kam',
      body: 'Diese Rückkehr von einem Netzwerk gehört zu nichts, was hier begonnen wurde. Nichts wurde geändert und nichts gespeichert.',
      way_on: 'Zu deinen Kanälen',
    },
    not_open: {
      title: 'Diese Anmeldung ist schon geschlossen',
      body: 'Sie wurde vorher abgeschlossen, oder es sind mehr als zehn Minuten vergangen. Deine Verbindungen sind in Ordnung; fang neu an, es dauert etwa eine Minute.',
      way_on: 'Neu anfangen',
    },
    other_browser: {
      title: 'In einem anderen Browser begonnen',
      body: 'Du hast in einem Browser angefangen und bist in diesem zurückgekommen. Deshalb haben wir aufgehört, bevor etwas gespeichert wurde. Fang hier neu an, oder mach dort weiter, wo du begonnen hast.',
      way_on: 'Hier neu anfangen',
    },
    open_link_again: {
      title: 'Bitte öffne deinen Link noch einmal',
      body: 'Du kamst über einen Link zum Verbinden, und dieser Rückweg passt nicht zu dem, womit dieser Browser losging. Nichts wurde gespeichert. Öffne den Link in diesem Browser noch einmal; es dauert etwa eine Minute.',
      way_on: 'Lies, wie solche Links gehen',
    },
    signed_out: {
      title: 'Du bist hier nicht angemeldet',
      body: 'Deine Sitzung ist zu Ende gegangen, während du weg warst, oder du bist aus einem anderen Browser losgegangen. Nichts wurde gespeichert. Melde dich an, dann geht es mit demselben Kanal weiter.',
      way_on: 'Anmelden und weiter',
    },
    network_off: {
      title: 'Dieses Netzwerk ist hier ausgeschaltet',
      body: 'Diese Installation ist für dieses Netzwerk gerade nicht eingerichtet. Deine anderen Kanäle laufen weiter wie bisher.',
      way_on: 'Zu deinen Kanälen',
    },
  },
  more: 'Mehr dazu lesen',
  not_found: {
    title: 'Unter dieser Adresse ist nichts',
    body: 'Vielleicht ist es umgezogen, oder es fehlt ein Buchstabe. Deine Kanäle und Verbindungen sind in Ordnung.',
    way_on: 'Zum Anfang',
  },
  broken: {
    title: 'Diese Seite ist gestolpert',
    body: 'Bei uns ist etwas schiefgegangen. Deine Kanäle und Verbindungen sind in Ordnung.',
    way_on: 'Noch einmal versuchen',
  },
  away: {
    title: 'Gleich wieder da',
    body: 'Unser Gedächtnis ist gerade nicht zu erreichen. Deine Kanäle und Verbindungen sind in Ordnung, und nichts wurde geändert; versuch es in ein paar Sekunden noch einmal.',
    way_on: 'Noch einmal versuchen',
  },
  gone: {
    title: 'Dieses Ergebnis wurde weggelegt',
    body: 'Ergebnisse werden nur kurz aufgehoben. Deine Kanäle zeigen, wie es jetzt steht.',
    way_on: 'Zu deinen Kanälen',
  },
  no_channel: {
    title: 'Diesen Kanal gibt es hier nicht',
    body: 'Vielleicht gehört er zu einem anderen Profil. Deine eigenen Kanäle stehen alle auf einer Seite.',
    way_on: 'Zu deinen Kanälen',
  },
} as const satisfies Translation['problems']
