/**
 * Deutsch. Wir duzen. Immer gleich gesagt: channel Kanal · connect verbinden · reconnect neu verbinden ·
 * insights Einblicke · verified insights geprüfte Einblicke · profile Profil · permission Erlaubnis · renew erneuern ·
 * sign in anmelden · notification Hinweis · brand Marke.
 */
import type { Translation } from '../en/index.ts'
import { channelStates } from './channel-states.ts'
import { channels } from './channels.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'
import { time } from './time.ts'
import { turnOff } from './turn-off.ts'

export const de = {
  channels,
  channelStates,
  settings,
  shell,
  signIn,
  time,
  turnOff,
} as const satisfies Translation
