/** Everything the Channels page shows of one creator's channels. */
import type { App } from '../../app.ts'
import { accountName, type Channel, type GrantFacts } from '../../domain/channel/channel.ts'
import { healthOf, type ShownState, turnOf } from '../../domain/channel/health.ts'
import { NETWORKS, type Network } from '../../domain/network.ts'
import { DAY, later } from '../../domain/time.ts'
import { openAttempts } from '../../store/attempts.ts'
import { channelsOf } from '../../store/channels.ts'
import { namesOf } from '../../store/creators.ts'
import { lossesSince } from '../../store/events.ts'
import { grantFactsOf } from '../../store/grants.ts'
import { latestFollowers } from '../../store/snapshots.ts'

/** A channel lost more than once within this time may have a habit worth naming. */
const REPEATS_WITHIN_MS = 60 * DAY

export type ChannelCard = {
  id: string
  network: Network
  name: string
  title: string
  url: string | null
  state: ShownState
  /** Ambiguous evidence waits for a second look; nothing has changed yet. */
  doubleChecking: boolean
  checkedAt: Date | null
  followers: number | null
  /** The last day on which its numbers were verified. */
  lastVerifiedAt: Date | null
  connectedBy: string | null
  /** How often it was lost in the last sixty days. */
  repeats: number
}

export type ChannelsView = {
  cards: ChannelCard[]
  notConnected: Network[]
  needYou: number
  /** Networks for which somebody is connecting a new channel right now. */
  connecting: Network[]
  /** Networks this installation has no app for. */
  networksOff: Network[]
}

export async function listChannels(app: App, input: { creatorId: string }): Promise<ChannelsView> {
  const { db } = app.store
  const now = app.clock.now()
  const { creatorId } = input
  const [channels, grants, attempts, losses, followers] = await Promise.all([
    channelsOf(db, creatorId),
    grantFactsOf(db, creatorId),
    openAttempts(db, creatorId, now),
    lossesSince(db, creatorId, later(now, -REPEATS_WITHIN_MS)),
    latestFollowers(db, creatorId),
  ])
  const people = [...grants.values()].map((grant) => grant.grantedBy).filter((id) => id !== null)
  const names = await namesOf(db, people)
  const cards = channels.map((channel): ChannelCard => {
    const grant = grants.get(channel.id) ?? null
    return {
      ...cardOf(
        channel,
        grant,
        attempts.find((attempt) => attempt.channelId === channel.id)?.until ?? null,
        now,
      ),
      followers: followers.get(channel.id) ?? null,
      connectedBy: grant?.grantedBy == null ? null : (names.get(grant.grantedBy) ?? null),
      repeats: losses.get(channel.id) ?? 0,
    }
  })
  const offered = NETWORKS.filter((network) => app.networks[network] !== undefined)
  return {
    cards,
    notConnected: offered.filter((network) => !channels.some((channel) => channel.network === network)),
    needYou: cards.filter((card) => turnOf(card.state) === 'you').length,
    connecting: attempts.filter((attempt) => attempt.channelId === null).map((attempt) => attempt.network),
    networksOff: NETWORKS.filter((network) => app.networks[network] === undefined),
  }
}

function cardOf(channel: Channel, grant: GrantFacts | null, attemptUntil: Date | null, now: Date) {
  const state = healthOf({ channel, grant, attemptUntil }, now)
  return {
    id: channel.id,
    network: channel.network,
    name: accountName(channel),
    title: channel.title,
    url: channel.url,
    state,
    doubleChecking: channel.suspicion !== null,
    checkedAt: channel.proofAt,
    lastVerifiedAt: channel.proofAt,
  }
}
