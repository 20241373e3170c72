/** Erases a creator: permissions ended where the networks answer, rows gone, and their key with them. */
import type { App } from '../../app.ts'
import { channelsOf } from '../../store/channels.ts'
import { deleteCreator, findToErase } from '../../store/creators.ts'
import { putReceipt } from '../../store/incoming-events.ts'
import { hashState, newId } from '../../vault/random.ts'
import { revokeGrant } from '../channel/revoke-grant.ts'
import { dropDataKeys } from '../channel/tokens.ts'

export type Erased =
  | { kind: 'erased'; id: string; receipt: string; channels: number; revoked: number }
  | { kind: 'unknown_creator' }

/**
 * A network that does not answer now keeps no one waiting: once the key is gone, nobody can use the permission from
 * here any more, whatever the network still believes.
 */
export async function eraseCreator(app: App, input: { handle: string }): Promise<Erased> {
  const id = await findToErase(app.store.db, input)
  return id === null ? { kind: 'unknown_creator' } : await eraseFound(app, { id })
}

export async function eraseFound(
  app: App,
  creator: { id: string },
): Promise<Extract<Erased, { kind: 'erased' }>> {
  const { db } = app.store
  const channels = await channelsOf(db, creator.id)
  const at = app.clock.now()
  let revoked = 0
  for (const channel of channels) {
    const parted = await revokeGrant(app, channel, { since: at, tries: 0 })
    if (parted.kind === 'ended' && parted.how === 'revoked') revoked += 1
  }
  await deleteCreator(db, creator.id)
  dropDataKeys(app)
  const receipt = newId('del')
  await putReceipt(db, { codeHash: hashState(receipt), network: null, eventKey: null, at })
  app.log.info({ erased: creator.id, channels: channels.length, revoked }, 'A creator was erased')
  return { kind: 'erased', id: creator.id, receipt, channels: channels.length, revoked }
}
