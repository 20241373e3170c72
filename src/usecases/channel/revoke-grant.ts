/** Ends a channel's permission at its network, where that takes nothing away from another channel. */
import type { App } from '../../app.ts'
import type { Channel } from '../../domain/channel/channel.ts'
import { afterRefusal, type Parted, putOff } from '../../domain/channel/forgetting.ts'
import { POLICIES } from '../../domain/network.ts'
import { later, SECOND } from '../../domain/time.ts'
import { hasSiblings } from '../../store/channels.ts'
import { useToken } from './use-token.ts'

export async function revokeGrant(
  app: App,
  channel: Channel,
  wish: { since: Date; tries: number },
): Promise<Parted> {
  const adapter = app.networks[channel.network]
  if (adapter === undefined) return { kind: 'ended', how: 'not_offered' }
  const shared = POLICIES[channel.network].revocationEnds === 'person'
  if (shared && (await hasSiblings(app.store.db, channel.id))) return { kind: 'ended', how: 'shared' }
  const token = await useToken(app, channel, 'revocation')
  const outcome = token.kind === 'ok' ? await adapter.revoke(token.value.held) : token
  switch (outcome.kind) {
    case 'ok':
      return { kind: 'ended', how: 'revoked' }
    case 'not_offered':
      return { kind: 'ended', how: 'not_offered' }
    case 'refused':
      return afterRefusal(outcome.verdict, wish.since, wish.tries, app.clock.now())
    case 'busy': {
      const now = app.clock.now()
      return putOff(wish.since, later(now, outcome.retryAfterSeconds * SECOND), now)
    }
    default:
      return outcome satisfies never
  }
}
