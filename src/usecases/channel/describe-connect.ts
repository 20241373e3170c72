/** What a person is told before leaving for a network. */
import type { App } from '../../app.ts'
import type { ShownState } from '../../domain/channel/health.ts'
import { type Network, POLICIES, type ScopeUse } from '../../domain/network.ts'
import { listChannels } from './list-channels.ts'

export type ConnectBrief = {
  network: Network
  channel: { id: string; name: string; title: string; state: ShownState } | null
  purposes: { scope: string; use: ScopeUse }[]
  networkOff: boolean
}

/** Null where the channel is not this creator's, or not of this network. */
export async function describeConnect(
  app: App,
  input: { creatorId: string; network: Network; channelId: string | null },
): Promise<ConnectBrief | null> {
  const { network, channelId } = input
  const brief = {
    network,
    purposes: POLICIES[network].scopes.map(({ name, use }) => ({ scope: name, use })),
    networkOff: app.networks[network] === undefined,
  }
  if (channelId === null) return { ...brief, channel: null }
  const { cards } = await listChannels(app, input)
  const card = cards.find((one) => one.id === channelId && one.network === network)
  if (card === undefined) return null
  return { ...brief, channel: { id: card.id, name: card.name, title: card.title, state: card.state } }
}
