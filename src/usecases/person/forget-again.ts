/**
 * After a backup was restored: erases once more who had been erased since it was made. Who that was is known from
 * outside of the database, because every erasure leaves a line in the log that names what went by `erased`.
 */
import type { App } from '../../app.ts'
import { eraseChannel, findChannel } from '../../store/channels.ts'
import { findToErase, namesOf } from '../../store/creators.ts'
import { deleteAccount } from './delete-account.ts'
import { eraseFound } from './erase-creator.ts'

export type Forgotten = 'erased_again' | 'gone_already' | 'last_owner'

/** As log lines, in JSON or for people, and the command `erase` write it: nothing else in a line counts. */
const ERASED = /\berased"?[:=]\s*"?([0-9A-Za-z_]{20,64})\b/g

export function erasedIn(text: string): string[] {
  return [...new Set([...text.matchAll(ERASED)].flatMap(([, id]) => (id === undefined ? [] : [id])))]
}

export async function forgetAgain(app: App, id: string): Promise<Forgotten> {
  const { db } = app.store
  if (id.startsWith('cre_')) {
    if ((await findToErase(db, { id })) === null) return 'gone_already'
    await eraseFound(app, { id })
    return 'erased_again'
  }
  if (id.startsWith('chn_')) {
    if ((await findChannel(db, id)) === null) return 'gone_already'
    await eraseChannel(db, id)
    return 'erased_again'
  }
  if (!(await namesOf(db, [id])).has(id)) return 'gone_already'
  const { kind } = await deleteAccount(app, { userId: id })
  return kind === 'deleted' ? 'erased_again' : kind
}
