/** The way from a mail to one channel's reconnection, whichever of the reader's profiles it stands on. */
import type { App } from '../../app.ts'
import type { Network } from '../../domain/network.ts'
import { findChannel } from '../../store/channels.ts'
import { creatorsOfUser } from '../../store/creators.ts'

/** Null where there is no such channel, or the person does not look after it. */
export async function findReconnection(
  app: App,
  input: { userId: string; channelId: string },
): Promise<{ network: Network; creatorId: string } | null> {
  const { db } = app.store
  const channel = await findChannel(db, input.channelId)
  if (channel === null) return null
  const creators = await creatorsOfUser(db, input.userId)
  const theirs = creators.some(({ id }) => id === channel.creatorId)
  return theirs ? { network: channel.network, creatorId: channel.creatorId } : null
}
