import type { Translation } from '../en/index.ts'

export const landing = {
  title: 'Deine Kanäle bleiben verbunden',
  headline: 'Deine Kanäle bleiben verbunden. Deinen Zahlen wird geglaubt.',
  lede: '{platform} kümmert sich um die Erlaubnisse hinter deinen Kanälen bei Instagram, YouTube, TikTok und Facebook, damit Marken immer Insights sehen, denen sie trauen können.',
  meta: 'Hält die Kanäle von Creatorn bei Instagram, YouTube, TikTok und Facebook verbunden, damit verifizierte Insights auf ihrem Profil bleiben.',
  sign_in: 'Anmelden',
  create: 'Konto anlegen',
  points: {
    see_title: 'Du siehst es sofort',
    see: 'Wenn ein Netzwerk eine Erlaubnis beendet, sagt der Kanal es in Worten, mit Datum und dem Grund, der genannt wurde.',
    back_title: 'Zurück mit einem Knopf',
    back: 'Verbinden bringt dich an den richtigen Ort, als das richtige Konto, und in etwa einer Minute zurück.',
    quiet_title: 'Still, wo es geht',
    quiet:
      'Was sich ohne dich erneuern lässt, wird ohne dich erneuert. Wir fragen nur, wenn sonst niemand antworten kann.',
  },
  promise: 'Wir lesen nur. {platform} kann nicht posten, folgen, liken oder Nachrichten schicken.',
  sandbox_title: 'Tritt als jemand ein',
  sandbox_lede:
    'Das ist eine Sandbox mit gespielten Leuten und gespielten Netzwerken. Such dir jemanden aus und sieh dich um.',
  enter: 'Eintreten',
  enter_as: 'Als {name} eintreten',
  demo: {
    happened: 'Die Erlaubnis von TikTok für @lina.k ist am 21. November abgelaufen.',
    meaning: 'Marken sehen ihre Insights gerade nicht.',
    badge: 'Neu verbinden',
    back: 'Verbunden',
    back_line: '48.210 Follower. Vor zwei Stunden geprüft.',
    button: 'Verbinden',
    caption:
      'Ein Beispiel der Seite Kanäle: Ein Kanal braucht seine Creatorin, um einen wird sich gekümmert.',
  },
} as const satisfies Translation['landing']
