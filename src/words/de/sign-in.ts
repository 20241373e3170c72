import type { Translation } from '../en/index.ts'

export const signIn = {
  title: 'Anmelden',
  lede: 'Schön, dich wiederzusehen.',
  email: 'E-Mail',
  password: 'Passwort',
  submit: 'Anmelden',
  or: 'oder',
  magic_title: 'Kein Passwort zur Hand?',
  magic_body: 'Wir schicken dir einen Link, der dich einmal anmeldet.',
  magic_submit: 'Schick mir einen Link',
  sent_title: 'Sieh in deine Mails',
  sent_body:
    'Gehört {email} zu einem Konto hier, ist ein Link zum Anmelden unterwegs. Er gilt einmal und nur kurze Zeit.',
  sent_late:
    'Unser Mailserver antwortet gerade nicht. Die Mail geht hinaus, sobald er es tut und solange ihr Link gilt; danach fordere einen neuen an.',
  sent_mailbox: 'Postfach der Sandbox öffnen',
  sent_again: 'Andere Adresse nehmen',
  no_account: 'Neu hier?',
  create: 'Konto anlegen',
  up: {
    title: 'Leg dein Konto an',
    lede: 'Wir schicken dir einen Link zum Hineinkommen. Dann verbindest du deinen ersten Kanal; das dauert etwa eine Minute.',
    name: 'Dein Name',
    submit: 'Konto anlegen',
    sent_body:
      'Ein Link für {email} ist unterwegs. Öffne ihn, um hineinzukommen; er gilt einmal und nur kurze Zeit. Ein Passwort kannst du später festlegen.',
    have_account: 'Schon dabei?',
    brand: 'Auf der Suche nach Creatorn?',
    brand_link: 'Konto für dein Unternehmen anlegen',
  },
  link: {
    title: 'Noch ein Schritt',
    lede: 'Drück auf den Knopf, und du bist drin.',
    hint: 'Kam dieser Link, ohne dass du darum gebeten hast? Dann schließ die Seite: Nichts ist passiert.',
    submit: 'Anmelden',
    mail: {
      subject: 'Anmelden bei {platform}',
      before: 'Öffne diesen Link, um dich bei {platform} anzumelden. Er gilt einmal, 15 Minuten lang.',
      after:
        'Hast du nicht darum gebeten, lass diese Mail einfach liegen: Ohne den Link kommt niemand hinein.',
    },
  },
  refused: {
    invalid:
      'E-Mail und Passwort passen nicht zusammen. Versuch es noch einmal, oder lass dir einen Link schicken.',
    email: 'Das sieht nicht nach einer E-Mail-Adresse aus.',
    name: 'Sag uns bitte, wie wir dich nennen sollen.',
    link: 'Dieser Link wurde schon benutzt oder ist zu alt. Lass dir unten einen neuen schicken.',
    limited: 'Das waren viele Versuche. Warte bitte einen Moment.',
    unknown: 'Das hat nicht geklappt, und es liegt wohl an uns. Versuch es bitte noch einmal.',
  },
  welcome: {
    title: 'Willkommen, {name}',
    lede: 'Richte das Profil ein, das Marken sehen werden. Alles davon lässt sich später ändern.',
    profile_name: 'Name auf deinem Profil',
    handle: 'Adresse deines Profils',
    handle_hint: 'Buchstaben, Ziffern, Punkte und Striche.',
    bio: 'Ein Satz dazu, was du machst',
    bio_hint: 'Freiwillig. Ein, zwei Sätze.',
    place: 'Wo du zu Hause bist',
    place_hint: 'Freiwillig. Eine Stadt oder ein Land.',
    submit: 'Profil anlegen',
    handle_taken: 'Diese Adresse hat schon jemand. Versuch eine andere.',
    handle_invalid:
      'Nimm 2 bis 30 kleine Buchstaben, Ziffern, Punkte oder Striche; am Anfang ein Buchstabe oder eine Ziffer.',
    name_invalid: 'Gib deinem Profil bitte einen Namen.',
  },
} as const satisfies Translation['signIn']
