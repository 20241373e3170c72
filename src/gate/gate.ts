/**
 * One gate a network, between its adapter and the wire. Budgets, pauses and the circuit lie in the database, so that
 * all workers share them; a process keeps only the small block that it has claimed, and what it read a second ago.
 */
import type { Clock } from '../clock.ts'
import { type Allowance, allowanceOf, firstProbeAt, probeAgainAfterMs } from '../domain/channel/circuit.ts'
import { NETWORKS, type Network } from '../domain/network.ts'
import { later, SECOND } from '../domain/time.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Counted, Gate } from '../networks/gate.ts'
import { type Limit, limitFor, limitsOf, type OwnLimits, pauseAfter } from '../networks/limits.ts'
import { isAway } from '../store/away.ts'
import { budgetsOf, pauseBucket } from '../store/network-budgets.ts'
import {
  circuitOf,
  claimProbe,
  countAnswer,
  countFailure,
  type StoredCircuit,
} from '../store/network-circuits.ts'
import type { Store } from '../store/open.ts'
import { type Bucket, createBucket } from './bucket.ts'
import { dayEnds, dayIn } from './network-day.ts'

export type NetworkGate = Gate & {
  /** How many channels one worker may ask in one round, at most `most`. A probe is for the asker alone. */
  allowance(most: number): Promise<Allowance>
  /** Before a token is spent: null where the network may be asked, else until when it may not. */
  shutUntil(): Promise<Date | null>
}

/** What was read of the shared state is believed for this long. */
const FRESH_MS = SECOND
/** Background work leaves this share of a day to people who connect. */
const BACKGROUND_SHARE = 0.9
const AWAY_SECONDS = 5

export function createGates(parts: {
  store: Pick<Store, 'db'>
  clock: Pick<Clock, 'now'>
  log: Log
  metrics: Metrics
  limits: Record<Network, OwnLimits>
}): Record<Network, NetworkGate> {
  return Object.fromEntries(NETWORKS.map((network) => [network, createGate(network, parts)])) as Record<
    Network,
    NetworkGate
  >
}

function createGate(network: Network, parts: Parameters<typeof createGates>[0]): NetworkGate {
  const { store, clock, log, metrics } = parts
  const { db } = store
  const limits = limitsOf(network, parts.limits[network])
  const buckets = new Map<Limit, Bucket>()
  let seen: { circuit: StoredCircuit; readAt: number } | null = null
  /** This process has claimed the probe and has not heard yet. */
  let probing = false

  const bucketOf = (limit: Limit): Bucket => {
    const known = buckets.get(limit)
    if (known !== undefined) return known
    const made = createBucket({ db, clock, network, limit })
    buckets.set(limit, made)
    return made
  }

  const circuit = async (): Promise<StoredCircuit> => {
    if (seen === null || performance.now() - seen.readAt > FRESH_MS) {
      seen = { circuit: await circuitOf(db, network), readAt: performance.now() }
    }
    return seen.circuit
  }

  const takeProbe = async ({ probes }: StoredCircuit): Promise<boolean> => {
    const now = clock.now()
    seen = null
    const nextAt = later(now, probeAgainAfterMs(probes + 1))
    probing = await claimProbe(db, network, { now, seen: probes, nextAt })
    return probing
  }

  const failed = async (): Promise<void> => {
    const now = clock.now()
    probing = false
    seen = null
    if (await countFailure(db, network, { now, firstProbeAt: firstProbeAt(now) })) {
      log.warn({ network }, 'A network is down: it is asked now and then until it answers')
    }
  }

  const answered = async (): Promise<void> => {
    probing = false
    if ((await circuit()).failures === 0) return
    seen = null
    if (await countAnswer(db, network, clock.now())) log.info({ network }, 'A network answers again')
  }

  const pauseIfTold = async (request: Counted, reply: Parameters<Gate['heard']>[1]): Promise<void> => {
    const limit = limitFor(limits, request)
    const pause = limit === null ? null : pauseAfter(network, reply)
    if (limit === null || pause === null) return
    const now = clock.now()
    const until = pause.kind === 'day' ? dayEnds(now, zoneOf(limit)) : later(now, pause.ms)
    bucketOf(limit).forget()
    await pauseBucket(db, { network, bucket: limit.group, now, until })
    log.warn({ network, bucket: limit.group, until }, 'A network asked for a pause')
  }

  return {
    async admit(request) {
      const limit = limitFor(limits, request)
      if (limit === null) return { kind: 'go' }
      try {
        const admitted = await bucketOf(limit).take()
        metrics.count(admitted.kind === 'go' ? 'budget_calls_total' : 'budget_holds_total', { network })
        return admitted
      } catch (error) {
        if (!isAway(error)) throw error
        return { kind: 'later', seconds: AWAY_SECONDS }
      }
    },
    async heard(request, reply) {
      try {
        if (reply.verdict.diagnosis === 'transient') await failed()
        else await answered()
        await pauseIfTold(request, reply)
      } catch (error) {
        if (!isAway(error)) throw error
        log.warn({ err: error, network }, 'The database is away: how a network answered was not noted')
      }
    },
    async allowance(most) {
      const allowance = allowanceOf(await circuit(), clock.now(), most)
      if (allowance.kind === 'none') return allowance
      const until = await usedUpUntil()
      if (until !== null) return { kind: 'none', until }
      if (allowance.kind === 'some') return allowance
      const current = await circuit()
      return (await takeProbe(current)) ? allowance : { kind: 'none', until: current.probeAt ?? clock.now() }
    },
    async shutUntil() {
      if (probing) return null
      const current = await circuit()
      if (current.openedAt === null) return null
      const now = clock.now()
      const probeAt = current.probeAt ?? now
      if (probeAt > now) return probeAt
      return (await takeProbe(current)) ? null : later(now, SECOND)
    },
  }

  /** When every bucket may be asked again by work that nobody waits for; null where that is now. */
  async function usedUpUntil(): Promise<Date | null> {
    const now = clock.now()
    const states = await budgetsOf(db, network)
    for (const limit of limits) {
      const state = states.find((one) => one.bucket === limit.group)
      if (state === undefined) continue
      if (state.pausedUntil !== null && state.pausedUntil > now) return state.pausedUntil
      const { rate } = limit
      const isToday = rate.kind === 'per_day' && state.day === dayIn(now, rate.zone)
      if (isToday && state.used >= rate.units * BACKGROUND_SHARE) return dayEnds(now, rate.zone)
    }
    return null
  }
}

function zoneOf(limit: Limit): string {
  return limit.rate.kind === 'per_day' ? limit.rate.zone : 'UTC'
}
