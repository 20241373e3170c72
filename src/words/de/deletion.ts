import type { Translation } from '../en/index.ts'

export const deletion = {
  title: 'Dein Wunsch, gelöscht zu werden',
  lede: 'Du hast {network} gebeten, dass gelöscht wird, was wir dort mit deiner Erlaubnis lesen.',
  lede_here: 'Du hast {platform} gebeten, dein Profil und alles dazu zu löschen.',
  state: 'Wie es steht',
  done: 'Erledigt. Was wir von diesem Konto hatten, ist weg.',
  under_way: 'Läuft. Meist dauert es keine Minute; diese Seite zeigt, wenn es fertig ist.',
  asked: 'Gewünscht am {day}',
  code: 'Dein Code',
  what: 'Was verschwindet',
  what_body:
    'Die Erlaubnis, alles damit Gelesene und der Verlauf dazu. Auf dieser Seite stehen kein Name und kein Konto: Nur wer den Code hat, kann sie öffnen.',
  questions: 'Fragen? Schreib an {email} und nenn den Code.',
} as const satisfies Translation['deletion']
