import type { Translation } from '../en/index.ts'

export const reconnectLink = {
  title: {
    teammate: '{asker} bittet dich, {network} {name} neu zu verbinden',
    mail: '{network} {name} neu verbinden',
    handover: 'Hier mit {network} {name} weitermachen',
  },
  lede: {
    teammate:
      'Der Kanal gehört zum Profil von {creator} auf {platform}, wo Marken verifizierte Insights sehen. Für die Verbindung braucht es jemanden, der sich dort anmelden kann. Etwa eine Minute.',
    mail: 'Der Kanal gehört zum Profil von {creator} auf {platform}. Du musst dich dafür nicht bei {platform} anmelden; es dauert etwa eine Minute.',
    handover:
      'Du hast in einem anderen Browser begonnen. Von hier dauert es etwa eine Minute, und die Seite, von der du kamst, merkt es von selbst.',
  },
  name: 'Dein Name, wenn du magst',
  name_hint: '{asker} sieht ihn im Verlauf des Kanals. Bleibt er leer, steht dort „jemand mit dem Link“.',
  unsure: 'Kommt das unerwartet? Frag {asker}, bevor du weitergehst. {platform} sieht nie dein Passwort.',
  until: 'Dieser Link gilt einmal, bis {date}.',
  slow: '{network} antwortet gerade nicht gut. Versuch es, oder komm später wieder: Der Link wartet.',
  off: '{platform} ist für {network} gerade nicht eingerichtet, deshalb geht das im Moment nicht. Der Link wartet.',
  signed_in: 'Bei {platform} angemeldet? Öffne den Kanal dort',
  about: 'Was ist {platform}?',
  help: 'Hilfe',
  inside: {
    title: 'Erst ein Schritt: Öffne das in deinem Browser',
    body: {
      instagram:
        'Du bist im eigenen kleinen Browser von Instagram, und {network} lässt dort niemanden anmelden.',
      messenger:
        'Du bist im eigenen kleinen Browser von Messenger, und {network} lässt dort niemanden anmelden.',
      facebook:
        'Du bist im eigenen kleinen Browser von Facebook, und {network} lässt dort niemanden anmelden.',
      tiktok: 'Du bist im eigenen kleinen Browser von TikTok, und {network} lässt dort niemanden anmelden.',
      unnamed: 'Du bist im eigenen kleinen Browser einer App, und {network} lässt dort niemanden anmelden.',
    },
    how: {
      ios: 'Drück auf den Knopf. Passiert nichts, öffne das Menü mit den drei Punkten in der Ecke und wähl „In externem Browser öffnen“, oder kopier die Adresse in Safari.',
      android:
        'Drück auf den Knopf. Passiert nichts, öffne das Menü mit den drei Punkten in der Ecke und wähl „Im Browser öffnen“, oder kopier die Adresse in Chrome.',
      by_menu:
        'Öffne das Menü mit den drei Punkten in der Ecke und wähl „Im Browser öffnen“. Oder kopier die Adresse und füg sie in deinem Browser ein.',
    },
    open: { ios: 'In Safari öffnen', android: 'In deinem Browser öffnen' },
    address: 'Die Adresse zum Kopieren',
    copy: 'Kopieren',
    copied: 'Kopiert',
    soft: {
      instagram:
        'Du bist im eigenen kleinen Browser von Instagram, wo du nirgends angemeldet bist: Halt dein Passwort für {network} bereit.',
      messenger:
        'Du bist im eigenen kleinen Browser von Messenger, wo du nirgends angemeldet bist: Halt dein Passwort für {network} bereit.',
      facebook:
        'Du bist im eigenen kleinen Browser von Facebook, wo du nirgends angemeldet bist: Halt dein Passwort für {network} bereit.',
      tiktok:
        'Du bist im eigenen kleinen Browser von TikTok, wo du nirgends angemeldet bist: Halt dein Passwort für {network} bereit.',
      unnamed:
        'Du bist im eigenen kleinen Browser einer App, wo du nirgends angemeldet bist: Halt dein Passwort für {network} bereit.',
    },
  },
  state: {
    used: {
      title: 'Dieser Link hat seine Arbeit getan',
      body: 'Er wurde benutzt und gilt nur einmal. Braucht der Kanal wieder jemanden, bitte um einen neuen. Danke.',
    },
    fixed: {
      title: 'Schon erledigt. Danke',
      body: '{network} {name} wurde auf anderem Weg neu verbunden. Es bleibt nichts zu tun.',
    },
    well: {
      title: 'Schon erledigt. Danke',
      body: '{network} {name} ist verbunden. Es bleibt nichts zu tun.',
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      body: 'Solche Links gelten nicht ewig. Bitte die Person, von der er kam, um einen neuen; das dauert nur einen Moment.',
    },
    revoked: {
      title: 'Dieser Link wurde zurückgenommen',
      body: 'Wer ihn gemacht hat, braucht ihn nicht mehr oder kümmert sich nicht mehr um den Kanal. Für dich ist nichts zu tun.',
    },
    off: {
      title: 'Nicht mehr nötig',
      body: 'Der Kanal wurde von denen ausgeschaltet, denen er gehört. Für dich ist nichts zu tun.',
    },
    unknown: {
      title: 'Dieser Link führt nirgendwohin',
      body: 'Vielleicht ging unterwegs ein Teil verloren, oder der Kanal ist weg. Bitte darum, ihn noch einmal zu schicken.',
    },
    too_many: {
      title: 'Zu viele Versuche von hier',
      body: 'Warte eine Viertelstunde und öffne den Link dann noch einmal. Er gilt weiterhin.',
    },
  },
  back: {
    done: {
      title: 'Erledigt. Danke',
      body: '{network} {name} ist wieder verbunden, und die verifizierten Insights sind zurück auf dem Profil von {creator}. Du kannst diese Seite schließen.',
      missing:
        'Eines wurde ausgelassen: {missing}. Der Rest geht. {asker} sieht es und kann dich ein andermal darum bitten.',
    },
    expected: 'Es muss sein',
    again: 'Noch einmal als {name}',
    once_more: 'Noch einmal versuchen',
    ended: {
      title: 'Der Link ist inzwischen zu Ende',
      body: 'Jemand war schneller oder hat den Link zurückgenommen, während du weg warst. Nichts wurde gespeichert.',
    },
    elsewhere: {
      title: 'Mit einem Link geht das nicht',
      body: 'Das Konto gehört hier zu einem anderen Profil, deshalb wurde nichts geändert. {asker} kann mehr herausfinden.',
    },
    gone: {
      title: 'Diese Seite wurde weggelegt',
      body: 'Ergebnisse werden eine halbe Stunde aufgehoben, und nur für den Browser, der dort war. Öffne den Link noch einmal, um zu sehen, wie es steht.',
    },
  },
  make: {
    action: 'Link an jemanden im Team schicken',
    action_label: 'Link schicken, mit dem jemand {network} {name} neu verbindet',
    title: 'Jemanden bitten, {name} neu zu verbinden',
    lede: 'Wer sich bei {network} als {name} anmelden kann, macht es für dich: ohne Konto hier, nur mit diesem Kanal und nur mit demselben Konto.',
    back: 'Alle Kanäle',
    how_title: 'Was der Link tut',
    how: {
      one: 'Er gilt einmal, sieben Tage lang. Du kannst ihn jederzeit zurücknehmen.',
      two: 'Wer ihn öffnet, liest, wer bittet, was gelesen wird und was nie geschieht.',
      three: 'Ein anderes Konto als {name} ändert nichts.',
    },
    make_title: 'Link machen',
    make_body: 'Du siehst ihn einmal, um ihn selbst zu schicken, wie du magst.',
    make: 'Link machen',
    mail_title: 'Oder per Mail schicken lassen',
    mail_body: 'Wir schicken eine Mail mit dem Link, in deinem Namen.',
    mail_to: 'E-Mail',
    mail: 'Schicken',
    made: 'Hier ist dein Link. Er wird nur dieses Mal gezeigt.',
    made_until: 'Er gilt einmal, bis {date}.',
    mailed: 'An {to} geschickt. Der Link darin gilt einmal, bis {date}.',
    refused: {
      not_needed: 'Dieser Kanal ist in Ordnung, mit einem Link gäbe es nichts zu tun.',
      too_many:
        'Für diesen Kanal gelten schon zwanzig Links. Nimm zuerst einen zurück, den es nicht braucht.',
      too_many_mails:
        'Das sind viele Mails in kurzer Zeit. Warte eine Stunde, oder mach einen Link und schick ihn selbst.',
      no_address: 'Das sieht nicht nach einer E-Mail-Adresse aus. Sieh noch einmal nach.',
      unknown_channel: 'Diesen Kanal gibt es hier nicht.',
    },
    list_title: 'Links bisher',
    none: 'Keine in den letzten dreißig Tagen.',
    line: 'Gemacht von {by}, {at}',
    sent_to: 'Geschickt an {to}',
    by_hand: 'Zum Weitergeben',
    state: {
      open: 'Gilt bis {date}',
      expired: 'Abgelaufen am {date}, unbenutzt',
      used: '{helper, select, none {Benutzt am {date}} other {Benutzt am {date} von {name}}}',
      fixed: 'Beendet am {date}: Der Kanal wurde auf anderem Weg verbunden',
      revoked: 'Zurückgenommen am {date}',
    },
    revoke: 'Zurücknehmen',
    revoke_label: 'Den Link vom {at} zurücknehmen',
  },
  mail: {
    subject: '{asker} bittet dich, {network} {name} neu zu verbinden',
    text: '{asker} kümmert sich auf {platform} um das Profil von {creator} und bittet dich, {network} {name} neu zu verbinden, weil du dich dort anmelden kannst. Das dauert etwa eine Minute, und du brauchst kein Konto bei {platform}.',
    link: '{network} {name} neu verbinden',
    after:
      'Bevor etwas geschieht, sagt dir die Seite, was gelesen wird und was nie geschieht. Der Link gilt einmal, bis {date}. Kennst du {asker} nicht, lass diese Mail liegen: Ohne dich passiert nichts.',
  },
} as const satisfies Translation['reconnectLink']
