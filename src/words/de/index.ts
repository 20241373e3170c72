/**
 * German: "du", short and warm. Words kept the same everywhere: Kanal (channel), verbinden (connect), Erlaubnis
 * (permission), Insights (insights), Profil (profile), verifiziert (verified), pausiert (paused), Marke (brand).
 */
import type { Translation } from '../en/index.ts'
import { account } from './account.ts'
import { brand } from './brand.ts'
import { channelStates } from './channel-states.ts'
import { channels } from './channels.ts'
import { chat } from './chat.ts'
import { collaborations } from './collaborations.ts'
import { connect } from './connect.ts'
import { deletion } from './deletion.ts'
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

export const de = {
  account,
  brand,
  channelStates,
  channels,
  chat,
  collaborations,
  connect,
  deletion,
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
} as const satisfies Translation
