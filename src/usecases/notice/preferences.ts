/** What a person wants to be mailed, and in whose morning. */
import type { App } from '../../app.ts'
import { MAIL_KINDS, type MailKind } from '../../domain/notice/notice.ts'
import { findPreferences, type NoticePreferences, putPreferences } from '../../store/notice-preferences.ts'
import { lookAgain } from '../../store/notices.ts'
import { isZone } from '../../words/speaker.ts'

export function readPreferences(app: App, input: { userId: string }): Promise<NoticePreferences> {
  return findPreferences(app.store.db, input.userId)
}

export type PreferencesSaved = { kind: 'saved' } | { kind: 'unknown_zone' }

/** `timeZone` null: as the browser says. */
export async function savePreferences(
  app: App,
  input: {
    userId: string
    mails: boolean
    kinds: readonly MailKind[]
    timeZone: string | null
    browserZone: string | null
  },
): Promise<PreferencesSaved> {
  const { db } = app.store
  const { userId, timeZone, browserZone } = input
  if (timeZone !== null && !isZone(timeZone)) return { kind: 'unknown_zone' }
  const zone = timeZone ?? browserZone ?? (await findPreferences(db, userId)).timeZone
  const kinds = Object.fromEntries(MAIL_KINDS.map((kind) => [kind, input.kinds.includes(kind)]))
  await putPreferences(db, userId, {
    mails: input.mails,
    kinds: kinds as Record<MailKind, boolean>,
    timeZone: zone,
    zoneFrom: zone === null ? null : timeZone === null ? 'browser' : 'person',
  })
  await lookAgain(db, userId, app.clock.now())
  return { kind: 'saved' }
}
