/** "Add @name to creator Y": the yes without which no new channel is stored. */
import type { App } from '../../app.ts'
import { accountName } from '../../domain/channel/channel.ts'
import type { ConnectResult } from '../../domain/channel/connect-result.ts'
import { readScopes } from '../../domain/channel/scopes.ts'
import { holdersOf } from '../../store/channels.ts'
import { findCreator } from '../../store/creators.ts'
import { findOutcome, isOutcomeOf, settleOutcome } from '../../store/outcomes.ts'
import { openFound } from './found-accounts.ts'
import { keepConnection } from './keep-connection.ts'

export type Confirmed =
  | { kind: 'connected'; outcomeId: string }
  | { kind: 'gone' }
  | { kind: 'nothing_chosen' }

export async function confirmConnect(
  app: App,
  input: { outcomeId: string; person: { userId: string; sessionId: string }; networkIds: readonly string[] },
): Promise<Confirmed> {
  const { db } = app.store
  const outcome = await findOutcome(db, input.outcomeId)
  if (outcome === null || !isOutcomeOf(outcome, input.person)) return { kind: 'gone' }
  if (outcome.foundSealed === null || outcome.expiresAt <= app.clock.now()) return { kind: 'gone' }
  const creator = await findCreator(db, outcome.creatorId)
  const adapter = app.networks[outcome.network]
  if (creator === null || adapter === undefined) return { kind: 'gone' }
  const found = openFound(app, creator, outcome.id, outcome.foundSealed)
  const chosen = found.filter((one) => input.networkIds.includes(one.account.networkId))
  const [first] = chosen
  if (first === undefined) return { kind: 'nothing_chosen' }

  const channelIds: string[] = []
  let refusal: ConnectResult | null = null
  for (const one of chosen) {
    const proof = await adapter.prove({ networkId: one.account.networkId, tokens: one.tokens })
    if (proof.kind !== 'ok') {
      refusal = {
        kind: 'refused',
        diagnosis: proof.kind === 'refused' ? proof.verdict.diagnosis : 'misconfigured',
      }
      continue
    }
    const { networkId } = one.account
    const before = (await holdersOf(db, outcome.network, [networkId])).get(networkId)
    const wasOff = before?.creatorId === creator.id && before.state === 'off'
    const kept = await keepConnection(app, {
      creator,
      network: outcome.network,
      channelId: wasOff ? before.channelId : null,
      found: one,
      by: { kind: 'member', userId: input.person.userId, sessionId: input.person.sessionId },
      setOutAt: null,
    })
    if (kept.kind === 'kept') {
      channelIds.push(kept.channelId)
      continue
    }
    // The same yes, pressed twice at once: the other press has just made this very channel.
    const holder = (await holdersOf(db, outcome.network, [networkId])).get(networkId)
    if (holder?.creatorId === creator.id) channelIds.push(holder.channelId)
    else refusal = { kind: 'belongs_to_another', used: [accountName(one.account)] }
  }
  const scopes = readScopes(outcome.network, first.tokens.scopes)
  const missing = scopes.kind === 'limited' ? scopes.missing : []
  const result: ConnectResult =
    channelIds.length > 0 || refusal === null
      ? { kind: 'connected', channelIds, again: false, missing }
      : refusal
  // A second press of the button finds the outcome settled and shows the same page.
  await settleOutcome(db, outcome.id, result)
  return { kind: 'connected', outcomeId: outcome.id }
}
