import type { Translation } from '../en/index.ts'

export const result = {
  confirm: {
    title: '{count, plural, one {Ist es dieser?} other {Welche sollen wir hinzufügen?}}',
    lede: '{network} sagt Ja. Gespeichert wird erst, wenn du es hier sagst.',
    add_one: '{name} zum Profil von {creator} hinzufügen',
    add_chosen: 'Zum Profil von {creator} hinzufügen',
    choose: 'Wähl aus, was dazukommt',
    by_you: 'Schon auf diesem Profil',
    by_another: 'Schon mit einem anderen Profil verbunden',
    missing: 'Nicht geteilt: {missing}. Das kannst du später beheben.',
    nothing_chosen: 'Hak mindestens einen an, um weiterzugehen.',
    not_now: 'Jetzt nicht',
    all_taken: 'Alles, was zurückkam, ist schon verbunden.',
  },
  connected: {
    title_new: '{name} ist verbunden',
    title_again: '{name} ist zurück',
    title_many: '{count} Kanäle sind verbunden',
    changed_new:
      'Verifizierte Insights stehen auf deinem Profil, sobald die ersten Zahlen da sind, meist in wenigen Minuten.',
    changed_again: 'Die verifizierten Insights sind zurück auf deinem Profil. Dein Verlauf ist vollständig.',
    limited: 'Eines wurde ausgelassen: {missing}. Der Rest ist zu sehen.',
    fix: 'Jetzt beheben',
    view: 'Profil ansehen',
    to_channels: 'Zurück zu den Kanälen',
    next_title: '{count, plural, one {Noch einer braucht dich} other {Noch # brauchen dich}}',
    next: '{network} {name} verbinden',
    renewed_by_us: 'Von hier an erneuern wir diese Verbindung für dich.',
    person_needed_by: 'Das nächste Mal braucht sie dich um den {date}.',
    no_end:
      'Es gibt kein Enddatum. Wir halten sie wach und sagen früh Bescheid, falls sie dich einmal braucht.',
  },
  wrong: {
    title: 'Das war ein anderes Konto',
    lede: 'Nichts wurde geändert und nichts gespeichert.',
    expected: 'Diese Karte ist für',
    used: 'Zurückgekommen bist du als',
    again: 'Noch einmal als {name}',
    add: '{name} hinzufügen',
    switch_first: {
      instagram: 'Instagram bittet dich, dich neu anzumelden. Wähl dort {name}.',
      youtube: 'Google zeigt dir deine Konten. Wähl das, dem {name} gehört.',
      tiktok:
        'Wechsle vorher in der TikTok-App oder auf tiktok.com zu {name}; TikTok macht mit dem weiter, der angemeldet ist.',
      facebook:
        'Melde dich vorher auf facebook.com als jemand an, der {name} verwaltet; Facebook macht mit dem weiter, der angemeldet ist.',
    },
  },
  belongs: {
    title: 'Schon anderswo verbunden',
    body: '{names} {count, plural, one {ist} other {sind}} hier schon mit einem anderen Profil verbunden, deshalb wurde nichts geändert. Sollte es dir gehören, schreib uns, wir sehen es uns an.',
    write: 'Schreib uns',
    again: 'Ein anderes Konto versuchen',
  },
  cancelled: {
    title: 'Nichts geändert',
    body: '{network} hat dich ohne ein Ja zurückgeschickt, und das ist in Ordnung. Alles ist, wie es war.',
    hint: {
      instagram:
        'Hat Instagram ein professionelles Konto verlangt? Stell es in der App kostenlos auf Creator oder Business um und versuch es noch einmal.',
      youtube: 'War dein Kanal nicht in der Liste, wähl das Google- oder Markenkonto, dem er gehört.',
      tiktok: 'War es nicht das Konto, das du meintest, wechsle zuerst bei TikTok.',
      facebook: 'War deine Seite nicht in der Liste, melde dich als jemand an, der sie verwaltet.',
    },
    again: 'Noch einmal versuchen',
  },
  nothing: {
    title: {
      instagram: 'Kein professionelles Konto gefunden',
      youtube: 'Kein Kanal auf diesem Google-Konto',
      tiktok: 'Es kam kein Konto zurück',
      facebook: 'Es kam keine Seite zurück',
    },
    body: {
      instagram:
        'Du hast dich angemeldet, aber dahinter steht kein Creator- oder Business-Konto. Nur von solchen teilt Instagram Insights. Du kannst es in der Instagram-App unter „Kontotyp“ kostenlos umstellen.',
      youtube:
        'Du hast dich angemeldet, aber dieses Google-Konto hat keinen YouTube-Kanal. Versuch es noch einmal und wähl das Konto oder Markenkonto, dem er gehört.',
      tiktok:
        'Du hast dich angemeldet, aber TikTok hat uns kein Konto genannt. Sieh nach, ob Apps es sehen können, und versuch es noch einmal.',
      facebook:
        'Du hast dich angemeldet, aber es wurde keine Seite gewählt, oder du verwaltest keine. Versuch es noch einmal und hak die Seite in der Liste von Facebook an.',
    },
    again: 'Noch einmal versuchen',
  },
  permission: {
    title: 'Eine Erlaubnis wurde ausgelassen',
    body: {
      instagram:
        'Ohne sie sagt Instagram uns nicht, welches Konto das ist, deshalb wurde nichts gespeichert. Lass diesmal alle Schalter an.',
      youtube:
        'Ohne sie sagt Google uns nicht, welcher Kanal das ist, deshalb wurde nichts gespeichert. Hak diesmal beide Kästchen an.',
      tiktok:
        'Ohne sie sagt TikTok uns nicht, welches Konto das ist, deshalb wurde nichts gespeichert. Lass diesmal alle Schalter an.',
      facebook:
        'Ohne sie sagt Facebook uns nicht, welche Seiten du gewählt hast, deshalb wurde nichts gespeichert. Lass diesmal alle Kästchen angehakt.',
    },
    again: 'Noch einmal versuchen',
  },
  refused: {
    title: {
      busy: '{network} ist beschäftigt',
      ours: 'Das liegt an uns',
      said_no: '{network} hat es nicht zu Ende gebracht',
    },
    body: {
      busy: '{network} konnte das gerade nicht abschließen. Nichts wurde geändert. Warte ein paar Minuten und versuch es noch einmal.',
      ours: 'Unsere Seite der Verbindung zu {network} muss repariert werden, und wir wissen Bescheid. Nichts wurde geändert; bis dahin brauchst du es nicht neu zu versuchen.',
      said_no:
        '{network} hat die Anmeldung beendet, bevor sie fertig war. Nichts wurde geändert. Meist klappt es beim nächsten Mal.',
    },
    again: 'Noch einmal versuchen',
  },
  back: 'Zurück zu den Kanälen',
  why: 'Mehr dazu lesen',
} as const satisfies Translation['result']
