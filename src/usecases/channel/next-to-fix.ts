/** Through all channels that need somebody, one after another. */
import type { App } from '../../app.ts'
import { turnOf } from '../../domain/channel/health.ts'
import type { Network } from '../../domain/network.ts'
import { listChannels } from './list-channels.ts'

export type NextToFix =
  | { kind: 'next'; channelId: string; network: Network; name: string; left: number }
  /** Nothing is left but what was skipped on the way. */
  | { kind: 'done'; skipped: number }

export async function nextToFix(
  app: App,
  input: { creatorId: string; skipped: readonly string[] },
): Promise<NextToFix> {
  const { cards } = await listChannels(app, input)
  const needy = cards.filter(({ state }) => turnOf(state) === 'you')
  const left = needy.filter(({ id }) => !input.skipped.includes(id))
  const [next] = left
  if (next === undefined) return { kind: 'done', skipped: needy.length }
  return { kind: 'next', channelId: next.id, network: next.network, name: next.name, left: left.length }
}
