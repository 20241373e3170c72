/**
 * Renews one channel's grant so that nothing is lost: take the lease, call outside a transaction, save fenced by what
 * was spent. Callers wait no longer than they must; what has been sent goes on without them until it is saved.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from '../../app.ts'
import type { Channel, GrantFacts } from '../../domain/channel/channel.ts'
import { afterRefusal, brokeOff, renewalHelped } from '../../domain/channel/renewal.ts'
import { POLICIES } from '../../domain/network.ts'
import type { Verdict } from '../../domain/verdict.ts'
import type { Adapter, Held, Outcome } from '../../networks/contract.ts'
import { isAway } from '../../store/away.ts'
import { writeEvent } from '../../store/events.ts'
import { findGrant, noteRenewalFailed, type SealedGrant, saveRenewed } from '../../store/grants.ts'
import { beginSpending, endSpending, noteDoubt, type Spending } from '../../store/spending.ts'
import { type KeyOwner, keyOwner, openTokens, sealTokens } from './tokens.ts'

export type Renewed = { held: Held; generation: number; facts: GrantFacts }

/** What a renewal needs to know of a channel. */
export type Renewable = Pick<Channel, 'id' | 'creatorId' | 'network' | 'networkId'>

export type Renewal =
  | Outcome<Renewed>
  /** Somebody else is renewing, nothing could be saved now, or the network is down. No token was spent. */
  | { kind: 'busy'; whose: 'us' | 'network'; retryAfterSeconds: number }

/** Pauses between looks at somebody else's renewal, and between tries to save. */
const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000
/** The same token is shown again this long after the line broke. */
const AGAIN_AFTER_MS = 250
/**
 * Leases run out while the database is away, and whoever holds a token that could not be saved tries every second: they
 * come first. Every process meets the absence itself, at the latest when it next looks for channels that are due.
 */
const SAVING_FIRST_MS = 10_000
const BUSY = { kind: 'busy', whose: 'us', retryAfterSeconds: 5 } as const

/**
 * `spent` is the generation the caller saw. If it has moved on, somebody else renewed and theirs is returned. In this
 * process all callers of one channel share one call; across processes a lease does the same.
 */
export async function renewGrant(app: App, channel: Renewable, spent: number): Promise<Renewal> {
  const name = `${channel.id}/${spent}`
  let flight = app.renewals.get(name) as Promise<Renewal> | undefined
  if (flight === undefined) {
    flight = fly(app, channel, spent).finally(() => app.renewals.delete(name))
    app.renewals.set(name, flight)
    // Its callers may all have stopped waiting when it fails.
    flight.catch((error) => app.log.error({ err: error, channel: channel.id }, 'A renewal ended in an error'))
  }
  const patience = new AbortController()
  const noAnswer = pause(app.deadlines.callMs, withoutAnswer(channel), { signal: patience.signal })
  // Aborting it below is how it usually ends.
  noAnswer.catch(() => undefined)
  try {
    return await Promise.race([flight, noAnswer])
  } finally {
    patience.abort()
  }
}

async function fly(app: App, channel: Renewable, spent: number): Promise<Renewal> {
  try {
    const adapter = app.networks[channel.network]
    if (adapter === undefined) return { kind: 'not_offered' }
    // No token is spent into an outage, where its answer may be lost.
    const shutUntil = await app.gates[channel.network].shutUntil()
    if (shutUntil !== null)
      return { kind: 'busy', whose: 'network', retryAfterSeconds: secondsUntil(app, shutUntil) }
    const lease = await awaitLease(app, channel, spent)
    if (lease.kind !== 'held') return lease
    return await renewWithin(app, { adapter, channel, spent, inDoubt: lease.inDoubt })
  } catch (error) {
    if (!isAway(error)) throw error
    // What may have been spent is in doubt by itself: its lease runs out without a result.
    app.log.warn({ err: error, channel: channel.id }, 'The database is away; a renewal was put off')
    return BUSY
  }
}

/** Waits for whoever holds it as long as a caller would, and takes their token where they got one. */
async function awaitLease(
  app: App,
  channel: Renewable,
  spent: number,
): Promise<{ kind: 'held'; inDoubt: boolean } | Renewal> {
  const { renewLeaseMs, callMs } = app.deadlines
  const spending = { channelId: channel.id, generation: spent, holder: app.holder }
  const began = performance.now()
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
    const asked = performance.now()
    const takeOver = !app.store.wasAway(SAVING_FIRST_MS)
    const lease = await beginSpending(app.store.db, spending, { leaseMs: renewLeaseMs, takeOver })
    if (lease.kind === 'held') {
      if (performance.now() - asked < renewLeaseMs / 6) return lease
      // Too slow to be trusted with a token that can be spent only once.
      await endSpending(app.store.db, spending)
      return BUSY
    }
    const current = await movedOn(app, channel, spent)
    if (current !== null) return current
    if (performance.now() + wait - began > callMs || app.ending.signal.aborted) {
      return BUSY
    }
    await pause(wait)
  }
}

type Call = { adapter: Adapter; channel: Renewable; spent: number; inDoubt: boolean }

async function renewWithin(app: App, call: Call): Promise<Renewal> {
  const { adapter, channel, spent } = call
  const { db } = app.store
  const spending = { channelId: channel.id, generation: spent, holder: app.holder }
  // Once more inside the lease: whoever had it before may have saved a newer token.
  const [owner, grant] = await Promise.all([keyOwner(app, channel.creatorId), findGrant(db, channel.id)])
  if (owner === null || grant === null || grant.facts.generation !== spent) {
    await endSpending(db, spending)
    return owner === null || grant === null
      ? { kind: 'not_offered' }
      : { kind: 'ok', value: heldOf(app, owner, channel, grant) }
  }

  const { held } = heldOf(app, owner, channel, grant)
  const { outcome, inDoubt } = await ask(app, adapter, { held, spending, inDoubt: call.inDoubt })
  app.metrics.count('renewals_total', { network: channel.network, outcome: outcome.kind })
  switch (outcome.kind) {
    case 'ok':
      return await keep(app, { channel, owner, before: grant.facts }, outcome.value)
    case 'refused':
      return await giveUp(app, channel, { spending, inDoubt, verdict: outcome.verdict })
    case 'not_offered':
      await endSpending(db, spending)
      return outcome
    default:
      return outcome satisfies never
  }
}

/** One call, and a second with the same token where the line broke: it heals whatever forgives a repetition. */
async function ask(
  app: App,
  adapter: Adapter,
  { held, spending, inDoubt }: { held: Held; spending: Spending; inDoubt: boolean },
) {
  const patience = setTimeout(() => {
    noteDoubt(app.store.db, spending, { over: false }).catch((error) =>
      app.log.warn({ err: error, channel: spending.channelId }, 'A renewal without an answer was not noted'),
    )
  }, app.deadlines.callMs)
  try {
    const outcome = await adapter.renew(held)
    if (outcome.kind !== 'refused' || !brokeOff(outcome.verdict)) return { outcome, inDoubt }
    await noteDoubt(app.store.db, spending, { over: false })
    await pause(AGAIN_AFTER_MS)
    return { outcome: await adapter.renew(held), inDoubt: true }
  } finally {
    clearTimeout(patience)
  }
}

type Holding = { channel: Renewable; owner: KeyOwner; before: GrantFacts }

async function keep(app: App, holding: Holding, tokens: Held['tokens']): Promise<Renewal> {
  const { channel, owner, before } = holding
  const { db } = app.store
  const spent = before.generation
  const renewed = {
    ...tokens,
    sealed: sealTokens(app, owner, channel.id, tokens),
    at: app.clock.now(),
    helped: renewalHelped(channel.network, before, tokens),
  }
  if (tokens.endAssumed === true) {
    app.log.warn(
      { channel: channel.id, network: channel.network },
      'A network gave no believable end; one was assumed',
    )
  }
  const saved = await untilSaved(app, channel, () => saveRenewed(db, channel.id, spent, renewed))
  const current = await findGrant(db, channel.id)
  if (current === null) return { kind: 'not_offered' }
  // A renewal that keeps failing is told once, not every day.
  const news = renewed.helped || before.renewalFailedAt === null
  if (saved && news) await tell(app, channel, renewed.helped, current.facts)
  return { kind: 'ok', value: heldOf(app, owner, channel, current) }
}

async function giveUp(
  app: App,
  channel: Renewable,
  { spending, inDoubt, verdict }: { spending: Spending; inDoubt: boolean; verdict: Verdict },
): Promise<Renewal> {
  const { db } = app.store
  // A refusal of a token that somebody else has just replaced is a race, not a disconnection.
  const current = await movedOn(app, channel, spending.generation)
  if (current !== null) {
    await endSpending(db, spending)
    return current
  }
  const after = afterRefusal(channel.network, verdict, inDoubt)
  switch (after.kind) {
    case 'in_doubt':
      await noteDoubt(db, spending, { over: true })
      break
    case 'known':
      await endSpending(db, spending)
      break
    default:
      after satisfies never
  }
  await noteRenewalFailed(db, channel.id, spending.generation, app.clock.now())
  return { kind: 'refused', verdict: after.verdict }
}

/** The token that is there now, where it is not the one of this generation any more. */
async function movedOn(app: App, channel: Renewable, generation: number): Promise<Renewal | null> {
  const [owner, grant] = await Promise.all([
    keyOwner(app, channel.creatorId),
    findGrant(app.store.db, channel.id),
  ])
  if (owner === null || grant === null) return { kind: 'not_offered' }
  if (grant.facts.generation === generation) return null
  return { kind: 'ok', value: heldOf(app, owner, channel, grant) }
}

/** Silent renewals of long-lived permissions belong in the history; hourly access tokens would drown it. */
async function tell(app: App, channel: Renewable, helped: boolean, facts: GrantFacts): Promise<void> {
  if (POLICIES[channel.network].renewal.kind === 'lazy') return
  const until = facts.grantEndsAt ?? facts.personEndsAt
  await writeEvent(app.store.db, {
    channelId: channel.id,
    at: app.clock.now(),
    kind: helped ? 'renewed' : 'renewal_failed',
    detail: { until: until?.toISOString() ?? null },
  })
}

/** A token that was already spent must be saved: the database is waited for until it takes it or the process must end. */
async function untilSaved(app: App, channel: Renewable, save: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 1, wait = FIRST_PAUSE_MS; ; attempt++, wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
    try {
      return await save()
    } catch (error) {
      if (app.ending.signal.aborted) throw error
      // The first few, then ever more seldom.
      if ((attempt & (attempt - 1)) === 0) {
        app.log.warn({ err: error, attempt, channel: channel.id }, 'A renewed token could not be saved yet')
      }
      await pause(wait)
    }
  }
}

function heldOf(app: App, owner: KeyOwner, channel: Renewable, grant: SealedGrant): Renewed {
  return {
    held: { networkId: channel.networkId, tokens: openTokens(app, owner, channel.id, grant) },
    generation: grant.facts.generation,
    facts: grant.facts,
  }
}

function secondsUntil(app: App, until: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - app.clock.now().getTime()) / 1000))
}

/** What a caller gets who waited as long as callers do. The renewal itself goes on. */
function withoutAnswer({ network }: Renewable): Renewal {
  const evidence = { network, call: 'token_refresh', status: null, code: 'timeout', subcode: null } as const
  return {
    kind: 'refused',
    verdict: {
      diagnosis: 'transient',
      confidence: 'confirmed',
      definite: false,
      evidence: { ...evidence, message: 'The reply did not arrive in time.', requestId: null },
      retryAfterSeconds: null,
    },
  }
}
