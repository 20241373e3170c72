import type { Translation } from '../en/index.ts'

export const channelStates = {
  instagram: {
    not_connected: {
      title: 'Instagram',
      happened: 'Zeig Marken deine Reichweite, dein Publikum und wie Menschen reagieren.',
      todo: 'Geht mit professionellen Konten: Creator oder Business.',
    },
    connecting: {
      title: 'Warten auf Instagram',
      happened:
        'Bei Instagram ist eine Anmeldung offen. Schließ sie dort ab, diese Karte zieht von selbst nach.',
      todo: 'Fenster schon zu? Fang hier einfach neu an.',
    },
    connected: {
      no_end: {
        title: 'Verbunden',
        happened: 'Deine verifizierten Insights stehen auf deinem Profil.',
        todo: 'Um diesen Kanal kümmern wir uns.',
      },
      renewed_by_us: {
        title: 'Verbunden',
        happened: 'Deine verifizierten Insights stehen auf deinem Profil.',
        todo: 'Wir erneuern die Verbindung für dich.',
      },
      person_needed_by: {
        title: 'Verbunden',
        happened: 'Deine verifizierten Insights stehen auf deinem Profil.',
        todo: 'Gilt bis {date}. Wir melden uns, wenn es so weit ist.',
      },
    },
    renew: {
      title: 'Neues Ja bis {date}',
      happened:
        'Die Erlaubnis von Instagram für {name} endet am {date}, und diesmal konnten wir sie nicht für dich verlängern.',
      todo: 'Erneuere sie irgendwann davor, dann pausiert nichts.',
    },
    limited: {
      title: 'Ein Häkchen fehlt',
      happened: 'Wir sehen {name}, aber Instagram teilt Folgendes nicht: {missing}.',
      todo: 'Ein Besuch bei Instagram genügt: Lass den Schalter für Insights an.',
    },
    delayed_network: {
      title: 'Instagram antwortet langsam',
      happened:
        'Instagram antwortet seit {date} nicht auf unsere Prüfungen. Deine Verbindung selbst ist in Ordnung.',
      todo: 'Nichts zu tun. Wir fragen weiter, bis es antwortet.',
    },
    delayed_us: {
      title: 'Das liegt an uns',
      happened:
        'Unsere Aktualisierungen von Instagram pausieren seit {date}, während wir bei uns etwas reparieren. Deine Verbindung ist in Ordnung.',
      todo: 'Nichts zu tun, und kein neues Verbinden nötig.',
    },
    off: {
      title: 'Von dir ausgeschaltet',
      happened: 'Du hast {name} am {date} ausgeschaltet. Wir haben keine Erlaubnis dafür und lesen nichts.',
      todo: 'Möchtest du ihn zurück? Verbinde ihn jederzeit.',
    },
    reconnect: {
      expired: {
        title: 'Zeit für eine frische Verbindung',
        happened:
          'Die Erlaubnis von Instagram für {name} ist am {date} abgelaufen. Dieses Datum legt Instagram fest.',
        softened: 'Die Erlaubnis von Instagram für {name} ist wohl um den {date} abgelaufen.',
        todo: 'Melde dich als {name} an, und du bist zurück.',
      },
      account_changed: {
        title: 'Eine Änderung bei Instagram',
        happened:
          'Seit {date} ist {name} kein professionelles Konto mehr, und nur von solchen teilt Instagram Insights.',
        softened:
          'Die Anmeldedaten von {name} haben sich wohl um den {date} geändert, und Instagram hat uns abgemeldet.',
        todo: 'Melde dich noch einmal als {name} an. Es muss ein Creator- oder Business-Konto sein.',
      },
      revoked: {
        title: 'Der Zugang wurde abgeschaltet',
        happened:
          'Der Zugang für {platform} wurde am {date} in den Instagram-Einstellungen von {name} abgeschaltet.',
        softened:
          'Der Zugang für {platform} wurde wohl um den {date} in den Instagram-Einstellungen von {name} abgeschaltet.',
        todo: 'War das so gemeint, lass es dabei. Möchtest du deine Insights zurück, verbinde {name}.',
      },
      security: {
        title: 'Instagram will sichergehen, dass du es bist',
        happened:
          'Instagram hat für {name} am {date} eine übliche Sicherheitsprüfung verlangt und verbundene Apps abgemeldet.',
        softened: 'Instagram hat für {name} wohl um den {date} eine Sicherheitsprüfung verlangt.',
        todo: 'Öffne Instagram, schließ die Prüfung ab und verbinde {name} dann hier.',
      },
      account_unavailable: {
        title: 'Instagram kann {name} nicht zeigen',
        happened:
          'Seit {date} sagt Instagram, dass {name} nicht verfügbar ist. Das kann schnell vorbeigehen.',
        softened: '{name} ist auf Instagram wohl seit {date} nicht verfügbar.',
        todo: 'Schau in der Instagram-App nach. Sobald {name} wieder da ist, verbinde es hier.',
      },
      permissions_reduced: {
        title: 'Ein nötiger Schalter ist aus',
        happened:
          'Seit {date} teilt Instagram nicht mehr, was wir brauchen, um {name} zu zeigen. Ein Schalter wurde ausgeschaltet.',
        softened:
          'Ein Schalter, den wir für {name} brauchen, wurde bei Instagram wohl um den {date} ausgeschaltet.',
        todo: 'Verbinde {name} noch einmal und lass alle Schalter an.',
      },
      ambiguous_reconnect: {
        title: 'Wir haben den Draht zu {name} verloren',
        happened: 'Instagram lässt uns seit {date} nicht mehr hinein und hat nicht gesagt, warum.',
        softened: 'Instagram lässt uns wohl seit {date} nicht mehr hinein. Den Grund kennen wir nicht.',
        todo: 'Meist genügt es, dich noch einmal als {name} anzumelden.',
      },
    },
  },
  youtube: {
    not_connected: {
      title: 'YouTube',
      happened: 'Zeig Marken deine Aufrufe, die Wiedergabezeit und wer zuschaut.',
      todo: 'Wähl bei Google den Kanal selbst, nicht nur das Google-Konto.',
    },
    connecting: {
      title: 'Warten auf Google',
      happened:
        'Bei Google ist eine Anmeldung offen. Schließ sie dort ab, diese Karte zieht von selbst nach.',
      todo: 'Fenster schon zu? Fang hier einfach neu an.',
    },
    connected: {
      no_end: {
        title: 'Verbunden',
        happened: 'Deine verifizierten Insights stehen auf deinem Profil.',
        todo: 'Kein Enddatum. Wir halten die Verbindung für dich wach.',
      },
      renewed_by_us: {
        title: 'Verbunden',
        happened: 'Deine verifizierten Insights stehen auf deinem Profil.',
        todo: 'Wir erneuern die Verbindung für dich.',
      },
      person_needed_by: {
        title: 'Verbunden',
        happened: 'Deine verifizierten Insights stehen auf deinem Profil.',
        todo: 'Gilt bis {date}. Wir melden uns, wenn es so weit ist.',
      },
    },
    renew: {
      title: 'Neues Ja bis {date}',
      happened: 'Die Erlaubnis von Google für {name} endet am {date}, und nur du kannst sie verlängern.',
      todo: 'Erneuere sie irgendwann davor, dann pausiert nichts.',
    },
    limited: {
      title: 'Noch ein Häkchen',
      happened:
        'Wir sehen {name}, aber Google teilt Folgendes nicht: {missing}. Dort wird jedes Kästchen einzeln angehakt.',
      todo: 'Ein Besuch bei Google genügt: Hak das Kästchen für YouTube Analytics an, nur zum Ansehen.',
    },
    delayed_network: {
      title: 'Daten von YouTube kommen später',
      happened:
        'YouTube antwortet seit {date} nicht auf unsere Prüfungen. Deine Verbindung selbst ist in Ordnung.',
      todo: 'Nichts zu tun. Wir fragen weiter, bis es antwortet.',
    },
    delayed_us: {
      title: 'Das liegt an uns',
      happened:
        'Unsere Aktualisierungen von YouTube pausieren seit {date}, während wir bei uns etwas reparieren. Deine Verbindung ist in Ordnung.',
      todo: 'Nichts zu tun, und keine neue Anmeldung nötig.',
    },
    off: {
      title: 'Von dir ausgeschaltet',
      happened: 'Du hast {name} am {date} ausgeschaltet. Wir haben keine Erlaubnis dafür und lesen nichts.',
      todo: 'Möchtest du ihn zurück? Verbinde ihn jederzeit.',
    },
    reconnect: {
      expired: {
        title: 'Die Verbindung zu YouTube ist eingeschlafen',
        happened:
          'Google hat die Erlaubnis für {name} am {date} beendet. Das passiert mit Verbindungen, die lange ruhen.',
        softened: 'Google hat die Erlaubnis für {name} wohl um den {date} auslaufen lassen.',
        todo: 'Eine kurze Anmeldung bringt sie zurück. Wähl {name}, wenn Google fragt.',
      },
      account_changed: {
        title: 'Eine Änderung bei Google',
        happened:
          'Am Google-Konto hinter {name} hat sich am {date} etwas geändert, und Google hat verbundene Apps abgemeldet.',
        softened: 'Das Google-Konto hinter {name} hat sich wohl um den {date} geändert.',
        todo: 'Melde dich mit dem Konto an, dem {name} jetzt gehört, und wähl denselben Kanal.',
      },
      revoked: {
        title: 'Der Zugang wurde bei Google entfernt',
        happened: 'Der Zugang für {platform} wurde am {date} aus dem Google-Konto von {name} entfernt.',
        softened:
          'Der Zugang für {platform} wurde wohl um den {date} aus dem Google-Konto von {name} entfernt.',
        todo: 'War das so gemeint, lass es dabei. Möchtest du deine Insights zurück, verbinde {name}.',
      },
      security: {
        title: 'Google hat einen Sicherheitsschritt ergänzt',
        happened:
          'Google hat am {date} ein Sicherheitsereignis beim Konto von {name} gemeldet und verbundene Apps abgemeldet.',
        softened: 'Google hat beim Konto von {name} wohl um den {date} einen Sicherheitsschritt ergänzt.',
        todo: 'Sieh zuerst deine Sicherheitshinweise bei Google an und verbinde {name} dann hier.',
      },
      account_unavailable: {
        title: 'YouTube findet {name} nicht',
        happened: 'Seit {date} sagt YouTube, dass es auf diesem Konto keinen Kanal namens {name} gibt.',
        softened: '{name} ist wohl seit {date} nicht mehr auf diesem Google-Konto.',
        todo: 'Ist er zu einem anderen Google-Konto gezogen, verbinde ihn mit diesem.',
      },
      permissions_reduced: {
        title: 'Ein nötiges Häkchen fehlt jetzt',
        happened:
          'Seit {date} teilt Google nicht mehr, was wir brauchen, um {name} zu zeigen. Eine Erlaubnis wurde entzogen.',
        softened:
          'Eine Erlaubnis, die wir für {name} brauchen, wurde bei Google wohl um den {date} entzogen.',
        todo: 'Verbinde {name} noch einmal und hak beide Kästchen an.',
      },
      ambiguous_reconnect: {
        title: 'Wir haben den Draht zu {name} verloren',
        happened:
          'Google lässt uns seit {date} nicht mehr hinein. Es gibt für mehrere Ursachen dieselbe Antwort.',
        softened:
          'Google lässt uns wohl seit {date} nicht mehr hinein. Es gibt für mehrere Ursachen eine Antwort.',
        todo: 'Neu anmelden und {name} wählen löst die meisten davon.',
      },
    },
  },
  tiktok: {
    not_connected: {
      title: 'TikTok',
      happened: 'Zeig Marken, wie weit deine Videos kommen und wie sie ankommen.',
      todo: 'Öffne vorher das richtige Konto in der TikTok-App.',
    },
    connecting: {
      title: 'Warten auf TikTok',
      happened:
        'Bei TikTok ist eine Anmeldung offen. Schließ sie dort ab, diese Karte zieht von selbst nach.',
      todo: 'Fenster schon zu? Fang hier einfach neu an.',
    },
    connected: {
      no_end: {
        title: 'Verbunden',
        happened: 'Deine verifizierten Insights stehen auf deinem Profil.',
        todo: 'Um diesen Kanal kümmern wir uns.',
      },
      renewed_by_us: {
        title: 'Verbunden',
        happened: 'Deine verifizierten Insights stehen auf deinem Profil.',
        todo: 'Wir erneuern die Verbindung für dich.',
      },
      person_needed_by: {
        title: 'Verbunden',
        happened: 'Deine verifizierten Insights stehen auf deinem Profil.',
        todo: 'Gilt bis {date}, so legt TikTok es fest. Wir melden uns, wenn es so weit ist.',
      },
    },
    renew: {
      title: 'Neues Ja bis {date}',
      happened: 'TikTok bittet dich, {name} bis {date} erneut zu bestätigen. Das Datum gilt für alle.',
      todo: 'Erneuere irgendwann davor, dann pausiert nichts.',
    },
    limited: {
      title: 'Ein Schalter blieb aus',
      happened: 'Wir sehen {name}, aber TikTok teilt Folgendes nicht: {missing}.',
      todo: 'Ein Besuch bei TikTok genügt: Lass alle Schalter an.',
    },
    delayed_network: {
      title: 'TikTok braucht einen Moment',
      happened:
        'TikTok antwortet seit {date} nicht auf unsere Prüfungen. Deine Verbindung selbst ist in Ordnung.',
      todo: 'Nichts zu tun. Wir fragen weiter, bis es antwortet.',
    },
    delayed_us: {
      title: 'Das liegt an uns',
      happened:
        'Unsere Aktualisierungen von TikTok pausieren seit {date}, während wir bei uns etwas reparieren. Deine Verbindung ist in Ordnung.',
      todo: 'Nichts zu tun, und kein neues Verbinden nötig.',
    },
    off: {
      title: 'Von dir ausgeschaltet',
      happened: 'Du hast {name} am {date} ausgeschaltet. Wir haben keine Erlaubnis dafür und lesen nichts.',
      todo: 'Möchtest du ihn zurück? Verbinde ihn jederzeit.',
    },
    reconnect: {
      expired: {
        title: 'Deine TikTok-Erlaubnis ist abgelaufen',
        happened: 'Die Erlaubnis von TikTok für {name} ist am {date} abgelaufen. Das Datum gilt für alle.',
        softened: 'Die Erlaubnis von TikTok für {name} ist wohl um den {date} abgelaufen.',
        todo: 'Melde dich als {name} an und lass alle Schalter an.',
      },
      account_changed: {
        title: 'Eine Änderung bei TikTok',
        happened:
          'Bei TikTok hat sich am {date} etwas an {name} geändert, und TikTok hat verbundene Apps abgemeldet.',
        softened: 'Bei TikTok hat sich wohl um den {date} etwas an {name} geändert.',
        todo: 'Öffne {name} in der TikTok-App und verbinde es dann hier.',
      },
      revoked: {
        title: 'Der Zugang wurde bei TikTok entfernt',
        happened:
          'Der Zugang für {platform} wurde am {date} in den TikTok-Einstellungen von {name} entfernt.',
        softened:
          'Der Zugang für {platform} wurde wohl um den {date} in den TikTok-Einstellungen von {name} entfernt.',
        todo: 'War das so gemeint, lass es dabei. Möchtest du deine Insights zurück, verbinde {name}.',
      },
      security: {
        title: 'TikTok hat den App-Zugang pausiert',
        happened: 'TikTok hat für {name} am {date} eine Sicherheitspause eingelegt.',
        softened: 'TikTok hat für {name} wohl um den {date} eine Sicherheitspause eingelegt.',
        todo: 'Öffne die TikTok-App, folge den Hinweisen und verbinde {name} dann hier.',
      },
      account_unavailable: {
        title: 'TikTok kann {name} nicht zeigen',
        happened: 'Seit {date} sagt TikTok, dass {name} nicht verfügbar ist. Das kann schnell vorbeigehen.',
        softened: '{name} ist auf TikTok wohl seit {date} nicht verfügbar.',
        todo: 'Schau in der TikTok-App nach. Sobald {name} wieder da ist, verbinde es hier.',
      },
      permissions_reduced: {
        title: 'Ein nötiger Schalter ist aus',
        happened:
          'Seit {date} teilt TikTok nicht mehr, was wir brauchen, um {name} zu zeigen. Ein Schalter wurde ausgeschaltet.',
        softened:
          'Ein Schalter, den wir für {name} brauchen, wurde bei TikTok wohl um den {date} ausgeschaltet.',
        todo: 'Verbinde {name} noch einmal und lass alle Schalter an.',
      },
      ambiguous_reconnect: {
        title: 'Wir haben den Draht zu {name} verloren',
        happened: 'TikTok lässt uns seit {date} nicht mehr hinein und hat keinen Grund genannt.',
        softened: 'TikTok lässt uns wohl seit {date} nicht mehr hinein. Einen Grund hat es nicht genannt.',
        todo: 'Meist genügt eine frische Anmeldung als {name}.',
      },
    },
  },
  facebook: {
    not_connected: {
      title: 'Facebook-Seite',
      happened: 'Zeig Marken die Reichweite deiner Seite und wen sie anspricht.',
      todo: 'Du brauchst vollen Zugriff auf die Seite, die du hinzufügen willst.',
    },
    connecting: {
      title: 'Warten auf Facebook',
      happened:
        'Bei Facebook ist eine Anmeldung offen. Schließ sie dort ab, diese Karte zieht von selbst nach.',
      todo: 'Fenster schon zu? Fang hier einfach neu an.',
    },
    connected: {
      no_end: {
        title: 'Verbunden',
        happened: 'Deine verifizierten Insights stehen auf deinem Profil.',
        todo: 'Um diesen Kanal kümmern wir uns.',
      },
      renewed_by_us: {
        title: 'Verbunden',
        happened: 'Deine verifizierten Insights stehen auf deinem Profil.',
        todo: 'Wir erneuern die Verbindung für dich.',
      },
      person_needed_by: {
        title: 'Verbunden',
        happened: 'Deine verifizierten Insights stehen auf deinem Profil.',
        todo: 'Gilt bis {date}. Wir melden uns, wenn es so weit ist.',
      },
    },
    renew: {
      title: 'Neues Ja bis {date}',
      happened:
        'Facebook bittet ab und zu darum, den App-Zugang zu bestätigen. Für {name} ist das bis {date} fällig.',
      todo: 'Erneuere irgendwann davor, dann pausiert nichts.',
    },
    limited: {
      title: 'Seiten-Insights sind aus',
      happened: 'Wir sehen {name}, aber Facebook teilt Folgendes nicht: {missing}.',
      todo: 'Ein Besuch bei Facebook genügt: Wähl die Seite und lass alle Kästchen angehakt.',
    },
    delayed_network: {
      title: 'Facebook hat gerade Probleme',
      happened:
        'Facebook antwortet seit {date} nicht auf unsere Prüfungen. Die Verbindung deiner Seite ist in Ordnung.',
      todo: 'Nichts zu tun. Wir fragen weiter, bis es antwortet.',
    },
    delayed_us: {
      title: 'Das liegt an uns',
      happened:
        'Unsere Aktualisierungen von Facebook pausieren seit {date}, während wir bei uns etwas reparieren. Die Verbindung deiner Seite ist in Ordnung.',
      todo: 'Nichts zu tun, und kein neues Verbinden nötig.',
    },
    off: {
      title: 'Von dir ausgeschaltet',
      happened: 'Du hast {name} am {date} ausgeschaltet. Wir haben keine Erlaubnis dafür und lesen nichts.',
      todo: 'Möchtest du sie zurück? Verbinde sie jederzeit.',
    },
    reconnect: {
      expired: {
        title: 'Deine Facebook-Erlaubnis ist abgelaufen',
        happened:
          'Die Erlaubnis von Facebook für {name} ist am {date} abgelaufen. Dieses Datum legt Facebook fest.',
        softened: 'Die Erlaubnis von Facebook für {name} ist wohl um den {date} abgelaufen.',
        todo: 'Verbinde neu und wähl {name}.',
      },
      account_changed: {
        title: 'Eine Änderung bei Facebook',
        happened:
          'Die Facebook-Anmeldung hinter {name} hat sich am {date} geändert. Facebook meldet verbundene Apps dann ab.',
        softened:
          'Die Facebook-Anmeldung oder die Seitenrolle hinter {name} hat sich wohl um den {date} geändert.',
        todo: 'Jemand mit vollem Zugriff auf {name} kann sie neu verbinden.',
      },
      revoked: {
        title: 'Der Zugang wurde bei Facebook entfernt',
        happened:
          'Der Zugang für {platform} wurde am {date} in den Facebook-Einstellungen hinter {name} entfernt.',
        softened:
          'Der Zugang für {platform} wurde wohl um den {date} in den Facebook-Einstellungen hinter {name} entfernt.',
        todo: 'War das so gemeint, lass es dabei. Möchtest du deine Insights zurück, verbinde {name}.',
      },
      security: {
        title: 'Facebook möchte kurz nachprüfen',
        happened:
          'Facebook hat für die Anmeldung hinter {name} am {date} eine übliche Sicherheitsprüfung verlangt.',
        softened:
          'Facebook hat für die Anmeldung hinter {name} wohl um den {date} eine Sicherheitsprüfung verlangt.',
        todo: 'Melde dich auf facebook.com an, schließ die Prüfung ab und verbinde {name} dann hier.',
      },
      account_unavailable: {
        title: 'Facebook kann {name} nicht zeigen',
        happened:
          'Seit {date} sagt Facebook, dass {name} nicht verfügbar ist. Vielleicht ist die Seite nicht veröffentlicht.',
        softened: '{name} ist auf Facebook wohl seit {date} nicht verfügbar.',
        todo: 'Sobald die Seite wieder zu sehen ist, verbinde sie hier.',
      },
      permissions_reduced: {
        title: 'Die Seite wurde ausgelassen',
        happened:
          'Seit {date} teilt Facebook {name} nicht mehr mit uns. Die Seite oder eine Erlaubnis wurde abgewählt.',
        softened: '{name} oder eine Erlaubnis dafür wurde bei Facebook wohl um den {date} abgewählt.',
        todo: 'Verbinde neu, wähl {name} und lass alle Kästchen angehakt.',
      },
      ambiguous_reconnect: {
        title: 'Wir haben den Draht zu {name} verloren',
        happened: 'Facebook lässt uns seit {date} nicht mehr hinein und hat nicht gesagt, warum.',
        softened: 'Facebook lässt uns wohl seit {date} nicht mehr hinein. Den Grund kennen wir nicht.',
        todo: 'Verbinde neu und wähl {name}; meist ist es damit erledigt.',
      },
    },
  },
} as const satisfies Translation['channelStates']
