/** The result page of one return: only for the browser session and the person that it belongs to. */
import type { App } from '../../app.ts'
import type { ConnectResult } from '../../domain/channel/connect-result.ts'
import { turnOf } from '../../domain/channel/health.ts'
import type { Network } from '../../domain/network.ts'
import { findCreator } from '../../store/creators.ts'
import { findOutcome, isOutcomeOf } from '../../store/outcomes.ts'
import { returnPath } from './finish-connect.ts'
import { type ChannelCard, listChannels } from './list-channels.ts'

export type OutcomeView = {
  id: string
  network: Network
  channelId: string | null
  creator: { id: string; handle: string; name: string }
  result: ConnectResult
  /** The channels that a connected result names. */
  channels: ChannelCard[]
  /** The page that the person wanted to be brought back to. */
  home: string | null
  /** The name by which they wanted it, to say it again. */
  returnTo: string | null
  moreNeedYou: { channelId: string; network: Network; name: string }[]
}

export async function readOutcome(
  app: App,
  input: { outcomeId: string; person: { userId: string; sessionId: string } },
): Promise<OutcomeView | null> {
  const { person } = input
  const outcome = await findOutcome(app.store.db, input.outcomeId)
  if (outcome === null || !isOutcomeOf(outcome, person)) return null
  if (outcome.expiresAt <= app.clock.now()) return null
  const creator = await findCreator(app.store.db, outcome.creatorId)
  if (creator === null) return null
  // Only the use-cases of connecting write this column.
  const result = outcome.result as ConnectResult
  const { cards } = await listChannels(app, { creatorId: creator.id })
  const named = result.kind === 'connected' ? result.channelIds : []
  return {
    id: outcome.id,
    network: outcome.network,
    channelId: outcome.channelId,
    creator: { id: creator.id, handle: creator.handle, name: creator.name },
    result,
    home: returnPath(outcome.returnTo),
    returnTo: outcome.returnTo,
    channels: cards.filter((card) => named.includes(card.id)),
    moreNeedYou: cards
      .filter((card) => !named.includes(card.id) && turnOf(card.state) === 'you')
      .map((card) => ({ channelId: card.id, network: card.network, name: card.name })),
  }
}
