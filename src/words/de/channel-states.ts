const CONNECTED = 'Verbunden'
const ON_PROFILE = 'Deine geprüften Einblicke stehen auf deinem Profil.'
const RENEWED = { title: CONNECTED, happened: ON_PROFILE, todo: 'Wir erneuern die Erlaubnis für dich.' }
const LOOKED_AFTER = { title: CONNECTED, happened: ON_PROFILE, todo: 'Wir kümmern uns darum.' }
const GOOD_UNTIL = {
  title: CONNECTED,
  happened: ON_PROFILE,
  todo: 'Gilt bis {date}. Wir sagen dir, wenn es so weit ist.',
}
const RENEW_TITLE = 'Bitte bis {date} neu zustimmen'
const RENEW_TODO = 'Erneuere vorher, wann du magst, und nichts pausiert.'
const START_AGAIN = 'Das Fenster ist zu? Fang hier einfach noch einmal an.'
const WE_KEEP_ASKING = 'Nichts zu tun. Wir fragen weiter, bis eine Antwort kommt.'
const ON_US = 'Das liegt an uns'
const NO_NEED = 'Nichts zu tun, du musst nichts neu verbinden.'
const OFF = {
  title: 'Von dir ausgeschaltet',
  happened: 'Du hast {name} am {date} ausgeschaltet. Wir haben keine Erlaubnis mehr und lesen nichts.',
  todo: 'Doch wieder? Verbinde ihn, wann du magst.',
}
const IF_MEANT = 'War das Absicht, lass es so. Möchtest du deine Einblicke zurück, verbinde {name}.'
const LOST_TOUCH = 'Wir haben {name} aus den Augen verloren'

export const channelStates = {
  instagram: {
    not_connected: {
      title: 'Instagram',
      happened: 'Zeig Marken deine Reichweite, dein Publikum und wie Menschen reagieren.',
      todo: 'Geht mit professionellen Konten: Creator oder Unternehmen.',
    },
    connecting: {
      title: 'Wir warten auf Instagram',
      happened:
        'Eine Anmeldung bei Instagram ist offen. Schließ sie dort ab, diese Karte zieht von selbst nach.',
      todo: START_AGAIN,
    },
    connected: { no_end: LOOKED_AFTER, renewed_by_us: RENEWED, person_needed_by: GOOD_UNTIL },
    renew: {
      title: RENEW_TITLE,
      happened:
        'Instagrams Erlaubnis für {name} endet am {date}, und diesmal konnten wir sie nicht für dich verlängern.',
      todo: RENEW_TODO,
    },
    limited: {
      title: 'Ein Kästchen blieb leer',
      happened: 'Wir sehen {name}, aber Instagram teilt noch nicht alles: Es fehlt {missing}.',
      todo: 'Ein Besuch bei Instagram genügt: Lass den Schalter für Insights an.',
    },
    delayed_network: {
      title: 'Instagram antwortet langsam',
      happened:
        'Instagram antwortet seit {date} nicht auf unsere Prüfungen. Deine Verbindung selbst ist in Ordnung.',
      todo: WE_KEEP_ASKING,
    },
    delayed_us: {
      title: ON_US,
      happened:
        'Neues von Instagram ruht seit {date}, während wir auf unserer Seite etwas beheben. Deine Verbindung ist in Ordnung.',
      todo: NO_NEED,
    },
    off: OFF,
    reconnect: {
      expired: {
        title: 'Zeit für eine neue Verbindung',
        happened: 'Instagrams Erlaubnis für {name} ist am {date} abgelaufen. Diesen Tag legt Instagram fest.',
        softened: 'Es sieht so aus, als wäre Instagrams Erlaubnis für {name} um den {date} abgelaufen.',
        todo: 'Melde dich als {name} an, und du bist wieder da.',
      },
      account_changed: {
        title: 'Etwas ist neu bei Instagram',
        happened:
          'Seit {date} ist {name} kein professionelles Konto mehr, und Instagram teilt Einblicke nur von solchen.',
        softened:
          'Es sieht so aus, als hätten sich um den {date} die Anmeldedaten von {name} geändert und Instagram uns abgemeldet.',
        todo: 'Melde dich noch einmal als {name} an. Es muss ein Creator- oder Unternehmenskonto sein.',
      },
      revoked: {
        title: 'Der Zugang wurde ausgeschaltet',
        happened:
          'Der Zugang für {platform} wurde am {date} in den Instagram-Einstellungen von {name} ausgeschaltet.',
        softened:
          'Es sieht so aus, als wäre der Zugang für {platform} um den {date} in den Instagram-Einstellungen von {name} ausgeschaltet worden.',
        todo: IF_MEANT,
      },
      security: {
        title: 'Instagram möchte sichergehen, dass du es bist',
        happened:
          'Instagram hat {name} am {date} routinemäßig überprüft und verbundene Apps dabei abgemeldet.',
        softened:
          'Es sieht so aus, als hätte Instagram um den {date} eine Sicherheitsprüfung für {name} angesetzt.',
        todo: 'Öffne Instagram, schließ die Prüfung dort ab und verbinde {name} dann hier.',
      },
      account_unavailable: {
        title: 'Instagram kann {name} nicht zeigen',
        happened:
          'Seit {date} sagt Instagram, dass {name} nicht verfügbar ist. Das kann schnell vorbei sein.',
        softened: 'Es sieht so aus, als wäre {name} seit {date} bei Instagram nicht verfügbar.',
        todo: 'Sieh in der Instagram-App nach. Sobald {name} wieder da ist, verbinde das Konto hier.',
      },
      permissions_reduced: {
        title: 'Ein nötiges Kästchen blieb leer',
        happened:
          'Seit {date} teilt Instagram nicht mehr, was wir brauchen, um {name} zu zeigen. Ein Schalter wurde ausgeschaltet.',
        softened:
          'Es sieht so aus, als wäre bei Instagram um den {date} ein Schalter ausgeschaltet worden, den wir für {name} brauchen.',
        todo: 'Verbinde {name} noch einmal und lass alle Schalter an.',
      },
      ambiguous_reconnect: {
        title: LOST_TOUCH,
        happened: 'Instagram lässt uns seit {date} nicht mehr herein und sagt nicht, warum.',
        softened:
          'Es sieht so aus, als ließe Instagram uns seit {date} nicht mehr herein. Einen Grund nennt es nicht.',
        todo: 'Meist genügt es, sich noch einmal als {name} anzumelden.',
      },
    },
  },
  youtube: {
    not_connected: {
      title: 'YouTube',
      happened: 'Zeig Marken deine Aufrufe, die Wiedergabezeit und wer zusieht.',
      todo: 'Wähl bei Google den Kanal selbst, nicht nur das Google-Konto.',
    },
    connecting: {
      title: 'Wir warten auf Google',
      happened:
        'Eine Anmeldung bei Google ist offen. Schließ sie dort ab, diese Karte zieht von selbst nach.',
      todo: START_AGAIN,
    },
    connected: {
      no_end: {
        title: CONNECTED,
        happened: ON_PROFILE,
        todo: 'Ohne Enddatum. Wir halten die Verbindung für dich wach.',
      },
      renewed_by_us: RENEWED,
      person_needed_by: GOOD_UNTIL,
    },
    renew: {
      title: RENEW_TITLE,
      happened: 'Googles Erlaubnis für {name} endet am {date}, und nur du kannst sie verlängern.',
      todo: RENEW_TODO,
    },
    limited: {
      title: 'Ein Häkchen fehlt noch',
      happened: 'Wir sehen {name}, aber es fehlt {missing}. Bei Google setzt man jedes Häkchen einzeln.',
      todo: 'Ein Besuch bei Google genügt: Setz das Häkchen bei YouTube Analytics, das ist nur zum Ansehen.',
    },
    delayed_network: {
      title: 'YouTube lässt auf sich warten',
      happened:
        'YouTube antwortet seit {date} nicht auf unsere Prüfungen. Deine Verbindung selbst ist in Ordnung.',
      todo: WE_KEEP_ASKING,
    },
    delayed_us: {
      title: ON_US,
      happened:
        'Neues von YouTube ruht seit {date}, während wir auf unserer Seite etwas beheben. Deine Verbindung ist in Ordnung.',
      todo: 'Nichts zu tun, du musst dich nicht neu anmelden.',
    },
    off: OFF,
    reconnect: {
      expired: {
        title: 'Die Verbindung zu YouTube ist eingeschlafen',
        happened:
          'Google hat die Erlaubnis für {name} am {date} beendet. Das macht Google mit Verbindungen, die lange ruhen.',
        softened:
          'Es sieht so aus, als hätte Google die Erlaubnis für {name} um den {date} auslaufen lassen.',
        todo: 'Eine kurze Anmeldung bringt sie zurück. Wähl {name}, wenn Google fragt.',
      },
      account_changed: {
        title: 'Etwas ist neu bei Google',
        happened:
          'Am Google-Konto hinter {name} hat sich am {date} etwas geändert, und Google hat verbundene Apps abgemeldet.',
        softened: 'Es sieht so aus, als hätte sich um den {date} das Google-Konto hinter {name} geändert.',
        todo: 'Melde dich mit dem Konto an, dem {name} jetzt gehört, und wähl denselben Kanal.',
      },
      revoked: {
        title: 'Der Zugang wurde bei Google entfernt',
        happened: 'Der Zugang für {platform} wurde am {date} aus dem Google-Konto von {name} entfernt.',
        softened:
          'Es sieht so aus, als wäre der Zugang für {platform} um den {date} aus dem Google-Konto von {name} entfernt worden.',
        todo: IF_MEANT,
      },
      security: {
        title: 'Google prüft noch etwas',
        happened:
          'Google hat am {date} beim Konto von {name} ein Sicherheitsereignis gemeldet und verbundene Apps abgemeldet.',
        softened:
          'Es sieht so aus, als hätte Google um den {date} eine Sicherheitsprüfung für {name} angesetzt.',
        todo: 'Sieh dir zuerst die Sicherheitshinweise von Google an und verbinde {name} dann hier.',
      },
      account_unavailable: {
        title: 'YouTube findet {name} nicht',
        happened: 'Seit {date} sagt YouTube, dass es auf diesem Konto keinen Kanal namens {name} gibt.',
        softened: 'Es sieht so aus, als wäre {name} seit {date} nicht mehr auf diesem Google-Konto.',
        todo: 'Ist der Kanal zu einem anderen Google-Konto umgezogen, verbinde ihn mit diesem.',
      },
      permissions_reduced: {
        title: 'Ein nötiges Häkchen fehlt',
        happened:
          'Seit {date} teilt Google nicht mehr, was wir brauchen, um {name} zu zeigen. Eine Erlaubnis wurde weggenommen.',
        softened:
          'Es sieht so aus, als wäre bei Google um den {date} eine Erlaubnis weggenommen worden, die wir für {name} brauchen.',
        todo: 'Verbinde {name} noch einmal und setz beide Häkchen.',
      },
      ambiguous_reconnect: {
        title: LOST_TOUCH,
        happened:
          'Google lässt uns seit {date} nicht mehr herein. Für mehrere Ursachen gibt es dort dieselbe Antwort.',
        softened:
          'Es sieht so aus, als ließe Google uns seit {date} nicht mehr herein. Für mehrere Ursachen gibt es dort eine Antwort.',
        todo: 'Noch einmal anmelden und {name} wählen hilft meistens.',
      },
    },
  },
  tiktok: {
    not_connected: {
      title: 'TikTok',
      happened: 'Zeig Marken, wie weit deine Videos kommen und wie sie ankommen.',
      todo: 'Öffne vorher in der TikTok-App das richtige Konto.',
    },
    connecting: {
      title: 'Wir warten auf TikTok',
      happened:
        'Eine Anmeldung bei TikTok ist offen. Schließ sie dort ab, diese Karte zieht von selbst nach.',
      todo: START_AGAIN,
    },
    connected: {
      no_end: LOOKED_AFTER,
      renewed_by_us: RENEWED,
      person_needed_by: {
        title: CONNECTED,
        happened: ON_PROFILE,
        todo: 'Gilt bis {date}; diesen Tag legt TikTok fest. Wir sagen dir, wenn es so weit ist.',
      },
    },
    renew: {
      title: RENEW_TITLE,
      happened: 'TikTok bittet dich, {name} bis {date} noch einmal zu bestätigen. Das gilt dort für alle.',
      todo: RENEW_TODO,
    },
    limited: {
      title: 'Ein Schalter blieb aus',
      happened: 'Wir sehen {name}, aber TikTok teilt noch nicht alles: Es fehlt {missing}.',
      todo: 'Ein Besuch bei TikTok genügt: Lass alle Schalter an.',
    },
    delayed_network: {
      title: 'TikTok ist gerade schwer zu erreichen',
      happened:
        'TikTok antwortet seit {date} nicht auf unsere Prüfungen. Deine Verbindung selbst ist in Ordnung.',
      todo: WE_KEEP_ASKING,
    },
    delayed_us: {
      title: ON_US,
      happened:
        'Neues von TikTok ruht seit {date}, während wir auf unserer Seite etwas beheben. Deine Verbindung ist in Ordnung.',
      todo: NO_NEED,
    },
    off: OFF,
    reconnect: {
      expired: {
        title: 'Deine TikTok-Erlaubnis ist abgelaufen',
        happened:
          'TikToks Erlaubnis für {name} ist am {date} abgelaufen. Diesen Tag legt TikTok für alle fest.',
        softened: 'Es sieht so aus, als wäre TikToks Erlaubnis für {name} um den {date} abgelaufen.',
        todo: 'Melde dich als {name} an und lass alle Schalter an.',
      },
      account_changed: {
        title: 'Etwas ist neu bei TikTok',
        happened:
          'Bei TikTok hat sich am {date} etwas an {name} geändert, und TikTok hat verbundene Apps abgemeldet.',
        softened: 'Es sieht so aus, als hätte sich bei TikTok um den {date} etwas an {name} geändert.',
        todo: 'Öffne {name} in der TikTok-App und verbinde das Konto dann hier.',
      },
      revoked: {
        title: 'Der Zugang wurde bei TikTok entfernt',
        happened:
          'Der Zugang für {platform} wurde am {date} in den TikTok-Einstellungen von {name} entfernt.',
        softened:
          'Es sieht so aus, als wäre der Zugang für {platform} um den {date} in den TikTok-Einstellungen von {name} entfernt worden.',
        todo: IF_MEANT,
      },
      security: {
        title: 'TikTok hat den App-Zugang angehalten',
        happened: 'TikTok hat {name} am {date} zur Sicherheit angehalten.',
        softened: 'Es sieht so aus, als hätte TikTok {name} um den {date} zur Sicherheit angehalten.',
        todo: 'Öffne die TikTok-App, folge den Schritten dort und verbinde {name} dann hier.',
      },
      account_unavailable: {
        title: 'TikTok kann {name} nicht zeigen',
        happened: 'Seit {date} sagt TikTok, dass {name} nicht verfügbar ist. Das kann schnell vorbei sein.',
        softened: 'Es sieht so aus, als wäre {name} seit {date} bei TikTok nicht verfügbar.',
        todo: 'Sieh in der TikTok-App nach. Sobald {name} wieder da ist, verbinde das Konto hier.',
      },
      permissions_reduced: {
        title: 'Ein nötiger Schalter ist aus',
        happened:
          'Seit {date} teilt TikTok nicht mehr, was wir brauchen, um {name} zu zeigen. Ein Schalter wurde ausgeschaltet.',
        softened:
          'Es sieht so aus, als wäre bei TikTok um den {date} ein Schalter ausgeschaltet worden, den wir für {name} brauchen.',
        todo: 'Verbinde {name} noch einmal und lass alle Schalter an.',
      },
      ambiguous_reconnect: {
        title: LOST_TOUCH,
        happened: 'TikTok lässt uns seit {date} nicht mehr herein und nennt keinen Grund.',
        softened:
          'Es sieht so aus, als ließe TikTok uns seit {date} nicht mehr herein. Einen Grund nennt es nicht.',
        todo: 'Meist genügt eine neue Anmeldung als {name}.',
      },
    },
  },
  facebook: {
    not_connected: {
      title: 'Facebook-Seite',
      happened: 'Zeig Marken die Reichweite deiner Seite und wen sie anspricht.',
      todo: 'Du brauchst vollen Zugriff auf die Seite, die du hinzufügen möchtest.',
    },
    connecting: {
      title: 'Wir warten auf Facebook',
      happened:
        'Eine Anmeldung bei Facebook ist offen. Schließ sie dort ab, diese Karte zieht von selbst nach.',
      todo: START_AGAIN,
    },
    connected: { no_end: LOOKED_AFTER, renewed_by_us: RENEWED, person_needed_by: GOOD_UNTIL },
    renew: {
      title: RENEW_TITLE,
      happened:
        'Facebook bittet hin und wieder darum, den Zugang von Apps zu bestätigen. Für {name} ist das bis {date} fällig.',
      todo: RENEW_TODO,
    },
    limited: {
      title: 'Die Seitenstatistiken sind aus',
      happened: 'Wir sehen {name}, aber Facebook teilt noch nicht alles: Es fehlt {missing}.',
      todo: 'Ein Besuch bei Facebook genügt: Wähl die Seite und lass alle Häkchen gesetzt.',
    },
    delayed_network: {
      title: 'Facebook hat gerade Mühe',
      happened:
        'Facebook antwortet seit {date} nicht auf unsere Prüfungen. Die Verbindung deiner Seite ist in Ordnung.',
      todo: WE_KEEP_ASKING,
    },
    delayed_us: {
      title: ON_US,
      happened:
        'Neues von Facebook ruht seit {date}, während wir auf unserer Seite etwas beheben. Die Verbindung deiner Seite ist in Ordnung.',
      todo: NO_NEED,
    },
    off: OFF,
    reconnect: {
      expired: {
        title: 'Deine Facebook-Erlaubnis ist abgelaufen',
        happened: 'Facebooks Erlaubnis für {name} ist am {date} abgelaufen. Diesen Tag legt Facebook fest.',
        softened: 'Es sieht so aus, als wäre Facebooks Erlaubnis für {name} um den {date} abgelaufen.',
        todo: 'Verbinde noch einmal und wähl {name}.',
      },
      account_changed: {
        title: 'Etwas ist neu bei Facebook',
        happened:
          'Die Facebook-Anmeldung hinter {name} hat sich am {date} geändert. Dann meldet Facebook verbundene Apps ab.',
        softened:
          'Es sieht so aus, als hätte sich um den {date} die Facebook-Anmeldung oder die Rolle hinter {name} geändert.',
        todo: 'Wer vollen Zugriff auf {name} hat, kann die Seite wieder verbinden.',
      },
      revoked: {
        title: 'Der Zugang wurde bei Facebook entfernt',
        happened:
          'Der Zugang für {platform} wurde am {date} in den Facebook-Einstellungen hinter {name} entfernt.',
        softened:
          'Es sieht so aus, als wäre der Zugang für {platform} um den {date} in den Facebook-Einstellungen hinter {name} entfernt worden.',
        todo: IF_MEANT,
      },
      security: {
        title: 'Facebook möchte kurz etwas prüfen',
        happened: 'Facebook hat am {date} die Anmeldung hinter {name} routinemäßig zur Prüfung angehalten.',
        softened:
          'Es sieht so aus, als hätte Facebook um den {date} eine Sicherheitsprüfung für {name} angesetzt.',
        todo: 'Melde dich auf facebook.com an, schließ die Prüfung ab und verbinde {name} dann hier.',
      },
      account_unavailable: {
        title: 'Facebook kann {name} nicht zeigen',
        happened:
          'Seit {date} sagt Facebook, dass {name} nicht verfügbar ist. Vielleicht ist die Seite nicht veröffentlicht.',
        softened: 'Es sieht so aus, als wäre {name} seit {date} bei Facebook nicht verfügbar.',
        todo: 'Sobald die Seite wieder zu sehen ist, verbinde sie hier.',
      },
      permissions_reduced: {
        title: 'Die Seite wurde abgewählt',
        happened:
          'Seit {date} teilt Facebook {name} nicht mehr mit uns. Die Seite oder eine Erlaubnis wurde abgewählt.',
        softened:
          'Es sieht so aus, als wäre {name} oder eine Erlaubnis dafür bei Facebook um den {date} abgewählt worden.',
        todo: 'Verbinde noch einmal, wähl {name} und lass alle Häkchen gesetzt.',
      },
      ambiguous_reconnect: {
        title: LOST_TOUCH,
        happened: 'Facebook lässt uns seit {date} nicht mehr herein und sagt nicht, warum.',
        softened:
          'Es sieht so aus, als ließe Facebook uns seit {date} nicht mehr herein. Einen Grund nennt es nicht.',
        todo: 'Verbinde noch einmal und wähl {name}; damit ist es meist erledigt.',
      },
    },
  },
} as const
