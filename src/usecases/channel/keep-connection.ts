/** Stores a permission that a person has just given: a new channel, or the same row living again. */
import type { App } from '../../app.ts'
import { nextLook, renewalDue } from '../../domain/channel/schedule.ts'
import { readScopes } from '../../domain/channel/scopes.ts'
import { memberIn, type Traveller } from '../../domain/channel/traveller.ts'
import type { Network } from '../../domain/network.ts'
import type { Found } from '../../networks/contract.ts'
import { findChannel, insertChannel, lockChannel, reviveChannel } from '../../store/channels.ts'
import type { Creator } from '../../store/creators.ts'
import { writeEvent } from '../../store/events.ts'
import { findGrant, putGrant } from '../../store/grants.ts'
import { dropWaitingWish } from '../../store/network-wishes.ts'
import { dropParting } from '../../store/partings.ts'
import { endLink, endLinksOf, lockOpenLink, type StoredLink } from '../../store/reconnect-links.ts'
import { plan } from '../../store/schedule.ts'
import { newId } from '../../vault/random.ts'
import { collectInsights } from '../insight/collect-insights.ts'
import { sealTokens } from './tokens.ts'

/** `link_ended`: whoever came by a link came too late; it was used or taken back meanwhile. */
export type Kept = { kind: 'kept'; channelId: string } | { kind: 'taken' } | { kind: 'link_ended' }

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
    by: Traveller
    /** When the person set out; null where they paused on the way, so that it would measure their pause. */
    setOutAt: Date | null
  },
): Promise<Kept> {
  const { creator, network, found, by } = input
  const at = app.clock.now()
  const scopes = readScopes(network, found.tokens.scopes)
  const missingScopes = scopes.kind === 'limited' ? scopes.missingScopes : []
  const channelId = input.channelId ?? newId('chn')
  const sealed = sealTokens(app, creator, channelId, found.tokens)

  if (found.tokens.endAssumed === true) {
    app.log.warn({ channel: channelId, network }, 'A network gave no believable end; one was assumed')
  }

  const kept = await app.store.db.transaction().execute(async (trx): Promise<Kept['kind']> => {
    if (by.kind === 'link') await lockChannel(trx, channelId)
    const link = by.kind === 'link' ? await lockOpenLink(trx, by.linkId) : null
    if (by.kind === 'link' && link === null) return 'link_ended'
    // Whoever only changed browsers is the one who did it.
    const actor = link?.kind === 'handover' ? link.madeBy : memberIn(by)
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
    if (!stored) return 'taken'
    // Whoever was just there need not be told that it answers.
    if (actor !== null) await dropWaitingWish(trx, { userId: actor, network })
    if (by.kind === 'link') await endLink(trx, by.linkId, { how: 'used', at, helper: by.helper })
    if (input.channelId !== null) await endLinksOf(trx, channelId, { how: 'fixed', at })
    // A permission that was to be ended has been given anew.
    await dropParting(trx, channelId)
    await putGrant(trx, channelId, { ...found.tokens, sealed, grantedBy: actor, at })
    const [channel, grant] = [await findChannel(trx, channelId), await findGrant(trx, channelId)]
    if (channel === null || grant === null) return 'taken'
    const renewAt = renewalDue(channelId, network, grant.facts, at)
    await plan(trx, channelId, { dueAt: nextLook(channel, renewAt, null, at), renewAt })
    await writeEvent(trx, {
      channelId,
      at,
      kind: input.channelId === null ? 'connected' : 'reconnected',
      actor,
      detail: {
        ...(missingScopes.length === 0 ? {} : { missing: missingScopes }),
        ...(input.setOutAt === null ? {} : { tookMs: at.getTime() - input.setOutAt.getTime() }),
        ...wayIn(by, link),
      },
    })
    return 'kept'
  })
  if (kept !== 'kept') return { kind: kept }
  await collectInsights(app, channelId, 'now')
  return { kind: 'kept', channelId }
}

/** For the history: that it was done by a link, who had asked, and who did it as far as they said. */
function wayIn(by: Traveller, link: StoredLink | null): Record<string, unknown> {
  if (by.kind === 'member' || link === null) return {}
  return { link: link.id, for: link.kind, asker: link.madeBy, helper: by.helper }
}
