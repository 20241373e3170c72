/** The link at the end of every mail: it ends them, and takes that back, without sign-in. */
import type { App } from '../../app.ts'
import { findPreferences, holderOfLink, setMails } from '../../store/notice-preferences.ts'
import { lookAgain } from '../../store/notices.ts'
import { hashLinkToken } from '../../vault/random.ts'

export type LinkState = { kind: 'unknown' } | { kind: 'on' | 'off'; email: string }

/** Looking changes nothing: mail scanners open every link. */
export async function lookAtLink(app: App, input: { token: string }): Promise<LinkState> {
  const { db } = app.store
  const holder = await holderOfLink(db, hashLinkToken(input.token))
  if (holder === null) return { kind: 'unknown' }
  const { mails } = await findPreferences(db, holder.userId)
  return { kind: mails ? 'on' : 'off', email: holder.email }
}

/** Pressing twice is the same as once. */
export async function pressLink(app: App, input: { token: string; mails: boolean }): Promise<LinkState> {
  const { db } = app.store
  const holder = await holderOfLink(db, hashLinkToken(input.token))
  if (holder === null) return { kind: 'unknown' }
  await setMails(db, holder.userId, input.mails)
  await lookAgain(db, holder.userId, app.clock.now())
  return { kind: input.mails ? 'on' : 'off', email: holder.email }
}
