/** Hands a channel's tokens to one of our own calls, renewed first where they are too near their end. */
import type { App } from '../../app.ts'
import type { Channel } from '../../domain/channel/channel.ts'
import { mustRenewBeforeUse } from '../../domain/channel/renewal.ts'
import type { Outcome } from '../../networks/contract.ts'
import { findCreator } from '../../store/creators.ts'
import { findGrant } from '../../store/grants.ts'
import { type Renewed, renewGrant } from './renew-grant.ts'
import { openTokens } from './tokens.ts'

/** What a call is for; it goes into the log, the token does not. */
export type Purpose = 'proof' | 'insights' | 'revocation'

export async function useToken(app: App, channel: Channel, purpose: Purpose): Promise<Outcome<Renewed>> {
  const { db } = app.store
  const [creator, grant] = await Promise.all([findCreator(db, channel.creatorId), findGrant(db, channel.id)])
  if (creator === null || grant === null) return { kind: 'not_offered' }
  app.log.debug({ channel: channel.id, purpose, generation: grant.facts.generation }, 'A token was used')
  if (mustRenewBeforeUse(channel.network, grant.facts, app.clock.now())) {
    return renewGrant(app, channel, grant.facts.generation)
  }
  const tokens = openTokens(app, creator, channel.id, grant)
  return {
    kind: 'ok',
    value: {
      held: { networkId: channel.networkId, tokens },
      generation: grant.facts.generation,
      facts: grant.facts,
    },
  }
}
