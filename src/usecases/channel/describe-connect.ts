/** What a person is told before leaving for a network. */
import type { App } from '../../app.ts'
import { type ShownState, turnOf } from '../../domain/channel/health.ts'
import { LINK_LIVES_MS } from '../../domain/channel/reconnect-link.ts'
import { type Network, POLICIES, type ScopeUse } from '../../domain/network.ts'
import { later } from '../../domain/time.ts'
import { circuitOf } from '../../store/network-circuits.ts'
import { linksOf } from '../../store/reconnect-links.ts'
import { wishesOf } from '../notice/wish.ts'
import { listChannels } from './list-channels.ts'

export type ConnectBrief = {
  network: Network
  channel: { id: string; name: string; title: string; state: ShownState } | null
  purposes: { scope: string; use: ScopeUse }[]
  networkOff: boolean
  /** It has not answered for a while, so leaving for it may end nowhere. */
  networkDown: boolean
  /** The person waits to hear that it is back. */
  asked: boolean
  /** What became of the link by which this person goes on in another browser, where they just asked for one. */
  handover: 'waiting' | 'done' | null
  /** The other channels that need somebody. */
  others: string[]
}

/** Null where the channel is not this creator's, or not of this network. */
export async function describeConnect(
  app: App,
  input: { creatorId: string; userId: string; network: Network; channelId: string | null },
): Promise<ConnectBrief | null> {
  const { network, channelId } = input
  const [{ cards }, circuit, wished] = await Promise.all([
    listChannels(app, input),
    circuitOf(app.store.db, network),
    wishesOf(app, input),
  ])
  const brief = {
    network,
    purposes: POLICIES[network].scopes.map(({ name, use }) => ({ scope: name, use })),
    networkOff: app.networks[network] === undefined,
    networkDown: circuit.openedAt !== null,
    asked: wished.has(network),
    others: cards.filter(({ id, state }) => id !== channelId && turnOf(state) === 'you').map(({ id }) => id),
  }
  if (channelId === null) return { ...brief, channel: null, handover: null }
  const card = cards.find((one) => one.id === channelId && one.network === network)
  if (card === undefined) return null
  return {
    ...brief,
    channel: { id: card.id, name: card.name, title: card.title, state: card.state },
    handover: await handoverOf(app, card.id, input.userId),
  }
}

async function handoverOf(app: App, channelId: string, userId: string): Promise<ConnectBrief['handover']> {
  const since = later(app.clock.now(), -LINK_LIVES_MS.handover)
  const links = await linksOf(app.store.db, channelId, { kinds: ['handover'], since, limit: 20 })
  const newest = links.find(({ madeBy }) => madeBy === userId)
  if (newest === undefined) return null
  switch (newest.ended) {
    case null:
      return 'waiting'
    case 'used':
    case 'fixed':
      return 'done'
    case 'revoked':
      return null
    default:
      return newest.ended satisfies never
  }
}
