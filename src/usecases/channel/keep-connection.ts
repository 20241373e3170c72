/** Stores a permission that a person has just given: a new channel, or the same row living again. */
import type { App } from '../../app.ts'
import { nextLook, renewalDue } from '../../domain/channel/schedule.ts'
import { readScopes } from '../../domain/channel/scopes.ts'
import type { Network } from '../../domain/network.ts'
import type { Found } from '../../networks/contract.ts'
import { findChannel, insertChannel, reviveChannel } from '../../store/channels.ts'
import type { Creator } from '../../store/creators.ts'
import { writeEvent } from '../../store/events.ts'
import { findGrant, putGrant } from '../../store/grants.ts'
import { dropParting } from '../../store/partings.ts'
import { plan } from '../../store/schedule.ts'
import { newId } from '../../vault/random.ts'
import { collectInsights } from '../insight/collect-insights.ts'
import { sealTokens } from './tokens.ts'

export type Kept = { kind: 'kept'; channelId: string } | { kind: 'taken' }

/**
 * `channelId` names the row that lives again, or null for a new channel. The account was proved by a real
 * read just before. Numbers are read afterwards; the connection stands without them.
 */
export async function keepConnection(
  app: App,
  input: {
    creator: Creator
    network: Network
    channelId: string | null
    found: Found
    userId: string
    /** When the person set out; null where they paused on the way, so that it would measure their pause. */
    setOutAt: Date | null
  },
): Promise<Kept> {
  const { creator, network, found, userId } = input
  const at = app.clock.now()
  const scopes = readScopes(network, found.tokens.scopes)
  const missingScopes = scopes.kind === 'limited' ? scopes.missingScopes : []
  const channelId = input.channelId ?? newId('chn')
  const sealed = sealTokens(app, creator, channelId, found.tokens)

  if (found.tokens.endAssumed === true) {
    app.log.warn({ channel: channelId, network }, 'A network gave no believable end; one was assumed')
  }

  const kept = await app.store.db.transaction().execute(async (trx): Promise<boolean> => {
    const stored =
      input.channelId === null
        ? await insertChannel(trx, {
            id: channelId,
            creatorId: creator.id,
            network,
            account: found.account,
            missingScopes,
            at,
          })
        : await reviveChannel(trx, channelId, { network, account: found.account, missingScopes, at })
    if (!stored) return false
    // A permission that was to be ended has been given anew.
    await dropParting(trx, channelId)
    await putGrant(trx, channelId, { ...found.tokens, sealed, grantedBy: userId, at })
    const [channel, grant] = [await findChannel(trx, channelId), await findGrant(trx, channelId)]
    if (channel === null || grant === null) return false
    const renewAt = renewalDue(channelId, network, grant.facts, at)
    await plan(trx, channelId, { dueAt: nextLook(channel, renewAt, null, at), renewAt })
    await writeEvent(trx, {
      channelId,
      at,
      kind: input.channelId === null ? 'connected' : 'reconnected',
      actor: userId,
      detail: {
        ...(missingScopes.length === 0 ? {} : { missing: missingScopes }),
        ...(input.setOutAt === null ? {} : { tookMs: at.getTime() - input.setOutAt.getTime() }),
      },
    })
    return true
  })
  if (!kept) return { kind: 'taken' }
  await collectInsights(app, channelId, 'now')
  return { kind: 'kept', channelId }
}
