/** Everything the Channels page shows of one creator's channels. */
import type { App } from '../../app.ts'
import { accountName } from '../../domain/channel/channel.ts'
import { healthOf, type ShownState, turnOf } from '../../domain/channel/health.ts'
import { readUsualMinutes } from '../../domain/channel/usual-time.ts'
import { NETWORKS, type Network } from '../../domain/network.ts'
import { DAY, later } from '../../domain/time.ts'
import { openForNew } from '../../store/attempts.ts'
import { type CardRow, cardRowsOf } from '../../store/channel-cards.ts'

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
  /** How long connecting again usually takes here, 0 for less than a minute; null where it is not known. */
  usualMinutes: number | null
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
  const [rows, opening] = await Promise.all([
    cardRowsOf(db, creatorId, { now, lossesSince: later(now, -REPEATS_WITHIN_MS) }),
    openForNew(db, creatorId, now),
  ])
  const cards = inOrder(rows.map((row) => cardOf(row, now)))
  const offered = NETWORKS.filter((network) => app.networks[network] !== undefined)
  return {
    cards,
    notConnected: offered.filter((network) => !cards.some((card) => card.network === network)),
    needYou: cards.filter((card) => turnOf(card.state) === 'you').length,
    connecting: opening,
    networksOff: NETWORKS.filter((network) => app.networks[network] === undefined),
  }
}

/** What needs somebody first, then as they were connected: nobody looks for it below what is well. */
function inOrder(cards: ChannelCard[]): ChannelCard[] {
  const isTheirs = (card: ChannelCard) => turnOf(card.state) === 'you'
  return [...cards.filter(isTheirs), ...cards.filter((card) => !isTheirs(card))]
}

function cardOf({ channel, grant, ...row }: CardRow, now: Date): ChannelCard {
  return {
    id: channel.id,
    network: channel.network,
    name: accountName(channel),
    title: channel.title,
    url: channel.url,
    state: healthOf({ channel, grant, attemptUntil: row.attemptUntil }, now),
    doubleChecking: channel.suspicion !== null,
    checkedAt: channel.proofAt,
    followers: row.followers,
    lastVerifiedAt: channel.proofAt,
    connectedBy: row.grantedBy,
    repeats: row.losses,
    usualMinutes: readUsualMinutes(row.usualMinutes)[channel.network] ?? null,
  }
}
