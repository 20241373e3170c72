/**
 * Español. Tuteamos. Siempre igual: channel canal · connect conectar · reconnect volver a conectar ·
 * insights estadísticas · verified insights estadísticas verificadas · profile perfil · permission permiso ·
 * renew renovar · sign in iniciar sesión · notification aviso · brand marca.
 */
import type { Translation } from '../en/index.ts'
import { channelStates } from './channel-states.ts'
import { channels } from './channels.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'
import { time } from './time.ts'
import { turnOff } from './turn-off.ts'

export const es = {
  channels,
  channelStates,
  settings,
  shell,
  signIn,
  time,
  turnOff,
} as const satisfies Translation
