/** The figures of this process and of the whole installation, for Prometheus. Nobody else learns that they exist. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { App } from '../app.ts'
import { NETWORKS } from '../domain/network.ts'
import { SECOND } from '../domain/time.ts'
import { type Census, takeCensus } from '../usecases/operation/take-census.ts'

/** Several watchers of one process share one look at the census, which all processes share. */
const KEPT_MS = 15 * SECOND

export type MetricsPage = (request: Request, caller: { onThisMachine: boolean }) => Promise<Response>

export function createMetricsPage(app: App): MetricsPage {
  let census: { taken: Promise<void>; until: number } | null = null

  async function show(): Promise<void> {
    try {
      showCensus(app, await takeCensus(app))
    } catch (error) {
      // What this process counted by itself is worth most while the database is away.
      showCensus(app, null)
      app.log.warn({ err: error }, 'The census could not be taken')
    }
  }

  return async (request, caller) => {
    if (!mayRead(app, request, caller)) return new Response('Not found', { status: 404 })
    if (census === null || census.until < Date.now()) census = { taken: show(), until: Date.now() + KEPT_MS }
    await census.taken
    const { type, text } = await app.metrics.print()
    return new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } })
  }
}

/** A proxy on this machine is nobody of this machine: it names the one it speaks for. */
function mayRead(app: App, request: Request, { onThisMachine }: { onThisMachine: boolean }): boolean {
  const token = app.config.metricsToken
  const shown = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token !== null && shown !== undefined) return sameText(token.reveal(), shown)
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) =>
    request.headers.has(name),
  )
  return onThisMachine && !forwarded
}

function sameText(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}

function showCensus({ metrics }: App, census: Census | null): void {
  const { channels = [], queues = [] } = census ?? {}
  metrics.show(
    'channels',
    channels.map(({ network, state, channels: value }) => ({ labels: { network, state }, value })),
  )
  metrics.show(
    'oldest_proof_age_seconds',
    NETWORKS.flatMap((network) => {
      const proofs = channels
        .filter((one) => one.network === network && (one.state === 'connected' || one.state === 'limited'))
        .flatMap(({ oldestProofAt }) => (oldestProofAt === null ? [] : [oldestProofAt.getTime()]))
      if (census === null || proofs.length === 0) return []
      return [{ labels: { network }, value: (census.takenAt.getTime() - Math.min(...proofs)) / 1000 }]
    }),
  )
  metrics.show('channels_due', census === null ? [] : [{ labels: {}, value: census.due }])
  metrics.show('channels_overdue', census === null ? [] : [{ labels: {}, value: census.overdue }])
  metrics.show('events_stuck', census === null ? [] : [{ labels: {}, value: census.stuckEvents }])
  const { held = [], down = [] } = census ?? {}
  metrics.show(
    'network_held',
    held.map((labels) => ({ labels, value: 1 })),
  )
  metrics.show(
    'network_down',
    down.map((network) => ({ labels: { network }, value: 1 })),
  )
  metrics.show(
    'queue_jobs',
    queues.flatMap(({ queue, ...states }) =>
      Object.entries(states).map(([state, value]) => ({ labels: { queue, state }, value })),
    ),
  )
}
