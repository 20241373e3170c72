/** How a reconnect link stands, gathered from the channel that it is for and from the one who made it. */
import type { App } from '../../app.ts'
import type { Channel } from '../../domain/channel/channel.ts'
import { healthOf, type ShownState } from '../../domain/channel/health.ts'
import { type LinkState, linkState } from '../../domain/channel/reconnect-link.ts'
import { findChannel } from '../../store/channels.ts'
import { type Creator, creatorsOfUser, findCreator, namesOf } from '../../store/creators.ts'
import { findGrant } from '../../store/grants.ts'
import type { StoredLink } from '../../store/reconnect-links.ts'

export type LinkStanding = {
  link: StoredLink
  state: LinkState
  channel: Channel
  shown: ShownState
  creator: Creator
  asker: string
}

/** Null where the channel has gone in the meantime. */
export async function howLinkStands(app: App, link: StoredLink): Promise<LinkStanding | null> {
  const { db } = app.store
  const [channel, names, theirs] = await Promise.all([
    findChannel(db, link.channelId),
    namesOf(db, [link.madeBy]),
    creatorsOfUser(db, link.madeBy),
  ])
  const creator = channel === null ? null : await findCreator(db, channel.creatorId)
  if (channel === null || creator === null) return null
  const shown = await shownBelow(app, channel)
  const asker = theirs.some(({ id }) => id === creator.id) ? 'member' : 'gone'
  return {
    link,
    state: linkState(link, { channel: shown, asker }, app.clock.now()),
    channel,
    shown,
    creator,
    asker: names.get(link.madeBy) ?? '',
  }
}

/** How a channel is shown, whether or not somebody is on the way for it right now. */
export async function shownBelow(app: App, channel: Channel): Promise<ShownState> {
  const grant = await findGrant(app.store.db, channel.id)
  return healthOf({ channel, grant: grant?.facts ?? null, attemptUntil: null }, app.clock.now())
}
