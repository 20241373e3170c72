import type { Deletion } from '../../src/usecases/person/undo-deletion.ts'
import type { Speaker } from '../../src/words/speaker.ts'

export type WayBackView = {
  /** Null where the page is about one deletion anyway. */
  creatorId: string | null
  title: string
  until: string
  what: string
  keep: string
}

export function wayBackView({ of, eraseAt }: Deletion, speaker: Speaker): WayBackView {
  const { say } = speaker
  const name = of.kind === 'profile' ? of.name : of.email
  const until = say('erase.undo.until', { moment: speaker.moment(eraseAt), zone: speaker.zoneName })
  return of.kind === 'profile'
    ? {
        creatorId: of.creatorId,
        title: say('erase.undo.profile.title', { profile: name }),
        until,
        what: say('erase.undo.profile.what'),
        keep: say('erase.undo.profile.keep', { profile: name }),
      }
    : {
        creatorId: null,
        title: say('erase.undo.account.title'),
        until,
        what: say('erase.undo.account.what', { email: name }),
        keep: say('erase.undo.account.keep'),
      }
}
