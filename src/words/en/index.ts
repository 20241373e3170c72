/** Everything people read, in English. Another language is another folder with the same keys. */

import { account } from './account.ts'
import { brand } from './brand.ts'
import { channelStates } from './channel-states.ts'
import { channels } from './channels.ts'
import { chat } from './chat.ts'
import { collaborations } from './collaborations.ts'
import { connect } from './connect.ts'
import { deletion } from './deletion.ts'
import { diagnosis } from './diagnosis.ts'
import { help } from './help.ts'
import { history } from './history.ts'
import { kits } from './kits.ts'
import { landing } from './landing.ts'
import { members } from './members.ts'
import { notices } from './notices.ts'
import { erase, privacy } from './privacy.ts'
import { problems } from './problems.ts'
import { profile } from './profile.ts'
import { profileEditor } from './profile-editor.ts'
import { reconnectLink } from './reconnect-link.ts'
import { result } from './result.ts'
import { sandbox } from './sandbox.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'
import { time } from './time.ts'
import { turnOff } from './turn-off.ts'

export const en = {
  account,
  brand,
  channels,
  channelStates,
  chat,
  collaborations,
  connect,
  deletion,
  diagnosis,
  erase,
  help,
  history,
  kits,
  landing,
  members,
  notices,
  privacy,
  problems,
  profile,
  profileEditor,
  reconnectLink,
  result,
  sandbox,
  settings,
  shell,
  signIn,
  time,
  turnOff,
} as const

/** What those read who build on this and run it: it stays in English, as the commands print it. */
export const ENGLISH_ONLY = ['diagnosis'] as const satisfies (keyof typeof en)[]

/** The same keys with texts of their own; what is missing yet is said in English. */
export type Translation = Partly<Omit<typeof en, (typeof ENGLISH_ONLY)[number]>>

type Partly<T> = { [K in keyof T]?: T[K] extends string ? string : Partly<T[K]> }
