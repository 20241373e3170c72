/** Renews one channel's grant so that nothing is lost: call outside a transaction, save fenced by what was spent. */
import type { App } from '../../app.ts'
import type { Channel, GrantFacts } from '../../domain/channel/channel.ts'
import { renewalHelped } from '../../domain/channel/renewal.ts'
import { POLICIES } from '../../domain/network.ts'
import type { Held, Outcome } from '../../networks/contract.ts'
import { type Creator, findCreator } from '../../store/creators.ts'
import { writeEvent } from '../../store/events.ts'
import { findGrant, noteRenewalFailed, type SealedGrant, saveRenewed } from '../../store/grants.ts'
import { openTokens, sealTokens } from './tokens.ts'

export type Renewed = { held: Held; generation: number; facts: GrantFacts }

/** Saving is tried this often before the renewed token is given up; each try waits a little longer. */
const SAVE_TRIES = 8

/**
 * `spent` is the generation the caller saw. If it has moved on, somebody else renewed and theirs is returned.
 * The caller holds the channel's lease; in this process all callers of one channel share one call.
 */
export function renewGrant(app: App, channel: Channel, spent: number): Promise<Outcome<Renewed>> {
  const flight = `${channel.id}/${spent}`
  const running = app.renewals.get(flight) as Promise<Outcome<Renewed>> | undefined
  if (running !== undefined) return running
  const call = renew(app, channel, spent).finally(() => app.renewals.delete(flight))
  app.renewals.set(flight, call)
  return call
}

async function renew(app: App, channel: Channel, spent: number): Promise<Outcome<Renewed>> {
  const adapter = app.networks[channel.network]
  const { db } = app.store
  const [creator, grant] = await Promise.all([findCreator(db, channel.creatorId), findGrant(db, channel.id)])
  if (adapter === undefined || creator === null || grant === null) return { kind: 'not_offered' }
  if (grant.facts.generation !== spent) return { kind: 'ok', value: heldOf(app, creator, channel, grant) }

  const outcome = await adapter.renew(heldOf(app, creator, channel, grant).held)
  app.metrics.count('renewals_total', { network: channel.network, outcome: outcome.kind })
  if (outcome.kind === 'not_offered') return outcome
  if (outcome.kind === 'refused') {
    // A refusal of a token that somebody else has just replaced is a race, not a disconnection.
    const current = await findGrant(db, channel.id)
    if (current !== null && current.facts.generation !== spent) {
      return { kind: 'ok', value: heldOf(app, creator, channel, current) }
    }
    await noteRenewalFailed(db, channel.id, spent, app.clock.now())
    return outcome
  }

  const tokens = outcome.value
  const renewed = {
    ...tokens,
    sealed: sealTokens(app, creator, channel.id, tokens),
    at: app.clock.now(),
    helped: renewalHelped(channel.network, grant.facts, tokens),
  }
  const saved = await untilSaved(app, () => saveRenewed(db, channel.id, spent, renewed))
  const current = await findGrant(db, channel.id)
  if (current === null) return { kind: 'not_offered' }
  // A renewal that keeps failing is told once, not every day.
  const news = renewed.helped || grant.facts.renewalFailedAt === null
  if (saved && news) await tell(app, channel, renewed.helped, current.facts)
  return { kind: 'ok', value: heldOf(app, creator, channel, current) }
}

/** Silent renewals of long-lived permissions belong in the history; hourly access tokens would drown it. */
async function tell(app: App, channel: Channel, helped: boolean, facts: GrantFacts): Promise<void> {
  if (POLICIES[channel.network].renewal.kind === 'lazy') return
  const until = facts.grantEndsAt ?? facts.personEndsAt
  await writeEvent(app.store.db, {
    channelId: channel.id,
    at: app.clock.now(),
    kind: helped ? 'renewed' : 'renewal_failed',
    detail: { until: until?.toISOString() ?? null },
  })
}

/** A token that was already spent must be saved: a database that is away for a moment is waited for. */
async function untilSaved(app: App, save: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await save()
    } catch (error) {
      if (attempt >= SAVE_TRIES) throw error
      app.log.warn({ err: error, attempt }, 'A renewed token could not be saved yet')
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt))
    }
  }
}

function heldOf(app: App, creator: Creator, channel: Channel, grant: SealedGrant): Renewed {
  return {
    held: { networkId: channel.networkId, tokens: openTokens(app, creator, channel.id, grant) },
    generation: grant.facts.generation,
    facts: grant.facts,
  }
}
