/** A person took permissions back, or the network stopped honouring them: the channel goes on with what is left. */
import type { App } from '../../app.ts'
import type { Channel } from '../../domain/channel/channel.ts'
import { readScopes } from '../../domain/channel/scopes.ts'
import { setMissingScopes } from '../../store/channels.ts'
import { writeEvent } from '../../store/events.ts'
import { setScopes } from '../../store/grants.ts'

/** Nothing changes where another token came since `generation`, whose scopes may be others. */
export async function limitChannel(
  app: App,
  channel: Pick<Channel, 'id' | 'network'>,
  left: { generation: number; scopes: readonly string[] },
): Promise<void> {
  const { db } = app.store
  const at = app.clock.now()
  if (!(await setScopes(db, channel.id, left))) return
  const reading = readScopes(channel.network, left.scopes)
  if (reading.kind !== 'limited') return
  const { missingScopes: missing } = reading
  if (await setMissingScopes(db, channel.id, missing, at)) {
    await writeEvent(db, { channelId: channel.id, at, kind: 'limited', detail: { missing } })
  }
}
